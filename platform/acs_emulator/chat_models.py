"""The JSON shapes of the chat service: bodies of requests, and what answers carry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from acs_emulator.chat_records import Member, Message, Receipt, Retention, Thread
from acs_emulator.clock import iso_seconds
from acs_emulator.errors import AcsError
from acs_emulator.identifiers import Identifier, identifier

METADATA_BYTES_MAX = 1024
RETENTION_DAYS_MIN, RETENTION_DAYS_MAX = 30, 90


class ParticipantBody(msgspec.Struct, rename="camel"):
    """One participant of a request."""

    communication_identifier: Identifier
    display_name: str | None = None
    share_history_time: datetime | None = None
    metadata: dict[str, str] | None = None


class RetentionBody(msgspec.Struct, rename="camel"):
    """A retention policy of a request."""

    kind: str
    delete_thread_after_days: int | None = None


class CreateThread(msgspec.Struct, rename="camel"):
    """Body of a new thread."""

    topic: str
    participants: list[ParticipantBody] | None = None
    metadata: dict[str, str] | None = None
    retention_policy: RetentionBody | None = None


class UpdateThread(msgspec.Struct, rename="camel"):
    """Body of a changed thread."""

    topic: str | None = None
    metadata: dict[str, str] | None = None
    retention_policy: RetentionBody | None = None


class SendMessage(msgspec.Struct, rename="camel"):
    """Body of a new message."""

    content: str
    sender_display_name: str | None = None
    kind: Literal["text", "html"] = msgspec.field(default="text", name="type")
    metadata: dict[str, str] | None = None


class UpdateMessage(msgspec.Struct):
    """Body of a changed message."""

    content: str | None = None
    metadata: dict[str, str] | None = None


class AddParticipants(msgspec.Struct):
    """Body of an addition."""

    participants: list[ParticipantBody]


class Typing(msgspec.Struct, rename="camel"):
    """Body of a typing notice."""

    sender_display_name: str | None = None


class ReadReceiptBody(msgspec.Struct, rename="camel"):
    """Body of a read receipt."""

    chat_message_id: str


def retention_of(body: RetentionBody | None) -> Retention | None:
    """Return the policy of a request. Raises AcsError 400 for an unknown kind or days outside 30 to 90."""
    if body is None:
        return None
    if body.kind == "none":
        return Retention()
    days = body.delete_thread_after_days
    if body.kind != "threadCreationDate" or days is None or not RETENTION_DAYS_MIN <= days <= RETENTION_DAYS_MAX:
        message = f"deleteThreadAfterDays must be between {RETENTION_DAYS_MIN} and {RETENTION_DAYS_MAX}."
        raise AcsError(400, "BadRequest", message, target="retentionPolicy")
    return Retention(delete_after_days=days)


def check_metadata(metadata: dict[str, str] | None) -> None:
    """Refuse (AcsError 400) metadata of more than 1 KB in total."""
    if (
        metadata
        and sum(len(key.encode()) + len(value.encode()) for key, value in metadata.items()) > METADATA_BYTES_MAX
    ):
        raise AcsError(400, "BadRequest", "Metadata has at most 1 KB in total.", target="metadata")


def member_of(raw_id: str, body: ParticipantBody) -> Member:
    """Return the member that a participant of a request becomes."""
    since = body.share_history_time
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return Member(user_id=raw_id, display_name=body.display_name, share_history_time=since, metadata=body.metadata)


def participant_model(member: Member) -> dict[str, Any]:
    """Return a participant as answers carry it."""
    model: dict[str, Any] = {"communicationIdentifier": identifier(member.user_id)}
    if member.display_name is not None:
        model["displayName"] = member.display_name
    if member.share_history_time is not None:
        model["shareHistoryTime"] = iso_seconds(member.share_history_time)
    if member.metadata:
        model["metadata"] = member.metadata
    return model


def thread_model(thread: Thread) -> dict[str, Any]:
    """Return a thread as answers carry it."""
    model: dict[str, Any] = {
        "id": thread.id,
        "topic": thread.topic,
        "createdOn": iso_seconds(thread.created_on),
        "createdByCommunicationIdentifier": identifier(thread.created_by),
    }
    if thread.metadata:
        model["metadata"] = thread.metadata
    if thread.retention is not None:
        days = thread.retention.delete_after_days
        model["retentionPolicy"] = (
            {"kind": "none"} if days is None else {"kind": "threadCreationDate", "deleteThreadAfterDays": days}
        )
    return model


def thread_item(thread: Thread) -> dict[str, Any]:
    """Return a thread as lists carry it."""
    item: dict[str, Any] = {"id": thread.id, "topic": thread.topic}
    if thread.last_message_on is not None:
        item["lastMessageReceivedOn"] = iso_seconds(thread.last_message_on)
    return item


def message_model(message: Message) -> dict[str, Any]:
    """Return a message as answers carry it."""
    model: dict[str, Any] = {
        "id": message.id,
        "type": message.kind,
        "sequenceId": str(message.sequence_id),
        "version": message.version,
        "content": content_model(message),
        "createdOn": iso_seconds(message.created_on),
    }
    if message.sender_display_name is not None:
        model["senderDisplayName"] = message.sender_display_name
    sender = message.sender_id or message.initiator_id
    if sender is not None:
        model["senderCommunicationIdentifier"] = identifier(sender)
    if message.edited_on is not None:
        model["editedOn"] = iso_seconds(message.edited_on)
    if message.deleted_on is not None:
        model["deletedOn"] = iso_seconds(message.deleted_on)
    if message.metadata:
        model["metadata"] = message.metadata
    return model


def content_model(message: Message) -> dict[str, Any]:
    """Return the content of a message: words, a topic, or a change of membership."""
    if message.kind in ("text", "html"):
        return {} if message.content is None else {"message": message.content}
    content: dict[str, Any] = {}
    if message.topic is not None:
        content["topic"] = message.topic
    if message.members:
        content["participants"] = [participant_model(member) for member in message.members]
    if message.initiator_id is not None:
        content["initiatorCommunicationIdentifier"] = identifier(message.initiator_id)
    return content


def receipt_model(receipt: Receipt) -> dict[str, Any]:
    """Return a read receipt as answers carry it."""
    return {
        "senderCommunicationIdentifier": identifier(receipt.user_id),
        "chatMessageId": receipt.message_id,
        "readOn": iso_seconds(receipt.read_on),
    }
