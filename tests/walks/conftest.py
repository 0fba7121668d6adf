"""What the walks need: Maple Street, what the worker has at hand, and Azure's events going to this test's server."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest

from frontdesk.acs import Acs
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from tests.cast import Cast, maple_street
from tests.conftest import HOOK_SECRET, Emulator, Server


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    """What the worker has at hand."""
    acs = Acs.from_settings(settings)
    yield Desk(settings, sessions, acs)
    await acs.close()


@pytest.fixture
async def azure(emulator: Emulator, server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """The emulator's control API, with its events going to this test's server."""
    hook = f"{server.settings.origin}/hooks/event-grid?code={HOOK_SECRET}"
    async with httpx.AsyncClient(base_url=f"{emulator.web}/_emulator", timeout=30) as control:
        assert (await control.put("/webhook", json={"url": hook})).status_code < 300
        yield control
        await control.put("/webhook", json={"url": None})
