"""Hours, seasons and overrides are set by program: checked, kept, seen in the slots at once, and they say whom they affect."""

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

WEDNESDAY, THURSDAY = "2026-11-25", "2026-11-26"


def weekly(start: str, end: str, *days: int) -> list[dict[str, Any]]:
    """The same range on some weekdays, on all working days unless said."""
    return [{"weekday": day, "from": start, "to": end} for day in days or range(1, 6)]


class Office:
    """Maple Street over its API, with its manager at the keys."""

    def __init__(self, cast: Cast, olive: httpx.AsyncClient) -> None:
        self.cast, self.olive = cast, olive

    async def ask(self, method: str, path: str, *, status: int = 200, **kwargs: Any) -> dict[str, Any]:
        """Ask something of the office, and read what it answers."""
        answer = await self.olive.request(method, f"/offices/{self.cast.slug}{path}", **kwargs)
        assert answer.status_code == status, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def day(self, day: str) -> list[str]:
        """The free starts of a day, first and last, at Dr Priya's."""
        question = {
            "service_id": str(self.cast.service_id),
            "provider_id": str(self.cast.priya),
            "from": day,
            "to": day[:-2] + f"{int(day[-2:]) + 1:02d}",
            "time_zone": "Europe/London",
        }
        slots = (await self.ask("GET", "/slots", params=question))["slots"]
        return [slots[0]["office"]["time"], slots[-1]["office"]["time"]] if slots else []

    async def opened(self, first: str, last: str, **of: Any) -> list[str]:
        """The effective hours between two dates, as London reads them."""
        said = await self.ask("GET", "/effective-hours", params={"from": first, "to": last, **of})
        return [
            f"{one['starts']['date'][-2:]} {one['starts']['time']}-{one['ends']['time']}" for one in said["openings"]
        ]


@pytest.fixture
async def maple(sessions: Sessions, now: datetime, browser: MakeClient) -> Office:
    cast = await maple_street(sessions, now=now)
    return Office(cast, await sign_in(browser(), cast, Role.MANAGER))


async def test_a_service_may_keep_hours_of_its_own_and_lose_them_again(maple: Office) -> None:
    address = f"/services/{maple.cast.service_id}/hours"
    assert await maple.ask("GET", address) == {"time_zone": "Europe/London", "ranges": None}
    hours = {"time_zone": "Europe/Berlin", "ranges": weekly("12:00", "14:00")}
    kept = await maple.ask("PUT", address, json=hours)
    assert kept == {**hours, "affected": [], "effect": None}
    assert await maple.ask("GET", address) == hours
    assert await maple.day(WEDNESDAY) == ["11:00", "12:40"], "noon in Berlin is eleven in London"
    (service,) = (await maple.ask("GET", "/services"))["items"]
    assert service["uses_own_hours"]
    assert (await maple.ask("DELETE", address))["ranges"] is None
    assert await maple.day(WEDNESDAY) == ["09:00", "16:40"]
    (service,) = (await maple.ask("GET", "/services"))["items"]
    assert not service["uses_own_hours"]


async def test_closing_hours_over_booked_time_names_the_visits_and_leaves_them(
    maple: Office, browser: MakeClient
) -> None:
    morning = await book(browser(), maple.cast, "2026-11-25T10:00:00Z", provider_id=maple.cast.priya)
    evening = await book(browser(), maple.cast, "2026-11-25T16:00:00Z", provider_id=maple.cast.priya)
    toms = await book(browser(), maple.cast, "2026-11-25T16:20:00Z", provider_id=maple.cast.provider_ids[1])
    shorter = {"time_zone": "Europe/London", "ranges": weekly("09:00", "16:10")}

    async def affected(path: str, **kwargs: Any) -> list[str]:
        return [one["id"] for one in (await maple.ask("PUT", path, json=shorter, **kwargs))["affected"]]

    both = [evening["visit_id"], toms["visit_id"]]
    assert await affected("/hours", params={"preview": "true"}) == both
    assert await maple.day(THURSDAY) == ["09:00", "16:40"], "a preview changes nothing"
    assert await affected(f"/providers/{maple.cast.priya}/hours", params={"preview": "true"}) == both[:1]
    assert await affected(f"/services/{maple.cast.service_id}/hours", params={"preview": "true"}) == both
    assert await affected("/hours") == both
    assert await maple.day(THURSDAY) == ["09:00", "15:40"]
    assert await affected("/hours") == [], "who lay outside before is not affected again"
    day = await maple.ask("GET", "/day", params={"on": WEDNESDAY})
    assert {one["id"]: one["state"] for one in day["visits"]} == {
        visit["visit_id"]: "booked" for visit in (morning, evening, toms)
    }


