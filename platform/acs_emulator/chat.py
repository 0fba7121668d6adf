"""The chat service. Every operation is done in the name of a user: the bearer's token decides who, its scopes what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Router, delete, get, patch, post
from litestar.handlers import BaseRouteHandler

from acs_emulator.chat_models import (
    AddParticipants,
    CreateThread,
    ParticipantBody,
    ReadReceiptBody,
    SendMessage,
    Typing,
    UpdateMessage,
    UpdateThread,
    check_metadata,
    member_of,
    message_model,
    participant_model,
    receipt_model,
    retention_of,
    thread_item,
    thread_model,
)
from acs_emulator.chat_records import Member
from acs_emulator.errors import AcsError, unauthorized
from acs_emulator.identifiers import Identifier, identifier
from acs_emulator.room_book import USER_ID
from acs_emulator.state import Emulator
from acs_emulator.threads import check_batch
from acs_emulator.wire import Answer, Call, Connection, answer, empty, emulator_of, known_version, number, page, read

ALL_CHAT = ("chat", "chat.join", "chat.join.limited")
JOIN_CHAT = ("chat", "chat.join")
PAGE_MAX = 200
OWNER = {"scopes": ("chat",)}
JOINER = {"scopes": JOIN_CHAT}
ANYONE = {"scopes": ALL_CHAT}


async def user_with_scope(connection: Connection, handler: BaseRouteHandler) -> None:
    """Guard: verify the bearer's token with the scopes that the operation asks for, and count the request."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise unauthorized()
    emulator = emulator_of(connection)
    holder = emulator.people.verify(token.strip(), any_of=handler.opt["scopes"])
    connection.state.user_id = holder.user_id
    thread_id = connection.path_params.get("thread_id", "")
    emulator.limits.count(handler.name or "", user=holder.user_id, thread=thread_id)


async def acting_user(request: Call) -> str:
    """Return the id of the user whose token the guard has verified."""
    return str(request.state.user_id)


@post("/chat/threads", name="chat.create_thread", opt=OWNER)
async def create_thread(request: Call, emulator: Emulator, acting: str) -> Answer:
    """Make a thread; the creator becomes a participant without being listed."""
    wish = await read(request, CreateThread)
    check_metadata(wish.metadata)
    members, refused = sort_out(emulator, wish.participants or [])
    thread = emulator.chat.create(
        acting,
        wish.topic,
        members,
        metadata=wish.metadata,
        retention=retention_of(wish.retention_policy),
        repeatability_id=request.headers.get("repeatability-request-id"),
    )
    body: dict[str, Any] = {"chatThread": thread_model(thread)}
    if refused:
        body["invalidParticipants"] = refused
    return answer(body, 201)


@get("/chat/threads", name="chat.list_threads", opt=ANYONE)
async def list_threads(request: Call, emulator: Emulator, acting: str) -> Answer:
    """Return a page of the user's threads."""
    since = start_time(request)
    threads = [
        thread
        for thread in emulator.chat.threads_of(acting)
        if since is None or (thread.last_message_on or thread.created_on) >= since
    ]
    return paged(request, [thread_item(thread) for thread in threads])


