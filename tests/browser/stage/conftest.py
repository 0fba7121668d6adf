"""The stage in real browsers: a started emulator, a room and a thread made through Azure's SDK, the pages built by Vite."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from azure.communication.chat import ChatParticipant
from azure.communication.chat.aio import ChatClient, CommunicationTokenCredential
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.communication.rooms import RoomParticipant
from azure.communication.rooms.aio import RoomsClient
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, TimeoutError, async_playwright

ROOT = Path(__file__).parents[3]
HARNESS = Path(__file__).parent / "harness"
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--auto-select-desktop-capture-source=Entire screen",
]
FAKE_DEVICES = "--use-fake-device-for-media-stream"
PAGE = (
    '<!doctype html><html lang="en"><title>Stage</title><link rel="icon" href="data:,">'
    '<div id="root"></div><script type="module" src="/harness.js"></script>'
)
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self' {hosts}; worker-src {workers}; "
    "object-src 'none'; base-uri 'none'"
)
MESSAGES_OF_OTHERS = ("Download the React DevTools",)


@dataclass
class Azure:
    """A running emulator with the SDK's clients."""

    connection_string: str
    endpoint: str
    web: str
    tls: dict[str, Any]
    identity: CommunicationIdentityClient
    rooms: RoomsClient

    async def visit(self, *people: tuple[str, str]) -> Visit:
        """Make a room and a thread for people given by name and role."""
        users: list[Any] = [await self.identity.create_user() for _person in people]
        roster = [
            RoomParticipant(communication_identifier=user, role=role)
            for user, (_name, role) in zip(users, people, strict=True)
        ]
        room = await self.rooms.create_room(participants=roster)
        members = [
            ChatParticipant(identifier=user, display_name=name)
            for user, (name, _role) in zip(users, people, strict=True)
        ]
        token = await self.identity.get_token(users[0], ["chat"])
        client: Any = ChatClient(self.endpoint, CommunicationTokenCredential(token.token), **self.tls)
        async with client:
            made = await client.create_chat_thread("Visit", thread_participants=members)
        named = {name: (user, role) for user, (name, role) in zip(users, people, strict=True)}
        return Visit(self, str(room.id), str(made.chat_thread.id), named)


@dataclass
class Visit:
    """A room, a thread, and the people invited to them."""

    azure: Azure
    room_id: str
    thread_id: str
    people: dict[str, tuple[Any, str]]

    async def ticket(self, name: str) -> dict[str, Any]:
        """Return a pass as the product's server would."""
        user, role = self.people[name]
        token = await self.azure.identity.get_token(user, ["voip", "chat"])
        return {
            "stage": "local",
            "user_id": user.raw_id,
            "display_name": name,
            "role": role,
            "token": token.token,
            "token_expires_at": "2099-01-01T00:00:00Z",
            "endpoint": self.azure.endpoint,
            "room_id": self.room_id,
            "chat_thread_id": self.thread_id,
            "socket_url": f"{self.azure.web.replace('http', 'ws', 1)}/_emulator/calls/{self.room_id}",
            "locale": "en-US",
        }


@dataclass
class Seat:
    """One person's browser, with everything it complained about."""

    page: Page
    context: BrowserContext
    name: str
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def holds(self, script: str, what: object = None, seconds: float = 15) -> None:
        """Wait until an expression over the adapter's state (`s`) and `what` is true."""
        code = (
            f"(what) => {{ const s = window.__frontdeskStage?.adapter.getState(); return Boolean(s && ({script})); }}"
        )
        try:
            await self.page.wait_for_function(code, arg=what, timeout=seconds * 1000, polling=50)
        except TimeoutError as late:
            raise AssertionError(f"{self.name}: not {script!r}, but {await self.account()}") from late

    async def account(self) -> str:
        """Tell what this page knows, for the words of a failure."""
        known = await self.page.evaluate(ACCOUNT)
        return f"{json.dumps(known, indent=1)} {self.complaints}"

    async def happened(self, what: str, seconds: float = 15) -> None:
        """Wait until the stage has told this of its connection or its end."""
        try:
            await self.page.wait_for_function(
                "(what) => window.happened?.includes(what)", arg=what, timeout=seconds * 1000, polling=50
            )
        except TimeoutError as late:
            raise AssertionError(f"{self.name}: no {what!r}, but {await self.account()}") from late

    async def sees_the_other(self, seconds: float = 20) -> None:
        """Wait until the other person's picture plays on the page."""
        await self.holds(SEES_THE_OTHER, seconds=seconds)

    async def received(self) -> dict[str, int]:
        """Return what the connections of this page have received so far."""
        sums: dict[str, int] = await self.page.evaluate("() => window.__frontdeskStage.received()")
        return sums

    async def receives_more_than(self, before: dict[str, int], frames: int = 10, packets: int = 20) -> None:
        """Wait until so many more frames were decoded and packets of sound came in."""
        wanted = {"frames": before["framesDecoded"] + frames, "packets": before["audioPackets"] + packets}
        await self.page.wait_for_function(
            "async (wanted) => { const now = await window.__frontdeskStage.received();"
            " return now.framesDecoded >= wanted.frames && now.audioPackets >= wanted.packets; }",
            arg=wanted,
            timeout=15_000,
            polling=100,
        )

    async def press(self, ui_id: str) -> None:
        """Press a button of the composite, by its test id."""
        await self.page.locator(f'[data-ui-id="{ui_id}"]').first.click(timeout=10_000)


