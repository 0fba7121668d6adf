"""What happens in chat threads, as Event Grid tells it: once for the thread, and once for each participant.

The events of a participant go to everybody except who caused them. Traps of the cloud are kept: `version` is a number
in a participant's message events and a string in the thread's, and only the thread's participant events are written
in lower case in their subject.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from acs_emulator.chat_records import ChatHappening, Member, Message
from acs_emulator.clock import iso_event
from acs_emulator.identifiers import identifier

Publish = Callable[[str, str, dict[str, Any]], str]

_MESSAGE_TYPES = {"message": "ChatMessageReceived", "edited": "ChatMessageEdited", "deleted": "ChatMessageDeleted"}


def publish_chat(happening: ChatHappening, publish: Publish) -> None:
    """Publish the events of one happening; typing and reading have none."""
    if happening.message is not None:
        _publish_message(happening, happening.message, publish)
    elif happening.kind == "thread_created":
        _publish_created(happening, publish)
    elif happening.kind == "thread_updated":
        data = {**_by(happening, "edited"), "properties": {"topic": happening.thread.topic}, **_frame(happening)}
        data["editTime"] = iso_event(happening.at)
        _publish_both(
            happening, "ChatThreadPropertiesUpdatedPerUser", "ChatThreadPropertiesUpdated", "editedBy", data, publish
        )
    elif happening.kind == "thread_deleted":
        data = {**_by(happening, "deleted"), **_frame(happening), "deleteTime": iso_event(happening.at)}
        _publish_both(happening, "ChatThreadWithUserDeleted", "ChatThreadDeleted", "deletedBy", data, publish)
    elif happening.kind in ("participants_added", "participants_removed"):
        for member in happening.members:
            _publish_membership(happening, member, publish)


def _publish_message(happening: ChatHappening, message: Message, publish: Publish) -> None:
    name = _MESSAGE_TYPES[happening.kind]
    data: dict[str, Any] = {
        "messageId": message.id,
        "senderCommunicationIdentifier": identifier(happening.user_id),
        "senderDisplayName": message.sender_display_name,
        "composeTime": iso_event(message.created_on),
        "type": "Html" if message.kind == "html" else "Text",
        "version": message.version,
        **_where(happening),
    }
    if happening.kind == "deleted":
        data["deleteTime"] = iso_event(message.deleted_on or happening.at)
    else:
        data["messageBody"] = message.content
        data["metadata"] = message.metadata or {}
    if happening.kind == "edited":
        data["editTime"] = iso_event(message.edited_on or happening.at)
    subject = f"thread/{happening.thread.id}/sender/{happening.user_id}"
    own = {**data, "version": int(message.version), "senderId": happening.user_id}
    for member in _others(happening):
        publish(name, f"{subject}/recipient/{member.user_id}", {**own, **_recipient(member)})
    publish(f"{name}InThread", subject, data)


def _publish_created(happening: ChatHappening, publish: Publish) -> None:
    thread = happening.thread
    members = list(thread.members.values())
    data = {
        "createdByCommunicationIdentifier": identifier(happening.user_id),
        "properties": {"topic": thread.topic},
        "participants": [_participant(member) for member in members],
        **_frame(happening),
    }
    named = [{"displayName": member.display_name, "memberId": member.user_id} for member in members]
    subject = f"thread/{thread.id}/createdBy/{happening.user_id}"
    for member in _others(happening):
        own = {**data, "createdBy": happening.user_id, "members": named, **_recipient(member)}
        publish("ChatThreadCreatedWithUser", f"{subject}/recipient/{member.user_id}", own)
    publish("ChatThreadCreated", subject, data)


def _publish_both(
    happening: ChatHappening, per_user: str, per_thread: str, place: str, data: dict[str, Any], publish: Publish
) -> None:
    subject = f"thread/{happening.thread.id}/{place}/{happening.user_id}"
    for member in _others(happening):
        own = {**data, place: happening.user_id, **_recipient(member)}
        publish(per_user, f"{subject}/recipient/{member.user_id}", own)
    publish(per_thread, subject, data)


def _publish_membership(happening: ChatHappening, member: Member, publish: Publish) -> None:
    added = happening.kind == "participants_added"
    word = "participantAdded" if added else "participantRemoved"
    data = {
        "time": iso_event(happening.at),
        **_by(happening, "added" if added else "removed"),
        word: _participant(member),
        **_frame(happening),
    }
    per_user = "ChatParticipantAddedToThreadWithUser" if added else "ChatParticipantRemovedFromThreadWithUser"
    recipients = {other.user_id: other for other in (*_others(happening), member) if other.user_id != happening.user_id}
    thread = f"thread/{happening.thread.id}"
    for recipient in recipients.values():
        subject = f"{thread}/{word}/{member.user_id}/recipient/{recipient.user_id}"
        publish(per_user, subject, {**data, **_recipient(recipient)})
    per_thread = "ChatThreadParticipantAdded" if added else "ChatThreadParticipantRemoved"
    publish(per_thread, f"{thread}/{word.lower()}/{member.user_id}", data)


def _others(happening: ChatHappening) -> list[Member]:
    return [member for member in happening.thread.members.values() if member.user_id != happening.user_id]


def _by(happening: ChatHappening, word: str) -> dict[str, Any]:
    return {f"{word}ByCommunicationIdentifier": identifier(happening.user_id)}


def _participant(member: Member) -> dict[str, Any]:
    return {
        "displayName": member.display_name,
        "participantCommunicationIdentifier": identifier(member.user_id),
    }


def _recipient(member: Member) -> dict[str, Any]:
    return {"recipientId": member.user_id, "recipientCommunicationIdentifier": identifier(member.user_id)}


def _where(happening: ChatHappening) -> dict[str, Any]:
    return {"transactionId": uuid.uuid4().hex, "threadId": happening.thread.id}


def _frame(happening: ChatHappening) -> dict[str, Any]:
    """Return what every event about a thread itself carries."""
    version = happening.thread.version
    return {
        "createTime": iso_event(happening.thread.created_on),
        "version": int(version) if version else 0,
        **_where(happening),
    }
