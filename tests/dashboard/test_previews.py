"""Olive sees what a rule would do before it is saved: the real engine under a draft, and nothing of it stays."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from frontdesk.events import HELLO, Listener
from tests.cast import Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient
from tests.scratch import Database

FROM, TO = "2026-11-23", "2026-11-30"
TABLES = ("service", "service_provider", "booking_limit", "audit_entry", "claim", "job", "schedule")


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=60)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.MANAGER)


async def preview(client: httpx.AsyncClient, cast: Cast, **wish: Any) -> dict[str, Any]:
    answer = await client.post(
        f"/offices/{cast.slug}/previews/slots",
        json={"service_id": str(cast.service_id), "from": FROM, "to": TO} | wish,
    )
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def times(slots: list[dict[str, Any]], day: str) -> list[str]:
    return [slot["office"]["time"] for slot in slots if slot["office"]["date"] == day]


async def test_without_a_draft_it_is_the_list_that_consumers_see(maple: Cast, olive: httpx.AsyncClient) -> None:
    seen = await preview(olive, maple)
    ask = {"service_id": str(maple.service_id), "from": FROM, "to": TO, "time_zone": "Europe/London"}
    listed = (await olive.get(f"/offices/{maple.slug}/slots", params=ask)).json()
    assert seen["slots"] == listed["slots"]
    assert (seen["gone"], seen["come"]) == ([], [])
    facts = seen["facts"]
    assert facts["before"] == facts["after"]
    assert facts["now"] == {"date": FROM, "time": "08:00", "end_time": None, "time_zone": "Europe/London"}
    assert facts["after"]["first"]["time"] == "09:00"
    assert facts["after"]["last_on"] == "2027-01-22"
    assert facts["after"]["starts"] == ["09:00", "09:20", "09:40"]


async def test_more_notice_says_which_times_go_and_what_is_first_then(maple: Cast, olive: httpx.AsyncClient) -> None:
    seen = await preview(olive, maple, service={"notice_minutes": 240})
    assert times(seen["slots"], FROM)[0] == "12:00"
    assert times(seen["gone"], FROM) == [
        "09:00",
        "09:20",
        "09:40",
        "10:00",
        "10:20",
        "10:40",
        "11:00",
        "11:20",
        "11:40",
    ]
    assert seen["come"] == []
    facts = seen["facts"]
    assert (facts["before"]["first"]["time"], facts["after"]["first"]["time"]) == ("09:00", "12:00")
    assert facts["example"]["date"] == "2026-11-26"
    assert (facts["before"]["book_until"]["time"], facts["after"]["book_until"]["time"]) == ("08:00", "05:00")


async def test_a_pause_after_visits_says_how_many_times_a_day_and_when_the_next_starts(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    await book(browser(), maple, "2026-11-25T10:00:00Z", provider_id=maple.priya)
    seen = await preview(olive, maple, provider_id=str(maple.priya), service={"buffer_after_minutes": 20})
    facts = seen["facts"]
    assert facts["visits_ahead"] == 1
    assert times(seen["gone"], "2026-11-25") == ["09:40"], "the pause would reach into the booked visit"
    assert (facts["before"]["next"]["time"], facts["after"]["next"]["time"]) == ("09:20", "09:40")
    assert (facts["before"]["times_a_day"], facts["after"]["times_a_day"]) == (24, 24)
    packed = (await preview(olive, maple, service={"step_minutes": 60, "step_offset_minutes": 10}))["facts"]
    assert packed["after"]["starts"] == ["09:10", "10:10", "11:10"]
    assert (packed["before"]["times_a_day"], packed["after"]["times_a_day"]) == (24, 8)


async def test_the_window_is_said_with_dates(maple: Cast, olive: httpx.AsyncClient) -> None:
    range_ = {"window_kind": "range", "window_from": "2026-11-25", "window_until": "2026-11-26"}
    facts = (await preview(olive, maple, service=range_))["facts"]
    assert (facts["after"]["opens_on"], facts["after"]["last_on"]) == ("2026-11-25", "2026-11-26")
    free = (await preview(olive, maple, service={"window_kind": "free_days", "window_days": 3}))["facts"]
    assert free["after"]["last_on"] == "2026-11-25"
    paused = await preview(olive, maple, service={"pause_notice": "Back on Monday"})
    assert (paused["slots"], paused["facts"]["after"]["shut"]) == ([], "paused")
    assert len(paused["gone"]) > 0


async def test_a_limit_says_how_much_of_it_is_used(maple: Cast, olive: httpx.AsyncClient, browser: MakeClient) -> None:
    await book(browser(), maple, "2026-11-23T10:00:00Z", provider_id=maple.priya)
    limit = {"scope": "provider", "period": "day", "count_max": 3}
    seen = await preview(olive, maple, limits=[limit])
    (used,) = seen["facts"]["limits"]
    assert used["sentence"] == "At most 3 visits a day with each provider."
    assert (used["provider_name"], used["visits"], used["visits_left"]) == ("Dr Priya Raman", 1, 2)
    none_left = await preview(olive, maple, provider_id=str(maple.priya), limits=[limit | {"count_max": 1}])
    assert times(none_left["slots"], FROM) == []
    gone_again = await preview(olive, maple, limits=[limit | {"count_max": None}])
    assert gone_again["facts"]["limits"] == []


async def test_nothing_of_a_preview_stays(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions
) -> None:  # fmt: skip
    async def rows() -> list[Any]:
        async with db.begin(sessions, read_only=True) as session:
            found = []
            for table in TABLES:
                words = f"SELECT coalesce(json_agg({table} ORDER BY {table}::text), '[]') FROM {table}"
                found.append(await session.scalar(text(words)))
            return found

    before = await rows()
    tag = (await olive.get(f"/offices/{maple.slug}/services/{maple.service_id}")).headers["etag"]
    await preview(
        olive,
        maple,
        service={"name": "Renamed", "notice_minutes": 600, "provider_ids": [str(maple.priya)]},
        limits=[{"scope": "office", "period": "week", "count_max": 1}],
    )
    assert await rows() == before
    assert (await olive.get(f"/offices/{maple.slug}/services/{maple.service_id}")).headers["etag"] == tag
    saved = await olive.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json={"name": "Renamed"})
    assert saved.status_code == 200
    assert await rows() != before, "control: saving is seen by this"


async def test_a_preview_announces_nothing(maple: Cast, olive: httpx.AsyncClient, database: Database) -> None:
    listener = Listener(database.app_url)
    await listener.start()
    await listener.connected()
    async with listener.listen([maple.office_id]) as heard:
        await preview(olive, maple, service={"notice_minutes": 600})
        await olive.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json={"text": "Said"})
        notices = [await heard.get()]
        while notices[-1] == HELLO:
            notices = [await heard.get()]
        assert [one.name for one in notices] == ["service.changed"]
        assert heard.empty(), "the saved one alone"
    await listener.stop()


@pytest.mark.parametrize(
    ("draft", "status", "code"),
    [
        ({"service": {"window_kind": "range"}}, 422, "window_without_dates"),
        ({"service": {"durations": [{"minutes": 20}]}}, 422, "duration_twice"),
        ({"service": {"notice_minutes": -1}}, 400, "invalid_input"),
        ({"service": {"unknown": 1}}, 400, "invalid_input"),
        ({"limits": [{"scope": "service", "period": "day", "count_max": 1}]}, 422, "limit_of_what"),
        ({"to": "2027-03-01"}, 422, "range_too_long"),
        ({"time_zone": "Mars/Base"}, 422, "unknown_time_zone"),
        ({"duration_minutes": 90}, 200, None),
    ],
)
async def test_a_draft_that_makes_no_sense_is_refused_with_its_reason(
    maple: Cast, olive: httpx.AsyncClient, draft: dict[str, Any], status: int, code: str | None
) -> None:
    wish = {"service_id": str(maple.service_id), "from": FROM, "to": TO} | draft
    answer = await olive.post(f"/offices/{maple.slug}/previews/slots", json=wish)
    assert (answer.status_code, answer.json().get("code")) == (status, code)
    if code is None:
        assert answer.json()["facts"]["after"]["shut"] == "duration_unknown"


async def test_what_is_another_office_s_is_unknown_here(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions, now: datetime, browser: MakeClient
) -> None:
    oak = await oak_lane(sessions, now=now)
    for draft, code in (
        ({"service_id": str(oak.service_id)}, "unknown_service"),
        ({"provider_id": str(oak.priya)}, "unknown_provider"),
        ({"service": {"provider_ids": [str(oak.priya)]}}, "unknown_provider"),
    ):
        wish = {"service_id": str(maple.service_id), "from": FROM, "to": TO} | draft
        answer = await olive.post(f"/offices/{maple.slug}/previews/slots", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (404, code)
    viewer = await sign_in(browser(), maple, Role.VIEWER)
    wish = {"service_id": str(maple.service_id), "from": FROM, "to": TO}
    assert (await viewer.post(f"/offices/{maple.slug}/previews/slots", json=wish)).status_code == 200
    tried = await viewer.post(f"/offices/{maple.slug}/previews/slots", json=wish | {"service": {"notice_minutes": 5}})
    assert tried.status_code == 403
