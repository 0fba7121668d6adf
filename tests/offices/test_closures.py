"""Public holidays, each shown before it applies; and time off in which a colleague stands in."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.availability.holidays import countries, holidays_of
from frontdesk.availability.holidays_kept import fill_holidays
from frontdesk.config import Settings
from frontdesk.db import Sessions
from tests.backstage import desk_at
from tests.cast import Cast, book, oak_lane, sign_in
from tests.conftest import MakeClient

ENGLAND_2026 = {"country": "GB", "subdivision": "ENG", "year": "2026"}


async def test_holidays_are_shown_with_whom_they_affect_and_nothing_is_closed_by_looking(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE service SET window_days = 60"))
    await book(browser(), maple, "2026-12-25T10:00:00Z", provider_id=maple.priya)
    shown = (await olive.get(f"/offices/{maple.slug}/holidays", params=ENGLAND_2026)).json()["items"]
    assert [one["on"] for one in shown[-3:]] == ["2026-12-25", "2026-12-26", "2026-12-28"]
    christmas = shown[-3]
    assert christmas == {
        "on": "2026-12-25",
        "name": "Christmas Day",
        "closed": False,
        "time_off_id": None,
        "affected": 1,
        "key": "Christmas Day",
        "every_year": False,
    }
    away = {"from": "2026-01-01", "to": "2027-01-01"}
    assert (await olive.get(f"/offices/{maple.slug}/time-off", params=away)).json()["items"] == []


async def test_exactly_the_named_holidays_are_closed_and_twice_does_no_harm(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    booked = await book(browser(), maple, "2026-12-25T10:00:00Z", provider_id=maple.priya)
    wish = {"country": "GB", "subdivision": "ENG", "dates": ["2026-12-25", "2026-12-28", "2026-12-25"]}
    closed = await olive.post(f"/offices/{maple.slug}/holidays", json=wish)
    assert closed.status_code == 201, closed.text
    assert [(one["holiday_on"], one["reason"]) for one in closed.json()["items"]] == [
        ("2026-12-25", "Christmas Day"),
        ("2026-12-28", "Boxing Day (observed)"),
    ]
    first = closed.json()["items"][0]
    assert (first["starts_at"], first["ends_at"]) == ("2026-12-25T00:00:00Z", "2026-12-26T00:00:00Z")
    assert [one["id"] for one in closed.json()["affected"]] == [booked["visit_id"]]
    again = await olive.post(f"/offices/{maple.slug}/holidays", json=wish)
    assert again.json() == closed.json()
    away = {"from": "2026-12-01", "to": "2027-02-01"}
    listed = (await olive.get(f"/offices/{maple.slug}/time-off", params=away)).json()["items"]
    assert [one | {"visits": None} for one in listed] == closed.json()["items"]
    assert [one["visits"] for one in listed] == [1, 0]
    shown = (await olive.get(f"/offices/{maple.slug}/holidays", params=ENGLAND_2026)).json()["items"]
    assert [(one["on"], one["time_off_id"]) for one in shown if one["closed"]] == [
        (one["holiday_on"], one["id"]) for one in listed
    ]
    assert (await olive.delete(f"/offices/{maple.slug}/time-off/{first['id']}")).status_code == 204
    async with db.begin(sessions) as session:
        written = await session.scalar(text("SELECT count(*) FROM audit_entry WHERE action = 'time_off.added'"))
    assert written == 2, "the second time nothing happened"


async def test_a_closure_made_by_hand_counts_as_closed(maple: Cast, olive: httpx.AsyncClient) -> None:
    christmas = {"provider_id": None, "from": "2026-12-24T12:00", "to": "2026-12-27T00:00"}
    assert (await olive.post(f"/offices/{maple.slug}/time-off", json=christmas)).status_code == 201
    shown = (await olive.get(f"/offices/{maple.slug}/holidays", params=ENGLAND_2026)).json()["items"]
    assert [one["closed"] for one in shown[-3:]] == [True, True, False]


async def test_a_holiday_is_the_offices_whole_local_date(
    sessions: Sessions, browser: MakeClient, now: datetime
) -> None:
    """Thanksgiving begins and ends at midnight in New York."""
    oak = await oak_lane(sessions, now=now)
    max_ = await sign_in(browser(), oak, Role.OWNER)
    await max_.patch(f"/offices/{oak.slug}/profile", json={"time_zone": "America/New_York", "locale": "es-US"})
    wish = {"country": "US", "dates": ["2026-11-26"]}
    (closed,) = (await max_.post(f"/offices/{oak.slug}/holidays", json=wish)).json()["items"]
    assert (closed["starts_at"], closed["ends_at"]) == ("2026-11-26T05:00:00Z", "2026-11-27T05:00:00Z")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"country": "XX"}, "unknown_country"),
        ({"country": "gb"}, "unknown_country"),
        ({"subdivision": "BY"}, "unknown_subdivision"),
        ({"dates": ["2026-12-24"]}, "not_a_holiday"),
        ({"dates": ["0001-01-01"]}, "dates_out_of_reach"),
    ],
)
async def test_holidays_that_are_not_known_are_refused(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any], code: str
) -> None:
    wish = {"country": "GB", "subdivision": "ENG", "dates": ["2026-12-25"], **change}
    answer = await olive.post(f"/offices/{maple.slug}/holidays", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    if "dates" not in change:
        asked = await olive.get(f"/offices/{maple.slug}/holidays", params={**ENGLAND_2026, **change})
        assert (asked.status_code, asked.json()["code"]) == (422, code), asked.text


async def test_every_listed_country_and_region_has_a_calendar(maple: Cast, olive: httpx.AsyncClient) -> None:
    listed = (await olive.get(f"/offices/{maple.slug}/holiday-countries")).json()["items"]
    britain = next(one for one in listed if one["code"] == "GB")
    assert britain["subdivisions"] == ["ENG", "NIR", "SCT", "WLS"]
    for country, regions in countries().items():
        for region in [None, *regions]:
            for day, name in holidays_of(country, region, 2027, locale="de-DE").items():
                assert day.year == 2027
                assert name


def test_holidays_are_called_what_the_office_calls_them() -> None:
    assert "Erster Weihnachtstag" in " ".join(holidays_of("DE", "BY", 2027, locale="de-DE").values())
    assert "Christmas Day" in " ".join(holidays_of("DE", "BY", 2027, locale="en-GB").values())


async def test_only_managers_close_for_holidays(maple: Cast, browser: MakeClient) -> None:
    wish = {"country": "GB", "dates": ["2026-12-25"]}
    for role in (Role.SCHEDULER, Role.PROVIDER, Role.VIEWER):
        client = await sign_in(browser(), maple, role)
        assert (await client.post(f"/offices/{maple.slug}/holidays", json=wish)).status_code == 403


async def test_a_colleague_stands_in_for_who_is_away(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    priya, tom = map(str, maple.provider_ids)
    oak = await oak_lane(sessions, now=now)
    away = {"from": "2026-11-26T13:00", "to": "2026-11-26T17:00"}
    refusals: list[tuple[dict[str, Any], int, str]] = [
        ({"provider_id": None, "colleague_id": tom}, 422, "colleague_of_nobody"),
        ({"provider_id": priya, "colleague_id": priya}, 422, "colleague_is_away"),
        ({"provider_id": priya, "colleague_id": str(oak.priya)}, 404, "unknown_provider"),
    ]
    for who, status, code in refusals:
        answer = await olive.post(f"/offices/{maple.slug}/time-off", json={**away, **who})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    added = await olive.post(
        f"/offices/{maple.slug}/time-off", json={**away, "provider_id": priya, "colleague_id": tom}
    )
    assert (added.status_code, added.json()["item"]["colleague_id"]) == (201, tom)
    question = {"service_id": str(maple.service_id), "provider_id": priya, "time_zone": "Europe/London"}
    question |= {"from": "2026-11-26", "to": "2026-11-27"}
    slots = (await browser().get(f"/offices/{maple.slug}/slots", params=question)).json()["slots"]
    who_by_time = {slot["office"]["time"]: slot["provider_ids"] for slot in slots}
    assert (who_by_time["12:40"], who_by_time["13:00"]) == ([priya], [tom])


async def test_a_holiday_is_previewed_and_the_visits_on_it_are_seen_to_in_the_same_act(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    booked = await book(browser(), maple, "2026-12-25T10:00:00Z", provider_id=maple.priya)
    wish = {"country": "GB", "subdivision": "ENG", "dates": ["2026-12-25", "2026-12-28"]}
    shown = await olive.post(f"/offices/{maple.slug}/holidays?preview=true", json=wish)
    (visit,) = shown.json()["affected"]
    assert (visit["id"], visit["acts"], visit["fits"]) == (booked["visit_id"], ["keep", "offer", "cancel"], [])
    listed = await olive.get(f"/offices/{maple.slug}/holidays", params=ENGLAND_2026)
    assert [one["closed"] for one in listed.json()["items"][-3:]] == [False, False, False]
    stale = [{"visit_id": booked["visit_id"], "revision": 3, "act": "cancel"}]
    refused = await olive.post(f"/offices/{maple.slug}/holidays", json=wish | {"affected": stale})
    assert (refused.status_code, refused.json()["code"]) == (409, "affected_changed")
    async with db.begin(sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM time_off")) == 0
    good = [stale[0] | {"revision": 0}]
    assert (await olive.post(f"/offices/{maple.slug}/holidays", json=wish | {"affected": good})).status_code == 201
    async with db.begin(sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM appointment WHERE cancelled_by = 'office'")) == 1


async def test_holidays_that_are_kept_are_closed_a_year_ahead_by_themselves_until_that_is_revoked(
    maple: Cast, olive: httpx.AsyncClient, settings: Settings, sessions: Sessions, now: datetime
) -> None:
    calendar = f"/offices/{maple.slug}/holiday-calendar"
    assert (await olive.get(calendar)).json() == {
        "country": "GB",
        "subdivision": None,
        "holidays": [],
        "remembered": False,
    }
    keep = {"country": "GB", "subdivision": "ENG", "holidays": ["Christmas Day", "Boxing Day"]}
    assert (await olive.put(calendar, json=keep | {"country": "XX"})).status_code == 422
    assert (await olive.put(calendar, json=keep)).json()["remembered"] is True

    async def closed(until: str) -> list[str]:
        away = {"from": "2026-11-23", "to": until}
        return [
            one["holiday_on"]
            for one in (await olive.get(f"/offices/{maple.slug}/time-off", params=away)).json()["items"]
        ]

    this_year = ["2026-12-25", "2026-12-26", "2026-12-28"]
    assert await closed("2028-06-01") == this_year, "a day in place of a holiday goes with it"
    (boxing_day,) = [
        one["id"]
        for one in (
            await olive.get(f"/offices/{maple.slug}/time-off", params={"from": "2026-12-26", "to": "2026-12-27"})
        ).json()["items"]
    ]
    assert (await olive.delete(f"/offices/{maple.slug}/time-off/{boxing_day}")).status_code == 204
    async with desk_at(settings, sessions) as desk:
        await fill_holidays(desk, now=now)
        assert await closed("2028-06-01") == ["2026-12-25", "2026-12-28"], "opened by hand stays open"
        await fill_holidays(desk, now=now.replace(year=2027))
        next_year = ["2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28"]
        assert await closed("2028-06-01") == ["2026-12-25", "2026-12-28", *next_year]
        assert (await olive.put(calendar, json=keep | {"holidays": []})).status_code == 200
        await fill_holidays(desk, now=now.replace(year=2028))
        away = {"from": "2028-06-01", "to": "2029-06-01"}
        later = await olive.get(f"/offices/{maple.slug}/time-off", params=away)
    assert later.json()["items"] == []
