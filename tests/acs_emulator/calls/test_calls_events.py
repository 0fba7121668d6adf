"""The call events that Event Grid delivers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.acs_emulator.calls.conftest import Street

KINDS = ["CallStarted", "CallParticipantAdded", "CallParticipantAdded", "CallParticipantRemoved"]


async def test_a_call_is_reported_from_its_start_to_its_end(street: Street, until: Callable[..., Any]) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    first, second = await street.join(room, priya), await street.join(room, casey)
    await second.say("leave")
    await first.hear("participantLeft")
    await first.say("endForAll")

    await until(lambda: len(street.of_room(room)) == 6)

    events = street.of_room(room)
    assert sorted(kind for kind, _data in events) == sorted([*KINDS, "CallParticipantRemoved", "CallEnded"])
    for _kind, data in events:
        assert data["serverCallId"] == first.joined["serverCallId"]
        assert data["isRoomsCall"] is True
        assert data["startedBy"]["communicationIdentifier"]["rawId"] == priya.id
    added = {data["participantId"]: data for kind, data in events if kind == "CallParticipantAdded"}
    assert added[second.participant_id]["displayName"] == "Casey"
    assert added[second.participant_id]["user"]["communicationIdentifier"]["rawId"] == casey.id
    assert added[second.participant_id]["user"]["role"] == "Attendee"
    [ended] = [data for kind, data in events if kind == "CallEnded"]
    assert 0 < ended["durationOfCall"] < 30
    every = {"startedBy", "serverCallId", "group", "room", "isTwoParty", "correlationId", "isRoomsCall"}
    somebody = {*every, "user", "displayName", "participantId", "endpointType"}
    keys = {"CallStarted": every, "CallEnded": {*every, "durationOfCall"}}
    assert all(data.keys() == keys.get(kind, somebody) for kind, data in events)
    call = f"call/{first.joined['serverCallId']}"
    subjects = {event["subject"] for event in street.events if event["data"].get("room", {}).get("id") == room}
    people = {f"{call}/participant/{priya.id}", f"{call}/participant/{casey.id}"}
    assert subjects == {call, f"{call}/startedBy/{priya.id}", *people}


async def test_a_reload_is_reported_as_one_leaving_and_one_coming(street: Street, until: Callable[..., Any]) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    older = await street.join(room, priya)
    newer = await street.join(room, priya)

    await until(lambda: len(street.of_room(room)) == 4)

    told = {(kind, data.get("participantId")) for kind, data in street.of_room(room)}
    assert told == {
        ("CallStarted", None),
        ("CallParticipantAdded", older.participant_id),
        ("CallParticipantRemoved", older.participant_id),
        ("CallParticipantAdded", newer.participant_id),
    }


async def test_a_connection_that_comes_back_in_time_is_not_reported(street: Street, until: Callable[..., Any]) -> None:
    priya = await street.person("Dr Priya")
    room = await street.room({priya: "Presenter"})
    lost = await street.join(room, priya)
    lost.socket.transport.abort()
    back = await street.join(room, priya, participantId=lost.participant_id)
    await back.say("leave")

    await until(lambda: any(kind == "CallEnded" for kind, _data in street.of_room(room)))

    assert sorted(kind for kind, _data in street.of_room(room)) == [
        "CallEnded",
        "CallParticipantAdded",
        "CallParticipantRemoved",
        "CallStarted",
    ]
