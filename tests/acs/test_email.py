"""E-mails, through the real SDKs: the long-running operation, attachments, repeated requests, refusals."""

from __future__ import annotations

import base64
import time
import uuid
from typing import Any

import pytest
from azure.communication.email.aio import EmailClient as AsyncEmailClient
from azure.core.exceptions import HttpResponseError
from azure.core.rest import HttpRequest

from .conftest import SENDER, Azure, Running, until


def mail(to: str, **changes: Any) -> dict[str, Any]:
    """Return a message as the SDK takes it."""
    return {
        "senderAddress": SENDER,
        "content": {"subject": "Your visit", "plainText": "See you", "html": "<p>See you</p>"},
        "recipients": {"to": [{"address": to, "displayName": "Casey"}]},
        **changes,
    }


def address() -> str:
    return f"casey-{uuid.uuid4().hex[:8]}@example.com"


def mails_to(emulator: Running, to: str) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = emulator.control("GET", f"/emails?to={to}")["sent"]
    return sent


def test_a_mail_is_accepted_and_then_handed_over(azure: Azure, emulator: Running) -> None:
    to, begun = address(), time.monotonic()
    poller = azure.email().begin_send(mail(to))
    result = poller.result()
    assert result["status"] == "Succeeded"
    assert str(uuid.UUID(result["id"])) == result["id"]
    assert time.monotonic() - begun < 5
    [seen] = mails_to(emulator, to)
    assert (seen["id"], seen["subject"], seen["html"]) == (result["id"], "Your visit", "<p>See you</p>")
    assert seen["deliveries"][0]["status"] == "Delivered"


def test_attachments_copies_and_answers_are_kept(azure: Azure, emulator: Running) -> None:
    to = address()
    content = base64.b64encode(b"BEGIN:VCALENDAR").decode()
    attachment = {"name": "visit.ics", "contentType": "text/calendar", "contentInBase64": content}
    recipients = {"to": [{"address": to}], "cc": [{"address": "cc@example.com"}], "bcc": [{"address": "b@example.com"}]}
    message = mail(to, attachments=[attachment], recipients=recipients, replyTo=[{"address": "desk@example.com"}])
    azure.email().begin_send({**message, "headers": {"x-visit": "1"}})
    [seen] = mails_to(emulator, to)
    assert base64.b64decode(seen["attachments"][0]["contentInBase64"]) == b"BEGIN:VCALENDAR"
    assert seen["reply_to"][0]["address"] == "desk@example.com"
    assert seen["headers"] == {"x-visit": "1"}
    assert [(each["field"], each["recipient"]) for each in seen["deliveries"]] == [
        ("to", to),
        ("cc", "cc@example.com"),
        ("bcc", "b@example.com"),
    ]


def test_the_same_operation_id_sends_nothing_again(azure: Azure, emulator: Running) -> None:
    to, operation = address(), str(uuid.uuid4())
    first = azure.email().begin_send(mail(to), operation_id=operation).result()
    kept = mails_to(emulator, to)
    again = azure.email().begin_send(mail(to), operation_id=operation).result()
    assert first["id"] == again["id"] == operation
    assert mails_to(emulator, to) == kept


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"senderAddress": "someone@elsewhere.example"}, 404, "DomainNotLinked"),
        ({"recipients": {"to": []}}, 400, "BadRequest"),
        ({"recipients": {"to": [{"address": f"p{n}@example.com"} for n in range(51)]}}, 400, "BadRequest"),
        ({"recipients": {"to": [{"address": "nobody"}]}}, 400, "BadRequest"),
        ({"recipients": {"to": [{"address": "a b@example.com"}]}}, 400, "BadRequest"),
        ({"content": {"subject": "Empty"}}, 400, "BadRequest"),
        ({"attachments": [{"name": "a", "contentType": "b", "contentInBase64": "?"}]}, 400, "BadRequest"),
        (
            {"attachments": [{"name": "a", "contentType": "b", "contentInBase64": "A" * 10_500_000}]},
            413,
            "RequestEntityTooLarge",
        ),
    ],
    ids=["sender", "nobody", "too-many", "address", "spaces", "no-words", "no-base64", "too-big"],
)
def test_a_mail_that_breaks_the_rules_is_refused(azure: Azure, changes: dict[str, Any], status: int, code: str) -> None:
    with pytest.raises(HttpResponseError) as refused:
        azure.email().begin_send(mail(address(), **changes))
    assert refused.value.status_code == status
    assert refused.value.error is not None
    assert refused.value.error.code == code
    answer: Any = refused.value.response
    assert "retry-after" not in answer.headers


def test_an_operation_id_must_be_a_uuid(azure: Azure) -> None:
    with pytest.raises(HttpResponseError) as refused:
        azure.email().begin_send(mail(address()), operation_id="visit-1")
    assert refused.value.status_code == 400


def test_an_operation_that_fails_says_why(azure: Azure, emulator: Running) -> None:
    emulator.order("email.operation", "fail", count=1)
    with pytest.raises(HttpResponseError) as failed:
        azure.email().begin_send(mail(address())).result()
    assert failed.value.error is not None
    assert failed.value.error.code == "EmailDropped"


def test_an_unknown_operation_is_not_found(azure: Azure, emulator: Running) -> None:
    request = HttpRequest("GET", f"{emulator.endpoint}/emails/operations/{uuid.uuid4()}?api-version=2025-09-01")
    answer = azure.email()._client.send_request(request)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NotFound")


def test_a_running_operation_says_when_to_ask_again_and_a_finished_one_does_not(
    azure: Azure, emulator: Running
) -> None:
    client = azure.email()._client

    def ask(method: str, path: str, **how: Any) -> Any:
        return client.send_request(HttpRequest(method, f"{emulator.endpoint}{path}", **how))

    accepted = ask("POST", "/emails:send?api-version=2025-09-01", json=mail(address()))
    assert (accepted.status_code, accepted.json()["status"]) == (202, "Running")
    assert int(accepted.headers["retry-after"]) >= 1
    where = accepted.headers["operation-location"].removeprefix(emulator.endpoint)
    assert where.startswith(f"/emails/operations/{accepted.json()['id']}?api-version=")
    running = ask("GET", where)
    assert (running.status_code, "retry-after" in running.headers) == (200, running.json()["status"] == "Running")
    done = until(lambda: (answer := ask("GET", where)).json()["status"] == "Succeeded" and answer, 30)
    assert "retry-after" not in done.headers


async def test_sending_works_asynchronously(emulator: Running) -> None:
    async with AsyncEmailClient.from_connection_string(
        emulator.connection_string, connection_verify=emulator.ca
    ) as client:
        poller = await client.begin_send(mail(address()), operation_id=str(uuid.uuid4()))
        assert (await poller.result())["status"] == "Succeeded"
