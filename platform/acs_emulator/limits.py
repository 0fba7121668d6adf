"""The documented rate limits, kept only when asked for: sliding windows over the real clock."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import Literal

import msgspec

from acs_emulator.errors import AcsError

Per = Literal["resource", "user", "thread", "user_and_thread", "sender"]


class Limit(msgspec.Struct, frozen=True):
    """At most `count` requests in `seconds`, counted per `per`."""

    count: int
    seconds: float
    per: Per


_THREAD_WRITES = (Limit(10, 10, "thread"), Limit(30, 60, "thread"))
_THREAD_READS = (Limit(50, 10, "user"),)
_IDENTITY = (Limit(1000, 30, "resource"),)
_IDENTITY_ENDINGS = (Limit(500, 30, "resource"),)

DOCUMENTED: dict[str, tuple[Limit, ...]] = {
    "identity.create": _IDENTITY,
    "identity.create_with_token": _IDENTITY,
    "identity.issue_token": _IDENTITY,
    "identity.revoke_tokens": _IDENTITY_ENDINGS,
    "identity.delete": _IDENTITY_ENDINGS,
    "identity.exchange_teams_token": _IDENTITY_ENDINGS,
    "identity.exchange_entra_token": _IDENTITY_ENDINGS,
    "identity.exchange_teams_extension_token": _IDENTITY_ENDINGS,
    "chat.create_thread": (Limit(10, 10, "user"),),
    "chat.delete_thread": (Limit(10, 10, "user"),),
    "chat.update_thread": (Limit(5, 10, "thread"),),
    "chat.add_participants": _THREAD_WRITES,
    "chat.remove_participant": _THREAD_WRITES,
    "chat.get_thread": _THREAD_READS,
    "chat.list_threads": _THREAD_READS,
    "chat.get_message": (Limit(50, 10, "user_and_thread"), Limit(250, 10, "thread")),
    "chat.list_messages": (
        Limit(50, 10, "user_and_thread"),
        Limit(200, 60, "user_and_thread"),
        Limit(250, 10, "thread"),
        Limit(400, 60, "thread"),
    ),
    "chat.list_receipts": (Limit(5, 10, "user_and_thread"), Limit(100, 10, "thread")),
    "chat.list_participants": (Limit(10, 10, "user_and_thread"), Limit(250, 10, "thread")),
    "chat.send_message": _THREAD_WRITES,
    "chat.update_message": _THREAD_WRITES,
    "chat.delete_message": _THREAD_WRITES,
    "chat.send_receipt": (Limit(10, 10, "user_and_thread"), Limit(30, 60, "user_and_thread")),
    "chat.typing": (
        Limit(5, 10, "user_and_thread"),
        Limit(15, 60, "user_and_thread"),
        Limit(10, 10, "thread"),
        Limit(30, 60, "thread"),
    ),
    "sms.send from a toll-free number": (Limit(200, 60, "sender"),),
    "sms.send from a short code": (Limit(6000, 60, "sender"),),
    "sms.send from a name": (Limit(600, 60, "resource"),),
    "email.send from a managed domain": (Limit(5, 60, "sender"), Limit(10, 3600, "sender")),
    "email.send from a custom domain": (Limit(30, 60, "sender"), Limit(100, 3600, "sender")),
    "email.get_operation from a managed domain": (Limit(10, 60, "sender"), Limit(20, 3600, "sender")),
    "email.get_operation from a custom domain": (Limit(60, 60, "sender"), Limit(200, 3600, "sender")),
}
"""By operation; where it depends on the sender, by what the sender is. A sender is a number, or the domain of a mail."""


class Limits:
    """Counts requests and refuses those above a documented limit."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._seen: dict[tuple[object, ...], deque[float]] = {}

    def count(self, operation: str, *, user: str = "", thread: str = "", sender: str = "", cost: int = 1) -> None:
        """Count one request. Raises AcsError 429 with Retry-After when it is one too many; it is then not counted."""
        if not self.on:
            return
        now = time.monotonic()
        windows: list[deque[float]] = []
        for limit in DOCUMENTED.get(operation, ()):
            key = {
                "resource": (),
                "user": (user,),
                "thread": (thread,),
                "user_and_thread": (user, thread),
                "sender": (sender,),
            }[limit.per]
            window = self._seen.setdefault((operation, limit.per, limit.seconds, *key), deque())
            while window and window[0] <= now - limit.seconds:
                window.popleft()
            if len(window) + cost > limit.count:
                wait = (window[0] + limit.seconds - now) if window else limit.seconds
                raise too_many_requests(max(1, math.ceil(wait)))
            windows.append(window)
        for window in windows:
            window.extend([now] * cost)

    def clear(self) -> None:
        """Forget what was counted."""
        self._seen.clear()


def too_many_requests(retry_after_seconds: int | None) -> AcsError:
    """One request too many; without Retry-After the Python SDKs do not repeat POST and PATCH."""
    headers = {} if retry_after_seconds is None else {"Retry-After": str(retry_after_seconds)}
    return AcsError(429, "TooManyRequests", "Rate limit exceeded, retry later.", headers=headers)
