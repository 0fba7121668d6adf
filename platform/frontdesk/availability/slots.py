"""Open minus away minus claimed, by the rules: the starts that can be booked now.

Lists, holds, bookings and moves all ask here, so that what is offered can be booked. Reading promises nothing: the
constraint on `claim` decides. Local hours become instants in Python, by the one zone truth, and go into the statement as
ranges (measured against a table of zone periods: the same speed, and one table less).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Interval, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability import queries
from frontdesk.availability.claims import Taken
from frontdesk.availability.hours import Opening, intersection, openings
from frontdesk.availability.rules import buffers, horizon
from frontdesk.clock import zone
from frontdesk.db import sql
from frontdesk.offices.queries import provider_ids_by_service, providers
from frontdesk.offices.tables import Office, Provider, Service
from frontdesk.wall import start_of_day

SEARCH_STEP = timedelta(days=14)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be booked now, and by whom: the least loaded first."""

    starts_at: datetime
    ends_at: datetime
    provider_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """For what slots are wanted. `asked_at` moves only what was promised at that instant: a hold keeps its notice."""

    office: Office
    service: Service
    provider_id: UUID | None
    now: datetime
    asked_at: datetime
    ignoring: Taken | None = None  # one's own hold, or the appointment that is to be moved
    duration_minutes: int | None = None  # none: the service's first choice
    attributes: frozenset[str] = frozenset()  # what the provider must have, beside what the service requires
    unlocked: bool = False  # by the desk or by a private link: hidden services and private providers, too

    @property
    def length(self) -> timedelta:
        """How long the visit lasts, without buffers."""
        return timedelta(minutes=self.duration_minutes or self.service.duration_minutes)


async def slots(
    session: AsyncSession, ask: Ask, *, from_at: datetime, to_at: datetime, at_most: int = 20_000
) -> list[Slot]:
    """List the starts in [from_at, to_at), earliest first. A visit may end after `to_at`."""
    limits = horizon(ask.office, ask.service, asked_at=ask.asked_at)
    from_at, to_at = max(from_at, limits.opens_at), min(to_at, limits.closes_at)
    if from_at >= to_at:
        return []
    grids = await _grids(session, ask, from_at=from_at, to_at=to_at)
    length, (before, after) = ask.length, buffers(ask.service)
    rows = await session.execute(
        _SLOTS,
        {
            "grid_providers": [grid.provider_id for grid in grids],
            "grid_starts": [grid.starts_at for grid in grids],
            "grid_last_starts": [grid.last_start for grid in grids],
            "reach_from": from_at - before,
            "reach_to": to_at + length + after,
            "from_at": from_at,
            "to_at": to_at,
            "now": ask.now,
            "office_id": ask.office.id,
            "ignored_claim": ask.ignoring.claim_id if ask.ignoring else None,
            "duration": length,
            "step": timedelta(minutes=ask.service.step_minutes),
            "before": before,
            "after": after,
            "at_most": at_most,
        },
    )
    return [Slot(row.starts_at, row.starts_at + length, tuple(row.provider_ids)) for row in rows]


async def slot_at(session: AsyncSession, ask: Ask, starts_at: datetime) -> Slot | None:
    """May exactly this start be booked? The same rules as the list."""
    found = await slots(session, ask, from_at=starts_at, to_at=starts_at + timedelta(microseconds=1))
    return found[0] if found else None


async def first_slot(session: AsyncSession, ask: Ask) -> Slot | None:
    """Find the first free start of the whole booking window, looking two weeks at a time."""
    limits = horizon(ask.office, ask.service, asked_at=ask.asked_at)
    start = limits.opens_at
    while start < limits.closes_at:
        found = await slots(session, ask, from_at=start, to_at=start + SEARCH_STEP, at_most=1)
        if found:
            return found[0]
        start += SEARCH_STEP
    return None


async def nearest_slots(session: AsyncSession, ask: Ask, starts_at: datetime, *, at_most: int = 3) -> list[Slot]:
    """Find the free starts closest to one that has gone, within three days, in order of time."""
    around = await slots(session, ask, from_at=starts_at - timedelta(days=1), to_at=starts_at + timedelta(days=3))
    closest = sorted(around, key=lambda slot: abs(slot.starts_at - starts_at))[:at_most]
    return sorted(closest, key=lambda slot: slot.starts_at)


class _Grid(NamedTuple):
    provider_id: UUID
    starts_at: datetime
    last_start: datetime


async def _grids(session: AsyncSession, ask: Ask, *, from_at: datetime, to_at: datetime) -> list[_Grid]:
    candidates = await _candidates(session, ask)
    schedule_ids = {s for s in (ask.office.schedule_id, *(p.schedule_id for p in candidates)) if s is not None}
    weekly = await queries.weekly_hours(session, ask.office.id, schedule_ids)
    length = ask.length

    def expand(schedule_id: UUID) -> list[Opening]:
        time_zone, ranges = weekly[schedule_id]
        where = zone(time_zone)
        first = (from_at - WEEK).astimezone(where).date() - DAY  # an opening of many days must show its true start
        return openings(ranges, time_zone, first=first, last=(to_at + length).astimezone(where).date() + DAY)

    expanded = {schedule_id: expand(schedule_id) for schedule_id in weekly}
    office_hours = expanded[ask.office.schedule_id] if ask.office.schedule_id else None
    return [
        _Grid(provider.person_id, anchor, last_start)
        for provider in candidates
        for opening in _effective(office_hours, expanded[provider.schedule_id] if provider.schedule_id else None)
        if opening.ends_at > from_at and opening.starts_at < to_at
        for anchor, last_start in _anchored(opening, length, ask.office.time_zone, from_at=from_at, to_at=to_at)
    ]


def _anchored(
    opening: Opening, length: timedelta, time_zone: str, *, from_at: datetime, to_at: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The step counts from where an opening starts; round the clock it has no start, and each midnight begins anew."""
    last_start = opening.ends_at - length
    if opening.starts_at > from_at - WEEK:
        yield opening.starts_at, last_start
        return
    where = zone(time_zone)
    day, last_day = from_at.astimezone(where).date(), to_at.astimezone(where).date()
    while day <= last_day:
        midnight, following = start_of_day(day, time_zone), start_of_day(day + DAY, time_zone)
        yield midnight, min(last_start, following - timedelta(microseconds=1))
        day += DAY


async def _candidates(session: AsyncSession, ask: Ask) -> Sequence[Provider]:
    offering = (await provider_ids_by_service(session, ask.office.id)).get(ask.service.id, [])
    active = await providers(session, ask.office.id, active_only=True)
    return [p for p in active if p.person_id in offering and ask.provider_id in (None, p.person_id)]


def _effective(office: list[Opening] | None, provider: list[Opening] | None) -> list[Opening]:
    if office is not None and provider is not None:
        return intersection(office, provider)
    return office if office is not None else provider if provider is not None else []


_SLOTS = sql("availability/slots.sql").bindparams(
    bindparam("grid_providers", type_=ARRAY(Uuid())),
    bindparam("grid_starts", type_=ARRAY(DateTime(timezone=True))),
    bindparam("grid_last_starts", type_=ARRAY(DateTime(timezone=True))),
    bindparam("ignored_claim", type_=Uuid()),
    *(bindparam(name, type_=Interval()) for name in ("duration", "step", "before", "after")),
    *(bindparam(name, type_=DateTime(timezone=True)) for name in ("reach_from", "reach_to", "from_at", "to_at", "now")),
)
