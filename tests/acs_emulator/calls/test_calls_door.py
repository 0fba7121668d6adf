"""Who is let into a call, who is not, and what happens to those who lose their place."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from azure.communication.rooms import RoomParticipant

if TYPE_CHECKING:
    from tests.acs_emulator.calls.conftest import Street

CAMERA_ON = {"muted": False, "camera": True, "screen": False, "handRaised": False}


async def test_two_invited_people_see_each_other(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})

    first = await street.join(room, priya)
    second = await street.join(room, casey, media=CAMERA_ON)

    assert first.joined["participants"] == []
    assert first.joined["role"] == "Presenter"
    [seen] = second.joined["participants"]
    assert (seen["userId"], seen["displayName"], seen["role"]) == (priya.id, "Dr Priya", "Presenter")
    came = (await first.hear("participantJoined"))["participant"]
    assert (came["userId"], came["role"]) == (casey.id, "Attendee")
    assert came["media"] == {**CAMERA_ON, "handRaisedOn": None}
    assert first.joined["callId"] == second.joined["callId"]


async def refusal(street: Street, room: str, who: Any, **join: Any) -> tuple[int, int, int | None]:
    browser = await street.knock(room, who, **join)
    frame = await browser.hear("refused")
    return frame["code"], frame["subCode"], await browser.close_code()


async def test_who_is_not_invited_is_refused(street: Street) -> None:
    priya, stranger = await street.person("Dr Priya"), await street.person("Stranger")
    room = await street.room({priya: "Presenter"})

    assert await refusal(street, room, stranger) == (403, 5828, 4403)


async def test_who_is_invited_to_another_room_is_refused_here(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    own = await street.room({casey: "Presenter"})
    other = await street.room({priya: "Presenter"})

    assert (await street.join(own, casey)).joined["role"] == "Presenter"
    assert await refusal(street, other, casey) == (403, 5828, 4403)


async def test_a_room_that_does_not_exist_is_refused(street: Street) -> None:
    priya = await street.person("Dr Priya")

    assert await refusal(street, "99000000000000000", priya) == (404, 5732, 4404)


async def test_a_room_that_is_not_open_yet_is_refused(street: Street, soon: Any) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"}, valid_from=soon(3600), valid_until=soon(7200))

    assert await refusal(street, room, priya) == (410, 5829, 4410)


@pytest.mark.parametrize("token", ["not a token", "a.b.c"])
async def test_a_token_that_does_not_hold_is_refused(street: Street, token: str) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})

    assert await refusal(street, room, token) == (401, 0, 4401)


async def test_a_revoked_token_is_refused(street: Street) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    await street.identity.revoke_tokens(priya.user)

    assert await refusal(street, room, priya) == (401, 0, 4401)


async def test_a_token_for_chat_alone_is_refused(street: Street) -> None:
    writer = await street.person("Writer", "chat")
    room = await street.room({writer: "Attendee"})

    assert await refusal(street, room, writer) == (403, 0, 4403)


async def test_a_token_that_may_only_join_calls_is_enough(street: Street) -> None:
    casey = await street.person("Casey", "voip.join", "chat.join.limited")
    room = await street.room({casey: "Attendee"})

    assert (await street.join(room, casey)).joined["userId"] == casey.id


async def test_a_first_frame_that_is_no_join_is_refused(street: Street) -> None:
    room = await street.room()
    browser = await street.dial(room)
    await browser.say("ping")

    assert (await browser.hear("refused"))["code"] == 400


@pytest.mark.parametrize("extra", [{"role": "Presenter"}, {"displayName": ""}, {"media": {"muted": 1}}])
async def test_a_join_that_says_too_much_or_too_little_is_refused(street: Street, extra: dict[str, Any]) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})

    assert await refusal(street, room, priya, **extra) == (400, 0, 4400)


async def test_a_fifth_person_finds_the_call_full(street: Street) -> None:
    people = [await street.person(f"Person {number}") for number in range(5)]
    room = await street.room(dict.fromkeys(people, "Attendee"))
    for person in people[:4]:
        await street.join(room, person)

    assert await refusal(street, room, people[4]) == (503, 0, 4503)


async def test_who_is_taken_off_the_roster_is_out_at_once(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, second = await street.join(room, priya), await street.join(room, casey)

    await street.rooms.remove_participants(room_id=room, participants=[casey.user])

    assert (await second.hear("removed"))["subCode"] == 5317
    assert await second.close_code() == 4403
    left = await first.hear("participantLeft")
    assert (left["userId"], left["reason"]) == (casey.id, "removed")
    assert await refusal(street, room, casey) == (403, 5828, 4403)


async def test_a_new_role_holds_from_the_next_act_on(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, second = await street.join(room, priya), await street.join(room, casey)

    presenter = RoomParticipant(communication_identifier=casey.user, role="Presenter")
    await street.rooms.add_or_update_participants(room_id=room, participants=[presenter])

    told = await first.hear("role")
    assert (told["participantId"], told["role"]) == (second.participant_id, "Presenter")
    await second.say("endForAll")
    assert (await first.hear("ended"))["reason"] == "endedForAll"


async def test_the_same_person_in_a_second_tab_takes_the_place_over(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, older = await street.join(room, priya), await street.join(room, casey)
    await first.hear("participantJoined")

    newer = await street.join(room, casey)

    assert await older.hear("replaced")
    assert await older.close_code() == 4409
    left = await first.hear("participantLeft")
    assert (left["participantId"], left["reason"]) == (older.participant_id, "replaced")
    came = (await first.hear("participantJoined"))["participant"]
    assert came["participantId"] == newer.participant_id != older.participant_id
    assert newer.joined["callId"] == older.joined["callId"]
    assert newer.joined["resumed"] is False


async def test_a_lost_connection_that_comes_back_is_not_noticed(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, lost = await street.join(room, priya), await street.join(room, casey)
    await first.hear("participantJoined")
    lost.socket.transport.abort()

    back = await street.join(room, casey, participantId=lost.participant_id)

    assert back.joined["resumed"] is True
    assert back.participant_id == lost.participant_id
    assert [frame["type"] for frame in await first.heard_before_pong()] == ["media"]
    await first.say("signal", to=lost.participant_id, data={"candidate": {}})
    assert (await back.hear("signal"))["from"] == first.participant_id


async def test_a_lost_connection_gives_its_place_away_after_the_grace_period(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, lost = await street.join(room, priya), await street.join(room, casey)
    lost_at = asyncio.get_running_loop().time()
    lost.socket.transport.abort()

    left = await first.hear("participantLeft")

    assert (left["userId"], left["reason"]) == (casey.id, "connectionLost")
    assert asyncio.get_running_loop().time() - lost_at > 4
    assert (await street.join(room, casey, participantId=lost.participant_id)).joined["resumed"] is False


async def test_nobody_takes_the_participant_id_of_somebody_else(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first = await street.join(room, priya)

    second = await street.join(room, casey, participantId=first.participant_id)

    assert second.participant_id != first.participant_id


async def test_a_deleted_room_ends_its_call(street: Street) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    browser = await street.join(room, priya)

    await street.rooms.delete_room(room_id=room)

    ended = await browser.hear("ended")
    assert (ended["reason"], ended["subCode"]) == ("roomDeleted", 5732)
    assert await browser.close_code() == 1000


async def test_a_room_that_runs_out_ends_its_call(street: Street, soon: Any) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"}, valid_from=soon(-60), valid_until=soon(1.5))
    browser = await street.join(room, priya)

    ended = await browser.hear("ended")

    assert (ended["reason"], ended["subCode"]) == ("roomExpired", 5829)


async def test_a_room_that_is_prolonged_goes_on(street: Street, soon: Any) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"}, valid_from=soon(-60), valid_until=soon(1.0))
    browser = await street.join(room, priya)
    await street.rooms.update_room(room_id=room, valid_until=soon(3600), valid_from=soon(-60))

    await asyncio.sleep(1.2)  # past the first end: nothing must happen then, so there is nothing to wait for

    assert await browser.heard_before_pong() == []


async def test_a_frame_that_is_too_big_ends_the_connection(street: Street) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    browser = await street.join(room, priya)

    await browser.say("signal", to="somebody", data={"candidate": {"candidate": "x" * 70_000}})

    assert (await browser.hear("refused"))["code"] == 413
    assert await browser.close_code() == 4413


async def test_a_flood_of_frames_ends_the_connection(street: Street) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    browser = await street.join(room, priya)

    for _number in range(250):
        await browser.socket.send(json.dumps({"type": "ping"}))

    assert await browser.close_code() == 4429


async def test_a_frame_that_makes_no_sense_is_told_and_changes_nothing(street: Street) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    browser = await street.join(room, priya)

    await browser.say("dance")
    assert (await browser.hear("error"))["code"] == "invalid_frame"
    await browser.say("media", media={"muted": "loudly"})
    assert (await browser.hear("error"))["code"] == "invalid_frame"
    assert await browser.heard_before_pong() == []
