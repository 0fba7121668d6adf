"""Reading schedules and time off."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.hours import WeeklyRange
from frontdesk.availability.tables import Schedule, TimeOff, WeeklyHours
from frontdesk.db import span
from frontdesk.errors import NotFound


class UnknownTimeOff(NotFound):
    """There is no such time off."""


async def weekly_hours(
    session: AsyncSession, office_id: UUID, schedule_ids: Collection[UUID]
) -> Mapping[UUID, tuple[str, list[WeeklyRange]]]:
    """Read schedules: zone and own weekly ranges of each, without those of seasons."""
    rows = await session.execute(
        select(Schedule.id, Schedule.time_zone, WeeklyHours.weekday, WeeklyHours.from_minute, WeeklyHours.to_minute)
        .outerjoin(
            WeeklyHours,
            (WeeklyHours.schedule_id == Schedule.id)
            & (WeeklyHours.office_id == Schedule.office_id)
            & WeeklyHours.season_id.is_(None),
        )
        .where(Schedule.office_id == office_id, Schedule.id.in_(schedule_ids))
    )
    found: dict[UUID, tuple[str, list[WeeklyRange]]] = {}
    for schedule_id, time_zone, weekday, from_minute, to_minute in rows:
        _, ranges = found.setdefault(schedule_id, (time_zone, []))
        if weekday is not None:
            ranges.append(WeeklyRange(weekday, from_minute, to_minute))
    return found


async def time_off_between(
    session: AsyncSession, office_id: UUID, *, from_at: datetime, to_at: datetime, provider_id: UUID | None
) -> Sequence[TimeOff]:
    """List time off and closures that touch a range; for one provider: their own and the office's."""
    wanted = select(TimeOff).where(TimeOff.office_id == office_id, TimeOff.during.op("&&")(span(from_at, to_at)))
    if provider_id is not None:
        wanted = wanted.where(or_(TimeOff.provider_id.is_(None), TimeOff.provider_id == provider_id))
    return (await session.scalars(wanted.order_by(TimeOff.during))).all()


async def time_off_by_id(session: AsyncSession, office_id: UUID, time_off_id: UUID) -> TimeOff:
    """Find one of this office; raises UnknownTimeOff."""
    found = await session.scalar(select(TimeOff).where(TimeOff.office_id == office_id, TimeOff.id == time_off_id))
    if found is None:
        raise UnknownTimeOff()
    return found
