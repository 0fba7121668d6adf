"""What would be offered under rules that are not saved: the draft is laid down by the real verbs inside of a savepoint, the
real engine is asked, and everything is taken back. Nothing is announced, and nothing stays in the audit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.queries import still_wanted
from frontdesk.appointments.routes import check_range
from frontdesk.appointments.rules import change_until
from frontdesk.appointments.tables import Appointment
from frontdesk.audit import Actor
from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.grid import Segment
from frontdesk.availability.limit_settings import lay_limit
from frontdesk.availability.rules import buffers, local_date
from frontdesk.availability.schemas import slot_seen
from frontdesk.availability.slots import first_slot, open_horizon, question, slots
from frontdesk.clock import zone
from frontdesk.dashboard.limit_use import limits_used
from frontdesk.dashboard.preview_schemas import LimitUse, PreviewFacts, PreviewWish, SlotsPreview, Standing
from frontdesk.events import taken_back
from frontdesk.offices import queries as offices
from frontdesk.offices.services import change_service
from frontdesk.offices.tables import Office
from frontdesk.wall import Wall, start_of_day, wall

EXAMPLE_AHEAD = timedelta(days=3)  # far enough that most deadlines lie ahead of today
STARTS_SHOWN = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the engine said at one moment, as plain values: they outlive the savepoint."""

    slots: Sequence[Slot]
    first: Slot | None
    standing: Standing


async def preview_slots(
    session: AsyncSession, office: Office, wish: PreviewWish, *, actor: Actor, now: datetime
) -> SlotsPreview:
    """Tell the times under a draft, and what changes by it. Raises what the verbs raise for a draft that makes no sense."""
    time_zone = wish.time_zone or office.time_zone
    zone(time_zone)
    check_range(wish.from_, wish.to)
    service = await offices.service_by_id(session, office.id, wish.service_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, office.id, wish.provider_id)
    between = start_of_day(wish.from_, time_zone), start_of_day(wish.to, time_zone)
    ahead = await _visits_ahead(session, office, wish.service_id, now=now)
    async with taken_back(session):
        if wish.service is not None:
            await change_service(session, service.id, wish.service, office_id=office.id, actor=actor, now=now)
        for limit in wish.limits:
            await lay_limit(session, office, limit.wish(), actor=actor, now=now)
        await session.flush()
        after = await _seen(session, office, wish, between, None, now=now)
        used = await limits_used(session, office, wish.service_id, now=now)
    await session.refresh(service)
    example = _example(after.slots, after.first, now=now)
    before = await _seen(session, office, wish, between, example, now=now)
    return _told(office, time_zone, before, after, example, ahead, used, now=now)


def _told(
    office: Office,
    time_zone: str,
    before: _Seen,
    after: _Seen,
    example: Slot | None,
    ahead: int,
    used: list[LimitUse],
    *,
    now: datetime,
) -> SlotsPreview:
    here = office.time_zone
    starts_now, starts_then = ({slot.starts_at for slot in seen.slots} for seen in (before, after))
    then, gone, come = (
        [slot_seen(slot, reader_zone=time_zone, office_zone=here) for slot in found]
        for found in (
            after.slots,
            [slot for slot in before.slots if slot.starts_at not in starts_then],
            [slot for slot in after.slots if slot.starts_at not in starts_now],
        )
    )
    days = {local_date(slot.starts_at, office) for slot in (*before.slots, *after.slots)} - {local_date(now, office)}
    for seen in (before, after):
        seen.standing.times_a_day = _a_day(seen.slots, days, office)
    facts = PreviewFacts(
        now=wall(now, None, here),
        example=wall(example.starts_at, example.ends_at, here) if example else None,
        before=before.standing,
        after=after.standing,
        visits_ahead=ahead,
        limits=used,
    )
    first = slot_seen(after.first, reader_zone=time_zone, office_zone=here) if after.first else None
    return SlotsPreview(time_zone, here, now, then, first, gone=gone, come=come, facts=facts)


