"""The Azure stage as far as it goes without Azure, and what may be in which build."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser

from tests.browser.stage.calling_sdk import files_with_calling_sdk
from tests.browser.stage.conftest import build, served

if TYPE_CHECKING:
    from tests.browser.stage.azure import Azure

HERE = Path(__file__).parent
FRONTEND = HERE.parents[2] / "frontend"
AZURE_HOSTS = "https://*.communication.azure.com https://*.communication.microsoft.com https://*.skype.com"
START_SECONDS_MAX = 60


def build_pages(script: str, folder: Path) -> Path:
    """Build the product's pages into a folder by one of its npm scripts."""
    npm = shutil.which("npm")
    assert npm is not None
    built = subprocess.run(
        [npm, "run", "--silent", script],
        cwd=FRONTEND,
        env={**os.environ, "OUT_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_the_default_build_has_nothing_of_the_calling_sdk(tmp_path: Path) -> None:
    assert files_with_calling_sdk(build_pages("build", tmp_path)) == []


def test_the_azure_build_has_it_in_one_chunk_of_its_own(tmp_path: Path) -> None:
    """The control: the same search finds the SDK where it is."""
    found = files_with_calling_sdk(build_pages("build:acs", tmp_path))

    assert len(found) == 1
    assert found[0].stat().st_size > 4_000_000


def test_a_folder_without_a_build_is_not_called_clean(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files_with_calling_sdk(tmp_path)


async def test_the_real_sdk_starts_up_to_its_first_call_to_azure(
    azure: Azure, chromium: Browser, tmp_path: Path
) -> None:
    """Real SDK, real arguments; every request to Azure is cut, and the person is told instead of waiting for ever."""
    visit = await azure.visit(("Dr Priya", "Presenter"))
    ticket = {**await visit.ticket("Dr Priya"), "stage": "acs", "socket_url": None}
    ticket["endpoint"] = "https://frontdesk-test.communication.azure.com"
    folder = await asyncio.to_thread(build, tmp_path / "acs", "acs")
    asked: list[str] = []
    async with contextlib.AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(folder, AZURE_HOSTS))
        context = await chromium.new_context(permissions=["camera", "microphone"])
        stack.push_async_callback(context.close)
        page = await context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        await page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        await page.expose_function("givePass", lambda: ticket)
        await page.goto(address)

        await page.wait_for_function(
            "() => window.happened.some((what) => what.includes('could not be started') || what.startsWith('failed'))",
            timeout=START_SECONDS_MAX * 1000,
        )
        happened = await page.evaluate("() => window.happened")

    print(happened)
    foreign = [url for url in asked if not url.startswith((address, "blob:", "data:"))]
    assert any("communication" in url for url in foreign), asked
    assert not any("without Azure's calling SDK" in what for what in happened)


async def test_pages_built_without_the_sdk_say_so(azure: Azure, chromium: Browser, harness: str) -> None:
    visit = await azure.visit(("Dr Priya", "Presenter"))
    ticket = {**await visit.ticket("Dr Priya"), "stage": "acs", "socket_url": None}
    context = await chromium.new_context()
    page = await context.new_page()
    await page.expose_function("givePass", lambda: ticket)
    await page.goto(harness)

    await page.wait_for_function("() => window.happened.length > 0")
    happened = await page.evaluate("() => window.happened")
    await context.close()

    assert "npm run build:acs" in happened[0]
