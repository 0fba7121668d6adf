"""Ordered trouble, as the SDKs meet it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from azure.communication.rooms import RoomsClient
from azure.core.exceptions import (
    HttpResponseError,
    ServiceRequestError,
    ServiceResponseError,
)

from .conftest import CASEY, NUMBER, Azure, Running, until
from .test_sms import SameIds


@pytest.fixture(autouse=True)
def _calm_afterwards(emulator: Running) -> Iterator[None]:
    yield
    emulator.control("DELETE", "/trouble")


def test_the_next_texts_fail_and_then_work(azure: Azure, emulator: Running) -> None:
    emulator.order("sms.send", "fail", count=2, status=503)
    for _attempt in range(2):
        with pytest.raises(HttpResponseError) as failed:
            azure.sms().send(NUMBER, CASEY, "Hello")
        assert failed.value.status_code == 503
    assert azure.sms().send(NUMBER, CASEY, "Hello")[0].successful
    assert emulator.control("GET", "/trouble")["orders"] == []


def test_429_holds_for_its_time_and_says_when_to_come_back(azure: Azure, emulator: Running) -> None:
    emulator.order("rooms.*", "fail", seconds=0.3, status=429, retry_after_seconds=1)
    with pytest.raises(HttpResponseError) as failed:
        azure.rooms().create_room()
    assert failed.value.status_code == 429
    assert failed.value.error is not None
    assert failed.value.error.code == "TooManyRequests"
    answer: Any = failed.value.response
    assert answer.headers["retry-after"] == "1"
    assert azure.identity().create_user()
    deadline = time.monotonic() + 5
    while emulator.control("GET", "/trouble")["orders"]:
        assert time.monotonic() < deadline
    assert azure.rooms().create_room().id


def test_the_sdk_repeats_by_itself_what_comes_with_retry_after(azure: Azure, emulator: Running) -> None:
    emulator.order("rooms.create", "fail", count=1, status=429, retry_after_seconds=0)
    before = len(list(azure.rooms().list_rooms()))
    with RoomsClient.from_connection_string(emulator.connection_string, connection_verify=emulator.ca) as client:
        assert client.create_room().id
    assert len(list(azure.rooms().list_rooms())) == before + 1


def test_an_answer_may_be_slow(azure: Azure, emulator: Running) -> None:
    emulator.order("identity.create", "slow", count=1, delay_seconds=0.4)
    begun = time.monotonic()
    azure.identity().create_user()
    assert time.monotonic() - begun >= 0.4


def test_a_dropped_connection_has_done_nothing(azure: Azure, emulator: Running) -> None:
    person = f"+1425{uuid.uuid4().int % 10**7:07d}"
    emulator.order("sms.send", "drop", count=1)
    with pytest.raises((ServiceRequestError, ServiceResponseError)):
        azure.sms().send(NUMBER, person, "Hello")
    assert emulator.control("GET", f"/sms?to=%2B{person[1:]}")["sent"] == []


def test_a_lost_answer_has_done_its_work_and_a_repeat_does_it_once(azure: Azure, emulator: Running) -> None:
    person = f"+1425{uuid.uuid4().int % 10**7:07d}"
    sms = azure.sms(per_call_policies=[SameIds(str(uuid.uuid4()))])
    emulator.order("sms.send", "lose_answer", count=1)
    with pytest.raises((ServiceRequestError, ServiceResponseError)):
        sms.send(NUMBER, person, "Hello")
    [text] = emulator.control("GET", f"/sms?to=%2B{person[1:]}")["sent"]
    assert sms.send(NUMBER, person, "Hello")[0].message_id == text["message_id"]
    assert len(emulator.control("GET", f"/sms?to=%2B{person[1:]}")["sent"]) == 1


def test_orders_may_be_seen_and_cancelled(azure: Azure, emulator: Running) -> None:
    emulator.order("rooms.create", "fail")
    [order] = emulator.control("GET", "/trouble")["orders"]
    emulator.control("DELETE", f"/trouble/{order['id']}")
    assert azure.rooms().create_room().id
    for nonsense in (
        {"operation": "rooms.create", "kind": "explode"},
        {"operation": "rooms.paint", "kind": "fail"},
        {"operation": "rooms.create", "kind": "fail", "times": 3},
    ):
        assert httpx.post(f"{emulator.web}/_emulator/trouble", json=nonsense).status_code == 400
    assert {"sms.send", "chat.typing", "events.deliver"} <= set(emulator.control("GET", "/operations")["operations"])


def test_a_pattern_means_requests_and_never_the_reports(azure: Azure, emulator: Running) -> None:
    emulator.order("*", "fail", status=503)
    emulator.order("sms.*", "late", delay_seconds=3600)
    with pytest.raises(HttpResponseError):
        azure.sms().send(NUMBER, CASEY, "Refused")
    [refusal, _late] = emulator.control("GET", "/trouble")["orders"]
    emulator.control("DELETE", f"/trouble/{refusal['id']}")
    sent = azure.sms().send(NUMBER, CASEY, "Reported")[0].message_id
    until(lambda: [text for text in texts(emulator) if text["message_id"] == sent and text["status"] == "delivered"])


def texts(emulator: Running) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = emulator.control("GET", "/sms")["sent"]
    return sent


def test_all_tokens_may_end_at_once(azure: Azure, emulator: Running) -> None:
    user = azure.user()
    emulator.control("POST", "/tokens/revocation")
    with pytest.raises(HttpResponseError) as refused:
        list(azure.chat(user).list_chat_threads())
    assert refused.value.status_code == 401


def test_the_tokens_of_one_user_may_end(azure: Azure, emulator: Running) -> None:
    priya, casey = azure.user(), azure.user()
    emulator.control("POST", "/tokens/revocation", {"user_id": priya.id})
    with pytest.raises(HttpResponseError):
        list(azure.chat(priya).list_chat_threads())
    assert list(azure.chat(casey).list_chat_threads()) == []


def test_the_control_api_can_be_switched_off(other_emulator: Running) -> None:
    assert other_emulator.control("GET", "/health")["status"] == "ok"
    assert httpx.get(f"{other_emulator.web}/_emulator/sms").status_code == 501
    assert httpx.delete(f"{other_emulator.web}/_emulator/state").status_code == 501
