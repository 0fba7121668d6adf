"""The demo office opens: a manager, three providers in two zones, four services, weekly hours."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.audit import SYSTEM, Actor
from frontdesk.auth.passwords import hash_password
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Person
from frontdesk.availability.hours_schemas import DateRange, OverrideWish
from frontdesk.availability.overrides import add_override
from frontdesk.availability.owners import owner_of
from frontdesk.availability.schedules import add_time_off, set_office_hours, set_provider_hours
from frontdesk.db import Sessions, span
from frontdesk.offices import profile
from frontdesk.offices.schemas import ProfileChange
from frontdesk.offices.services import add_service
from frontdesk.offices.tables import Office
from frontdesk.seed.people import (
    BERLIN,
    DEMO_PASSWORD,
    EVERY_DAY,
    LENA,
    LONDON,
    OLIVE,
    OWN_HOURS,
    PRIYA,
    SLUG,
    TOM,
    SignIn,
    hours,
    services,
)
from frontdesk.wall import start_of_day


async def open_office(sessions: Sessions, *, now: datetime) -> None:
    """Open Maple Street: a manager, three providers in two zones, four services, weekly hours."""
    password_hash = await hash_password(DEMO_PASSWORD)
    async with db.begin(sessions) as session:
        office = await profile.open_office(
            session,
            slug=SLUG,
            name="Maple Street Practice",
            time_zone=LONDON,
            phone="+44 20 7946 0142",
            email="desk@maple-street.example",
            address="14 Maple Street, London W1T 5HD",
            door_opens_minutes=60,
            actor=SYSTEM,
            now=now,
        )

        words = ProfileChange(
            welcome_text="Please choose what the visit is about. In an emergency, call 999 instead.",
            booked_note="Please have your medicines and your questions at hand.",
        )
        await profile.change_profile(session, words, office_id=office.id, actor=SYSTEM, now=now)

        async def join(who: SignIn, role: Role) -> Person:
            return await profile.add_member(
                session,
                office,
                email=who.email,
                name=who.name,
                role=role,
                password_hash=password_hash,
                actor=SYSTEM,
                now=now,
            )

        olive = await join(OLIVE, Role.OWNER)
        await set_office_hours(
            session, office, hours(LONDON, "00:00", "24:00", days=EVERY_DAY), actor=_by(olive), now=now
        )
        people: dict[str, UUID] = {}
        for position, (who, headline, time_zone) in enumerate(
            [(PRIYA, "General practice", LONDON), (TOM, "General practice", LONDON), (LENA, "Nutrition", BERLIN)]
        ):
            person = await join(who, Role.PROVIDER)
            provider = await profile.add_provider(
                session,
                office,
                person,
                name=who.name,
                headline=headline,
                time_zone=time_zone,
                position=position,
                actor=_by(olive),
                now=now,
            )
            people[who.email] = person.id
            own = OWN_HOURS[who.email]
            await set_provider_hours(session, provider, own, actor=_by(olive), now=now)
        for service in services(people):
            await add_service(session, service, office_id=office.id, actor=_by(olive), now=now)
        await _exceptions(session, office, people[LENA.email], olive, now=now)


async def _exceptions(session: AsyncSession, office: Office, lena: UUID, olive: Person, *, now: datetime) -> None:
    """Let Lena begin late on one date, and be away on two, so that there is something to see."""
    today = now.date() + timedelta(days=28)  # the demo opens four weeks before the day on which it is looked at
    late = OverrideWish(today + timedelta(days=9), [DateRange("12:00", "16:00")], reason="Dentist")
    owner = await owner_of(session, office.id, provider_id=lena)
    await add_override(session, owner, late, actor=_by(olive), now=now)
    first, last = today + timedelta(days=12), today + timedelta(days=14)
    await add_time_off(
        session,
        office_id=office.id,
        provider_id=lena,
        during=span(start_of_day(first, office.time_zone), start_of_day(last, office.time_zone)),
        reason="Conference",
        created_by=olive.id,
        actor=_by(olive),
        now=now,
    )


def _by(person: Person) -> Actor:
    return Actor("staff", person.id)
