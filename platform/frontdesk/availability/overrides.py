"""Overrides: on a date, or on several, other hours hold for the office, a provider or a service; none is closed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability.hours import DayRange, read_date_ranges, time_of
from frontdesk.availability.hours_schemas import DateRange, OverrideSeen, OverrideWish
from frontdesk.availability.owners import Owner, lock, owner_of
from frontdesk.availability.tables import Override, Schedule
from frontdesk.db import new_id
from frontdesk.errors import Conflict, NotFound
from frontdesk.events import announce
from frontdesk.offices.tables import Office, Provider, Service
from frontdesk.wall import check_dates


class UnknownOverride(NotFound):
    """There is no such override."""


class OverridesOverlap(Conflict):
    """Another override of these hours holds on some of these dates."""


async def overrides_of(session: AsyncSession, owner: Owner) -> list[OverrideSeen]:
    """List the overrides of somebody's hours, in the order of their dates."""
    found = await session.scalars(
        select(Override)
        .where(Override.office_id == owner.office.id, Override.owner_id == owner.id)
        .order_by(Override.from_on)
    )
    time_zone = await _time_zone(session, owner)
    return [_seen(override, time_zone) for override in found]


async def overrides_between(session: AsyncSession, office: Office, *, first: date, last: date) -> list[OverrideSeen]:
    """List everybody's overrides that touch these dates, both included."""
    found = await session.execute(
        select(Override, func.coalesce(Schedule.time_zone, Provider.time_zone, office.time_zone))
        .outerjoin(Provider, (Provider.office_id == Override.office_id) & (Provider.person_id == Override.provider_id))
        .outerjoin(Service, (Service.office_id == Override.office_id) & (Service.id == Override.service_id))
        .join(Office, Office.id == Override.office_id)
        .outerjoin(
            Schedule,
            Schedule.id
            == case(
                (Override.provider_id.is_not(None), Provider.schedule_id),
                (Override.service_id.is_not(None), Service.schedule_id),
                else_=Office.schedule_id,
            ),
        )
        .where(Override.office_id == office.id, Override.from_on <= last, Override.until_on >= first)
        .order_by(Override.from_on, Override.id)
    )
    return [_seen(override, time_zone) for override, time_zone in found]


async def override_owner(session: AsyncSession, office_id: UUID, override_id: UUID) -> Owner:
    """Find whose override it is; raises UnknownOverride."""
    override = await _by_id(session, office_id, override_id)
    return await owner_of(session, office_id, provider_id=override.provider_id, service_id=override.service_id)


async def add_override(
    session: AsyncSession, owner: Owner, wish: OverrideWish, *, actor: Actor, now: datetime
) -> OverrideSeen:
    """Let other hours hold on some dates. Booked visits stay. Raises OverridesOverlap, and what dates and hours may raise."""
    override = Override(
        id=new_id(),
        office_id=owner.office.id,
        provider_id=owner.provider_id,
        service_id=owner.service_id,
        created_at=now,
        **_checked(wish),
    )
    await lock(session, owner)
    await _check_free(session, owner, override)
    session.add(override)
    await session.flush()
    after = _seen(override, await _time_zone(session, owner))
    await _record(session, owner, override.id, "override.added", None, after, actor=actor, now=now)
    return after


async def change_override(
    session: AsyncSession, owner: Owner, override_id: UUID, wish: OverrideWish, *, actor: Actor, now: datetime
) -> OverrideSeen:
    """Put another in its place. Raises as above, and UnknownOverride."""
    said = _checked(wish)
    await lock(session, owner)
    override = await _by_id(session, owner.office.id, override_id)
    time_zone = await _time_zone(session, owner)
    before = _seen(override, time_zone)
    with session.no_autoflush:
        for name, value in said.items():
            setattr(override, name, value)
        await _check_free(session, owner, override)
    await session.flush()
    after = _seen(override, time_zone)
    await _record(session, owner, override_id, "override.changed", before, after, actor=actor, now=now)
    return after


async def remove_override(
    session: AsyncSession, owner: Owner, override_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Let the usual hours hold again. Raises UnknownOverride."""
    await lock(session, owner)
    override = await _by_id(session, owner.office.id, override_id)
    before = _seen(override, await _time_zone(session, owner))
    await session.delete(override)
    await session.flush()
    await _record(session, owner, override_id, "override.removed", before, None, actor=actor, now=now)


def _checked(wish: OverrideWish) -> dict[str, Any]:
    until_on = wish.until_on or wish.from_on
    check_dates(wish.from_on, until_on)
    ranges = read_date_ranges([(one.from_, one.to) for one in wish.ranges], several=until_on > wish.from_on)
    return {
        "from_on": wish.from_on,
        "until_on": until_on,
        "ranges": [list(one) for one in ranges],
        "reason": wish.reason.strip(),
    }


async def _check_free(session: AsyncSession, owner: Owner, wanted: Override) -> None:
    """The constraint `hours_override_no_overlap` would say the same; asked first, under the owner's lock, it can be named."""
    other = await session.scalar(
        select(Override)
        .where(
            Override.office_id == owner.office.id,
            Override.owner_id == owner.id,
            Override.id != wanted.id,
            Override.from_on <= wanted.until_on,
            Override.until_on >= wanted.from_on,
        )
        .limit(1)
    )
    if other is not None:
        raise OverridesOverlap(override={"id": other.id, "from_on": other.from_on, "until_on": other.until_on})


async def _by_id(session: AsyncSession, office_id: UUID, override_id: UUID) -> Override:
    found = await session.scalar(select(Override).where(Override.office_id == office_id, Override.id == override_id))
    if found is None:
        raise UnknownOverride()
    return found


async def _time_zone(session: AsyncSession, owner: Owner) -> str:
    schedule_id = owner.row.schedule_id
    kept = await session.get(Schedule, schedule_id) if schedule_id else None
    return kept.time_zone if kept else owner.time_zone


def _seen(override: Override, time_zone: str) -> OverrideSeen:
    return OverrideSeen(
        id=override.id,
        provider_id=override.provider_id,
        service_id=override.service_id,
        from_on=override.from_on,
        until_on=override.until_on,
        time_zone=time_zone,
        ranges=[DateRange(time_of(start), time_of(end)) for start, end in (DayRange(*one) for one in override.ranges)],
        reason=override.reason,
    )


async def _record(
    session: AsyncSession,
    owner: Owner,
    override_id: UUID,
    action: str,
    before: OverrideSeen | None,
    after: OverrideSeen | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    if schedule_id := owner.row.schedule_id:
        (await session.get_one(Schedule, schedule_id)).changed_at = now
    audit.record(
        session,
        actor,
        action,
        ("hours_override", override_id),
        office_id=owner.office.id,
        now=now,
        before=msgspec.to_builtins(before),
        after=msgspec.to_builtins(after),
    )
    announce(session, "hours.set", owner.id, to=[owner.office.id])