async def test_a_preview_leaves_no_trace(maple: Office, sessions: Sessions) -> None:
    async def traces() -> list[Any]:
        async with db.begin(sessions) as session:
            counts = "(SELECT count(*) FROM audit_entry), (SELECT count(*) FROM hours_override), max(version)"
            return list((await session.execute(text(f"SELECT {counts} FROM schedule"))).one())

    before = await traces()
    wish = {"from_on": THURSDAY, "ranges": []}
    await maple.ask("POST", "/overrides", status=201, json=wish, params={"preview": "true"})
    hours = {"time_zone": "Europe/London", "ranges": []}
    await maple.ask("PUT", "/hours", json=hours, params={"preview": "true"})
    assert await traces() == before
    await maple.ask("POST", "/overrides", status=201, json=wish)
    assert await traces() != before


async def test_an_override_closes_a_date_opens_another_and_says_whom_it_affects(
    maple: Office, browser: MakeClient
) -> None:
    booked = await book(browser(), maple.cast, "2026-11-26T10:00:00Z", provider_id=maple.cast.priya)
    closed = await maple.ask(
        "POST", "/overrides", status=201, json={"from_on": THURSDAY, "ranges": [], "reason": "Move"}
    )
    assert [one["id"] for one in closed["affected"]] == [booked["visit_id"]]
    assert await maple.day(THURSDAY) == []
    saturday = {"from_on": "2026-11-28", "ranges": [{"from": "10:00", "to": "12:00"}]}
    added = await maple.ask("POST", "/overrides", status=201, json=saturday)
    assert added["item"]["until_on"] == "2026-11-28"
    assert await maple.day("2026-11-28") == ["10:00", "11:40"]
    listed = (await maple.ask("GET", "/overrides"))["items"]
    assert listed == [closed["item"], added["item"]]
    address = f"/overrides/{closed['item']['id']}"
    half = {"from_on": THURSDAY, "ranges": [{"from": "09:00", "to": "11:00"}], "reason": "Move"}
    assert (await maple.ask("PUT", address, json=half))["affected"] == [], "outside before, inside now"
    assert await maple.day(THURSDAY) == ["09:00", "10:40"]
    assert (await maple.ask("DELETE", address))["affected"] == []
    assert await maple.day(THURSDAY) == ["09:00", "16:40"]


async def test_an_override_of_one_provider_leaves_the_others(maple: Office) -> None:
    priya, tom = map(str, maple.cast.provider_ids)
    wish = {"from_on": WEDNESDAY, "until_on": THURSDAY, "ranges": [], "provider_id": priya}
    added = await maple.ask("POST", "/overrides", status=201, json=wish)
    assert added["item"]["provider_id"] == priya
    assert await maple.opened(WEDNESDAY, "2026-11-28", provider_id=priya) == ["27 09:00-17:00"]
    assert len(await maple.opened(WEDNESDAY, "2026-11-28", provider_id=tom)) == 3
    assert (await maple.ask("GET", "/overrides", params={"provider_id": priya}))["items"] == [added["item"]]
    assert (await maple.ask("GET", "/overrides"))["items"] == []
    early: dict[str, Any] = {
        "from_on": WEDNESDAY,
        "ranges": [{"from": "09:00", "to": "10:00"}],
        "service_id": str(maple.cast.service_id),
    }
    await maple.ask("POST", "/overrides", status=201, json=early)
    both = {"provider_id": tom, "service_id": str(maple.cast.service_id)}
    assert await maple.opened(WEDNESDAY, THURSDAY, **both) == ["25 09:00-10:00"]


