"""The documented limits: how often, how many, how large. Rates are kept when the emulator is asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from azure.communication.chat import ChatParticipant
from azure.core.exceptions import HttpResponseError

from acs_emulator.errors import AcsError
from acs_emulator.limits import DOCUMENTED, Limits

from .conftest import SENDER, Azure, Running, User

Rates = list[tuple[int, float, str]]
IDENTITY: Rates = [(1000, 30, "resource")]
ENDINGS: Rates = [(500, 30, "resource")]
WRITES: Rates = [(10, 10, "thread"), (30, 60, "thread")]
REFERENCE: dict[str, Rates] = {
    "identity.create": IDENTITY,
    "identity.create_with_token": IDENTITY,
    "identity.issue_token": IDENTITY,
    "identity.revoke_tokens": ENDINGS,
    "identity.delete": ENDINGS,
    "identity.exchange_teams_token": ENDINGS,
    "identity.exchange_entra_token": ENDINGS,
    "identity.exchange_teams_extension_token": ENDINGS,
    "chat.create_thread": [(10, 10, "user")],
    "chat.delete_thread": [(10, 10, "user")],
    "chat.update_thread": [(5, 10, "thread")],
    "chat.add_participants": WRITES,
    "chat.remove_participant": WRITES,
    "chat.get_thread": [(50, 10, "user")],
    "chat.list_threads": [(50, 10, "user")],
    "chat.get_message": [(50, 10, "user_and_thread"), (250, 10, "thread")],
    "chat.list_messages": [
        (50, 10, "user_and_thread"),
        (200, 60, "user_and_thread"),
        (250, 10, "thread"),
        (400, 60, "thread"),
    ],
    "chat.list_receipts": [(5, 10, "user_and_thread"), (100, 10, "thread")],
    "chat.list_participants": [(10, 10, "user_and_thread"), (250, 10, "thread")],
    "chat.send_message": WRITES,
    "chat.update_message": WRITES,
    "chat.delete_message": WRITES,
    "chat.send_receipt": [(10, 10, "user_and_thread"), (30, 60, "user_and_thread")],
    "chat.typing": [
        (5, 10, "user_and_thread"),
        (15, 60, "user_and_thread"),
        (10, 10, "thread"),
        (30, 60, "thread"),
    ],
    "sms.send from a toll-free number": [(200, 60, "sender")],
    "sms.send from a short code": [(6000, 60, "sender")],
    "sms.send from a name": [(600, 60, "resource")],
    "email.send from a managed domain": [(5, 60, "sender"), (10, 3600, "sender")],
    "email.send from a custom domain": [(30, 60, "sender"), (100, 3600, "sender")],
    "email.get_operation from a managed domain": [(10, 60, "sender"), (20, 3600, "sender")],
    "email.get_operation from a custom domain": [(60, 60, "sender"), (200, 3600, "sender")],
}


@pytest.mark.parametrize("operation", sorted(REFERENCE))
def test_each_rate_is_the_documented_one(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request too many is refused until the window is over; others are not held to account for it."""
    assert [(each.count, each.seconds, each.per) for each in DOCUMENTED[operation]] == REFERENCE[operation]
    count, seconds, per = REFERENCE[operation][0]
    now = 1000.0
    monkeypatch.setattr("acs_emulator.limits.time.monotonic", lambda: now)
    limits = Limits(on=True)
    for _request in range(count):
        limits.count(operation, user="u", thread="t", sender="s")
    with pytest.raises(AcsError) as refused:
        limits.count(operation, user="u", thread="t", sender="s")
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, str(int(seconds)))
    if per != "resource":
        limits.count(operation, user="another", thread="another", sender="another")
    now += seconds
    limits.count(operation, user="u", thread="t", sender="s")


def test_no_other_rate_is_kept() -> None:
    assert DOCUMENTED.keys() == REFERENCE.keys()


