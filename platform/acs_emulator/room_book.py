"""Rooms: their window of validity and their roster, and the rules both must keep."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from acs_emulator.clock import Clock
from acs_emulator.errors import AcsError, bad_argument
from acs_emulator.journal import Journal

WINDOW_MAX = timedelta(days=180)
ROLES = ("Presenter", "Attendee", "Consumer", "Collaborator")
USER_ID = re.compile(r"8:(acs|gcch-acs|dod-acs|spool):[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}_[0-9a-fA-F-]{8,}")
ROOM_ID = re.compile(r"[0-9]{16,17}")


class Room(msgspec.Struct, kw_only=True):
    """One room. The window is half-open: valid_until itself is outside."""

    id: str
    created_at: datetime
    valid_from: datetime
    valid_until: datetime
    pstn_dial_out_enabled: bool = False
    participants: dict[str, str] = msgspec.field(default_factory=dict)
    """Role by user id."""

    def is_open(self, now: datetime) -> bool:
        """Whether calls may be joined at this moment of domain time."""
        return self.valid_from <= now < self.valid_until


class RoomChange(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to a room: it went, its roster or its window changed."""

    kind: Literal["deleted", "roster", "window"]
    room_id: str


class Creation(msgspec.Struct, frozen=True, kw_only=True):
    """The memory of one repeatable request: what was asked, and the room it made."""

    request: str
    room_id: str


class RoomBook:
    """Makes, finds, changes and deletes rooms; tells its listeners."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self.listeners: list[Callable[[RoomChange], None]] = []
        self._journal = journal
        self._clock = clock
        self._rooms = journal.load("room", Room)
        self._creations = journal.load("room-creation", Creation)

    def create(
        self,
        valid_from: datetime | None,
        valid_until: datetime | None,
        pstn_dial_out_enabled: bool,
        participants: Mapping[str, str],
        *,
        repeatability_id: str | None = None,
        request: str = "",
    ) -> Room:
        """Make a room; the same repeatability id gives the room made first.

        Raises AcsError 400 for a window or a roster that breaks the rules, and for an id used again with another body.
        """
        earlier = self._creations.get(repeatability_id) if repeatability_id else None
        if earlier is not None:
            return self._made_before(earlier, request)
        now = self._clock.now()
        starts = valid_from or now
        if valid_from is not None and valid_until is None and valid_from - now > WINDOW_MAX:
            raise bad_argument("ValidFrom cannot be more than 180 days ahead.", "ValidFrom")
        ends = valid_until or starts + WINDOW_MAX
        check_window(starts, ends, now)
        check_user_ids(participants)
        room = Room(
            id=self._free_id(),
            created_at=now,
            valid_from=starts,
            valid_until=ends,
            pstn_dial_out_enabled=pstn_dial_out_enabled,
            participants=dict(participants),
        )
        with self._journal.together():
            self._rooms[room.id] = room
            self._journal.put("room", room.id, room)
            if repeatability_id:
                creation = Creation(request=request, room_id=room.id)
                self._creations[repeatability_id] = creation
                self._journal.put("room-creation", repeatability_id, creation)
        return room

    def find(self, room_id: str) -> Room | None:
        """Return the room, or None when it never was or was deleted."""
        return self._rooms.get(room_id)

    def get(self, room_id: str) -> Room:
        """Return the room. Raises AcsError 400 for an id of the wrong shape, 404 for an unknown one."""
        if not ROOM_ID.fullmatch(room_id):
            raise AcsError(400, "BadRequest", "Invalid room ID length.")
        room = self._rooms.get(room_id)
        if room is None:
            raise AcsError(404, "NotFound", "The requested room does not exist.")
        return room

    def newest_first(self) -> list[Room]:
        """Return all rooms, the newest first."""
        return list(reversed(self._rooms.values()))

    def update(
        self,
        room_id: str,
        valid_from: datetime | None,
        valid_until: datetime | None,
        pstn_dial_out_enabled: bool | None,
    ) -> Room:
        """Change what is given; None leaves as it is. Raises AcsError 400 when the resulting window breaks the rules."""
        room = self.get(room_id)
        if valid_from is not None or valid_until is not None:
            starts = valid_from or room.valid_from
            ends = valid_until or room.valid_until
            check_window(starts, ends, self._clock.now())
            room.valid_from, room.valid_until = starts, ends
        if pstn_dial_out_enabled is not None:
            room.pstn_dial_out_enabled = pstn_dial_out_enabled
        self._journal.put("room", room.id, room)
        self._tell(RoomChange(kind="window", room_id=room.id))
        return room

    def change_roster(self, room_id: str, changes: Mapping[str, str | None]) -> None:
        """Set the role of each user given; None removes the user, and removing an absent one is no error."""
        room = self.get(room_id)
        check_user_ids(changes)
        for user_id, role in changes.items():
            if role is None:
                room.participants.pop(user_id, None)
            else:
                room.participants[user_id] = role
        self._journal.put("room", room.id, room)
        self._tell(RoomChange(kind="roster", room_id=room.id))

    def delete(self, room_id: str) -> None:
        """Delete the room. Raises AcsError 404 when there is none."""
        room = self.get(room_id)
        del self._rooms[room.id]
        self._journal.remove("room", room.id)
        self._tell(RoomChange(kind="deleted", room_id=room.id))

    def clear(self) -> None:
        """Delete every room, telling the listeners, and forget the repeatable requests."""
        gone = list(self._rooms)
        self._rooms.clear()
        self._creations.clear()
        self._journal.remove_all("room")
        self._journal.remove_all("room-creation")
        for room_id in gone:
            self._tell(RoomChange(kind="deleted", room_id=room_id))

    def _made_before(self, earlier: Creation, request: str) -> Room:
        if earlier.request != request:
            raise AcsError(
                400,
                "BadRequest",
                "The Repeatability-Request-ID was used before with another request.",
                headers={"Repeatability-Result": "rejected"},
            )
        return self.get(earlier.room_id)

    def _free_id(self) -> str:
        while (room_id := f"99{secrets.randbelow(10**15):015d}") in self._rooms:
            pass
        return room_id

    def _tell(self, change: RoomChange) -> None:
        for heard in list(self.listeners):
            heard(change)


def check_window(starts: datetime, ends: datetime, now: datetime) -> None:
    """Refuse (AcsError 400) a window that ended already, ends before it starts, or is longer than 180 days."""
    if ends <= now:
        raise bad_argument("The time range end is in the past.", "ValidUntil")
    if ends <= starts:
        raise bad_argument("ValidUntil must be later than ValidFrom.", "ValidUntil")
    if ends - starts > WINDOW_MAX:
        raise bad_argument("The time range between ValidFrom and ValidUntil cannot exceed 180 days.", "ValidUntil")


def check_user_ids(user_ids: Mapping[str, object]) -> None:
    """Refuse (AcsError 400) a roster key that is not the id of a communication user."""
    if not all(USER_ID.fullmatch(user_id) for user_id in user_ids):
        raise AcsError(400, "BadRequest", "Invalid format for communication identifier.")