async def test_a_season_stands_in_for_weekly_hours_on_its_dates(maple: Office, browser: MakeClient) -> None:
    booked = await book(browser(), maple.cast, "2026-11-26T10:00:00Z", provider_id=maple.cast.priya)
    winter = {
        "name": "Winter",
        "from_on": WEDNESDAY,
        "until_on": "2026-12-24",
        "ranges": weekly("12:00", "15:00"),
    }
    added = await maple.ask("POST", "/seasons", status=201, json=winter)
    assert [one["id"] for one in added["affected"]] == [booked["visit_id"]]
    assert (await maple.day("2026-11-24"), await maple.day(WEDNESDAY)) == (["09:00", "16:40"], ["12:00", "14:40"])
    season = added["item"]
    assert (season["ranges"], season["time_zone"]) == (winter["ranges"], "Europe/London")
    assert (await maple.ask("GET", "/seasons"))["items"] == [season]
    hours = await maple.ask("GET", "/hours")
    assert hours["ranges"] == weekly("09:00", "17:00"), "the weekly hours are as before"
    await maple.ask("PUT", "/hours", json={**hours, "ranges": weekly("08:00", "17:00")})
    assert await maple.day(WEDNESDAY) == ["12:00", "14:40"], "setting those leaves the season"
    address = f"/seasons/{season['id']}"
    changed = await maple.ask("PUT", address, json={**winter, "ranges": weekly("13:00", "15:00")})
    assert changed["item"]["ranges"] == weekly("13:00", "15:00")
    assert await maple.day(WEDNESDAY) == ["13:00", "14:40"]
    await maple.ask("DELETE", address)
    assert await maple.day(WEDNESDAY) == ["08:00", "16:40"]


async def test_a_season_needs_hours_to_stand_in_for_and_ends_with_them(maple: Office) -> None:
    priya = str(maple.cast.priya)
    wish = {"name": "Winter", "from_on": WEDNESDAY, "until_on": THURSDAY, "ranges": [], "provider_id": priya}
    refused = await maple.ask("POST", "/seasons", status=409, json=wish)
    assert refused["code"] == "no_hours_of_their_own"
    hours = {"time_zone": "Europe/London", "ranges": weekly("09:00", "12:00")}
    await maple.ask("PUT", f"/providers/{priya}/hours", json=hours)
    await maple.ask("POST", "/seasons", status=201, json=wish)
    assert await maple.day(WEDNESDAY) == []
    await maple.ask("PUT", f"/providers/{priya}/hours", json={**hours, "ranges": None})
    assert (await maple.ask("GET", "/seasons", params={"provider_id": priya}))["items"] == []
    assert await maple.day(WEDNESDAY) == ["09:00", "16:40"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_on": THURSDAY, "until_on": WEDNESDAY}, "dates_backwards"),
        ({"from_on": "1066-10-14", "until_on": "1066-10-14"}, "dates_out_of_reach"),
        ({"from_on": WEDNESDAY, "until_on": "9999-12-31"}, "dates_out_of_reach"),
        ({"ranges": [{"from": "10:00", "to": "10:00"}]}, "empty_hours"),
        ({"ranges": [{"from": "10:00", "to": "12:00"}, {"from": "11:00", "to": "13:00"}]}, "overlapping_hours"),
    ],
)
async def test_exceptions_that_make_no_sense_are_refused(maple: Office, change: dict[str, Any], code: str) -> None:
    override = {"from_on": WEDNESDAY, "until_on": THURSDAY, "ranges": [], **change}
    assert (await maple.ask("POST", "/overrides", status=422, json=override))["code"] == code
    season = {**override, "name": "Winter", "ranges": [{"weekday": 1, **one} for one in override["ranges"]]}
    assert (await maple.ask("POST", "/seasons", status=422, json=season))["code"] == code
    assert (await maple.ask("GET", "/overrides"))["items"] == []