async def _seen(
    session: AsyncSession,
    office: Office,
    wish: PreviewWish,
    between: tuple[datetime, datetime],
    example: Slot | None,
    *,
    now: datetime,
) -> _Seen:
    service = await offices.service_by_id(session, office.id, wish.service_id)
    ask = Ask(
        office,
        service,
        wish.provider_id,
        now=now,
        asked_at=now,
        duration_minutes=wish.duration_minutes,
        unlocked=service.hidden,  # what is hidden is booked by a private link
    )
    if ask.shut:
        return _Seen((), None, Standing(ask.shut, None, None, None, None, [], None, None, None, None))
    found = await slots(session, ask, from_at=between[0], to_at=between[1])
    first = found[0] if found and between[0] <= now else await first_slot(session, ask)
    example = example or _example(found, first, now=now)
    limits, here = await open_horizon(session, ask), office.time_zone
    standing = Standing(
        shut=None,
        first=wall(first.starts_at, first.ends_at, here) if first else None,
        opens_on=local_date(limits.opens_at, office),
        last_on=local_date(limits.closes_at - timedelta(microseconds=1), office),
        times_a_day=None,
        starts=await _first_starts(session, ask, example),
        next=await _next_start(session, ask, example),
        book_until=_until(example, service.notice_minutes, here),
        cancel_until=_until(example, service.cancel_cutoff_minutes, here),
        move_until=_until(example, service.move_cutoff_minutes, here),
    )
    return _Seen(found, first, standing)


def _example(found: Sequence[Slot], first: Slot | None, *, now: datetime) -> Slot | None:
    return next((slot for slot in found if slot.starts_at >= now + EXAMPLE_AHEAD), found[-1] if found else first)


def _until(example: Slot | None, minutes: int, time_zone: str) -> Wall | None:
    return wall(change_until(example.starts_at, minutes), None, time_zone) if example else None


async def _first_starts(session: AsyncSession, ask: Ask, example: Slot | None) -> list[str]:
    """Read the first starts of the example's day off the grid on which all starts lie."""
    if example is None:
        return []
    day = local_date(example.starts_at, ask.office)
    bounds = [start_of_day(one, ask.office.time_zone) for one in (day, day + DAY)]
    asked = await question(session, ask, from_at=bounds[0], to_at=bounds[1])
    step = timedelta(minutes=ask.service.step_minutes)
    starts = {start for _, segment in asked.stretches for start in _grid(segment, segment.first_start, step)}
    return [wall(start, None, ask.office.time_zone).time for start in sorted(starts)[:STARTS_SHOWN]]


async def _next_start(session: AsyncSession, ask: Ask, example: Slot | None) -> Wall | None:
    """Tell when the next visit may start after the example, with the same provider: behind it and both buffers."""
    if example is None:
        return None
    before, after = buffers(ask.service)
    free_at = example.starts_at + ask.length + after + before
    asked = await question(session, ask, from_at=example.starts_at, to_at=example.starts_at + DAY)
    step = timedelta(minutes=ask.service.step_minutes)
    starts = [
        start
        for number, segment in asked.stretches
        if asked.candidate(number).provider_id in example.provider_ids[:1]
        for start in _grid(segment, max(segment.first_start, free_at), step)[:1]
    ]
    return wall(min(starts), None, ask.office.time_zone) if starts else None


def _grid(segment: Segment, from_at: datetime, step: timedelta) -> list[datetime]:
    first = segment.anchor + -((segment.anchor - from_at) // step) * step
    found = [first + place * step for place in range(STARTS_SHOWN)]
    return [start for start in found if start <= segment.last_start]


def _a_day(found: Sequence[Slot], days: set[date], office: Office) -> int | None:
    if not days:
        return None
    return round(sum(local_date(slot.starts_at, office) in days for slot in found) / len(days))


async def _visits_ahead(session: AsyncSession, office: Office, service_id: UUID, *, now: datetime) -> int:
    ahead = await session.scalar(
        select(func.count()).where(
            Appointment.office_id == office.id,
            Appointment.service_id == service_id,
            func.lower(Appointment.during) > now,
            Appointment.confirmed_at.is_not(None),
            still_wanted(),
        )
    )
    return int(ahead or 0)
