"""The product and the emulator know each other by the wire alone: started apart, they share nothing but settings."""

import asyncio
import base64
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, book, maple_street, open_link, sign_in
from tests.conftest import HOOK_SECRET, SECRET_KEY, Emulator, free_port, until
from tests.scratch import Database

TEN_TO_TEN = datetime(2026, 11, 23, 9, 50, tzinfo=UTC)
CASEY = {"name": "Casey Morgan", "email": "casey@example.com", "phone": "+447700900417"}
NOT_HERE = """
import sys


class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "acs_emulator":
            raise ModuleNotFoundError(f"No module named {name!r}: this installation has no emulator.", name=name)


sys.meta_path.insert(0, Nowhere())
"""


class Installation:
    """Frontdesk's own processes, started from settings in their environment, where no emulator can be imported."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        (folder / "sitecustomize.py").write_text(NOT_HERE)
        bare = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
        self.environment = {**bare, "PYTHONPATH": str(folder), **settings}
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> None:
        """Start one of them."""
        with (self._folder / "said.txt").open("ab") as said:
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "frontdesk.cli", *command], env=self.environment, stdout=said, stderr=said
                )
            )

    def stop(self) -> None:
        """Stop them all."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(30)

    def said(self) -> str:
        return (self._folder / "said.txt").read_text()


@pytest.fixture(scope="module")
def azure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Emulator, str]]:
    """An emulator that nobody else uses: its own ports, key and CA; and what it is reached by."""
    key = base64.b64encode(secrets.token_bytes(48)).decode()
    offset = (TEN_TO_TEN - datetime.now(UTC)).total_seconds()
    running = Emulator(tmp_path_factory.mktemp("apart"), "--access-key", key, "--clock-offset", str(offset))
    running.start()
    yield running, f"endpoint=https://localhost:{running.port}/;accesskey={key}"
    running.stop()


@pytest.fixture
async def installed(
    azure: tuple[Emulator, str], database: Database, sessions: Sessions, tmp_path: Path
) -> AsyncIterator[tuple[Installation, Cast, str]]:
    """Web and worker, running, with Maple Street in their database; and where they are."""
    emulator, connection_string = azure
    offset = (TEN_TO_TEN - datetime.now(UTC)).total_seconds()
    cast = await maple_street(sessions, now=TEN_TO_TEN, notice_minutes=0)
    port = free_port()
    origin = f"http://localhost:{port}"
    settings = {
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_DATABASE_URL": database.app_url,
        "FRONTDESK_ACS_CONNECTION_STRING": connection_string,
        "FRONTDESK_ACS_CA_FILE": str(emulator.ca),
        "FRONTDESK_CALL_SOCKET_URL": emulator.web.replace("http", "ws", 1),
        "FRONTDESK_PUBLIC_URL": origin,
        "FRONTDESK_PORT": str(port),
        "FRONTDESK_SECRET_KEY": SECRET_KEY,
        "FRONTDESK_HOOK_SECRET": HOOK_SECRET,
        "FRONTDESK_CLOCK_OFFSET": str(offset),
        "FRONTDESK_DATABASE_POOL_SIZE": "5",
    }
    installation = Installation(tmp_path, settings)
    installation.start("serve")
    installation.start("worker")
    try:
        async with httpx.AsyncClient(timeout=5) as client:

            async def ready() -> bool:
                with suppress(httpx.HTTPError):
                    return (await client.get(f"{origin}/health/ready")).status_code == 200
                return False

            await until(ready, seconds=60)
            hook = {"url": f"{origin}/hooks/event-grid?code={HOOK_SECRET}"}
            assert (await client.put(f"{emulator.web}/_emulator/webhook", json=hook)).is_success
        yield installation, cast, origin
    finally:
        await asyncio.to_thread(installation.stop)


async def test_a_visit_from_booking_to_its_end_by_configuration_alone(
    azure: tuple[Emulator, str], installed: tuple[Installation, Cast, str]
) -> None:
    emulator, _connection_string = azure
    installation, cast, origin = installed
    headers = {"Origin": origin}
    async with (
        httpx.AsyncClient(base_url=f"{origin}/api/v1", headers=headers, timeout=30) as casey,
        httpx.AsyncClient(base_url=f"{origin}/api/v1", headers=headers, timeout=30) as priya,
        httpx.AsyncClient(base_url=f"{emulator.web}/_emulator", timeout=30) as control,
    ):
        await sign_in(priya, cast, Role.PROVIDER)
        booked = await book(casey, cast, "2026-11-23T10:00:00Z", provider_id=cast.priya, consumer=CASEY)
        visit = await open_link(casey, booked)
        staff = f"/offices/{cast.slug}{visit}"

        async def texted() -> bool:
            sent = (await control.get("/sms", params={"to": CASEY["phone"]})).json()["sent"]
            return [text["status"] for text in sent] == ["delivered"]

        await until(texted, seconds=30)
        assert (await casey.post(f"{visit}/check-in")).json()["state"] == "waiting"
        assert (await priya.post(f"{staff}/admission")).json()["state"] == "admitted"
        caseys, priyas = (await casey.post(f"{visit}/pass")).json(), (await priya.post(f"{staff}/pass")).json()
        assert (caseys["role"], priyas["role"]) == ("Attendee", "Presenter")

        async with connect(priyas["socket_url"]) as one, connect(caseys["socket_url"]) as other:
            await join(one, priyas)
            await join(other, caseys)

            async def in_visit() -> bool:
                return bool((await casey.get(visit)).json()["state"] == "in_visit")

            await until(in_visit, seconds=30)
            assert (await priya.put(f"{staff}/ending")).status_code == 200

            async def over() -> bool:
                return one.close_code is not None and other.close_code is not None

            await until(over, seconds=30)
        assert (await casey.get(visit)).json()["state"] == "ended"
    assert "Traceback" not in installation.said()
    tried = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", "import frontdesk.cli, acs_emulator.cli"],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "this installation has no emulator" in tried.stderr, "a control: these processes could not have one"


async def join(socket: Any, entry: dict[str, Any]) -> None:
    """Enter the call as the page does."""
    media = {"muted": True, "camera": False, "screen": False}
    wish = {"type": "join", "token": entry["token"], "displayName": entry["display_name"], "media": media}
    await socket.send(json.dumps({**wish, "chatThreadId": entry["chat_thread_id"]}))
    assert json.loads(await socket.recv())["type"] == "joined"