async def test_a_night_may_not_run_into_the_same_hours_of_the_next_date(maple: Office) -> None:
    night = {"from_on": WEDNESDAY, "ranges": [{"from": "22:00", "to": "06:00"}, {"from": "05:00", "to": "08:00"}]}
    await maple.ask("POST", "/overrides", status=201, json=night)
    two_nights = {**night, "from_on": THURSDAY, "until_on": "2026-11-27"}
    assert (await maple.ask("POST", "/overrides", status=422, json=two_nights))["code"] == "overlapping_hours"


async def test_exceptions_of_the_same_hours_never_overlap(maple: Office, sessions: Sessions) -> None:
    override = {"from_on": WEDNESDAY, "until_on": THURSDAY, "ranges": []}
    first = (await maple.ask("POST", "/overrides", status=201, json=override))["item"]
    refused = await maple.ask("POST", "/overrides", status=409, json={"from_on": THURSDAY, "ranges": []})
    assert (refused["code"], refused["override"]["id"]) == ("overrides_overlap", first["id"])
    other = await maple.ask("POST", "/overrides", status=201, json={"from_on": "2026-11-27", "ranges": []})
    wider = await maple.ask("PUT", f"/overrides/{other['item']['id']}", status=409, json=override)
    assert wider["code"] == "overrides_overlap"
    await maple.ask("PUT", f"/overrides/{first['id']}", json={**override, "reason": "Snow"})
    of_tom = {**override, "provider_id": str(maple.cast.provider_ids[1])}
    await maple.ask("POST", "/overrides", status=201, json=of_tom)
    season = {"name": "Winter", "from_on": WEDNESDAY, "until_on": THURSDAY, "ranges": []}
    await maple.ask("POST", "/seasons", status=201, json=season)
    refused = await maple.ask("POST", "/seasons", status=409, json={**season, "name": "Frost"})
    assert (refused["code"], refused["season"]["name"]) == ("seasons_overlap", "Winter")


async def test_whose_hours_they_are_is_said_once_and_stays(maple: Office, sessions: Sessions, now: datetime) -> None:
    oak = await oak_lane(sessions, now=now)
    priya, service = str(maple.cast.priya), str(maple.cast.service_id)
    override = {"from_on": WEDNESDAY, "ranges": []}
    for kind, wish in (("overrides", override), ("seasons", {**override, "until_on": WEDNESDAY, "name": "Winter"})):
        two = {**wish, "provider_id": priya, "service_id": service}
        assert (await maple.ask("POST", f"/{kind}", status=422, json=two))["code"] == "two_owners"
        foreign = {**wish, "provider_id": str(oak.priya)}
        assert (await maple.ask("POST", f"/{kind}", status=404, json=foreign))["code"] == "unknown_provider"
        foreign = {**wish, "service_id": str(oak.service_id)}
        assert (await maple.ask("POST", f"/{kind}", status=404, json=foreign))["code"] == "unknown_service"
        added = (await maple.ask("POST", f"/{kind}", status=201, json=wish))["item"]
        elsewhere = await maple.ask("PUT", f"/{kind}/{added['id']}", status=422, json={**wish, "provider_id": priya})
        assert elsewhere["code"] == "owner_stays"
        await maple.ask("PUT", f"/{kind}/{uuid4()}", status=404, json=wish)
        await maple.ask("DELETE", f"/{kind}/{uuid4()}", status=404)


