"""Event Grid, as a real webhook sees it: the handshake, the envelopes, deliveries at least once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
from azure.communication.chat import ChatParticipant

from .conftest import CASEY, NUMBER, SENDER, Azure, Running, Sink, StartEmulator, until


@pytest.fixture(scope="module")
def heard(ca_dir: Any) -> Iterator[tuple[Azure, Sink]]:
    """An emulator that tells a webhook everything."""
    sink = Sink()
    options = ("--event-grid-webhook", sink.url, "--event-grid-retry-scale", "0.002", "--report-delay", "0.05")
    running = Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), *options)
    with Azure(running) as azure:
        yield azure, sink
    running.stop()
    sink.close()


def mail(*to: str) -> dict[str, Any]:
    recipients = {"to": [{"address": address} for address in to]}
    return {"senderAddress": SENDER, "content": {"subject": "s", "plainText": "p"}, "recipients": recipients}


def test_the_handshake_comes_first(heard: tuple[Azure, Sink]) -> None:
    _azure, sink = heard
    [event] = until(lambda: sink.handshakes)
    assert event["eventType"] == "Microsoft.EventGrid.SubscriptionValidationEvent"
    assert (event["dataVersion"], event["metadataVersion"]) == ("1", "1")
    assert event["data"]["validationCode"]
    assert event["data"]["validationUrl"].startswith("http://127.0.0.1:")


def test_a_text_is_reported_in_the_documented_envelope(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    [sent] = azure.sms().send(NUMBER, CASEY, "Hello", enable_delivery_report=True, tag="visit-1")
    [event] = until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=sent.message_id))
    assert event.keys() == {
        "id",
        "topic",
        "subject",
        "eventType",
        "eventTime",
        "data",
        "dataVersion",
        "metadataVersion",
    }
    assert event["subject"] == f"/phonenumber/{NUMBER}"
    assert (event["dataVersion"], event["metadataVersion"]) == ("1.0", "1")
    assert "/providers/Microsoft.Communication/communicationServices/" in event["topic"]
    assert datetime.fromisoformat(event["eventTime"]).tzinfo is not None
    data = event["data"]
    assert (data["from"], data["to"], data["tag"]) == (NUMBER, CASEY, "visit-1")
    assert (data["deliveryStatus"], data["deliveryStatusDetails"]) == ("Delivered", "No error.")
    assert datetime.fromisoformat(data["receivedTimestamp"])
    [attempt] = data["deliveryAttempts"]
    assert (attempt["segmentsSucceeded"], attempt["segmentsFailed"]) == (1, 0)
    headers = sink.headers[-1]
    assert headers["aeg-event-type"] == "Notification"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["aeg-subscription-name"]
    assert (headers["aeg-delivery-count"], headers["aeg-data-version"], headers["aeg-metadata-version"]) == (
        "0",
        "1.0",
        "1",
    )


def test_no_report_is_sent_that_nobody_asked_for(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    quiet = azure.sms().send(NUMBER, CASEY, "Quiet")[0].message_id
    loud = azure.sms().send(NUMBER, CASEY, "Loud", enable_delivery_report=True)[0].message_id
    until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=loud))
    assert sink.of_type("SMSDeliveryReportReceived", messageId=quiet) == []


def test_an_answer_of_a_person_is_told(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    received = azure.emulator.control("POST", "/sms/received", {"sender": CASEY, "text": "On my way"})
    [event] = until(lambda: sink.of_type("SMSReceived", messageId=received["message_id"]))
    assert event["subject"] == f"/phonenumber/{NUMBER}"
    data = event["data"]
    assert data["messageId"].startswith("Incoming_")
    assert (data["from"], data["to"], data["message"], data["segmentCount"]) == (CASEY, NUMBER, "On my way", 1)


def test_a_blocked_text_is_reported_as_failed(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    person = "+14255550199"
    azure.emulator.control("POST", "/sms/received", {"sender": person, "text": "STOP"})
    azure.sms().send(NUMBER, person, "Hello?", enable_delivery_report=True)
    [event] = until(lambda: sink.of_type("SMSDeliveryReportReceived", to=person))
    assert event["data"]["deliveryStatus"] == "Failed"
    assert event["data"]["deliveryStatusDetails"] == "Sender blocked for given recipient."
    assert [told["data"]["message"] for told in sink.of_type("SMSReceived") if told["data"]["from"] == person] == [
        "STOP"
    ]


def test_a_mail_is_reported_once_per_recipient(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    azure.emulator.order("email.report", "fail", count=1, match="bounce@", code="Bounced")
    operation = azure.email().begin_send(mail("casey@example.com", "bounce@example.com")).result()["id"]
    reports = until(
        lambda: len(found := sink.of_type("EmailDeliveryReportReceived", messageId=operation)) == 2 and found
    )
    assert {report["data"]["recipient"]: report["data"]["status"] for report in reports} == {
        "casey@example.com": "Delivered",
        "bounce@example.com": "Bounced",
    }
    assert {report["subject"] for report in reports} == {f"sender/{SENDER}/message/{operation}"}
    assert reports[0]["data"]["deliveryStatusDetails"]["statusMessage"]
    assert reports[0]["data"]["deliveryAttemptTimeStamp"]


def test_a_refused_event_comes_again_until_it_is_taken(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    sink.headers.clear()
    sink.answers[:] = [500, 503, 302]
    sent = azure.sms().send(NUMBER, CASEY, "Again", enable_delivery_report=True)[0].message_id
    until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=sent))
    counts = [headers["aeg-delivery-count"] for headers in sink.headers]
    assert counts[-4:] == ["0", "1", "2", "3"]
    until(lambda: azure.emulator.control("GET", "/health")["events_waiting"] == 0)


def test_events_may_be_doubled_withheld_and_late(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    azure.emulator.order("events.deliver", "double", count=1)
    doubled = azure.sms().send(NUMBER, CASEY, "Twice", enable_delivery_report=True)[0].message_id
    both = until(lambda: len(found := sink.of_type("SMSDeliveryReportReceived", messageId=doubled)) == 2 and found)
    assert both[0]["id"] == both[1]["id"]
    azure.emulator.order("events.deliver", "withhold", count=1)
    azure.emulator.order("events.deliver", "late", count=1, delay_seconds=0.6)
    lost = azure.sms().send(NUMBER, CASEY, "Lost", enable_delivery_report=True)[0].message_id
    until(lambda: azure.emulator.control("GET", "/trouble")["orders"][0]["kind"] == "late")
    late = azure.sms().send(NUMBER, CASEY, "Late", enable_delivery_report=True)[0].message_id
    until(lambda: azure.emulator.control("GET", "/trouble")["orders"] == [])
    prompt = azure.sms().send(NUMBER, CASEY, "Prompt", enable_delivery_report=True)[0].message_id
    until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=late))
    order = [event["data"]["messageId"] for event in sink.of_type("SMSDeliveryReportReceived")]
    assert order.index(prompt) < order.index(late)
    assert lost not in order


def test_reports_may_be_late_or_bad(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    azure.emulator.order("sms.report", "fail", count=1, code="Unreachable")
    failed = azure.sms().send(NUMBER, CASEY, "Fails", enable_delivery_report=True)[0].message_id
    [event] = until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=failed))
    assert (event["data"]["deliveryStatus"], event["data"]["deliveryStatusDetails"]) == ("Failed", "Unreachable")
    assert event["data"]["deliveryAttempts"][0]["segmentsFailed"] == 1
    azure.emulator.order("sms.report", "late", count=1, delay_seconds=0.6)
    late = azure.sms().send(NUMBER, CASEY, "Late", enable_delivery_report=True)[0].message_id
    prompt = azure.sms().send(NUMBER, CASEY, "Prompt", enable_delivery_report=True)[0].message_id
    until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=late))
    order = [event["data"]["messageId"] for event in sink.of_type("SMSDeliveryReportReceived")]
    assert order.index(prompt) < order.index(late)


def test_chat_is_told_to_the_thread_and_to_each_other_member(heard: tuple[Azure, Sink]) -> None:
    azure, sink = heard
    priya, casey, third = azure.user(), azure.user(), azure.user()
    topic = str(uuid.uuid4())
    members = [ChatParticipant(identifier=casey.identifier, display_name="Casey")]
    thread_id = azure.chat(priya).create_chat_thread(topic, thread_participants=members).chat_thread.id
    thread = azure.thread(priya, thread_id)
    said = thread.send_message("helo", sender_display_name="Priya").id
    thread.update_message(said, "hello")
    thread.delete_message(said)
    thread.add_participants([ChatParticipant(identifier=third.identifier, display_name="Third")])
    thread.remove_participant(third.identifier)
    thread.update_topic("other")
    azure.chat(priya).delete_chat_thread(thread_id)
    until(lambda: sink.of_type("ChatThreadDeleted", threadId=thread_id))
    until(lambda: azure.emulator.control("GET", "/health")["events_waiting"] == 0)

    def subjects(name: str) -> set[str]:
        return {event["subject"].replace(thread_id, "T") for event in sink.of_type(name, threadId=thread_id)}

    sender, created = f"thread/T/sender/{priya.id}", f"thread/T/createdBy/{priya.id}"
    assert subjects("ChatThreadCreated") == {created}
    assert subjects("ChatThreadCreatedWithUser") == {f"{created}/recipient/{casey.id}"}
    for name in ("ChatMessageReceived", "ChatMessageEdited", "ChatMessageDeleted"):
        assert subjects(name) == {f"{sender}/recipient/{casey.id}"}
        assert subjects(f"{name}InThread") == {sender}
    assert subjects("ChatThreadParticipantAdded") == {f"thread/T/participantadded/{third.id}"}
    assert subjects("ChatThreadParticipantRemoved") == {f"thread/T/participantremoved/{third.id}"}
    for name, word in (
        ("ChatParticipantAddedToThreadWithUser", "participantAdded"),
        ("ChatParticipantRemovedFromThreadWithUser", "participantRemoved"),
    ):
        assert subjects(name) == {f"thread/T/{word}/{third.id}/recipient/{who.id}" for who in (casey, third)}
    assert subjects("ChatThreadPropertiesUpdated") == {f"thread/T/editedBy/{priya.id}"}
    assert subjects("ChatThreadPropertiesUpdatedPerUser") == {f"thread/T/editedBy/{priya.id}/recipient/{casey.id}"}
    assert subjects("ChatThreadWithUserDeleted") == {f"thread/T/deletedBy/{priya.id}/recipient/{casey.id}"}
    [own] = sink.of_type("ChatMessageReceived", threadId=thread_id)
    [whole] = sink.of_type("ChatMessageReceivedInThread", threadId=thread_id)
    assert (own["data"]["version"], whole["data"]["version"]) == (int(said), said)
    assert (own["data"]["messageBody"], own["data"]["type"], own["data"]["senderDisplayName"]) == (
        "helo",
        "Text",
        "Priya",
    )
    assert own["data"]["recipientCommunicationIdentifier"]["communicationUser"]["id"] == casey.id
    assert "senderId" not in whole["data"]
    [deleted] = sink.of_type("ChatMessageDeletedInThread", threadId=thread_id)
    assert "messageBody" not in deleted["data"]
    assert deleted["data"]["deleteTime"]


def test_the_webhook_may_come_up_later(start_emulator: StartEmulator, sink: Sink) -> None:
    sink.handshake_answers[:] = [503, 404, 202]
    options = ("--event-grid-webhook", sink.url, "--event-grid-retry-scale", "0.05", "--report-delay", "0")
    running = start_emulator(*options)
    with Azure(running) as azure:
        azure.sms().send(NUMBER, CASEY, "Early", enable_delivery_report=True)
        until(lambda: sink.of_type("SMSDeliveryReportReceived"))
    assert len(sink.handshakes) == 4
    assert running.control("GET", "/health")["webhook_validated"] is True


def test_the_handshake_may_be_completed_by_hand(start_emulator: StartEmulator, sink: Sink) -> None:
    sink.echoes_code = False
    running = start_emulator("--event-grid-retry-scale", "0.05")
    running.control("PUT", "/webhook", {"url": sink.url})
    event = until(lambda: sink.handshakes and sink.handshakes[-1])
    assert running.control("GET", "/health")["webhook_validated"] is False
    assert httpx.get(event["data"]["validationUrl"][:-1] + "?").status_code == 404
    assert httpx.get(event["data"]["validationUrl"]).status_code == 200
    running.control("POST", "/sms/received", {"sender": CASEY, "text": "Hi"})
    until(lambda: sink.of_type("SMSReceived"))


def test_times_follow_the_shifted_clock(start_emulator: StartEmulator, sink: Sink) -> None:
    running = start_emulator("--event-grid-webhook", sink.url, "--clock-offset", "864000")
    running.control("POST", "/sms/received", {"sender": CASEY, "text": "Hi"})
    [event] = until(lambda: sink.of_type("SMSReceived"))
    ahead = datetime.fromisoformat(event["eventTime"]) - datetime.now().astimezone()
    assert 9.9 < ahead.total_seconds() / 86400 < 10.1
    with Azure(running) as azure:
        assert azure.user().token
