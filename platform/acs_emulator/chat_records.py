"""What a chat consists of: threads, members, messages, receipts, and what may happen to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

MessageKind = Literal["text", "html", "topicUpdated", "participantAdded", "participantRemoved"]


class Member(msgspec.Struct, kw_only=True):
    """One participant of a thread."""

    user_id: str
    display_name: str | None = None
    share_history_time: datetime | None = None
    """Messages before this moment stay hidden from the member; None shows all."""
    metadata: dict[str, str] | None = None


class Receipt(msgspec.Struct, kw_only=True):
    """How far one member has read."""

    user_id: str
    message_id: str
    read_on: datetime


class Message(msgspec.Struct, kw_only=True):
    """One message: written by a member, or by the service about the topic or the membership."""

    id: str
    """Epoch milliseconds as a decimal string, rising within the thread."""
    thread_id: str
    sequence_id: int
    version: str
    kind: MessageKind
    content: str | None = None
    sender_id: str | None = None
    sender_display_name: str | None = None
    created_on: datetime
    edited_on: datetime | None = None
    deleted_on: datetime | None = None
    metadata: dict[str, str] | None = None
    topic: str | None = None
    members: list[Member] = msgspec.field(default_factory=list)
    """Whom a membership message is about."""
    initiator_id: str | None = None
    client_message_id: str | None = None
    """What the call socket gave with it; REST has no such thing."""


class Retention(msgspec.Struct, kw_only=True):
    """When a thread goes by itself; None keeps it."""

    delete_after_days: int | None = None


class Thread(msgspec.Struct, kw_only=True):
    """One chat thread without its messages."""

    id: str
    topic: str
    created_on: datetime
    created_by: str
    members: dict[str, Member] = msgspec.field(default_factory=dict)
    former_members: list[str] = msgspec.field(default_factory=list)
    """Who was in the thread when it was deleted: they alone may delete it again."""
    receipts: dict[str, Receipt] = msgspec.field(default_factory=dict)
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    retention: Retention | None = None
    deleted_on: datetime | None = None
    last_message_on: datetime | None = None
    version: str = ""

    def is_over(self, now: datetime) -> bool:
        """Whether the thread is deleted, by somebody or by its retention policy."""
        if self.deleted_on is not None:
            return True
        days = None if self.retention is None else self.retention.delete_after_days
        return days is not None and now >= self.created_on + timedelta(days=days)


class ChatHappening(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened in a thread. `user_id` is who did it, also when it is heard by that user's own listener."""

    kind: Literal[
        "thread_created",
        "thread_updated",
        "thread_deleted",
        "message",
        "edited",
        "deleted",
        "typing",
        "read",
        "participants_added",
        "participants_removed",
    ]
    thread: Thread
    user_id: str
    at: datetime
    message: Message | None = None
    """For message, edited, deleted."""
    receipt: Receipt | None = None
    """For read."""
    display_name: str | None = None
    """For typing: the name the typist gave, or the member's."""
    members: tuple[Member, ...] = ()
    """For participants_added and participants_removed: whom it concerns."""
