"""Whom a change of hours affects: booked visits ahead that lay in the effective hours before it and no longer do.

They stay booked. Visits that the desk had put outside the hours are not news; buffers are not asked about.
"""

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.queries import still_to_come
from frontdesk.appointments.tables import Appointment
from frontdesk.availability.calendar import read_calendar
from frontdesk.availability.owners import Owner
from frontdesk.db import Span, bounds
from frontdesk.events import taken_back
from frontdesk.visits.facts import Facts, State, facts_between

Answer = TypeVar("Answer")
Then = TypeVar("Then")


class _Ahead(NamedTuple):
    id: UUID
    starts_at: datetime
    ends_at: datetime


async def changing_hours(
    session: AsyncSession,
    owner: Owner,
    change: Awaitable[Answer],
    then: Callable[[Sequence[Facts]], Awaitable[Then]],
    *,
    preview: bool,
    now: datetime,
) -> tuple[Answer, Then]:
    """Make a change of somebody's hours; `then` is told whom it affects. A preview takes everything back."""
    before = await _outside(session, owner, now=now)
    async with taken_back(session) if preview else nullcontext():
        answer = await change
        await session.flush()
        after = await _outside(session, owner, now=now)
        found = await _facts(session, owner, [after[id_] for id_ in after.keys() - before.keys()])
        said = await then(found)
    return answer, said


async def affected_by(
    session: AsyncSession, office_id: UUID, *, provider_id: UUID | None, during: Span, now: datetime
) -> Sequence[Facts]:
    """Find the booked visits still ahead that a time off would lie over. They stay booked."""
    from_at, to_at = bounds(during)
    found = await facts_between(session, office_id, from_at=from_at, to_at=to_at, provider_id=provider_id)
    over = (State.CANCELLED, State.DECLINED, State.EXPIRED)
    return [f for f in found if f.state(now) not in over and f.ends_at > now and f.outcome is None]


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
        still_to_come(),
    )
    if owner.provider:
        wanted = wanted.where(Appointment.provider_id == owner.provider_id)
    if owner.service:
        wanted = wanted.where(Appointment.service_id == owner.service_id)
    found: dict[tuple[UUID, UUID], list[_Ahead]] = {}
    for id_, provider_id, service_id, during in await session.execute(wanted.order_by(func.lower(Appointment.during))):
        found.setdefault((provider_id, service_id), []).append(_Ahead(id_, *bounds(during)))
    return found


async def _facts(session: AsyncSession, owner: Owner, affected: Collection[_Ahead]) -> list[Facts]:
    if not affected:
        return []
    ids = {visit.id for visit in affected}
    found = await facts_between(
        session,
        owner.office.id,
        from_at=min(visit.starts_at for visit in affected),
        to_at=max(visit.ends_at for visit in affected),
        provider_id=owner.provider_id,
    )
    return [facts for facts in found if facts.id in ids and facts.cancelled_at is None]
