"""The first-run guide: where it is, what its steps do, and the owner as the first provider."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.tables import Appointment
from frontdesk.audit import Actor
from frontdesk.auth.tables import Person
from frontdesk.availability.ask import Ask
from frontdesk.availability.schedules import office_hours, set_office_hours
from frontdesk.availability.slots import first_slot
from frontdesk.events import announce, taken_back
from frontdesk.offices import queries
from frontdesk.offices.offering import offer_by
from frontdesk.offices.profile import add_provider
from frontdesk.offices.schemas import Hours, HoursRange
from frontdesk.offices.service_schemas import Name
from frontdesk.offices.tables import Office, Provider
from frontdesk.wall import Wall, wall

Step = Literal["office", "services", "hours", "people", "look", "try"]


class SetupSeen(msgspec.Struct):
    """Where the guide is; `running` until it was finished. `booked`: somebody has booked a visit here."""

    running: bool
    at: Step
    done: list[Step]
    skipped: list[Step]
    booked: bool


class SetupChange(msgspec.Struct, forbid_unknown_fields=True):
    running: bool
    at: Step
    done: Annotated[list[Step], Meta(max_length=6)]
    skipped: Annotated[list[Step], Meta(max_length=6)]


class EffectsAsked(msgspec.Struct, forbid_unknown_fields=True):
    """Hours that are not saved yet; null: those that are."""

    hours: Hours | None = None


class SetupEffects(msgspec.Struct):
    """What consumers get by what is set, or would be: the facts of the guide's sentences."""

    open_minutes_a_week: int
    late_weekday: (
        Literal[1, 2, 3, 4, 5, 6, 7] | None
    )  # the one day on which the office is open longest into the evening
    time_zone: str
    services: int
    people: int
    first: (
        Wall | None
    )  # the first time that could be booked, with the person who is asking where nobody sees people yet


class MyselfSeeing(msgspec.Struct, forbid_unknown_fields=True):
    """How consumers read the name of whoever sets up, and what they do."""

    name: Name
    headline: Annotated[str, Meta(max_length=120)] = ""


async def setup_seen(session: AsyncSession, office: Office) -> SetupSeen:
    """Tell where the guide is."""
    known: dict[str, Any] = office.setup or {"at": "office", "done": [], "skipped": []}
    booked = await session.scalar(select(exists().where(Appointment.office_id == office.id)))
    return SetupSeen(office.setup is not None, known["at"], known["done"], known["skipped"], bool(booked))


async def note_setup(
    session: AsyncSession, office: Office, change: SetupChange, *, actor: Actor, now: datetime
) -> SetupSeen:
    """Remember where the guide is, so that it goes on there from any browser; or that it is over."""
    before = office.setup
    office.setup = {"at": change.at, "done": change.done, "skipped": change.skipped} if change.running else None
    await session.flush()
    if before is not None and office.setup is None:
        audit.record(session, actor, "office.set_up", ("office", office.id), office_id=office.id, now=now)
    announce(session, "office.changed", office.id, to=[office.id])
    return await setup_seen(session, office)


async def effects(
    session: AsyncSession, office: Office, asked: EffectsAsked, person: Person | None, *, now: datetime
) -> SetupEffects:
    """Tell what consumers get, by the real engine; everything that is only tried is taken back."""
    actor = Actor("staff", person.id if person else None)
    people = await queries.providers(session, office.id, active_only=True)
    services = await queries.services(session, office.id, active_only=True)
    first: datetime | None = None
    time_zone = office.time_zone  # what is taken back is not remembered of the rows, either
    async with taken_back(session):
        if asked.hours is not None:
            await set_office_hours(session, office, asked.hours, actor=actor, now=now)
        hours = await office_hours(session, office)
        if not people and person is not None:
            await _see_consumers(session, office, person, MyselfSeeing(person.name), actor=actor, now=now)
        for service in services:
            found = await first_slot(session, Ask(office, service, None, now=now, asked_at=now))
            if found and (first is None or found.starts_at < first):
                first = found.starts_at
    seen = wall(first, None, time_zone) if first else None
    return SetupEffects(
        sum(_minutes(one) for one in hours.ranges),
        _late_weekday(hours.ranges),
        hours.time_zone,
        len(services),
        len(people),
        seen,
    )


async def see_consumers(
    session: AsyncSession, office: Office, person: Person, wish: MyselfSeeing, *, actor: Actor, now: datetime
) -> Provider:
    """Let whoever sets up see consumers, offering every service that nobody offers yet. Twice does no harm."""
    known = await session.get(Provider, (office.id, person.id))
    if known is not None:
        return known
    return await _see_consumers(session, office, person, wish, actor=actor, now=now)


async def _see_consumers(
    session: AsyncSession, office: Office, person: Person, wish: MyselfSeeing, *, actor: Actor, now: datetime
) -> Provider:
    provider = await add_provider(
        session,
        office,
        person,
        name=wish.name.strip(),
        headline=wish.headline.strip(),
        time_zone=office.time_zone,
        position=len(await queries.providers(session, office.id, active_only=False)),
        actor=actor,
        now=now,
    )
    offered = await queries.offers_by_service(session, office.id)
    for service in await queries.services(session, office.id, active_only=False):
        if not offered.get(service.id):
            await offer_by(session, service, [person.id], None)
    announce(session, "provider.changed", person.id, to=[office.id])
    return provider


async def person_of(session: AsyncSession, person_id: UUID | None) -> Person | None:
    """Find who is asking; a program is nobody."""
    return await session.get(Person, person_id) if person_id else None


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _minutes(one: HoursRange) -> int:
    return (_minute(one.to) - _minute(one.from_)) % 1440 or 1440


def _late_weekday(ranges: list[HoursRange]) -> Any:
    ends: dict[int, int] = {}
    for one in ranges:
        if one.to > one.from_:
            ends[one.weekday] = max(ends.get(one.weekday, 0), _minute(one.to))
    latest = [day for day, end in ends.items() if end == max(ends.values())]
    return latest[0] if len(latest) == 1 and len(ends) > 1 else None
