"""Wall clocks, read minute by minute, by the pinned tzdata package alone. Imports nothing of the product.

A minute is a whole number, counted from 1970 in UTC; a reading is a whole number, counted from 1970 on the wall. In the
years of the tests every zone is whole minutes away from UTC.
"""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

zoneinfo.reset_tzpath(to=())  # never the system's tables

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ON = date(1970, 1, 1)
DAY = 1440
QUARTER = 15


def minute_of(instant: datetime) -> int:
    """The minute in which an instant lies."""
    return (instant - EPOCH) // timedelta(minutes=1)


def instant_of(minute: int) -> datetime:
    """The instant at which a minute begins."""
    return EPOCH + timedelta(minutes=minute)


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH_ON).days


@lru_cache(maxsize=200_000)
def _offsets_of_utc_day(zone: str, number: int) -> tuple[int, ...]:
    where, midnight = ZoneInfo(zone), EPOCH + timedelta(days=number)
    found = []
    for quarter in range(DAY // QUARTER):
        offset = (midnight + timedelta(minutes=quarter * QUARTER)).astimezone(where).utcoffset()
        assert offset is not None
        assert offset % timedelta(minutes=1) == timedelta()
        found.append(offset // timedelta(minutes=1))
        if quarter == 0 and found[0] == _offset_at(where, midnight + timedelta(days=1)):
            return (found[0],) * (DAY // QUARTER)  # nothing changes in this day
    return tuple(found)


def _offset_at(where: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(where).utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


def offset(zone: str, minute: int) -> int:
    """How far the wall is ahead of UTC at a minute."""
    return _offsets_of_utc_day(zone, minute // DAY)[minute % DAY // QUARTER]


def reading(zone: str, minute: int) -> int:
    """What the wall shows at a minute."""
    return minute + offset(zone, minute)


def date_number(zone: str, minute: int) -> int:
    """The date on the wall at a minute, in days since 1970."""
    return reading(zone, minute) // DAY


@lru_cache(maxsize=200_000)
def showings(zone: str, wall: int) -> tuple[int, ...]:
    """All minutes at which the wall shows a reading: one; none in a skipped hour; two in a repeated one."""
    around = {offset(zone, wall - 30 * 60), offset(zone, wall + 30 * 60)}  # no clock is changed twice in 60 hours
    return tuple(sorted(wall - ahead for ahead in around if offset(zone, wall - ahead) == ahead))


def begins(zone: str, wall: int) -> int:
    """A start: the earlier of two readings; a skipped one moves forward by the length of the gap."""
    shown = showings(zone, wall)
    return shown[0] if shown else _put_forward(zone, wall)


def ends(zone: str, wall: int) -> int:
    """An end: the later of two readings, but the earlier exactly where the repeated hour begins."""
    shown = showings(zone, wall)
    if not shown:
        return _put_forward(zone, wall)
    repeated_begins_here = len(shown) == 2 and len(showings(zone, wall - 1)) == 1
    return shown[0] if repeated_begins_here else shown[-1]


def skipped(zone: str, wall: int) -> bool:
    """Does the wall never show this?"""
    return not showings(zone, wall)


def _put_forward(zone: str, wall: int) -> int:
    """Walk back to the last reading that is shown and forward to the next: what lies between is the gap."""
    last, following = wall - 1, wall + 1
    while not showings(zone, last):
        last -= 1
    while not showings(zone, following):
        following += 1
    gap = following - last - 1
    (moved,) = showings(zone, wall + gap)
    return moved


@cache
def zone_names() -> tuple[str, ...]:
    """Area/Location names and UTC."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC"))


@cache
def transitions(zone: str) -> tuple[int, ...]:
    """The minutes of 2026 to 2028 at which a zone's clocks are changed; none changes them twice in a week."""
    where = ZoneInfo(zone)
    found = []
    for week in range(day_number(date(2026, 1, 1)), day_number(date(2029, 1, 1)), 7):
        before, after = week * DAY, (week + 7) * DAY
        old, new = _offset_at(where, instant_of(before)), _offset_at(where, instant_of(after))
        if old == new:
            continue
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if _offset_at(where, instant_of(middle)) == old else (before, middle)
        found.append(after)
    return tuple(found)
