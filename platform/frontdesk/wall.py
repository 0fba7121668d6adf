"""What the clock on somebody's wall shows: the only form in which people read a time, computed here and nowhere else."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec

from frontdesk.clock import zone
from frontdesk.errors import Invalid


class Wall(msgspec.Struct, frozen=True):
    """A moment, or a visit from `time` to `end_time`, as read in one zone."""

    date: date
    time: str
    end_time: str | None
    time_zone: str


YEARS = range(2000, 2200)  # far enough from the ends of the calendar for every zone and every sum
DAYS_AT_MOST = 731


class DatesBackwards(Invalid):
    """The last date must not lie before the first."""


class DatesOutOfReach(Invalid):
    """Dates must lie between the years 2000 and 2199, and two years apart at most."""


class InvalidTime(Invalid):
    """This is not a date and time of day, such as 2026-11-26T14:30."""


def wall(starts_at: datetime, ends_at: datetime | None, time_zone: str) -> Wall:
    """Read a moment or a visit on the wall of a zone."""
    where = zone(time_zone)
    local = starts_at.astimezone(where)
    return Wall(local.date(), _time(local), _time(ends_at.astimezone(where)) if ends_at else None, time_zone)


@lru_cache(maxsize=65536)
def start_of_day(day: date, time_zone: str) -> datetime:
    """Tell when a date begins in a zone, which is not always at 00:00. Raises DatesOutOfReach."""
    if day.year not in YEARS:
        raise DatesOutOfReach()
    return instant(datetime(day.year, day.month, day.day), time_zone, end=False)  # noqa: DTZ001 - a wall clock has no zone yet


def instant(local: datetime, time_zone: str, *, end: bool) -> datetime:
    """Turn a wall clock's naive reading into an instant (UTC).

    A time in a skipped hour moves forward by the gap's length. In a repeated hour a start takes the earlier reading, an
    end the later, except an end exactly where the repeated hour begins, which takes the earlier (product rules, section 5).
    """
    where = zone(time_zone)
    first, second = (local.replace(tzinfo=where, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return _utc(first)
    if not end or skipped(local, time_zone):
        return _utc(first)  # in a gap, fold 0 reads with the offset before it, which lands one gap later
    just_before = (local - timedelta(microseconds=1)).replace(tzinfo=where)
    begins_here = just_before.utcoffset() == just_before.replace(fold=1).utcoffset()
    return _utc(first if begins_here else second)


def skipped(local: datetime, time_zone: str) -> bool:
    """Does no clock in this zone ever show this naive reading, because it was put forward over it?"""
    return _utc(local.replace(tzinfo=zone(time_zone))).astimezone(zone(time_zone)).replace(tzinfo=None) != local


@lru_cache(maxsize=65536)
def steady_midnight(day: date, time_zone: str) -> datetime | None:
    """Tell when a date begins, if no clock change is near until the next date ends: then minutes may simply be added."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone(time_zone))
    offset = midnight.utcoffset()
    others = (midnight.replace(fold=1), midnight + timedelta(days=1), midnight + timedelta(days=2))
    return _utc(midnight) if all(other.utcoffset() == offset for other in others) else None


def parse_local(text: str) -> datetime:
    """Read "2026-11-26T14:30", a wall clock's reading without a zone; raises InvalidTime."""
    try:
        local = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the zone is the office's
    except ValueError:
        raise InvalidTime() from None
    if local.year not in YEARS:
        raise InvalidTime()
    return local


def check_dates(first: date, last: date) -> None:
    """Refuse dates, both included, that nobody can mean; raises DatesBackwards, DatesOutOfReach."""
    if first > last:
        raise DatesBackwards()
    if first.year not in YEARS or last.year not in YEARS or (last - first).days > DAYS_AT_MOST:
        raise DatesOutOfReach()


def _time(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"  # a list of slots reads thousands, and strftime is slow


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(zone("UTC"))
