"""Listed, bookable and explained are one truth: for any start, listed if and only if it can be held, if and only if nothing
explains why not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from frontdesk import db
from frontdesk.appointments.holding import hold
from frontdesk.availability.ask import Ask
from frontdesk.availability.explaining import explain_all
from frontdesk.availability.slots import slot_at, slots
from frontdesk.db import Sessions
from frontdesk.errors import Refusal

MARK = timedelta(minutes=5)
AT_ONCE = 288


async def contradictions(
    sessions: Sessions, ask: Ask, *, from_at: datetime, days: int, held_at_most: int | None = None
) -> list[str]:
    """Walk every five-minute mark of so many days. Holds are tried at all of them, or at so many offered and as many not."""
    to_at = from_at + timedelta(days=days)
    found = []
    async with db.begin(sessions, read_only=True) as session:
        listed = {slot.starts_at for slot in await slots(session, ask, from_at=from_at, to_at=to_at)}
        marks = sorted({from_at + MARK * count for count in range((to_at - from_at) // MARK)} | listed)
        for first in range(0, len(marks), AT_ONCE):
            reasons = await explain_all(session, ask, marks[first : first + AT_ONCE])
            found += [
                f"{start}: {'listed' if start in listed else 'not listed'}, but explained by {why}"
                for start, why in reasons.items()
                if (not why) != (start in listed)
            ]
    for start in _tried(marks, listed, held_at_most):
        async with db.begin(sessions, read_only=True) as session:
            alone = await slot_at(session, ask, start) is not None
        held = await can_be_held(sessions, ask, start)
        if {alone, held} != {start in listed}:
            found.append(f"{start}: listed {start in listed}, offered alone {alone}, could be held {held}")
    return found


async def can_be_held(sessions: Sessions, ask: Ask, start: datetime) -> bool:
    """Try to hold it, and take that back."""
    async with sessions() as session, session.begin() as transaction:
        try:
            await hold(session, ask, start)
        except Refusal:
            return False
        finally:
            await transaction.rollback()
    return True


def _tried(marks: Sequence[datetime], listed: set[datetime], at_most: int | None) -> Sequence[datetime]:
    """Everything; or some of those that are listed, evenly, and of those right beside them that are not."""
    if at_most is None:
        return marks
    beside = [mark for mark in marks if mark not in listed and {mark - MARK, mark + MARK} & listed]
    others = beside or [mark for mark in marks if mark not in listed]
    return [*_evenly(sorted(listed), at_most), *_evenly(others, at_most)]


def _evenly(starts: Sequence[datetime], at_most: int) -> Sequence[datetime]:
    return starts[:: max(1, -(-len(starts) // at_most))]
