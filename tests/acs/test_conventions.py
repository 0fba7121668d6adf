"""What all services have in common: versions, headers, dates, pages, and what the SDKs repeat by themselves."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from azure.communication.rooms import RoomsClient
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline.policies import SansIOHTTPPolicy

from .conftest import NUMBER, Azure, Remote, Running
from .test_signing import ask

DATE_OF_ROOMS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,7}\+00:00")
DATE_OF_CHAT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Trace(SansIOHTTPPolicy[Any, Any]):
    """Keep what was sent and what came back, attempt by attempt."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.requests: list[Any] = []
        self.answers: list[Any] = []

    def on_request(self, request: Any) -> None:
        self.sent.append(dict(request.http_request.headers))
        self.requests.append(request.http_request)

    def on_response(self, request: Any, response: Any) -> None:
        self.answers.append(response.http_response)

    def statuses(self) -> list[int]:
        return [answer.status_code for answer in self.answers]


@pytest.fixture
def calm(emulator: Running) -> Iterator[Running]:
    """The emulator, without trouble afterwards."""
    yield emulator
    if not isinstance(emulator, Remote):
        emulator.control("DELETE", "/trouble")


def test_answers_carry_what_the_service_says_of_itself(azure: Azure, emulator: Running) -> None:
    trace = Trace()
    azure.rooms(per_retry_policies=[trace]).create_room()
    [answer], [sent] = trace.answers, trace.sent
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert "2025-03-13" in headers["api-supported-versions"]
    assert headers["ms-cv"]
    assert headers["x-azure-ref"]
    assert headers["request-context"].startswith("appId=")
    assert re.fullmatch(r"\d+ms", headers["x-processing-time"])
    assert headers["location"]
    sent = {name.lower(): value for name, value in sent.items()}
    assert headers["x-ms-client-request-id"] == sent["x-ms-client-request-id"]
    if not isinstance(emulator, Remote):
        assert "strict-transport-security" not in headers


def test_dates_are_written_as_each_service_writes_them(azure: Azure, emulator: Running) -> None:
    room = ask(emulator, target="/rooms?api-version=2025-03-13").json()
    assert all(DATE_OF_ROOMS.fullmatch(room[name]) for name in ("createdAt", "validFrom", "validUntil"))
    priya = azure.user()
    headers = {"authorization": f"Bearer {priya.token}"}
    made = emulator.ask("POST", "/chat/threads?api-version=2024-03-07", json={"topic": "Visit"}, headers=headers)
    assert DATE_OF_CHAT.fullmatch(made.json()["chatThread"]["createdOn"])
    wish = b'{"createTokenWithScopes":["chat"]}'
    issued = ask(emulator, body=wish).json()["accessToken"]
    assert DATE_OF_ROOMS.fullmatch(issued["expiresOn"])


def test_the_last_page_has_no_link_and_the_others_one_that_needs_no_escaping(azure: Azure, emulator: Running) -> None:
    for _each in range(4):
        azure.rooms().create_room()
    page = ask(emulator, "GET", "/rooms?api-version=2025-03-13", b"").json()
    while (link := page.get("nextLink")) is not None:
        if not isinstance(emulator, Remote):
            assert re.fullmatch(r"/rooms\?nextLink=[0-9a-f]+&api-version=2025-03-13", link)
        target = link.removeprefix(emulator.endpoint)
        page = ask(emulator, "GET", target, b"").json()
        assert page["value"]
    assert "nextLink" not in page


@pytest.mark.parametrize("version", ["2021-03-07", "2024-03-07", "2025-03-15"])
def test_chat_speaks_the_versions_of_both_sdks(azure: Azure, emulator: Running, version: str) -> None:
    headers = {"authorization": f"Bearer {azure.user().token}"}
    answer = emulator.ask("GET", f"/chat/threads?api-version={version}", headers=headers)
    assert answer.status_code == 200


