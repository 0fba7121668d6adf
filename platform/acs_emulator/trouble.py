"""Ordered trouble: the next N requests of an operation, or all for some seconds, are refused, slowed, dropped or lost.

Orders are matched by operation name: `sms.send`, `rooms.create`, `chat.*`, `*`; the names are those of the handlers. Some
kinds of work are no requests: `sms.report` and `email.report` (kinds `late` and `fail`), `email.operation` (`fail`), and
`events.deliver` (`late`, `double`, `reorder`, `withhold`); they are named in full, a pattern never means them.
"""

from __future__ import annotations

import time
import uuid
from fnmatch import fnmatchcase
from typing import Literal

import msgspec

Kind = Literal["fail", "slow", "drop", "lose_answer", "late", "double", "reorder", "withhold"]


OWN_OPERATIONS = frozenset({"sms.report", "email.report", "email.operation", "events.deliver"})


class Order(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a tester ordered. Without count and seconds it holds until it is cancelled."""

    operation: str
    kind: Kind
    """fail: answer `status` and do nothing. slow: wait, then do it. drop: cut the connection, do nothing.
    lose_answer: do it, then cut the connection. late: hold a report or an event back. double: deliver an event twice.
    reorder: let the next event overtake it, or `delay_seconds` pass. withhold: never deliver an event."""
    count: int | None = None
    """How many requests it holds for."""
    seconds: float | None = None
    """How long it holds from now."""
    status: int = 500
    retry_after_seconds: int | None = None
    """Sent as Retry-After with `status`."""
    delay_seconds: float = 1.0
    """For slow and late."""
    match: str | None = None
    """Only where this text occurs: a recipient of a report, a type of an event."""
    code: str | None = None
    """Error code, or the delivery status of a failed report."""
    id: str = msgspec.field(default_factory=lambda: str(uuid.uuid4()))


class Trouble:
    """The orders that still hold."""

    def __init__(self) -> None:
        self._orders: dict[str, tuple[Order, float | None]] = {}

    def order(self, order: Order) -> None:
        """Let it hold from now on."""
        ends = None if order.seconds is None else time.monotonic() + order.seconds
        self._orders[order.id] = (order, ends)

    def orders(self) -> list[Order]:
        """Return what still holds, oldest first; counts are what is left."""
        self._forget_ended()
        return [order for order, _ends in self._orders.values()]

    def take(self, operation: str, kinds: tuple[Kind, ...], text: str = "") -> Order | None:
        """Return the first order for this operation, used once, or None."""
        self._forget_ended()
        for order, _ends in self._orders.values():
            if order.kind not in kinds or not _is_meant(operation, order.operation):
                continue
            if order.match is not None and order.match not in text:
                continue
            if order.count is not None:
                order.count -= 1
            return order
        return None

    def cancel(self, order_id: str | None = None) -> None:
        """Cancel one order, or all."""
        if order_id is None:
            self._orders.clear()
        else:
            self._orders.pop(order_id, None)

    def clear(self) -> None:
        """Cancel every order."""
        self._orders.clear()

    def _forget_ended(self) -> None:
        now = time.monotonic()
        ended = [
            key
            for key, (order, ends) in self._orders.items()
            if (ends is not None and now >= ends) or (order.count is not None and order.count <= 0)
        ]
        for key in ended:
            del self._orders[key]


def _is_meant(operation: str, ordered: str) -> bool:
    """Whether an order is for this operation: `*` means requests, what the emulator does by itself is named in full."""
    return operation == ordered if operation in OWN_OPERATIONS else fnmatchcase(operation, ordered)
