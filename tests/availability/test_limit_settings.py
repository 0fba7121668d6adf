"""Limits are set by program, say in a sentence what they do, and are kept at once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    """The manager, signed in."""
    return await sign_in(browser(), maple, Role.MANAGER)


async def test_each_limit_says_what_it_does(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/booking-limits"
    priya, service = str(maple.priya), str(maple.service_id)
    said: list[tuple[dict[str, Any], str]] = [
        ({"scope": "office", "period": "month", "count_max": 1}, "At most 1 visit a month in the whole office."),
        (
            {"scope": "service", "service_id": service, "period": "week", "minutes_max": 240},
            "At most 240 minutes a week of Follow-up visit.",
        ),
        (
            {"scope": "provider", "period": "day", "count_max": 8, "minutes_max": 300},
            "At most 8 visits and 300 minutes a day with each provider.",
        ),
        (
            {"scope": "provider", "provider_id": priya, "period": "day", "count_max": 0},
            "At most 0 visits a day with Dr Priya Raman.",
        ),
    ]
    added = []
    for wish, sentence in said:
        answer = await olive.post(address, json=wish)
        assert (answer.status_code, answer.json()["sentence"]) == (201, sentence), answer.text
        added.append(answer.json())
    assert (await olive.get(address)).json()["items"] == added
    changed = await olive.put(f"{address}/{added[0]['id']}", json={"count_max": 500, "minutes_max": None})
    assert changed.json()["sentence"] == "At most 500 visits a month in the whole office."
    assert (await olive.delete(f"{address}/{added[1]['id']}")).status_code == 204
    assert [one["id"] for one in (await olive.get(address)).json()["items"]] == [
        added[0]["id"],
        added[2]["id"],
        added[3]["id"],
    ]


async def test_a_limit_is_kept_at_once_and_lifted_at_once(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    await book(browser(), maple, "2026-11-25T10:00:00Z", provider_id=maple.priya)
    question = {"service_id": str(maple.service_id), "time_zone": "Europe/London"}
    question |= {"from": "2026-11-25", "to": "2026-11-26"}

    async def free() -> bool:
        return bool((await browser().get(f"/offices/{maple.slug}/slots", params=question)).json()["slots"])

    assert await free()
    address = f"/offices/{maple.slug}/booking-limits"
    wish = {"scope": "office", "period": "day", "count_max": 1}
    limit = (await olive.post(address, json=wish)).json()
    assert not await free()
    await olive.put(f"{address}/{limit['id']}", json={"count_max": 2, "minutes_max": None})
    assert await free()
    await olive.put(f"{address}/{limit['id']}", json={"count_max": None, "minutes_max": 30})
    assert not await free(), "twenty of thirty minutes are booked"
    await olive.delete(f"{address}/{limit['id']}")
    assert await free()


async def test_limits_that_make_no_sense_are_refused(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    address = f"/offices/{maple.slug}/booking-limits"
    priya, service = str(maple.priya), str(maple.service_id)
    day = {"period": "day", "count_max": 1}
    refusals: list[tuple[dict[str, Any], int, str]] = [
        ({"scope": "office", "period": "day"}, 422, "limit_of_nothing"),
        ({"scope": "service", **day}, 422, "limit_of_what"),
        ({"scope": "office", "service_id": service, **day}, 422, "limit_of_what"),
        ({"scope": "office", "provider_id": priya, **day}, 422, "limit_of_what"),
        ({"scope": "service", "service_id": str(oak.service_id), **day}, 404, "unknown_service"),
        ({"scope": "provider", "provider_id": str(oak.priya), **day}, 404, "unknown_provider"),
        ({"scope": "consumer", **day}, 400, "invalid_input"),
        ({"scope": "office", "period": "year", "count_max": 1}, 400, "invalid_input"),
        ({"scope": "office", "period": "day", "count_max": -1}, 400, "invalid_input"),
        ({"scope": "office", "seats": 1, **day}, 400, "invalid_input"),
    ]
    for wish, status, code in refusals:
        answer = await olive.post(address, json=wish)
        assert (answer.status_code, answer.json()["code"]) == (status, code), wish
    assert (await olive.get(address)).json()["items"] == []
    first = (await olive.post(address, json={"scope": "provider", **day})).json()
    again = await olive.post(address, json={"scope": "provider", **day})
    assert (again.status_code, again.json()["code"]) == (409, "limit_there_already")
    assert again.json()["limit_id"] == first["id"]
    emptied = await olive.put(f"{address}/{first['id']}", json={"count_max": None, "minutes_max": None})
    assert (emptied.status_code, emptied.json()["code"]) == (422, "limit_of_nothing")
    missing = await olive.put(f"{address}/{uuid4()}", json={"count_max": 1, "minutes_max": None})
    assert (missing.status_code, missing.json()["code"]) == (404, "unknown_limit")


async def test_limits_are_the_managers_and_are_written_down(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    address = f"/offices/{maple.slug}/booking-limits"
    wish = {"scope": "office", "period": "day", "count_max": 1}
    for role in (Role.SCHEDULER, Role.PROVIDER, Role.VIEWER):
        client = await sign_in(browser(), maple, role)
        assert (await client.post(address, json=wish)).status_code == 403
        assert (await client.get(address)).status_code == 200
    limit = (await olive.post(address, json=wish)).json()
    await olive.put(f"{address}/{limit['id']}", json={"count_max": 2, "minutes_max": None})
    await olive.delete(f"{address}/{limit['id']}")
    async with db.begin(sessions) as session:
        rows = await session.execute(
            text(
                "SELECT action, before->>'count_max', after->>'count_max' FROM audit_entry"
                " WHERE subject_kind = 'booking_limit' ORDER BY id"
            )
        )
    assert [tuple(row) for row in rows] == [
        ("limit.added", None, "1"),
        ("limit.changed", "1", "2"),
        ("limit.removed", "2", None),
    ]
