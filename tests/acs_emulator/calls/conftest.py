"""A really started emulator, Azure's own SDK to make people, rooms and threads, and browsers' side of the call socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import websockets
from aiohttp import web
from azure.communication.chat import ChatParticipant
from azure.communication.chat.aio import ChatClient, ChatThreadClient, CommunicationTokenCredential
from azure.communication.identity import CommunicationTokenScope
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.communication.rooms import RoomParticipant
from azure.communication.rooms.aio import RoomsClient

PLATFORM = Path(__file__).parents[3] / "platform"
CHAT, VOIP = CommunicationTokenScope.CHAT, CommunicationTokenScope.VOIP
SILENT = {"muted": True, "camera": False, "screen": False, "handRaised": False}
SECONDS_MAX = 10.0


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody with a token."""

    name: str
    user: Any
    """Each SDK has its own class for the same thing; any of them takes this one."""
    token: str

    @property
    def id(self) -> str:
        return str(self.user.raw_id)


class Browser:
    """One browser's side of the call socket."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.joined: dict[str, Any] = {}

    async def say(self, kind: str, **parts: Any) -> None:
        """Send one frame."""
        await self.socket.send(json.dumps({"type": kind, **parts}))

    async def hear(self, kind: str) -> dict[str, Any]:
        """Return the next frame of this kind; frames of other kinds before it are let go."""
        heard: list[str] = []
        try:
            async with asyncio.timeout(SECONDS_MAX):
                while True:
                    frame: dict[str, Any] = json.loads(await self.socket.recv())
                    heard.append(frame["type"])
                    if frame["type"] == kind:
                        return frame
        except (TimeoutError, websockets.ConnectionClosed) as error:
            raise AssertionError(f"No {kind}; heard {heard}, then {error!r}") from error

    async def heard_before_pong(self) -> list[dict[str, Any]]:
        """Return everything that arrives before the answer to a ping: all that was said to us until now."""
        await self.say("ping")
        frames: list[dict[str, Any]] = []
        async with asyncio.timeout(SECONDS_MAX):
            while (frame := json.loads(await self.socket.recv()))["type"] != "pong":
                frames.append(frame)
        return frames

    async def close_code(self) -> int | None:
        """Return the code with which the server closed, after reading what was still on its way."""
        async with asyncio.timeout(SECONDS_MAX):
            with contextlib.suppress(websockets.ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code

    @property
    def participant_id(self) -> str:
        return str(self.joined["participantId"])


@dataclass
class Street:
    """The emulator with the SDK's clients, and the browsers opened at it."""

    endpoint: str
    web: str
    identity: CommunicationIdentityClient
    rooms: RoomsClient
    tls: dict[str, Any]
    events: list[dict[str, Any]]
    leaving: contextlib.AsyncExitStack
    browsers: list[Browser] = field(default_factory=list)

    async def person(self, name: str, *scopes: CommunicationTokenScope | str) -> Person:
        """Make a user with a token: chat and voip unless told otherwise."""
        user, token = await self.identity.create_user_and_token(list(scopes) or [CHAT, VOIP])
        return Person(name, user, token.token)

    async def room(self, roster: dict[Person, str] | None = None, **window: Any) -> str:
        """Make a room with a roster of roles; `valid_from` and `valid_until` may be given."""
        people = [RoomParticipant(communication_identifier=who.user, role=role) for who, role in (roster or {}).items()]
        return str((await self.rooms.create_room(participants=people, **window)).id)

    async def thread(self, owner: Person, *members: Person) -> str:
        """Make a chat thread."""
        invited = [ChatParticipant(identifier=who.user, display_name=who.name) for who in (owner, *members)]
        client: Any = ChatClient(self.endpoint, CommunicationTokenCredential(owner.token), **self.tls)
        async with client:
            made = await client.create_chat_thread("Visit", thread_participants=invited)
        return str(made.chat_thread.id)

    def in_thread(self, who: Person, thread_id: str) -> Any:
        """Return a client of one thread in the name of a person, to be opened by `async with`."""
        return ChatThreadClient(self.endpoint, CommunicationTokenCredential(who.token), thread_id, **self.tls)

    async def dial(self, room_id: str) -> Browser:
        """Open the socket and say nothing yet."""
        url = f"{self.web.replace('http', 'ws', 1)}/_emulator/calls/{room_id}"
        return Browser(await self.leaving.enter_async_context(websockets.connect(url)))

    async def knock(self, room_id: str, who: Person | str, **join: Any) -> Browser:
        """Ask to join, whatever the answer."""
        browser = await self.dial(room_id)
        token, name = (who, "Somebody") if isinstance(who, str) else (who.token, who.name)
        await browser.say("join", **{"token": token, "displayName": name, "media": SILENT, **join})
        return browser

    async def join(self, room_id: str, who: Person, **join: Any) -> Browser:
        """Join and be let in."""
        browser = await self.knock(room_id, who, **join)
        browser.joined = await browser.hear("joined")
        return browser

    def of_room(self, room_id: str) -> list[tuple[str, dict[str, Any]]]:
        """Return the call events of a room that were delivered: short type and data, in order of arrival."""
        mine = [event for event in self.events if event["data"].get("room", {}).get("id") == room_id]
        return [(event["eventType"].removeprefix("Microsoft.Communication."), event["data"]) for event in mine]


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


