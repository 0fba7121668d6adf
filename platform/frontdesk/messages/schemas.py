"""A line of the ledger, as staff see it. No words of the message and no address: who it went to stands beside it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from frontdesk.messages.tables import Message

MessageState = Literal["planned", "skipped", "cancelled", "sending", "accepted", "delivered", "failed"]


class MessageSeen(msgspec.Struct):
    """One message and what became of it."""

    id: UUID
    channel: str
    kind: str
    state: MessageState
    due_at: datetime
    accepted_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    skip_reason: str | None
    segments: int | None


def message_state(message: Message) -> MessageState:
    """Say in one word where a message stands, read from its moments: what reached a person counts most."""
    if message.delivered_at:
        return "delivered"
    if message.failed_at:
        return "failed"
    if message.accepted_at:
        return "accepted"
    if message.skipped_at:
        return "skipped"
    if message.cancelled_at:
        return "cancelled"
    return "sending" if message.sending_at else "planned"


def message_seen(message: Message) -> MessageSeen:
    """Show a message to staff."""
    return MessageSeen(
        id=message.id,
        channel=message.channel,
        kind=message.kind,
        state=message_state(message),
        due_at=message.due_at,
        accepted_at=message.accepted_at,
        delivered_at=message.delivered_at,
        failed_at=message.failed_at,
        failure=message.failure,
        skip_reason=message.skip_reason,
        segments=message.segments,
    )
