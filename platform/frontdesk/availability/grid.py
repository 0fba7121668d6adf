"""Where starts may lie: the grid of each opening. Pure.

Steps count from an opening's own start for its first seven days; after that, and where it has no start because it is open
round the clock, each midnight of the office begins them anew. So the question never moves the grid.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from frontdesk.availability.hours import Opening, intersection, openings
from frontdesk.availability.plans import LOOK_AHEAD, LOOK_BACK, Plans
from frontdesk.availability.rules import buffers, local_date
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import start_of_day

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_INSTANT = timedelta(microseconds=1)


class Segment(NamedTuple):
    """A stretch with one grid: starts at anchor + n steps, from `first_start` to `last_start`, both included."""

    opens_at: datetime
    closes_at: datetime
    anchor: datetime
    first_start: datetime
    last_start: datetime

    def has(self, start: datetime, step: timedelta) -> bool:
        """Whether a start is on the grid."""
        return self.first_start <= start <= self.last_start and not (start - self.anchor) % step


def effective(plans: Plans, provider: int, *, from_at: datetime, to_at: datetime) -> list[Opening]:
    """Intersect the hours of office, provider and service around a question; closed where nobody has said any hours."""
    meeting = (plans.office, plans.candidates[provider].plan, plans.service)
    if all(plan.weekly is None for plan in meeting):
        return []
    first, last = (from_at - LOOK_BACK).date(), (to_at + LOOK_AHEAD).date()
    found: list[Opening] | None = None
    for plan in meeting:
        if plan.restricts:
            opened = openings(plan, first=first, last=last)
            found = opened if found is None else intersection(found, opened)
    return found or []


def segments(
    open_ranges: Sequence[Opening],
    office: Office,
    service: Service,
    length: timedelta,
    *,
    from_at: datetime,
    to_at: datetime,
) -> Iterator[Segment]:
    """Cut openings into stretches with one grid each, as far as starts in [from_at, to_at) may lie in them.

    They are narrowed to the question, unless the day is packed: then the first and the last start of the whole count.
    """
    offset = timedelta(minutes=service.step_offset_minutes)
    before, after = buffers(service) if service.buffers_inside_hours else (timedelta(), timedelta())
    whole = service.packs_day
    for opening in open_ranges:
        if opening.ends_at <= from_at or opening.starts_at >= to_at:
            continue
        earliest, latest = opening.starts_at + before, opening.ends_at - length - after
        for opens, closes, anchor, last in _grids(opening, offset, office, from_at=from_at, to_at=to_at):
            first_start, last_start = max(anchor, opens, earliest), min(latest, last)
            if not whole:
                opens, closes = max(opens, from_at), min(closes, to_at)
                first_start, last_start = max(first_start, from_at), min(last_start, to_at - _INSTANT)
            if first_start <= last_start:
                yield Segment(opens, closes, anchor, first_start, last_start)


def _grids(
    opening: Opening, offset: timedelta, office: Office, *, from_at: datetime, to_at: datetime
) -> Iterator[tuple[datetime, datetime, datetime, datetime]]:
    """Tell the grids of an opening: where each opens and closes, its anchor, and its last instant."""
    cut = opening.starts_at + WEEK
    if cut > from_at:
        yield opening.starts_at, min(opening.ends_at, cut), opening.starts_at + offset, cut - _INSTANT
    if opening.ends_at <= cut:
        return
    day = local_date(max(cut, from_at), office)
    while (midnight := start_of_day(day, office.time_zone)) < min(to_at, opening.ends_at):
        following = start_of_day(day + DAY, office.time_zone)
        yield max(cut, midnight), min(opening.ends_at, following), midnight + offset, following - _INSTANT
        day += DAY