ACCOUNT = """async () => {
    const probe = window.__frontdeskStage;
    const s = probe?.adapter.getState();
    const others = Object.values(s?.call?.remoteParticipants ?? {}).map((other) => {
        const video = other.videoStreams[1].view?.target.querySelector('video');
        return {
            name: other.displayName, muted: other.isMuted, camera: other.videoStreams[1].isAvailable,
            view: Boolean(video), connected: video?.isConnected, width: video?.videoWidth, ready: video?.readyState,
            paused: video?.paused, tracks: video?.srcObject?.getTracks().map((t) => [t.readyState, t.muted]),
        };
    });
    const errors = Object.values(s?.latestCallErrors ?? {}).map((error) => error.message);
    return { happened: window.happened, page: s?.page, others, errors, received: await probe?.received() };
}"""

SEES_THE_OTHER = """(() => {
    const other = Object.values(s.call?.remoteParticipants ?? {})[0];
    const video = other?.videoStreams[1].view?.target.querySelector('video');
    return video?.isConnected && video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 0;
})()"""

SitDown = Callable[..., Awaitable[Seat]]


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


class EmulatorProcess:
    """An emulator that can be killed and started again on the same ports, with its state kept."""

    def __init__(self, folder: Path, *ports: str) -> None:
        self._folder = folder
        self._ports = ports
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> str:
        """Start it; return what it said when it was ready."""
        options = ["-m", "acs_emulator.cli", "--data-dir", str(self._folder), *self._ports]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform"), "PYTHONUNBUFFERED": "1"}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *options, stdout=asyncio.subprocess.PIPE, env=environment
        )
        assert self._process.stdout is not None
        said = ""
        async with asyncio.timeout(30):
            while "Inbox: " not in said:
                line = await self._process.stdout.readline()
                assert line, f"The emulator ended: {said}"
                said += line.decode()
        return said

    async def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@contextlib.asynccontextmanager
async def clients(said: str) -> AsyncIterator[Azure]:
    """Open the SDK's clients at an emulator."""
    tls: dict[str, Any] = {"connection_verify": found(r"CA certificate: +(\S+)", said)}
    connection_string = found(r"Connection string: (\S+)", said)
    async with (
        CommunicationIdentityClient.from_connection_string(connection_string, **tls) as identity,
        RoomsClient.from_connection_string(connection_string, **tls) as rooms,
    ):
        yield Azure(
            connection_string=connection_string,
            endpoint=found(r"endpoint=([^;]+)/;", said),
            web=found(r"Inbox: +(\S+)/", said),
            tls=tls,
            identity=identity,
            rooms=rooms,
        )


OpenClients = Callable[[str], contextlib.AbstractAsyncContextManager[Azure]]


@pytest.fixture
def open_clients() -> OpenClients:
    """Open the SDK's clients at an emulator by what it said."""
    return clients


@pytest.fixture
async def own_emulator(tmp_path: Path) -> AsyncIterator[EmulatorProcess]:
    """An emulator of one's own, on ports that stay the same when it is started again."""
    process = EmulatorProcess(tmp_path, "--port", str(free_port()), "--http-port", str(free_port()))
    yield process
    await process.kill()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture(scope="session")
async def azure(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Azure]:
    """One emulator for all tests of the stage."""
    process = EmulatorProcess(tmp_path_factory.mktemp("emulator"), "--port", "0", "--http-port", "0")
    async with clients(await process.start()) as opened:
        yield opened
    await process.kill()


