"""Several doors in one transaction: what they do is saved together, and nothing is told before."""

import contextlib
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from frontdesk import db
from frontdesk.auth.rations import TooManyAttempts
from frontdesk.db import Sessions, new_id
from frontdesk.events import announce

INSERT = text("INSERT INTO attempt (id, key, at) VALUES (:id, :key, now())")


class Ear:
    """Hears the notices that leave."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def send(self, notices: list[Any]) -> None:
        self.heard += [notice.name for notice in notices]


async def note(sessions: Sessions, key: str) -> None:
    async with db.begin(sessions) as session:
        await session.execute(INSERT, {"id": new_id(), "key": key})
        announce(session, key, "", to=[])


async def noted(sessions: Sessions) -> list[str]:
    async with db.begin(sessions, read_only=True) as session:
        return list(await session.scalars(text("SELECT key FROM attempt ORDER BY key")))


def engine_of(sessions: Sessions) -> AsyncEngine:
    engine: AsyncEngine = sessions.kw["bind"]
    return engine


async def test_two_doors_are_saved_together_and_told_once_they_are(sessions: Sessions) -> None:
    ear = Ear()
    heard = db.make_sessions(engine_of(sessions), notifier=ear)
    async with db.together(engine_of(sessions)):
        await note(heard, "a")
        await note(heard, "b")
        assert ear.heard == []
        assert await noted(heard) == ["a", "b"], "inside they are seen"
    assert ear.heard == ["a", "b"]
    assert await noted(sessions) == ["a", "b"]


async def test_a_refused_door_takes_back_its_own_and_leaves_the_others(sessions: Sessions) -> None:
    ear = Ear()
    heard = db.make_sessions(engine_of(sessions), notifier=ear)
    async with db.together(engine_of(sessions)):
        await note(heard, "a")
        with contextlib.suppress(TooManyAttempts):
            async with db.begin(heard) as session:
                await session.execute(INSERT, {"id": new_id(), "key": "refused"})
                announce(session, "refused", "", to=[])
                raise TooManyAttempts()
        with pytest.raises(DBAPIError):
            async with db.begin(heard) as session:
                await session.execute(text("SELECT 1/0"))
        await note(heard, "b")
    assert ear.heard == ["a", "b"]
    assert await noted(sessions) == ["a", "b"]


@pytest.mark.parametrize("mistake", [True, False])
async def test_undone_nothing_is_saved_and_nothing_told(sessions: Sessions, mistake: bool) -> None:
    ear = Ear()
    heard = db.make_sessions(engine_of(sessions), notifier=ear)

    async def work() -> None:
        async with db.together(engine_of(sessions)) as whole:
            await note(heard, "a")
            if mistake:
                raise RuntimeError()
            whole.undone = True

    if mistake:
        with pytest.raises(RuntimeError):
            await work()
    else:
        await work()
    assert ear.heard == []
    assert await noted(sessions) == []
    await note(heard, "after")
    assert ear.heard == ["after"], "later doors stand alone again"


async def test_a_reading_door_cannot_write_and_the_next_one_can(sessions: Sessions) -> None:
    async with db.together(engine_of(sessions)):
        with pytest.raises(DBAPIError, match="read-only transaction"):
            async with db.begin(sessions, read_only=True) as session:
                await session.execute(INSERT, {"id": new_id(), "key": "x"})
        async with db.begin(sessions, read_only=True) as session:
            await session.execute(text("SELECT 1"))
        await note(sessions, "a")
    assert await noted(sessions) == ["a"]


async def test_a_refused_door_gives_its_locks_back_at_once(sessions: Sessions, now: datetime) -> None:
    lock = text("SELECT pg_advisory_xact_lock(1, 77)")
    look = text("SELECT pg_try_advisory_xact_lock(1, 77)")

    async def free() -> bool:
        async with engine_of(sessions).connect() as elsewhere:
            return bool((await elsewhere.execute(look)).scalar())

    async with db.together(engine_of(sessions)):
        with contextlib.suppress(TooManyAttempts):
            async with db.begin(sessions) as session:
                await session.execute(lock)
                assert not await free()
                raise TooManyAttempts()
        assert await free()
        async with db.begin(sessions) as session:  # the control: a door that was not refused keeps its locks to the end
            await session.execute(lock)
        assert not await free()
    assert await free()
