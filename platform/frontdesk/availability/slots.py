"""Open minus away minus taken, by the rules: the starts that can be booked now.

Lists, holds, bookings, moves and the explanation all ask here, so that what is offered can be booked. Reading promises
nothing: the constraint on `claim` decides. Local hours become instants in Python, by the one zone truth, and go into the
statement as ranges (measured against a table of zone periods: the same speed, and one table less).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Integer, Interval, SmallInteger, TextClause, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.assigning import in_order
from frontdesk.availability.grid import WEEK, Segment, effective, segments
from frontdesk.availability.limits import as_arrays
from frontdesk.availability.plans import Candidate, Plans, plans
from frontdesk.availability.rules import Horizon, buffers, horizon, lengths, local_date
from frontdesk.db import sql
from frontdesk.wall import start_of_day

SEARCH_STEP = timedelta(days=14)
_INSTANT = timedelta(microseconds=1)


async def slots(
    session: AsyncSession, ask: Ask, *, from_at: datetime, to_at: datetime, at_most: int = 20_000
) -> list[Slot]:
    """List the starts in [from_at, to_at), earliest first. A visit may end after `to_at`."""
    if ask.shut:
        return []
    limits = await open_horizon(session, ask)
    return await _offered(
        session, ask, from_at=max(from_at, limits.opens_at), to_at=min(to_at, limits.closes_at), at_most=at_most
    )


async def slot_at(session: AsyncSession, ask: Ask, starts_at: datetime) -> Slot | None:
    """May exactly this start be booked? The same rules as the list; the best provider comes first, with the reasons."""
    found = await slots(session, ask, from_at=starts_at, to_at=starts_at + _INSTANT)
    return found[0] if found else None


async def first_slot(session: AsyncSession, ask: Ask) -> Slot | None:
    """Find the first free start of the whole booking window, looking two weeks at a time."""
    if ask.shut:
        return None
    limits = await open_horizon(session, ask)
    start = limits.opens_at
    while start < limits.closes_at:
        end = min(start + SEARCH_STEP, limits.closes_at)
        found = await _offered(session, ask, from_at=start, to_at=end, at_most=1)
        if found:
            return found[0]
        start += SEARCH_STEP
    return None


async def nearest_slots(session: AsyncSession, ask: Ask, starts_at: datetime, *, at_most: int = 3) -> list[Slot]:
    """Find the free starts closest to one that has gone, within three days, in order of time."""
    around = await slots(session, ask, from_at=starts_at - timedelta(days=1), to_at=starts_at + timedelta(days=3))
    closest = sorted(around, key=lambda slot: abs(slot.starts_at - starts_at))[:at_most]
    return sorted(closest, key=lambda slot: slot.starts_at)


async def open_horizon(session: AsyncSession, ask: Ask) -> Horizon:
    """Tell between which instants starts may be offered; days that have space are looked for."""
    limits = horizon(ask.office, ask.service, asked_at=ask.asked_at)
    if ask.service.window_kind != "free_days" or ask.promised:
        return limits
    free: set[date] = set()
    start = limits.opens_at
    while start < limits.closes_at:
        end = min(start + 2 * SEARCH_STEP, limits.closes_at)
        for slot in await _offered(session, ask, from_at=start, to_at=end, at_most=20_000):
            free.add(local_date(slot.starts_at, ask.office))
            if len(free) > ask.service.window_days:
                first_beyond = start_of_day(max(free), ask.office.time_zone)
                return limits._replace(closes_at=first_beyond)
        start = end
    return limits


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the hours that meet in it and where starts may lie: what all statements are asked with."""

    ask: Ask
    plans: Plans
    stretches: Sequence[tuple[int, Segment]]  # by the provider's number in the question, from 1
    values: dict[str, Any]

    def statement(self, ending: str) -> TextClause:
        """Choose the statement that asks this."""
        return statement(ending, limits=bool(self.values["limit_ids"]), places=self.ask.service.seats > 1)

    def candidate(self, number: int) -> Candidate:
        """Tell who goes by a number."""
        return self.plans.candidates[number - 1]


async def question(session: AsyncSession, ask: Ask, *, from_at: datetime, to_at: datetime) -> Question:
    """Read hours and limits for starts in [from_at, to_at), and lay them out for the statements."""
    met = await plans(
        session,
        office_id=ask.office.id,
        service_id=ask.service.id,
        provider_id=ask.provider_id,
        attributes=ask.required,
        unlocked=ask.unlocked,
        from_at=from_at,
        to_at=to_at,
    )
    stretches = _stretches(ask, met, from_at=from_at, to_at=to_at)
    length, (before, after) = ask.length, buffers(ask.service)
    reach_from = min([from_at, *(segment.opens_at for _, segment in stretches)]) - before
    reach_to = max([to_at, *(max(s.closes_at, s.last_start + length) for _, s in stretches)]) + length + after
    values: dict[str, Any] = {
        "involved": [candidate.provider_id for candidate in met.candidates],
        "numbers": [number for number, _ in stretches],
        "opens": [segment.opens_at for _, segment in stretches],
        "closes": [segment.closes_at for _, segment in stretches],
        "anchors": [segment.anchor for _, segment in stretches],
        "first_starts": [segment.first_start for _, segment in stretches],
        "last_starts": [segment.last_start for _, segment in stretches],
        "reach_from": reach_from,
        "reach_to": reach_to,
        "from_at": from_at,
        "to_at": to_at,
        "now": ask.now,
        "office_id": ask.office.id,
        "service_id": ask.service.id,
        "ignored_claim": ask.ignoring.claim_id if ask.ignoring else None,
        "ignored_seat": ask.ignoring.seat_id if ask.ignoring else None,
        "duration": length,
        "step": timedelta(minutes=ask.service.step_minutes),
        "before": before,
        "after": after,
        "seats": ask.service.seats,
        "packs": ask.service.packs_day,
        "odd_below": before + min(lengths(ask.service)) + after,
        **as_arrays(met.limits, ask.office, from_at=from_at, to_at=to_at),
    }
    return Question(ask, met, stretches, values)


