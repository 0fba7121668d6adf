"""Who sits in a call: the line to a browser, the seat of a participant, the call with its seats."""

from __future__ import annotations

import asyncio
import base64
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from acs_emulator.calls_frames import Media
from acs_emulator.clock import iso_event

LINE_FRAMES_MAX = 1000
MAY_SHARE = ("Presenter", "Collaborator")


class Refused(Exception):
    """The door stays closed: an HTTP-like code and the ACS sub-code."""

    def __init__(self, code: int, sub_code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.sub_code, self.message = code, sub_code, message


class Line:
    """The way to one browser. Frames leave in the order in which they were put."""

    def __init__(self) -> None:
        self._out: asyncio.Queue[dict[str, Any] | int] = asyncio.Queue()
        self._is_over = False

    def say(self, frame: dict[str, Any]) -> None:
        """Put a frame. A browser that takes nothing for long is hung up on."""
        if self._is_over:
            return
        if self._out.qsize() >= LINE_FRAMES_MAX:
            self.hang_up(4408)
            return
        self._out.put_nowait(frame)

    def hang_up(self, close_code: int) -> None:
        """Close after what was put before; nothing more is taken."""
        if not self._is_over:
            self._is_over = True
            self._out.put_nowait(close_code)

    async def next(self) -> dict[str, Any] | int:
        """Return the next frame, or the code to close with."""
        return await self._out.get()


class Seat:
    """One participant of one call. `line` is None while the place is kept for a lost connection."""

    def __init__(self, participant_id: str, user_id: str, display_name: str, token: str, media: Media) -> None:
        self.participant_id = participant_id
        self.user_id = user_id
        self.display_name = display_name
        self.token = token
        self.media = media
        self.hand_raised_on: datetime | None = None
        self.chat_thread_id: str | None = None
        self.role = "Attendee"
        self.line: Line | None = None
        self.vacating: asyncio.TimerHandle | None = None

    def say(self, kind: str, **parts: Any) -> None:
        """Tell this participant's browser, if it is there."""
        if self.line is not None:
            self.line.say({"type": kind, **parts})

    def keep(self) -> None:
        """Stop the clock that would give the place away."""
        if self.vacating is not None:
            self.vacating.cancel()
            self.vacating = None

    def seen_media(self) -> dict[str, Any]:
        """Return the media as the others are told."""
        raised = None if self.hand_raised_on is None else iso_event(self.hand_raised_on)
        return {**msgspec.to_builtins(self.media), "handRaisedOn": raised}

    def seen(self) -> dict[str, Any]:
        """Return the participant as the others are told."""
        return {
            "participantId": self.participant_id,
            "userId": self.user_id,
            "displayName": self.display_name,
            "role": self.role,
            "media": self.seen_media(),
        }


class Call:
    """One call in one room, from the first who comes to the last who goes."""

    def __init__(self, room_id: str, started_by: str, role: str, now: datetime) -> None:
        self.room_id = room_id
        self.id = str(uuid.uuid4())
        self.correlation_id = str(uuid.uuid4())
        self.server_call_id = base64.urlsafe_b64encode(f"https://local.conv/{self.id}".encode()).decode().rstrip("=")
        self.started_at = now
        self.started_by = identifier(started_by, role)
        self.seats: dict[str, Seat] = {}
        """By user id: nobody is twice in one call."""
        self.expiring: asyncio.TimerHandle | None = None

    def others(self, seat: Seat) -> Iterator[Seat]:
        """Yield everybody but this one."""
        return (other for other in list(self.seats.values()) if other is not seat)

    def tell(self, kind: str, *, but: Seat | None = None, **parts: Any) -> None:
        """Tell everybody, or everybody but one."""
        for seat in list(self.seats.values()):
            if seat is not but:
                seat.say(kind, **parts)

    def event_data(self) -> dict[str, Any]:
        """Return what every event of this call carries."""
        return {
            "startedBy": self.started_by,
            "serverCallId": self.server_call_id,
            "group": {"id": self.id},
            "room": {"id": self.room_id},
            "isTwoParty": False,
            "correlationId": self.correlation_id,
            "isRoomsCall": True,
        }


def identifier(user_id: str, role: str) -> dict[str, Any]:
    """Return a user in the newer of the two documented shapes."""
    return {
        "communicationIdentifier": {"rawId": user_id, "communicationUser": {"id": user_id}},
        "role": role,
    }


def permitted(media: Media, role: str) -> Media:
    """Return what of it the role allows: a Consumer only receives, sharing is for Presenters and Collaborators."""
    if role == "Consumer":
        return Media(muted=True, camera=False, screen=False, hand_raised=media.hand_raised)
    return msgspec.structs.replace(media, screen=media.screen and role in MAY_SHARE)
