"""Real-time notifications of a chat in a real browser, through the unmodified browser build of the chat SDK."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from azure.communication.chat import ChatParticipant
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.install_chromium import find_chromium
from tests.conftest import free_port

from .conftest import CHAT, VOIP, Azure, Running, StartEmulator, User

BUILD = Path(__file__).parent / "javascript" / "page" / "build.mjs"
PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--ignore-certificate-errors"]


@dataclass
class Listener:
    """One person's page with the SDK listening on it."""

    page: Page
    tokens: list[str] = field(default_factory=list)
    """What the page is given when it asks for a fresh token; the last one again and again."""

    def fresh(self) -> str:
        return self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]

    async def listen(self, emulator: Running) -> None:
        """Start the notifications and wait until the page is registered for them."""
        await self.page.evaluate(
            "([endpoint, token]) => window.listen(endpoint, token)", [f"{emulator.endpoint}/", self.tokens[0]]
        )
        await self.connected(1)
        await soon(lambda: any(line["registered"] for line in lines(emulator)))

    async def connected(self, times: int) -> None:
        """Wait until the page was told for the n-th time that it is connected."""
        await self.page.wait_for_function(
            "times => window.connections.filter(each => each === 'connected').length >= times",
            arg=times,
            timeout=30_000,
            polling=50,
        )

    async def heard(self, name: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait for so many events of a name, and return them."""
        await self.page.wait_for_function(
            "([name, count]) => window.heard.filter(each => each.name === name).length >= count",
            arg=[name, count],
            timeout=10_000,
            polling=50,
        )
        return await self.now(name)

    async def now(self, name: str) -> list[dict[str, Any]]:
        """Return what the page has heard of a name so far."""
        heard: list[dict[str, Any]] = await self.page.evaluate("window.heard")
        return [each["event"] for each in heard if each["name"] == name]


SitDown = Callable[[User], Awaitable[Listener]]


def lines(emulator: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = emulator.control("GET", "/notifications")["lines"]
    return found


async def soon(holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The page, bundled and served."""
    folder, node = tmp_path_factory.mktemp("page"), shutil.which("node")
    assert node is not None, "Node.js is needed to build the page."
    built = subprocess.run([node, str(BUILD), str(folder)], capture_output=True, text=True, timeout=120, check=False)
    assert built.returncode == 0, built.stdout + built.stderr

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    application = web.Application()
    application.router.add_get("/", page)
    application.router.add_static("/", folder)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    yield f"http://localhost:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture(scope="module")
def chromium_path() -> Path:
    """Where Chromium is; without one the tests fail, they are never skipped."""
    path = find_chromium()
    assert path is not None, "The browser tests need Chromium: run `make chromium`."
    return path


@pytest.fixture(scope="module")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """A Chromium that takes the emulator's certificate."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=str(chromium_path), args=SWITCHES)
        yield launched
        await launched.close()


@pytest.fixture
async def sit_down(browser: Browser, address: str) -> AsyncIterator[SitDown]:
    """Open a page for somebody."""
    contexts = []

    async def open_page(user: User) -> Listener:
        context = await browser.new_context()
        contexts.append(context)
        listener = Listener(await context.new_page(), [user.token])
        await listener.page.expose_function("freshToken", listener.fresh)
        await listener.page.goto(address)
        await listener.page.wait_for_function("window.listen !== undefined")
        return listener

    yield open_page
    for context in contexts:
        await context.close()


def member(user: User, name: str) -> ChatParticipant:
    return ChatParticipant(identifier=user.identifier, display_name=name)


async def test_everybody_in_the_thread_hears_all_ten_events(azure: Azure, emulator: Running, sit_down: SitDown) -> None:
    priya, casey, third = azure.user(), azure.user(), azure.user()
    at_priya, at_casey = await sit_down(priya), await sit_down(casey)
    await at_priya.listen(emulator)
    await at_casey.listen(emulator)
    both = (at_priya, at_casey)
    made = azure.chat(priya).create_chat_thread("100 % Grüße", thread_participants=[member(casey, "Zoë")])
    thread_id = made.chat_thread.id
    mine, theirs = azure.thread(priya, thread_id), azure.thread(casey, thread_id)
    said = mine.send_message("helo ✓", sender_display_name="Priya", metadata={"mood": "good"}).id
    mine.update_message(said, "hello ✓")
    theirs.send_typing_notification(sender_display_name="Zoë")
    theirs.send_read_receipt(said)
    mine.delete_message(said)
    mine.update_topic("Other")
    mine.add_participants([member(third, "Third")])
    mine.remove_participant(third.identifier)
    azure.chat(priya).delete_chat_thread(thread_id)

    for page in both:
        [created] = await page.heard("chatThreadCreated")
        assert (created["threadId"], created["properties"]["topic"]) == (thread_id, "100 % Grüße")
        assert {each["id"]["communicationUserId"]: each["displayName"] for each in created["participants"]} == {
            priya.id: "",
            casey.id: "Zoë",
        }
        [received] = await page.heard("chatMessageReceived")
        assert (received["id"], received["message"], received["threadId"]) == (said, "helo ✓", thread_id)
        assert (received["senderDisplayName"], received["metadata"]) == ("Priya", {"mood": "good"})
        assert received["sender"]["communicationUserId"] == priya.id
        assert abs(moment(received["createdOn"]) - datetime.now().astimezone().timestamp()) < 60
        [edited] = await page.heard("chatMessageEdited")
        assert (edited["id"], edited["message"]) == (said, "hello ✓")
        assert moment(edited["editedOn"]) >= moment(received["createdOn"])
        [deleted] = await page.heard("chatMessageDeleted")
        assert (deleted["id"], "message" in deleted) == (said, False)
        [typing] = await page.heard("typingIndicatorReceived")
        assert (typing["sender"]["communicationUserId"], typing["senderDisplayName"]) == (casey.id, "Zoë")
        [read] = await page.heard("readReceiptReceived")
        assert (read["chatMessageId"], read["sender"]["communicationUserId"]) == (said, casey.id)
        assert abs(moment(read["readOn"]) - datetime.now().astimezone().timestamp()) < 60
        [updated] = await page.heard("chatThreadPropertiesUpdated")
        assert updated["properties"]["topic"] == "Other"
        [added] = await page.heard("participantsAdded")
        [removed] = await page.heard("participantsRemoved")
        for change, people in ((added, "participantsAdded"), (removed, "participantsRemoved")):
            assert [each["id"]["communicationUserId"] for each in change[people]] == [third.id]
        [gone] = await page.heard("chatThreadDeleted")
        assert gone["deletedBy"]["id"]["communicationUserId"] == priya.id
    [own], [other] = await at_priya.now("chatMessageReceived"), await at_casey.now("chatMessageReceived")
    assert own["recipient"]["communicationUserId"] == priya.id
    assert other["recipient"]["communicationUserId"] == casey.id
    await soon(lambda: all(line["taken"] >= 10 for line in lines(emulator) if line["user_id"] == casey.id))


def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


async def test_who_is_not_or_no_longer_in_the_thread_hears_nothing(
    azure: Azure, emulator: Running, sit_down: SitDown
) -> None:
    priya, casey, stranger = azure.user(), azure.user(), azure.user()
    at_casey, at_stranger = await sit_down(casey), await sit_down(stranger)
    await at_casey.listen(emulator)
    await at_stranger.listen(emulator)
    thread_id = azure.chat(priya).create_chat_thread("Visit", thread_participants=[member(casey, "C")]).chat_thread.id
    thread = azure.thread(priya, thread_id)
    thread.send_message("with you")
    await at_casey.heard("chatMessageReceived")
    thread.remove_participant(casey.identifier)
    await at_casey.heard("participantsRemoved")
    thread.send_message("about you")
    thread.add_participants([member(casey, "C")])
    thread.send_message("welcome back")
    heard = await at_casey.heard("chatMessageReceived", 2)
    assert [each["message"] for each in heard] == ["with you", "welcome back"]
    assert await at_stranger.page.evaluate("window.heard") == []


async def test_a_page_comes_back_after_a_cut_and_after_a_restart(
    start_emulator: StartEmulator, sit_down: SitDown, tmp_path: Path
) -> None:
    ports = ("--port", str(free_port()), "--http-port", str(free_port()))
    emulator = start_emulator(*ports, "--data-dir", str(tmp_path))
    with Azure(emulator) as azure:
        priya = azure.user()
        page = await sit_down(priya)
        await page.page.clock.install()
        await page.listen(emulator)
        thread_id = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
        azure.thread(priya, thread_id).send_message("before")
        await page.heard("chatMessageReceived")
        emulator.control("DELETE", "/notifications")
        await page.connected(2)
        azure.thread(priya, thread_id).send_message("after the cut")
        await page.heard("chatMessageReceived", 2)
    await asyncio.to_thread(emulator.stop)
    await asyncio.to_thread(emulator.start)
    while not any(line["registered"] and line["connected"] for line in lines(emulator)):
        await page.page.clock.fast_forward(2_000)  # the SDK waits longer and longer between its attempts
        await asyncio.sleep(0.2)
    with Azure(emulator) as azure:
        azure.thread(priya, thread_id).send_message("after the restart")
    heard = await page.heard("chatMessageReceived", 3)
    assert [each["message"] for each in heard] == ["before", "after the cut", "after the restart"]


async def test_a_token_that_ends_ends_the_notifications_until_there_is_a_fresh_one(
    azure: Azure, emulator: Running, sit_down: SitDown
) -> None:
    priya = azure.user()
    page = await sit_down(priya)
    await page.listen(emulator)
    thread_id = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
    azure.thread(priya, thread_id).send_message("heard")
    await page.heard("chatMessageReceived")
    azure.identity().revoke_tokens(priya.identifier)
    fresh = azure.identity().get_token(priya.identifier, [CHAT]).token
    azure.thread(fresh, thread_id).send_message("not for a token that ended")
    await page.page.wait_for_function("window.connections.includes('disconnected')", timeout=30_000)
    assert [each["message"] for each in await page.now("chatMessageReceived")] == ["heard"]


async def test_without_a_chat_scope_it_does_not_start(azure: Azure, emulator: Running, sit_down: SitDown) -> None:
    caller = azure.user(VOIP)
    page = await sit_down(caller)
    with pytest.raises(Exception, match=r"Status: 403"):
        await page.listen(emulator)


async def test_who_stops_listening_is_told_nothing_more(azure: Azure, emulator: Running, sit_down: SitDown) -> None:
    priya = azure.user()
    page = await sit_down(priya)
    await page.listen(emulator)
    assert [line["registered"] for line in lines(emulator) if line["user_id"] == priya.id] == [True]
    await page.page.evaluate("window.stopListening()")
    await soon(lambda: [line["registered"] for line in lines(emulator) if line["user_id"] == priya.id] == [False])
    azure.chat(priya).create_chat_thread("Visit")
    assert await page.page.evaluate("window.heard") == []
