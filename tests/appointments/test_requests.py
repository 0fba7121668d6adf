"""Where the office wants to approve: asked for, then confirmed, declined, or run out; nothing is promised before."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from frontdesk import clock
from frontdesk.appointments.requests import expire_request
from frontdesk.auth.roles import Role
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.messages.planning import plan_messages
from tests.appointments.scenes import FRIDAY, THURSDAY, convert, hold, rows, service_rules, somebody
from tests.backstage import desk_at
from tests.cast import BERLIN, Cast, book, maple_street, open_link, sign_in, take_hold
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: Any) -> Cast:
    cast = await maple_street(sessions, now=now)
    await service_rules(sessions, cast, approval=True, request_expires_minutes=1440)
    return cast


async def _plan(settings: Settings, sessions: Sessions, cast: Cast, visit_id: str, *, now: datetime) -> list[str]:
    async with desk_at(settings, sessions) as desk:
        await plan_messages(desk, office_id=cast.office_id, appointment_id=UUID(visit_id), now=now)
    found = await rows(
        sessions,
        "SELECT kind FROM message WHERE channel = 'email' AND cancelled_at IS NULL AND skipped_at IS NULL ORDER BY kind",
    )
    return [kind for (kind,) in found]


async def _expire(desk: Desk, cast: Cast, visit_id: str, *, now: datetime) -> None:
    await expire_request(desk, office_id=cast.office_id, appointment_id=UUID(visit_id), now=now)


async def _visits(client: httpx.AsyncClient, cast: Cast) -> list[str]:
    found = (await client.get(f"/offices/{cast.slug}/requests")).json()
    return [visit["id"] for visit in found["items"]]


async def test_a_request_keeps_the_time_and_has_no_room_until_it_is_approved(
    maple: Cast, browser: MakeClient, sessions: Sessions, settings: Settings, now: datetime
) -> None:
    casey, olive = browser(), await sign_in(browser(), maple, Role.MANAGER)
    booked = await book(casey, maple, THURSDAY, provider_id=maple.priya)
    assert (booked["visit"]["state"], booked["visit"]["can_move"]) == ("requested", False)
    assert booked["visit"]["request_expires_at"] == "2026-11-24T08:00:00Z"
    assert (await take_hold(browser(), maple, THURSDAY, provider_id=maple.priya)).status_code == 409
    jobs = await rows(sessions, "SELECT kind FROM job ORDER BY kind")
    assert jobs == [("expire_request",), ("plan_messages",)], "no room is made"
    assert await _plan(settings, sessions, maple, booked["visit_id"], now=now) == ["request"]
    visit = await open_link(casey, booked)
    for act in ("check-in", "pass"):
        refused = await casey.post(f"{visit}/{act}")
        assert (refused.status_code, refused.json()["code"]) == (409, "not_confirmed")
    assert await rows(sessions, "SELECT count(*) FROM visit WHERE room_id IS NOT NULL") == [(0,)]

    assert await _visits(olive, maple) == [booked["visit_id"]]
    approved = await olive.post(f"/offices/{maple.slug}{visit}/approval", json={})
    assert (approved.status_code, approved.json()["state"]) == (200, "booked"), approved.text
    assert await _visits(olive, maple) == []
    assert (await casey.get(visit)).json()["state"] == "booked"
    assert await rows(sessions, "SELECT reason, expires_at FROM claim") == [("appointment", None)]
    assert ("prepare_visit",) in await rows(sessions, "SELECT kind FROM job")
    planned = await _plan(settings, sessions, maple, booked["visit_id"], now=now)
    assert planned == ["confirmation", "reminder", "reminder"], (
        "and the acknowledgement that was not sent yet is taken back"
    )
    again = await olive.post(f"/offices/{maple.slug}{visit}/approval", json={})
    assert again.status_code == 200
    found = await rows(sessions, "SELECT action FROM audit_entry WHERE subject_kind = 'appointment' ORDER BY id")
    actions = [action for (action,) in found]
    assert actions == ["appointment.requested", "appointment.approved"]


async def test_a_declined_request_gives_the_time_back_and_tells_why(
    maple: Cast, browser: MakeClient, sessions: Sessions, settings: Settings, now: datetime
) -> None:
    casey, olive = browser(), await sign_in(browser(), maple, Role.SCHEDULER)
    booked = await book(casey, maple, THURSDAY, provider_id=maple.priya)
    visit = await open_link(casey, booked)
    declined = await olive.put(f"/offices/{maple.slug}{visit}/declination", json={"reason": "Please see your dentist"})
    assert (declined.status_code, declined.json()["state"]) == (200, "declined")
    seen = (await casey.get(visit)).json()
    assert (seen["state"], seen["decline_reason"], seen["can_cancel"]) == ("declined", "Please see your dentist", False)
    assert await _plan(settings, sessions, maple, booked["visit_id"], now=now) == ["declined"]
    assert (await take_hold(browser(), maple, THURSDAY, provider_id=maple.priya)).status_code == 201
    for act, path, body in (("post", "approval", {}), ("put", "declination", {"reason": "Again"})):
        refused = await olive.request(act, f"/offices/{maple.slug}{visit}/{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "request_over")
    assert (await casey.put(f"{visit}/cancellation", json={})).json()["code"] == "request_over"


async def test_a_request_that_nobody_answers_runs_out_at_its_instant(
    maple: Cast, browser: MakeClient, sessions: Sessions, settings: Settings, now: datetime
) -> None:
    casey = browser()
    booked = await book(casey, maple, THURSDAY, provider_id=maple.priya)
    visit = await open_link(casey, booked)
    later = now + timedelta(days=1)
    with clock.held(later):
        assert (await casey.get(visit)).json()["state"] == "expired", "by the clock, before anybody has tidied up"
        olive = await sign_in(browser(), maple, Role.MANAGER)
        refused = await olive.post(f"/offices/{maple.slug}{visit}/approval", json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "request_over")
        assert (await take_hold(browser(), maple, THURSDAY, provider_id=maple.priya)).status_code == 201
        async with desk_at(settings, sessions) as desk:
            await _expire(desk, maple, booked["visit_id"], now=later)
            await _expire(desk, maple, booked["visit_id"], now=later)
        assert await _plan(settings, sessions, maple, booked["visit_id"], now=later) == ["expired"]
    assert await rows(sessions, "SELECT action FROM audit_entry WHERE action = 'appointment.expired'") == [
        ("appointment.expired",)
    ]


async def test_too_early_the_job_expires_nothing(
    maple: Cast, browser: MakeClient, sessions: Sessions, settings: Settings, now: datetime
) -> None:
    booked = await book(browser(), maple, THURSDAY)
    async with desk_at(settings, sessions) as desk:
        await _expire(desk, maple, booked["visit_id"], now=now + timedelta(hours=23))
    assert await rows(sessions, "SELECT expired_at FROM appointment") == [(None,)]


async def test_requests_that_do_not_block_may_compete_and_one_is_approved(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, request_blocks=False)
    olive = await sign_in(browser(), maple, Role.MANAGER)
    asked = []
    for number in range(3):
        held = (await hold(browser(), maple, THURSDAY, provider_id=maple.priya)).json()
        booked = await convert(browser(), maple, held, somebody(number))
        assert booked.status_code == 201, booked.text
        asked.append(booked.json()["visit_id"])
    assert await rows(sessions, "SELECT count(*) FROM claim") == [(0,)]
    answers = await asyncio.gather(
        *(olive.post(f"/offices/{maple.slug}/visits/{visit_id}/approval", json={}) for visit_id in asked)
    )
    assert Counter(answer.status_code for answer in answers) == Counter({409: 2, 200: 1})
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"slot_taken"}
    assert len(await _visits(olive, maple)) == 2, (
        "the others are still open, and can be declined or given to somebody else"
    )
    open_one = (await _visits(olive, maple))[0]
    with_tom = {"provider_id": str(maple.provider_ids[1])}
    elsewhere = await olive.post(f"/offices/{maple.slug}/visits/{open_one}/approval", json=with_tom)
    assert (elsewhere.status_code, elsewhere.json()["provider"]["name"]) == (200, "Dr Tom Osei")


async def test_approving_declining_and_withdrawing_at_one_moment_is_one_of_them(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive, casey = await sign_in(browser(), maple, Role.MANAGER), browser()
    for start in (THURSDAY, FRIDAY, "2026-11-26T11:00:00Z"):
        visit = await open_link(casey, await book(casey, maple, start))
        at_office = f"/offices/{maple.slug}{visit}"
        answers = await asyncio.gather(
            olive.post(f"{at_office}/approval", json={}),
            olive.put(f"{at_office}/declination", json={"reason": "No"}),
            casey.put(f"{visit}/cancellation", json={}),
        )
        assert all(answer.status_code in (200, 409) for answer in answers), [answer.text for answer in answers]
    states = await rows(
        sessions,
        "SELECT (confirmed_at IS NOT NULL AND cancelled_at IS NULL) = (claim_id IS NOT NULL) FROM appointment",
    )
    assert states == [(True,)] * 3
    assert await rows(sessions, "SELECT count(*) FROM claim WHERE reason <> 'appointment'") == [(0,)]


async def test_a_withdrawn_request_is_free_of_cut_offs(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    visit = await open_link(casey, await book(casey, maple, "2026-11-23T15:00:00Z"))
    refused = await casey.put(f"{visit}/time", json={"starts_at": FRIDAY, "time_zone": BERLIN})
    assert refused.status_code == 409
    withdrawn = await casey.put(f"{visit}/cancellation", json={"reason": "Changed my mind"})
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "cancelled")


async def test_a_provider_answers_only_what_is_asked_of_them(maple: Cast, browser: MakeClient) -> None:
    priya = await sign_in(browser(), maple, Role.PROVIDER)
    mine = await book(browser(), maple, THURSDAY, provider_id=maple.priya)
    held = (await hold(browser(), maple, THURSDAY, provider_id=maple.provider_ids[1])).json()
    toms = (await convert(browser(), maple, held, somebody(1))).json()
    assert await _visits(priya, maple) == [mine["visit_id"]]
    assert (await priya.post(f"/offices/{maple.slug}/visits/{toms['visit_id']}/approval", json={})).status_code == 404
    to_tom = {"provider_id": str(maple.provider_ids[1])}
    assert (
        await priya.post(f"/offices/{maple.slug}/visits/{mine['visit_id']}/approval", json=to_tom)
    ).status_code == 403
    assert (await priya.post(f"/offices/{maple.slug}/visits/{mine['visit_id']}/approval", json={})).status_code == 200
