"""The demo office has a past, a today and a tomorrow at any hour of any day, and tells nobody about last week."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from frontdesk import db
from frontdesk.acs import Acs
from frontdesk.appointments.tables import Appointment
from frontdesk.auth.tables import Person
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.messages.planning import plan_messages
from frontdesk.messages.tables import Message
from frontdesk.offices.queries import office_named, services
from frontdesk.seed import seed, seed_office
from frontdesk.seed.people import PRIYA, SLUG
from frontdesk.visits.facts import Facts, Outcome, State, facts_between
from tests.conftest import SECRET_KEY
from tests.openapi import plain_settings

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
INSTANTS = {
    "Monday noon": MONDAY_NOON,
    "Sunday at three in the morning": datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
    "Monday before opening": datetime(2026, 11, 23, 8, 56, tzinfo=UTC),
    "the night the clocks go forward": datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    "the night the clocks go back": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    "New Year's Eve": datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
}


async def make(sessions: Sessions, now: datetime) -> None:
    await seed_office(sessions, secret_key=SECRET_KEY, now=now)


async def visits(sessions: Sessions, *, priyas: bool = False) -> list[Facts]:
    async with db.begin(sessions, read_only=True) as session:
        office = await office_named(session, SLUG)
        priya = await session.scalar(select(Person.id).where(Person.email == PRIYA.email))
        always = {"from_at": datetime(2020, 1, 1, tzinfo=UTC), "to_at": datetime(2030, 1, 1, tzinfo=UTC)}
        return list(await facts_between(session, office.id, **always, provider_id=priya if priyas else None))


async def count(sessions: Sessions) -> dict[str, Any]:
    tables = ("office", "person", "service", "consumer", "appointment", "claim", "audit_entry", "job", "weekly_hours")
    async with db.begin(sessions, read_only=True) as session:
        return {table: await session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}


def states(found: list[Facts], now: datetime) -> list[State]:
    return [facts.state(now) for facts in found]


@pytest.mark.parametrize("now", INSTANTS.values(), ids=INSTANTS)
async def test_dr_priya_always_has_somebody_to_see(sessions: Sessions, now: datetime) -> None:
    await make(sessions, now)
    hers = await visits(sessions, priyas=True)
    waiting = [facts for facts in hers if facts.state(now) is State.WAITING]
    joinable = [
        facts for facts in hers if facts.state(now) is State.OPEN and facts.starts_at - now < timedelta(minutes=15)
    ]
    later = [facts for facts in hers if facts.state(now) is State.BOOKED and facts.starts_at - now < timedelta(hours=6)]
    assert (len(waiting), len(joinable), len(later)) == (1, 1, 1)

    whole = await visits(sessions)
    past = [facts for facts in whole if facts.ends_at < now and facts.state(now) is not State.WAITING]
    assert {facts.outcome for facts in past} >= {Outcome.COMPLETED, Outcome.CONSUMER_NO_SHOW}
    assert State.CANCELLED in states(past, now)
    settled = [facts for facts in whole if facts.outcome is not None or facts.cancelled_at is not None]
    assert all(facts.ends_at < now for facts in settled), "nothing of the future has happened yet"
    assert [facts for facts in whole if facts.starts_at > now + timedelta(hours=7)], "there is a tomorrow"

    before = await count(sessions)
    await make(sessions, now)
    await make(sessions, now + timedelta(minutes=1))
    assert await count(sessions) == before, "seeding again changes nothing"


async def test_every_start_tops_up_the_day(sessions: Sessions) -> None:
    """Ten days of starting the demo every seven hours and thirteen minutes: never without anybody to see."""
    now = MONDAY_NOON
    for _ in range(34):
        await make(sessions, now)
        hers = [
            facts for facts in await visits(sessions, priyas=True) if abs(facts.starts_at - now) < timedelta(hours=7)
        ]
        assert {State.WAITING, State.OPEN, State.BOOKED} <= set(states(hers, now)), now
        now += timedelta(hours=7, minutes=13)


async def test_nobody_is_told_about_last_week(sessions: Sessions) -> None:
    """The product's own planning, over everything that the seed has left to be planned."""
    await make(sessions, MONDAY_NOON)
    settings = plain_settings()
    acs = Acs.from_settings(settings)
    desk = Desk(settings, sessions, acs)
    async with desk.begin(read_only=True) as session:
        appointments = list(await session.scalars(select(Appointment)))
    for appointment in appointments:
        await plan_messages(
            desk, office_id=appointment.office_id, appointment_id=appointment.id, now=MONDAY_NOON + timedelta(minutes=1)
        )
    await acs.close()
    async with desk.begin(read_only=True) as session:
        told = {message.appointment_id for message in await session.scalars(select(Message))}
    ahead = {appointment.id for appointment in appointments if db.bounds(appointment.during)[0] > MONDAY_NOON}
    assert told == ahead
    assert len(appointments) > len(ahead) > 4


async def test_four_services_and_three_providers_in_two_zones(sessions: Sessions) -> None:
    await make(sessions, MONDAY_NOON)
    async with db.begin(sessions, read_only=True) as session:
        office = await office_named(session, SLUG)
        assert len(await services(session, office.id, active_only=True)) == 4
        zones = (await session.scalars(text("SELECT time_zone FROM provider ORDER BY position"))).all()
    assert zones == ["Europe/London", "Europe/London", "Europe/Berlin"]


async def test_the_demo_office_is_refused_in_production() -> None:
    settings: Settings = plain_settings(environment="production", public_url="https://visits.example")
    with pytest.raises(RuntimeError, match="production"):
        await seed(settings)
