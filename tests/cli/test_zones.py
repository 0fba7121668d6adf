"""`frontdesk doctor` knows who sees a time zone differently from the package that decides."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk.db import make_engine
from frontdesk.edge import zones
from tests.scratch import Database

TZDATA = Path(str(files("tzdata"))) / "zoneinfo"


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[AsyncConnection]:
    engine = make_engine(database.app_url, pool_size=2)
    async with engine.connect() as open_connection:
        yield open_connection
    await engine.dispose()


def test_every_transition_is_looked_at_from_both_sides() -> None:
    around = set(zones.instants("Europe/London"))
    for transition in (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2028, 10, 29, 1, tzinfo=UTC)):
        assert {transition, transition - zones.SECOND} <= around
    assert len(around) == len(zones.DAYS) + 2 * 6
    assert len(zones.instants("Asia/Tokyo")) == len(zones.DAYS)


def test_a_system_with_the_same_zones_sees_none_differently_and_one_with_others_is_told(tmp_path: Path) -> None:
    for name in ("Europe/London", "Europe/Paris", "America/Havana"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copyfile(TZDATA / name, tmp_path / name)
    assert zones.differing_on_system(tmp_path) == ([], 3)
    copyfile(TZDATA / "America" / "New_York", tmp_path / "America" / "Havana")  # an hour apart on two nights a year
    assert zones.differing_on_system(tmp_path) == (["America/Havana"], 3)
    assert zones.differing_on_system(tmp_path / "none") is None


async def test_the_database_is_asked_about_every_zone_it_knows(connection: AsyncConnection) -> None:
    differing, compared = await zones.differing_in_database(connection)
    assert compared > 400
    assert "Europe/London" not in differing


async def test_a_database_that_is_wrong_about_a_zone_is_found_out(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: were the package wrong about one transition, the two would differ."""
    right = zones.offsets
    monkeypatch.setattr("frontdesk.clock.zone_names", lambda: ["Europe/London", "Europe/Paris"])
    assert await zones.differing_in_database(connection) == ([], 2)
    monkeypatch.setattr(zones, "offsets", lambda zone, at: [o + (zone.key == "Europe/Paris") for o in right(zone, at)])
    assert await zones.differing_in_database(connection) == (["Europe/Paris"], 2)
