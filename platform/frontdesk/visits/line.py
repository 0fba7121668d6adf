"""The waiting consumer's place in line and an honest estimate."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.visits.facts import Facts, State, facts_between

AROUND = timedelta(hours=12)  # longer than a door is open ahead and a visit may run over


class Place(NamedTuple):
    """Where somebody stands: 1 is next. Minutes are None when it can be any moment."""

    number: int
    minutes: int | None
    estimate_at: datetime | None


def line_topic(office_id: UUID) -> str:
    """Name what those who wait in an office listen to. Its notices name the office only, not who else waits."""
    return f"line:{office_id}"


async def place_in_line(session: AsyncSession, facts: Facts, *, now: datetime) -> Place | None:
    """Tell the place of a waiting consumer among those who wait for the same provider; None for who does not wait."""
    if facts.state(now) is not State.WAITING:
        return None
    around = await facts_between(
        session,
        facts.office_id,
        from_at=now - AROUND,
        to_at=now + AROUND,
        provider_id=facts.provider_id,
    )
    return _place(facts, around, now=now)


def _place(facts: Facts, around: Sequence[Facts], *, now: datetime) -> Place:
    before = [
        other
        for other in around
        if other.id != facts.id  # a group goes in together
        and other.state(now) is State.WAITING
        and (other.starts_at, other.waiting_since or now) < (facts.starts_at, facts.waiting_since or now)
    ]
    running = [o for o in around if o.id != facts.id and o.state(now) in (State.ADMITTED, State.IN_VISIT)]
    left = max((min(o.ends_at - now, _length(o)) for o in running), default=timedelta())  # some begin before their time
    # A visit that runs over is expected to need five minutes more; nobody knows, and zero would be a promise.
    busy = max(left, timedelta(minutes=5)) if running else timedelta()
    busy += sum(map(_length, before), timedelta())
    begins_at = max(now + busy, facts.starts_at if busy or now < facts.starts_at else now)
    minutes = int((begins_at - now).total_seconds() // 60)
    return Place(len(before) + 1, minutes or None, begins_at if minutes else None)


def _length(facts: Facts) -> timedelta:
    return facts.ends_at - facts.starts_at
