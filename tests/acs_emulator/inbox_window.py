"""An emulator of one's own and a window on its inbox, for the tests of the page."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from azure.communication.email import EmailClient
from azure.communication.sms import SmsClient
from playwright.async_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).parents[2]
NUMBER = "+18005551000"
SENDER = "DoNotReply@local.azurecomm.net"
CASEY, IVAN = "+447700900417", "+4915112345678"
DESKTOP, PHONE = (1280, 800), (390, 844)


class Process:
    """One running `acs-emulator`, with what it said when it was ready."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        self._command = [sys.executable, "-m", "acs_emulator.cli", "--data-dir", str(data_dir), *options]
        self._start("--port", "0", "--http-port", "0")

    def _start(self, *ports: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform"), "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            [*self._command, *ports], env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        said: dict[str, str] = {}
        assert self._process.stdout is not None
        for line in self._process.stdout:
            name, _, value = line.partition(":")
            said[name] = value.strip()
            if name == "Inbox":
                break
        self.connection_string = said["Connection string"]
        self.ca = said["CA certificate"]
        self.url = said["Inbox"].rstrip("/")

    def kill_and_start(self) -> None:
        """Kill it where it stands, and start it again on the same ports."""
        self._process.kill()
        self.close()
        https = urlsplit(self.connection_string.removeprefix("endpoint=").partition(";")[0]).port
        self._start("--port", str(https), "--http-port", str(urlsplit(self.url).port))

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(timeout=20)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def text(self, words: str, to: str = CASEY) -> str:
        """Send a text through the SDK, and return its id."""
        client = SmsClient.from_connection_string(self.connection_string, connection_verify=self.ca)  # type: ignore[misc]  # the SDK's own annotation names cls twice
        (result,) = client.send(NUMBER, to, words, enable_delivery_report=True)  # type: ignore[misc]  # and self here
        assert result.successful
        return str(result.message_id)

    def mail(self, subject: str, *, html: str | None = None, to: str = "casey.morgan@example.com", **more: Any) -> str:
        """Send a mail through the SDK, and return its id once it was handed over."""
        content = {"subject": subject, "plainText": f"{subject}: {self.url}/_emulator/health#plain"}
        message = {
            "senderAddress": SENDER,
            "content": content if html is None else {**content, "html": html},
            "recipients": {"to": [{"address": to, "displayName": "Casey Morgan"}]},
            **more,
        }
        with EmailClient.from_connection_string(self.connection_string, connection_verify=self.ca) as client:
            return str(client.begin_send(message).result()["id"])

    def told(self, path: str) -> Any:
        """Ask the control API."""
        return httpx.get(f"{self.url}/_emulator/{path}").raise_for_status().json()


class Window:
    """A browser window that must stay quiet: no error on the console, no request to anybody but the emulator."""

    def __init__(self, context: BrowserContext, emulator: Process) -> None:
        self.context = context
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self._own = emulator.url
        context.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self._own, "data:", "blob:", "about:")):
            self.strangers.append(url)

    async def open(self, path: str = "/") -> Page:
        """Open the inbox and wait until it shows what there is."""
        page = await self.context.new_page()
        await page.goto(self._own + path)
        await expect(page.locator("#texts li, #no-texts").filter(visible=True).first).to_be_attached()
        return page


@contextlib.asynccontextmanager
async def window(
    browser: Browser, emulator: Process, size: tuple[int, int] = DESKTOP, **options: Any
) -> AsyncIterator[Window]:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="en-GB", timezone_id="Europe/Berlin", **options
    )
    opened = Window(context, emulator)
    try:
        yield opened
    finally:
        await context.close()
    assert opened.strangers == []
    assert opened.complaints == []
