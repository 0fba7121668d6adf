"""Event Grid beyond the texts: CloudEvents and its handshake, events in another order, the retry steps, and rarer events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
from azure.communication.chat import ChatParticipant

from .conftest import CASEY, NUMBER, SENDER, Azure, Running, Sink, StartEmulator, until


@pytest.fixture(scope="module")
def heard(ca_dir: Any) -> Iterator[tuple[Running, Sink]]:
    """An emulator that tells a webhook everything in the CloudEvents schema."""
    sink = Sink()
    options = ("--event-grid-webhook", sink.url, "--event-schema", "cloudevents", "--report-delay", "0.05")
    quick = ("--event-grid-retry-scale", "0.05")
    running = Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), *options, *quick)
    yield running, sink
    running.stop()
    sink.close()


def received(running: Running, text: str) -> str:
    """Let a person text the resource; return the id of the text."""
    message_id: str = running.control("POST", "/sms/received", {"sender": CASEY, "text": text})["message_id"]
    return message_id


def test_a_cloud_event_comes_alone_in_its_own_envelope(heard: tuple[Running, Sink]) -> None:
    running, sink = heard
    message_id = received(running, "Hi")
    [event] = until(lambda: sink.of_type("SMSReceived", messageId=message_id))
    assert event.keys() == {"id", "source", "specversion", "type", "subject", "time", "data"}
    assert (event["specversion"], event["type"]) == ("1.0", "Microsoft.Communication.SMSReceived")
    assert "/providers/Microsoft.Communication/communicationServices/" in event["source"]
    assert event["subject"] == f"/phonenumber/{NUMBER}"
    assert datetime.fromisoformat(event["time"]).tzinfo is not None
    headers = sink.headers[-1]
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert (headers["aeg-event-type"], headers["aeg-delivery-count"]) == ("Notification", "0")
    assert headers["aeg-subscription-name"]
    assert not {"aeg-data-version", "aeg-metadata-version"} & headers.keys()
    assert sink.asked[0]["webhook-request-origin"] == "eventgrid.azure.net"
    assert sink.handshakes == []


@pytest.mark.parametrize(
    "allowing",
    [{}, {"WebHook-Allowed-Rate": "*"}, {"WebHook-Allowed-Origin": "another.example", "WebHook-Allowed-Rate": "120"}],
    ids=["nothing", "no-origin", "another-origin"],
)
def test_a_webhook_that_allows_nothing_is_sent_nothing(
    heard: tuple[Running, Sink], sink: Sink, allowing: dict[str, str]
) -> None:
    running, usual = heard
    sink.allowing = allowing
    running.control("PUT", "/webhook", {"url": sink.url, "schema": "cloudevents"})
    received(running, "Hi")
    until(lambda: len(sink.asked) >= 2)
    assert sink.events == []
    sink.allowing = {"WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "120"}
    until(lambda: sink.events)
    running.control("PUT", "/webhook", {"url": usual.url, "schema": "cloudevents"})
    until(lambda: running.control("GET", "/health")["webhook_validated"])


def test_the_next_event_overtakes_one_that_is_reordered(heard: tuple[Running, Sink]) -> None:
    running, sink = heard
    running.order("events.deliver", "reorder", count=2, delay_seconds=30)
    ids = [received(running, f"number {number}") for number in range(5)]
    until(lambda: all(sink.of_type("SMSReceived", messageId=each) for each in ids))
    order = [event["data"]["messageId"] for event in sink.of_type("SMSReceived") if event["data"]["messageId"] in ids]
    assert order.index(ids[1]) < order.index(ids[0])
    assert order.index(ids[3]) < order.index(ids[2])
    assert len(order) == 5
    running.order("events.deliver", "reorder", count=1, delay_seconds=0.2)
    alone = received(running, "nobody overtakes")
    until(lambda: sink.of_type("SMSReceived", messageId=alone))


def test_an_opened_mail_is_told_unless_the_sender_disabled_it(heard: tuple[Running, Sink]) -> None:
    running, sink = heard
    mail: dict[str, Any] = {
        "senderAddress": SENDER,
        "content": {"subject": "s", "html": "<a href='https://example.com/'>here</a>"},
        "recipients": {"to": [{"address": "casey@example.com"}]},
    }
    with Azure(running) as azure:
        operation = azure.email().begin_send(mail).result()["id"]
        quiet = azure.email().begin_send({**mail, "userEngagementTrackingDisabled": True}).result()["id"]
    running.control("POST", f"/emails/{operation}/engagement", {"kind": "view"})
    running.control("POST", f"/emails/{operation}/engagement", {"kind": "click", "link": "https://example.com/"})
    told = until(
        lambda: len(found := sink.of_type("EmailEngagementTrackingReportReceived", messageId=operation)) == 2 and found
    )
    by_kind = {event["data"]["engagementType"]: event for event in told}
    assert by_kind.keys() == {"view", "click"}
    click = by_kind["click"]
    assert click["subject"] == f"sender/{SENDER}/message/{operation}"
    assert click["data"].keys() == {
        "sender",
        "messageId",
        "userActionTimeStamp",
        "engagementType",
        "engagementContext",
        "userAgent",
    }
    assert (click["data"]["sender"], click["data"]["engagementContext"]) == (SENDER, "https://example.com/")
    refused = running.ask("POST", f"/_emulator/emails/{quiet}/engagement", json={"kind": "view"})
    assert refused.status_code == 409
    assert running.ask("POST", "/_emulator/emails/none/engagement", json={"kind": "view"}).status_code == 404


def test_a_recording_is_told_as_the_service_does(heard: tuple[Running, Sink]) -> None:
    running, sink = heard
    running.control("POST", "/recordings", {"server_call_id": "abc", "duration_ms": 1500})
    [event] = until(lambda: sink.of_type("RecordingFileStatusUpdated"))
    head, call, middle, server_call, tail, recording = event["subject"].removeprefix("/recording/").split("/")
    assert (head, middle, server_call, tail) == ("call", "serverCallId", "abc", "recordingId")
    assert call
    assert recording
    data = event["data"]
    assert data.keys() == {"recordingStorageInfo", "recordingStartTime", "recordingDurationMs", "sessionEndReason"}
    [chunk] = data["recordingStorageInfo"]["recordingChunks"]
    locations = {"contentLocation", "metadataLocation", "deleteLocation"}
    assert chunk.keys() == {"documentId", "index", "endReason", *locations}
    assert data["recordingDurationMs"] == 1500


def test_after_thirty_attempts_an_event_is_given_up(start_emulator: StartEmulator, sink: Sink) -> None:
    running = start_emulator("--event-grid-webhook", sink.url, "--event-grid-retry-scale", "0.000001")
    until(lambda: running.control("GET", "/health")["webhook_validated"])
    sink.answers[:] = [500] * 100
    message_id = received(running, "Nobody takes this")
    until(lambda: running.control("GET", "/health")["events_given_up"] == 1)
    [given_up] = running.control("GET", "/events")["given_up"]
    assert given_up["data"]["messageId"] == message_id
    assert len(sink.headers) <= 30
    sink.answers.clear()
    received(running, "This is taken")
    until(lambda: sink.events)


@pytest.mark.parametrize("status", [200, 201, 202, 203, 204])
def test_every_success_is_one(heard: tuple[Running, Sink], status: int) -> None:
    running, sink = heard
    sink.answers[:] = [status]
    message_id = received(running, "Taken")
    until(lambda: sink.of_type("SMSReceived", messageId=message_id))
    until(lambda: running.control("GET", "/health")["events_waiting"] == 0)
    assert len(sink.of_type("SMSReceived", messageId=message_id)) == 1


def test_the_control_api_describes_itself_without_a_foreign_host(emulator: Running) -> None:
    document = emulator.control("GET", "/schema")
    assert document["openapi"].startswith("3.1")
    order = document["components"]["schemas"]["Order"]["properties"]
    assert set(order["kind"]["enum"]) >= {
        "fail",
        "slow",
        "drop",
        "lose_answer",
        "late",
        "double",
        "reorder",
        "withhold",
    }
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert {("post", "/_emulator/trouble"), ("delete", "/_emulator/trouble/{order_id}")} <= described
    page = httpx.get(f"{emulator.web}/_emulator/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "://" not in page.text.replace("http://www.w3.org", "")
    for _method, path in described:
        assert path in page.text


FRAME = {"createTime", "version", "transactionId", "threadId"}
RECIPIENT = {"recipientId", "recipientCommunicationIdentifier"}
MESSAGE = {
    "messageId",
    "senderCommunicationIdentifier",
    "senderDisplayName",
    "composeTime",
    "type",
    "version",
    "transactionId",
    "threadId",
}
WORDS = {"messageBody", "metadata"}
MADE = {"createdByCommunicationIdentifier", "properties", "participants", *FRAME}
CHAT_EVENTS: dict[str, set[str]] = {
    "ChatMessageReceived": {*MESSAGE, *WORDS, *RECIPIENT, "senderId"},
    "ChatMessageReceivedInThread": {*MESSAGE, *WORDS},
    "ChatMessageEdited": {*MESSAGE, *WORDS, *RECIPIENT, "senderId", "editTime"},
    "ChatMessageEditedInThread": {*MESSAGE, *WORDS, "editTime"},
    "ChatMessageDeleted": {*MESSAGE, *RECIPIENT, "senderId", "deleteTime"},
    "ChatMessageDeletedInThread": {*MESSAGE, "deleteTime"},
    "ChatThreadCreatedWithUser": {*MADE, *RECIPIENT, "createdBy", "members"},
    "ChatThreadCreated": MADE,
    "ChatThreadPropertiesUpdatedPerUser": {
        *FRAME,
        *RECIPIENT,
        "editedBy",
        "editedByCommunicationIdentifier",
        "editTime",
        "properties",
    },
    "ChatThreadPropertiesUpdated": {*FRAME, "editedByCommunicationIdentifier", "editTime", "properties"},
    "ChatThreadWithUserDeleted": {
        *FRAME,
        *RECIPIENT,
        "deletedBy",
        "deletedByCommunicationIdentifier",
        "deleteTime",
    },
    "ChatThreadDeleted": {*FRAME, "deletedByCommunicationIdentifier", "deleteTime"},
    "ChatParticipantAddedToThreadWithUser": {
        *FRAME,
        *RECIPIENT,
        "time",
        "addedByCommunicationIdentifier",
        "participantAdded",
    },
    "ChatThreadParticipantAdded": {*FRAME, "time", "addedByCommunicationIdentifier", "participantAdded"},
    "ChatParticipantRemovedFromThreadWithUser": {
        *FRAME,
        *RECIPIENT,
        "time",
        "removedByCommunicationIdentifier",
        "participantRemoved",
    },
    "ChatThreadParticipantRemoved": {*FRAME, "time", "removedByCommunicationIdentifier", "participantRemoved"},
}


def test_chat_events_carry_exactly_what_is_documented(azure: Azure, emulator: Running) -> None:
    priya, casey, third = azure.user(), azure.user(), azure.user()
    members = [ChatParticipant(identifier=casey.identifier, display_name="Casey")]
    thread_id = azure.chat(priya).create_chat_thread("Visit", thread_participants=members).chat_thread.id
    thread = azure.thread(priya, thread_id)
    said = thread.send_message("helo", metadata={"a": "1"}).id
    thread.update_message(said, "hello")
    thread.delete_message(said)
    thread.add_participants([ChatParticipant(identifier=third.identifier)])
    thread.remove_participant(third.identifier)
    thread.update_topic("Other")
    azure.chat(priya).delete_chat_thread(thread_id)
    told = [
        event for event in emulator.control("GET", "/events")["recent"] if event["data"].get("threadId") == thread_id
    ]
    names = {event["eventType"].removeprefix("Microsoft.Communication.") for event in told}
    assert names == CHAT_EVENTS.keys()
    for event in told:
        name, data = event["eventType"].removeprefix("Microsoft.Communication."), event["data"]
        assert data.keys() == CHAT_EVENTS[name], name
        assert isinstance(data["version"], str if name.startswith("ChatMessage") and "InThread" in name else int)
        assert "recipient" not in event["subject"] or data["recipientId"] != priya.id


@pytest.mark.parametrize(
    "status", ["Suppressed", "Bounced", "Quarantined", "FilteredSpam", "Expanded", "Failed", "Delivered"]
)
def test_a_mail_may_fare_in_every_documented_way(heard: tuple[Running, Sink], status: str) -> None:
    running, sink = heard
    to = f"{status.lower()}@example.com"
    running.order("email.report", "fail", count=1, match=to, code=status)
    mail = {
        "senderAddress": SENDER,
        "content": {"subject": "s", "plainText": "p"},
        "recipients": {"to": [{"address": to}]},
    }
    with Azure(running) as azure:
        azure.email().begin_send(mail)
    [event] = until(lambda: sink.of_type("EmailDeliveryReportReceived", recipient=to))
    assert event["data"]["status"] == status
    assert event["data"].keys() == {
        "sender",
        "recipient",
        "messageId",
        "status",
        "deliveryStatusDetails",
        "deliveryAttemptTimeStamp",
    }
