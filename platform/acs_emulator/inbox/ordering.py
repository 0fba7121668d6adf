"""The trouble people order with one click: each button is a handful of orders that are known by their ids."""

from __future__ import annotations

from acs_emulator.inbox.contents import TroubleSeen
from acs_emulator.state import Emulator
from acs_emulator.trouble import Order

LATE_SECONDS = 30
SLOW_SECONDS = 3
REFUSE_SECONDS = 60
RETRY_AFTER_SECONDS = 5
REQUESTS = ("identity.*", "rooms.*", "chat.*", "sms.send", "sms.*_opt_outs", "email.send", "email.get_operation")
"""What is refused: requests, not reports and events, which "*" would fail as well."""


def orders(button: str) -> list[Order]:
    """Return what a button orders; empty for a button there is not."""
    match button:
        case "fail_text":
            return [Order(id=_id(button, "sms.report"), operation="sms.report", kind="fail", count=1)]
        case "report_late":
            return [
                Order(id=_id(button, operation), operation=operation, kind="late", delay_seconds=LATE_SECONDS)
                for operation in ("sms.report", "email.report")
            ]
        case "slow":
            return [Order(id=_id(button, "*"), operation="*", kind="slow", delay_seconds=SLOW_SECONDS)]
        case "refuse":
            return [_refusal(button, operation) for operation in REQUESTS]
        case _:
            return []


def cancel(emulator: Emulator, button: str) -> None:
    """Cancel what a button ordered; nothing happens if nothing holds any more."""
    for order in orders(button):
        emulator.trouble.cancel(order.id)


def ordered(emulator: Emulator) -> TroubleSeen:
    """Return which buttons hold, and how many orders came from elsewhere."""
    ids = [order.id for order in emulator.trouble.orders()]
    ours = [order_id.split(":")[1] for order_id in ids if order_id.startswith("inbox:")]
    return TroubleSeen(ordered=sorted(set(ours)), others=len(ids) - len(ours))


def _id(button: str, operation: str) -> str:
    return f"inbox:{button}:{operation}"


def _refusal(button: str, operation: str) -> Order:
    return Order(
        id=_id(button, operation),
        operation=operation,
        kind="fail",
        seconds=REFUSE_SECONDS,
        status=429,
        retry_after_seconds=RETRY_AFTER_SECONDS,
        code="TooManyRequests",
    )
