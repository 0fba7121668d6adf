"""Setting limits. Booked visits stay, even where there are more of them than a new limit allows."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability.limit_schemas import LimitChange, LimitSeen, LimitWish
from frontdesk.availability.owners import Owner, lock
from frontdesk.availability.tables import BookingLimit
from frontdesk.db import new_id
from frontdesk.errors import Conflict, Invalid, NotFound
from frontdesk.events import announce
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office


class UnknownLimit(NotFound):
    """There is no such limit."""


class LimitOfNothing(Invalid):
    """A limit says how many visits there may be, or how many minutes of them, or both."""


class LimitOfWhat(Invalid):
    """A limit of a service names that service, a limit of a provider that provider or nobody for each, any other nobody."""


class LimitThereAlready(Conflict):
    """There is a limit of this already. Change that one."""


async def limits_seen(session: AsyncSession, office_id: UUID) -> list[LimitSeen]:
    """List an office's limits, each with a sentence."""
    found = await session.scalars(
        select(BookingLimit).where(BookingLimit.office_id == office_id).order_by(BookingLimit.id)
    )
    names = await names_of(session, office_id)
    return [_seen(limit, names) for limit in found]


async def add_limit(
    session: AsyncSession, office: Office, wish: LimitWish, *, actor: Actor, now: datetime
) -> LimitSeen:
    """Limit what is booked from now on. Raises LimitOfWhat, LimitOfNothing, LimitThereAlready, UnknownService and the like."""
    if wish.service_id is not None:
        await offices.service_by_id(session, office.id, wish.service_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, office.id, wish.provider_id)
    if (wish.scope == "service") != (wish.service_id is not None) or (wish.provider_id and wish.scope != "provider"):
        raise LimitOfWhat()
    _check_amount(wish.count_max, wish.minutes_max)
    await lock(session, Owner(office))
    await _check_new(session, office, wish)
    limit = BookingLimit(id=new_id(), office_id=office.id, created_at=now, **msgspec.structs.asdict(wish))
    session.add(limit)
    await session.flush()
    after = _seen(limit, await names_of(session, office.id))
    _record(session, limit, "limit.added", None, after, actor=actor, now=now)
    return after


async def change_limit(
    session: AsyncSession, office_id: UUID, limit_id: UUID, change: LimitChange, *, actor: Actor, now: datetime
) -> LimitSeen:
    """Let it be another amount. Raises UnknownLimit, LimitOfNothing."""
    limit = await _by_id(session, office_id, limit_id)
    _check_amount(change.count_max, change.minutes_max)
    names = await names_of(session, office_id)
    before = _seen(limit, names)
    limit.count_max, limit.minutes_max = change.count_max, change.minutes_max
    await session.flush()
    after = _seen(limit, names)
    _record(session, limit, "limit.changed", before, after, actor=actor, now=now)
    return after


async def remove_limit(session: AsyncSession, office_id: UUID, limit_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Limit this no longer. Raises UnknownLimit."""
    limit = await _by_id(session, office_id, limit_id)
    before = _seen(limit, await names_of(session, office_id))
    await session.delete(limit)
    _record(session, limit, "limit.removed", before, None, actor=actor, now=now)


async def lay_limit(session: AsyncSession, office: Office, wish: LimitWish, *, actor: Actor, now: datetime) -> None:
    """Let the limit of this be so, whether there is one or not; without an amount there is none. For what is tried out."""
    there = await _there(session, office, wish)
    if wish.count_max is None and wish.minutes_max is None:
        if there is not None:
            await remove_limit(session, office.id, there, actor=actor, now=now)
    elif there is not None:
        change = LimitChange(wish.count_max, wish.minutes_max)
        await change_limit(session, office.id, there, change, actor=actor, now=now)
    else:
        await add_limit(session, office, wish, actor=actor, now=now)


def _check_amount(count_max: int | None, minutes_max: int | None) -> None:
    if count_max is None and minutes_max is None:
        raise LimitOfNothing()


async def _check_new(session: AsyncSession, office: Office, wish: LimitWish) -> None:
    """The constraint `booking_limit_subject_unique` would say the same; asked first, under a lock, it can be named."""
    there = await _there(session, office, wish)
    if there is not None:
        raise LimitThereAlready(limit_id=there)


async def _there(session: AsyncSession, office: Office, wish: LimitWish) -> UUID | None:
    return await session.scalar(
        select(BookingLimit.id).where(
            BookingLimit.office_id == office.id,
            BookingLimit.scope == wish.scope,
            BookingLimit.period == wish.period,
            BookingLimit.service_id.is_not_distinct_from(wish.service_id),
            BookingLimit.provider_id.is_not_distinct_from(wish.provider_id),
        )
    )


async def _by_id(session: AsyncSession, office_id: UUID, limit_id: UUID) -> BookingLimit:
    found = await session.scalar(
        select(BookingLimit)
        .where(BookingLimit.office_id == office_id, BookingLimit.id == limit_id)
        .with_for_update(key_share=True)
    )
    if found is None:
        raise UnknownLimit()
    return found


async def names_of(session: AsyncSession, office_id: UUID) -> dict[UUID, str]:
    """Tell what services and providers are called, for sentences."""
    services = await offices.services(session, office_id, active_only=False)
    people = await offices.providers(session, office_id, active_only=False)
    return {one.id: one.name for one in services} | {one.person_id: one.name for one in people}


def _seen(limit: BookingLimit, names: dict[UUID, str]) -> LimitSeen:
    told = {name: getattr(limit, name) for name in LimitSeen.__struct_fields__ if name != "sentence"}
    return LimitSeen(**told, sentence=sentence(limit, names))


def sentence(limit: BookingLimit, names: dict[UUID, str]) -> str:
    """Say what a limit does, as in "At most 8 visits and 240 minutes a day with each provider."."""
    amounts = []
    if limit.count_max is not None:
        amounts.append(f"{limit.count_max} visit{'' if limit.count_max == 1 else 's'}")
    if limit.minutes_max is not None:
        amounts.append(f"{limit.minutes_max} minute{'' if limit.minutes_max == 1 else 's'}")
    if limit.service_id is not None:
        whose = f"of {names[limit.service_id]}"
    elif limit.provider_id is not None:
        whose = f"with {names[limit.provider_id]}"
    else:
        whose = "with each provider" if limit.scope == "provider" else "in the whole office"
    return f"At most {' and '.join(amounts)} a {limit.period} {whose}."


def _record(
    session: AsyncSession,
    limit: BookingLimit,
    action: str,
    before: LimitSeen | None,
    after: LimitSeen | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor,
        action,
        ("booking_limit", limit.id),
        office_id=limit.office_id,
        now=now,
        before=msgspec.to_builtins(before),
        after=msgspec.to_builtins(after),
    )
    announce(session, "limit.changed", limit.id, to=[limit.office_id])