def test_participants_are_named_by_kind_raw_id_and_typed_member(azure: Azure, emulator: Running) -> None:
    priya = azure.user()
    thread_id = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
    headers = {"authorization": f"Bearer {priya.token}"}
    path = f"/chat/threads/{thread_id}/participants?api-version=2024-03-07"
    [seen] = emulator.ask("GET", path, headers=headers).json()["value"]
    assert seen["communicationIdentifier"] == {
        "kind": "communicationUser",
        "rawId": priya.id,
        "communicationUser": {"id": priya.id},
    }


def test_who_is_no_communication_user_is_named_in_the_answer(azure: Azure, emulator: Running) -> None:
    guest = {"rawId": "4:+14255550123", "phoneNumber": {"value": "+14255550123"}}
    body = {"topic": "Visit", "participants": [{"communicationIdentifier": guest}]}
    headers = {"authorization": f"Bearer {azure.user().token}"}
    made = emulator.ask("POST", "/chat/threads?api-version=2024-03-07", json=body, headers=headers)
    assert made.status_code == 201
    [refused] = made.json()["invalidParticipants"]
    assert (refused["target"], bool(refused["code"]), bool(refused["message"])) == ("4:+14255550123", True, True)


@pytest.mark.parametrize("status", [500, 503, 504])
def test_a_room_is_asked_for_again_under_the_same_id_and_made_once(calm: Running, status: int) -> None:
    calm.order("rooms.create", "fail", count=1, status=status)
    trace = Trace()
    with RoomsClient.from_connection_string(
        calm.connection_string, connection_verify=calm.ca, per_retry_policies=[trace], retry_backoff_factor=0.01
    ) as rooms:
        assert rooms.create_room().id
    assert trace.statuses() == [status, 201]
    first, second = ({name.lower(): value for name, value in sent.items()} for sent in trace.sent)
    for name in ("repeatability-request-id", "repeatability-first-sent", "x-ms-client-request-id"):
        assert first[name] == second[name]
    assert trace.answers[-1].headers["Repeatability-Result"] == "accepted"


def test_a_text_that_is_asked_for_again_is_sent_once(azure: Azure, calm: Running) -> None:
    person = f"+1425{uuid.uuid4().int % 10**7:07d}"
    calm.order("sms.send", "fail", count=2, status=503)
    trace = Trace()
    sms = azure.sms(retry_total=3, retry_backoff_factor=0.01, per_retry_policies=[trace])
    assert sms.send(NUMBER, person, "Once")[0].successful
    assert trace.statuses() == [503, 503, 202]
    ids = {json.loads(sent.body)["smsRecipients"][0]["repeatabilityRequestId"] for sent in trace.requests}
    assert len(ids) == 1
    assert len(calm.control("GET", f"/sms?to=%2B{person[1:]}")["sent"]) == 1


def test_too_many_requests_without_a_time_are_final_for_a_post_and_not_for_a_get(calm: Running) -> None:
    trace = Trace()
    with RoomsClient.from_connection_string(
        calm.connection_string, connection_verify=calm.ca, per_retry_policies=[trace], retry_backoff_factor=0.01
    ) as rooms:
        room = rooms.create_room()
        calm.order("rooms.update", "fail", count=1, status=429)
        calm.order("rooms.get", "fail", count=1, status=429)
        with pytest.raises(HttpResponseError):
            rooms.update_room(room_id=room.id, pstn_dial_out_enabled=True)
        assert rooms.get_room(room.id).id == room.id
    assert trace.statuses() == [201, 429, 429, 200]


def test_a_refusal_that_is_final_never_says_when_to_come_back(azure: Azure) -> None:
    acts: list[Any] = [
        lambda: azure.rooms().get_room("99000000000000001"),
        lambda: azure.rooms().get_room("invalid_id"),
        lambda: azure.identity().get_token(azure.identity().create_user(), []),
        lambda: azure.chat(azure.user()).delete_chat_thread("19:none@thread.v2"),
    ]
    for act in acts:
        with pytest.raises(HttpResponseError) as refused:
            act()
        answer: Any = refused.value.response
        assert "retry-after" not in {name.lower() for name in answer.headers}
        assert answer.headers["x-ms-error-code"] == (refused.value.error and refused.value.error.code)
