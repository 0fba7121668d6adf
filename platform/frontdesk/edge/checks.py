"""Is everything there that this installation needs, and does it agree? Asked by `frontdesk doctor` and by the owners' page."""

import asyncio
import platform
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk.acs import SERVING, Acs
from frontdesk.config import Settings
from frontdesk.db import make_engine
from frontdesk.edge import zones
from frontdesk.edge.pages import web_folder
from frontdesk.errors import AcsRejected, AcsUnavailable

POSTGRES_MIN = 150000  # the limits' UNIQUE NULLS NOT DISTINCT
MIGRATIONS = Path(__file__).parents[3] / "migrations" / "versions"
REPORT_WITHIN, LAG_MAX = timedelta(minutes=15), timedelta(minutes=2)


class Ill(Exception):
    """A check failed; the message says what is wrong and what helps."""


Check = Callable[[Settings, datetime], Awaitable[str]]
_zones_told: dict[str, str] = {}  # they do not change while a process runs, and take a few seconds


async def run(check: Check, settings: Settings, *, now: datetime) -> tuple[bool, str]:
    """Run one check; answers whether all is well, and what was found."""
    try:
        return True, await check(settings, now)
    except (Ill, SQLAlchemyError, OSError, AcsRejected, AcsUnavailable) as error:
        return False, (str(error).strip().splitlines() or [type(error).__name__])[0]


async def check_python(settings: Settings, now: datetime) -> str:
    """Which Python; the installer has seen to it that it is new enough."""
    return f"{platform.python_version()} in {sys.prefix}"


async def check_database(settings: Settings, now: datetime) -> str:
    """The database answers the role that serves, and is new enough."""
    async with _connection(settings) as connection:
        number = int((await connection.execute(text("SHOW server_version_num"))).scalar_one())
        name, role = (await connection.execute(text("SELECT current_database(), current_user"))).one()
    if number < POSTGRES_MIN:
        raise Ill(f"PostgreSQL {number // 10000}; {POSTGRES_MIN // 10000} or newer is needed")
    return f"PostgreSQL {number // 10000}.{number % 10000}, database {name} as {role}"


async def check_migrations(settings: Settings, now: datetime) -> str:
    """The tables are those that this version of the program expects."""
    async with _connection(settings) as connection:
        known = (await connection.execute(text("SELECT to_regclass('alembic_version')"))).scalar_one()
        if known is None:
            raise Ill("the database is empty; run `frontdesk migrate`")
        at = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    newest = max(path.stem.partition("_")[0] for path in MIGRATIONS.glob("[0-9]*_*.py"))
    if at != newest:
        raise Ill(f"at {at}, this program expects {newest}; run `frontdesk migrate`")
    return f"up to date at {at}"


async def check_zones(settings: Settings, now: datetime) -> str:
    """Compare time zones: the product goes by its tzdata package; whoever asks the database or the system may not."""
    if settings.database_url not in _zones_told:
        async with _connection(settings) as connection:
            database = await zones.differing_in_database(connection)
        system = await asyncio.to_thread(zones.differing_on_system)
        told = [f"tzdata {version('tzdata')} decides", _differing("the database", *database)]
        told.append(_differing("the system", *system) if system else "the system has no zones of its own")
        _zones_told[settings.database_url] = "; ".join(told)
    return _zones_told[settings.database_url]


def _differing(who: str, differing: list[str], compared: int) -> str:
    names = f" ({', '.join(differing)})" if differing else ""
    return f"{who} sees {len(differing)} of {compared} zones differently{names}"


async def check_acs(settings: Settings, now: datetime) -> str:
    """Azure Communication Services, or the emulator, answers a signed request."""
    acs = Acs.from_settings(settings, patience=SERVING)
    try:
        async for _ in acs.rooms.all():
            break
    finally:
        await acs.close()
    return f"{acs.endpoint} answers, calls by the {settings.call_stage} stage"


async def check_hook(settings: Settings, now: datetime) -> str:
    """What Event Grid delivers arrives: messages that were handed over get their reports."""
    async with _connection(settings) as connection:
        row = (await connection.execute(_REPORTS, {"since": now - timedelta(days=7)})).one()
    if row.reported_at is None and row.accepted_at is None:
        return "no message has been sent in seven days, so no report is due"
    if row.reported_at is None and row.accepted_at < now - REPORT_WITHIN:
        raise Ill("messages are sent, but no delivery report comes: is Event Grid subscribed to /hooks/event-grid?")
    return f"the last report came at {row.reported_at:%Y-%m-%d %H:%M} UTC" if row.reported_at else "the first is due"


async def check_worker(settings: Settings, now: datetime) -> str:
    """What is due gets done."""
    async with _connection(settings) as connection:
        row = (await connection.execute(_WAITING, {"due": now - LAG_MAX})).one()
    if row.late:
        raise Ill(f"{row.late} jobs are overdue, the oldest since {row.since:%H:%M} UTC: does `frontdesk worker` run?")
    return f"nothing is overdue; {row.given_up} given up" if row.given_up else "nothing is overdue"


async def check_pages(settings: Settings, now: datetime) -> str:
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
    "Delivery reports": check_hook,
    "Worker": check_worker,
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


_REPORTS = text(
    """
    SELECT max(accepted_at) AS accepted_at, max(coalesce(delivered_at, failed_at)) AS reported_at
    FROM message WHERE accepted_at > :since
    """
)
_WAITING = text(
    """
    SELECT count(*) FILTER (WHERE given_up_at IS NULL AND claimed_until IS NULL AND due_at < :due AND attempts = 0) AS late,
           min(due_at) FILTER (WHERE given_up_at IS NULL AND claimed_until IS NULL AND attempts = 0) AS since,
           count(*) FILTER (WHERE given_up_at IS NOT NULL) AS given_up
    FROM job
    """
)