def build(out_dir: Path, mode: str) -> Path:
    """Build the harness page as the product's pages are built."""
    node = shutil.which("node")
    assert node is not None, "Node.js is needed to build the pages."
    built = subprocess.run(
        [node, str(HARNESS / "build.mjs"), str(out_dir), mode], capture_output=True, text=True, timeout=300, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return out_dir


@contextlib.asynccontextmanager
async def served(folder: Path, hosts: str) -> AsyncIterator[str]:
    """Serve the built harness at localhost under a strict content security policy."""
    workers = "'self' blob:" if "azure" in hosts else "'none'"
    policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY.format(hosts=hosts, workers=workers)}

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html", headers=policy)

    application = web.Application()
    application.router.add_get("/", page)
    application.router.add_static("/", folder)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    yield f"http://localhost:{runner.addresses[0][1]}"
    await runner.cleanup()


BuildHarness = Callable[[Path, str], Path]
Serve = Callable[[Path, str], contextlib.AbstractAsyncContextManager[str]]


@pytest.fixture
def build_harness() -> BuildHarness:
    """Build the harness into a folder, in a mode of Vite."""
    return build


@pytest.fixture
def serve() -> Serve:
    """Serve a built harness with these hosts allowed."""
    return served


@pytest.fixture(scope="session")
async def harness(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The harness of the default build."""
    folder = await asyncio.to_thread(build, tmp_path_factory.mktemp("harness"), "production")
    async with served(folder, "ws://127.0.0.1:* ws://localhost:*") as address:
        yield address


@contextlib.asynccontextmanager
async def launched(*switches: str) -> AsyncIterator[Browser]:
    """Start a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=[*SWITCHES, *switches])
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium with a fake camera, microphone and screen."""
    async with launched(FAKE_DEVICES, "--use-fake-ui-for-media-stream") as browser:
        yield browser


@pytest.fixture
async def denying_chromium() -> AsyncIterator[Browser]:
    """A Chromium that has devices and whose owner refuses them."""
    async with launched(FAKE_DEVICES, "--deny-permission-prompts") as browser:
        yield browser


@pytest.fixture
async def bare_chromium() -> AsyncIterator[Browser]:
    """A Chromium on a machine without camera and microphone."""
    async with launched(f"{FAKE_DEVICES}=device-count=0", "--use-fake-ui-for-media-stream") as browser:
        yield browser


def listen_to(seat: Seat, own: tuple[str, ...]) -> None:
    """Note requests to other hosts, errors, warnings and policy violations."""

    def asked(url: str) -> None:
        if not url.startswith((*own, "data:", "blob:")):
            seat.foreign_requests.append(url)

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(MESSAGES_OF_OTHERS):
            seat.complaints.append(f"{message.type}: {message.text}")

    seat.page.on("request", lambda request: asked(request.url))
    seat.page.on("console", said)
    seat.page.on("pageerror", lambda error: seat.complaints.append(f"page error: {error}"))


@pytest.fixture
async def sit_down(chromium: Browser, harness: str) -> AsyncIterator[SitDown]:
    """Open a browser context of a person and let the stage join; every page must have been quiet at the end."""
    seats: list[Seat] = []

    async def open_seat(
        visit: Visit,
        name: str,
        *,
        devices: dict[str, Any] | None = None,
        permissions: tuple[str, ...] = ("camera", "microphone"),
        size: tuple[int, int] = (1280, 800),
        expected: str | None = None,
        browser: Browser = chromium,
    ) -> Seat:
        context = await browser.new_context(
            permissions=list(permissions), viewport={"width": size[0], "height": size[1]}
        )
        page = await context.new_page()
        seat = Seat(page, context, name)
        listen_to(seat, (harness, visit.azure.web, visit.azure.web.replace("http", "ws", 1)))
        await page.expose_function("givePass", lambda: visit.ticket(name))
        if devices is not None:
            await page.add_init_script(f"window.chosenDevices = {json.dumps(devices)};")
        await page.goto(harness)
        seats.append(seat)
        if expected is not None:
            await seat.happened(expected)
        return seat

    yield open_seat
    for seat in seats:
        await seat.context.close()
    assert {seat.name: seat.foreign_requests for seat in seats if seat.foreign_requests} == {}
    assert {seat.name: seat.complaints for seat in seats if seat.complaints} == {}
