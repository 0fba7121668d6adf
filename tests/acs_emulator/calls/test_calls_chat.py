"""Chat on the call socket is the chat thread itself: what is said on one side is read on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azure.communication.chat import ChatParticipant

if TYPE_CHECKING:
    from tests.acs_emulator.calls.conftest import Browser, Person, Street


async def visit(street: Street) -> tuple[str, Person, Person, Browser, Browser, str]:
    """Return a visit with two people in the call and in its thread, and the thread."""
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    thread = await street.thread(priya, casey)
    first = await street.join(room, priya, chatThreadId=thread)
    second = await street.join(room, casey, chatThreadId=thread)
    return room, priya, casey, first, second, thread


async def said_in(street: Street, who: Person, thread: str) -> list[tuple[str, str]]:
    """Return sender's name and words of what a reader of the REST operations finds, oldest first."""
    async with street.in_thread(who, thread) as client:
        found = [message async for message in client.list_messages()]
    return [(m.sender_display_name, m.content.message) for m in reversed(found) if m.content and m.content.message]


async def test_words_on_the_socket_are_in_the_thread(street: Street) -> None:
    _room, priya, casey, first, second, thread = await visit(street)

    await second.say("chat.send", content="Hello <b>doctor</b>", clientMessageId="one")

    mine, theirs = await second.hear("chat.message"), await first.hear("chat.message")
    assert mine == theirs
    message = mine["message"]
    assert (message["content"], message["senderId"], message["senderDisplayName"]) == (
        "Hello <b>doctor</b>",
        casey.id,
        "Casey",
    )
    assert (message["type"], message["clientMessageId"]) == ("text", "one")
    assert message["id"].isdecimal()
    assert await said_in(street, priya, thread) == [("Casey", "Hello <b>doctor</b>")]


async def test_words_in_the_thread_are_heard_on_the_socket(street: Street) -> None:
    _room, priya, _casey, first, second, thread = await visit(street)

    async with street.in_thread(priya, thread) as client:
        sent = await client.send_message("From elsewhere", sender_display_name="Dr Priya")

    for browser in (first, second):
        message = (await browser.hear("chat.message"))["message"]
        assert (message["id"], message["content"]) == (sent.id, "From elsewhere")
        assert message["clientMessageId"] is None


async def test_who_comes_later_reads_what_was_said(street: Street) -> None:
    room, priya, casey, first, second, thread = await visit(street)
    for words in ("One", "Two"):
        await first.say("chat.send", content=words, clientMessageId=words)
        last = await second.hear("chat.message")
    await second.say("chat.read", messageId=last["message"]["id"])
    await first.hear("chat.read")

    back = await street.join(room, casey, chatThreadId=thread)

    chat = back.joined["chat"]
    assert [message["content"] for message in chat["messages"]] == ["One", "Two"]
    assert {member["userId"] for member in chat["participants"]} == {priya.id, casey.id}
    assert chat["topic"] == "Visit"
    assert [(r["userId"], r["messageId"]) for r in chat["receipts"]] == [(casey.id, last["message"]["id"])]


async def test_words_repeated_after_a_lost_connection_are_said_once(street: Street) -> None:
    room, priya, casey, _first, second, thread = await visit(street)
    await second.say("chat.send", content="Once", clientMessageId="once")
    answered = await second.hear("chat.message")
    second.socket.transport.abort()
    back = await street.join(room, casey, chatThreadId=thread, participantId=second.participant_id)

    await back.say("chat.send", content="Once", clientMessageId="once")

    assert (await back.hear("chat.message"))["message"]["id"] == answered["message"]["id"]
    assert await said_in(street, priya, thread) == [("Casey", "Once")]


