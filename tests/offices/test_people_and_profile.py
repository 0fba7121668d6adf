"""The office's own rules, and what is said of those who see people there."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, oak_lane, sign_in
from tests.conftest import MONDAY_MORNING, MakeClient


async def test_the_offices_rules_are_kept_and_the_page_says_what_concerns_its_readers(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    rules = {
        "week_starts_on": 7,
        "contact_proof": "either",
        "active_per_consumer_max": 2,
        "pause_notice": "We are moving house. Back on Monday.",
    }
    changed = await olive.patch(f"/offices/{maple.slug}/profile", json=rules)
    assert changed.status_code == 200, changed.text
    assert {name: changed.json()[name] for name in rules} == rules
    assert (await olive.get(f"/offices/{maple.slug}/profile")).json() == changed.json()
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    assert (page["pause_notice"], page["contact_proof"]) == (rules["pause_notice"], "either")
    assert "active_per_consumer_max" not in page
    lifted = await olive.patch(f"/offices/{maple.slug}/profile", json={"pause_notice": None})
    assert lifted.json()["pause_notice"] is None
    assert lifted.json()["version"] == changed.json()["version"] + 1


@pytest.mark.parametrize(
    "change",
    [
        {"week_starts_on": 3},
        {"contact_proof": "fax"},
        {"active_per_consumer_max": 0},
        {"pause_notice": ""},
        {"phone": "1\x002"},
        {"version": 1},
    ],
)
async def test_rules_of_an_office_that_do_not_fit_are_refused(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    answer = await olive.patch(f"/offices/{maple.slug}/profile", json=change)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


async def test_what_is_said_of_a_provider_changes_and_is_written_down(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    address = f"/offices/{maple.slug}/providers/{maple.priya}"
    change = {
        "name": "Dr Priya Raman-Hale",
        "headline": "Family practice",
        "attributes": ["region:bavaria", "language:de", "language:de"],
        "position": 9,
    }
    changed = await olive.patch(address, json=change)
    assert changed.status_code == 200, changed.text
    assert changed.json()["attributes"] == ["language:de", "region:bavaria"]
    people = (await browser().get(f"/offices/{maple.slug}")).json()["providers"]
    assert [one["name"] for one in people] == ["Dr Tom Osei", "Dr Priya Raman-Hale"], "in their new order"
    assert people[1]["attributes"] == ["language:de", "region:bavaria"]
    async with db.begin(sessions) as session:
        before, after = (
            await session.execute(text("SELECT before, after FROM audit_entry WHERE action = 'provider.changed'"))
        ).one()
    assert (before["name"], after["name"]) == ("Dr Priya Raman", "Dr Priya Raman-Hale")


@pytest.mark.parametrize("change", [{"private": True}, {"active": False}])
async def test_who_is_private_or_away_for_good_is_listed_for_staff_only(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, change: dict[str, Any]
) -> None:
    tom = maple.provider_ids[1]
    assert (await olive.patch(f"/offices/{maple.slug}/providers/{tom}", json=change)).status_code == 200
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    assert [one["id"] for one in page["providers"]] == [str(maple.priya)]
    assert [one["provider_ids"] for one in page["services"]] == [[str(maple.priya)]]
    listed = (await olive.get(f"/offices/{maple.slug}/providers")).json()["items"]
    assert [one["id"] for one in listed] == [str(one) for one in maple.provider_ids]
    services = (await olive.get(f"/offices/{maple.slug}/services")).json()["items"]
    assert services[0]["provider_ids"] == [str(one) for one in maple.provider_ids], "and back, they offer it again"


@pytest.mark.parametrize(
    "change",
    [{"attributes": ["German"]}, {"name": " "}, {"headline": "x" * 121}, {"time_zone": "UTC"}, {"position": -1}],
)
async def test_what_does_not_fit_a_provider_is_refused(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    answer = await olive.patch(f"/offices/{maple.slug}/providers/{maple.priya}", json=change)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.PROVIDER, Role.VIEWER])
async def test_only_managers_change_providers(maple: Cast, browser: MakeClient, role: Role) -> None:
    client = await sign_in(browser(), maple, role)
    answer = await client.patch(f"/offices/{maple.slug}/providers/{maple.priya}", json={"private": True})
    assert answer.status_code == 403


async def test_a_provider_of_another_office_is_not_there(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions
) -> None:
    oak = await oak_lane(sessions, now=MONDAY_MORNING)
    answer = await olive.patch(f"/offices/{maple.slug}/providers/{oak.priya}", json={"private": True})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_provider")


async def test_each_wording_of_the_consent_has_its_number(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    address = f"/offices/{maple.slug}/consent"

    async def public() -> Any:
        return (await browser().get(f"/offices/{maple.slug}")).json()["consent"]

    assert ((await olive.get(address)).json(), await public()) == ({"version": 0, "text": ""}, None)
    first = await olive.put(address, json={"text": "I agree to be seen by video."})
    assert first.json() == await public() == {"version": 1, "text": "I agree to be seen by video."}
    again = await olive.put(address, json={"text": "I agree to be seen by video."})
    assert again.json()["version"] == 1, "the same words need nobody's new consent"
    second = await olive.put(address, json={"text": "I agree."})
    assert second.json() == (await olive.get(address)).json() == {"version": 2, "text": "I agree."}
    await olive.put(address, json={"text": ""})
    assert await public() is None
    scheduler = await sign_in(browser(), maple, Role.SCHEDULER)
    assert (await scheduler.put(address, json={"text": "Mine"})).status_code == 403
