"""The first-run guide: where it is, what its steps would do, and the owner as the first who sees people."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, maple_street, sign_in
from tests.conftest import MakeClient
from tests.offices.test_installing import FIRST

OFFICE = "/offices/maple-street-practice"
NINE_TO_FIVE = {
    "time_zone": "Europe/London",
    "ranges": [{"weekday": day, "from": "09:00", "to": "20:00" if day == 2 else "17:00"} for day in range(1, 6)],
}


@pytest.fixture
async def olive(browser: MakeClient, now: object) -> httpx.AsyncClient:
    """Olive, who has just set up an empty installation."""
    client = browser()
    assert (await client.post("/installation", json=FIRST)).status_code == 201
    return client


async def _effects(client: httpx.AsyncClient, hours: Any = None) -> dict[str, Any]:
    answer = await client.post(f"{OFFICE}/setup/effects", json={"hours": hours})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_the_guide_goes_on_where_it_was_from_any_browser(olive: httpx.AsyncClient, browser: MakeClient) -> None:
    at_first = (await olive.get(f"{OFFICE}/setup")).json()
    assert at_first == {"running": True, "at": "services", "done": ["office"], "skipped": [], "booked": False}
    step = {"running": True, "at": "people", "done": ["office", "services"], "skipped": ["hours"]}
    assert (await olive.put(f"{OFFICE}/setup", json=step)).status_code == 200
    elsewhere = browser()
    await elsewhere.post("/session", json={"email": FIRST["email"], "password": FIRST["password"]})
    assert (await elsewhere.get(f"{OFFICE}/setup")).json() == step | {"booked": False}
    over = await elsewhere.put(f"{OFFICE}/setup", json=step | {"running": False})
    assert over.json()["running"] is False
    office = (await olive.get("/session")).json()["memberships"][0]["office"]
    assert office["setting_up"] is False


async def test_hours_that_are_only_tried_tell_the_first_time_and_change_nothing(
    olive: httpx.AsyncClient, sessions: Sessions
) -> None:
    assert (await _effects(olive))["first"] is None, "nothing can be booked without a service"
    await olive.post(f"{OFFICE}/presets", json={"name": "healthcare", "services": ["Follow-up visit"]})
    assert (await _effects(olive))["first"] is None, "nor without hours"
    tried = await _effects(olive, NINE_TO_FIVE)
    assert (tried["open_minutes_a_week"], tried["late_weekday"]) == (4 * 480 + 660, 2)
    assert (tried["services"], tried["people"]) == (1, 0)
    # Monday 08:00, and two hours' notice.
    assert (tried["first"]["date"], tried["first"]["time"]) == ("2026-11-23", "10:00")
    assert (await olive.get(f"{OFFICE}/hours")).json()["ranges"] == []
    assert (await olive.get(f"{OFFICE}/providers")).json()["items"] == []
    async with db.begin(sessions) as session:
        told = await session.scalar(
            text("SELECT count(*) FROM audit_entry WHERE action IN ('provider.added', 'hours.set')")
        )
    assert told == 0, "what was only tried is nobody's act"


async def test_hours_that_make_no_sense_are_refused_as_when_they_are_saved(olive: httpx.AsyncClient) -> None:
    wrong = {"time_zone": "Europe/London", "ranges": [{"weekday": 1, "from": "09:00", "to": "09:00"}]}
    answer = await olive.post(f"{OFFICE}/setup/effects", json={"hours": wrong})
    saved = await olive.put(f"{OFFICE}/hours", json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (saved.status_code, saved.json()["code"])
    assert answer.status_code == 422


async def test_the_owner_sees_people_and_offers_what_nobody_offers(
    olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    services = ["First visit", "Follow-up visit"]
    await olive.post(f"{OFFICE}/presets", json={"name": "healthcare", "services": services})
    await olive.put(f"{OFFICE}/hours", json=NINE_TO_FIVE)
    assert (await browser().get(OFFICE)).json()["services"] == [], "nobody offers them yet"
    for _ in range(2):
        me = await olive.post(f"{OFFICE}/setup/provider", json={"name": "Dr Olive Hart", "headline": "Family medicine"})
        assert me.status_code == 200, me.text
    page = (await browser().get(OFFICE)).json()
    assert [person["name"] for person in page["providers"]] == ["Dr Olive Hart"]
    assert {service["name"]: service["provider_ids"] for service in page["services"]} == {
        name: [me.json()["id"]] for name in services
    }
    assert (await _effects(olive))["people"] == 1


async def test_what_others_offer_stays_theirs(sessions: Sessions, browser: MakeClient, now: Any) -> None:
    maple = await maple_street(sessions, now=now)
    owner = await sign_in(browser(), maple, Role.OWNER)
    await owner.post(f"/offices/{maple.slug}/setup/provider", json={"name": "The owner"})
    services = (await owner.get(f"/offices/{maple.slug}/services")).json()["items"]
    assert services[0]["provider_ids"] == [str(one) for one in maple.provider_ids]


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.PROVIDER, Role.VIEWER])
async def test_the_guide_is_the_managers(sessions: Sessions, browser: MakeClient, now: Any, role: Role) -> None:
    maple: Cast = await maple_street(sessions, now=now)
    client = await sign_in(browser(), maple, role)
    step = {"running": False, "at": "try", "done": [], "skipped": []}
    seen = [
        (await client.put(f"/offices/{maple.slug}/setup", json=step)).status_code,
        (await client.post(f"/offices/{maple.slug}/setup/effects", json={})).status_code,
        (await client.post(f"/offices/{maple.slug}/setup/provider", json={"name": "Me"})).status_code,
    ]
    assert seen == [403, 403, 403]
    assert (await client.get(f"/offices/{maple.slug}/setup")).status_code == 200
