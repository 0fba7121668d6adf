"""Signatures: what the SDKs send is accepted, and nothing that was changed on the way."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import unquote

import httpx
import pytest
from azure.communication.identity import CommunicationIdentityClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError

from .conftest import OTHER_KEY, Running

DENIED = {"error": {"code": "Denied", "message": "Denied by the resource provider."}}
VERSION = "api-version=2023-10-01"


def ask(
    emulator: Running,
    method: str = "POST",
    target: str = f"/identities?{VERSION}",
    body: bytes = b"{}",
    *,
    sent_target: str | None = None,
    sent_body: bytes | None = None,
    sent_method: str | None = None,
    key: str | None = None,
    age: timedelta = timedelta(),
    date: str | None = None,
    host: str | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Sign one thing, and send the same or another."""
    authority = emulator.raw.partition("://")[2]
    moment = date or format_datetime(datetime.now(UTC) - age, usegmt=True)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    to_sign = f"{method}\n{target}\n{moment};{host or authority};{digest}"
    signature = base64.b64encode(
        hmac.digest(base64.b64decode(key or emulator.key), to_sign.encode(), "sha256")
    ).decode()
    signed = {
        "x-ms-date": moment,
        "x-ms-content-sha256": digest,
        "authorization": f"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}",
        "content-type": "application/json",
        **(headers or {}),
    }
    content = body if sent_body is None else sent_body
    return emulator.ask(sent_method or method, sent_target or target, content=content, headers=signed)


def test_an_honest_request_is_accepted(emulator: Running) -> None:
    assert ask(emulator).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"sent_body": b'{"createTokenWithScopes":["chat"]}'},
        {"sent_target": f"/identities?{VERSION}&more=1"},
        {"sent_target": "/identities/8:acs:someone/:issueAccessToken?" + VERSION},
        {"sent_method": "GET", "target": "/rooms?api-version=2025-03-13"},
        {"key": OTHER_KEY},
        {"host": "another.communication.azure.com"},
        {"age": timedelta(minutes=16)},
        {"age": timedelta(minutes=-16)},
        {"date": "yesterday"},
        {"headers": {"x-ms-date": "Mon, 01 Jan 2024 00:00:00 GMT"}},
        {"headers": {"x-ms-content-sha256": base64.b64encode(hashlib.sha256(b"other").digest()).decode()}},
        {"headers": {"authorization": "HMAC-SHA256 SignedHeaders=host&Signature=AAAA"}},
        {"headers": {"authorization": "Bearer rubbish"}},
        {"headers": {"authorization": ""}},
    ],
    ids=lambda change: "-".join(change),
)
def test_a_changed_request_is_denied(emulator: Running, change: dict[str, object]) -> None:
    answer = ask(emulator, **change)  # type: ignore[arg-type]  # the parts above
    assert answer.status_code == 401
    assert answer.json() == DENIED
    assert "retry-after" not in answer.headers


def test_a_slow_clock_is_forgiven_within_the_skew(emulator: Running, other_emulator: Running) -> None:
    assert ask(emulator, age=timedelta(minutes=14)).status_code == 201
    assert ask(other_emulator, key=OTHER_KEY, age=timedelta(minutes=2)).status_code == 401
    assert ask(other_emulator, key=OTHER_KEY).status_code == 201


def test_all_three_forms_of_the_target_are_accepted(emulator: Running) -> None:
    escaped = "/rooms/99000000000000000/participants?nextLink=a%20b%3Ac%2F~&api-version=2025-03-13"
    as_form = "/rooms/99000000000000000/participants?nextLink=a+b%3Ac%2F%7E&api-version=2025-03-13"
    for signed_as in (escaped, unquote(escaped), as_form):
        answer = ask(emulator, "GET", signed_as, b"", sent_target=escaped)
        assert answer.status_code == 404, signed_as
    assert ask(emulator, "GET", as_form.replace("+", "-"), b"", sent_target=escaped).status_code == 401


def test_the_wrong_key_is_an_authentication_error_in_the_sdk(emulator: Running) -> None:
    client = CommunicationIdentityClient(
        emulator.endpoint, AzureKeyCredential(OTHER_KEY), connection_verify=emulator.ca, retry_total=0
    )
    with pytest.raises(ClientAuthenticationError) as refused:
        client.create_user()
    client._identity_service_client.close()
    assert refused.value.error is not None
    assert refused.value.error.code == "Denied"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/identities", "ApiVersionUnspecified"),
        ("/identities?api-version=1999-01-01", "UnsupportedApiVersion"),
        ("/identities?api-version=2025-03-13", "UnsupportedApiVersion"),
    ],
)
def test_an_unknown_api_version_is_refused(emulator: Running, target: str, code: str) -> None:
    answer = ask(emulator, target=target)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code
    assert "2023-10-01" in answer.headers["api-supported-versions"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/calling/callConnections"),
        ("POST", "/calling/callConnections:answer"),
        ("GET", "/calling/callConnections/x"),
        ("POST", "/calling/callConnections/x:terminate"),
        ("POST", "/calling/callConnections/x/participants:add"),
        ("POST", "/calling/callConnections/x:play"),
        ("POST", "/calling/recordings"),
        ("PUT", "/rooms"),
        ("POST", "/nothing/here"),
    ],
)
def test_an_operation_it_does_not_have_is_named(emulator: Running, method: str, path: str) -> None:
    answer = httpx.request(method, emulator.web + path)
    assert answer.status_code == 501
    assert f"{method} {path}" in answer.json()["error"]["message"]


def test_a_body_that_is_no_json_is_refused(emulator: Running) -> None:
    answer = ask(emulator, body=b"{")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadRequest")
    answer = ask(emulator, body=b'{"expiresInMinutes":"soon"}')
    assert answer.json()["error"]["target"] == "$.expiresInMinutes"
