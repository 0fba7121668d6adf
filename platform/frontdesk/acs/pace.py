"""Stay under Azure's documented limits, so that its 429 is the exception.

Counted in this process. Several workers together may go over; then Azure says so, and the outbox waits as long as it asks.
"""

import asyncio
import random
import time
from collections import deque

from frontdesk.errors import AcsUnavailable

WAIT_SECONDS_MAX = 5.0


class Pace:
    """At most `count` in `seconds`.

    Of these, `kept` are left to what is urgent: a crowd of reminders leaves room for the code that somebody at the screen
    waits for.
    """

    def __init__(self, operation: str, count: int, seconds: float, *, kept: int = 0) -> None:
        self._operation = operation
        self._seconds = seconds
        self._everybodys, self._kept = _lane(count - kept), _lane(kept)

    async def turn(self, *, urgent: bool = False) -> None:
        """Wait a little for a turn; raises AcsUnavailable when it would take long, so that nobody sits on a lease."""
        now = time.monotonic()
        lane = min(self._everybodys, self._kept, key=_oldest) if urgent else self._everybodys
        start = max(now, _oldest(lane) + self._seconds)
        if start - now > WAIT_SECONDS_MAX:
            spread = random.uniform(0, self._seconds)  # noqa: S311 - so that those who wait do not come back together
            raise AcsUnavailable(f"{self._operation}: paced", retry_after_seconds=start - now + spread)
        lane.append(start)
        await asyncio.sleep(start - now)


def _lane(count: int) -> deque[float]:
    """The starts of the last `count` turns, the oldest first."""
    return deque([float("-inf")] * count, maxlen=count)


def _oldest(lane: deque[float]) -> float:
    return lane[0] if lane else float("inf")
