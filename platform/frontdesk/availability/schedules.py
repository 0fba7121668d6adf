"""Setting weekly hours, and taking time out of them. Consumers see it at once: slots are computed, never stored."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability import queries
from frontdesk.availability.hours import WeeklyRange, read_ranges, write_ranges
from frontdesk.availability.owners import Owner, lock
from frontdesk.availability.tables import Schedule, Season, TimeOff, WeeklyHours
from frontdesk.clock import zone
from frontdesk.db import Span, bounds, new_id
from frontdesk.errors import Invalid
from frontdesk.events import announce
from frontdesk.offices.schemas import Hours, ProviderHours
from frontdesk.offices.tables import Office, Provider


class EmptyTimeOff(Invalid):
    """Time off must end after it begins."""


class TimeOffTooLong(Invalid):
    """Time off can last a year at most."""


class ColleagueOfNobody(Invalid):
    """Only a provider who is away has a colleague to stand in; a closed office has none."""


class ColleagueIsAway(Invalid):
    """Somebody who is away cannot stand in for themselves."""


async def office_hours(session: AsyncSession, office: Office) -> Hours:
    """Read the office's weekly hours; none yet is an empty week."""
    own = await hours_of(session, Owner(office))
    return Hours(own.time_zone, own.ranges or [])


async def hours_of(session: AsyncSession, owner: Owner) -> ProviderHours:
    """Read somebody's own weekly hours, outside their seasons; `ranges` None when they keep none."""
    schedule_id = owner.row.schedule_id
    if schedule_id is None:
        return ProviderHours(owner.time_zone, None)
    time_zone, ranges = (await queries.weekly_hours(session, owner.office.id, [schedule_id]))[schedule_id]
    return ProviderHours(time_zone, write_ranges(ranges))


async def set_office_hours(session: AsyncSession, office: Office, hours: Hours, *, actor: Actor, now: datetime) -> None:
    """Replace the office's weekly hours. Booked visits stay. Raises EmptyHours, OverlappingHours, UnknownTimeZone."""
    await set_hours(session, Owner(office), ProviderHours(hours.time_zone, hours.ranges), actor=actor, now=now)


async def set_provider_hours(
    session: AsyncSession, provider: Provider, hours: ProviderHours, *, actor: Actor, now: datetime
) -> None:
    """Replace a provider's own weekly hours; `ranges` None goes back to the office's. Raises as above."""
    office = await session.get_one(Office, provider.office_id)
    await set_hours(session, Owner(office, provider), hours, actor=actor, now=now)


async def set_hours(session: AsyncSession, owner: Owner, hours: ProviderHours, *, actor: Actor, now: datetime) -> None:
    """Replace somebody's own weekly hours; `ranges` None means none of their own, and ends their seasons.

    Booked visits stay. Raises EmptyHours, OverlappingHours, UnknownTimeZone.
    """
    ranges = read_ranges(hours.ranges) if hours.ranges is not None else None
    zone(hours.time_zone)
    await lock(session, owner)
    before = await hours_of(session, owner)
    if owner.provider:
        owner.provider.time_zone = hours.time_zone
    row, schedule_id = owner.row, owner.row.schedule_id
    if ranges is not None:
        row.schedule_id = await _replace(session, owner, hours.time_zone, ranges, now=now)
    elif schedule_id is not None:
        row.schedule_id = None
        await session.flush()
        for table in (WeeklyHours, Season):
            await session.execute(
                delete(table).where(table.office_id == owner.office.id, table.schedule_id == schedule_id)
            )
        await session.execute(delete(Schedule).where(Schedule.office_id == owner.office.id, Schedule.id == schedule_id))
    after = await hours_of(session, owner)
    audit.record(
        session,
        actor,
        "hours.set",
        owner.subject,
        office_id=owner.office.id,
        now=now,
        before=msgspec.to_builtins(before),
        after=msgspec.to_builtins(after),
    )
    announce(session, "hours.set", owner.id, to=[owner.office.id])


