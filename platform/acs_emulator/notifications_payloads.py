"""The ten events of a chat as the browser SDK's real-time notifications read them: eventId, and strings.

What is JSON inside JSON is kept ASCII with its percent signs escaped: the SDK unescapes such texts before it reads them.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from acs_emulator.chat_records import ChatHappening, Member, Message, Receipt, Thread
from acs_emulator.clock import iso_event

EVENT_IDS = {
    "message": 200,
    "typing": 245,
    "read": 246,
    "edited": 247,
    "deleted": 248,
    "thread_created": 257,
    "thread_updated": 258,
    "thread_deleted": 259,
    "participants_added": 260,
    "participants_removed": 261,
}
RICH_TEXT = "RichText/Html"


def payload(happening: ChatHappening, recipient_id: str) -> dict[str, Any]:
    """Return the body of the notification of one happening for one recipient."""
    event = {"eventId": EVENT_IDS[happening.kind]}
    if happening.message is not None:
        return {**event, **_base(happening, recipient_id), **_message(happening.kind, happening.message)}
    if happening.receipt is not None:
        return {**event, **_base(happening, recipient_id), **_receipt(happening.receipt)}
    if happening.kind == "typing":
        said = {"senderDisplayName": happening.display_name or "", "originalArrivalTime": iso_event(happening.at)}
        return {**event, **_base(happening, recipient_id), "version": str(_milliseconds(happening.at)), **said}
    thread = happening.thread
    version = thread.version or str(_milliseconds(thread.created_on))
    return {**event, "threadId": thread.id, "version": version, **_thread(happening)}


def _base(happening: ChatHappening, recipient_id: str) -> dict[str, Any]:
    return {"senderId": happening.user_id, "recipientMri": recipient_id, "groupId": happening.thread.id}


def _message(kind: str, message: Message) -> dict[str, Any]:
    said: dict[str, Any] = {
        "messageId": message.id,
        "clientMessageId": message.client_message_id or message.id,
        "senderDisplayName": message.sender_display_name or "",
        "messageType": RICH_TEXT if message.kind == "html" else "Text",
        "version": message.version,
        "originalArrivalTime": iso_event(message.created_on),
    }
    if kind == "deleted":
        return {**said, "deletetime": iso_event(message.deleted_on or message.created_on)}
    said["messageBody"] = message.content or ""
    said["acsChatMessageMetadata"] = json.dumps(message.metadata or {})
    said["attachments"] = "[]"
    if kind == "edited":
        said["edittime"] = iso_event(message.edited_on or message.created_on)
    return said


def _receipt(receipt: Receipt) -> dict[str, Any]:
    read_at = _milliseconds(receipt.read_on)
    horizon = {
        "user": receipt.user_id,
        "consumptionhorizon": f"{receipt.message_id};{read_at};{receipt.message_id}",
        "messageVisibilityTime": read_at,
        "version": str(read_at),
    }
    return {"messageId": receipt.message_id, "clientMessageId": receipt.message_id, "messageBody": json.dumps(horizon)}


def _thread(happening: ChatHappening) -> dict[str, Any]:
    thread, at = happening.thread, iso_event(happening.at)
    everybody = {**thread.members, **{member.user_id: member for member in happening.members}}
    actor = _text(_participant(everybody.get(happening.user_id) or Member(user_id=happening.user_id)))
    concerned = _text([_participant(member) for member in happening.members])
    match happening.kind:
        case "thread_created":
            members = _text([_participant(member) for member in thread.members.values()])
            made = {"createTime": iso_event(thread.created_on), "createdBy": actor}
            return {**made, "members": members, "properties": _properties(thread)}
        case "thread_updated":
            return {"editTime": at, "editedBy": actor, "properties": _properties(thread)}
        case "thread_deleted":
            return {"deleteTime": at, "deletedBy": actor}
        case "participants_added":
            return {"time": at, "addedBy": actor, "participantsAdded": concerned}
        case _:
            return {"time": at, "removedBy": actor, "participantsRemoved": concerned}


def _participant(member: Member) -> dict[str, Any]:
    shown: dict[str, Any] = {"participantId": member.user_id, "displayName": member.display_name or ""}
    if member.share_history_time is not None:
        shown["shareHistoryTime"] = iso_event(member.share_history_time)
    if member.metadata:
        shown["memberMetaData"] = json.dumps(member.metadata)
    return shown


def _properties(thread: Thread) -> str:
    shown = {"topic": thread.topic, "acsChatThreadMetadata": json.dumps(thread.metadata)}
    days = None if thread.retention is None else thread.retention.delete_after_days
    if days is not None:
        policy = {"retentionPolicyType": "DeleteAfterCreationTime", "executeAfter": f"{days}.00:00:00"}
        shown["retentionPolicy"] = json.dumps(policy)
    return _text(shown)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True).replace("%", "%25")


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
