"""Dr Priya is away, and each visit in the way is seen to: kept, with a colleague, asked to move, or cancelled. All or none."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from frontdesk.worker import drain
from tests.backstage import desk_at
from tests.cast import Cast, book, open_link, sign_in
from tests.conftest import MakeClient, Server

WEDNESDAY = {"from": "2026-11-25T00:00", "to": "2026-11-26T00:00"}
ELSE: dict[str, Any] = {"consumer": {"name": "Else", "email": "e@e.org", "phone": None}, "sms_consent": False}
HOURS = ("10:00", "11:00", "12:00", "13:00")


@pytest.fixture
async def booked(maple: Cast, browser: MakeClient) -> list[dict[str, Any]]:
    """Four visits of Dr Priya's on Wednesday."""
    people = [
        {"name": f"Person {number}", "email": f"person{number}@example.com", "phone": f"+4477009004{number:02}"}
        for number in range(4)
    ]
    return [
        await book(browser(), maple, f"2026-11-25T{at}:00Z", provider_id=maple.priya, consumer=person)
        for at, person in zip(HOURS, people, strict=True)
    ]


def off(maple: Cast, **more: Any) -> dict[str, Any]:
    return {"provider_id": str(maple.priya), "reason": "Training", **WEDNESDAY, **more}


def act(visit: dict[str, Any], kind: str, **more: Any) -> dict[str, Any]:
    return {"visit_id": visit["visit_id"], "revision": 0, "act": kind, **more}


async def counted(sessions: Sessions, statement: str) -> Any:
    async with db.begin(sessions, read_only=True) as session:
        return await session.scalar(text(statement))


async def test_each_visit_is_shown_with_what_may_be_done_and_nothing_happens_by_looking(
    maple: Cast, olive: httpx.AsyncClient, booked: list[dict[str, Any]], browser: MakeClient, sessions: Sessions
) -> None:
    tom = maple.provider_ids[1]
    await book(browser(), maple, "2026-11-25T10:00:00Z", provider_id=tom, **ELSE)
    shown = await olive.post(f"/offices/{maple.slug}/time-off/preview", json=off(maple))
    assert shown.status_code == 200, shown.text
    affected = shown.json()["affected"]
    assert [one["id"] for one in affected] == [one["visit_id"] for one in booked]
    assert [one["fits"] for one in affected] == [[], [str(tom)], [str(tom)], [str(tom)]], "he is taken at ten"
    assert affected[0]["acts"] == ["keep", "offer", "cancel"]
    assert affected[1]["acts"] == ["keep", "colleague", "offer", "cancel"]
    assert affected[1]["told"] == ["email", "sms"]
    assert await counted(sessions, "SELECT count(*) FROM time_off") == 0
    assert await counted(sessions, "SELECT count(*) FROM audit_entry WHERE action LIKE 'time_off%'") == 0


async def test_one_act_sees_to_all_and_everybody_is_told_once(
    maple: Cast,
    olive: httpx.AsyncClient,
    booked: list[dict[str, Any]],
    browser: MakeClient,
    server: Server,
    sessions: Sessions,
    now: datetime,
) -> None:
    tom = str(maple.provider_ids[1])
    wish = [
        act(booked[0], "keep"),
        act(booked[1], "colleague", colleague_id=tom),
        act(booked[2], "offer", reason="Dr Priya is at a training. Any other time is fine."),
        act(booked[3], "cancel", reason="Training"),
    ]
    done = await olive.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=wish))
    assert done.status_code == 201, done.text
    people = [browser() for _ in booked]
    pages = [await open_link(person, visit) for person, visit in zip(people, booked, strict=True)]
    kept, given, asked, over = [(await person.get(page)).json() for person, page in zip(people, pages, strict=True)]
    assert (kept["state"], kept["provider"]["name"], kept["move_asked"]) == ("booked", "Dr Priya Raman", None)
    assert (given["provider"]["name"], given["reader"]["time"]) == ("Dr Tom Osei", "12:00")
    assert asked["move_asked"]["note"].startswith("Dr Priya is at a training")
    assert (asked["state"], asked["can_move"], over["state"]) == ("booked", True, "cancelled")
    async with desk_at(server.settings, sessions) as desk:
        await drain(desk, now=now)
        await drain(desk, now=now)
    said = (
        "SELECT kind, channel, count(*) AS n FROM message WHERE kind NOT IN ('confirmation', 'reminder') GROUP BY 1, 2"
    )
    rows = f"SELECT string_agg(concat_ws(' ', kind, channel, n), ', ' ORDER BY kind, channel) FROM ({said}) AS said"
    told = await counted(sessions, rows)
    assert told == (
        "cancellation email 1, cancellation sms 1, change email 1, change sms 1, move_asked email 1, move_asked sms 1"
    )
    acts = "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entry WHERE actor_kind = 'staff'"
    acts += " AND subject_kind IN ('time_off', 'appointment')"
    assert await counted(sessions, acts) == (
        "time_off.added appointment.moved appointment.move_asked appointment.cancelled"
    )
    left = (await olive.get(f"/offices/{maple.slug}/time-off/{done.json()['item']['id']}/visits")).json()["affected"]
    assert [one["id"] for one in left] == [booked[0]["visit_id"], booked[2]["visit_id"]]


