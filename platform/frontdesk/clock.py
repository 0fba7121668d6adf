"""The one clock, and the one truth about time zones.

`now()` is asked at the doors and handed on as `now`; nobody below calls it. The pinned tzdata package decides about
zones everywhere: the system's and Postgres' own tables disagree with it in a dozen zones.
"""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from frontdesk.errors import UnknownTimeZone

zoneinfo.reset_tzpath(to=())  # only the tzdata package, never the system's tables

_held: datetime | None = None
_offset = timedelta()


def now() -> datetime:
    """Tell the instant, aware, in UTC: the held one, or the machine's moved by the configured offset."""
    return _held if _held is not None else datetime.now(UTC) + _offset


def move_by(offset: timedelta) -> None:
    """Start this process at another hour. Settings allow it in the demo and in tests only."""
    global _offset
    _offset = offset


def hold(instant: datetime) -> None:
    """Hold this process's clock at an instant, for acceptance suites; the environment "test" alone has a door to it."""
    global _held
    _held = instant.astimezone(UTC)


def release() -> None:
    """Let it run again."""
    global _held
    _held = None


@contextmanager
def held(instant: datetime) -> Iterator[datetime]:
    """Hold this process's clock at an instant until the block ends; for tests."""
    global _held
    before, _held = _held, instant.astimezone(UTC)
    try:
        yield instant
    finally:
        _held = before


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")


def zone(name: str) -> ZoneInfo:
    """Look up an IANA zone. Only Area/Location names and UTC; raises UnknownTimeZone."""
    if name not in _zone_names():
        raise UnknownTimeZone()
    return ZoneInfo(name)


def zone_names() -> list[str]:
    """List every accepted zone name, sorted."""
    return sorted(_zone_names())
