"""Seasons: dates on which other weekly hours stand in for somebody's own. Two of the same hours never overlap."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability.hours import WeeklyRange, read_ranges, write_ranges
from frontdesk.availability.hours_schemas import SeasonSeen, SeasonWish
from frontdesk.availability.owners import Owner, lock
from frontdesk.availability.schedules import add_ranges
from frontdesk.availability.tables import Schedule, Season, WeeklyHours
from frontdesk.db import new_id
from frontdesk.errors import Conflict, NotFound
from frontdesk.events import announce
from frontdesk.offices.tables import Office, Provider, Service
from frontdesk.wall import check_dates


class UnknownSeason(NotFound):
    """There is no such season."""


class NoHoursOfTheirOwn(Conflict):
    """A season stands in for weekly hours of one's own; there are none yet."""


class SeasonsOverlap(Conflict):
    """Another season of these hours holds on some of these dates."""


async def seasons_of(session: AsyncSession, owner: Owner) -> list[SeasonSeen]:
    """List the seasons of somebody's hours, in the order of their dates."""
    if owner.row.schedule_id is None:
        return []
    return await _seen(session, owner, Season.schedule_id == owner.row.schedule_id)


async def seasons_between(session: AsyncSession, office: Office, *, first: date, last: date) -> list[SeasonSeen]:
    """List everybody's seasons that touch these dates, both included."""
    touching = Season.from_on <= last, Season.until_on >= first
    schedules = await session.scalars(
        select(Season.schedule_id).where(Season.office_id == office.id, *touching).distinct()
    )
    found = []
    for schedule_id in schedules.all():
        owner = await _owner_of_schedule(session, office, schedule_id)
        found += await _seen(session, owner, Season.schedule_id == schedule_id, *touching)
    return sorted(found, key=lambda season: season.from_on)


async def season_owner(session: AsyncSession, office_id: UUID, season_id: UUID) -> Owner:
    """Find whose season it is; raises UnknownSeason."""
    of_season = Season.office_id == office_id, Season.id == season_id
    schedule_id = await session.scalar(select(Season.schedule_id).where(*of_season))
    if schedule_id is None:
        raise UnknownSeason()
    return await _owner_of_schedule(session, await session.get_one(Office, office_id), schedule_id)


async def _owner_of_schedule(session: AsyncSession, office: Office, schedule_id: UUID) -> Owner:
    provider = await session.scalar(
        select(Provider).where(Provider.office_id == office.id, Provider.schedule_id == schedule_id)
    )
    service = await session.scalar(
        select(Service).where(Service.office_id == office.id, Service.schedule_id == schedule_id)
    )
    return Owner(office, provider, service)


async def add_season(
    session: AsyncSession, owner: Owner, wish: SeasonWish, *, actor: Actor, now: datetime
) -> SeasonSeen:
    """Add a season. Raises NoHoursOfTheirOwn, SeasonsOverlap, and what dates and hours may raise."""
    ranges = _checked(wish)
    schedule = await _schedule(session, owner)
    await _check_free(session, schedule, wish, besides=None)
    season = Season(
        id=new_id(),
        office_id=owner.office.id,
        schedule_id=schedule.id,
        name=wish.name,
        from_on=wish.from_on,
        until_on=wish.until_on,
        created_at=now,
    )
    session.add(season)
    await session.flush()
    add_ranges(session, schedule, season.id, ranges)
    return await _settled(session, owner, schedule, season.id, "season.added", None, actor=actor, now=now)


async def change_season(
    session: AsyncSession, owner: Owner, season_id: UUID, wish: SeasonWish, *, actor: Actor, now: datetime
) -> SeasonSeen:
    """Put another in its place. Raises as above, and UnknownSeason."""
    ranges = _checked(wish)
    schedule = await _schedule(session, owner)
    season, before = await _found(session, owner, season_id)
    await _check_free(session, schedule, wish, besides=season_id)
    season.name, season.from_on, season.until_on = wish.name, wish.from_on, wish.until_on
    await session.execute(
        delete(WeeklyHours).where(WeeklyHours.office_id == owner.office.id, WeeklyHours.season_id == season_id)
    )
    add_ranges(session, schedule, season_id, ranges)
    return await _settled(session, owner, schedule, season_id, "season.changed", before, actor=actor, now=now)


