"""How much of each limit is used up in the day, week or month that holds today."""

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.limit_schemas import Period, Scope
from frontdesk.availability.limit_settings import names_of, sentence
from frontdesk.availability.limits import period_of
from frontdesk.availability.rules import local_date
from frontdesk.availability.tables import BookingLimit, Claim
from frontdesk.dashboard.preview_schemas import LimitUse
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.wall import start_of_day


async def limits_used(session: AsyncSession, office: Office, service_id: UUID, *, now: datetime) -> list[LimitUse]:
    """List the limits that visits of a service meet: the office's, the service's, and those of who offers it."""
    offering = {one.provider_id for one in (await offices.offers_by_service(session, office.id)).get(service_id, [])}
    limits = await session.scalars(
        select(BookingLimit).where(BookingLimit.office_id == office.id).order_by(BookingLimit.id)
    )
    names = await names_of(session, office.id)
    return [
        await _use(session, office, limit, offering, names, now=now)
        for limit in limits
        if limit.service_id in (None, service_id) and (limit.provider_id is None or limit.provider_id in offering)
    ]


async def _use(
    session: AsyncSession,
    office: Office,
    limit: BookingLimit,
    offering: set[UUID],
    names: dict[UUID, str],
    *,
    now: datetime,
) -> LimitUse:
    first, end = period_of(local_date(now, office), limit.period, office.week_starts_on)
    each = limit.scope == "provider"
    who = Claim.provider_id if each else null()
    counted = select(who, func.count(), func.sum(func.extract("epoch", Claim.ends_at - Claim.starts_at) / 60)).where(
        Claim.office_id == office.id,
        Claim.starts_at >= start_of_day(first, office.time_zone),
        Claim.starts_at < start_of_day(end, office.time_zone),
        or_(Claim.expires_at.is_(None), Claim.expires_at > now),
    )
    if limit.service_id is not None:
        counted = counted.where(Claim.service_id == limit.service_id)
    if each:
        counted = counted.where(Claim.provider_id.in_([limit.provider_id] if limit.provider_id else offering))
    rows = (await session.execute(counted.group_by(who) if each else counted)).all()
    most = max(rows, key=lambda row: (row[1], row[2] or 0), default=(limit.provider_id, 0, 0))
    visits, minutes = int(most[1]), int(most[2] or 0)
    return LimitUse(
        limit_id=limit.id,
        sentence=sentence(limit, names),
        scope=cast("Scope", limit.scope),
        service_id=limit.service_id,
        provider_id=limit.provider_id,
        period=cast("Period", limit.period),
        from_on=first,
        provider_name=names.get(most[0]) if each and most[0] else None,
        visits=visits,
        minutes=minutes,
        visits_left=None if limit.count_max is None else max(0, limit.count_max - visits),
        minutes_left=None if limit.minutes_max is None else max(0, limit.minutes_max - minutes),
    )