async def test_whoever_is_asked_moves_without_a_cut_off_and_the_asking_ends(
    maple: Cast, olive: httpx.AsyncClient, booked: list[dict[str, Any]], browser: MakeClient, sessions: Sessions
) -> None:
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE service SET move_cutoff_minutes = 20000, moves_max = 0"))
    casey = browser()
    page = await open_link(casey, booked[0])
    another = {"starts_at": "2026-11-26T10:00:00Z", "provider_id": None, "time_zone": "Europe/Berlin"}
    assert (await casey.put(f"{page}/time", json=another)).status_code == 409, "the control: bound as anybody"
    wish = [act(booked[0], "offer"), *(act(one, "keep") for one in booked[1:])]
    assert (await olive.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=wish))).status_code == 201
    moved = await casey.put(f"{page}/time", json=another)
    assert moved.status_code == 200, moved.text
    assert (moved.json()["move_asked"], moved.json()["reader"]["date"]) == (None, "2026-11-26")
    assert (await casey.put(f"{page}/time", json=another | {"starts_at": "2026-11-26T11:00:00Z"})).status_code == 409


@pytest.mark.parametrize("change", ["moved", "colleague_taken", "forgotten", "not_theirs", "cancelled"])
async def test_when_one_cannot_be_seen_to_nothing_happens_and_the_list_is_fresh(
    maple: Cast,
    olive: httpx.AsyncClient,
    booked: list[dict[str, Any]],
    browser: MakeClient,
    sessions: Sessions,
    change: str,
) -> None:
    tom = str(maple.provider_ids[1])
    wish = [act(booked[0], "cancel"), act(booked[1], "colleague", colleague_id=tom)]
    wish += [act(booked[2], "offer"), act(booked[3], "keep")]
    if change == "moved":
        casey = browser()
        page = await open_link(casey, booked[2])
        another = {"starts_at": "2026-11-25T14:00:00Z", "provider_id": str(maple.priya), "time_zone": "Europe/Berlin"}
        assert (await casey.put(f"{page}/time", json=another)).status_code == 200
    if change == "colleague_taken":
        await book(browser(), maple, "2026-11-25T11:00:00Z", provider_id=maple.provider_ids[1], **ELSE)
    if change == "forgotten":
        wish.pop()
    if change == "not_theirs":
        other = await book(browser(), maple, "2026-11-26T11:00:00Z", provider_id=maple.priya, **ELSE)
        wish.append(act(other, "cancel"))
    if change == "cancelled":
        casey = browser()
        page = await open_link(casey, booked[3])
        assert (await casey.put(f"{page}/cancellation", json={"reason": None})).status_code == 200
    before = await counted(sessions, "SELECT count(*) FROM audit_entry")
    refused = await olive.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=wish))
    assert (refused.status_code, refused.json()["code"]) == (409, "affected_changed"), refused.text
    fresh = refused.json()["affected"]
    assert len(fresh) == (3 if change == "cancelled" else 4)
    assert await counted(sessions, "SELECT count(*) FROM time_off") == 0
    assert await counted(sessions, "SELECT count(*) FROM appointment WHERE cancelled_by = 'office'") == 0
    assert await counted(sessions, "SELECT count(*) FROM audit_entry") == before
    again = [{"visit_id": one["id"], "revision": one["revision"], "act": "keep"} for one in fresh]
    done = await olive.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=again))
    assert done.status_code == 201, f"the control: with the fresh list it goes through: {done.text}"


