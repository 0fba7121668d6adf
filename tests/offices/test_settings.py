"""What the manager sets is checked, kept, written down, and seen by consumers at once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, book, oak_lane
from tests.conftest import MakeClient


async def test_a_new_service_is_bookable_at_once_and_a_hidden_one_is_gone(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    wish = {"name": "First visit", "duration_minutes": 40, "provider_ids": [str(maple.priya)], "colour": "#AABBCC"}
    added = (await olive.post(f"/offices/{maple.slug}/services", json=wish)).json()
    assert (added["slug"], added["colour"], added["provider_ids"]) == ("first-visit", "#aabbcc", [str(maple.priya)])
    again = (await olive.post(f"/offices/{maple.slug}/services", json=wish)).json()
    assert again["slug"] == "first-visit-2"

    async def offered() -> list[str]:
        page = (await browser().get(f"/offices/{maple.slug}")).json()
        return [service["slug"] for service in page["services"]]

    assert set(await offered()) == {"follow-up-visit", "first-visit", "first-visit-2"}
    for change in ({"active": False}, {"active": True, "provider_ids": []}):
        changed = await olive.patch(f"/offices/{maple.slug}/services/{added['id']}", json=change)
        assert changed.status_code == 200, changed.text
        assert set(await offered()) == {"follow-up-visit", "first-visit-2"}


async def test_changes_that_make_no_sense_are_refused_and_nothing_is_kept(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    service = f"/offices/{maple.slug}/services/{maple.service_id}"
    before = (await olive.get(f"/offices/{maple.slug}/services")).json()
    refusals: list[tuple[dict[str, Any], int, str]] = [
        ({"price_minor": 100}, 422, "price_without_currency"),
        ({"currency": "GBP"}, 422, "price_without_currency"),
        ({"currency": "pounds", "price_minor": 1}, 400, "invalid_input"),
        ({"provider_ids": [str(uuid4())]}, 404, "unknown_provider"),
        ({"provider_ids": [str(oak.priya)]}, 404, "unknown_provider"),
        ({"duration_minutes": 0}, 400, "invalid_input"),
        ({"step_minutes": 1}, 400, "invalid_input"),
        ({"name": "   "}, 400, "invalid_input"),
        ({"colour": "green"}, 400, "invalid_input"),
        ({"reminder_offsets_minutes": [1, 2]}, 400, "invalid_input"),
        ({"slug": "mine"}, 400, "invalid_input"),
    ]
    for change, status, code in refusals:
        answer = await olive.patch(service, json=change)
        assert (answer.status_code, answer.json()["code"]) == (status, code), change
    assert (await olive.get(f"/offices/{maple.slug}/services")).json() == before
    profile = f"/offices/{maple.slug}/profile"
    for change, status, code in (
        ({"time_zone": "Mars/Olympus"}, 422, "unknown_time_zone"),
        ({"email": "nobody"}, 422, "invalid_email"),
        ({"door_opens_minutes": 1000}, 400, "invalid_input"),
        ({"name": ""}, 400, "invalid_input"),
    ):
        answer = await olive.patch(profile, json=change)
        assert (answer.status_code, answer.json()["code"]) == (status, code), change


async def test_what_is_changed_is_written_down_with_before_and_after(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions
) -> None:
    await olive.patch(f"/offices/{maple.slug}/profile", json={"name": "Maple Street Clinic"})
    async with db.begin(sessions) as session:
        row = (
            await session.execute(
                text(
                    "SELECT before->>'name' AS before, after->>'name' AS after, email FROM audit_entry"
                    " JOIN person ON person.id = actor_id WHERE action = 'office.changed'"
                )
            )
        ).one()
    assert tuple(row) == ("Maple Street Practice", "Maple Street Clinic", maple.emails[Role.MANAGER])


async def test_hours_that_make_no_sense_leave_the_old_ones(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/hours"
    before = (await olive.get(address)).json()
    for ranges, code in (
        ([{"weekday": 1, "from": "09:00", "to": "09:00"}], "empty_hours"),
        (
            [{"weekday": 1, "from": "09:00", "to": "12:00"}, {"weekday": 1, "from": "11:00", "to": "13:00"}],
            "overlapping_hours",
        ),
        ([{"weekday": 8, "from": "09:00", "to": "12:00"}], "invalid_input"),
        ([{"weekday": 1, "from": "9", "to": "12:00"}], "invalid_input"),
        ([{"weekday": 1, "from": "09:00", "to": "25:00"}], "invalid_input"),
    ):
        answer = await olive.put(address, json={"time_zone": "Europe/London", "ranges": ranges})
        assert answer.json()["code"] == code, answer.text
    assert (await olive.get(address)).json() == before


async def test_closing_an_afternoon_names_whom_it_affects_and_hides_it_at_once(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    """Thursday from one o'clock: Casey's visit at two stays booked and is named; nobody else can have that afternoon."""
    casey = browser()
    booked = await book(casey, maple, "2026-11-26T14:00:00Z", provider_id=maple.priya)
    await book(casey, maple, "2026-11-26T10:00:00Z", provider_id=maple.priya)
    wish = {"provider_id": None, "from": "2026-11-26T13:00", "to": "2026-11-26T17:30", "reason": "Fire drill"}
    preview = await olive.post(f"/offices/{maple.slug}/time-off/preview", json=wish)
    assert [seen["id"] for seen in preview.json()["affected"]] == [booked["visit_id"]]
    question = {
        "service_id": str(maple.service_id),
        "from": "2026-11-26",
        "to": "2026-11-27",
        "time_zone": "Europe/London",
    }

    async def last() -> str:
        slots = (await casey.get(f"/offices/{maple.slug}/slots", params=question)).json()["slots"]
        return str(slots[-1]["office"]["time"])

    assert await last() == "16:40", "a preview changes nothing"
    added = await olive.post(f"/offices/{maple.slug}/time-off", json=wish)
    assert added.status_code == 201, added.text
    assert [seen["id"] for seen in added.json()["affected"]] == [booked["visit_id"]]
    assert await last() == "12:40"
    day = (await olive.get(f"/offices/{maple.slug}/day", params={"on": "2026-11-26"})).json()
    assert [seen["state"] for seen in day["visits"]] == ["booked", "booked"]
    removed = await olive.delete(f"/offices/{maple.slug}/time-off/{added.json()['item']['id']}")
    assert removed.status_code == 204
    assert await last() == "16:40"


async def test_time_off_that_makes_no_sense_is_refused(maple: Cast, olive: httpx.AsyncClient) -> None:
    for start, end, code in (
        ("2026-11-26T13:00", "2026-11-26T13:00", "empty_time_off"),
        ("2026-11-26T13:00", "2026-11-25T13:00", "empty_time_off"),
        ("2026-11-26T13:00", "2028-11-26T13:00", "time_off_too_long"),
        ("2026-11-26 13:00", "2026-11-26 14:00", "invalid_time"),
        ("2027-02-29T13:00", "2027-03-01T13:00", "invalid_time"),
        ("2027-03-28T01:10", "2027-03-28T01:10", "empty_time_off"),
    ):
        wish = {"provider_id": None, "from": start, "to": end}
        answer = await olive.post(f"/offices/{maple.slug}/time-off", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