async def until(holds: Callable[[], Any]) -> Any:
    """Return the first true answer of `holds`, asked again until the deadline."""
    async with asyncio.timeout(SECONDS_MAX):
        while not (answer := holds()):
            await asyncio.sleep(0.02)
    return answer


def soon(seconds: float) -> datetime:
    """Return a moment from now."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


@contextlib.asynccontextmanager
async def webhook(events: list[dict[str, Any]]) -> AsyncIterator[str]:
    """Listen for Event Grid; keep what comes."""

    async def receive(request: web.Request) -> web.Response:
        [event] = json.loads(await request.read())
        if request.headers["aeg-event-type"] == "SubscriptionValidation":
            return web.json_response({"validationResponse": event["data"]["validationCode"]})
        events.append(event)
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", receive)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


@contextlib.asynccontextmanager
async def emulator(*options: str) -> AsyncIterator[str]:
    """Run one emulator on free ports; give what it said when it was ready."""
    command = ["-m", "acs_emulator.cli", "--port", "0", "--http-port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(PLATFORM), "PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(30):
        while "Inbox: " not in said:
            line = await process.stdout.readline()
            assert line, f"The emulator ended: {said}"
            said += line.decode()
    yield said
    process.terminate()
    assert await process.wait() == 0


@pytest.fixture(scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """One emulator for all call tests; every test has rooms and people of its own."""
    events: list[dict[str, Any]] = []
    ca_dir = tmp_path_factory.mktemp("ca")
    async with contextlib.AsyncExitStack() as stack:
        hook = await stack.enter_async_context(webhook(events))
        said = await stack.enter_async_context(emulator("--ca-dir", str(ca_dir), "--event-grid-webhook", hook))
        tls: dict[str, Any] = {"connection_verify": found(r"CA certificate: +(\S+)", said)}
        connection_string = found(r"Connection string: (\S+)", said)
        identity = CommunicationIdentityClient.from_connection_string(connection_string, **tls)
        rooms = RoomsClient.from_connection_string(connection_string, **tls)
        await stack.enter_async_context(identity)
        await stack.enter_async_context(rooms)
        yield Street(
            endpoint=found(r"endpoint=([^;]+)/;", said),
            web=found(r"Inbox: +(\S+)/", said),
            identity=identity,
            rooms=rooms,
            tls=tls,
            events=events,
            leaving=contextlib.AsyncExitStack(),
        )


@pytest.fixture
async def street(running: Street) -> AsyncIterator[Street]:
    """The shared emulator; browsers opened in a test are closed after it."""
    async with contextlib.AsyncExitStack() as leaving:
        running.leaving = leaving
        yield running


@pytest.fixture(name="soon")
def _soon() -> Callable[[float], datetime]:
    """Moments from now, by seconds."""
    return soon


@pytest.fixture(name="until")
def _until() -> Callable[..., Any]:
    """Wait for something to hold."""
    return until