async def test_own_words_are_edited_and_deleted_others_are_not(street: Street) -> None:
    _room, priya, _casey, first, second, thread = await visit(street)
    await second.say("chat.send", content="Helo", clientMessageId="one")
    message_id = (await first.hear("chat.message"))["message"]["id"]

    await second.say("chat.edit", messageId=message_id, content="Hello")
    edited = (await first.hear("chat.edited"))["message"]
    assert (edited["content"], edited["editedOn"] is not None) == ("Hello", True)
    assert await said_in(street, priya, thread) == [("Casey", "Hello")]
    await first.say("chat.edit", messageId=message_id, content="Mine now")
    assert (await first.hear("error"))["code"] == "not_allowed"
    await first.say("chat.delete", messageId=message_id)
    assert (await first.hear("error"))["code"] == "not_allowed"
    await second.say("chat.delete", messageId=message_id)

    assert (await first.hear("chat.deleted"))["messageId"] == message_id


async def test_typing_and_reading_are_told(street: Street) -> None:
    _room, priya, casey, first, second, thread = await visit(street)

    await second.say("chat.typing")
    typing = await first.hear("chat.typing")
    await second.say("chat.send", content="There", clientMessageId="one")
    message_id = (await first.hear("chat.message"))["message"]["id"]
    await first.say("chat.read", messageId=message_id)
    read = await second.hear("chat.read")

    assert (typing["userId"], typing["displayName"]) == (casey.id, "Casey")
    assert (read["userId"], read["messageId"]) == (priya.id, message_id)
    async with street.in_thread(casey, thread) as client:
        receipts = [receipt async for receipt in client.list_read_receipts()]
    assert [receipt.chat_message_id for receipt in receipts] == [message_id]


async def test_who_is_not_in_the_thread_has_no_chat(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    thread = await street.thread(priya)
    first = await street.join(room, priya, chatThreadId=thread)
    second = await street.join(room, casey, chatThreadId=thread)

    await first.say("chat.send", content="Between us", clientMessageId="one")
    await first.hear("chat.message")
    await second.say("chat.send", content="Me too", clientMessageId="two")

    assert second.joined["chat"] is None
    refused = await second.hear("error")
    assert (refused["code"], refused["clientMessageId"]) == ("not_found", "two")
    assert await said_in(street, priya, thread) == [("Dr Priya", "Between us")]


async def test_who_has_no_chat_scope_has_no_chat(street: Street) -> None:
    priya, casey = await street.person("Dr Priya"), await street.person("Casey", "voip")
    room = await street.room({priya: "Presenter", casey: "Attendee"})
    thread = await street.thread(priya, casey)

    second = await street.join(room, casey, chatThreadId=thread)

    assert second.joined["chat"] is None


async def test_who_is_taken_out_of_the_thread_hears_no_more(street: Street) -> None:
    _room, priya, casey, first, second, thread = await visit(street)

    async with street.in_thread(priya, thread) as client:
        await client.remove_participant(casey.user)
    await first.say("chat.send", content="Alone", clientMessageId="one")
    await first.hear("chat.message")

    heard = await second.heard_before_pong()
    assert [frame["type"] for frame in heard if frame["type"].startswith("chat.")] == ["chat.participantsRemoved"]
    await second.say("chat.send", content="Still here?", clientMessageId="two")
    assert (await second.hear("error"))["code"] == "not_found"


async def test_who_is_added_to_the_thread_is_told_to_the_others(street: Street) -> None:
    _room, priya, _casey, first, _second, thread = await visit(street)
    guest = await street.person("Guest")

    async with street.in_thread(priya, thread) as client:
        await client.add_participants([ChatParticipant(identifier=guest.user, display_name="Guest")])

    told: dict[str, Any] = await first.hear("chat.participantsAdded")
    assert told["participants"] == [{"userId": guest.id, "displayName": "Guest"}]


async def test_too_many_words_and_none_at_all_are_refused(street: Street) -> None:
    _room, _priya, _casey, first, _second, _thread = await visit(street)

    await first.say("chat.send", content="x" * 30_000, clientMessageId="long")
    long = await first.hear("error")
    await first.say("chat.send", content="  ", clientMessageId="empty")
    empty = await first.hear("error")

    assert (long["code"], long["clientMessageId"]) == ("too_long", "long")
    assert (empty["code"], empty["clientMessageId"]) == ("refused", "empty")
