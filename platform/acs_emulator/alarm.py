"""Waits for the earliest of many moments: delivery reports and event deliveries that fall due."""

from __future__ import annotations

import asyncio
import heapq
import time


class Alarm:
    """Keys with the epoch second (real clock) at which each falls due."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, str]] = []
        self._changed = asyncio.Event()

    def set(self, key: str, at: float) -> None:
        """Let `key` fall due at the epoch second `at`."""
        heapq.heappush(self._heap, (at, key))
        self._changed.set()

    async def due(self) -> str:
        """Wait until a key is due, and return it; each set is returned once."""
        while True:
            self._changed.clear()
            wait = self._heap[0][0] - time.time() if self._heap else None
            if wait is not None and wait <= 0:
                return heapq.heappop(self._heap)[1]
            try:
                # A long wait is cut, so that a clock that was set is noticed.
                await asyncio.wait_for(self._changed.wait(), None if wait is None else min(wait, 30))
            except TimeoutError:
                continue

    def clear(self) -> None:
        """Forget every key."""
        self._heap.clear()
