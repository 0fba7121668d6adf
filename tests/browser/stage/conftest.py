"""The stage in real browsers: a started emulator, a room and a thread made through Azure's SDK, the pages built by Vite."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright

from tests.browser.install_chromium import SWITCHES
from tests.browser.stage.azure import Azure, EmulatorProcess, Visit, clients, free_port
from tests.browser.stage.seat import Seat, listen_to

HARNESS = Path(__file__).parent / "harness"
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


SitDown = Callable[..., Awaitable[Seat]]


@pytest.fixture
async def own_emulator(tmp_path: Path) -> AsyncIterator[EmulatorProcess]:
    """An emulator of one's own, on ports that stay the same when it is started again."""
    process = EmulatorProcess(tmp_path, "--port", str(free_port()), "--http-port", str(free_port()))
    yield process
    await process.kill()


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


@pytest.fixture(scope="session")
async def harness(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The harness of the default build."""
    folder = await asyncio.to_thread(build, tmp_path_factory.mktemp("harness"), "production")
    async with served(folder, "ws://127.0.0.1:* ws://localhost:*") as address:
        yield address


@contextlib.asynccontextmanager
async def launched(chromium: Path, *switches: str) -> AsyncIterator[Browser]:
    """Start a Chromium that would share its whole screen."""
    switches = (*SWITCHES, "--auto-select-desktop-capture-source=Entire screen", *switches)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=switches)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    """One Chromium with a fake camera, microphone and screen."""
    async with launched(chromium_path, f"{FAKE_DEVICES}=fps=10", "--use-fake-ui-for-media-stream") as browser:
        yield browser


@pytest.fixture
async def denying_chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    """A Chromium that has devices and whose owner refuses them."""
    async with launched(chromium_path, FAKE_DEVICES, "--deny-permission-prompts") as browser:
        yield browser


@pytest.fixture
async def bare_chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    """A Chromium on a machine without camera and microphone."""
    async with launched(chromium_path, f"{FAKE_DEVICES}=device-count=0", "--use-fake-ui-for-media-stream") as browser:
        yield browser


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
