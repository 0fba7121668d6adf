"""`frontdesk doctor`: is everything there that this installation needs, and does it agree?"""

import platform
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

import click
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk.acs import SERVING, Acs
from frontdesk.cli import migrating, zones
from frontdesk.config import Settings
from frontdesk.db import make_engine
from frontdesk.edge.pages import web_folder
from frontdesk.errors import AcsRejected, AcsUnavailable

POSTGRES_MIN = 150000  # the limits' UNIQUE NULLS NOT DISTINCT


class Ill(Exception):
    """A check failed; the message says what is wrong and what helps."""


Check = Callable[[Settings], Awaitable[str]]


async def examine(settings: Settings) -> int:
    """Run every check and print what each found. Returns 1 if something is wrong, else 0."""
    wrong = 0
    for what, check in CHECKS.items():
        try:
            click.echo(f"{click.style('✓', fg='green')} {what}: {await check(settings)}")
        except (Ill, SQLAlchemyError, OSError, AcsRejected, AcsUnavailable) as error:
            wrong += 1
            click.echo(f"{click.style('✗', fg='red')} {what}: {_first_line(error)}")
    return min(wrong, 1)


async def check_python(settings: Settings) -> str:
    """Which Python; the installer has seen to it that it is new enough."""
    return f"{platform.python_version()} in {sys.prefix}"


async def check_database(settings: Settings) -> str:
    """The database answers the role that serves, and is new enough."""
    async with _connection(settings) as connection:
        number = int((await connection.execute(text("SHOW server_version_num"))).scalar_one())
        name, role = (await connection.execute(text("SELECT current_database(), current_user"))).one()
    if number < POSTGRES_MIN:
        raise Ill(f"PostgreSQL {number // 10000}; {POSTGRES_MIN // 10000} or newer is needed")
    return f"PostgreSQL {number // 10000}.{number % 10000}, database {name} as {role}"


async def check_migrations(settings: Settings) -> str:
    """The tables are those that this version of the program expects."""
    async with _connection(settings) as connection:
        known = (await connection.execute(text("SELECT to_regclass('alembic_version')"))).scalar_one()
        if known is None:
            raise Ill("the database is empty; run `frontdesk migrate`")
        at = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    newest = migrating.newest()
    if at != newest:
        raise Ill(f"at {at}, this program expects {newest}; run `frontdesk migrate`")
    return f"up to date at {at}"


async def check_zones(settings: Settings) -> str:
    """Compare time zones: the product goes by its tzdata package; whoever asks the database or the system may not."""
    async with _connection(settings) as connection:
        database = await zones.differing_in_database(connection)
    system = zones.differing_on_system()
    told = [f"tzdata {version('tzdata')} decides", _differing("the database", *database)]
    told.append(_differing("the system", *system) if system else "the system has no zones of its own")
    return "; ".join(told)


def _differing(who: str, differing: list[str], compared: int) -> str:
    names = f" ({', '.join(differing)})" if differing else ""
    return f"{who} sees {len(differing)} of {compared} zones differently{names}"


async def check_acs(settings: Settings) -> str:
    """Azure Communication Services, or the emulator, answers a signed request."""
    acs = Acs.from_settings(settings, patience=SERVING)
    try:
        async for _ in acs.rooms.all():
            break
    finally:
        await acs.close()
    return f"{acs.endpoint} answers, calls by the {settings.call_stage} stage"


async def check_pages(settings: Settings) -> str:
    """The pages are built."""
    folder = web_folder(settings)
    if not (folder / "index.html").is_file():
        raise Ill(f"not built in {folder}; run `make pages`")
    return f"built in {folder}"


CHECKS: dict[str, Check] = {
    "Python": check_python,
    "Database": check_database,
    "Migrations": check_migrations,
    "Time zones": check_zones,
    "Azure Communication Services": check_acs,
    "Pages": check_pages,
}


@asynccontextmanager
async def _connection(settings: Settings) -> AsyncIterator[AsyncConnection]:
    engine = make_engine(settings.database_url, pool_size=1)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
