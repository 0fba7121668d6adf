"""Effective hours as a calendar shows them, and as visits that are booked already are held against them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability import queries
from frontdesk.availability.grid import effective
from frontdesk.availability.hours import DayRange, Exceptional, Opening, Plan, WeeklyRange, intersection, merged
from frontdesk.availability.hours import Season as SeasonHours
from frontdesk.availability.plans import Candidate, Plans
from frontdesk.availability.tables import Override, Schedule, Season, WeeklyHours
from frontdesk.db import bounds
from frontdesk.offices.tables import Office, Provider, Service

ALWAYS = Plan("UTC", None)


class Calendar:
    """The hours of everybody in an office at this moment, read once."""

    def __init__(self, office_id: UUID, plans: dict[UUID, Plan]) -> None:
        self._office_id = office_id
        self._plans = plans

    def plan_of(self, owner_id: UUID) -> Plan:
        """Tell somebody's own hours."""
        return self._plans.get(owner_id, ALWAYS)

    def open_between(
        self, provider_id: UUID | None, service_id: UUID | None, *, from_at: datetime, to_at: datetime
    ) -> list[Opening]:
        """Tell when office, provider and service are open at once, around a stretch of time and a little beyond."""
        office, provider, service = (
            self._plans.get(owner, ALWAYS) if owner else ALWAYS for owner in (self._office_id, provider_id, service_id)
        )
        candidate = Candidate(provider_id or self._office_id, provider, 1, 0, None)
        return effective(Plans(office, service, [candidate], ()), 0, from_at=from_at, to_at=to_at)


async def read_calendar(session: AsyncSession, office_id: UUID) -> Calendar:
    """Read the hours of the office, of every provider and of every service."""
    weekly: dict[tuple[UUID, UUID | None], list[WeeklyRange]] = {}
    for row in await session.scalars(select(WeeklyHours).where(WeeklyHours.office_id == office_id)):
        weekly.setdefault((row.schedule_id, row.season_id), []).append(
            WeeklyRange(row.weekday, row.from_minute, row.to_minute)
        )
    seasons: dict[UUID, list[SeasonHours]] = {}
    for season in await session.scalars(select(Season).where(Season.office_id == office_id).order_by(Season.from_on)):
        hours = tuple(weekly.get((season.schedule_id, season.id), ()))
        seasons.setdefault(season.schedule_id, []).append(SeasonHours(season.from_on, season.until_on, hours))
    overrides: dict[UUID, list[Exceptional]] = {}
    for one in await session.scalars(
        select(Override).where(Override.office_id == office_id).order_by(Override.from_on)
    ):
        ranges = tuple(DayRange(*pair) for pair in one.ranges)
        overrides.setdefault(one.owner_id, []).append(Exceptional(one.from_on, one.until_on, ranges))
    found = {}
    for owner_id, schedule_id, own_zone, schedule_zone in await _owners(session, office_id):
        found[owner_id] = Plan(
            schedule_zone or own_zone,
            tuple(weekly.get((schedule_id, None), ())) if schedule_id else None,
            tuple(seasons.get(schedule_id, ())) if schedule_id else (),
            tuple(overrides.get(owner_id, ())),
        )
    return Calendar(office_id, found)


async def open_hours(
    session: AsyncSession,
    office: Office,
    calendar: Calendar,
    *,
    provider_id: UUID | None,
    service_id: UUID | None,
    from_at: datetime,
    to_at: datetime,
) -> list[Opening]:
    """Tell what is open in [from_at, to_at), without closures of the office and the provider's time off."""
    opened = calendar.open_between(provider_id, service_id, from_at=from_at, to_at=to_at)
    found = await queries.time_off_between(session, office.id, from_at=from_at, to_at=to_at, provider_id=provider_id)
    away = merged(
        Opening(*bounds(one.during)) for one in found if one.provider_id is None or one.provider_id == provider_id
    )
    return intersection(opened, _between(away, from_at, to_at))


def _between(away: Sequence[Opening], from_at: datetime, to_at: datetime) -> list[Opening]:
    """What is left of [from_at, to_at) without these, which are in order and apart."""
    left = []
    for one in away:
        if from_at < one.starts_at:
            left.append(Opening(from_at, min(one.starts_at, to_at)))
        from_at = max(from_at, one.ends_at)
    return [*left, Opening(from_at, to_at)] if from_at < to_at else left


async def _owners(session: AsyncSession, office_id: UUID) -> Sequence[tuple[UUID, UUID | None, str, str | None]]:
    office_zone = select(Office.time_zone).where(Office.id == office_id).scalar_subquery()
    owners = (
        select(Office.id, Office.schedule_id, Office.time_zone)
        .where(Office.id == office_id)
        .union_all(
            select(Provider.person_id, Provider.schedule_id, Provider.time_zone).where(Provider.office_id == office_id),
            select(Service.id, Service.schedule_id, office_zone).where(Service.office_id == office_id),
        )
        .subquery()
    )
    rows = await session.execute(
        select(owners.c[0], owners.c[1], owners.c[2], Schedule.time_zone).outerjoin(
            Schedule, (Schedule.office_id == office_id) & (Schedule.id == owners.c[1])
        )
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
