"""The desk books and moves for a consumer: the rules warn, a reason goes past them, taken time stays taken."""

from typing import Any

import httpx
import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.appointments.scenes import FRIDAY, THURSDAY, rows, service_rules, somebody
from tests.cast import BERLIN, CASEY, Cast, book, maple_street, sign_in, take_hold
from tests.conftest import MakeClient

NIGHT = "2026-11-26T23:00:00Z"


@pytest.fixture
async def maple(sessions: Sessions, now: Any) -> Cast:
    return await maple_street(sessions, now=now)


async def _phone_in(client: httpx.AsyncClient, cast: Cast, starts_at: str, **more: Any) -> httpx.Response:
    wish = {
        "service_id": str(cast.service_id),
        "starts_at": starts_at,
        "consumer": CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": True,
        **more,
    }
    return await client.post(f"/offices/{cast.slug}/bookings", json=wish)


def _codes(answer: httpx.Response) -> set[str]:
    assert (answer.status_code, answer.json()["code"]) == (409, "outside_rules"), answer.text
    return {warning["code"] for warning in answer.json()["warnings"]}


async def test_casey_phones_and_is_booked_in_one_act(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    olive = await sign_in(browser(), maple, Role.SCHEDULER)
    await service_rules(sessions, maple, approval=True, hidden=True)
    booked = await _phone_in(olive, maple, THURSDAY)
    assert booked.status_code == 201, booked.text
    assert (booked.json()["state"], booked.json()["consumer"]["name"]) == ("booked", "Casey Morgan")
    assert ("plan_messages",) in await rows(sessions, "SELECT kind FROM job"), "Casey gets her letter"
    assert await rows(sessions, "SELECT actor_kind FROM audit_entry WHERE action = 'appointment.booked'") == [
        ("staff",)
    ]


async def test_the_rules_warn_and_a_reason_goes_past_them(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    with_priya = {"provider_id": str(maple.priya)}
    assert _codes(await _phone_in(olive, maple, NIGHT, **with_priya)) == {"office_closed"}
    assert _codes(await _phone_in(olive, maple, "2026-11-23T08:20:00Z", **with_priya)) >= {"too_soon"}
    assert await rows(sessions, "SELECT count(*) FROM claim") == [(0,)], "a warning takes nothing"
    nobody_named = await _phone_in(olive, maple, NIGHT, override_reason="Agreed")
    assert (nobody_named.status_code, nobody_named.json()["code"]) == (422, "override_needs_provider")
    booked = await _phone_in(olive, maple, NIGHT, **with_priya, override_reason="Agreed with Dr Priya")
    assert booked.status_code == 201, booked.text
    found = await rows(
        sessions, "SELECT after ->> 'outside_rules' FROM audit_entry WHERE action = 'appointment.booked'"
    )
    assert found == [("Agreed with Dr Priya",)]


async def test_taken_time_is_no_rule_and_no_reason_goes_past_it(maple: Cast, browser: MakeClient) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    await take_hold(browser(), maple, THURSDAY, provider_id=maple.priya)
    with_priya = {"provider_id": str(maple.priya)}
    for more in ({}, {"override_reason": "It is urgent"}):
        refused = await _phone_in(olive, maple, THURSDAY, **with_priya, **more)
        assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")


async def test_the_desk_is_warned_of_what_the_consumer_has_already(maple: Cast, browser: MakeClient) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    first = await _phone_in(olive, maple, THURSDAY, provider_id=str(maple.priya))
    with_tom = {"provider_id": str(maple.provider_ids[1])}
    refused = await _phone_in(olive, maple, THURSDAY, **with_tom)
    assert _codes(refused) == {"already_booked_then"}
    assert refused.json()["existing"]["visit_id"] == first.json()["id"]
    assert refused.json()["existing"]["link_token"] is None
    assert (await _phone_in(olive, maple, THURSDAY, **with_tom, override_reason="Both at once")).status_code == 201


async def test_the_desk_moves_past_cut_off_and_count_with_a_reason(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive = await sign_in(browser(), maple, Role.SCHEDULER)
    await service_rules(sessions, maple, moves_max=0)
    booked = await book(browser(), maple, "2026-11-23T15:00:00Z", provider_id=maple.priya)
    address = f"/offices/{maple.slug}/visits/{booked['visit_id']}/time"
    moved = await olive.put(address, json={"starts_at": FRIDAY, "reason": "Asked by phone"})
    assert (moved.status_code, moved.json()["starts_at"]) == (200, FRIDAY), moved.text
    assert _codes(await olive.put(address, json={"starts_at": NIGHT})) == {"office_closed"}
    past = await olive.put(address, json={"starts_at": NIGHT, "override_reason": "Only then"})
    assert (past.status_code, past.json()["starts_at"]) == (200, NIGHT), past.text
    assert await rows(sessions, "SELECT move_reason, consumer_moves FROM appointment") == [(None, 0)]
    kept = await rows(
        sessions,
        "SELECT after ->> 'reason', after ->> 'outside_rules' FROM audit_entry WHERE action = 'appointment.moved' ORDER BY id",
    )
    assert kept == [("Asked by phone", None), (None, "Only then")]


async def test_a_provider_books_and_moves_for_themselves_only(maple: Cast, browser: MakeClient) -> None:
    priya = await sign_in(browser(), maple, Role.PROVIDER)
    booked = await _phone_in(priya, maple, THURSDAY)
    assert (booked.status_code, booked.json()["provider"]["name"]) == (201, "Dr Priya Raman")
    tom = str(maple.provider_ids[1])
    assert (await _phone_in(priya, maple, FRIDAY, provider_id=tom)).status_code == 403
    address = f"/offices/{maple.slug}/visits/{booked.json()['id']}/time"
    assert (await priya.put(address, json={"starts_at": FRIDAY, "provider_id": tom})).status_code == 403
    assert (await priya.put(address, json={"starts_at": FRIDAY})).status_code == 200
    toms = await _phone_in(
        await sign_in(browser(), maple, Role.MANAGER),
        maple,
        THURSDAY,
        provider_id=tom,
        consumer=somebody(1),
        sms_consent=False,
    )
    foreign = f"/offices/{maple.slug}/visits/{toms.json()['id']}/time"
    assert (await priya.put(foreign, json={"starts_at": "2026-11-27T11:00:00Z"})).status_code == 404
    viewer = await sign_in(browser(), maple, Role.VIEWER)
    assert (await _phone_in(viewer, maple, "2026-11-27T12:00:00Z")).status_code == 403
