"""Private links are given out once, listed without their token, and revoked."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from frontdesk import db
from frontdesk.appointments.links import link_hash
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, oak_lane, sign_in
from tests.conftest import MakeClient


async def test_a_private_link_is_told_once_and_kept_as_a_hash(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions
) -> None:
    address = f"/offices/{maple.slug}/private-links"
    wish = {
        "name": "For the board",
        "service_id": str(maple.service_id),
        "provider_id": str(maple.priya),
        "expires_at": "2026-12-24T12:00:00Z",
        "uses_max": 3,
    }
    made = await olive.post(address, json=wish)
    assert made.status_code == 201, made.text
    item, token = made.json()["item"], made.json()["token"]
    assert {name: item[name] for name in wish} == wish
    assert (item["uses"], item["revoked_at"], item["opens"]) == (0, None, True)
    assert made.json()["url"].endswith(f"/book/maple-street#private={token}")
    assert (await olive.get(address)).json() == {"items": [item]}
    async with db.begin(sessions) as session:
        kept = await session.scalar(text("SELECT token_hash FROM private_link"))
        written = await session.scalar(text("SELECT after::text FROM audit_entry WHERE action = 'private_link.made'"))
    assert kept == link_hash(token)
    assert token not in str(written)
    other = (await olive.post(address, json=wish)).json()
    assert other["token"] != token
    assert [one["id"] for one in (await olive.get(address)).json()["items"]] == [other["item"]["id"], item["id"]]


async def test_a_revoked_link_stays_in_the_list_and_opens_nothing(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/private-links"
    made = (await olive.post(address, json={"name": "Once", "service_id": str(maple.service_id)})).json()["item"]
    for _ in range(2):
        assert (await olive.delete(f"{address}/{made['id']}")).status_code == 204
    (listed,) = (await olive.get(address)).json()["items"]
    assert (listed["opens"], listed["revoked_at"]) == (False, "2026-11-23T08:00:00Z")
    assert (await olive.delete(f"{address}/{uuid4()}")).status_code == 404


async def test_links_that_make_no_sense_are_refused(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    address = f"/offices/{maple.slug}/private-links"
    await olive.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json={"provider_ids": [str(maple.priya)]})
    refusals: list[tuple[dict[str, Any], int, str]] = [
        ({"expires_at": "2026-11-23T08:00:00Z"}, 422, "link_never_opens"),
        ({"expires_at": "9999-12-31T23:59:59-12:00"}, 422, "link_never_opens"),
        ({"expires_at": "2026-12-24T12:00:00"}, 400, "invalid_input"),
        ({"provider_id": str(maple.provider_ids[1])}, 422, "link_without_offer"),
        ({"provider_id": str(oak.priya)}, 404, "unknown_provider"),
        ({"service_id": str(oak.service_id)}, 404, "unknown_service"),
        ({"uses_max": 0}, 400, "invalid_input"),
        ({"name": " "}, 400, "invalid_input"),
        ({"token": "mine"}, 400, "invalid_input"),
    ]
    for change, status, code in refusals:
        answer = await olive.post(address, json={"name": "No", "service_id": str(maple.service_id), **change})
        assert (answer.status_code, answer.json()["code"]) == (status, code), change
    assert (await olive.get(address)).json() == {"items": []}


async def test_only_managers_give_links_out(maple: Cast, browser: MakeClient) -> None:
    wish = {"name": "For me", "service_id": str(maple.service_id)}
    for role in (Role.SCHEDULER, Role.PROVIDER, Role.VIEWER):
        client = await sign_in(browser(), maple, role)
        assert (await client.post(f"/offices/{maple.slug}/private-links", json=wish)).status_code == 403
