"""Local hours become instants: a table checked by hand, and an oracle that counts minutes.

The nights of the table: London and Berlin on their changes of 2027; Lord Howe, whose clocks move by half an hour; Troll
in Antarctica, by two hours; Havana (2025) and Beirut, at midnight; Apia, which had no 30 December 2011.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from frontdesk.availability.hours import (
    EmptyHours,
    Opening,
    OverlappingHours,
    Plan,
    WeeklyRange,
    intersection,
    merged,
    openings,
    read_ranges,
    write_ranges,
)
from frontdesk.clock import zone, zone_names
from frontdesk.offices.schemas import HoursRange

LONDON, BERLIN = "Europe/London", "Europe/Berlin"
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # Sundays
MINUTE = timedelta(minutes=1)


def minutes(time_of_day: str) -> int:
    hours, past = time_of_day.split(":")
    return int(hours) * 60 + int(past)


def on(day: date, *ranges: str) -> list[WeeklyRange]:
    """The hours of one weekday, such as "09:00-17:00"."""
    pairs = [text.split("-") for text in ranges]
    return [WeeklyRange(day.isoweekday(), minutes(start), minutes(end)) for start, end in pairs]


def spoken(found: Sequence[Opening]) -> list[str]:
    return [f"{start.astimezone(UTC):%d %H:%M} to {end.astimezone(UTC):%d %H:%M}" for start, end in found]


@pytest.mark.parametrize(
    ("time_zone", "day", "hours", "instants"),
    [
        (LONDON, date(2026, 11, 26), "09:00-17:00", "26 09:00 to 26 17:00"),
        (BERLIN, date(2026, 11, 26), "09:00-17:00", "26 08:00 to 26 16:00"),
        ("Asia/Kathmandu", date(2026, 11, 26), "09:00-17:00", "26 03:15 to 26 11:15"),
        ("Pacific/Kiritimati", date(2026, 11, 26), "09:00-17:00", "25 19:00 to 26 03:00"),
        # a night belongs to the date on which it starts; 24:00 is an end
        (LONDON, date(2026, 11, 26), "22:00-02:00", "26 22:00 to 27 02:00"),
        (LONDON, date(2026, 11, 26), "00:00-24:00", "26 00:00 to 27 00:00"),
        (LONDON, date(2026, 12, 31), "22:00-02:00", "31 22:00 to 01 02:00"),
        (LONDON, date(2028, 2, 29), "09:00-24:00", "29 09:00 to 01 00:00"),
        # the hour that is skipped: 01:00 to 02:00 in London, 02:00 to 03:00 in Berlin
        (LONDON, SPRING, "00:00-04:00", "28 00:00 to 28 03:00"),
        (LONDON, SPRING, "01:30-04:00", "28 01:30 to 28 03:00"),  # half past two by the clock that was put forward
        (LONDON, SPRING, "00:00-01:30", "28 00:00 to 28 01:30"),
        (LONDON, SPRING, "00:00-01:00", "28 00:00 to 28 01:00"),
        (LONDON, SPRING, "02:00-04:00", "28 01:00 to 28 03:00"),
        (LONDON, SPRING, "01:00-02:00", None),
        (LONDON, SPRING, "01:15-01:45", None),
        (LONDON, SPRING, "01:30-02:00", None),
        (LONDON, SPRING, "01:30-02:15", None),  # put forward it would end before it begins
        (BERLIN, SPRING, "02:10-02:50", None),
        (LONDON, SPRING - timedelta(days=1), "23:00-01:30", "27 23:00 to 28 01:30"),
        # the hour that comes twice: 01:00 to 02:00 in London
        (LONDON, AUTUMN, "00:00-04:00", "30 23:00 to 31 04:00"),
        (LONDON, AUTUMN, "01:00-04:00", "31 00:00 to 31 04:00"),  # a start takes the earlier reading
        (LONDON, AUTUMN, "01:30-04:00", "31 00:30 to 31 04:00"),
        (LONDON, AUTUMN, "00:00-01:30", "30 23:00 to 31 01:30"),  # an end the later
        (LONDON, AUTUMN, "00:00-01:00", "30 23:00 to 31 00:00"),  # but not where the repeated hour begins
        (LONDON, AUTUMN, "00:00-02:00", "30 23:00 to 31 02:00"),
        (LONDON, AUTUMN, "01:15-01:45", "31 00:15 to 31 01:45"),
        (LONDON, AUTUMN - timedelta(days=1), "22:00-02:00", "30 21:00 to 31 02:00"),
        # Lord Howe moves by thirty minutes: skips 02:00 to 02:30 in October, repeats 01:30 to 02:00 in April
        ("Australia/Lord_Howe", date(2026, 10, 4), "01:00-03:00", "03 14:30 to 03 16:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:05-02:25", None),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:00-03:00", "03 15:30 to 03 16:00"),
        ("Australia/Lord_Howe", date(2027, 4, 4), "01:00-03:00", "03 14:00 to 03 16:30"),
        ("Australia/Lord_Howe", date(2027, 4, 4), "01:00-01:30", "03 14:00 to 03 14:30"),
        ("Australia/Lord_Howe", date(2027, 4, 4), "01:00-01:45", "03 14:00 to 03 15:15"),
        # Troll moves by two hours: skips 01:00 to 03:00, repeats 01:00 to 03:00
        ("Antarctica/Troll", SPRING, "00:30-04:00", "28 00:30 to 28 02:00"),
        ("Antarctica/Troll", SPRING, "01:10-02:50", None),
        ("Antarctica/Troll", SPRING, "02:00-05:00", "28 02:00 to 28 03:00"),
        ("Antarctica/Troll", AUTUMN, "00:30-04:00", "30 22:30 to 31 04:00"),
        ("Antarctica/Troll", AUTUMN, "00:30-02:30", "30 22:30 to 31 02:30"),
        ("Antarctica/Troll", AUTUMN, "00:30-01:00", "30 22:30 to 30 23:00"),
        # Havana skips and repeats the first hour of the day, Beirut skips it
        ("America/Havana", date(2025, 3, 9), "00:00-04:00", "09 05:00 to 09 08:00"),
        ("America/Havana", date(2025, 3, 9), "00:00-01:00", None),
        ("America/Havana", date(2025, 3, 8), "20:00-24:00", "09 01:00 to 09 05:00"),
        ("America/Havana", date(2025, 11, 2), "00:00-04:00", "02 04:00 to 02 09:00"),
        ("America/Havana", date(2025, 11, 1), "20:00-24:00", "02 00:00 to 02 04:00"),
        ("America/Havana", date(2025, 11, 1), "22:00-00:30", "02 02:00 to 02 05:30"),
        ("Asia/Beirut", SPRING, "00:10-00:50", None),
        ("Asia/Beirut", SPRING, "00:00-03:00", "27 22:00 to 28 00:00"),
        # Apia went to bed on a Thursday and woke on a Saturday
        ("Pacific/Apia", date(2011, 12, 30), "09:00-17:00", None),
        ("Pacific/Apia", date(2011, 12, 29), "09:00-17:00", "29 19:00 to 30 03:00"),
        ("Pacific/Apia", date(2011, 12, 31), "09:00-17:00", "30 19:00 to 31 03:00"),
    ],
)
def test_hours_on_a_wall_are_these_instants(time_zone: str, day: date, hours: str, instants: str | None) -> None:
    found = openings(Plan(time_zone, tuple(on(day, hours))), first=day, last=day)
    assert spoken(found) == ([instants] if instants else [])


def test_what_touches_is_one_opening_over_midnight_too() -> None:
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    weekly = on(thursday, "09:00-12:00", "12:00-15:00", "20:00-24:00") + on(friday, "00:00-03:00", "04:00-05:00")
    found = openings(Plan(LONDON, tuple(weekly)), first=thursday, last=friday)
    assert spoken(found) == ["26 09:00 to 26 15:00", "26 20:00 to 27 03:00", "27 04:00 to 27 05:00"]


def test_round_the_clock_is_one_opening_also_over_both_changes() -> None:
    weekly = [WeeklyRange(weekday, 0, 1440) for weekday in range(1, 8)]
    for day in (SPRING, AUTUMN):
        (found,) = openings(Plan(LONDON, tuple(weekly)), first=day - timedelta(days=2), last=day + timedelta(days=2))
        assert found.ends_at - found.starts_at == timedelta(hours=119 if day == SPRING else 121)


def test_a_night_comes_only_with_the_date_on_which_it_starts() -> None:
    thursday = date(2026, 11, 26)
    weekly = on(thursday, "22:00-02:00")
    assert openings(Plan(LONDON, tuple(weekly)), first=date(2026, 11, 27), last=date(2026, 11, 27)) == []


def _typed(*ranges: tuple[int, str, str]) -> list[HoursRange]:
    return [HoursRange(weekday, start, end) for weekday, start, end in ranges]


@pytest.mark.parametrize(
    "ranges",
    [
        _typed((1, "09:00", "12:00"), (1, "11:59", "15:00")),
        _typed((1, "09:00", "12:00"), (1, "09:00", "12:00")),
        _typed((1, "22:00", "02:00"), (2, "01:00", "05:00")),
        _typed((7, "22:00", "02:00"), (1, "01:00", "05:00")),
        _typed((1, "00:00", "24:00"), (1, "23:00", "23:30")),
        _typed((7, "10:00", "09:00"), (1, "08:00", "08:30")),
    ],
)
def test_hours_that_overlap_are_refused(ranges: list[HoursRange]) -> None:
    with pytest.raises(OverlappingHours):
        read_ranges(ranges)


@pytest.mark.parametrize(
    ("start", "end"), [("09:00", "09:00"), ("00:00", "00:00"), ("24:00", "09:00"), ("24:00", "24:00")]
)
def test_hours_that_end_where_they_begin_are_refused(start: str, end: str) -> None:
    with pytest.raises(EmptyHours):
        read_ranges(_typed((1, start, end)))


def test_midnight_typed_as_an_end_is_the_end_of_the_day() -> None:
    assert read_ranges(_typed((1, "18:00", "00:00"))) == [WeeklyRange(1, 1080, 1440)]


def test_hours_that_touch_stay_as_they_were_typed() -> None:
    typed = _typed((1, "09:00", "12:00"), (1, "12:00", "24:00"), (2, "00:00", "09:00"), (7, "22:00", "24:00"))
    assert write_ranges(read_ranges(typed)) == typed


# The oracles count minutes one by one, and know nothing of how it is done.

START = datetime(2027, 1, 1, tzinfo=UTC)
ranges_of_minutes = some.lists(
    some.tuples(some.integers(0, 300), some.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=8
)


def _opened(ranges: Sequence[tuple[int, int]]) -> list[Opening]:
    return [Opening(START + start * MINUTE, START + end * MINUTE) for start, end in ranges]


def _minutes_of(ranges: Sequence[Opening]) -> set[datetime]:
    return {
        start + count * MINUTE for start, end in ranges for count in range(int((end - start).total_seconds() // 60))
    }


@given(ranges_of_minutes, ranges_of_minutes)
@settings(max_examples=200, deadline=None)
def test_merging_and_intersecting_keep_exactly_the_right_minutes(
    some_ranges: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    one, other = merged(_opened(some_ranges)), merged(_opened(others))
    assert _minutes_of(one) == _minutes_of(_opened(some_ranges))
    assert all(before.ends_at < after.starts_at for before, after in pairwise(one))
    both = intersection(one, other)
    assert _minutes_of(both) == _minutes_of(one) & _minutes_of(other)
    assert both == sorted(both)


MARK = 5 * MINUTE


def _oracle(weekly: Sequence[WeeklyRange], time_zone: str, day: date) -> set[datetime]:
    """Walk the real marks around a date and ask the wall clock at each: which of them lie inside what was typed?

    A range is entered at the first mark that shows its start or anything later, and left after the last one that shows
    less than its end: the product's rule, said by walking.
    """
    where, noon = zone(time_zone), datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    marks = [noon + count * MARK for count in range(-30 * 12, 54 * 12)]
    walls = [(mark, mark.astimezone(where).replace(tzinfo=None)) for mark in marks]
    shown = {wall for _, wall in walls}
    steps = [after[1] - before[1] for before, after in pairwise(walls)]
    gap = max(steps) - MARK
    found: set[datetime] = set()
    for _, from_minute, to_minute in weekly:
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what is typed has no zone yet
        start = midnight + from_minute * MINUTE
        end = midnight + (to_minute + (1440 if to_minute <= from_minute else 0)) * MINUTE
        if start not in shown and end not in shown:
            continue  # wholly inside what was skipped
        start, end = (time if time in shown else time + gap for time in (start, end))
        entered = min(mark for mark, wall in walls if wall >= start)
        left = max(mark for mark, wall in walls if wall < end)
        found.update(mark for mark in marks if entered <= mark <= left)
    return found


CHANGES = [
    *(SPRING, AUTUMN, SPRING - timedelta(days=1), AUTUMN - timedelta(days=1)),  # Europe, Lebanon, Troll
    *(date(2025, 3, 9), date(2025, 11, 2), date(2025, 11, 1)),  # America, Cuba
    *(date(2027, 4, 4), date(2026, 10, 4)),  # Australia, New Zealand nearly
    *(date(2025, 9, 7), date(2025, 4, 6)),  # Chile
    date(2027, 7, 7),
]


@given(
    some.sampled_from(zone_names()),
    some.sampled_from(CHANGES),
    some.lists(some.tuples(some.integers(0, 287), some.integers(1, 287)), min_size=1, max_size=2),
)
@settings(max_examples=250, deadline=None)
def test_openings_agree_with_a_walk_along_the_wall_clock_in_any_zone(
    time_zone: str, day: date, typed: list[tuple[int, int]]
) -> None:
    weekly = []
    for start, length in typed:  # five-minute marks; never a whole day, so that no range begins where it ends
        from_minute, to_minute = start * 5, (start + length) * 5 % 1440
        weekly.append(WeeklyRange(day.isoweekday(), from_minute, to_minute or 1440))
    found = openings(Plan(time_zone, tuple(weekly)), first=day, last=day)
    inside = {minute for minute in _minutes_of(found) if minute.minute % 5 == 0}
    assert inside == _oracle(weekly, time_zone, day)
