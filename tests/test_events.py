"""News travels after the commit, never before and never without it; and who listens comes back by themselves."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from frontdesk.events import HELLO, Listener, Notice, announce
from tests.cast import Cast, book, maple_street, oak_lane, open_link, sign_in
from tests.conftest import MakeClient, Server, until
from tests.scratch import Database

OFFICE = uuid4()


@pytest.fixture
async def listener(database: Database) -> AsyncIterator[Listener]:
    listening = Listener(database.app_url)
    await listening.start()
    await listening.connected()
    yield listening
    await listening.stop()


async def heard(queue: "asyncio.Queue[Notice]") -> Notice:
    return await asyncio.wait_for(queue.get(), 10)


async def say(sessions: Sessions, name: str, *, to: UUID = OFFICE) -> None:
    async with db.begin(sessions) as session:
        announce(session, name, OFFICE, to=[to])


async def test_a_notice_leaves_with_the_commit_and_not_before(sessions: Sessions, listener: Listener) -> None:
    async with listener.listen([OFFICE]) as queue:
        async with db.begin(sessions) as session:
            announce(session, "visit.checked_in", OFFICE, to=[OFFICE])
            await say(sessions, "somebody.else")
            assert (await heard(queue)).name == "somebody.else"
            assert queue.empty()
        assert await heard(queue) == Notice("visit.checked_in", str(OFFICE), (str(OFFICE),))


async def test_what_is_rolled_back_is_never_told(sessions: Sessions, listener: Listener) -> None:
    async with listener.listen([OFFICE]) as queue:
        with contextlib.suppress(RuntimeError):
            async with db.begin(sessions) as session:
                announce(session, "never.happened", OFFICE, to=[OFFICE])
                raise RuntimeError
        await say(sessions, "happened")
        assert (await heard(queue)).name == "happened"


async def test_a_savepoint_is_no_commit(sessions: Sessions, listener: Listener) -> None:
    """Released savepoints tell nothing yet, and going back to one forgets nothing of what was said before it."""
    async with listener.listen([OFFICE]) as queue:
        with contextlib.suppress(RuntimeError):
            async with db.begin(sessions) as session:
                async with session.begin_nested():
                    announce(session, "never.happened", OFFICE, to=[OFFICE])
                raise RuntimeError
        async with db.begin(sessions) as session:
            announce(session, "happened", OFFICE, to=[OFFICE])
            await (await session.begin_nested()).rollback()
        assert (await heard(queue)).name == "happened"


async def test_everybody_hears_only_their_own_topics(sessions: Sessions, listener: Listener) -> None:
    other = uuid4()
    async with listener.listen([OFFICE]) as here, listener.listen([other]) as there:
        await say(sessions, "ours")
        await say(sessions, "theirs", to=other)
        assert (await heard(there)).name == "theirs"
        assert (await heard(here)).name == "ours"
        assert here.empty()


async def test_a_thousand_notices_are_told_in_few_words(sessions: Sessions, listener: Listener) -> None:
    async with listener.listen([OFFICE]) as queue:
        await asyncio.gather(*(say(sessions, f"news.{number}") for number in range(300)))
        names = {(await heard(queue)).name for _ in range(300)}
    assert len(names) == 300


async def test_a_lost_connection_is_mended_and_everybody_is_told_to_look_again(
    sessions: Sessions, listener: Listener, database: Database
) -> None:
    async with listener.listen([OFFICE]) as queue:
        await kill_listeners(database)
        assert await heard(queue) is HELLO
        await say(sessions, "after")
        assert (await heard(queue)).name == "after"


async def test_a_slow_reader_forgets_the_oldest_and_blocks_nobody(sessions: Sessions, listener: Listener) -> None:
    async with listener.listen([OFFICE]) as slow, listener.listen([OFFICE]) as quick:
        for batch in range(3):
            await asyncio.gather(*(say(sessions, f"news.{batch}.{number}") for number in range(400)))
            for _ in range(400):
                await heard(quick)
        assert slow.full()


async def kill_listeners(database: Database) -> int:
    owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    try:
        killed = await owner.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE 'LISTEN%'"
        )
    finally:
        await owner.close()
    assert killed
    return len(killed)


# The same over the wire: server-sent events of the running app.


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0)


class Stream:
    """What a browser's EventSource hears."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self) -> tuple[str, Any]:
        """The next event: its name and its data."""
        async with asyncio.timeout(10):
            name = ""
            async for line in self._lines:
                if line.startswith("event:"):
                    name = line.removeprefix("event:").strip()
                elif line.startswith("data:"):
                    return name, json.loads(line.removeprefix("data:"))
        raise AssertionError("the stream ended")

    async def until(self, name: str) -> Any:
        """The data of the next change of this name."""
        while True:
            event, data = await self.next()
            if event == "changed" and data["name"] == name:
                return data


