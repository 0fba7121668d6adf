"""Say the same thing twice and be heard once.

Azure remembers a repeatability id with the moment of its first use, but the clients make a new pair for each call. A
policy on the unmodified clients puts ours in its place, so that a crash between Azure's answer and our note of it does
not text anybody twice or leave a second room behind.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from uuid import UUID, uuid5

from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import SansIOHTTPPolicy

_OURS = UUID("6f1d2a54-9f57-5c0e-8d0b-3f6c0f2b7a11")


@dataclass(frozen=True, slots=True)
class Repeatable:
    """One act: the words that name it, and when it was first tried."""

    name: str
    first_sent_at: datetime

    def id_for(self, detail: str = "") -> str:
        """Derive the id: the same act always has the same."""
        return str(uuid5(_OURS, f"{self.name}\n{detail}"))

    @property
    def first_sent(self) -> str:
        """The moment as RFC 1123 wants it."""
        return format_datetime(self.first_sent_at.astimezone(UTC), usegmt=True)


_act: ContextVar[Repeatable | None] = ContextVar("act", default=None)


@contextmanager
def repeated_as(act: Repeatable) -> Iterator[None]:
    """Everything said to Azure inside is a try of this one act."""
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)


class RepeatableHeaders(SansIOHTTPPolicy[Any, Any]):
    """For rooms: the pair stands in headers."""

    def on_request(self, request: PipelineRequest[Any]) -> None:
        """Replace the client's pair with ours."""
        act = _act.get()
        if act is not None and "Repeatability-Request-Id" in request.http_request.headers:
            request.http_request.headers["Repeatability-Request-Id"] = act.id_for()
            request.http_request.headers["Repeatability-First-Sent"] = act.first_sent


class RepeatableRecipients(SansIOHTTPPolicy[Any, Any]):
    """For texts: a pair for each recipient stands in the body."""

    def on_request(self, request: PipelineRequest[Any]) -> None:
        """Replace the client's pairs with ours, before the body is signed."""
        act = _act.get()
        if act is None:
            return
        body = json.loads(request.http_request.body)
        for recipient in body["smsRecipients"]:
            recipient["repeatabilityRequestId"] = act.id_for(recipient["to"])
            recipient["repeatabilityFirstSent"] = act.first_sent
        request.http_request.set_json_body(body)
