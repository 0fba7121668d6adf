"""What a participant does in a call. Token, room, roster and role are read afresh before each act."""

from __future__ import annotations

from acs_emulator.calls_chat import act_in_chat
from acs_emulator.calls_frames import (
    AnyFrame,
    ChatSend,
    EndForAll,
    Join,
    Leave,
    MediaChange,
    MuteAll,
    MuteParticipant,
    Ping,
    PresenterFrame,
    RemoveParticipant,
    Signal,
    Token,
)
from acs_emulator.calls_live import Calls
from acs_emulator.calls_seats import Call, Seat
from acs_emulator.errors import AcsError

CALL_SCOPES = ("voip", "voip.join")
ERROR_CODES = {401: "token_refused", 403: "not_allowed", 404: "not_found", 413: "too_long"}


def act(calls: Calls, call: Call, seat: Seat, frame: AnyFrame) -> None:
    """Do what the frame asks, or tell the participant why not."""
    match frame:
        case Ping():
            seat.say("pong")
            return
        case Leave():
            calls.leave(call, seat)
            return
        case Join():
            seat.say("error", code="invalid_frame", message="Already in the call.")
            return
    if calls.check_seat(call, seat) is None:
        return
    try:
        _act_as_member(calls, call, seat, frame)
    except AcsError as error:
        parts = {"clientMessageId": frame.client_message_id} if isinstance(frame, ChatSend) else {}
        seat.say("error", code=ERROR_CODES.get(error.status, "refused"), message=error.message, **parts)


def _act_as_member(calls: Calls, call: Call, seat: Seat, frame: AnyFrame) -> None:
    if isinstance(frame, Token):
        _renew(calls, seat, frame.token)
        return
    calls.emulator.people.verify(seat.token, CALL_SCOPES)
    match frame:
        case Signal():
            _pass_on(call, seat, frame)
        case MediaChange():
            if not calls.set_media(call, seat, frame.media):
                raise AcsError(403, "Forbidden", "This role may not send all of that.")
        case EndForAll() | RemoveParticipant() | MuteParticipant() | MuteAll():
            _preside(calls, call, seat, frame)
        case Ping() | Leave() | Join():
            raise AssertionError("answered before")
        case _:
            act_in_chat(calls.emulator, seat, frame)


def _renew(calls: Calls, seat: Seat, token: str) -> None:
    holder = calls.emulator.people.verify(token, CALL_SCOPES)
    if holder.user_id != seat.user_id:
        raise AcsError(403, "Forbidden", "This token is another user's.")
    seat.token = token
    seat.say("tokenTaken")


def _pass_on(call: Call, seat: Seat, signal: Signal) -> None:
    """Who has just left is not told apart from who never was: a late candidate is no error."""
    for other in call.others(seat):
        if other.participant_id == signal.to:
            other.say("signal", **{"from": seat.participant_id, "data": signal.data})


def _preside(calls: Calls, call: Call, seat: Seat, frame: PresenterFrame) -> None:
    if seat.role != "Presenter":
        raise AcsError(403, "Forbidden", "Only a presenter may do this.")
    if isinstance(frame, EndForAll):
        calls.end(call, "endedForAll")
    elif isinstance(frame, MuteAll):
        call.tell("muteRequested", but=seat, by=seat.user_id)
    else:
        other = call.seats.get(frame.user_id)
        if other is None:
            raise AcsError(404, "NotFound", "This user is not in the call.")
        if isinstance(frame, RemoveParticipant):
            calls.put_out(call, other)
        else:
            other.say("muteRequested", by=seat.user_id)
