"""Whom a change of hours affects: booked visits ahead that lay in the effective hours before it and no longer do.

They stay booked. Visits that the desk had put outside the hours are not news; buffers are not asked about.
"""

from bisect import bisect_right
from collections.abc import Awaitable, Collection
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Appointment
from frontdesk.availability.calendar import read_calendar
from frontdesk.availability.owners import Owner
from frontdesk.db import bounds
from frontdesk.visits.facts import facts_between
from frontdesk.visits.staff_schemas import DayVisit, day_visit

Answer = TypeVar("Answer")


class _Ahead(NamedTuple):
    id: UUID
    starts_at: datetime
    ends_at: datetime


async def changing_hours(
    session: AsyncSession, owner: Owner, change: Awaitable[Answer], *, preview: bool, now: datetime
) -> tuple[Answer, list[DayVisit]]:
    """Make a change of somebody's hours, and tell whom it affects. A preview takes everything back."""
    before = await _outside(session, owner, now=now)
    async with session.begin_nested() as savepoint:
        answer = await change
        await session.flush()
        after = await _outside(session, owner, now=now)
        affected = await _seen(session, owner, [after[id_] for id_ in after.keys() - before.keys()], now=now)
        if preview:
            await savepoint.rollback()
    return answer, affected


async def _outside(session: AsyncSession, owner: Owner, *, now: datetime) -> dict[UUID, _Ahead]:
    calendar = await read_calendar(session, owner.office.id)
    found = {}
    for (provider_id, service_id), visits in (await _ahead(session, owner, now=now)).items():
        opened = calendar.open_between(
            provider_id, service_id, from_at=visits[0].starts_at, to_at=max(visit.ends_at for visit in visits)
        )
        starts = [opening.starts_at for opening in opened]
        for visit in visits:
            place = bisect_right(starts, visit.starts_at) - 1
            if place < 0 or opened[place].ends_at < visit.ends_at:
                found[visit.id] = visit
    return found


async def _ahead(session: AsyncSession, owner: Owner, *, now: datetime) -> dict[tuple[UUID, UUID], list[_Ahead]]:
    wanted = select(Appointment.id, Appointment.provider_id, Appointment.service_id, Appointment.during).where(
        Appointment.office_id == owner.office.id,
        Appointment.during.op("&&")(func.tstzrange(now, None)),
        func.num_nonnulls(
            Appointment.cancelled_at,
            Appointment.declined_at,
            Appointment.expired_at,
            Appointment.completed_at,
            Appointment.consumer_no_show_at,
            Appointment.provider_no_show_at,
        )
        == 0,
    )
    if owner.provider:
        wanted = wanted.where(Appointment.provider_id == owner.provider_id)
    if owner.service:
        wanted = wanted.where(Appointment.service_id == owner.service_id)
    found: dict[tuple[UUID, UUID], list[_Ahead]] = {}
    for id_, provider_id, service_id, during in await session.execute(wanted.order_by(func.lower(Appointment.during))):
        found.setdefault((provider_id, service_id), []).append(_Ahead(id_, *bounds(during)))
    return found


async def _seen(session: AsyncSession, owner: Owner, affected: Collection[_Ahead], *, now: datetime) -> list[DayVisit]:
    if not affected:
        return []
    ids = {visit.id for visit in affected}
    facts = await facts_between(
        session,
        owner.office.id,
        from_at=min(visit.starts_at for visit in affected),
        to_at=max(visit.ends_at for visit in affected),
        provider_id=owner.provider_id,
    )
    return [day_visit(one, now=now) for one in facts if one.id in ids]
