"""Work that must happen: claimed once, fenced by the attempt, one job per key at a time, in many hands at once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from frontdesk import db, outbox
from frontdesk.db import Sessions, begin
from frontdesk.outbox import ATTEMPTS_MAX, LEASE, Job, JobRow

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
KIND = Job.PREPARE_VISIT


async def put(sessions: Sessions, now: datetime, number: int = 1, **how: Any) -> None:
    async with begin(sessions) as session:
        await outbox.put(session, KIND, {"number": number}, now=now, **how)


async def claim(sessions: Sessions, now: datetime, at_most: int = 64) -> Sequence[JobRow]:
    async with begin(sessions) as session:
        return await outbox.claim_due(session, now=now, at_most=at_most)


async def settle(sessions: Sessions, job: JobRow) -> bool:
    async with begin(sessions) as session:
        return await outbox.settle(session, job)


async def fail(sessions: Sessions, job: JobRow, now: datetime, *, outage: bool = True, **how: Any) -> None:
    async with begin(sessions) as session:
        await outbox.fail(session, job, "it went wrong", now=now, outage=outage, **how)


async def waiting(sessions: Sessions) -> list[JobRow]:
    async with begin(sessions) as session:
        return list(await session.scalars(select(JobRow).order_by(JobRow.put_at)))


async def next_due(sessions: Sessions) -> datetime | None:
    async with begin(sessions, read_only=True) as session:
        return await outbox.next_due(session)


async def test_a_job_is_claimed_when_it_is_due_and_gone_when_it_is_settled(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now, due_at=now + HOUR)
    assert await claim(sessions, now + HOUR - SECOND) == []
    (job,) = await claim(sessions, now + HOUR)
    assert (job.kind, job.payload, job.attempts) == ("prepare_visit", {"number": 1}, 1)
    assert await settle(sessions, job)
    assert await waiting(sessions) == []


async def test_what_is_rolled_back_was_never_put(sessions: Sessions, now: datetime) -> None:
    async def put_and_stumble() -> None:
        async with begin(sessions) as session:
            await outbox.put(session, KIND, {}, now=now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await put_and_stumble()
    assert await waiting(sessions) == []


async def test_ten_drains_at_once_share_the_work_without_doing_any_twice(sessions: Sessions, now: datetime) -> None:
    for number in range(100):
        await put(sessions, now, number)
    done: list[int] = []

    async def drain() -> None:
        while jobs := await claim(sessions, now, at_most=3):
            for job in jobs:
                done.append(job.payload["number"])
                assert await settle(sessions, job)

    await asyncio.gather(*(drain() for _ in range(10)))
    assert sorted(done) == list(range(100))


async def test_a_lost_lease_settles_nothing(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now)
    (slow,) = await claim(sessions, now)
    assert await claim(sessions, now + LEASE - SECOND) == []
    (fast,) = await claim(sessions, now + LEASE)
    assert (fast.id, fast.attempts) == (slow.id, 2)
    assert not await settle(sessions, slow)
    await fail(sessions, slow, now + LEASE)
    (row,) = await waiting(sessions)
    assert (row.attempts, row.last_error) == (2, None), "nor does it give anything back"
    assert await settle(sessions, fast)


async def test_a_key_that_waits_is_replaced(sessions: Sessions, now: datetime) -> None:
    for number in (1, 2, 3):
        await put(sessions, now, number, key="visit:1")
    assert [job.payload["number"] for job in await claim(sessions, now)] == [3]


async def test_a_key_that_runs_gets_a_successor_that_waits_its_turn(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now, 1, key="visit:1")
    (first,) = await claim(sessions, now)
    await put(sessions, now, 2, key="visit:1")
    assert await claim(sessions, now) == []
    assert await next_due(sessions) == now + LEASE, "what waits behind a running job must not wake anybody"
    await settle(sessions, first)
    assert await next_due(sessions) == now
    assert [job.payload["number"] for job in await claim(sessions, now)] == [2]


async def test_after_a_crash_the_older_world_goes_first(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now, 1, key="visit:1")
    await claim(sessions, now)
    await put(sessions, now, 2, key="visit:1")
    (again,) = await claim(sessions, now + LEASE)
    assert again.payload["number"] == 1
    await settle(sessions, again)
    assert [job.payload["number"] for job in await claim(sessions, now + LEASE)] == [2]


async def test_a_failure_with_a_successor_is_dropped(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now, 1, key="visit:1")
    (first,) = await claim(sessions, now)
    await put(sessions, now, 2, key="visit:1")
    await fail(sessions, first, now)
    assert [row.payload["number"] for row in await waiting(sessions)] == [2]


@pytest.mark.parametrize("guard", ["on", "off"])
async def test_one_key_never_runs_twice_at_once_however_many_put_and_claim(
    sessions: Sessions, now: datetime, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: when claiming does not look at what runs under the same key, the test sees overlaps."""
    if guard == "off":
        unguarded = str(db.sql("outbox_claim.sql")).replace(
            "key IS NULL OR NOT EXISTS", "key IS NULL OR TRUE OR EXISTS"
        )
        monkeypatch.setattr(outbox, "sql", lambda path: text(unguarded) if "claim" in path else db.sql(path))
    running, overlaps, last, newest = Counter[str](), 0, dict[str, int](), dict[str, int]()

    async def putting(key: str) -> None:
        for number in range(15):
            await put(sessions, now, number, key=key)
            newest[key] = number

    async def working(done: asyncio.Event) -> None:
        nonlocal overlaps
        while not done.is_set() or await waiting(sessions):
            for job in await claim(sessions, now, at_most=2):
                key = str(job.key)
                overlaps += running[key]
                running[key] += 1
                while newest.get(key, 0) <= job.payload["number"] and not done.is_set():
                    await asyncio.sleep(0.002)
                await asyncio.sleep(0.03)  # a successor waits; whoever may take it has the time
                last[key] = job.payload["number"]
                running[key] -= 1
                assert await settle(sessions, job)

    done = asyncio.Event()
    workers = [asyncio.create_task(working(done)) for _ in range(5)]
    await asyncio.gather(*(putting(f"visit:{number}") for number in range(4)))
    done.set()
    await asyncio.gather(*workers)
    assert (overlaps > 0) == (guard == "off")
    if guard == "on":
        assert last == {f"visit:{number}": 14 for number in range(4)}, "the newest world is written last"