async def _offered(session: AsyncSession, ask: Ask, *, from_at: datetime, to_at: datetime, at_most: int) -> list[Slot]:
    if from_at >= to_at:
        return []
    asked = await question(session, ask, from_at=from_at, to_at=to_at)
    standing_in = [c for c in asked.plans.candidates if c.only_during is not None]
    values = {**asked.values, "at_most": None if standing_in else at_most}
    rows = await session.execute(asked.statement("availability/offered.sql"), values)
    ids = [candidate.provider_id for candidate in asked.plans.candidates]
    places, length = ask.service.seats > 1, ask.length
    found = []
    for row in rows:
        free = {ids[number - 1]: left for number, left in zip(row.numbers, row.seats_left or row.numbers, strict=True)}
        for idle in _idle(standing_in, row.starts_at):
            free.pop(idle, None)
        if free:
            left = int(sum(free.values())) if places else None
            slot = Slot(row.starts_at, row.starts_at + length, tuple(free), left)
            found.append((slot, frozenset(ids[number - 1] for number in row.joining or ())))
    found = found[:at_most]
    if to_at - from_at > _INSTANT:
        return [slot for slot, _ in found]
    return [await _ordered(session, asked, slot, joining) for slot, joining in found]


def _idle(standing_in: Sequence[Candidate], start: datetime) -> Iterator[UUID]:
    """Tell which colleagues do not stand in for anybody at a start: only while the absent one is away."""
    for colleague in standing_in:
        if not any(away.starts_at <= start < away.ends_at for away in colleague.only_during or ()):
            yield colleague.provider_id


async def _ordered(session: AsyncSession, asked: Question, slot: Slot, joining: frozenset[UUID]) -> Slot:
    free = [candidate for candidate in asked.plans.candidates if candidate.provider_id in slot.provider_ids]
    order, assigned = await in_order(session, asked.ask, slot.starts_at, free, joining)
    return replace(slot, provider_ids=order, assigned=assigned)


def _stretches(ask: Ask, met: Plans, *, from_at: datetime, to_at: datetime) -> list[tuple[int, Segment]]:
    reach_on = WEEK if ask.service.packs_day else timedelta()
    length = ask.length
    return [
        (place + 1, segment)
        for place in range(len(met.candidates))
        for segment in segments(
            effective(met, place, from_at=from_at, to_at=to_at + reach_on),
            ask.office,
            ask.service,
            length,
            from_at=from_at,
            to_at=to_at,
        )
    ]


@cache
def statement(ending: str, *, limits: bool, places: bool) -> TextClause:
    """Put what is in the way before a question. What no rule asks for is left out: planning costs as much as reading."""
    words = "".join(
        (
            f"WITH {sql('availability/taken.sql').text}",
            sql("availability/reached.sql").text if limits else _NO_LIMITS,
            sql("availability/places.sql").text if places else _NO_PLACES,
            sql(ending).text,
        )
    )
    return text(words).bindparams(
        *(bindparam(name, type_=kind) for name, kind in _TYPES.items() if f":{name}" in words)
    )


_NO_LIMITS = (
    ", reached AS (SELECT CAST(NULL AS uuid) AS limit_id, number, CAST(NULL AS tstzrange) AS during"
    " FROM involved WHERE false)"
)
_NO_PLACES = (
    ", places AS (SELECT number, CAST(NULL AS timestamptz) AS starts_at, 0 AS seats_left FROM involved WHERE false)"
)
_INSTANTS, _INSTANT_LISTS = DateTime(timezone=True), ARRAY(DateTime(timezone=True))
_TYPES: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("reach_from", "reach_to", "from_at", "to_at", "now"), _INSTANTS),
    **dict.fromkeys(("opens", "closes", "anchors", "first_starts", "last_starts", "asked_starts"), _INSTANT_LISTS),
    **dict.fromkeys(("limit_froms", "limit_tos"), _INSTANT_LISTS),
    **dict.fromkeys(("numbers", "asked_numbers"), ARRAY(SmallInteger())),
    **dict.fromkeys(("involved", "limit_ids", "limit_providers", "limit_services"), ARRAY(Uuid())),
    **dict.fromkeys(("limit_counts", "limit_minutes"), ARRAY(Integer())),
    **dict.fromkeys(("duration", "step", "before", "after", "odd_below"), Interval()),
    **dict.fromkeys(("office_id", "service_id", "ignored_claim", "ignored_seat"), Uuid()),
    **dict.fromkeys(("seats", "at_most"), Integer()),
    "limit_each": ARRAY(Boolean()),
    "packs": Boolean(),
}
