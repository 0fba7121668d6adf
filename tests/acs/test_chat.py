"""Chat threads, through the real SDKs: membership, rights, history, receipts, pages, limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from azure.communication.chat import ChatMessageType, ChatParticipant
from azure.communication.chat.aio import ChatClient as AsyncChatClient
from azure.communication.chat.aio import ChatThreadClient as AsyncThreadClient
from azure.communication.chat.aio import CommunicationTokenCredential as AsyncTokenCredential
from azure.communication.identity import CommunicationTokenScope
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError

from .conftest import CHAT, VOIP, Azure, Running, User

JOIN = CommunicationTokenScope.CHAT_JOIN
LIMITED = CommunicationTokenScope.CHAT_JOIN_LIMITED
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def participant(user: User, name: str | None = None, since: datetime | None = None) -> ChatParticipant:
    return ChatParticipant(identifier=user.identifier, display_name=name, share_history_time=since)


def thread_of(azure: Azure, owner: User, *others: User) -> str:
    """Make a thread and return its id."""
    made = azure.chat(owner).create_chat_thread("Visit", thread_participants=[participant(other) for other in others])
    thread_id: str = made.chat_thread.id
    return thread_id


def words(azure: Azure, user: User, thread_id: str, **how: Any) -> list[str]:
    """Return what was written, newest first."""
    listed = azure.thread(user, thread_id).list_messages(**how)
    return [message.content.message for message in listed if message.type in ("text", "html")]


def refused(act: Callable[[], object], status: int) -> HttpResponseError:
    with pytest.raises(HttpResponseError) as error:
        act()
    assert error.value.status_code == status, error.value
    return error.value


def test_a_thread_has_its_creator_and_those_listed(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    made = azure.chat(priya).create_chat_thread("Visit", thread_participants=[participant(casey, "Casey")])
    assert made.errors == []
    thread = made.chat_thread
    assert thread.id.startswith("19:")
    assert thread.id.endswith("@thread.v2")
    assert len(thread.id) == len("19:") + 44 + len("@thread.v2")
    assert (thread.topic, thread.created_by.raw_id) == ("Visit", priya.id)
    members = {who.identifier.raw_id: who.display_name for who in azure.thread(casey, thread.id).list_participants()}
    assert members == {priya.id: None, casey.id: "Casey"}
    properties = azure.thread(casey, thread.id).get_properties()
    assert (properties.id, properties.topic, properties.created_on) == (thread.id, "Visit", thread.created_on)


def test_an_idempotent_create_gives_the_same_thread(azure: Azure) -> None:
    priya, other = azure.user(), azure.user()
    first = azure.chat(priya).create_chat_thread("Visit", idempotency_token="one").chat_thread.id
    assert azure.chat(priya).create_chat_thread("Visit", idempotency_token="one").chat_thread.id == first
    assert azure.chat(priya).create_chat_thread("Visit", idempotency_token="two").chat_thread.id != first
    assert azure.chat(other).create_chat_thread("Visit", idempotency_token="one").chat_thread.id != first


def test_people_unknown_to_the_resource_are_named_in_the_answer(azure: Azure) -> None:
    priya, gone = azure.user(), azure.user()
    azure.identity().delete_user(gone.identifier)
    made = azure.chat(priya).create_chat_thread("Visit", thread_participants=[participant(gone)])
    [(who, error)] = made.errors
    assert (who.identifier.raw_id, error.target) == (gone.id, gone.id)
    [(who, _error)] = azure.thread(priya, made.chat_thread.id).add_participants([participant(gone)])
    assert who.identifier.raw_id == gone.id
    assert len(list(azure.thread(priya, made.chat_thread.id).list_participants())) == 1


def test_a_message_reads_as_it_was_written(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    thread = azure.thread(priya, thread_of(azure, priya, casey))
    sent = thread.send_message("Grüße <b>", sender_display_name="Dr Priya", metadata={"mood": "good"})
    html = thread.send_message("<b>bold</b>", chat_message_type=ChatMessageType.HTML)
    message = azure.thread(casey, thread.thread_id).get_message(sent.id)
    assert message.id == message.version == sent.id
    assert int(sent.id) > 1_600_000_000_000
    assert (message.type, message.content.message) == ("text", "Grüße <b>")
    assert (message.sender.raw_id, message.sender_display_name) == (priya.id, "Dr Priya")
    assert message.metadata == {"mood": "good"}
    assert abs(message.created_on - datetime.now(UTC)) < timedelta(seconds=10)
    assert azure.thread(casey, thread.thread_id).get_message(html.id).type == "html"
    assert int(html.id) > int(sent.id)


def test_the_service_tells_of_topic_and_members(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    thread = azure.thread(priya, thread_of(azure, priya))
    thread.add_participants([participant(casey, "Casey")])
    thread.update_topic("Second visit")
    thread.remove_participant(casey.identifier)
    told = list(thread.list_messages())[::-1]
    assert [message.type for message in told] == [
        "topicUpdated",
        "participantAdded",
        "participantAdded",
        "topicUpdated",
        "participantRemoved",
    ]
    assert [message.sequence_id for message in told] == ["1", "2", "3", "4", "5"]
    assert told[2].content.participants[0].display_name == "Casey"
    assert told[2].content.initiator.raw_id == priya.id
    assert told[3].content.topic == "Second visit"
    assert thread.get_properties().topic == "Second visit"


def test_only_members_read_and_write(azure: Azure) -> None:
    priya, stranger = azure.user(), azure.user()
    thread_id = thread_of(azure, priya)
    said = azure.thread(priya, thread_id).send_message("hello").id
    theirs = azure.thread(stranger, thread_id)
    acts: list[Callable[[], object]] = [
        theirs.get_properties,
        lambda: theirs.update_topic("mine now"),
        lambda: theirs.send_message("hello"),
        lambda: theirs.get_message(said),
        lambda: list(theirs.list_messages()),
        lambda: theirs.update_message(said, "changed"),
        lambda: theirs.delete_message(said),
        lambda: list(theirs.list_participants()),
        lambda: theirs.add_participants([participant(stranger)]),
        lambda: theirs.remove_participant(priya.identifier),
        theirs.send_typing_notification,
        lambda: theirs.send_read_receipt(said),
        lambda: list(theirs.list_read_receipts()),
        lambda: azure.chat(stranger).delete_chat_thread(thread_id),
    ]
    for act in acts:
        error = refused(act, 403)
        assert error.error is not None
        assert error.error.code == "Forbidden"
    assert words(azure, priya, thread_id) == ["hello"]


def test_who_was_removed_is_out(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    thread_id = thread_of(azure, priya, casey)
    azure.thread(casey, thread_id).send_message("still here")
    azure.thread(priya, thread_id).remove_participant(casey.identifier)
    refused(lambda: azure.thread(casey, thread_id).send_message("hello?"), 403)
    assert list(azure.chat(casey).list_chat_threads()) == []
    refused(lambda: azure.thread(priya, thread_id).remove_participant(casey.identifier), 404)


@pytest.mark.parametrize(
    ("scope", "creates", "adds", "writes"),
    [
        (CHAT, True, True, True),
        (JOIN, False, True, True),
        (LIMITED, False, False, True),
        (VOIP, False, False, False),
    ],
)
def test_scopes_say_what_a_token_may(
    azure: Azure, scope: CommunicationTokenScope, creates: bool, adds: bool, writes: bool
) -> None:
    priya, casey, third = azure.user(), azure.user(scope), azure.user()
    thread_id = thread_of(azure, priya, casey)
    theirs = azure.thread(casey, thread_id)
    expected: list[tuple[Callable[[], object], bool]] = [
        (lambda: azure.chat(casey).create_chat_thread("own"), creates),
        (lambda: theirs.update_topic("other"), creates),
        (lambda: theirs.add_participants([participant(third)]), adds),
        (lambda: theirs.remove_participant(third.identifier), adds),
        (lambda: theirs.update_message(theirs.send_message("hello").id, "changed"), writes),
        (lambda: theirs.delete_message(theirs.send_message("hello").id), writes),
        (lambda: theirs.send_read_receipt(theirs.send_message("hello").id), writes),
        (theirs.send_typing_notification, writes),
        (theirs.get_properties, writes),
        (lambda: list(theirs.list_messages()), writes),
        (lambda: list(theirs.list_participants()), writes),
        (lambda: list(theirs.list_read_receipts()), writes),
        (lambda: list(azure.chat(casey).list_chat_threads()), writes),
        (lambda: azure.chat(casey).delete_chat_thread(thread_id), creates),
    ]
    for act, allowed in expected:
        if allowed:
            act()
        else:
            refused(act, 403)


def test_only_the_writer_edits_and_deletes(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    thread_id = thread_of(azure, priya, casey)
    mine, theirs = azure.thread(priya, thread_id), azure.thread(casey, thread_id)
    said = mine.send_message("helo", metadata={"a": "1"}).id
    refused(lambda: theirs.update_message(said, "hacked"), 403)
    refused(lambda: theirs.delete_message(said), 403)
    mine.update_message(said, "hello")
    edited = theirs.get_message(said)
    assert (edited.content.message, edited.metadata) == ("hello", {"a": "1"})
    assert edited.edited_on is not None
    assert int(edited.version) > int(said)
    mine.delete_message(said)
    mine.delete_message(said)
    deleted = theirs.get_message(said)
    assert deleted.deleted_on is not None
    assert not deleted.content.message
    refused(lambda: mine.update_message(said, "again"), 404)
    refused(lambda: mine.get_message("123"), 404)
    service_message = next(message.id for message in mine.list_messages() if message.type == "topicUpdated")
    refused(lambda: mine.delete_message(service_message), 403)


def test_history_is_shared_from_the_given_moment(azure: Azure) -> None:
    priya, all_of_it, nothing = azure.user(), azure.user(), azure.user()
    thread_id = thread_of(azure, priya)
    thread = azure.thread(priya, thread_id)
    early = thread.send_message("early").id
    thread.add_participants(
        [participant(all_of_it, since=LONG_AGO), participant(nothing, since=datetime.now(UTC) + timedelta(seconds=1))]
    )
    assert words(azure, all_of_it, thread_id) == ["early"]
    assert words(azure, nothing, thread_id) == []
    refused(lambda: azure.thread(nothing, thread_id).get_message(early), 404)
    [shared] = [who for who in thread.list_participants() if who.identifier.raw_id == all_of_it.id]
    assert shared.share_history_time == LONG_AGO


def test_receipts_hold_the_latest_of_each_participant(azure: Azure) -> None:
    priya, casey = azure.user(), azure.user()
    thread_id = thread_of(azure, priya, casey)
    mine, theirs = azure.thread(priya, thread_id), azure.thread(casey, thread_id)
    first, second = mine.send_message("one").id, mine.send_message("two").id
    for read in (first, second, first):
        theirs.send_read_receipt(read)
    [receipt] = list(mine.list_read_receipts())
    assert (receipt.sender.raw_id, receipt.chat_message_id) == (casey.id, second)
    assert abs(receipt.read_on - datetime.now(UTC)) < timedelta(seconds=10)
    mine.send_read_receipt(second)
    assert len(list(theirs.list_read_receipts(results_per_page=1))) == 2
    refused(lambda: theirs.send_read_receipt("123"), 404)


def test_many_messages_come_in_pages_newest_first(azure: Azure) -> None:
    priya = azure.user()
    thread_id = thread_of(azure, priya)
    thread = azure.thread(priya, thread_id)
    said = [f"number {number}" for number in range(11)]
    for text in said:
        thread.send_message(text)
    assert words(azure, priya, thread_id, results_per_page=3) == said[::-1]
    pages = list(thread.list_messages(results_per_page=5).by_page())
    assert [len(list(page)) for page in pages] == [5, 5, 3]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert words(azure, priya, thread_id, start_time=tomorrow) == []
    assert words(azure, priya, thread_id, start_time=LONG_AGO, results_per_page=4) == said[::-1]
    refused(lambda: words(azure, priya, thread_id, results_per_page=201), 400)


def test_threads_and_participants_come_in_pages(azure: Azure) -> None:
    priya, others = azure.user(), [azure.user() for _ in range(4)]
    made = [thread_of(azure, priya, *others) for _ in range(4)]
    listed = [item.id for item in azure.chat(priya).list_chat_threads(results_per_page=3)]
    assert listed == made[::-1]
    thread = azure.thread(priya, made[0])
    assert len(list(thread.list_participants(results_per_page=2))) == 5
    assert len(list(thread.list_participants(results_per_page=2, skip=3))) == 2
    later = datetime.now(UTC) + timedelta(days=1)
    assert list(azure.chat(priya).list_chat_threads(start_time=later)) == []


def test_a_deleted_thread_is_gone_and_may_be_deleted_again(azure: Azure) -> None:
    priya, casey, stranger = azure.user(), azure.user(), azure.user()
    thread_id = thread_of(azure, priya, casey)
    azure.chat(priya).delete_chat_thread(thread_id)
    azure.chat(priya).delete_chat_thread(thread_id)
    with pytest.raises(ResourceNotFoundError):
        azure.thread(casey, thread_id).get_properties()
    refused(lambda: azure.chat(stranger).delete_chat_thread(thread_id), 404)
    assert list(azure.chat(casey).list_chat_threads()) == []


@pytest.mark.parametrize("length", [28 * 1024, 28 * 1024 + 1])
def test_a_message_has_at_most_28_kilobytes(azure: Azure, length: int) -> None:
    priya = azure.user()
    thread = azure.thread(priya, thread_of(azure, priya))
    if length <= 28 * 1024:
        assert thread.send_message("x" * length).id
    else:
        refused(lambda: thread.send_message("x" * length), 413)


def test_a_large_thread_has_no_receipts_and_no_typing(azure: Azure) -> None:
    priya = azure.user()
    thread = azure.thread(priya, thread_of(azure, priya, *[azure.user() for _ in range(20)]))
    said = thread.send_message("hello").id
    refused(thread.send_typing_notification, 403)
    refused(lambda: thread.send_read_receipt(said), 403)


def test_metadata_and_retention_as_javascript_sends_them(azure: Azure, emulator: Running) -> None:
    priya = azure.user()

    def ask(method: str, path: str = "", body: object = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {priya.token}"}
        return emulator.ask(method, f"/chat/threads{path}?api-version=2025-03-15", json=body, headers=headers)

    policy = {"kind": "threadCreationDate", "deleteThreadAfterDays": 30}
    made = ask("POST", body={"topic": "Visit", "metadata": {"visit": "1"}, "retentionPolicy": policy})
    assert made.status_code == 201
    thread = made.json()["chatThread"]
    assert (thread["metadata"], thread["retentionPolicy"]) == ({"visit": "1"}, policy)
    changed = ask("PATCH", f"/{thread['id']}", {"retentionPolicy": {"kind": "none"}, "metadata": {"a": "b"}})
    assert changed.status_code == 204
    seen = ask("GET", f"/{thread['id']}").json()
    assert (seen["topic"], seen["metadata"], seen["retentionPolicy"]) == ("Visit", {"a": "b"}, {"kind": "none"})
    for days in (29, 91):
        wrong = {"retentionPolicy": {**policy, "deleteThreadAfterDays": days}}
        assert ask("POST", body={"topic": "Visit", **wrong}).status_code == 400
    for size, status in ((1023, 201), (1024, 400)):
        assert ask("POST", body={"topic": "Visit", "metadata": {"a": "x" * size}}).status_code == status


@pytest.mark.parametrize("token", ["a.b.c", ""])
def test_a_token_that_is_none_opens_nothing(emulator: Running, token: str) -> None:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = emulator.ask("GET", "/chat/threads?api-version=2024-03-07", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "Unauthorized")


def test_a_token_of_another_resource_opens_nothing(azure: Azure, other_emulator: Running) -> None:
    with Azure(other_emulator) as elsewhere:
        token = elsewhere.user().token
    with pytest.raises(ClientAuthenticationError):
        list(azure.chat(token).list_chat_threads())


def test_a_browser_may_ask_from_another_origin(emulator: Running) -> None:
    answer = emulator.ask(
        "OPTIONS",
        "/chat/threads",
        headers={
            "origin": "http://localhost:8000",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,repeatability-request-id,x-ms-useragent",
        },
    )
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    asked = {"origin": "http://localhost:8000", "authorization": "Bearer rubbish"}
    refusal = emulator.ask("GET", "/chat/threads?api-version=2025-03-15", headers=asked)
    assert (refusal.status_code, refusal.headers["access-control-allow-origin"]) == (401, "*")


async def test_every_operation_works_asynchronously(azure: Azure, emulator: Running) -> None:
    priya, casey = azure.user(), azure.user()
    credential = AsyncTokenCredential(priya.token)
    async with AsyncChatClient(emulator.endpoint, credential, connection_verify=emulator.ca) as client:
        made = await client.create_chat_thread("Visit", thread_participants=[participant(casey)])
        thread_id = made.chat_thread.id
        assert thread_id in [item.id async for item in client.list_chat_threads()]
        async with AsyncThreadClient(
            emulator.endpoint, AsyncTokenCredential(priya.token), thread_id, connection_verify=emulator.ca
        ) as thread:
            for number in range(5):
                last = await thread.send_message(str(number))
            assert len([message async for message in thread.list_messages(results_per_page=2)]) == 7
            await thread.update_message(last.id, content="last")
            assert (await thread.get_message(last.id)).content.message == "last"
            await thread.send_typing_notification()
            await thread.send_read_receipt(last.id)
            assert len([receipt async for receipt in thread.list_read_receipts()]) == 1
            await thread.delete_message(last.id)
            await thread.update_topic("Other")
            assert (await thread.get_properties()).topic == "Other"
            await thread.add_participants([participant(azure.user())])
            await thread.remove_participant(casey.identifier)
            assert len([who async for who in thread.list_participants(results_per_page=1)]) == 2
        await client.delete_chat_thread(thread_id)
