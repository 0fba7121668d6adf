"""The place in line and the estimate: by the booked hour, for the same provider, and honest."""

from datetime import datetime
from uuid import UUID

import pytest

from frontdesk.audit import Actor
from frontdesk.consumers.contact import Contact
from frontdesk.desk import Desk
from frontdesk.offices.tables import Office
from frontdesk.visits import visit
from frontdesk.visits.facts import facts_of
from frontdesk.visits.line import Place, place_in_line
from tests.backstage import MINUTE, booked
from tests.cast import Cast


@pytest.fixture
async def line(desk: Desk, maple: Cast, now: datetime) -> list[UUID]:
    """Three visits of Dr Priya's, at nine, twenty past and twenty to ten; it is ten to nine."""
    from frontdesk.db import begin
    from frontdesk.offices.tables import Provider

    async with begin(desk.sessions) as session:  # one provider, so that everybody is hers
        (await session.get_one(Provider, (maple.office_id, maple.provider_ids[1]))).active = False
    names = ("Jonas Weber", "Aisha Bello", "Leah Okafor")
    return [
        await booked(
            desk,
            maple,
            now + (10 + 20 * number) * MINUTE,
            contact=Contact(name, f"{number}@example.com", None),
            sms_consent=False,
        )
        for number, name in enumerate(names)
    ]


async def come(desk: Desk, maple: Cast, who: UUID, at: datetime) -> None:
    async with desk.begin() as session:
        await visit.check_in(session, office_id=maple.office_id, appointment_id=who, actor=Actor("consumer"), now=at)


async def admit(desk: Desk, maple: Cast, who: UUID, at: datetime) -> None:
    async with desk.begin() as session:
        await visit.admit(session, office_id=maple.office_id, appointment_id=who, actor=Actor("staff"), now=at)


async def place(desk: Desk, maple: Cast, who: UUID, at: datetime) -> Place | None:
    async with desk.begin(read_only=True) as session:
        return await place_in_line(session, await facts_of(session, maple.office_id, who), now=at)


async def test_who_does_not_wait_has_no_place(desk: Desk, maple: Cast, line: list[UUID], now: datetime) -> None:
    assert await place(desk, maple, line[0], now) is None


async def test_alone_and_early_the_estimate_is_ones_own_hour(
    desk: Desk, maple: Cast, line: list[UUID], now: datetime
) -> None:
    await come(desk, maple, line[0], now)
    assert await place(desk, maple, line[0], now) == Place(1, 10, now + 10 * MINUTE)
    assert await place(desk, maple, line[0], now + 12 * MINUTE) == Place(1, None, None), "any moment now"


async def test_the_line_stands_in_the_order_of_the_booked_hours(
    desk: Desk, maple: Cast, line: list[UUID], now: datetime
) -> None:
    """Aisha comes first, Jonas is booked before her: he goes first, and she is told so."""
    at = now + 15 * MINUTE
    await come(desk, maple, line[1], at)
    assert await place(desk, maple, line[1], at) == Place(1, 15, now + 30 * MINUTE)
    await come(desk, maple, line[0], at)
    assert await place(desk, maple, line[0], at) == Place(1, None, None)
    second = await place(desk, maple, line[1], at)
    assert second == Place(2, 20, at + 20 * MINUTE)


async def test_a_visit_that_runs_pushes_the_estimate_and_one_that_runs_over_is_no_promise(
    desk: Desk, maple: Cast, line: list[UUID], now: datetime
) -> None:
    start = now + 10 * MINUTE
    await come(desk, maple, line[0], start)
    await admit(desk, maple, line[0], start)
    await come(desk, maple, line[1], start + 10 * MINUTE)
    assert await place(desk, maple, line[1], start + 10 * MINUTE) == Place(1, 10, start + 20 * MINUTE)
    over = start + 25 * MINUTE
    assert await place(desk, maple, line[1], over) == Place(1, 5, over + 5 * MINUTE)
    await come(desk, maple, line[2], over)
    assert await place(desk, maple, line[2], over) == Place(2, 25, over + 25 * MINUTE)


async def test_where_doors_open_hours_ahead_the_line_is_as_long(
    desk: Desk, maple: Cast, line: list[UUID], now: datetime
) -> None:
    """Three hours before, and nobody is told of a place that is not theirs, nor of the hours until a visit's own end."""
    async with desk.begin() as session:
        (await session.get_one(Office, maple.office_id)).door_opens_minutes = 240
    at = now - 180 * MINUTE
    for who in line:
        await come(desk, maple, who, at)
    assert await place(desk, maple, line[2], at) == Place(3, 230, now + 50 * MINUTE)
    await admit(desk, maple, line[2], at)
    assert await place(desk, maple, line[1], at) == Place(2, 210, now + 30 * MINUTE)
    await admit(desk, maple, line[1], at)
    assert await place(desk, maple, line[0], at) == Place(1, 190, now + 10 * MINUTE)
