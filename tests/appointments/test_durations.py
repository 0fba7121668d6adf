"""A visit of a chosen length: the price follows, and what was promised stays when the service changes."""

import pytest

from frontdesk.db import Sessions
from tests.appointments.scenes import THURSDAY, convert, hold, rows, service_rules
from tests.cast import BERLIN, Cast, maple_street, open_link
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: object) -> Cast:
    cast = await maple_street(sessions, now=now, price_minor=3000, currency="GBP")  # type: ignore[arg-type]
    await service_rules(sessions, cast, durations=[{"minutes": 40, "price_minor": 5500}])
    return cast


async def test_casey_books_the_long_visit_at_its_price(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    casey = browser()
    held = (await hold(casey, maple, THURSDAY, duration_minutes=40)).json()
    assert (held["starts_at"], held["ends_at"]) == (THURSDAY, "2026-11-26T10:40:00Z")
    booked = (await convert(casey, maple, held)).json()
    service = booked["visit"]["service"]
    assert (service["duration_minutes"], service["price_minor"], service["currency"]) == (40, 5500, "GBP")
    assert await rows(sessions, "SELECT upper(during) - lower(during) = interval '40 minutes' FROM claim") == [(True,)]


async def test_the_first_choice_is_taken_when_nothing_is_said(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = (await convert(casey, maple, (await hold(casey, maple, THURSDAY)).json())).json()
    service = booked["visit"]["service"]
    assert (service["duration_minutes"], service["price_minor"]) == (20, 3000)


async def test_a_length_that_is_not_offered_is_refused(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    refused = await hold(casey, maple, THURSDAY, duration_minutes=25)
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_duration")
    question = {"service_id": str(maple.service_id), "from": "2026-11-26", "to": "2026-11-27", "time_zone": BERLIN}
    refused = await casey.get(f"/offices/{maple.slug}/slots", params={**question, "duration_minutes": 25})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_duration")
    listed = await casey.get(f"/offices/{maple.slug}/slots", params={**question, "duration_minutes": 40})
    assert {slot["ends_at"] for slot in listed.json()["slots"] if slot["starts_at"] == THURSDAY} == {
        "2026-11-26T10:40:00Z"
    }


async def test_length_and_price_stay_as_booked_when_the_service_changes(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    casey = browser()
    booked = (await convert(casey, maple, (await hold(casey, maple, THURSDAY)).json())).json()
    await service_rules(sessions, maple, price_minor=9900, duration_minutes=30)
    visit = (await casey.get(await open_link(casey, booked))).json()
    assert (visit["service"]["duration_minutes"], visit["service"]["price_minor"]) == (20, 3000)


async def test_a_moved_visit_keeps_its_length(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = (await convert(casey, maple, (await hold(casey, maple, THURSDAY, duration_minutes=40)).json())).json()
    visit = await open_link(casey, booked)
    moved = await casey.put(f"{visit}/time", json={"starts_at": "2026-11-27T11:00:00Z", "time_zone": BERLIN})
    assert moved.status_code == 200, moved.text
    assert moved.json()["ends_at"] == "2026-11-27T11:40:00Z"
    assert moved.json()["service"]["price_minor"] == 5500