async def remove_season(session: AsyncSession, owner: Owner, season_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let the weekly hours hold again. Raises UnknownSeason."""
    schedule = await _schedule(session, owner)
    season, before = await _found(session, owner, season_id)
    await session.delete(season)
    schedule.changed_at = now
    await session.flush()
    _record(session, owner, season_id, "season.removed", before, None, actor=actor, now=now)


def _checked(wish: SeasonWish) -> list[WeeklyRange]:
    check_dates(wish.from_on, wish.until_on)
    return read_ranges(wish.ranges)


async def _schedule(session: AsyncSession, owner: Owner) -> Schedule:
    await lock(session, owner)
    if owner.row.schedule_id is None:
        raise NoHoursOfTheirOwn()
    return await session.get_one(Schedule, owner.row.schedule_id)


async def _found(session: AsyncSession, owner: Owner, season_id: UUID) -> tuple[Season, SeasonSeen]:
    season = await session.get(Season, season_id)
    if season is None or season.schedule_id != owner.row.schedule_id:
        raise UnknownSeason()
    return season, (await _seen(session, owner, Season.id == season_id))[0]


async def _check_free(session: AsyncSession, schedule: Schedule, wish: SeasonWish, *, besides: UUID | None) -> None:
    """The constraint `season_no_overlap` would say the same; asked first, under the owner's lock, it can be named."""
    other = await session.scalar(
        select(Season)
        .where(
            Season.schedule_id == schedule.id,
            Season.id.is_distinct_from(besides),
            Season.from_on <= wish.until_on,
            Season.until_on >= wish.from_on,
        )
        .limit(1)
    )
    if other is not None:
        raise SeasonsOverlap(season={"id": other.id, "name": other.name})


async def _settled(
    session: AsyncSession,
    owner: Owner,
    schedule: Schedule,
    season_id: UUID,
    action: str,
    before: SeasonSeen | None,
    *,
    actor: Actor,
    now: datetime,
) -> SeasonSeen:
    schedule.changed_at = now
    await session.flush()
    (after,) = await _seen(session, owner, Season.id == season_id)
    _record(session, owner, season_id, action, before, after, actor=actor, now=now)
    return after


async def _seen(session: AsyncSession, owner: Owner, *which: Any) -> list[SeasonSeen]:
    rows = await session.execute(
        select(Season, Schedule.time_zone)
        .join(Schedule, (Schedule.office_id == Season.office_id) & (Schedule.id == Season.schedule_id))
        .where(Season.office_id == owner.office.id, *which)
        .order_by(Season.from_on)
    )
    found = rows.all()
    hours = await _ranges(session, owner.office.id, [season.id for season, _ in found])
    return [
        SeasonSeen(
            id=season.id,
            provider_id=owner.provider_id,
            service_id=owner.service_id,
            name=season.name,
            from_on=season.from_on,
            until_on=season.until_on,
            time_zone=time_zone,
            ranges=write_ranges(hours[season.id]),
        )
        for season, time_zone in found
    ]


async def _ranges(
    session: AsyncSession, office_id: UUID, season_ids: Sequence[UUID]
) -> dict[UUID | None, list[WeeklyRange]]:
    found: dict[UUID | None, list[WeeklyRange]] = {season_id: [] for season_id in season_ids}
    for row in await session.scalars(
        select(WeeklyHours).where(WeeklyHours.office_id == office_id, WeeklyHours.season_id.in_(season_ids))
    ):
        found[row.season_id].append(WeeklyRange(row.weekday, row.from_minute, row.to_minute))
    return found


def _record(
    session: AsyncSession,
    owner: Owner,
    season_id: UUID,
    action: str,
    before: SeasonSeen | None,
    after: SeasonSeen | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor,
        action,
        ("season", season_id),
        office_id=owner.office.id,
        now=now,
        before=msgspec.to_builtins(before),
        after=msgspec.to_builtins(after),
    )
    announce(session, "hours.set", owner.id, to=[owner.office.id])
