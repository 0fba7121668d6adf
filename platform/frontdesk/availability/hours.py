"""Local rules and a zone become open ranges. Pure: no database, no clock.

A night belongs to the date on which it starts; touching ranges merge, over midnight too; 24:00 is an end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from frontdesk.errors import Invalid
from frontdesk.offices.schemas import HoursRange
from frontdesk.wall import instant, skipped, steady_midnight

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


class DayRange(NamedTuple):
    """A range of one date, in minutes after local midnight; an end not after the start is the next date's."""

    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class Season:
    """Dates, both included, on which other weekly hours hold."""

    from_on: date
    until_on: date
    weekly: tuple[WeeklyRange, ...]


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Dates, both included, on which these ranges hold instead of any weekly hours; none is closed."""

    from_on: date
    until_on: date
    ranges: tuple[DayRange, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The hours of an office, a provider or a service. Without weekly hours they are open round the clock."""

    time_zone: str
    weekly: tuple[WeeklyRange, ...] | None
    seasons: tuple[Season, ...] = ()
    overrides: tuple[Exceptional, ...] = ()

    @property
    def restricts(self) -> bool:
        """Whether it takes anything away from anybody's hours."""
        return self.weekly is not None or bool(self.overrides)

    def of_date(self, day: date) -> Sequence[DayRange]:
        """Tell the ranges that start on a date: an override's, else a season's, else the schedule's own."""
        for override in self.overrides:
            if override.from_on <= day <= override.until_on:
                return override.ranges
        if self.weekly is None:
            return _ALL_DAY
        weekday = day.isoweekday()
        weekly = next((s.weekly for s in self.seasons if s.from_on <= day <= s.until_on), self.weekly)
        return [DayRange(r.from_minute, r.to_minute) for r in weekly if r.weekday == weekday]


_ALL_DAY = (DayRange(0, MINUTES_A_DAY),)


class EmptyHours(Invalid):
    """Hours must not end where they begin. A whole day is 00:00 to 24:00."""


class OverlappingHours(Invalid):
    """Two of these hours overlap."""


def read_ranges(ranges: Iterable[HoursRange]) -> list[WeeklyRange]:
    """Check weekly hours as people typed them; raises EmptyHours, OverlappingHours. Touching ranges stay as typed.

    Midnight typed as an end, 00:00, is the end of the day.
    """
    read = sorted(WeeklyRange(given.weekday, *_day_range(given.from_, given.to)) for given in ranges)
    week = [((r.weekday - 1) * MINUTES_A_DAY + r.from_minute, r.length) for r in read]
    _check_apart([*week, (week[0][0] + MINUTES_A_WEEK, week[0][1])] if week else [])
    return read


def read_date_ranges(ranges: Iterable[tuple[str, str]], *, several: bool) -> list[DayRange]:
    """Check the hours of one date, or of each of several that follow each other; raises as above."""
    read = sorted(DayRange(*_day_range(start, end)) for start, end in ranges)
    day = [(r.from_minute, (r.to_minute - r.from_minute) % MINUTES_A_DAY or MINUTES_A_DAY) for r in read]
    _check_apart([*day, (day[0][0] + MINUTES_A_DAY, day[0][1])] if day and several else day)
    return read


def _day_range(start: str, end: str) -> tuple[int, int]:
    from_minute, to_minute = minutes_of(start), minutes_of(end)
    if from_minute in (to_minute, MINUTES_A_DAY):
        raise EmptyHours()
    return from_minute, to_minute or MINUTES_A_DAY


def _check_apart(ranges: Sequence[tuple[int, int]]) -> None:
    if any(start + length > following for (start, length), (following, _) in pairwise(ranges)):
        raise OverlappingHours()


def write_ranges(ranges: Iterable[WeeklyRange]) -> list[HoursRange]:
    """Turn weekly hours into what people read."""
    return [HoursRange(r.weekday, time_of(r.from_minute), time_of(r.to_minute)) for r in sorted(ranges)]


def openings(plan: Plan, *, first: date, last: date) -> list[Opening]:
    """Expand hours to instants for what starts on the dates first … last, both included, merged where they touch.

    The same question is answered from memory: a day's openings are asked for over and over.
    """
    return list(_openings(plan, first, last))


@lru_cache(maxsize=4096)
def _openings(plan: Plan, first: date, last: date) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        ranges = plan.of_date(day)
        if ranges:
            found.extend(_on_date(day, ranges, plan.time_zone))
    return tuple(merged(found))


def _on_date(day: date, ranges: Sequence[DayRange], time_zone: str) -> Iterable[Opening]:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the wall has no zone yet
    steady = steady_midnight(day, time_zone)
    for from_minute, to_minute in ranges:
        until = to_minute if to_minute > from_minute else to_minute + MINUTES_A_DAY
        if steady is not None:  # no clock change is near: nothing is skipped, nothing repeats
            begins = steady + timedelta(minutes=from_minute)
            yield Opening(begins, begins + timedelta(minutes=until - from_minute))
            continue
        start, end = midnight + timedelta(minutes=from_minute), midnight + timedelta(minutes=until)
        opening = Opening(instant(start, time_zone, end=False), instant(end, time_zone, end=True))
        if opening.starts_at < opening.ends_at and not (skipped(start, time_zone) and skipped(end, time_zone)):
            yield opening  # what lies wholly inside the hour that a clock change skips vanishes


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


def minutes_of(time_of_day: str) -> int:
    """Read "14:30" as minutes after midnight."""
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(minutes: int) -> str:
    """Write minutes after midnight as "14:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