async def test_effective_hours_leave_out_closures_and_time_off(maple: Office) -> None:
    priya, tom = map(str, maple.cast.provider_ids)
    lunch = {"provider_id": priya, "from": f"{WEDNESDAY}T12:00", "to": f"{WEDNESDAY}T13:00"}
    await maple.ask("POST", "/time-off", status=201, json=lunch)
    drill = {"provider_id": None, "from": f"{WEDNESDAY}T15:00", "to": f"{WEDNESDAY}T23:00"}
    await maple.ask("POST", "/time-off", status=201, json=drill)
    assert await maple.opened(WEDNESDAY, THURSDAY, provider_id=priya) == ["25 09:00-12:00", "25 13:00-15:00"]
    assert await maple.opened(WEDNESDAY, THURSDAY, provider_id=tom) == ["25 09:00-15:00"]
    assert await maple.opened(WEDNESDAY, THURSDAY) == ["25 09:00-15:00"]
    assert await maple.opened("2026-11-28", "2026-11-30") == []
    wrong = await maple.ask("GET", "/effective-hours", status=422, params={"from": THURSDAY, "to": WEDNESDAY})
    assert wrong["code"] == "dates_backwards"


async def test_providers_set_their_own_hours_and_nobody_elses(maple: Office, browser: MakeClient) -> None:
    client = await sign_in(browser(), maple.cast, Role.PROVIDER)
    priya, tom = map(str, maple.cast.provider_ids)
    here = Office(maple.cast, client)
    wish = {"from_on": WEDNESDAY, "ranges": []}
    added = (await here.ask("POST", "/overrides", status=201, json={**wish, "provider_id": priya}))["item"]
    others: tuple[dict[str, str], ...] = ({}, {"provider_id": tom}, {"service_id": str(maple.cast.service_id)})
    for other in others:
        refused = await here.ask("POST", "/overrides", status=403, json={**wish, **other})
        assert refused["code"] == "not_allowed"
        await here.ask("POST", "/seasons", status=403, json={**wish, "until_on": WEDNESDAY, "name": "W", **other})
    toms = (await maple.ask("POST", "/overrides", status=201, json={**wish, "provider_id": tom}))["item"]
    await here.ask("PUT", f"/overrides/{toms['id']}", status=403, json=wish)
    await here.ask("DELETE", f"/overrides/{toms['id']}", status=403)
    await here.ask("DELETE", f"/overrides/{added['id']}")
    scheduler = Office(maple.cast, await sign_in(browser(), maple.cast, Role.SCHEDULER))
    await scheduler.ask("POST", "/overrides", status=403, json={**wish, "provider_id": priya})
    assert (await scheduler.ask("GET", "/overrides", params={"provider_id": tom}))["items"] == [toms]


async def test_what_was_set_is_written_down_with_before_and_after(maple: Office, sessions: Sessions) -> None:
    wish = {"from_on": WEDNESDAY, "ranges": [], "reason": "Snow"}
    added = (await maple.ask("POST", "/overrides", status=201, json=wish))["item"]
    await maple.ask("PUT", f"/overrides/{added['id']}", json={**wish, "reason": "Ice"})
    await maple.ask("DELETE", f"/overrides/{added['id']}")
    service = f"/services/{maple.cast.service_id}/hours"
    await maple.ask("PUT", service, json={"time_zone": "Europe/London", "ranges": weekly("09:00", "10:00", 1)})
    async with db.begin(sessions) as session:
        rows = (
            await session.execute(
                text(
                    "SELECT action, before->>'reason', after->>'reason', subject_kind, actor_kind FROM audit_entry"
                    " WHERE action LIKE 'override.%' OR (action = 'hours.set' AND subject_kind = 'service') ORDER BY id"
                )
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        ("override.added", None, "Snow", "hours_override", "staff"),
        ("override.changed", "Snow", "Ice", "hours_override", "staff"),
        ("override.removed", "Ice", None, "hours_override", "staff"),
        ("hours.set", None, None, "service", "staff"),
    ]
