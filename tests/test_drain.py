"""How jobs are run: what is tried again, what is given up, and that waiting costs nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text

from frontdesk import outbox, worker
from frontdesk.acs import Acs
from frontdesk.config import Settings
from frontdesk.db import Sessions, begin
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable
from frontdesk.events import Listener
from frontdesk.outbox import ATTEMPTS_MAX, Job, JobRow
from tests.cast import maple_street, take_hold
from tests.conftest import MakeClient, until

Handle = Callable[..., Awaitable[None]]
HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    acs = Acs.from_settings(settings)
    yield Desk(settings, sessions, acs)
    await acs.close()


@pytest.fixture
def handled_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handle], None]:
    """Let a function of the test do one kind of job."""
    return lambda handle: monkeypatch.setitem(worker.JOBS, Job.PREPARE_VISIT, handle)


async def put(sessions: Sessions, now: datetime, number: int = 1, **how: Any) -> None:
    async with begin(sessions) as session:
        await outbox.put(session, Job.PREPARE_VISIT, {"number": number}, now=now, **how)


async def rows(sessions: Sessions) -> list[JobRow]:
    async with begin(sessions) as session:
        return list(await session.scalars(select(JobRow)))


async def attempts(desk: Desk, now: datetime, times: int) -> JobRow:
    for number in range(times):
        await worker.drain(desk, now=now + number * HOUR)
    (row,) = await rows(desk.sessions)
    return row


@pytest.mark.parametrize(
    ("trouble", "given_up", "told"),
    [
        (AcsUnavailable("sms.send: 503"), False, "sms.send: 503"),
        (ConnectionResetError(), False, "ConnectionResetError"),
        (TimeoutError(), False, "TimeoutError"),
        (AcsRejected("rooms.create: 400", status=400), True, "rooms.create: 400"),
        (ValueError("casey.morgan@example.com is no address"), True, "ValueError"),
    ],
)
async def test_an_outage_is_waited_out_and_a_mistake_is_given_up(
    desk: Desk, now: datetime, handled_by: Any, trouble: Exception, given_up: bool, told: str
) -> None:
    async def stumble(desk: Desk, *, number: int, now: datetime) -> None:
        raise trouble

    handled_by(stumble)
    await put(desk.sessions, now)
    row = await attempts(desk, now, ATTEMPTS_MAX + 1)
    assert (row.given_up_at is not None, row.last_error) == (given_up, told), "and no name or address is written down"


async def test_a_kind_that_this_worker_does_not_know_stays_for_a_newer_one_to_see(desk: Desk, now: datetime) -> None:
    async with begin(desk.sessions) as session:
        await session.execute(
            text(
                "INSERT INTO job (id, kind, payload, due_at, attempts, put_at)"
                " VALUES (gen_random_uuid(), 'fly', '{}', :now, 0, :now)"
            ),
            {"now": now},
        )
    assert (await attempts(desk, now, 2)).attempts == 2


async def test_a_drain_does_also_what_that_leaves_behind(desk: Desk, now: datetime, handled_by: Any) -> None:
    seen: list[int] = []

    async def go_on(desk: Desk, *, number: int, now: datetime) -> None:
        seen.append(number)
        if number < 3:
            await put(desk.sessions, now, number + 1)

    handled_by(go_on)
    await put(desk.sessions, now)
    assert await worker.drain(desk, now=now) == 3
    assert seen == [1, 2, 3]


async def test_two_drains_at_once_do_everything_once(desk: Desk, now: datetime, handled_by: Any) -> None:
    seen: list[int] = []

    async def note(desk: Desk, *, number: int, now: datetime) -> None:
        seen.append(number)

    handled_by(note)
    for number in range(60):
        await put(desk.sessions, now, number)
    done = await asyncio.gather(worker.drain(desk, now=now), worker.drain(desk, now=now))
    assert sum(done) == 60
    assert sorted(seen) == list(range(60))


async def test_what_waits_behind_a_running_job_does_not_keep_the_worker_busy(
    desk: Desk, settings: Settings, now: datetime, handled_by: Any
) -> None:
    """The successor is due all the while; the worker must not ask for it again and again, and start it when it may."""
    running, go_on, seen = asyncio.Event(), asyncio.Event(), list[int]()

    async def take_long(desk: Desk, *, number: int, now: datetime) -> None:
        seen.append(number)
        running.set()
        if number == 1:
            await go_on.wait()

    handled_by(take_long)
    claims = 0
    engine = desk.sessions.kw["bind"].sync_engine

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal claims
        claims += "SET claimed_until" in statement and "RETURNING job" in statement

    stop, listener = asyncio.Event(), Listener(settings.database_url)
    await listener.start()
    await listener.connected()
    at_work = asyncio.create_task(worker.Worker(desk, listener).work(stop))
    try:
        await put(desk.sessions, now, 1, key="visit:1")
        await asyncio.wait_for(running.wait(), 10)
        await put(desk.sessions, now, 2, key="visit:1")
        event.listen(engine, "before_cursor_execute", count)
        quiet = asyncio.get_running_loop().time() + 1
        await until(lambda: asyncio.get_running_loop().time() > quiet)
        assert claims <= 3, "one for the notice, perhaps, but no spinning"
        go_on.set()
        await until(lambda: seen == [1, 2])
    finally:
        event.remove(engine, "before_cursor_execute", count)
        go_on.set()
        stop.set()
        await at_work
        await listener.stop()
    assert await rows(desk.sessions) == []


async def test_a_stop_gives_back_what_does_not_end(
    desk: Desk, settings: Settings, now: datetime, handled_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = asyncio.Event()

    async def never_end(desk: Desk, *, number: int, now: datetime) -> None:
        running.set()
        await asyncio.Event().wait()

    handled_by(never_end)
    monkeypatch.setattr(worker, "STOP_WITHIN", timedelta(seconds=0.1))
    stop, listener = asyncio.Event(), Listener(settings.database_url)
    await put(desk.sessions, now)
    await listener.start()
    at_work = asyncio.create_task(worker.Worker(desk, listener).work(stop))
    await asyncio.wait_for(running.wait(), 10)
    stop.set()
    await at_work
    await listener.stop()
    (row,) = await rows(desk.sessions)
    assert (row.claimed_until, row.due_at, row.attempts) == (None, now, 1)


async def test_the_sweep_takes_what_has_run_out_and_leaves_the_rest(
    desk: Desk, sessions: Sessions, browser: MakeClient, now: datetime
) -> None:
    maple = await maple_street(sessions, now=now)
    held = await take_hold(browser(), maple, "2026-11-24T10:00:00Z")
    assert held.status_code == 201
    for table in ("claim", "hold"):
        await worker.sweep(desk, now=now + timedelta(minutes=5))
        assert await _count(sessions, table) == 1
    await worker.sweep(desk, now=now + timedelta(minutes=15))
    assert (await _count(sessions, "claim"), await _count(sessions, "hold")) == (0, 1)
    await worker.sweep(desk, now=now + timedelta(days=8))
    assert (await _count(sessions, "hold"), await _count(sessions, "attempt")) == (0, 0)


async def _count(sessions: Sessions, table: str) -> int:
    async with begin(sessions, read_only=True) as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