@asynccontextmanager
async def stream(client: httpx.AsyncClient, path: str) -> AsyncIterator[Stream]:
    async with client.stream("GET", path, timeout=20) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Stream(answer.aiter_lines())


async def test_the_day_hears_of_a_booking_and_the_office_next_door_does_not(
    maple: Cast, sessions: Sessions, browser: MakeClient, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now, notice_minutes=0)
    ours, theirs = await sign_in(browser(), maple, Role.VIEWER), await sign_in(browser(), oak, Role.OWNER)
    async with (
        stream(ours, f"/offices/{maple.slug}/stream") as here,
        stream(theirs, f"/offices/{oak.slug}/stream") as there,
    ):
        assert await here.next() == ("hello", {})
        assert await there.next() == ("hello", {})
        booked = await book(browser(), maple, "2026-11-24T10:00:00Z")
        assert await here.until("appointment.booked") == {"name": "appointment.booked", "id": booked["visit_id"]}
        own = await book(browser(), oak, "2026-11-24T10:00:00Z")
        event, data = await there.next()
        while data["name"] != "appointment.booked":  # the hold before it
            assert data["id"] == str(oak.office_id)
            event, data = await there.next()
        assert (event, data["id"]) == ("changed", own["visit_id"])


async def test_who_waits_hears_that_the_line_moves_and_not_who_is_in_it(maple: Cast, browser: MakeClient) -> None:
    first, second = browser(), browser()
    one = await open_link(first, await book(first, maple, "2026-11-23T09:00:00Z", provider_id=maple.priya))
    two = await open_link(second, await book(second, maple, "2026-11-23T09:20:00Z", provider_id=maple.priya))
    async with stream(second, f"{two}/stream") as line:
        assert (await line.next())[0] == "hello"
        assert (await first.put(f"{one}/cancellation", json={})).status_code == 409  # too late, so nothing is told
        cutoff = await sign_in(browser(), maple, Role.OWNER)
        ended = await cutoff.put(f"/offices/{maple.slug}{one}/ending")
        assert ended.status_code == 200
        event, data = await line.next()
        assert (event, data) == ("changed", {"name": "line.changed", "id": str(maple.office_id)})


async def test_a_stream_goes_on_after_its_database_connection_was_killed(
    maple: Cast, browser: MakeClient, database: Database
) -> None:
    viewer = await sign_in(browser(), maple, Role.VIEWER)
    async with stream(viewer, f"/offices/{maple.slug}/stream") as day:
        assert await day.next() == ("hello", {})
        await kill_listeners(database)
        assert await day.next() == ("hello", {})
        booked = await book(browser(), maple, "2026-11-24T10:00:00Z")
        assert (await day.until("appointment.booked"))["id"] == booked["visit_id"]


async def test_streams_are_guarded(maple: Cast, browser: MakeClient) -> None:
    nobody = browser()
    assert (await nobody.get(f"/offices/{maple.slug}/stream")).status_code == 401
    booked = await book(nobody, maple, "2026-11-24T10:00:00Z")
    assert (await nobody.get(f"/visits/{booked['visit_id']}/stream")).json()["code"] == "link_needed"


async def test_who_closes_the_page_is_forgotten(maple: Cast, browser: MakeClient, server: Server) -> None:
    viewer = await sign_in(browser(), maple, Role.VIEWER)
    listening: Listener = server.config.app.state.listener  # type: ignore[union-attr]  # it is the app itself
    async with stream(viewer, f"/offices/{maple.slug}/stream") as day:
        await day.next()
        assert len(listening._queues) == 1
    await until(lambda: not listening._queues)
