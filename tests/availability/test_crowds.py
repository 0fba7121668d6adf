"""Five hundred people reach for the last of something at the same instant, each through a connection of their own.

One gets it, all others are refused in words, nobody waits for ever and nothing is left behind. The controls take the lock
or the constraint away and show that the crowd then gets more than there is.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.appointments import changing_places, holding, places
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.db import Sessions, make_engine
from tests.availability.crowding import (
    ASKED,
    CROWD,
    NOW,
    SMALL_CROWD,
    a_group_with_one_place_left,
    a_practice,
    another_hour,
    at,
    book_held,
    counted,
    hold_and_book,
    holding_of,
    nearly_full,
    nothing_is_wrong,
    one_person_holds_many,
    open_office,
    opened,
    rush,
    works_in_both,
)
from tests.oracle.configuration import Limit
from tests.oracle.examining import examine
from tests.scratch import Database, Scratch


@pytest.fixture(scope="session")
def big_hall(scratch: Scratch) -> Database:
    """One database for all crowds: each comes to an office of its own. A worker that steals may come here twice."""
    return scratch.copied("big_hall")


@pytest.fixture(scope="module")
async def crowd(big_hall: Database) -> AsyncIterator[Sessions]:
    """Five hundred open connections."""
    async for sessions in opened(big_hall, CROWD):
        yield sessions


@pytest.fixture
async def small_crowd(database: Database) -> AsyncIterator[Sessions]:
    """Forty, in a database that may be spoilt."""
    async for sessions in opened(database, SMALL_CROWD):
        yield sessions


async def test_one_of_five_hundred_gets_the_slot(crowd: Sessions) -> None:
    office = await open_office(crowd, a_practice())
    assert await rush(crowd, CROWD, holding_of(office, lambda _: (at(600), ASKED))) == {
        "done": 1,
        "SlotTaken": CROWD - 1,
    }
    await nothing_is_wrong(crowd, office, claims_left=1)


async def test_one_of_five_hundred_gets_the_last_seat(crowd: Sessions) -> None:
    office = await open_office(crowd, a_group_with_one_place_left())
    assert await rush(crowd, CROWD, holding_of(office, lambda _: (at(600), ASKED))) == {
        "done": 1,
        "SlotTaken": CROWD - 1,
    }
    await nothing_is_wrong(crowd, office, claims_left=1)
    places = "SELECT seats_taken FROM claim WHERE office_id = :office"
    assert await counted(crowd, places, office=office.office_id) == 5


async def test_of_overlapping_wishes_none_that_overlap_are_granted(crowd: Sessions) -> None:
    """Visits of 30, 45 and 60 minutes with buffers, at any five minutes of a morning, of two people."""
    practice = a_practice(providers=2, step=5, after=10, further_durations=(45, 60))
    office = await open_office(crowd, practice)
    dice = random.Random(20261124)
    wishes = [
        (at(540 + dice.randrange(36) * 5), replace(ASKED, duration=dice.choice([30, 45, 60]))) for _ in range(CROWD)
    ]
    ended = await rush(crowd, CROWD, holding_of(office, lambda number: wishes[number]))
    assert set(ended) == {"done", "SlotTaken"}
    await nothing_is_wrong(crowd, office, claims_left=ended["done"])
    left = "SELECT count(*) FROM claim WHERE office_id = :office"
    # Of one person's starts, a visit of an hour blocks 21 of 36, and one of half an hour leaves the next after eight.
    assert 4 <= await counted(crowd, left, office=office.office_id) <= 10


OF_PROVIDER, OF_SERVICE = Limit("provider", "day", count=3), Limit("service", "day", count=3)


@pytest.mark.parametrize(
    ("limit", "people"),
    [
        pytest.param(OF_PROVIDER, CROWD, id="each provider"),
        pytest.param(OF_SERVICE, CROWD, id="service"),
        pytest.param(Limit("provider", "day", count=3, provider=0), 100, id="one provider"),
        pytest.param(Limit("office", "day", count=3), 100, id="office"),
        pytest.param(Limit("office", "week", minutes=119), 100, id="minutes of a week"),
    ],
)
async def test_one_of_a_crowd_gets_the_last_place_under_a_limit(crowd: Sessions, limit: Limit, people: int) -> None:
    """Two visits are booked and three may be; everybody wants another hour, where nobody else is in the way."""
    office = await open_office(crowd, nearly_full(limit))
    assert await rush(crowd, people, holding_of(office, another_hour)) == {"done": 1, "SlotTaken": people - 1}
    await nothing_is_wrong(crowd, office, claims_left=3)


async def test_one_of_five_hundred_bookings_of_one_person_is_their_last(crowd: Sessions) -> None:
    """Five hundred times are held, and all are booked for the same person, who may have one visit ahead."""
    office, booked = await one_person_holds_many(crowd, CROWD)
    assert await rush(crowd, CROWD, booked) == {"done": 1, "ActiveLimitReached": CROWD - 1}
    promised = "SELECT count(*) FROM appointment WHERE office_id = :office"
    assert await counted(crowd, promised, office=office.office_id) == 1


async def test_a_person_cannot_be_in_two_offices_at_one_hour(crowd: Sessions) -> None:
    """Half of the crowd wants ten o'clock in one office, half a quarter past ten in the other: the same provider."""
    here, there = await open_office(crowd, a_practice()), await open_office(crowd, a_practice(step=15))
    await works_in_both(crowd, here, there)
    both = replace(there, provider_ids=(*there.provider_ids, here.provider_ids[0]))

    async def act(session: AsyncSession, number: int) -> None:
        office, question = (here, ASKED) if number % 2 else (both, replace(ASKED, provider=1))
        await holding.hold(session, await office.ask(session, question), at(600 if number % 2 else 615))

    assert await rush(crowd, CROWD, act) == {"done": 1, "SlotTaken": CROWD - 1}
    both_claims = "SELECT count(*) FROM claim WHERE provider_id = :person"
    assert await counted(crowd, both_claims, person=here.provider_ids[0]) == 1


