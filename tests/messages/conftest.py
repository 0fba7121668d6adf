"""The messages' tests have an Azure of their own, at the tests' hour."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import pytest

from frontdesk import clock
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from tests.backstage import NOW, azure_at, control, desk_at
from tests.cast import Cast, maple_street
from tests.conftest import Emulator, settings_for
from tests.scratch import Database


@pytest.fixture
def now() -> Iterator[datetime]:
    """Hold the clock at ten to nine."""
    with clock.held(NOW):
        yield NOW


@pytest.fixture(scope="session")
def azure_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """One emulator for the folder."""
    with azure_at(NOW, tmp_path_factory.mktemp("azure")) as running:
        yield running


@pytest.fixture
def azure(azure_running: Emulator) -> Emulator:
    """That emulator, empty and without trouble."""
    control(azure_running, "DELETE", "/state")
    return azure_running


@pytest.fixture
def settings(database: Database, azure: Emulator, port: int) -> Settings:
    """An installation that speaks to it."""
    return settings_for(database, azure, port=port)


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    """What a job has at hand."""
    async with desk_at(settings, sessions) as made:
        yield made


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    """Maple Street, with reminders a day and an hour ahead, bookable up to the start."""
    return await maple_street(sessions, now=now, reminder_offsets_minutes=[1440, 60], notice_minutes=0)