@get("/chat/threads/{thread_id:str}", name="chat.get_thread", opt=ANYONE)
async def get_thread(emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Return one thread."""
    return answer(thread_model(emulator.chat.thread(acting, thread_id)))


@patch("/chat/threads/{thread_id:str}", name="chat.update_thread", opt=OWNER)
async def update_thread(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Change topic, metadata or retention policy."""
    wish = await read(request, UpdateThread)
    check_metadata(wish.metadata)
    emulator.chat.update(acting, thread_id, wish.topic, wish.metadata, retention_of(wish.retention_policy))
    return empty()


@delete("/chat/threads/{thread_id:str}", name="chat.delete_thread", opt=OWNER, status_code=200)
async def delete_thread(emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Delete a thread."""
    emulator.chat.delete(acting, thread_id)
    return empty()


@post("/chat/threads/{thread_id:str}/messages", name="chat.send_message", opt=ANYONE)
async def send_message(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Say something."""
    wish = await read(request, SendMessage)
    check_metadata(wish.metadata)
    message = emulator.chat.send(acting, thread_id, wish.content, wish.kind, wish.sender_display_name, wish.metadata)
    return answer({"id": message.id}, 201)


@get("/chat/threads/{thread_id:str}/messages", name="chat.list_messages", opt=ANYONE)
async def list_messages(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Return a page of messages, newest first, those of the service included."""
    size = number(request, "maxPageSize", PAGE_MAX, 1, PAGE_MAX)
    since = start_time(request)
    before = request.query_params.get("syncState")
    messages = [
        message
        for message in reversed(emulator.chat.messages(acting, thread_id))
        if (since is None or message.created_on >= since) and (before is None or message.sequence_id < mark(before))
    ]
    shown = messages[:size]
    more = next_query(request, "syncState", shown[-1].sequence_id) if len(messages) > size else None
    return page(request, [message_model(message) for message in shown], more)


@get("/chat/threads/{thread_id:str}/messages/{message_id:str}", name="chat.get_message", opt=ANYONE)
async def get_message(emulator: Emulator, acting: str, thread_id: str, message_id: str) -> Answer:
    """Return one message."""
    return answer(message_model(emulator.chat.message(acting, thread_id, message_id)))


@patch("/chat/threads/{thread_id:str}/messages/{message_id:str}", name="chat.update_message", opt=ANYONE)
async def update_message(request: Call, emulator: Emulator, acting: str, thread_id: str, message_id: str) -> Answer:
    """Change one's own message."""
    wish = await read(request, UpdateMessage)
    check_metadata(wish.metadata)
    emulator.chat.edit(acting, thread_id, message_id, wish.content, wish.metadata)
    return empty()


@delete(
    "/chat/threads/{thread_id:str}/messages/{message_id:str}", name="chat.delete_message", opt=ANYONE, status_code=200
)
async def delete_message(emulator: Emulator, acting: str, thread_id: str, message_id: str) -> Answer:
    """Delete one's own message."""
    emulator.chat.delete_message(acting, thread_id, message_id)
    return empty()


@get("/chat/threads/{thread_id:str}/participants", name="chat.list_participants", opt=ANYONE)
async def list_participants(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Return a page of participants."""
    thread = emulator.chat.thread(acting, thread_id)
    return paged(request, [participant_model(member) for member in thread.members.values()])


@post("/chat/threads/{thread_id:str}/participants/:add", name="chat.add_participants", opt=JOINER)
async def add_participants(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Add participants; those that cannot be added are named in the answer."""
    wish = await read(request, AddParticipants)
    emulator.chat.thread(acting, thread_id)
    members, refused = sort_out(emulator, wish.participants)
    emulator.chat.add_members(acting, thread_id, members)
    return answer({"invalidParticipants": refused} if refused else {}, 201)


@post("/chat/threads/{thread_id:str}/participants/:remove", name="chat.remove_participant", opt=JOINER)
async def remove_participant(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Take one participant out, oneself included."""
    removed = (await read(request, Identifier)).raw()
    if removed is None:
        raise AcsError(400, "BadRequest", "Identifier is required.", target="communicationIdentifier")
    emulator.chat.remove_member(acting, thread_id, removed)
    return empty()


@post("/chat/threads/{thread_id:str}/typing", name="chat.typing", opt=ANYONE, status_code=200)
async def typing(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Show the others that the user is typing."""
    wish = await read(request, Typing)
    emulator.chat.typing(acting, thread_id, wish.sender_display_name)
    return empty(200)


@post("/chat/threads/{thread_id:str}/readReceipts", name="chat.send_receipt", opt=ANYONE, status_code=200)
async def send_receipt(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Note how far the user has read."""
    wish = await read(request, ReadReceiptBody)
    emulator.chat.read(acting, thread_id, wish.chat_message_id)
    return empty(200)


@get("/chat/threads/{thread_id:str}/readReceipts", name="chat.list_receipts", opt=ANYONE)
async def list_receipts(request: Call, emulator: Emulator, acting: str, thread_id: str) -> Answer:
    """Return a page of receipts, the latest of each participant."""
    thread = emulator.chat.thread(acting, thread_id)
    return paged(request, [receipt_model(receipt) for receipt in thread.receipts.values()])


def sort_out(emulator: Emulator, bodies: Sequence[ParticipantBody]) -> tuple[list[Member], list[dict[str, str]]]:
    """Part those who can be added from those who cannot, with an error each whose target is the raw id.

    Raises AcsError 400 when they are too many for one request.
    """
    check_batch(bodies)
    members: list[Member] = []
    refused: list[dict[str, str]] = []
    for body in bodies:
        raw_id = body.communication_identifier.raw()
        if raw_id is None or identifier(raw_id)["kind"] != "communicationUser" or not USER_ID.fullmatch(raw_id):
            message = "Identifier format is not supported."
            refused.append({"code": "400", "message": message, "target": raw_id or ""})
        elif emulator.people.find(raw_id) is None:
            refused.append({"code": "403", "message": "Permissions check failed", "target": raw_id})
        else:
            members.append(member_of(raw_id, body))
    return members, refused


def paged(request: Call, items: list[dict[str, Any]]) -> Answer:
    """Return the page that `skip` and `maxPageSize` ask for."""
    size = number(request, "maxPageSize", PAGE_MAX, 1, PAGE_MAX)
    end = number(request, "skip", 0, 0, 10**9) + size
    more = {**next_query(request, "skip", end), "skip": str(end)} if len(items) > end else None
    return page(request, items[end - size : end], more)


def next_query(request: Call, name: str, place: int) -> dict[str, str]:
    """Return the query of the next page: where it begins, and what the request asked for."""
    kept = {key: request.query_params[key] for key in ("maxPageSize", "startTime") if key in request.query_params}
    return {name: f"{place:x}", **kept}


def start_time(request: Call) -> datetime | None:
    """Read startTime. Raises AcsError 400 when it is no instant."""
    text = request.query_params.get("startTime")
    if text is None:
        return None
    try:
        moment = msgspec.convert(text, datetime)
    except msgspec.ValidationError as error:
        raise AcsError(400, "BadRequest", "startTime must be an RFC 3339 instant.", target="startTime") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def mark(text: str) -> int:
    """Read a continuation token. Raises AcsError 400 for one that was never given."""
    try:
        return int(text, 16)
    except ValueError as error:
        raise AcsError(400, "BadRequest", "Invalid continuation token.", target="syncState") from error


router = Router(
    path="/",
    guards=[user_with_scope, known_version],
    dependencies={"acting": acting_user},
    route_handlers=[
        create_thread,
        list_threads,
        get_thread,
        update_thread,
        delete_thread,
        send_message,
        list_messages,
        get_message,
        update_message,
        delete_message,
        list_participants,
        add_participants,
        remove_participant,
        typing,
        send_receipt,
        list_receipts,
    ],
)
