"""Local rules and a zone become open ranges. Pure: no database, no clock.

A night belongs to the date on which it starts; touching ranges merge, over midnight too; 24:00 is an end.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from frontdesk.errors import Invalid
from frontdesk.offices.schemas import HoursRange
from frontdesk.wall import instant, skipped

MINUTES_A_DAY = 1440
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


class Opening(NamedTuple):
    """An open range of instants, [starts_at, ends_at). Its start anchors the grid of slots."""

    starts_at: datetime
    ends_at: datetime


class WeeklyRange(NamedTuple):
    """A range of a weekday (1 = Monday) in minutes after local midnight; an end not after the start is the next day's."""

    weekday: int
    from_minute: int
    to_minute: int

    @property
    def length(self) -> int:
        """Minutes on the wall from start to end."""
        return (self.to_minute - self.from_minute) % MINUTES_A_DAY or MINUTES_A_DAY


class EmptyHours(Invalid):
    """Hours must not end where they begin. A whole day is 00:00 to 24:00."""


class OverlappingHours(Invalid):
    """Two of these hours overlap."""


def read_ranges(ranges: Iterable[HoursRange]) -> list[WeeklyRange]:
    """Check weekly hours as people typed them; raises EmptyHours, OverlappingHours. Touching ranges stay as typed.

    Midnight typed as an end, 00:00, is the end of the day.
    """
    read = []
    for given in ranges:
        start, end = _minutes(given.from_), _minutes(given.to)
        if start in (end, MINUTES_A_DAY):
            raise EmptyHours()
        read.append(WeeklyRange(given.weekday, start, end or MINUTES_A_DAY))
    read.sort()
    week = [((r.weekday - 1) * MINUTES_A_DAY + r.from_minute, r.length) for r in read]
    around = [*week, (week[0][0] + MINUTES_A_WEEK, week[0][1])] if week else []
    if any(start + length > following for (start, length), (following, _) in pairwise(around)):
        raise OverlappingHours()
    return read


def write_ranges(ranges: Iterable[WeeklyRange]) -> list[HoursRange]:
    """Turn weekly hours into what people read."""
    return [HoursRange(r.weekday, _time(r.from_minute), _time(r.to_minute)) for r in sorted(ranges)]


def openings(weekly: Sequence[WeeklyRange], time_zone: str, *, first: date, last: date) -> list[Opening]:
    """Expand weekly hours to instants for the dates first … last, both included, merged where they touch."""
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the wall has no zone yet
        for weekday, from_minute, to_minute in weekly:
            if weekday == day.isoweekday():
                over_midnight = to_minute <= from_minute
                end = midnight + timedelta(days=1 if over_midnight else 0, minutes=to_minute)
                start = midnight + timedelta(minutes=from_minute)
                opening = Opening(instant(start, time_zone, end=False), instant(end, time_zone, end=True))
                if opening.starts_at < opening.ends_at and not (skipped(start, time_zone) and skipped(end, time_zone)):
                    found.append(opening)  # what lies wholly inside the hour that a clock change skips vanishes
    return merged(found)


def merged(ranges: Iterable[Opening]) -> list[Opening]:
    """Join ranges that overlap or touch."""
    joined: list[Opening] = []
    for opening in sorted(ranges):
        if joined and opening.starts_at <= joined[-1].ends_at:
            joined[-1] = Opening(joined[-1].starts_at, max(joined[-1].ends_at, opening.ends_at))
        else:
            joined.append(opening)
    return joined


def intersection(some: Sequence[Opening], others: Sequence[Opening]) -> list[Opening]:
    """Keep what lies in both; each sorted and merged."""
    kept = []
    i = j = 0
    while i < len(some) and j < len(others):
        start, end = max(some[i].starts_at, others[j].starts_at), min(some[i].ends_at, others[j].ends_at)
        if start < end:
            kept.append(Opening(start, end))
        if some[i].ends_at < others[j].ends_at:
            i += 1
        else:
            j += 1
    return kept


def _minutes(time_of_day: str) -> int:
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
