"""How much is booked at most in a day, week or month. Counted from claims, so live holds count; kept by locks, since no
constraint can count."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.plans import Limit
from frontdesk.availability.rules import local_date
from frontdesk.availability.tables import BookingLimit
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import start_of_day

PROVIDER_LOCK, LIMIT_LOCK, CONSUMER_LOCK = 1, 3, 4


def period_of(day: date, period: str, week_starts_on: int) -> tuple[date, date]:
    """Tell the day, week or month in which a date lies: its first date, and the first after it."""
    if period == "day":
        return day, day + timedelta(days=1)
    if period == "week":
        first = day - timedelta(days=(day.isoweekday() - week_starts_on) % 7)
        return first, first + timedelta(days=7)
    return day.replace(day=1), (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def periods(limit: Limit, office: Office, *, from_at: datetime, to_at: datetime) -> list[tuple[datetime, datetime]]:
    """List the whole periods of a limit that starts in [from_at, to_at) belong to, as instants."""
    found = []
    day, last = local_date(from_at, office), local_date(to_at, office)
    while day <= last:
        first, day = period_of(day, limit.period, office.week_starts_on)
        found.append((start_of_day(first, office.time_zone), start_of_day(day, office.time_zone)))
    return found


def as_arrays(limits: Iterable[Limit], office: Office, *, from_at: datetime, to_at: datetime) -> dict[str, list[Any]]:
    """Lay limits and their periods out for taken.sql, a place in each list for every period."""
    rows = [
        (
            limit.id,
            limit.provider_id,
            limit.service_id,
            limit.scope == "provider" and limit.provider_id is None,
            starts_at,
            ends_at,
            limit.count_max,
            limit.minutes_max,
        )
        for limit in limits
        for starts_at, ends_at in periods(limit, office, from_at=from_at, to_at=to_at)
    ]
    names = ("ids", "providers", "services", "each", "froms", "tos", "counts", "minutes")
    return {f"limit_{name}": [row[place] for row in rows] for place, name in enumerate(names)}


async def lock_subjects(
    session: AsyncSession,
    office: Office,
    service: Service,
    provider_id: UUID,
    starts_at: datetime,
    moving_from: UUID | None = None,
) -> list[tuple[int, str]]:
    """Tell what to lock before this provider's time is taken at this start, for claims.lock.

    Always the provider, and whoever had the visit before; then every limit whose period the start lies in. Whoever gets
    more than providers must look again under the locks, since somebody may have taken the last of a limit.
    """
    subjects = {(PROVIDER_LOCK, str(who)) for who in (provider_id, moving_from) if who is not None}
    day = local_date(starts_at, office)
    of_provider = BookingLimit.provider_id.is_(None) | (BookingLimit.provider_id == provider_id)
    limits = await session.scalars(
        select(BookingLimit).where(
            BookingLimit.office_id == office.id,
            (BookingLimit.scope == "office")
            | (BookingLimit.service_id == service.id)
            | ((BookingLimit.scope == "provider") & of_provider),
        )
    )
    for limit in limits:
        first, _ = period_of(day, limit.period, office.week_starts_on)
        whose = f":{provider_id}" if limit.scope == "provider" else ""
        subjects.add((LIMIT_LOCK, f"{limit.id}{whose}:{first}"))
    return sorted(subjects)
