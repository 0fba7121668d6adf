"""What was answered is still there after a stop, and after a kill that nobody announced."""

from __future__ import annotations

import signal
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from azure.communication.chat import ChatParticipant
from azure.communication.rooms import ParticipantRole, RoomParticipant

from .conftest import CASEY, NUMBER, SENDER, Azure, Running, Sink, StartEmulator, until
from .test_rooms import SameRequestId, seen
from .test_sms import SameIds


def restarted(running: Running, how: int) -> None:
    """End the process in the given way and start it again on the same folder."""
    running.stop(how)
    running.start()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["stop", "kill"])
def test_everything_survives(start_emulator: StartEmulator, tmp_path: Path, how: int) -> None:
    running = start_emulator("--data-dir", str(tmp_path))
    same_room, same_text, operation = SameRequestId(), SameIds(str(uuid.uuid4())), str(uuid.uuid4())
    until_when = datetime.now(UTC) + timedelta(days=1)
    mail: dict[str, Any] = {
        "senderAddress": SENDER,
        "content": {"subject": "s", "plainText": "p"},
        "recipients": {"to": [{"address": "casey@example.com"}]},
    }
    with Azure(running) as azure:
        priya, casey, revoked = azure.user(), azure.user(), azure.user()
        azure.identity().revoke_tokens(revoked.identifier)
        roster = [RoomParticipant(communication_identifier=priya.identifier, role=ParticipantRole.PRESENTER)]
        room = azure.rooms(per_call_policies=[same_room]).create_room(valid_until=until_when, participants=roster)
        members = [ChatParticipant(identifier=casey.identifier, display_name="Casey")]
        chat = azure.chat(priya)
        thread_id = chat.create_chat_thread("Visit", thread_participants=members, idempotency_token="v").chat_thread.id
        said = azure.thread(priya, thread_id).send_message("hello").id
        azure.thread(priya, thread_id).update_message(said, "hello there")
        azure.thread(casey, thread_id).send_read_receipt(said)
        text = azure.sms(per_call_policies=[same_text]).send(NUMBER, CASEY, "Hello")[0]
        azure.email().begin_send(mail, operation_id=operation)
        running.control("POST", "/sms/received", {"sender": "+14255550177", "text": "STOP"})
    before = (running.connection_string.split("accesskey=")[1], Path(running.ca).read_bytes())
    restarted(running, how)
    assert before == (running.connection_string.split("accesskey=")[1], Path(running.ca).read_bytes())
    with Azure(running) as azure:
        assert seen(azure.rooms().get_room(room.id)) == seen(room)
        assert [who.role for who in azure.rooms().list_participants(room.id)] == ["Presenter"]
        again = azure.rooms(per_call_policies=[same_room]).create_room(valid_until=until_when, participants=roster)
        assert again.id == room.id
        message = azure.thread(casey, thread_id).get_message(said)
        assert (message.content.message, message.edited_on is not None) == ("hello there", True)
        assert [receipt.chat_message_id for receipt in azure.thread(priya, thread_id).list_read_receipts()] == [said]
        chat = azure.chat(priya)
        assert (
            chat.create_chat_thread("Visit", thread_participants=members, idempotency_token="v").chat_thread.id
            == thread_id
        )
        assert int(azure.thread(priya, thread_id).send_message("next").id) > int(said)
        with pytest.raises(Exception, match="Unauthorized"):
            list(azure.chat(revoked).list_chat_threads())
        assert azure.sms(per_call_policies=[same_text]).send(NUMBER, CASEY, "Hello")[0].message_id == text.message_id
        assert azure.email().begin_send(mail, operation_id=operation).result()["id"] == operation
        azure.sms().send(NUMBER, "+14255550177", "Still there?")
        until(lambda: running.control("GET", "/sms")["sent"][-1]["details"] == "Sender blocked for given recipient.")
        assert len(running.control("GET", "/emails")["sent"]) == 1
        assert len(running.control("GET", "/sms")["sent"]) == 2


def test_a_kill_loses_no_report(start_emulator: StartEmulator, tmp_path: Path, sink: Sink) -> None:
    options = ("--event-grid-webhook", sink.url, "--event-grid-retry-scale", "0.1", "--report-delay", "0.5")
    running = start_emulator("--data-dir", str(tmp_path), *options)
    sink.answers[:] = [500] * 3
    with Azure(running) as azure:
        until(lambda: sink.handshakes)
        running.control("POST", "/sms/received", {"sender": CASEY, "text": "Refused at first"})
        until(lambda: len(sink.answers) < 3)
        sent = azure.sms().send(NUMBER, CASEY, "Not reported yet", enable_delivery_report=True)[0].message_id
    running.stop(signal.SIGKILL)
    sink.answers.clear()
    assert sink.events == []
    running.start()
    until(lambda: sink.of_type("SMSReceived"))
    until(lambda: sink.of_type("SMSDeliveryReportReceived", messageId=sent))


def test_reset_forgets_everything(start_emulator: StartEmulator, tmp_path: Path) -> None:
    running = start_emulator("--data-dir", str(tmp_path))
    with Azure(running) as azure:
        user, room = azure.user(), azure.rooms().create_room()
        azure.chat(user).create_chat_thread("Visit")
        azure.sms().send(NUMBER, CASEY, "Hello")
    running.control("DELETE", "/state")
    restarted(running, signal.SIGTERM)
    with Azure(running) as azure:
        assert list(azure.rooms().list_rooms()) == []
        with pytest.raises(Exception, match="does not exist"):
            azure.rooms().get_room(room.id)
        with pytest.raises(Exception, match="Unauthorized"):
            list(azure.chat(user).list_chat_threads())
    assert running.control("GET", "/sms") == {"sent": [], "received": []}


def test_a_thread_goes_when_its_retention_policy_says_so(start_emulator: StartEmulator, tmp_path: Path) -> None:
    running = start_emulator("--data-dir", str(tmp_path))
    with Azure(running) as azure:
        priya = azure.user()
        policy = {"kind": "threadCreationDate", "deleteThreadAfterDays": 30}
        headers = {"authorization": f"Bearer {priya.token}"}
        path, body = "/chat/threads?api-version=2025-03-15", {"topic": "Visit", "retentionPolicy": policy}
        passing = running.ask("POST", path, json=body, headers=headers).json()["chatThread"]["id"]
        lasting = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
        assert {item.id for item in azure.chat(priya).list_chat_threads()} == {passing, lasting}
    running.stop()
    later = start_emulator("--data-dir", str(tmp_path), "--clock-offset", str(30.1 * 86400))
    with Azure(later) as azure:
        assert [item.id for item in azure.chat(priya).list_chat_threads()] == [lasting]
        with pytest.raises(Exception, match="not found"):
            azure.thread(priya, passing).get_properties()
