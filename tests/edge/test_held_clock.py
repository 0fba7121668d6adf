"""The server's clock can be held by an acceptance suite, and by nobody where people are served."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from frontdesk import clock
from frontdesk.app import create_app
from frontdesk.config import Settings
from tests.conftest import MakeClient, serving
from tests.openapi import plain_settings

CLOCK = "/test-clock"


@pytest.fixture(autouse=True)
def running_again() -> Iterator[None]:
    yield
    clock.release()


async def test_a_suite_holds_the_servers_clock_and_lets_it_run_again(browser: MakeClient) -> None:
    suite = browser()
    held = await suite.put(CLOCK, json={"now": "2027-03-28T02:30:00+02:00"})
    assert (held.status_code, held.json()) == (200, {"now": "2027-03-28T00:30:00Z", "held": True})
    assert clock.now() == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    released = await suite.put(CLOCK, json={"now": None})
    assert released.json()["held"] is False
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("now", ["2027-03-28T00:30:00", "noon", 7, "0001-01-01T00:00:00+01:00", "2100-01-01T00:00:00Z"])
async def test_the_clock_is_held_at_an_instant_of_this_century_only(browser: MakeClient, now: object) -> None:
    refused = await browser().put(CLOCK, json={"now": now})
    assert refused.status_code in (400, 422), refused.text


@pytest.mark.parametrize("environment", ["demo", "production"])
async def test_anywhere_else_there_is_no_such_route(settings: Settings, environment: str) -> None:
    import httpx

    elsewhere = msgspec.structs.replace(settings, environment=environment, public_url="https://visits.example")
    async with serving(elsewhere), httpx.AsyncClient(base_url=f"http://127.0.0.1:{elsewhere.port}/api/v1") as client:
        refused = await client.put(CLOCK, json={"now": None}, headers={"Origin": "https://visits.example"})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(("environment", "there"), [("test", True), ("demo", False)])
def test_only_there_it_is_described(environment: str, there: bool) -> None:
    paths = create_app(plain_settings(environment=environment)).openapi_schema.to_schema()["paths"]
    assert ("/api/v1/test-clock" in paths) is there
