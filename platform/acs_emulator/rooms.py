"""The rooms service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Router, delete, get, patch, post

from acs_emulator.clock import iso_micros
from acs_emulator.errors import AcsError
from acs_emulator.room_book import ROLES, Room
from acs_emulator.signing import signed_by_resource
from acs_emulator.state import Emulator
from acs_emulator.wire import Answer, Call, answer, empty, known_version, page, read

COLLABORATOR_SINCE = "2025-03-13"


class Participant(msgspec.Struct):
    """A roster entry of a request; no role means Attendee."""

    role: str | None = None


class CreateRoom(msgspec.Struct, rename="camel"):
    """Body of a new room."""

    valid_from: datetime | None = None
    valid_until: datetime | None = None
    pstn_dial_out_enabled: bool | None = None
    participants: dict[str, Participant | None] | None = None


class UpdateRoom(msgspec.Struct, rename="camel"):
    """Body of a change: null means unchanged, although the content type is merge-patch."""

    valid_from: datetime | None = None
    valid_until: datetime | None = None
    pstn_dial_out_enabled: bool | None = None


class ChangeRoster(msgspec.Struct):
    """Body of a roster change; null removes."""

    participants: dict[str, Participant | None] = {}


@post("/rooms", name="rooms.create")
async def create(request: Call, emulator: Emulator) -> Answer:
    """Make a room; a repeated request by its Repeatability-Call-ID answers with the room made first."""
    wish = await read(request, CreateRoom)
    version = request.query_params["api-version"]
    roster = {user_id: role_of(user_id, entry, version) for user_id, entry in (wish.participants or {}).items()}
    room = emulator.rooms.create(
        aware(wish.valid_from),
        aware(wish.valid_until),
        bool(wish.pstn_dial_out_enabled),
        roster,
        repeatability_id=request.headers.get("repeatability-request-id"),
        request=(await request.body()).decode(),
    )
    headers = {"Location": room.id}
    if "repeatability-request-id" in request.headers:
        headers["Repeatability-Result"] = "accepted"
    return answer(room_model(room), 201, headers)


@get("/rooms", name="rooms.list")
async def list_rooms(request: Call, emulator: Emulator) -> Answer:
    """Return a page of rooms, newest first."""
    rooms = emulator.rooms.newest_first()
    mark = request.query_params.get("nextLink")
    if mark is not None:
        rooms = [room for room in rooms if microseconds(room.created_at) < position(mark)]
    size = emulator.settings.page_size
    shown = rooms[:size]
    more = {"nextLink": f"{microseconds(shown[-1].created_at):x}"} if len(rooms) > size else None
    return page(request, [room_model(room) for room in shown], more)


@get("/rooms/{room_id:str}", name="rooms.get")
async def get_room(emulator: Emulator, room_id: str) -> Answer:
    """Return one room."""
    return answer(room_model(emulator.rooms.get(room_id)))


@patch("/rooms/{room_id:str}", name="rooms.update")
async def update(request: Call, emulator: Emulator, room_id: str) -> Answer:
    """Change the window or the dial-out flag of a room."""
    wish = await read(request, UpdateRoom)
    room = emulator.rooms.update(room_id, aware(wish.valid_from), aware(wish.valid_until), wish.pstn_dial_out_enabled)
    return answer(room_model(room))


@delete("/rooms/{room_id:str}", name="rooms.delete", status_code=200)
async def delete_room(emulator: Emulator, room_id: str) -> Answer:
    """Delete a room."""
    emulator.rooms.delete(room_id)
    return empty()


@patch("/rooms/{room_id:str}/participants", name="rooms.change_roster")
async def change_roster(request: Call, emulator: Emulator, room_id: str) -> Answer:
    """Add, change or remove participants."""
    wish = await read(request, ChangeRoster)
    version = request.query_params["api-version"]
    changes = {
        user_id: None if entry is None else role_of(user_id, entry, version)
        for user_id, entry in wish.participants.items()
    }
    emulator.rooms.change_roster(room_id, changes)
    return answer({})


@get("/rooms/{room_id:str}/participants", name="rooms.list_roster")
async def list_roster(request: Call, emulator: Emulator, room_id: str) -> Answer:
    """Return a page of the roster."""
    entries = list(emulator.rooms.get(room_id).participants.items())
    start = position(request.query_params.get("nextLink", "0"))
    end = start + emulator.settings.page_size
    items = [{"rawId": user_id, "role": role} for user_id, role in entries[start:end]]
    return page(request, items, {"nextLink": f"{end:x}"} if len(entries) > end else None)


def room_model(room: Room) -> dict[str, Any]:
    """Return a room as answers carry it; the Python SDK needs all five fields."""
    return {
        "id": room.id,
        "createdAt": iso_micros(room.created_at),
        "validFrom": iso_micros(room.valid_from),
        "validUntil": iso_micros(room.valid_until),
        "pstnDialOutEnabled": room.pstn_dial_out_enabled,
    }


def role_of(user_id: str, entry: Participant | None, version: str) -> str:
    """Return the role of a roster entry. Raises AcsError 400 for one that this api-version does not have."""
    role = "Attendee" if entry is None or entry.role is None else entry.role
    if role not in ROLES or (role == "Collaborator" and version < COLLABORATOR_SINCE):
        target = f"$.participants.{user_id}.role"
        detail: Mapping[str, str] = {
            "code": "BadArgument",
            "message": f"The JSON value could not be converted to a participant role. Path: {target}.",
            "target": target,
        }
        raise AcsError(400, "BadRequest", "The request could not be understood by the server.", details=[detail])
    return role


def aware(moment: datetime | None) -> datetime | None:
    """Read an instant without a zone as UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def microseconds(moment: datetime) -> int:
    """Return an instant as whole microseconds since the epoch."""
    return round(moment.timestamp() * 1_000_000)


def position(mark: str) -> int:
    """Read a continuation token. Raises AcsError 400 for one that was never given."""
    try:
        return int(mark, 16)
    except ValueError as error:
        raise AcsError(400, "BadRequest", "Invalid continuation token.", target="nextLink") from error


router = Router(
    path="/",
    guards=[signed_by_resource, known_version],
    route_handlers=[create, list_rooms, get_room, update, delete_room, change_roster, list_roster],
)
