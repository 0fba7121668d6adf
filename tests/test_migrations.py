"""The migrated schema is the one the tables describe, in both directions, and the app role may only what serving needs."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from frontdesk.db import Base
from frontdesk.local_postgres import LocalPostgres
from tests.scratch import Database

MIGRATIONS = Path(__file__).parents[1] / "migrations"

# Everything that makes a schema, said by Postgres itself: columns, constraints with their definitions, indexes.
SCHEMA = """
    SELECT 'column', table_name, column_name,
           concat_ws(' ', data_type, is_nullable, column_default, identity_generation)
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
                         AND conrelid::regclass::text <> 'alembic_version' AND contype <> 'n'
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    ORDER BY 1, 2, 3, 4
"""


def config(url: str) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("path_separator", "os")
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


@pytest.fixture
async def empty(postgres: LocalPostgres) -> AsyncIterator[str]:
    """A database without anything in it, as its owner."""
    name, admin = f"empty_{uuid4().hex[:8]}", make_url(postgres.owner_url)
    await execute(admin.render_as_string(hide_password=False), f"CREATE DATABASE {name}")
    yield admin.set(database=name).render_as_string(hide_password=False)
    await execute(admin.render_as_string(hide_password=False), f"DROP DATABASE {name} WITH (FORCE)")


async def execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def schema(url: str) -> list[tuple[str, ...]]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [tuple(row) for row in await connection.fetch(SCHEMA)]
    finally:
        await connection.close()


@pytest.fixture
async def app(database: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Signed in as the role that serves."""
    connection = await asyncpg.connect(database.app_url.replace("+asyncpg", ""))
    yield connection
    await connection.close()


async def test_the_migrated_schema_equals_the_tables(database: Database, empty: str) -> None:
    engine = create_async_engine(empty)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE EXTENSION btree_gist"))
        await connection.execute(text("CREATE EXTENSION pg_trgm"))
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()
    migrated, described = set(await schema(database.owner_url)), set(await schema(empty))
    assert migrated - described == set()
    assert described - migrated == set()
    assert ("constraint", "claim", "claim_no_overlap") in {row[:3] for row in migrated}


async def test_alembic_finds_nothing_to_draft(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_every_constraint_and_index_has_a_name_of_ours(database: Database) -> None:
    """Names that Postgres makes up end in what it does; ours say what they are."""
    endings = ("_pkey", "_key", "_fkey", "_check", "_excl", "_idx")
    made_up = [row[:3] for row in await schema(database.owner_url) if row[2].endswith(endings)]
    assert made_up == []


async def test_down_and_up_again_is_the_same(empty: str) -> None:
    await asyncio.to_thread(command.upgrade, config(empty), "head")
    first = await schema(empty)
    await asyncio.to_thread(command.downgrade, config(empty), "base")
    assert await schema(empty) == []
    await asyncio.to_thread(command.upgrade, config(empty), "head")
    assert await schema(empty) == first
    assert first != []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stranger (id int)",
        "DROP TABLE claim",
        "ALTER TABLE claim DROP CONSTRAINT claim_no_overlap",
        "CREATE INDEX stranger ON claim (id)",
        "TRUNCATE audit_entry",
        "UPDATE audit_entry SET action = 'nothing happened'",
        "DELETE FROM audit_entry",
        "UPDATE alembic_version SET version_num = '0000'",
        "CREATE FUNCTION stranger() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE stranger",
        "CREATE EXTENSION citext",
    ],
)
async def test_the_app_role_cannot(app: "asyncpg.Connection[asyncpg.Record]", statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement)


async def test_the_app_role_can_do_all_the_rest(app: "asyncpg.Connection[asyncpg.Record]") -> None:
    tables = await app.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('audit_entry', 'alembic_version')"
    )
    assert len(tables) >= 17
    for row in tables:
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            assert await app.fetchval("SELECT has_table_privilege($1, $2)", row["tablename"], privilege), (
                row,
                privilege,
            )
    await app.execute(
        "INSERT INTO audit_entry (at, actor_kind, action, subject_kind, subject_id) VALUES (now(), 'system', 'a', 'b', 'c')"
    )
    assert await app.fetchval("SELECT count(*) FROM audit_entry") == 1
    assert await app.fetchval("SELECT version_num FROM alembic_version") is not None


async def test_two_claims_of_one_person_cannot_overlap_whatever_the_office(database: Database) -> None:
    connection = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    try:
        definition = await connection.fetchval(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'claim_no_overlap'"
        )
    finally:
        await connection.close()
    assert definition == "EXCLUDE USING gist (provider_id WITH =, during WITH &&)"
