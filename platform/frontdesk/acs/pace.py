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
    """At most `count` in `seconds`."""

    def __init__(self, operation: str, count: int, seconds: float) -> None:
        self._operation = operation
        self._seconds = seconds
        self._turns: deque[float] = deque([float("-inf")] * count, maxlen=count)

    async def turn(self) -> None:
        """Wait a little for a turn; raises AcsUnavailable when it would take long, so that nobody sits on a lease."""
        now = time.monotonic()
        start = max(now, self._turns[0] + self._seconds)
        if start - now > WAIT_SECONDS_MAX:
            spread = random.uniform(0, self._seconds)  # noqa: S311 - so that those who wait do not come back together
            raise AcsUnavailable(f"{self._operation}: paced", retry_after_seconds=start - now + spread)
        self._turns.append(start)
        await asyncio.sleep(start - now)