@pytest.mark.parametrize("seats", [1, 3], ids=["for one", "groups"])
async def test_a_storm_of_everything_ends_in_refusals_only_and_loses_nothing(crowd: Sessions, seats: int) -> None:
    """A hundred and fifty people hold, book, move and cancel at once, in one day of two providers, under limits."""
    practice = replace(
        a_practice(providers=2, seats=seats, after=10, step=10),
        limits=(Limit("provider", "day", count=20), Limit("office", "day", count=36)),
    )
    office = await open_office(crowd, practice)
    dice = random.Random(20261124)
    booked = [await hold_and_book(crowd, office, at(60 + 40 * (number // (2 * seats))), number) for number in range(30)]
    starts = [at(60 + 10 * dice.randrange(90)) for _ in range(150)]  # the last third of the day is free

    async def act(session: AsyncSession, number: int) -> object:
        by: dict[str, Any] = {"office_id": office.office_id, "actor": Actor("consumer"), "now": NOW}
        if number % 5 < 2:
            seat_id = booked[number % len(booked)]
            return await changing_places.move_anybody(
                session, seat_id=seat_id, starts_at=starts[number], provider_id=None, **by
            )
        if number % 5 == 2:
            return await places.give_up(session, seat_id=booked[-1 - number % len(booked)], reason=None, **by)
        ask = await office.ask(session, ASKED)
        held, secret = await holding.hold(session, ask, starts[number])
        return held if number % 5 == 3 else await book_held(session, office, held.id, secret, 1000 + number)

    ended = await rush(crowd, 150, act)
    assert not [name for name in ended if name.startswith("error")], ended
    assert ended["done"] > 10
    async with db.begin(crowd, read_only=True) as session:
        assert await examine(session, office.office_id, now=NOW) == []


async def test_a_limit_holds_in_the_storm_of_everything(crowd: Sessions) -> None:
    """Forty people move their visits from other days into one, and forty hold: no more than six may be there."""
    practice = replace(a_practice(providers=2), limits=(Limit("office", "day", count=6),))
    office = await open_office(crowd, practice)
    booked = [
        await hold_and_book(crowd, office, at(1440 * (1 + number // 5) + 60 * (number % 5)), number)
        for number in range(40)
    ]

    async def act(session: AsyncSession, number: int) -> object:
        if number % 2:
            return await holding.hold(session, await office.ask(session, ASKED), at(number * 15 // 30 * 30))
        return await changing_places.move_anybody(
            session,
            office_id=office.office_id,
            seat_id=booked[number // 2],
            starts_at=at(number * 15 // 30 * 30),
            provider_id=None,
            actor=Actor("consumer"),
            now=NOW,
        )

    assert await rush(crowd, 80, act) == {"done": 6, "SlotTaken": 74}
    async with db.begin(crowd, read_only=True) as session:
        assert await examine(session, office.office_id, now=NOW) == []


# The controls


async def test_without_lock_and_check_the_last_seat_goes_more_than_once(
    small_crowd: Sessions, database: Database
) -> None:
    owner = make_engine(database.owner_url, pool_size=1)
    async with owner.begin() as connection:
        await connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_seats_range"))
        for name in ("take_claim", "settle_seats"):
            body = await connection.scalar(text(f"SELECT pg_get_functiondef('{name}'::regproc)"))
            assert "FOR UPDATE" in body
            body = re.sub(r"PERFORM pg_advisory_xact_lock\(.*?\);", "", body).replace("FOR UPDATE", "")
            body = body.replace("INSERT INTO claim_seat", "PERFORM pg_sleep(0.2); INSERT INTO claim_seat", 1)
            await connection.exec_driver_sql(body)
    await owner.dispose()
    office = await open_office(small_crowd, a_group_with_one_place_left())
    ended = await rush(small_crowd, SMALL_CROWD, holding_of(office, lambda _: (at(600), ASKED)))
    assert ended["done"] > 1


@pytest.mark.parametrize("limit", [OF_PROVIDER, OF_SERVICE], ids=["each provider", "service"])
async def test_without_the_locks_more_than_one_gets_under_the_limit(
    small_crowd: Sessions, limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "lock", _no_lock)
    office = await open_office(small_crowd, nearly_full(limit))
    ended = await rush(small_crowd, SMALL_CROWD, holding_of(office, another_hour))
    assert ended["done"] > 1


async def test_without_the_locks_one_person_books_more_than_they_may(
    small_crowd: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "lock", _no_lock)
    _, booked = await one_person_holds_many(small_crowd, SMALL_CROWD)
    assert (await rush(small_crowd, SMALL_CROWD, booked))["done"] > 1


async def _no_lock(*_: Any) -> None:
    await asyncio.sleep(0)
