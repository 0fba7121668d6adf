"""Where effective hours come from: what each owner's hours say for a date, by which rule, and what takes time out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability import queries
from frontdesk.availability.calendar import Calendar
from frontdesk.availability.hours import Opening, Plan, openings
from frontdesk.availability.hours_schemas import AwaySource, DayReach, HoursSource, OpeningSeen
from frontdesk.availability.tables import Override, Season, TimeOff
from frontdesk.db import bounds
from frontdesk.offices.tables import Office, Provider, Service
from frontdesk.wall import start_of_day, wall

Rule = Literal["always", "weekly", "season", "override"]


@dataclass(frozen=True, slots=True)
class _Owner:
    kind: Literal["office", "provider", "service"]
    id: UUID
    schedule_id: UUID | None


async def sources(
    session: AsyncSession,
    office: Office,
    provider: Provider | None,
    service: Service | None,
    calendar: Calendar,
    *,
    first: date,
    last: date,
) -> list[HoursSource]:
    """Tell what each of them says for every date from first to last, both included, in the order of the dates."""
    owners = [_Owner("office", office.id, office.schedule_id)]
    owners += [_Owner("provider", provider.person_id, provider.schedule_id)] if provider else []
    owners += [_Owner("service", service.id, service.schedule_id)] if service else []
    names = await _names(session, office.id, owners)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return [
        _source(owner, calendar.plan_of(owner.id), day, names, office.time_zone) for day in days for owner in owners
    ]


async def away_between(
    session: AsyncSession, office: Office, provider: Provider | None, *, from_at: datetime, to_at: datetime
) -> list[AwaySource]:
    """Tell what takes time out of the office, and of the provider if one is named."""
    found = await queries.time_off_between(
        session, office.id, from_at=from_at, to_at=to_at, provider_id=provider.person_id if provider else None
    )
    return [_away(one, office) for one in found if one.provider_id is None or provider is not None]


def days_between(office: Office, *, first: date, last: date) -> list[DayReach]:
    """Tell when each date of the office begins and ends."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 2)]
    starts = [start_of_day(day, office.time_zone) for day in days]
    return [DayReach(*reach) for reach in zip(days, starts, starts[1:], strict=False)]


def opening_seen(opening: Opening, time_zone: str) -> OpeningSeen:
    """Show an open stretch on a wall."""
    starts_at, ends_at = opening
    return OpeningSeen(starts_at, ends_at, wall(starts_at, None, time_zone), wall(ends_at, None, time_zone))


_Names = dict[tuple[UUID, date], str]


def _source(owner: _Owner, plan: Plan, day: date, names: _Names, office_zone: str) -> HoursSource:
    rule, name = _rule(owner, plan, day, names)
    opened: Sequence[Opening] = () if rule == "always" else openings(plan, first=day, last=day)
    return HoursSource(
        owner.kind, day, rule, name, plan.time_zone, [opening_seen(one, office_zone) for one in opened]
    )  # fmt: skip


def _rule(owner: _Owner, plan: Plan, day: date, names: _Names) -> tuple[Rule, str]:
    for override in plan.overrides:
        if override.from_on <= day <= override.until_on:
            return "override", names.get((owner.id, override.from_on), "")
    if plan.weekly is None:
        return "always", ""
    for season in plan.seasons:
        if season.from_on <= day <= season.until_on and owner.schedule_id is not None:
            return "season", names.get((owner.schedule_id, season.from_on), "")
    return "weekly", ""


async def _names(session: AsyncSession, office_id: UUID, owners: Sequence[_Owner]) -> _Names:
    overrides = await session.execute(
        select(Override.owner_id, Override.from_on, Override.reason).where(
            Override.office_id == office_id, Override.owner_id.in_([owner.id for owner in owners])
        )
    )
    seasons = await session.execute(
        select(Season.schedule_id, Season.from_on, Season.name).where(
            Season.office_id == office_id, Season.schedule_id.in_([owner.schedule_id for owner in owners])
        )
    )
    return {(whose, from_on): name for whose, from_on, name in [*overrides, *seasons]}


def _away(one: TimeOff, office: Office) -> AwaySource:
    starts_at, ends_at = bounds(one.during)
    kind: Literal["closure", "holiday", "time_off"] = (
        "time_off" if one.provider_id is not None else "holiday" if one.holiday_on is not None else "closure"
    )
    zone = office.time_zone
    return AwaySource(
        kind, one.id, one.reason, starts_at, ends_at, wall(starts_at, None, zone), wall(ends_at, None, zone)
    )  # fmt: skip
