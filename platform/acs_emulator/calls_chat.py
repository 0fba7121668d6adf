"""Chat on the call socket: the very threads of the REST operations, told to whoever sits in a call with their thread.

What is said here is heard by REST readers and the other way round, because both go through `emulator.chat`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from acs_emulator.calls_frames import ChatDelete, ChatEdit, ChatFrame, ChatRead, ChatSend, ChatTyping
from acs_emulator.calls_live import Calls
from acs_emulator.calls_seats import Seat
from acs_emulator.chat_records import ChatHappening, Member, Message, Receipt
from acs_emulator.clock import iso_event
from acs_emulator.errors import AcsError
from acs_emulator.state import Emulator

CHAT_SCOPES = ("chat", "chat.join", "chat.join.limited")
HISTORY_MESSAGES_MAX = 200
SPOKEN = ("text", "html")


def chat_of(emulator: Emulator, seat: Seat, thread_id: str | None) -> dict[str, Any] | None:
    """Return the thread as a newcomer sees it and let the seat hear it; None without thread, scope or membership."""
    seat.chat_thread_id = None
    if thread_id is None:
        return None
    try:
        emulator.people.verify(seat.token, CHAT_SCOPES)
        thread = emulator.chat.thread(seat.user_id, thread_id)
    except AcsError:
        return None
    seat.chat_thread_id = thread_id
    shown = [m for m in emulator.chat.messages(seat.user_id, thread_id) if m.kind in SPOKEN and m.deleted_on is None]
    return {
        "threadId": thread.id,
        "topic": thread.topic,
        "participants": [_member_seen(member) for member in thread.members.values()],
        "messages": [_message_seen(message) for message in shown[-HISTORY_MESSAGES_MAX:]],
        "receipts": [_receipt_seen(receipt) for receipt in thread.receipts.values()],
    }


def act_in_chat(emulator: Emulator, seat: Seat, frame: ChatFrame) -> None:
    """Do what the frame asks. Raises AcsError: 401 token, 403 scope or membership, 404 message or thread, 413 size."""
    emulator.people.verify(seat.token, CHAT_SCOPES)
    thread_id = seat.chat_thread_id
    if thread_id is None:
        raise AcsError(404, "NotFound", "There is no chat in this call.")
    match frame:
        case ChatSend():
            _say_once(emulator, seat, thread_id, frame)
        case ChatEdit():
            emulator.chat.edit(seat.user_id, thread_id, frame.message_id, frame.content)
        case ChatDelete():
            emulator.chat.delete_message(seat.user_id, thread_id, frame.message_id)
        case ChatTyping():
            emulator.chat.typing(seat.user_id, thread_id, seat.display_name)
        case ChatRead():
            emulator.chat.read(seat.user_id, thread_id, frame.message_id)


def _say_once(emulator: Emulator, seat: Seat, thread_id: str, frame: ChatSend) -> None:
    """A browser repeats what was not answered before its connection broke; it is said once and answered again."""
    if not frame.content.strip():
        raise AcsError(400, "BadRequest", "A chat message needs words.")
    for message in reversed(emulator.chat.messages(seat.user_id, thread_id)):
        if message.sender_id == seat.user_id and message.client_message_id == frame.client_message_id:
            seat.say("chat.message", message=_message_seen(message))
            return
    emulator.chat.send(
        seat.user_id,
        thread_id,
        frame.content,
        display_name=seat.display_name,
        client_message_id=frame.client_message_id,
    )


def tell_chat(calls: Calls, happening: ChatHappening) -> None:
    """Pass on what happened in a thread to every seat that hears it, its author's own included."""
    if happening.kind == "participants_removed":
        _silence(calls, happening)
    told = _frame(happening)
    if told is None:
        return
    kind, parts = told
    for call in calls.going_on.values():
        for seat in call.seats.values():
            if seat.chat_thread_id == happening.thread.id and _may_hear(seat, happening):
                seat.say(kind, **parts)


def _may_hear(seat: Seat, happening: ChatHappening) -> bool:
    member = happening.thread.members.get(seat.user_id)
    if member is None:
        return False
    since = member.share_history_time
    return happening.message is None or since is None or happening.message.created_on >= since


def _silence(calls: Calls, happening: ChatHappening) -> None:
    gone = {member.user_id for member in happening.members}
    for call in calls.going_on.values():
        for seat in call.seats.values():
            if seat.chat_thread_id == happening.thread.id and seat.user_id in gone:
                seat.chat_thread_id = None
                seat.say("chat.participantsRemoved", userIds=sorted(gone))


def _frame(happening: ChatHappening) -> tuple[str, dict[str, Any]] | None:
    message, receipt = happening.message, happening.receipt
    if message is not None and message.kind in SPOKEN:
        if happening.kind == "message":
            return "chat.message", {"message": _message_seen(message)}
        if happening.kind == "edited":
            return "chat.edited", {"message": _message_seen(message)}
        if happening.kind == "deleted":
            return "chat.deleted", {"messageId": message.id, "deletedOn": _iso(message.deleted_on)}
    if happening.kind == "typing":
        return "chat.typing", {"userId": happening.user_id, "displayName": happening.display_name}
    if happening.kind == "read" and receipt is not None:
        return "chat.read", _receipt_seen(receipt)
    if happening.kind == "participants_added":
        return "chat.participantsAdded", {"participants": [_member_seen(member) for member in happening.members]}
    if happening.kind == "participants_removed":
        return "chat.participantsRemoved", {"userIds": [member.user_id for member in happening.members]}
    return None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso_event(moment)


def _member_seen(member: Member) -> dict[str, Any]:
    return {"userId": member.user_id, "displayName": member.display_name}


def _receipt_seen(receipt: Receipt) -> dict[str, Any]:
    return {"userId": receipt.user_id, "messageId": receipt.message_id, "readOn": iso_event(receipt.read_on)}


def _message_seen(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "sequenceId": str(message.sequence_id),
        "version": message.version,
        "type": message.kind,
        "content": message.content,
        "senderId": message.sender_id,
        "senderDisplayName": message.sender_display_name,
        "createdOn": iso_event(message.created_on),
        "editedOn": _iso(message.edited_on),
        "deletedOn": _iso(message.deleted_on),
        "clientMessageId": message.client_message_id,
    }
