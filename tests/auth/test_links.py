"""The link in the message: for any device of Casey's, until a fortnight after the visit, unless it is replaced."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.appointments.links import link_hash, link_token
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, book, maple_street, open_link, sign_in
from tests.conftest import SECRET_KEY, MakeClient

TUESDAY = "2026-11-24T10:00:00Z"
OVER = datetime.fromisoformat("2026-11-24T10:20:00Z")
FORTNIGHT = timedelta(days=14)


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0, move_cutoff_minutes=0, cancel_cutoff_minutes=0)


async def test_two_devices_open_the_same_link_and_see_the_same_visit(maple: Cast, browser: MakeClient) -> None:
    """Casey checks in on the phone and goes on at the desk: one place in line, and neither device is put out."""
    phone, desk = browser(), browser()
    booked = await book(phone, maple, TUESDAY)
    visit = await open_link(phone, booked)
    assert await open_link(desk, booked) == visit
    with clock.held(datetime.fromisoformat(TUESDAY)):
        assert (await phone.post(f"{visit}/check-in")).json()["state"] == "waiting"
        seen = (await desk.get(visit)).json()
        assert (seen["state"], seen["place_in_line"]) == ("waiting", 1)
        assert (await desk.post(f"{visit}/check-in")).json()["waiting_since"] == seen["waiting_since"]
        assert (await desk.post(f"{visit}/departure")).json()["state"] == "open"
        assert (await phone.get(visit)).json()["state"] == "open"


async def test_two_visits_in_two_tabs_do_not_disturb_each_other(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    one = await open_link(casey, await book(casey, maple, TUESDAY))
    other = await open_link(casey, await book(casey, maple, "2026-11-24T11:00:00Z"))
    for visit in (one, other, one):
        assert f"/visits/{(await casey.get(visit)).json()['id']}" == visit


async def test_the_cookie_of_a_visit_reaches_this_visit_only(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = await book(casey, maple, TUESDAY)
    answer = await casey.post("/link-sessions", json={"token": booked["link_token"]})
    cookie = answer.headers["set-cookie"].lower()
    assert f"path=/api/v1/visits/{booked['visit_id']}" in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


async def test_a_link_runs_out_a_fortnight_after_the_visit(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = await book(casey, maple, TUESDAY)
    visit = await open_link(casey, booked)
    with clock.held(OVER + FORTNIGHT - timedelta(seconds=1)):
        assert (await casey.get(visit)).json()["state"] == "missed"
        assert (await browser().post("/link-sessions", json={"token": booked["link_token"]})).status_code == 200
    with clock.held(OVER + FORTNIGHT):
        late = await browser().post("/link-sessions", json={"token": booked["link_token"]})
        assert (late.status_code, late.json()["code"]) == (410, "link_expired")
        closed = await casey.get(visit)
        assert (closed.status_code, closed.json()["code"]) == (401, "link_needed")


async def test_a_replaced_link_opens_nothing_any_more_and_closes_what_it_opened(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    casey = browser()
    booked = await book(casey, maple, TUESDAY)
    visit = await open_link(casey, booked)
    async with db.begin(sessions) as session:
        seat_id = (await session.scalars(text("SELECT id FROM seat"))).one()
        newer = link_token(SECRET_KEY, seat_id=seat_id, version=2)
        await session.execute(text("UPDATE seat SET link_version = 2, link_hash = :hash"), {"hash": link_hash(newer)})
    refused = await browser().post("/link-sessions", json={"token": booked["link_token"]})
    assert (refused.status_code, refused.json()["code"]) == (404, "link_invalid")
    assert (await casey.get(visit)).json()["code"] == "link_needed"
    assert (await browser().post("/link-sessions", json={"token": newer})).status_code == 200


async def test_tampered_links_are_all_the_same_stranger(maple: Cast, browser: MakeClient) -> None:
    token = (await book(browser(), maple, TUESDAY))["link_token"]
    for tampered in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.swapcase(), token + "A", token[:-1]):
        answer = await browser().post("/link-sessions", json={"token": tampered})
        assert (answer.status_code, answer.json()["code"]) == (404, "link_invalid")


async def test_who_guesses_links_has_to_wait_and_who_has_one_does_not(maple: Cast, browser: MakeClient) -> None:
    client = browser()
    booked = await book(client, maple, TUESDAY)
    answers = [(await client.post("/link-sessions", json={"token": f"guess-{n}"})).status_code for n in range(61)]
    assert answers == [404] * 60 + [429]
    assert await open_link(client, booked)


async def test_a_visit_that_has_begun_cannot_be_moved(maple: Cast, browser: MakeClient) -> None:
    """Else Casey would still be waiting next week."""
    casey = browser()
    visit = await open_link(casey, await book(casey, maple, TUESDAY))
    elsewhere = {"starts_at": "2026-11-26T10:00:00Z", "time_zone": "Europe/Berlin"}
    with clock.held(datetime.fromisoformat(TUESDAY) - timedelta(minutes=5)):
        assert (await casey.post(f"{visit}/check-in")).json()["can_move"] is False
        refused = await casey.put(f"{visit}/time", json=elsewhere)
        assert (refused.status_code, refused.json()["code"]) == (409, "visit_begun")
        await casey.post(f"{visit}/departure")
        assert (await casey.put(f"{visit}/time", json=elsewhere)).json()["state"] == "booked"


async def test_who_waits_over_midnight_stays_on_the_list_of_today(maple: Cast, browser: MakeClient) -> None:
    """A visit of the late evening runs over; on the new day it is still there, and gone from the list once it has ended."""
    owner, casey = await _open_round_the_clock(browser(), maple), browser()
    visit = await open_link(casey, await book(casey, maple, "2026-11-24T23:20:00Z"))

    async def listed() -> list[Any]:
        return [seen["state"] for seen in (await owner.get(f"/offices/{maple.slug}/day")).json()["visits"]]

    with clock.held(datetime.fromisoformat("2026-11-24T23:30:00Z")):
        await sign_in(owner, maple, Role.OWNER)  # yesterday's session is over
        await casey.post(f"{visit}/check-in")
        assert await listed() == ["waiting"]
    with clock.held(datetime.fromisoformat("2026-11-25T00:05:00Z")):
        assert await listed() == ["waiting"]
        yesterday = (await owner.get(f"/offices/{maple.slug}/day", params={"on": "2026-11-24"})).json()["visits"]
        assert len(yesterday) == 1
        assert (await owner.put(f"/offices/{maple.slug}{visit}/ending")).status_code == 200
        assert await listed() == []


async def test_who_comes_before_midnight_for_a_visit_after_it_is_on_the_list_of_today(
    maple: Cast, browser: MakeClient
) -> None:
    """Else nobody would see them waiting until the new day."""
    owner, casey = await _open_round_the_clock(browser(), maple), browser()
    visit = await open_link(casey, await book(casey, maple, "2026-11-25T00:00:00Z"))
    with clock.held(datetime.fromisoformat("2026-11-24T23:50:00Z")):
        await sign_in(owner, maple, Role.OWNER)
        day = f"/offices/{maple.slug}/day"
        assert (await owner.get(day)).json()["visits"] == [], "it is tomorrow's, and nobody has come"
        await casey.post(f"{visit}/check-in")
        assert [seen["state"] for seen in (await owner.get(day)).json()["visits"]] == ["waiting"]


async def _open_round_the_clock(client: httpx.AsyncClient, maple: Cast) -> httpx.AsyncClient:
    """Sign the owner in, who opens the office at any hour."""
    owner = await sign_in(client, maple, Role.OWNER)
    ranges = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]
    hours = {"time_zone": "Europe/London", "ranges": ranges}
    assert (await owner.put(f"/offices/{maple.slug}/hours", json=hours)).status_code == 200
    return owner
