"""Setting weekly hours, and taking time out of them. Consumers see it at once: slots are computed, never stored."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability import queries
from frontdesk.availability.hours import WeeklyRange, read_ranges, write_ranges
from frontdesk.availability.tables import Schedule, TimeOff, WeeklyHours
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


async def office_hours(session: AsyncSession, office: Office) -> Hours:
    """Read the office's weekly hours; none yet is an empty week."""
    if office.schedule_id is None:
        return Hours(office.time_zone, [])
    time_zone, ranges = (await queries.weekly_hours(session, office.id, [office.schedule_id]))[office.schedule_id]
    return Hours(time_zone, write_ranges(ranges))


async def provider_hours(session: AsyncSession, provider: Provider) -> ProviderHours:
    """Read a provider's own weekly hours; None when they keep the office's."""
    if provider.schedule_id is None:
        return ProviderHours(provider.time_zone, None)
    found = await queries.weekly_hours(session, provider.office_id, [provider.schedule_id])
    time_zone, ranges = found[provider.schedule_id]
    return ProviderHours(time_zone, write_ranges(ranges))


async def set_office_hours(session: AsyncSession, office: Office, hours: Hours, *, actor: Actor, now: datetime) -> None:
    """Replace the office's weekly hours. Booked visits stay. Raises EmptyHours, OverlappingHours, UnknownTimeZone."""
    before = await office_hours(session, office)
    ranges = read_ranges(hours.ranges)
    office.schedule_id = await _replace(
        session, office.id, office.schedule_id, office.name, hours.time_zone, ranges, now=now
    )
    _record(session, actor, ("office", office.id), office.id, before.ranges, write_ranges(ranges), now=now)


async def set_provider_hours(
    session: AsyncSession, provider: Provider, hours: ProviderHours, *, actor: Actor, now: datetime
) -> None:
    """Replace a provider's own weekly hours; `ranges` None goes back to the office's. Raises as above."""
    before = await provider_hours(session, provider)
    ranges = read_ranges(hours.ranges) if hours.ranges is not None else None
    provider.time_zone = _checked(hours.time_zone)
    if ranges is None:
        provider.schedule_id = None
    else:
        provider.schedule_id = await _replace(
            session, provider.office_id, provider.schedule_id, provider.name, hours.time_zone, ranges, now=now
        )
    after = write_ranges(ranges) if ranges is not None else None
    subject = ("provider", provider.person_id)
    _record(session, actor, subject, provider.office_id, before.ranges, after, now=now)


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
) -> TimeOff:
    """Take time out: of one provider, or of the whole office. It may lie over booked time, which stays booked."""
    time_off = TimeOff(
        id=new_id(),
        office_id=office_id,
        provider_id=provider_id,
        during=during,
        reason=reason,
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
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
        },
    )
    announce(session, "time_off.added", time_off.id, to=[office_id])
    return time_off


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
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
        },
    )
    announce(session, "time_off.removed", time_off.id, to=[time_off.office_id])


async def _replace(
    session: AsyncSession,
    office_id: UUID,
    schedule_id: UUID | None,
    name: str,
    time_zone: str,
    ranges: Sequence[WeeklyRange],
    *,
    now: datetime,
) -> UUID:
    _checked(time_zone)
    schedule = await session.get(Schedule, schedule_id) if schedule_id else None
    if schedule is None:
        schedule = Schedule(id=new_id(), office_id=office_id, name=name, time_zone=time_zone, created_at=now)
        session.add(schedule)
    schedule.time_zone = time_zone
    await session.flush()
    await session.execute(
        delete(WeeklyHours).where(WeeklyHours.office_id == office_id, WeeklyHours.schedule_id == schedule.id)
    )
    session.add_all(
        WeeklyHours(
            id=new_id(),
            office_id=office_id,
            schedule_id=schedule.id,
            weekday=weekly.weekday,
            from_minute=weekly.from_minute,
            to_minute=weekly.to_minute,
        )
        for weekly in ranges
    )
    await session.flush()
    return schedule.id


def _checked(time_zone: str) -> str:
    return zone(time_zone).key


def _record(
    session: AsyncSession,
    actor: Actor,
    subject: tuple[str, UUID],
    office_id: UUID,
    before: object,
    after: object,
    *,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor,
        "hours.set",
        subject,
        office_id=office_id,
        now=now,
        before={"ranges": msgspec.to_builtins(before)},
        after={"ranges": msgspec.to_builtins(after)},
    )
    announce(session, "hours.set", subject[1], to=[office_id])