@pytest.fixture(scope="module")
def limited(ca_dir: Any) -> Iterator[Azure]:
    """A resource that keeps the documented limits."""
    running = Running(
        *("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), "--limits", "documented"),
        *("--phone-number", "+18005551000", "--phone-number", "12345", "--phone-number", "Frontdesk"),
        *("--email-sender", SENDER, "--email-sender", "desk@office.example"),
    )
    with Azure(running) as azure:
        yield azure
    running.stop()


Act = Callable[[Azure, User, Any], object]
ACTS: dict[str, tuple[int, Act]] = {
    "create": (10 - 1, lambda azure, user, _thread: azure.chat(user).create_chat_thread("Visit")),
    "update": (5, lambda _azure, _user, thread: thread.update_topic("Other")),
    "add": (10, lambda _azure, user, thread: thread.add_participants([ChatParticipant(identifier=user.identifier)])),
    "list-participants": (10, lambda _azure, _user, thread: list(thread.list_participants())),
    "list-receipts": (5, lambda _azure, _user, thread: list(thread.list_read_receipts())),
    "send": (10, lambda _azure, _user, thread: thread.send_message("hello")),
    "typing": (5, lambda _azure, _user, thread: thread.send_typing_notification()),
    "get-thread": (50, lambda _azure, _user, thread: thread.get_properties()),
    "list-messages": (50, lambda _azure, _user, thread: list(thread.list_messages())),
}


@pytest.mark.parametrize("name", ACTS)
def test_one_too_many_is_refused_and_told_when_to_come_back(limited: Azure, name: str) -> None:
    count, act = ACTS[name]
    user = limited.user()
    thread = limited.thread(user, limited.chat(user).create_chat_thread("Visit").chat_thread.id)
    for _request in range(count):
        act(limited, user, thread)
    with pytest.raises(HttpResponseError) as refused:
        act(limited, user, thread)
    assert refused.value.status_code == 429
    answer: Any = refused.value.response
    assert 1 <= int(answer.headers["retry-after"]) <= 10
    other = limited.user()
    assert limited.chat(other).create_chat_thread("Visit").chat_thread.id


def test_mails_from_a_managed_domain_are_few_and_from_ones_own_more(limited: Azure) -> None:
    def mail(sender: str) -> dict[str, Any]:
        recipients = {"to": [{"address": "casey@example.com"}]}
        return {"senderAddress": sender, "content": {"subject": "s", "plainText": "p"}, "recipients": recipients}

    for sender, count in ((SENDER, 5), ("desk@office.example", 30)):
        for _request in range(count):
            limited.email().begin_send(mail(sender))
        with pytest.raises(HttpResponseError) as refused:
            limited.email().begin_send(mail(sender))
        assert refused.value.status_code == 429


def test_a_short_code_texts_more_than_a_toll_free_number(limited: Azure) -> None:
    people = [f"+14255551{number:03d}" for number in range(100)]
    for _request in range(2):
        limited.sms().send("+18005551000", people, "Hello")
    with pytest.raises(HttpResponseError):
        limited.sms().send("+18005551000", people[0], "One too many")
    for sender in ("12345", "Frontdesk"):
        for _request in range(3):
            assert limited.sms().send(sender, people, "Hello")[0].successful


def test_a_thread_has_at_most_250_people_and_a_request_200(azure: Azure) -> None:
    priya = azure.user()
    ids: list[Any] = [azure.identity().create_user() for _each in range(250)]
    people = [ChatParticipant(identifier=each) for each in ids]
    with pytest.raises(HttpResponseError) as refused:
        azure.chat(priya).create_chat_thread("Visit", thread_participants=people[:201])
    assert refused.value.status_code == 400
    thread_id = azure.chat(priya).create_chat_thread("Visit", thread_participants=people[:200]).chat_thread.id
    thread = azure.thread(priya, thread_id)
    with pytest.raises(HttpResponseError):
        thread.add_participants(people[200:250])
    thread.add_participants(people[200:249])
    assert len(list(thread.list_participants())) == 250
