"""Where starts may lie: the grid of each opening. Pure.

Steps count from an opening's own start for its first seven days; after that, and where it has no start because it is open
round the clock, each midnight of the office begins them anew. So the question never moves the grid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.availability.hours import Opening, intersection, openings
from frontdesk.availability.plans import LOOK_AHEAD, LOOK_BACK, Plans
from frontdesk.availability.rules import buffers
from frontdesk.clock import zone
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import start_of_day

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Segment:
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
    """Cut openings into stretches with one grid each, as far as starts in [from_at, to_at) may lie in them."""
    offset = timedelta(minutes=service.step_offset_minutes)
    inside = service.buffers_inside_hours
    before, after = buffers(service) if inside else (timedelta(), timedelta())
    for opening in open_ranges:
        if opening.ends_at <= from_at or opening.starts_at >= to_at:
            continue
        earliest, latest = opening.starts_at + before, opening.ends_at - length - after
        cut = opening.starts_at + WEEK
        if cut > from_at:
            anchor = opening.starts_at + offset
            closes = min(opening.ends_at, cut)
            yield Segment(opening.starts_at, closes, anchor, max(anchor, earliest), min(latest, cut - _INSTANT))
        if opening.ends_at > cut:
            yield from _of_days(opening, cut, offset, earliest, latest, office, from_at=from_at, to_at=to_at)


def _of_days(
    opening: Opening,
    cut: datetime,
    offset: timedelta,
    earliest: datetime,
    latest: datetime,
    office: Office,
    *,
    from_at: datetime,
    to_at: datetime,
) -> Iterator[Segment]:
    where = zone(office.time_zone)
    day = max(cut, from_at).astimezone(where).date()
    while (midnight := start_of_day(day, office.time_zone)) < min(to_at, opening.ends_at):
        following = start_of_day(day + DAY, office.time_zone)
        opens, anchor = max(cut, midnight), midnight + offset
        yield Segment(
            opens,
            min(opening.ends_at, following),
            anchor,
            max(anchor, opens, earliest),
            min(latest, following - _INSTANT),
        )
        day += DAY