async def add_time_off(
    session: AsyncSession,
    *,
    office_id: UUID,
    provider_id: UUID | None,
    during: Span,
    reason: str,
    created_by: UUID | None,
    now: datetime,
    actor: Actor | None = None,
    colleague_id: UUID | None = None,
) -> TimeOff:
    """Take time out: of one provider, or of the whole office. It may lie over booked time, which stays booked.

    Whoever asks for the absent provider is offered the colleague meanwhile. Raises ColleagueOfNobody, ColleagueIsAway.
    """
    check_colleague(provider_id, colleague_id)
    time_off = TimeOff(
        id=new_id(),
        office_id=office_id,
        provider_id=provider_id,
        during=during,
        reason=reason,
        colleague_id=colleague_id,
        created_by=created_by,
        created_at=now,
    )
    session.add(time_off)
    await session.flush()
    starts_at, ends_at = bounds(during)
    audit.record(
        session,
        actor or Actor("staff", created_by),
        "time_off.added",
        ("time_off", time_off.id),
        office_id=office_id,
        now=now,
        after={
            "provider_id": str(provider_id) if provider_id else None,
            "colleague_id": str(colleague_id) if colleague_id else None,
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
            "reason": reason,
        },
    )
    announce(session, "time_off.added", time_off.id, to=[office_id])
    return time_off


def check_colleague(provider_id: UUID | None, colleague_id: UUID | None) -> None:
    """Refuse a colleague who cannot stand in; raises ColleagueOfNobody, ColleagueIsAway."""
    if colleague_id is not None and provider_id is None:
        raise ColleagueOfNobody()
    if colleague_id is not None and colleague_id == provider_id:
        raise ColleagueIsAway()


async def remove_time_off(session: AsyncSession, time_off: TimeOff, *, actor: Actor, now: datetime) -> None:
    """Give the time back."""
    starts_at, ends_at = bounds(time_off.during)
    await session.delete(time_off)
    audit.record(
        session,
        actor,
        "time_off.removed",
        ("time_off", time_off.id),
        office_id=time_off.office_id,
        now=now,
        before={
            "provider_id": str(time_off.provider_id) if time_off.provider_id else None,
            "colleague_id": str(time_off.colleague_id) if time_off.colleague_id else None,
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
            "reason": time_off.reason,
        },
    )
    announce(session, "time_off.removed", time_off.id, to=[time_off.office_id])


async def _replace(
    session: AsyncSession, owner: Owner, time_zone: str, ranges: Sequence[WeeklyRange], *, now: datetime
) -> UUID:
    office_id, schedule_id = owner.office.id, owner.row.schedule_id
    schedule = await session.get(Schedule, schedule_id) if schedule_id else None
    if schedule is None:
        schedule = Schedule(id=new_id(), office_id=office_id, name=owner.row.name, time_zone=time_zone, created_at=now)
        session.add(schedule)
    schedule.time_zone, schedule.changed_at = time_zone, now
    flag_modified(schedule, "changed_at")  # the version counts, also twice at one instant of a held clock
    await session.flush()
    await session.execute(
        delete(WeeklyHours).where(
            WeeklyHours.office_id == office_id,
            WeeklyHours.schedule_id == schedule.id,
            WeeklyHours.season_id.is_(None),
        )
    )
    add_ranges(session, schedule, None, ranges)
    await session.flush()
    return schedule.id


def add_ranges(
    session: AsyncSession, schedule: Schedule, season_id: UUID | None, ranges: Sequence[WeeklyRange]
) -> None:
    """Write weekly ranges of a schedule, or of a season of it."""
    session.add_all(
        WeeklyHours(
            id=new_id(),
            office_id=schedule.office_id,
            schedule_id=schedule.id,
            season_id=season_id,
            weekday=weekly.weekday,
            from_minute=weekly.from_minute,
            to_minute=weekly.to_minute,
        )
        for weekly in ranges
    )