async def test_two_visits_at_once_do_not_both_fit_one_colleague(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions
) -> None:
    """The second is refused by the calendar itself; then the first is back where it was."""
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE service SET buffer_after_minutes = 30"))
    first = await book(browser(), maple, "2026-11-25T10:00:00Z", provider_id=maple.priya)
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE service SET buffer_after_minutes = 0"))
    async with db.begin(sessions) as session:  # the desk had squeezed somebody in
        await session.execute(text("UPDATE claim SET during = tstzrange(starts_at, ends_at)"))
    second = await book(browser(), maple, "2026-11-25T10:20:00Z", provider_id=maple.priya, **ELSE)
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE service SET buffer_after_minutes = 30"))
    tom = str(maple.provider_ids[1])
    wish = [act(one, "colleague", colleague_id=tom) for one in (first, second)]
    refused = await olive.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=wish))
    assert (refused.status_code, refused.json()["visit_id"]) == (409, second["visit_id"]), refused.text
    assert await counted(sessions, f"SELECT count(*) FROM appointment WHERE provider_id = '{tom}'") == 0


async def test_a_provider_sees_to_their_own_day_as_far_as_the_office_lets_them(
    maple: Cast, olive: httpx.AsyncClient, booked: list[dict[str, Any]], browser: MakeClient
) -> None:
    priya = await sign_in(browser(), maple, Role.PROVIDER)
    hours = {"time_zone": "Europe/London", "ranges": [{"weekday": 1, "from": "09:00", "to": "12:00"}]}
    own = f"/offices/{maple.slug}/providers/{maple.priya}/hours"
    steps = [("time_off", 403, 200), ("nothing", 403, 403), ("hours", 200, 200)]
    for allowed, sets_hours, takes_off in steps:
        said = await olive.patch(f"/offices/{maple.slug}/profile", json={"providers_set": allowed})
        assert said.json()["providers_set"] == allowed
        assert (await priya.put(f"{own}?preview=true", json=hours)).status_code == sets_hours
        asked = await priya.post(f"/offices/{maple.slug}/time-off/preview", json=off(maple))
        assert asked.status_code == takes_off, asked.text
    wish = [act(one, "offer") for one in booked]
    done = await priya.post(f"/offices/{maple.slug}/time-off", json=off(maple, affected=wish))
    assert done.status_code == 201, done.text
    closing = {**WEDNESDAY, "provider_id": None}
    assert (await priya.post(f"/offices/{maple.slug}/time-off", json=closing)).status_code == 403


async def test_other_hours_on_a_date_see_to_the_visits_outside_them(
    maple: Cast, olive: httpx.AsyncClient, booked: list[dict[str, Any]], sessions: Sessions
) -> None:
    short = {"from_on": "2026-11-25", "ranges": [{"from": "09:00", "to": "12:00"}], "reason": "Staff meeting"}
    short |= {"provider_id": str(maple.priya)}
    shown = (await olive.post(f"/offices/{maple.slug}/overrides?preview=true", json=short)).json()["affected"]
    assert [one["id"] for one in shown] == [booked[2]["visit_id"], booked[3]["visit_id"]]
    tom = str(maple.provider_ids[1])
    wish = [act(booked[2], "colleague", colleague_id=tom), act(booked[3], "cancel")]
    stale = [wish[0], wish[1] | {"revision": 7}]
    refused = await olive.post(f"/offices/{maple.slug}/overrides", json=short | {"affected": stale})
    assert (refused.status_code, refused.json()["code"]) == (409, "affected_changed")
    assert await counted(sessions, "SELECT count(*) FROM hours_override") == 0
    done = await olive.post(f"/offices/{maple.slug}/overrides", json=short | {"affected": wish})
    assert done.status_code == 201, done.text
    assert await counted(sessions, f"SELECT count(*) FROM appointment WHERE provider_id = '{tom}'") == 1
    assert await counted(sessions, "SELECT count(*) FROM appointment WHERE cancelled_by = 'office'") == 1