async def test_an_outage_is_never_given_up_and_a_refusal_after_eight_attempts(
    sessions: Sessions, now: datetime
) -> None:
    for outage in (True, False):
        await put(sessions, now)
        moment = now
        for _ in range(ATTEMPTS_MAX):
            (job,) = await claim(sessions, moment)
            await fail(sessions, job, moment, outage=outage)
            moment += HOUR
        (row,) = await waiting(sessions)
        assert (row.given_up_at is None) == outage
        assert len(await claim(sessions, moment)) == outage
        async with begin(sessions) as session:
            await session.execute(text("DELETE FROM job"))


async def test_waiting_grows_and_ends_at_a_quarter_of_an_hour(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now)
    waits, moment = [], now
    for _ in range(12):
        (job,) = await claim(sessions, moment)
        await fail(sessions, job, moment)
        (row,) = await waiting(sessions)
        waits.append((row.due_at - moment).total_seconds())
        moment = row.due_at
    assert waits[0] < waits[3] < waits[6]
    assert 11 * 60 < waits[-1] < 19 * 60


async def test_what_the_other_side_asked_for_wins(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now)
    (job,) = await claim(sessions, now)
    await fail(sessions, job, now, wait_seconds=77)
    assert await next_due(sessions) == now + 77 * SECOND


async def test_the_last_attempt_falls_on_the_moment_from_which_it_is_useless(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now, useless_after=now + 10 * SECOND)
    (job,) = await claim(sessions, now)
    await fail(sessions, job, now, wait_seconds=600)
    assert await next_due(sessions) == now + 10 * SECOND
    (job,) = await claim(sessions, now + 10 * SECOND)
    await fail(sessions, job, now + 10 * SECOND)
    (row,) = await waiting(sessions)
    assert row.given_up_at == now + 10 * SECOND
    assert await next_due(sessions) is None


async def test_a_job_given_back_is_due_at_once(sessions: Sessions, now: datetime) -> None:
    await put(sessions, now)
    (job,) = await claim(sessions, now)
    async with begin(sessions) as session:
        await outbox.give_back(session, job, now=now)
    assert len(await claim(sessions, now)) == 1
