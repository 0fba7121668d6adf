"""The calls that are going on: who sits where, who may stay, when a call begins and ends.

Nothing here knows sockets: a `Line` is where frames for one browser are put. Calls live in memory only. After a restart
of the emulator the browsers come back by themselves and a new call begins, as after an outage of the service.
"""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from acs_emulator.calls_frames import Media
from acs_emulator.calls_seats import Call, Line, Refused, Seat, identifier, permitted
from acs_emulator.room_book import Room, RoomChange

if TYPE_CHECKING:
    from acs_emulator.state import Emulator

SEATS_MAX = 4
"""Every browser sends to every other one: beyond four a home connection has no room left."""
GRACE_SECONDS = 5.0
"""How long a place is kept for a browser whose connection was lost."""
RECHECK_SECONDS_MAX = 3600.0
"""Long waits for the end of a room are taken in such steps."""

NOT_FOUND, NOT_OPEN, NOT_INVITED, REMOVED = 5732, 5829, 5828, 5317
"""ACS sub-codes."""


class Calls:
    """Every call of one emulator; ends and empties them as their rooms change."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.going_on: dict[str, Call] = {}
        """By room id."""
        emulator.rooms.listeners.append(self._room_changed)

    def open_room(self, room_id: str) -> Room:
        """Return the room if calls may take place in it now. Raises Refused."""
        room = self.emulator.rooms.find(room_id)
        if room is None:
            raise Refused(404, NOT_FOUND, "The room does not exist.")
        if not room.is_open(self.emulator.clock.now()):
            raise Refused(410, NOT_OPEN, "The room is not open at this time.")
        return room

    def invited_role(self, room_id: str, user_id: str) -> str:
        """Return the role the roster gives now. Raises Refused."""
        role = self.open_room(room_id).participants.get(user_id)
        if role is None:
            raise Refused(403, NOT_INVITED, "This user is not in the room's roster.")
        return role

    def sit_down(self, room_id: str, seat: Seat, line: Line) -> tuple[Call, Seat, bool]:
        """Take a place for this user; the caller has checked the token.

        Returns the call, the seat that holds now, and whether that seat is one taken up again. An older place of the
        same user gives way. Raises Refused.
        """
        seat.role = self.invited_role(room_id, seat.user_id)
        call = self.going_on.get(room_id)
        older = None if call is None else call.seats.get(seat.user_id)
        if call is not None and older is None and len(call.seats) >= SEATS_MAX:
            raise Refused(503, 0, f"A call holds at most {SEATS_MAX} people.")
        if call is not None and older is not None and older.participant_id == seat.participant_id:
            self._take_up_again(call, older, seat, line)
            return call, older, True
        if call is None:
            call = self._begin(room_id, seat)
        if older is not None:
            older.say("replaced")
            self._vacate(call, older, "replaced", close_code=4409, goes_on=True)
        self._avoid_foreign_id(call, seat)
        seat.line = line
        call.seats[seat.user_id] = seat
        self._note_media(seat, seat.media)
        self._publish_participant(call, seat, "Added")
        return call, seat, False

    def dropped(self, call: Call, seat: Seat, line: Line) -> None:
        """The connection is gone without a word: keep the place for the grace period."""
        if seat.line is not line or call.seats.get(seat.user_id) is not seat:
            return
        seat.line = None
        loop = asyncio.get_running_loop()
        seat.vacating = loop.call_later(GRACE_SECONDS, self._vacate, call, seat, "connectionLost")

    def leave(self, call: Call, seat: Seat) -> None:
        """The participant hung up."""
        self._vacate(call, seat, "left", close_code=1000)

    def put_out(self, call: Call, seat: Seat) -> None:
        """Remove a participant against their will."""
        seat.say("removed", subCode=REMOVED)
        self._vacate(call, seat, "removed", close_code=4403)

    def end(self, call: Call, reason: str, sub_code: int = 0) -> None:
        """End the call for everyone."""
        for seat in list(call.seats.values()):
            seat.say("ended", code=0, subCode=sub_code, reason=reason)
            self._vacate(call, seat, "ended", close_code=1000, quietly=True)

    def check_seat(self, call: Call, seat: Seat) -> str | None:
        """Read room and roster afresh; return the role, or None after having shown the participant or everyone out."""
        try:
            role = self.invited_role(call.room_id, seat.user_id)
        except Refused as refused:
            if refused.sub_code == NOT_INVITED:
                self.put_out(call, seat)
            else:
                reason = "roomDeleted" if refused.sub_code == NOT_FOUND else "roomExpired"
                self.end(call, reason, refused.sub_code)
            return None
        self._note_role(call, seat, role)
        return role

    def set_media(self, call: Call, seat: Seat, media: Media) -> bool:
        """Note and tell what the participant sends; return False when the role did not allow all of it."""
        self._note_media(seat, media)
        call.tell("media", but=seat, participantId=seat.participant_id, media=seat.seen_media())
        return seat.media == media

    def _note_media(self, seat: Seat, media: Media) -> None:
        seat.media = permitted(media, seat.role)
        if not seat.media.hand_raised:
            seat.hand_raised_on = None
        elif seat.hand_raised_on is None:
            seat.hand_raised_on = self.emulator.clock.now()

    def _begin(self, room_id: str, seat: Seat) -> Call:
        call = Call(room_id, seat.user_id, seat.role, self.emulator.clock.now())
        self.going_on[room_id] = call
        subject = f"call/{call.server_call_id}/startedBy/{seat.user_id}"
        self.emulator.events.publish("CallStarted", subject, call.event_data())
        self._watch_window(call)
        return call

    def _take_up_again(self, call: Call, older: Seat, newer: Seat, line: Line) -> None:
        older.keep()
        if older.line is not None:
            older.line.hang_up(4409)
        older.line = line
        older.token, older.display_name = newer.token, newer.display_name
        self._note_role(call, older, newer.role)
        self.set_media(call, older, newer.media)

    def _avoid_foreign_id(self, call: Call, seat: Seat) -> None:
        if any(other.participant_id == seat.participant_id for other in call.seats.values()):
            seat.participant_id = str(uuid.uuid4())

    def _vacate(
        self,
        call: Call,
        seat: Seat,
        reason: str,
        close_code: int = 1000,
        quietly: bool = False,
        goes_on: bool = False,
    ) -> None:
        seat.keep()
        if call.seats.get(seat.user_id) is not seat:
            return
        del call.seats[seat.user_id]
        if seat.line is not None:
            seat.line.hang_up(close_code)
            seat.line = None
        if not quietly:
            call.tell("participantLeft", participantId=seat.participant_id, userId=seat.user_id, reason=reason)
        self._publish_participant(call, seat, "Removed")
        if not call.seats and not goes_on:
            self._over(call)

    def _over(self, call: Call) -> None:
        if call.expiring is not None:
            call.expiring.cancel()
        if self.going_on.get(call.room_id) is call:
            del self.going_on[call.room_id]
        seconds = (self.emulator.clock.now() - call.started_at).total_seconds()
        data = {**call.event_data(), "durationOfCall": seconds}
        self.emulator.events.publish("CallEnded", f"call/{call.server_call_id}", data)

    def _publish_participant(self, call: Call, seat: Seat, what: str) -> None:
        data = {
            **call.event_data(),
            "user": identifier(seat.user_id, seat.role),
            "displayName": seat.display_name,
            "participantId": seat.participant_id,
            "endpointType": "acs-emulator-call-socket",
        }
        subject = f"call/{call.server_call_id}/participant/{seat.user_id}"
        self.emulator.events.publish(f"CallParticipant{what}", subject, data)

    def _note_role(self, call: Call, seat: Seat, role: str) -> None:
        if role == seat.role:
            return
        seat.role = role
        call.tell("role", participantId=seat.participant_id, role=role)
        if permitted(seat.media, role) != seat.media:
            self.set_media(call, seat, seat.media)

    def _room_changed(self, change: RoomChange) -> None:
        call = self.going_on.get(change.room_id)
        if call is None:
            return
        if change.kind == "window":
            self._watch_window(call)
        for seat in list(call.seats.values()):
            self.check_seat(call, seat)

    def _watch_window(self, call: Call) -> None:
        if call.expiring is not None:
            call.expiring.cancel()
            call.expiring = None
        if self.going_on.get(call.room_id) is not call:
            return
        room = self.emulator.rooms.find(call.room_id)
        left = 0.0 if room is None else (room.valid_until - self.emulator.clock.now()).total_seconds()
        if left <= 0:
            self.end(call, "roomDeleted" if room is None else "roomExpired", NOT_FOUND if room is None else NOT_OPEN)
            return
        step = min(left, RECHECK_SECONDS_MAX)
        call.expiring = asyncio.get_running_loop().call_later(step, self._watch_window, call)
