"""Rooms: where a call takes place, who may come in, and during which window."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from azure.communication.rooms import CommunicationRoom as AzureRoom
from azure.communication.rooms import CommunicationUserIdentifier, ParticipantRole, RoomParticipant
from azure.communication.rooms.aio import RoomsClient
from azure.core.credentials import AzureKeyCredential
from azure.core.credentials_async import AsyncTokenCredential

from frontdesk.acs.repeatability import Repeatable, RepeatableHeaders, repeated_as
from frontdesk.acs.trouble import told
from frontdesk.errors import AcsRejected

Role = Literal["Presenter", "Attendee"]

# The client warns of its own dates, which it makes without a zone, each time a room is made.
logging.getLogger("azure.communication.rooms._generated._serialization").setLevel(logging.ERROR)

API_VERSION = "2025-03-13"  # as a plain string: the client's own enum is sent as its name from the second page on
WINDOW_MAX = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Room:
    """A room as Azure knows it."""

    id: str
    created_at: datetime
    valid_from: datetime
    valid_until: datetime


class Rooms:
    """Creates, moves and removes rooms, and keeps their rosters."""

    def __init__(
        self, endpoint: str, credential: AzureKeyCredential | AsyncTokenCredential, options: dict[str, Any]
    ) -> None:
        self._client = RoomsClient(
            endpoint, credential, api_version=API_VERSION, per_call_policies=[RepeatableHeaders()], **options
        )

    async def create(self, act: Repeatable, *, valid_from: datetime, valid_until: datetime, mark: str) -> Room:
        """Make a room; the same act makes one room however often it is tried.

        `mark` is a user of ours on its roster, so that the room is known as ours among those of others.
        """
        ours = RoomParticipant(communication_identifier=_user(mark), role=ParticipantRole.CONSUMER)
        with told("rooms.create"), repeated_as(act):
            room = await self._client.create_room(valid_from=valid_from, valid_until=valid_until, participants=[ours])
        return _room(room)

    async def move(self, room_id: str, *, valid_from: datetime, valid_until: datetime) -> Room | None:
        """Give a room another window; None when there is no such room."""
        try:
            with told("rooms.update"):
                room = await self._client.update_room(room_id=room_id, valid_from=valid_from, valid_until=valid_until)
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise
            return None
        return _room(room)

    async def find(self, room_id: str) -> Room | None:
        """Look a room up; None when there is no such room."""
        try:
            with told("rooms.get"):
                room = await self._client.get_room(room_id)
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise
            return None
        return _room(room)

    async def all(self) -> AsyncIterator[Room]:
        """Go through every room of the resource, newest first."""
        with told("rooms.list"):
            async for room in self._client.list_rooms():
                yield _room(room)

    async def remove(self, room_id: str) -> None:
        """Remove a room, which ends a call in it. A room that is not there is removed already."""
        try:
            with told("rooms.delete"):
                await self._client.delete_room(room_id)
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise

    async def invite(self, room_id: str, user_id: str, role: Role) -> bool:
        """Put a user on the roster, or give it another role; False when there is no such room."""
        person = RoomParticipant(communication_identifier=_user(user_id), role=ParticipantRole(role))
        try:
            with told("rooms.update_participants"):
                await self._client.add_or_update_participants(room_id=room_id, participants=[person])
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise
            return False
        return True

    async def dismiss(self, room_id: str, user_ids: list[str]) -> None:
        """Take users off the roster. A room that is not there has none."""
        try:
            with told("rooms.update_participants"):
                await self._client.remove_participants(room_id=room_id, participants=[_user(one) for one in user_ids])
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise

    async def roster(self, room_id: str) -> dict[str, str]:
        """Tell who may come in: user id → role."""
        with told("rooms.list_participants"):
            return {
                person.communication_identifier.raw_id: str(person.role)
                async for person in self._client.list_participants(room_id)
            }


def _room(room: AzureRoom) -> Room:
    return Room(room.id, _moment(room.created_at), _moment(room.valid_from), _moment(room.valid_until))


def _moment(value: object) -> datetime:
    """Read a moment: the client gives texts, whatever its types say."""
    return datetime.fromisoformat(str(value))


def _user(user_id: str) -> CommunicationUserIdentifier:
    return CommunicationUserIdentifier(user_id, raw_id=user_id)
