"""A day of the office, as staff see it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.roles import Staff
from frontdesk.clock import zone
from frontdesk.dashboard.schemas import Day
from frontdesk.offices import queries as offices
from frontdesk.offices.routes import provider_seen
from frontdesk.visits.facts import LIVE, OVERRUN, facts_between
from frontdesk.visits.staff_schemas import day_visit
from frontdesk.wall import start_of_day


async def day_of(
    session: AsyncSession, staff: Staff, *, on: date | None, provider_id: UUID | None, now: datetime
) -> Day:
    """Read a date of the office (today unless said), of one provider if wanted. A provider sees their own.

    Who waits or is in a visit is on today's list although the booked time lies on the date before or after: people come
    before midnight for a visit after it, and stay beyond it.
    """
    office = await offices.office_by_id(session, staff.office_id)
    if provider_id is not None:
        await offices.provider_by_id(session, office.id, provider_id)
    today = now.astimezone(zone(office.time_zone)).date()
    day = on or today
    from_at, to_at = start_of_day(day, office.time_zone), start_of_day(day + timedelta(days=1), office.time_zone)
    before, after = timedelta(), timedelta()
    if day == today:
        before, after = OVERRUN, timedelta(minutes=office.door_opens_minutes)
    found = await facts_between(
        session,
        office.id,
        from_at=from_at - before,
        to_at=to_at + after,
        provider_id=staff.only_provider or provider_id,
    )
    shown = [
        facts for facts in found if from_at <= facts.starts_at < to_at or (day == today and facts.state(now) in LIVE)
    ]
    people = await offices.providers(session, office.id, active_only=False)
    return Day(
        on=day,
        today=today,
        now=now,
        time_zone=office.time_zone,
        visits=[day_visit(facts, now=now) for facts in shown],
        providers=[provider_seen(p) for p in people if staff.only_provider in (None, p.person_id)],
    )
