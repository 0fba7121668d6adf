"""The database: engine, the session door, and what every table shares.

One door, one transaction: `begin()` opens it, leaving it commits, a raised refusal rolls it back. `.commit()` is written
nowhere else. Reading requests run read only, so that a GET can never change anything.
"""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, MetaData, TextClause, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE
from sqlalchemy.dialects.postgresql import Range as Range
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

Sessions = async_sessionmaker[AsyncSession]
Span = Range[datetime]


class Base(DeclarativeBase):
    """All tables. Every constraint and index carries a name that a person gave or this convention makes."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s_index",
            "uq": "%(table_name)s_%(column_0_N_name)s_unique",
            "ck": "%(table_name)s_%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_N_name)s_fk",
            "pk": "%(table_name)s_pk",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        datetime: DateTime(timezone=True),
        Span: TSTZRANGE(),
        dict[str, Any]: JSONB(),
        int: BigInteger(),
    }


def new_id() -> UUID:
    """Make a UUID version 7 (RFC 9562): ordered by time, so that indexes grow at one end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(value & ~(0x3 << 62)) | (0x2 << 62))


def span(starts_at: datetime, ends_at: datetime) -> Span:
    """Make the half-open range [starts_at, ends_at)."""
    return Range(starts_at, ends_at, bounds="[)")


def bounds(during: Span) -> tuple[datetime, datetime]:
    """Take a range apart. Ours are never open-ended; says so loudly if one is."""
    if during.lower is None or during.upper is None:
        raise ValueError("an open-ended range where none may be")
    return during.lower, during.upper


def make_engine(url: str, *, pool_size: int = 20) -> AsyncEngine:
    """Connect to the database. Generic plans made the slot query six times slower (measured), so plans are custom."""
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        pool_use_lifo=True,  # the connection used last knows the catalogue and the statements best
        hide_parameters=True,  # an error's words would carry names and numbers into the log
        connect_args={
            "timeout": 10,
            "server_settings": {
                "plan_cache_mode": "force_custom_plan",
                "jit": "off",
                "work_mem": "16MB",
                "random_page_cost": "1.1",  # memory or flash: one row by an index is nearly as cheap as the next in line
                "timezone": "UTC",
            },
        },
    )


def make_sessions(engine: AsyncEngine, **info: Any) -> Sessions:
    """Make the session maker. `info` travels with each session (the notifier of events.py)."""
    return async_sessionmaker(engine, expire_on_commit=False, autoflush=True, info=info)


@dataclass(eq=False)
class Together:
    """One transaction around everything that a request does; see `together()`. Its notices wait for its commit."""

    connection: AsyncConnection
    closed: bool = False
    notifier: Any = None
    notices: list[Any] = field(default_factory=list)
    undone: bool = False

    def send(self, notices: list[Any]) -> None:
        """Keep the notices of a savepoint that was released (in the place of the notifier of events.py)."""
        self.notices.extend(notices)


_together: ContextVar[Together | None] = ContextVar("together", default=None)


@asynccontextmanager
async def together(engine: AsyncEngine) -> AsyncIterator[Together]:
    """Open one transaction that every `begin()` of this request joins with a savepoint, until the block ends.

    So what several doors do, and what is written down about it, is saved together or not at all. Set `undone` to roll back.
    The framework opens a route's door in a task of its own, which inherits this; doors must not be open at the same time.
    """
    async with engine.connect() as connection:
        async with connection.begin() as transaction:
            whole = Together(connection)
            _together.set(whole)
            try:
                yield whole
            finally:
                _together.set(None)
                whole.closed = True
            if whole.undone:
                await transaction.rollback()
                return
        if whole.notices:
            whole.notifier.send(whole.notices)


def _joined() -> Together | None:
    whole = _together.get()
    return None if whole is None or whole.closed else whole  # a task that outlives the request stands alone again


def _session(sessions: Sessions) -> AsyncSession:
    whole = _joined()
    if whole is None:
        return sessions()
    whole.notifier = sessions.kw.get("info", {}).get("notifier")
    info = {"notifier": whole} if whole.notifier is not None else {}
    return sessions(bind=whole.connection, join_transaction_mode="create_savepoint", info=info)


@asynccontextmanager
async def begin(sessions: Sessions, *, read_only: bool = False) -> AsyncIterator[AsyncSession]:
    """Open the door: one session, one transaction, committed on leaving and rolled back on any exception.

    Inside `together()` it is a savepoint, and read only means the same: Postgres ends that with the savepoint.
    """
    async with _session(sessions) as session, session.begin():
        if read_only and _joined():
            await session.execute(text("SET TRANSACTION READ ONLY"))
        elif read_only:  # said with the BEGIN, which saves a round trip
            await session.connection(execution_options={"postgresql_readonly": True})
        yield session


@cache
def sql(path: str) -> TextClause:
    """Read a .sql file of the package, such as `availability/offered.sql`."""
    return text(files("frontdesk").joinpath(path).read_text(encoding="utf-8"))
