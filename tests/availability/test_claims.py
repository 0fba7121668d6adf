"""Time that is taken is taken once, however many reach for it at the same instant."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk import db
from frontdesk.appointments import booking, changing, holding
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.queries import locked_appointment
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.claims import Taken
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.offices.tables import Office, Service
from tests.availability.conftest import MINUTE, Office1, at
from tests.cast import BERLIN
from tests.conftest import SECRET_KEY
from tests.scratch import Database

CROWD = 100


@pytest.fixture
async def crowd(database: Database) -> AsyncIterator[Sessions]:
    """A door that a hundred may go through at once."""
    engine = make_engine(database.app_url, pool_size=CROWD)
    yield make_sessions(engine)
    await engine.dispose()


async def take(crowd: Sessions, maple: Office1, starts_at: datetime, minutes: int, provider_id: UUID) -> UUID | None:
    async with db.begin(crowd) as session:
        service = await session.get_one(Service, maple.cast.service_id)
        won = await claims.take(
            session,
            service,
            provider_id=provider_id,
            starts_at=starts_at,
            ends_at=starts_at + minutes * MINUTE,
            reason="appointment",
            expires_at=None,
            now=maple.now,
        )
        return won.claim_id if won else None


async def taken(crowd: Sessions) -> list[tuple[UUID, datetime, datetime]]:
    async with db.begin(crowd) as session:
        rows = await session.execute(
            text("SELECT provider_id, lower(during), upper(during) FROM claim ORDER BY provider_id, during")
        )
        return [tuple(row) for row in rows]


def overlaps(found: list[tuple[UUID, datetime, datetime]]) -> int:
    return sum(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(found))


async def test_a_hundred_overlapping_wishes_leave_no_overlap_and_no_deadlock(maple: Office1, crowd: Sessions) -> None:
    """Wishes of 20 to 60 minutes in one morning, of two people: nobody waits for ever, and no more could have been had."""
    dice = random.Random(20261123)
    wishes = [
        (
            at("24 09:00") + dice.randrange(36) * 5 * MINUTE,
            dice.choice([20, 40, 60]),
            dice.choice(maple.cast.provider_ids),
        )
        for _ in range(CROWD)
    ]
    won = await asyncio.wait_for(
        asyncio.gather(*(take(crowd, maple, start, minutes, person) for start, minutes, person in wishes)), 30
    )
    found = await taken(crowd)
    assert overlaps(found) == 0
    assert len(found) == sum(claim is not None for claim in won)
    for (start, minutes, person), claim in zip(wishes, won, strict=True):
        end = start + minutes * MINUTE
        in_the_way = [row for row in found if row[0] == person and row[1] < end and start < row[2]]
        assert in_the_way, "whoever was refused was refused for somebody's sake"
        assert claim is None or len(in_the_way) == 1


async def test_one_of_a_hundred_wins_the_same_time(maple: Office1, crowd: Sessions) -> None:
    start = at("24 10:00")
    won = await asyncio.gather(*(take(crowd, maple, start, 20, maple.cast.priya) for _ in range(CROWD)))
    assert sum(claim is not None for claim in won) == 1


async def test_without_the_constraint_and_the_lock_the_crowd_overlaps(
    maple: Office1, crowd: Sessions, database: Database
) -> None:
    """The control: looking first and then inserting is what everybody does, and it is not enough."""
    owner = make_engine(database.owner_url, pool_size=2)
    async with owner.begin() as connection:
        await connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_no_overlap"))
        body = await connection.scalar(text("SELECT pg_get_functiondef('take_claim'::regproc)"))
        lock = "PERFORM pg_advisory_xact_lock(1, hashtext(provider::text));"
        assert lock in body
        await connection.exec_driver_sql(body.replace(lock, "PERFORM pg_sleep(1);"))
    await owner.dispose()
    start = at("24 10:00")
    won = await asyncio.gather(*(take(crowd, maple, start, 20, maple.cast.priya) for _ in range(CROWD)))
    assert sum(claim is not None for claim in won) > 1
    assert overlaps(await taken(crowd)) > 0


async def test_expired_holds_are_raced_for_and_one_wins_each(maple: Office1, crowd: Sessions) -> None:
    """Five dead holds in the way, twenty people after each: five new claims, and none of the dead."""
    starts = [at(f"24 {hour}:00") for hour in range(10, 15)]
    for start in starts:
        await maple.hold(start)
    later = maple.later(maple.now + 11 * MINUTE)
    won = await asyncio.gather(*(take(crowd, later, start, 20, maple.cast.priya) for start in starts * 20))
    assert sum(claim is not None for claim in won) == len(starts)
    assert [row[1] for row in await taken(crowd)] == starts
    async with db.begin(crowd) as session:
        assert await session.scalar(text("SELECT count(*) FROM claim WHERE reason = 'hold'")) == 0


async def test_a_hold_that_is_kept_while_it_dies_is_kept_or_lost_and_never_both(
    maple: Office1, crowd: Sessions
) -> None:
    """At the instant of its expiry the holder is too late and the next person gets it; just before it is the other way."""
    await maple.hold(at("24 10:00"))
    (claim_id,) = await ids(crowd)
    dies_at = maple.now + 10 * MINUTE

    async def keep(now: datetime) -> bool:
        async with db.begin(crowd) as session:
            return await claims.keep(session, Taken(claim_id), now=now)

    assert not await keep(dies_at)
    kept, other = await asyncio.gather(
        keep(dies_at - timedelta(microseconds=1)),
        take(crowd, maple.later(dies_at), at("24 10:00"), 20, maple.cast.priya),
    )
    assert kept == (other is None)
    assert len(await taken(crowd)) == 1


async def ids(crowd: Sessions) -> list[UUID]:
    async with db.begin(crowd) as session:
        return list(await session.scalars(text("SELECT id FROM claim ORDER BY during")))


async def test_moves_that_cross_lose_nothing(maple: Office1, crowd: Sessions) -> None:
    """Ten claims in a ring, all moved one place on at once: every move is refused or done, and ten claims remain."""
    starts = [at("24 09:00") + count * 20 * MINUTE for count in range(10)]
    people = [maple.cast.provider_ids[count % 2] for count in range(10)]
    made = [await take(crowd, maple, start, 20, person) for start, person in zip(starts, people, strict=True)]

    async def move(number: int, places: int) -> bool:
        claim_id, target = made[number], (number + places) % 10
        assert claim_id is not None
        async with db.begin(crowd) as session:
            service = await session.get_one(Service, maple.cast.service_id)
            return await claims.move(
                session,
                claim_id,
                service,
                provider_id=people[target],
                starts_at=starts[target],
                ends_at=starts[target] + 20 * MINUTE,
                now=maple.now,
            )

    crossing = await asyncio.gather(*(move(number, 1) for number in range(10)))
    assert crossing == [False] * 10
    async with db.begin(crowd) as session:
        assert made[5] is not None
        await claims.release(session, Taken(made[5]))
    moved = await asyncio.gather(*(move(number, 1) for number in range(10) if number != 5))
    assert any(moved), "into the gap somebody may go"
    found = await taken(crowd)
    assert len(found) == 9
    assert overlaps(found) == 0


async def _storm(act: Callable[[int], Awaitable[object]], people: int) -> Counter[str]:
    async def one(number: int) -> str:
        try:
            await act(number)
        except SlotTaken:
            return "taken"
        except DBAPIError as error:
            return type(error.orig.__cause__ if error.orig and error.orig.__cause__ else error.orig).__name__
        return "done"

    return Counter(await asyncio.wait_for(asyncio.gather(*(one(number) for number in range(people))), 60))


async def test_a_storm_of_moves_to_whoever_is_free_never_deadlocks(maple: Office1, crowd: Sessions) -> None:
    """Forty visits of two people all want to move to the same hour, to whoever is free: it has room for six."""
    appointments = []
    for number in range(40):
        person = maple.cast.provider_ids[number % 2]
        starts_at = at(f"{24 + number // 20} 09:00") + number % 20 // 2 * 20 * MINUTE
        appointments.append(await booked(maple, starts_at, person))
    targets = [at("27 10:00") + count * 20 * MINUTE for count in range(3)]

    async def move(number: int) -> None:
        async with db.begin(crowd) as session:
            mine = await locked_appointment(
                session, office_id=maple.cast.office_id, appointment_id=appointments[number]
            )
            target = targets[number // 2 % 3]
            await changing.move(session, mine, starts_at=target, provider_id=None, actor=Actor("staff"), now=maple.now)

    assert await _storm(move, 40) == Counter({"taken": 34, "done": 6})
    found = await taken(crowd)
    assert (len(found), overlaps(found)) == (40, 0)


async def test_a_storm_of_holds_with_anybody_never_deadlocks(maple: Office1, crowd: Sessions) -> None:
    targets = [at("27 10:00") + count * 20 * MINUTE for count in range(3)]

    async def hold(number: int) -> None:
        async with db.begin(crowd) as session:
            await holding.hold(session, await maple.ask(session, None), targets[number % 3])

    assert await _storm(hold, 90) == Counter({"taken": 84, "done": 6})


async def test_a_hold_that_ran_out_is_bound_to_the_notice_like_everybody(maple: Office1) -> None:
    """A live hold keeps what it was promised, two hours ahead; a dead one is a wish like any other, and too late."""
    noon, ten = at("23 12:00"), maple.later(at("23 10:00"))
    dead, its_secret = await ten.hold(noon)
    with pytest.raises(SlotTaken):
        await book(ten.later(at("23 11:55")), dead, its_secret)
    live, secret = await ten.hold(noon, provider_id=maple.cast.provider_ids[1])
    await book(ten.later(at("23 10:09")), live, secret)


async def booked(maple: Office1, starts_at: datetime, provider_id: UUID) -> UUID:
    return await book(maple, *await maple.hold(starts_at, provider_id=provider_id))


async def book(maple: Office1, hold_id: UUID, secret: str) -> UUID:
    async with db.begin(maple.sessions) as session:
        office = await session.get_one(Office, maple.cast.office_id)
        who = Contact(
            "Casey Morgan", f"casey.{hold_id.hex}@example.com", None
        )  # each of many, who meet nobody but others
        wish = Booking(who, BERLIN, "en", sms_consent=False)
        appointment, _ = await booking.book(
            session,
            office,
            wish,
            hold_id=hold_id,
            hold_secret=secret,
            secret_key=SECRET_KEY,
            actor=Actor("consumer"),
            now=maple.now,
        )
        return appointment.id
