"""Who sees time zones differently from the pinned tzdata package, which decides here: this database, this system.

Compared on every day of three years and around every transition that tzdata knows in them. A difference does not harm the
product, which asks neither; it tells whose own reckoning on this machine or in this database not to trust.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk import clock

FIRST, LAST = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2028, 12, 31, 12, tzinfo=UTC)
DAYS = [FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1)]
SYSTEM = Path("/usr/share/zoneinfo")
SECOND = timedelta(seconds=1)

_OFFSETS = text(
    """
    SELECT CAST(extract(epoch FROM ((instant AT TIME ZONE :zone) - (instant AT TIME ZONE 'UTC'))) AS integer)
    FROM unnest(CAST(:instants AS timestamptz[])) WITH ORDINALITY AS asked (instant, place)
    ORDER BY place
    """
)


@cache
def instants(name: str) -> tuple[datetime, ...]:
    """List when to compare a zone: noon of each day in UTC, and the last second before and the first after a transition."""
    zone = ZoneInfo(name)
    found = list(DAYS)
    for before, after in pairwise(DAYS):
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            at = _transition(zone, before, after)
            found += [at - SECOND, at]
    return tuple(found)


def _transition(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halve down to the second at which the offset is the later one for the first time."""
    later = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        before, after = (before, middle) if middle.astimezone(zone).utcoffset() == later else (middle, after)
    return after


def offsets(zone: ZoneInfo, at: Iterable[datetime]) -> list[int]:
    """Tell how far a zone is from UTC at these instants, in seconds."""
    return [int((instant.astimezone(zone).utcoffset() or timedelta()).total_seconds()) for instant in at]


async def differing_in_database(connection: AsyncConnection) -> tuple[list[str], int]:
    """Name the zones that Postgres sees differently, and say how many were compared."""
    known = set((await connection.execute(text("SELECT name FROM pg_timezone_names"))).scalars())
    compared = [name for name in clock.zone_names() if name in known]
    differing = []
    for name in compared:
        at = instants(name)
        theirs = (await connection.execute(_OFFSETS, {"zone": name, "instants": list(at)})).scalars()
        if list(theirs) != offsets(ZoneInfo(name), at):
            differing.append(name)
    return differing, len(compared)


def differing_on_system(folder: Path = SYSTEM) -> tuple[list[str], int] | None:
    """Name the zones that this system's own files see differently; None when it has none."""
    if not folder.is_dir():
        return None
    compared = [name for name in clock.zone_names() if (folder / name).is_file()]
    differing = []
    for name in compared:
        with (folder / name).open("rb") as file:
            theirs = ZoneInfo.from_file(file)
        if offsets(theirs, instants(name)) != offsets(ZoneInfo(name), instants(name)):
            differing.append(name)
    return differing, len(compared)
