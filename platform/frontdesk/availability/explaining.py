"""Why is this time not offered? Asked of the same list, hours, grid and claims that offer times, never worked out anew.

A start that the list offers has no reasons; one that it does not offer has at least one, for each provider who might.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.ask import Ask
from frontdesk.availability.grid import effective
from frontdesk.availability.hours import Opening, Plan, openings
from frontdesk.availability.plans import LOOK_AHEAD, LOOK_BACK, Candidate
from frontdesk.availability.rules import Horizon, buffers
from frontdesk.availability.slots import Question, open_horizon, question, slots

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule or claim that prevents a start: a code, whose it is, and the row behind it (claim, time off or limit)."""

    code: str
    provider_id: UUID | None = None
    row_id: UUID | None = None


class Unexplained(RuntimeError):
    """The list does not offer a start and no rule says why: a mistake of ours."""


async def explain(session: AsyncSession, ask: Ask, starts_at: datetime) -> list[Reason]:
    """Tell everything that prevents a start; nothing when it can be booked."""
    return (await explain_all(session, ask, [starts_at]))[starts_at]


async def explain_all(session: AsyncSession, ask: Ask, starts: Sequence[datetime]) -> dict[datetime, list[Reason]]:
    """The same for several starts, of one stretch of time, at once."""
    if ask.shut:
        return {start: [Reason(ask.shut)] for start in starts}
    from_at, to_at = min(starts), max(starts) + _INSTANT
    limits = await open_horizon(session, ask)
    offered = {
        slot.starts_at for slot in await slots(session, ask, from_at=from_at, to_at=to_at, at_most=len(starts) * 99)
    }
    asked = await question(session, ask, from_at=from_at, to_at=to_at)
    wanted = [start for start in starts if start not in offered]
    in_the_way = await _in_the_way(session, asked, wanted)
    explained: dict[datetime, list[Reason]] = {start: [] for start in starts}
    for start in wanted:
        reasons = [*_general(asked, limits, start)]
        for number, candidate in enumerate(asked.plans.candidates):
            reasons.extend(_of_candidate(asked, number, candidate, start, in_the_way))
        if not reasons:
            raise Unexplained(f"{start.isoformat()} of service {ask.service.id}")
        explained[start] = reasons
    return explained


async def who_could(session: AsyncSession, ask: Ask, starts_at: datetime) -> list[UUID]:
    """Tell who is open and free at a start, whatever the rules say about when it may be booked.

    For a visit that is booked and needs somebody else: notice, window, step and pause do not bind the office then.
    """
    asked = await question(session, ask, from_at=starts_at, to_at=starts_at + _INSTANT)
    in_the_way = await _in_the_way(session, asked, [starts_at])
    return [
        candidate.provider_id
        for number, candidate in enumerate(asked.plans.candidates)
        if {reason.code for reason in _of_candidate(asked, number, candidate, starts_at, in_the_way)} <= _OF_TIMING
    ]


_OF_TIMING = {"off_step", "leaves_gap"}


def _general(asked: Question, limits: Horizon, start: datetime) -> Iterator[Reason]:
    ask = asked.ask
    if start < ask.now:
        yield Reason("in_past")
    elif start < ask.asked_at + timedelta(minutes=ask.service.notice_minutes):
        yield Reason("too_soon")
    elif start < limits.opens_at:
        yield Reason("window_not_begun")
    if start >= limits.closes_at:
        yield Reason("too_far_ahead")
    if not asked.plans.candidates:
        yield Reason("provider_not_offered" if ask.provider_id else "nobody_offers", ask.provider_id)


def _of_candidate(
    asked: Question, number: int, candidate: Candidate, start: datetime, in_the_way: "_Way"
) -> Iterator[Reason]:
    who = candidate.provider_id
    found = list(in_the_way.get((who, start), []))
    if candidate.only_during is not None and not _within(candidate.only_during, start):
        found.append(Reason("not_standing_in", who))
    stretches = [segment for place, segment in asked.stretches if place == number + 1]
    if not any(segment.has(start, asked.values["step"]) for segment in stretches):
        found.extend(Reason(code, who) for code in _hours_say(asked, number, start))
    elif not found and asked.ask.service.packs_day:
        found.append(Reason("leaves_gap", who))
    yield from found


def _hours_say(asked: Question, number: int, start: datetime) -> Iterator[str]:
    ask = asked.ask
    meeting = {
        "office_closed": asked.plans.office,
        "provider_closed": asked.plans.candidates[number].plan,
        "service_closed": asked.plans.service,
    }
    if all(plan.weekly is None for plan in meeting.values()):
        yield "no_hours"
        return
    closed = [code for code, plan in meeting.items() if plan.restricts and not _within(_opened(plan, start), start)]
    if closed:
        yield from closed
        return
    opening = next(
        one for one in effective(asked.plans, number, from_at=start, to_at=start + _INSTANT) if _has(one, start)
    )
    before, after = buffers(ask.service) if ask.service.buffers_inside_hours else (timedelta(), timedelta())
    if start + ask.length > opening.ends_at:
        yield "ends_after_hours"
    elif start - before < opening.starts_at or start + ask.length + after > opening.ends_at:
        yield "buffer_outside_hours"
    else:
        yield "off_step"


def _opened(plan: Plan, start: datetime) -> list[Opening]:
    return openings(plan, first=(start - LOOK_BACK).date(), last=(start + LOOK_AHEAD).date())


def _within(ranges: Sequence[Opening], moment: datetime) -> bool:
    return any(_has(one, moment) for one in ranges)


def _has(opening: Opening, moment: datetime) -> bool:
    return opening.starts_at <= moment < opening.ends_at


_Way = dict[tuple[UUID, datetime], list[Reason]]
_CODES = {"hold": "held", "request": "requested", "appointment": "taken", "offer": "held"}


async def _in_the_way(session: AsyncSession, asked: Question, starts: Sequence[datetime]) -> _Way:
    pairs = [(number, start) for number in range(1, len(asked.plans.candidates) + 1) for start in starts]
    values = {
        **asked.values,
        "asked_numbers": [number for number, _ in pairs],
        "asked_starts": [start for _, start in pairs],
    }
    found: _Way = {}
    for row in await session.execute(asked.statement("availability/why.sql"), values):
        who = asked.candidate(row.number).provider_id
        code = (
            "taken_elsewhere" if row.elsewhere else "group_full" if row.same_group else _CODES.get(row.kind, row.kind)
        )
        reason = Reason(code, who, None if row.elsewhere else row.id)
        found.setdefault((who, row.slot), []).append(reason)
    return found
