"""Azure's door: who may knock, what is asked first, what is not understood."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from frontdesk.acs.event_grid import (
    CallEnded,
    EventMalformed,
    ParticipantJoined,
    SmsReceived,
    SmsReport,
    Validation,
    read_events,
)
from tests.conftest import HOOK_SECRET, Server


@pytest.fixture
async def azure_knocks(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.settings.origin, timeout=10) as client:
        yield client


async def knock(client: httpx.AsyncClient, body: Any, *, code: str = HOOK_SECRET) -> httpx.Response:
    content = body if isinstance(body, bytes) else None
    return await client.post(
        "/hooks/event-grid", params={"code": code}, json=None if content else body, content=content
    )


def event(kind: str, data: dict[str, Any], **envelope: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "topic": "/subscriptions/…",
        "subject": "x",
        "eventType": kind,
        "eventTime": "2026-11-23T09:00:00.1234567Z",
        "data": data,
        "dataVersion": "1.0",
        "metadataVersion": "1",
        **envelope,
    }


async def test_the_handshake_is_answered(azure_knocks: httpx.AsyncClient) -> None:
    asked = event(
        "Microsoft.EventGrid.SubscriptionValidationEvent", {"validationCode": "512d38b6", "validationUrl": ""}
    )
    answer = await knock(azure_knocks, [asked])
    assert (answer.status_code, answer.json()) == (200, {"validationResponse": "512d38b6"})


@pytest.mark.parametrize("code", ["", "wrong", HOOK_SECRET[:-1], HOOK_SECRET + "x", "пароль"])
async def test_nobody_else_may_knock(azure_knocks: httpx.AsyncClient, code: str) -> None:
    answer = await knock(azure_knocks, [], code=code)
    assert answer.status_code == 403
    assert HOOK_SECRET not in answer.text


async def test_what_is_not_known_here_is_accepted_and_left(azure_knocks: httpx.AsyncClient) -> None:
    events = [
        event("Microsoft.Communication.ChatMessageReceived", {"messageBody": "x"}),
        event("Microsoft.Storage.BlobCreated", {}),
        event("Microsoft.Communication.CallStarted", {"serverCallId": "y", "isRoomsCall": False}),
    ]
    assert (await knock(azure_knocks, events)).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"7", b'"x"', b"[1]", b'[{"eventType":"Microsoft.Communication.SMSReceived"}]']
)
async def test_what_is_no_event_is_refused(azure_knocks: httpx.AsyncClient, body: bytes) -> None:
    answer = await knock(azure_knocks, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "event_malformed")


async def test_more_than_event_grid_ever_sends_is_refused(azure_knocks: httpx.AsyncClient) -> None:
    assert (await knock(azure_knocks, b"[" + b" " * 1_300_000 + b"]")).status_code == 413


def test_both_envelopes_either_case_and_numbers_without_a_plus_are_read() -> None:
    old = event(
        "Microsoft.Communication.SMSDeliveryReportReceived",
        {
            "MessageId": "Outgoing_1",
            "From": "18005551000",
            "To": "447700900417",
            "DeliveryStatus": "Delivered",
            "DeliveryStatusDetails": "No error.",
            "ReceivedTimestamp": "2026-11-23T09:00:01.1234567Z",
            "Tag": "ours",
        },
    )
    (report,) = read_events(_encode([old]))
    assert isinstance(report, SmsReport)
    assert (report.to, report.tag, report.delivered, report.at.second) == ("+447700900417", "ours", True, 1)
    cloud = {
        "id": "1",
        "source": "/subscriptions/…",
        "type": "Microsoft.Communication.SMSReceived",
        "time": "2026-11-23T09:00:00Z",
        "specversion": "1.0",
        "data": {"messageId": "Incoming_1", "from": "+447700900417", "to": "18005551000", "message": "STOP"},
    }
    (received,) = read_events(_encode(cloud))
    assert isinstance(received, SmsReceived)
    assert (received.sender, received.to, received.text) == ("+447700900417", "+18005551000", "STOP")


def test_users_are_read_in_their_older_and_their_newer_shape() -> None:
    user = "8:acs:a_b"
    room = {"serverCallId": "x", "room": {"id": "99430570737419440"}, "isRoomsCall": True}
    newer = event(
        "Microsoft.Communication.CallParticipantAdded",
        {**room, "user": {"communicationIdentifier": {"rawId": user, "communicationUser": {"id": user}}}},
    )
    older = event("Microsoft.Communication.CallParticipantAdded", {**room, "user": {"rawId": user}})
    ended = event("Microsoft.Communication.CallEnded", room)
    first, second, third = read_events(_encode([newer, older, ended]))
    assert first == second
    assert isinstance(first, ParticipantJoined)
    assert (first.user_id, first.room_id) == (user, "99430570737419440")
    assert isinstance(third, CallEnded)


def test_an_event_without_a_moment_is_malformed() -> None:
    with pytest.raises(EventMalformed):
        read_events(_encode([event("Microsoft.Communication.SMSReceived", {"from": "+1"}, eventTime=None)]))
    assert read_events(
        _encode([event("Microsoft.EventGrid.SubscriptionValidationEvent", {"validationCode": "7"})])
    ) == [Validation("7")]


def _encode(body: Any) -> bytes:
    return httpx.Request("POST", "http://x", json=body).content
