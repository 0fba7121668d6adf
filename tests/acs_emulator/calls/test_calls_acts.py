"""What participants may do in a call, by their role in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.acs_emulator.calls.conftest import Browser, Person, Street

SHARING = {"muted": False, "camera": True, "screen": True, "handRaised": False}


async def visit(street: Street, role: str = "Attendee") -> tuple[str, Person, Person, Browser, Browser]:
    """Return a room with a presenter and a second person in the call."""
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: role})
    first = await street.join(room, priya)
    second = await street.join(room, casey)
    await first.hear("participantJoined")
    return room, priya, casey, first, second


async def test_signals_reach_the_one_they_are_for(street: Street) -> None:
    _room, _priya, _casey, first, second = await visit(street)

    await second.say("signal", to=first.participant_id, data={"description": {"type": "offer", "sdp": "v=0"}})

    signal = await first.hear("signal")
    assert signal["from"] == second.participant_id
    assert signal["data"] == {"description": {"type": "offer", "sdp": "v=0"}}
    assert await second.heard_before_pong() == []


async def test_signals_do_not_leave_the_room(street: Street) -> None:
    *_first_visit, first, _second = await visit(street)
    *_other_visit, stranger, _other = await visit(street)

    await stranger.say("signal", to=first.participant_id, data={"candidate": {}})

    assert await stranger.heard_before_pong() == []
    assert await first.heard_before_pong() == []


async def test_what_somebody_sends_is_told_to_the_others(street: Street) -> None:
    _room, _priya, _casey, first, second = await visit(street)

    await first.say("media", media=SHARING)

    told = await second.hear("media")
    assert told == {
        "type": "media",
        "participantId": first.participant_id,
        "media": {**SHARING, "handRaisedOn": None},
    }


async def test_a_raised_hand_has_a_moment_until_it_goes_down(street: Street) -> None:
    _room, _priya, _casey, first, second = await visit(street)
    up = {**SHARING, "screen": False, "handRaised": True}

    await second.say("media", media=up)
    raised = (await first.hear("media"))["media"]["handRaisedOn"]
    await second.say("media", media={**up, "muted": True})
    still = (await first.hear("media"))["media"]["handRaisedOn"]
    await second.say("media", media={**up, "handRaised": False})

    assert raised == still is not None
    assert (await first.hear("media"))["media"]["handRaisedOn"] is None


async def test_an_attendee_may_not_share_the_screen(street: Street) -> None:
    _room, _priya, _casey, first, second = await visit(street)

    await second.say("media", media=SHARING)

    assert (await second.hear("error"))["code"] == "not_allowed"
    told = (await first.hear("media"))["media"]
    assert (told["screen"], told["camera"]) == (False, True)


async def test_a_consumer_of_a_room_only_receives(street: Street) -> None:
    _room, _priya, _casey, first, second = await visit(street, role="Consumer")

    await second.say("media", media=SHARING)

    assert (await second.hear("error"))["code"] == "not_allowed"
    told = (await first.hear("media"))["media"]
    assert (told["muted"], told["camera"], told["screen"]) == (True, False, False)


@pytest.mark.parametrize("act", ["endForAll", "muteAll", "removeParticipant", "muteParticipant"])
async def test_an_attendee_may_not_preside(street: Street, act: str) -> None:
    _room, priya, _casey, first, second = await visit(street)
    whom = {"userId": priya.id} if act.endswith("Participant") else {}

    await second.say(act, **whom)

    assert (await second.hear("error"))["code"] == "not_allowed"
    assert await first.heard_before_pong() == []


async def test_a_presenter_ends_the_call_for_all(street: Street) -> None:
    room, priya, _casey, first, second = await visit(street)

    await first.say("endForAll")

    for browser in (first, second):
        ended = await browser.hear("ended")
        assert (ended["code"], ended["subCode"], ended["reason"]) == (0, 0, "endedForAll")
        assert await browser.close_code() == 1000
    again = await street.join(room, priya)
    assert again.joined["callId"] != first.joined["callId"]
    assert again.joined["participants"] == []


async def test_a_presenter_removes_somebody_who_may_come_back(street: Street) -> None:
    room, _priya, casey, first, second = await visit(street)

    await first.say("removeParticipant", userId=casey.id)

    assert (await second.hear("removed"))["subCode"] == 5317
    assert (await first.hear("participantLeft"))["reason"] == "removed"
    assert (await street.join(room, casey)).joined["callId"] == first.joined["callId"]


async def test_a_presenter_asks_others_to_mute(street: Street) -> None:
    _room, priya, casey, first, second = await visit(street)

    await first.say("muteParticipant", userId=casey.id)
    assert (await second.hear("muteRequested"))["by"] == priya.id
    await first.say("muteAll")
    assert (await second.hear("muteRequested"))["by"] == priya.id
    assert await first.heard_before_pong() == []


@pytest.mark.parametrize("act", ["removeParticipant", "muteParticipant"])
async def test_nobody_can_be_put_out_who_is_not_there(street: Street, act: str) -> None:
    _room, _priya, _casey, first, _second = await visit(street)

    await first.say(act, userId="8:acs:nobody")

    assert (await first.hear("error"))["code"] == "not_found"


async def test_who_hangs_up_is_gone_at_once(street: Street) -> None:
    _room, _priya, casey, first, second = await visit(street)

    await second.say("leave")

    left = await first.hear("participantLeft")
    assert (left["userId"], left["reason"]) == (casey.id, "left")
    assert await second.close_code() == 1000


async def test_acts_after_a_revocation_are_refused_until_a_fresh_token_comes(street: Street) -> None:
    _room, _priya, casey, first, second = await visit(street)
    await street.identity.revoke_tokens(casey.user)

    await second.say("media", media={**SHARING, "screen": False})
    assert (await second.hear("error"))["code"] == "token_refused"
    fresh: Any = await street.identity.get_token(casey.user, ["chat", "voip"])
    await second.say("token", token=fresh.token)
    assert await second.hear("tokenTaken")
    await second.say("media", media={**SHARING, "screen": False})

    assert (await first.hear("media"))["participantId"] == second.participant_id


async def test_the_token_of_somebody_else_is_not_taken(street: Street) -> None:
    _room, priya, _casey, _first, second = await visit(street)

    await second.say("token", token=priya.token)

    assert (await second.hear("error"))["code"] == "not_allowed"
