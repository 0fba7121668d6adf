"""What the clock on the wall shows, and which instant a reading of it means."""

from datetime import UTC, date, datetime

import pytest

from frontdesk.clock import zone
from frontdesk.errors import UnknownTimeZone
from frontdesk.wall import InvalidTime, instant, parse_local, skipped, start_of_day, wall


def test_a_visit_is_read_on_each_wall() -> None:
    starts, ends = datetime(2026, 11, 26, 23, 50, tzinfo=UTC), datetime(2026, 11, 27, 0, 10, tzinfo=UTC)
    read = wall(starts, ends, "Europe/London")
    assert (read.date, read.time, read.end_time) == (date(2026, 11, 26), "23:50", "00:10")
    read = wall(starts, ends, "Asia/Kolkata")
    assert (read.date, read.time, read.end_time) == (date(2026, 11, 27), "05:20", "05:40")


def test_in_the_hour_that_comes_twice_two_instants_read_the_same() -> None:
    first, second = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert wall(first, None, "Europe/London") == wall(second, None, "Europe/London")


@pytest.mark.parametrize(
    ("day", "time_zone", "begins"),
    [
        (date(2026, 11, 26), "Europe/London", "2026-11-26T00:00"),
        (date(2026, 7, 26), "Europe/London", "2026-07-25T23:00"),
        (date(2027, 3, 28), "Asia/Beirut", "2027-03-27T22:00"),  # at one o'clock: midnight was skipped
        (date(2025, 3, 9), "America/Havana", "2025-03-09T05:00"),
        (date(2025, 11, 2), "America/Havana", "2025-11-02T04:00"),  # midnight comes twice: the first one
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00"),  # a date that never was begins with the next
        (date(2011, 12, 31), "Pacific/Apia", "2011-12-30T10:00"),
        (date(2028, 2, 29), "Asia/Kathmandu", "2028-02-28T18:15"),
    ],
)
def test_a_date_begins_at_this_instant(day: date, time_zone: str, begins: str) -> None:
    assert start_of_day(day, time_zone) == datetime.fromisoformat(begins).replace(tzinfo=UTC)


def test_only_what_no_clock_shows_is_skipped() -> None:
    half_past = parse_local("2027-03-28T01:30")
    assert skipped(half_past, "Europe/London")
    assert not skipped(half_past, "Europe/Berlin")
    assert not skipped(half_past.replace(hour=2, minute=0), "Europe/London")
    assert not skipped(parse_local("2027-10-31T01:30"), "Europe/London")
    assert instant(half_past, "Europe/London", end=True) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-26", "2026-11-26T25:00", "2026-02-29T10:00", "26.11.2026 10:00", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidTime):
        parse_local(text)


@pytest.mark.parametrize("name", ["EST", "GMT", "Europe", "europe/london", "../etc/passwd", "", "Mars/Olympus"])
def test_only_area_and_location_name_a_zone(name: str) -> None:
    with pytest.raises(UnknownTimeZone):
        zone(name)
