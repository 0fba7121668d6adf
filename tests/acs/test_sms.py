"""Text messages, through the real SDKs: results per recipient, repeated requests, opt-out, refusals, segments."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.communication.sms.aio import SmsClient as AsyncSmsClient
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.core.pipeline.policies import SansIOHTTPPolicy

from .conftest import CASEY, NUMBER, Azure, Running, until


def sent_to(emulator: Running, person: str) -> list[dict[str, Any]]:
    """Return what the emulator sent to one person."""
    sent: list[dict[str, Any]] = emulator.control("GET", f"/sms?to={person.replace('+', '%2B')}")["sent"]
    return sent


@pytest.fixture
def person(request: pytest.FixtureRequest) -> str:
    """A phone number that no other test uses."""
    return f"+1425{uuid.uuid4().int % 10**7:07d}"


def test_each_recipient_has_a_result(azure: Azure, emulator: Running) -> None:
    people = ["+14255550111", "+14255550112", "+491701234567"]
    results = azure.sms().send(NUMBER, people, "Hello", enable_delivery_report=True, tag="visit")
    assert [result.to for result in results] == people
    assert all(result.successful and result.http_status_code == 202 for result in results)
    assert all(result.error_message is None for result in results)
    assert all(result.message_id.startswith("Outgoing_") for result in results)
    assert len({result.message_id for result in results}) == 3
    [text] = sent_to(emulator, people[2])
    assert (text["text"], text["tag"], text["sender"]) == ("Hello", "visit", NUMBER)
    until(lambda: sent_to(emulator, people[2])[0]["status"] == "delivered")


def test_a_sender_not_owned_is_refused(azure: Azure) -> None:
    with pytest.raises(ClientAuthenticationError) as refused:
        azure.sms().send("+18005559999", CASEY, "Hello")
    assert refused.value.error is not None
    assert refused.value.error.code == "InternalError"


@pytest.mark.parametrize("to", ["4255550123", "+1", "+1 425 555 0123", "casey", "+04255550123"])
def test_a_malformed_recipient_refuses_the_whole_request(azure: Azure, emulator: Running, to: str, person: str) -> None:
    with pytest.raises(HttpResponseError) as refused:
        azure.sms().send(NUMBER, [person, to], "Hello")
    assert refused.value.status_code == 400
    assert refused.value.response is not None
    problem = json.loads(refused.value.response.text())
    assert problem["errors"]["SmsRecipients"]
    assert problem["status"] == 400
    assert problem["traceId"]
    assert "error" not in problem
    assert sent_to(emulator, person) == []


def test_words_are_needed_and_limited(azure: Azure, person: str) -> None:
    assert azure.sms().send(NUMBER, person, "x" * 2048)[0].successful
    for text in ("", "x" * 2049):
        with pytest.raises(HttpResponseError) as refused:
            azure.sms().send(NUMBER, person, text)
        assert refused.value.status_code == 400


class SameIds(SansIOHTTPPolicy[Any, Any]):
    """Give each recipient of every request the same repeatability id, as a retry of one call does."""

    def __init__(self, identifier: str) -> None:
        self.id = identifier
        self.results: list[str] = []

    def on_request(self, request: Any) -> None:
        body = json.loads(request.http_request.body)
        for recipient in body["smsRecipients"]:
            recipient["repeatabilityRequestId"] = self.id
        request.http_request.set_json_body(body)

    def on_response(self, request: Any, response: Any) -> None:
        self.results += [item["repeatabilityResult"] for item in json.loads(response.http_response.text())["value"]]


def test_a_repeated_request_sends_nothing_again(azure: Azure, emulator: Running, person: str) -> None:
    policy = SameIds(str(uuid.uuid4()))
    sms = azure.sms(per_call_policies=[policy])
    first = sms.send(NUMBER, person, "Once only", tag="a")[0]
    again = sms.send(NUMBER, person, "Once only", tag="a")[0]
    assert (again.message_id, again.successful) == (first.message_id, True)
    assert len(sent_to(emulator, person)) == 1
    for words, tag in (("Other words", "a"), ("Once only", "b")):
        other = sms.send(NUMBER, person, words, tag=tag)[0]
        assert (other.successful, other.http_status_code, other.message_id) == (False, 400, None)
    assert policy.results == ["accepted", "accepted", "rejected", "rejected"]
    assert len(sent_to(emulator, person)) == 1


@pytest.mark.parametrize("word", ["STOP", " stop ", "Unsubscribe", "opt out"])
def test_after_stop_nothing_arrives_until_start(azure: Azure, emulator: Running, person: str, word: str) -> None:
    emulator.control("POST", "/sms/received", {"sender": person, "text": word})
    assert azure.sms().send(NUMBER, person, "Hello?")[0].successful
    [blocked] = until(lambda: [text for text in sent_to(emulator, person) if text["status"] == "failed"])
    assert blocked["details"] == "Sender blocked for given recipient."
    emulator.control("POST", "/sms/received", {"sender": person, "text": "START"})
    azure.sms().send(NUMBER, person, "Welcome back")
    until(lambda: sent_to(emulator, person)[-1]["status"] == "delivered")
    received = emulator.control("GET", f"/sms?to={person.replace('+', '%2B')}")["received"]
    assert [text["text"] for text in received] == [word, "START"]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
    ],
)
def test_segments_are_counted_as_a_carrier_does(
    azure: Azure, emulator: Running, person: str, text: str, segments: int
) -> None:
    azure.sms().send(NUMBER, person, text)
    assert sent_to(emulator, person)[0]["segments"] == segments


def test_the_opt_out_list_of_the_preview(azure: Azure, emulator: Running, person: str) -> None:
    from .test_signing import ask  # the stable SDKs have no such operation

    def operation(name: str, *people: str) -> Any:
        body = {"from": NUMBER, "recipients": [{"to": to} for to in people]}
        answer = ask(
            emulator, target=f"/sms/optouts:{name}?api-version=2024-12-10-preview", body=json.dumps(body).encode()
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    assert operation("check", person)[0]["isOptedOut"] is False
    added, malformed = operation("add", person, "nobody")
    assert (added["httpStatusCode"], malformed["httpStatusCode"]) == (200, 400)
    assert operation("check", person)[0]["isOptedOut"] is True
    operation("remove", person)
    assert operation("check", person)[0]["isOptedOut"] is False


def test_a_person_writes_only_to_numbers_of_the_resource(emulator: Running) -> None:
    answer = httpx.post(
        f"{emulator.web}/_emulator/sms/received", json={"sender": CASEY, "to": "+18005559999", "text": "Hi"}
    )
    assert answer.status_code == 400


async def test_sending_works_asynchronously(emulator: Running, person: str) -> None:
    async with AsyncSmsClient.from_connection_string(
        emulator.connection_string, connection_verify=emulator.ca
    ) as client:
        [result] = await client.send(NUMBER, [person], "Hello ✓", enable_delivery_report=True)
    assert result.successful


@pytest.fixture(scope="module")
def senders(ca_dir: Path) -> Iterator[Azure]:
    """A resource that owns a number, a short code and a name."""
    owned = ("+18005551000", "12345", "Frontdesk")
    options = [part for sender in owned for part in ("--phone-number", sender)]
    running = Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), "--report-delay", "0.05", *options)
    with Azure(running) as azure:
        yield azure
    running.stop()


def test_a_short_code_is_answered_and_a_name_is_not(senders: Azure, person: str) -> None:
    running = senders.emulator
    for sender in ("12345", "Frontdesk"):
        assert senders.sms().send(sender, person, "Hello")[0].successful
    running.control("POST", "/sms/received", {"sender": person, "to": "12345", "text": "STOP"})
    senders.sms().send("12345", person, "Hello?")
    until(lambda: sent_to(running, person)[-1]["details"] == "Sender blocked for given recipient.")
    senders.sms().send("Frontdesk", person, "From a name")
    until(lambda: sent_to(running, person)[-1]["status"] == "delivered")
    answer = running.ask("POST", "/_emulator/sms/received", json={"sender": person, "to": "Frontdesk", "text": "STOP"})
    assert (answer.status_code, "alphanumeric" in answer.text) == (400, True)


def test_words_that_are_relayed_are_relayed_all_the_same(senders: Azure, person: str) -> None:
    for word in ("STOP", "START", "UNSTOP", "HELP"):
        senders.emulator.control("POST", "/sms/received", {"sender": person, "text": word})
    events = senders.emulator.control("GET", "/events")["recent"]
    told = [event["data"]["message"] for event in events if event["data"].get("from") == person]
    assert told == ["STOP", "START", "UNSTOP", "HELP"]


def test_what_can_send_nothing_is_told_at_the_start() -> None:
    command = [sys.executable, "-m", "acs_emulator.cli", "--phone-number", "A name too long"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert "no short code" in ended.stderr
