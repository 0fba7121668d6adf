"""Time off and closures with the visits that lie in them: shown on the office's wall, and seen to in one act."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.queries import still_to_come
from frontdesk.appointments.tables import Appointment
from frontdesk.audit import Actor
from frontdesk.availability.tables import TimeOff
from frontdesk.dashboard.affected import affected_by
from frontdesk.dashboard.handling import handle, with_choices
from frontdesk.dashboard.schemas import AffectedVisit, TimeOffSeen, TimeOffWalls, VisitActs
from frontdesk.db import bounds
from frontdesk.offices.tables import Office
from frontdesk.wall import wall


async def visits_within(
    session: AsyncSession, office: Office, away: TimeOff, *, actor: Actor, now: datetime
) -> list[AffectedVisit]:
    """List the booked visits ahead that lie in a time off, with what may be done with each."""
    found = await affected_by(session, office.id, provider_id=away.provider_id, during=away.during, now=now)
    return await with_choices(session, office, found, actor=actor, now=now)


async def see_to(
    session: AsyncSession, office: Office, away: Sequence[TimeOff], acts: VisitActs, *, actor: Actor, now: datetime
) -> list[AffectedVisit]:
    """Do with the visits in these what was said; answers how they were before. Raises AffectedChanged."""
    affected = {}
    for one in away:
        for visit in await visits_within(session, office, one, actor=actor, now=now):
            affected[visit.seat_id] = visit
    await handle(session, office, acts, list(affected.values()), actor=actor, now=now)
    return list(affected.values())


async def listed(
    session: AsyncSession, office: Office, found: Sequence[TimeOff], *, now: datetime
) -> list[TimeOffSeen]:  # fmt: skip
    """Show time off with how many booked visits still lie in each."""
    rows = await session.execute(
        select(TimeOff.id, func.count(Appointment.id))
        .join(
            Appointment,
            (Appointment.office_id == TimeOff.office_id)
            & Appointment.during.op("&&")(TimeOff.during)
            & or_(TimeOff.provider_id.is_(None), TimeOff.provider_id == Appointment.provider_id),
        )
        .where(
            TimeOff.office_id == office.id,
            TimeOff.id.in_([one.id for one in found]),
            Appointment.during.op("&&")(func.tstzrange(now, None)),
            or_(Appointment.confirmed_at.is_not(None), Appointment.request_expires_at > now),
            still_to_come(),
        )
        .group_by(TimeOff.id)
    )
    counts: dict[UUID, int] = {row[0]: row[1] for row in rows}
    return [time_off_seen(one, office, visits=counts.get(one.id, 0)) for one in found]


def time_off_seen(time_off: TimeOff, office: Office, *, visits: int | None = None) -> TimeOffSeen:
    """Show time off on the office's wall."""
    starts_at, ends_at = bounds(time_off.during)
    return TimeOffSeen(
        id=time_off.id,
        provider_id=time_off.provider_id,
        colleague_id=time_off.colleague_id,
        holiday_on=time_off.holiday_on,
        starts_at=starts_at,
        ends_at=ends_at,
        office=TimeOffWalls(wall(starts_at, None, office.time_zone), wall(ends_at, None, office.time_zone)),
        reason=time_off.reason,
        created_by=time_off.created_by,
        visits=visits,
    )
