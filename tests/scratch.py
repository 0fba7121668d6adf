"""A database for each test, in a moment: emptied, and made anew only where a test has changed what it is made of.

Copying the migrated template takes a fifth of a second, emptying a hundredth; there are over a thousand tests.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import make_url

from frontdesk import local_postgres
from frontdesk.cli import migrating

TEMPLATE, SCRATCH = "template_migrated", "scratch"
KEPT = "alembic_version"
TOO_MANY_BYTES = 4_000_000  # what was that large is quicker thrown away than emptied, and leaves nothing bloated

Result = TypeVar("Result")


@dataclass(frozen=True)
class Database:
    """One migrated database: as the app role, and as its owner."""

    app_url: str
    owner_url: str


class Scratch:
    """The database that the tests of one run use one after another."""

    def __init__(self, postgres: local_postgres.LocalPostgres) -> None:
        self.database = Database(_renamed(postgres.app_url, SCRATCH), _renamed(postgres.owner_url, SCRATCH))
        self._server = postgres.owner_url
        self._made_of: str | None = None
        template = _renamed(postgres.owner_url, TEMPLATE)
        execute_alone(self._server, f"CREATE DATABASE {TEMPLATE}")
        migrating.upgrade(template)

    def empty(self) -> Database:
        """Give the database as the migrations leave it. Whoever is still connected is thrown out."""
        if self._made_of is None or not in_own_thread(self._emptied):
            execute_alone(self._server, f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
            execute_alone(self._server, f"CREATE DATABASE {SCRATCH} TEMPLATE {TEMPLATE} STRATEGY file_copy")
            self._made_of = in_own_thread(self._read)
        return self.database

    def copied(self, name: str) -> Database:
        """Make another database like it, for a whole module."""
        execute_alone(self._server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        return Database(_renamed(self.database.app_url, name), _renamed(self.database.owner_url, name))

    async def _emptied(self) -> bool:
        connection = await _connect(self.database.owner_url)
        try:
            await connection.execute(_ALONE)
            size: int = await connection.fetchval(_SIZE)
            if size > TOO_MANY_BYTES or await connection.fetchval(_MADE_OF) != self._made_of:
                return False
            names = [row[0] for row in await connection.fetch(_TABLES)]
            filled = await connection.fetchval(
                "SELECT concat_ws(' ', "
                + ", ".join(f"(SELECT '{name}' WHERE EXISTS (SELECT FROM {name}))" for name in names)
                + ")"
            )
            # As a replica: neither foreign keys nor the guards of what may only be added to.
            deletions = "".join(f"DELETE FROM {name};" for name in filled.split())
            await connection.execute(f"SET session_replication_role = replica; {deletions}")
            return True
        finally:
            await connection.close()

    async def _read(self) -> str:
        connection = await _connect(self.database.owner_url)
        try:
            made_of: str = await connection.fetchval(_MADE_OF)
            return made_of
        finally:
            await connection.close()


_ALONE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = f"""
    SELECT quote_ident(relname) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '{KEPT}'
"""
_SIZE = """
    SELECT coalesce(sum(pg_relation_size(oid)), 0) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
# Every change to a definition writes a row of the catalogue anew, under a transaction that was not there before.
_CATALOGUES = {
    "pg_class": "relnamespace = 'public'::regnamespace",
    "pg_constraint": "connamespace = 'public'::regnamespace",
    "pg_proc": "pronamespace = 'public'::regnamespace",
    "pg_trigger": "true",
    KEPT: "true",
}
_MADE_OF = "SELECT concat_ws(' ', {})".format(
    ", ".join(
        f"(SELECT count(*) || ':' || coalesce(max(xmin::text::bigint), 0) FROM {name} WHERE {which})"
        for name, which in _CATALOGUES.items()
    )
)


def execute_alone(url: str, statement: str) -> None:
    """Run one statement on a connection of its own."""

    async def run() -> None:
        connection = await _connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    in_own_thread(run)


def in_own_thread(run: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run a coroutine function to its end, also while a loop is running here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


async def _connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(re.sub(r"\+asyncpg", "", url))


def _renamed(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
