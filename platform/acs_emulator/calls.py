"""The call socket: signalling, roster, roles and chat for a call between browsers, opened with an ACS user token.

Azure's own calling protocol is closed, so this is the one protocol of the emulator that is ours; docs/acs-emulator.md
describes it. Picture and sound never pass here: they go from browser to browser.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import WebSocketDisconnect

from acs_emulator.calls_acts import CALL_SCOPES, act
from acs_emulator.calls_chat import chat_of, tell_chat
from acs_emulator.calls_frames import FRAME_BYTES_MAX, AnyFrame, Join, decoder
from acs_emulator.calls_live import Calls
from acs_emulator.calls_seats import Call, Line, Refused, Seat
from acs_emulator.clock import iso_event
from acs_emulator.errors import AcsError
from acs_emulator.state import Emulator

JOIN_SECONDS_MAX = 10.0
FRAMES_PER_SECOND_MAX = 50
"""On average; a burst of as many again is let through."""

Socket = WebSocket[Any, Any, State]

_calls_of: WeakKeyDictionary[Emulator, Calls] = WeakKeyDictionary()


class Closed(Exception):
    """The browser is gone."""


class Pace:
    """A bucket of frames that fills with time."""

    def __init__(self) -> None:
        self._left = 2.0 * FRAMES_PER_SECOND_MAX
        self._at = time.monotonic()

    def takes_one_more(self) -> bool:
        """Whether one more frame is within the limit."""
        now = time.monotonic()
        self._left = min(2.0 * FRAMES_PER_SECOND_MAX, self._left + (now - self._at) * FRAMES_PER_SECOND_MAX)
        self._at = now
        self._left -= 1
        return self._left >= 0


def calls_of(emulator: Emulator) -> Calls:
    """Return the calls of this emulator, made when first asked for."""
    calls = _calls_of.get(emulator)
    if calls is None:
        made = calls = _calls_of[emulator] = Calls(emulator)
        emulator.chat.listeners.append(lambda happening: tell_chat(made, happening))
    return calls


@websocket("/_emulator/calls/{room_id:str}", dependencies={"calls": Provide(calls_of, sync_to_thread=False)})
async def call_socket(socket: Socket, room_id: str, emulator: Emulator, calls: Calls) -> None:
    """Carry one browser through one call: join, then frames both ways until either side ends it."""
    await socket.accept()
    line = Line()
    writing = asyncio.create_task(_write(socket, line))
    try:
        seat, call = await _let_in(socket, room_id, calls, line)
        try:
            await _listen(socket, calls, call, seat, line)
        finally:
            calls.dropped(call, seat, line)
    except Refused as refused:
        line.say({"type": "refused", "code": refused.code, "subCode": refused.sub_code, "message": refused.message})
        line.hang_up(4000 + refused.code)
    except Closed:
        line.hang_up(1000)
    except asyncio.CancelledError:
        writing.cancel()
        raise
    await writing


async def _write(socket: Socket, line: Line) -> None:
    """Send what is put on the line. When the browser is gone, the reading side hears of it."""
    while True:
        frame = await line.next()
        try:
            if isinstance(frame, int):
                await socket.close(code=frame)
                return
            await socket.send_text(msgspec.json.encode(frame).decode())
        except (WebSocketDisconnect, OSError, RuntimeError):
            return


async def _read(socket: Socket) -> bytes:
    """Return the next text frame. Raises Closed; hangs up on frames that are too big or binary."""
    event = await socket.receive()
    if event["type"] != "websocket.receive":
        raise Closed
    text = event.get("text")
    if text is None:
        raise Refused(400, 0, "Only text frames are understood.")
    frame: bytes = text.encode()
    if len(frame) > FRAME_BYTES_MAX:
        raise Refused(413, 0, f"A frame has at most {FRAME_BYTES_MAX} bytes.")
    return frame


async def _let_in(socket: Socket, room_id: str, calls: Calls, line: Line) -> tuple[Seat, Call]:
    try:
        async with asyncio.timeout(JOIN_SECONDS_MAX):
            frame = await _read(socket)
    except TimeoutError:
        raise Refused(408, 0, f"Nobody joined within {JOIN_SECONDS_MAX:.0f} seconds.") from None
    try:
        join = decoder.decode(frame)
    except msgspec.DecodeError as error:
        raise Refused(400, 0, str(error)) from error
    if not isinstance(join, Join):
        raise Refused(400, 0, "The first frame is a join.")
    return _join(room_id, calls, line, join)


def _join(room_id: str, calls: Calls, line: Line, join: Join) -> tuple[Seat, Call]:
    emulator = calls.emulator
    try:
        holder = emulator.people.verify(join.token, CALL_SCOPES)
    except AcsError as error:
        raise Refused(error.status, 0, error.message) from error
    participant_id = join.participant_id or str(uuid.uuid4())
    newcomer = Seat(participant_id, holder.user_id, join.display_name, join.token, join.media)
    call, seat, is_known = calls.sit_down(room_id, newcomer, line)
    seat.say(
        "joined",
        callId=call.id,
        serverCallId=call.server_call_id,
        participantId=seat.participant_id,
        userId=seat.user_id,
        role=seat.role,
        resumed=is_known,
        startedAt=iso_event(call.started_at),
        serverNow=iso_event(emulator.clock.now()),
        participants=[other.seen() for other in call.others(seat)],
        chat=chat_of(emulator, seat, join.chat_thread_id),
    )
    if not is_known:
        call.tell("participantJoined", but=seat, participant=seat.seen())
    return seat, call


async def _listen(socket: Socket, calls: Calls, call: Call, seat: Seat, line: Line) -> None:
    pace = Pace()
    while seat.line is line:
        frame = await _read(socket)
        if not pace.takes_one_more():
            raise Refused(429, 0, f"At most {FRAMES_PER_SECOND_MAX} frames a second.")
        if seat.line is not line:
            return
        try:
            heard: AnyFrame = decoder.decode(frame)
        except msgspec.DecodeError as error:
            seat.say("error", code="invalid_frame", message=str(error))
            continue
        act(calls, call, seat, heard)


route_handlers = [call_socket]
