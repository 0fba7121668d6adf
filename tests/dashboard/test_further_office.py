"""An owner opens a further office and works in both; nobody else can, and nothing of others is copied."""

from datetime import datetime

import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import LONDON, Cast, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient

HARBOUR = {"name": "Harbour Practice", "slug": "harbour", "time_zone": "Europe/Berlin"}


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, buffer_after_minutes=10, notice_minutes=45)


async def test_a_further_office_begins_with_the_services_and_hours_of_another(
    maple: Cast, browser: MakeClient
) -> None:  # fmt: skip
    owner = await sign_in(browser(), maple, Role.OWNER)
    opened = await owner.post("/offices", json=HARBOUR | {"copy_from": maple.slug})
    assert opened.status_code == 201, opened.text
    here, there = "/offices/harbour", f"/offices/{maple.slug}"
    mine = (await owner.get(f"{here}/services")).json()["items"]
    theirs = (await owner.get(f"{there}/services")).json()["items"]
    assert [(one["name"], one["buffer_after_minutes"], one["notice_minutes"]) for one in mine] == [
        ("Follow-up visit", 10, 45)
    ]
    assert mine[0]["id"] != theirs[0]["id"]
    assert mine[0]["provider_ids"] == []
    hours = (await owner.get(f"{here}/hours")).json()
    assert hours["ranges"] == (await owner.get(f"{there}/hours")).json()["ranges"]
    assert hours["time_zone"] == "Europe/Berlin"
    await owner.patch(f"{here}/services/{mine[0]['id']}", json={"name": "Talk"})
    assert (await owner.get(f"{there}/services")).json()["items"][0]["name"] == "Follow-up visit"
    session = (await owner.get("/session")).json()
    assert {(one["office"]["slug"], one["role"]) for one in session["memberships"]} == {
        (maple.slug, "owner"),
        ("harbour", "owner"),
    }
    empty = await owner.post("/offices", json=HARBOUR | {"slug": "second"})
    assert empty.status_code == 201
    assert (await owner.get("/offices/second/services")).json()["items"] == []


async def test_what_does_not_fit_is_refused(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    owner = await sign_in(browser(), maple, Role.OWNER)
    for change, code in (
        ({"slug": maple.slug}, "slug_taken"),
        ({"slug": "Harbour!"}, "invalid_slug"),
        ({"time_zone": "GMT"}, "unknown_time_zone"),
        ({"copy_from": oak.slug}, "unknown_office"),
    ):
        answer = await owner.post("/offices", json=HARBOUR | change)
        assert answer.json()["code"] == code, answer.text
    manager = await sign_in(browser(), maple, Role.MANAGER)
    refused = await manager.post("/offices", json=HARBOUR)
    assert (refused.status_code, refused.json()["code"]) == (403, "only_owners_open_offices")
    assert (await browser().post("/offices", json=HARBOUR)).status_code == 401
    offices = (await browser().get("/offices")).json()["items"]
    assert [one["slug"] for one in offices] == [maple.slug, oak.slug]
    assert offices[0]["time_zone"] == LONDON
