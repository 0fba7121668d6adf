"""Whatever is sent, the answer is clear, nothing breaks and nothing leaks."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from frontdesk.db import Sessions
from tests.cast import BERLIN, CASEY, Cast, book, maple_street, oak_lane, open_link, take_hold
from tests.conftest import MakeClient

TUESDAY = "2026-11-24T10:00:00Z"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def oak(sessions: Sessions, now: datetime) -> Cast:
    return await oak_lane(sessions, now=now)


def _hold(cast: Cast, **changes: Any) -> dict[str, Any]:
    wish = {"service_id": str(cast.service_id), "provider_id": None, "starts_at": TUESDAY, "time_zone": BERLIN}
    return wish | changes


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"service_id": str(uuid4())}, 404, "unknown_service"),
        ({"service_id": "follow-up"}, 400, "invalid_input"),
        ({"provider_id": str(uuid4())}, 404, "unknown_provider"),
        ({"starts_at": "tomorrow"}, 400, "invalid_input"),
        ({"starts_at": "2026-11-24T10:00:00"}, 400, "invalid_input"),
        ({"starts_at": "2020-01-01T10:00:00Z"}, 422, "time_in_past"),
        ({"starts_at": "2026-11-24T10:07:00Z"}, 409, "slot_taken"),
        ({"starts_at": "2026-11-28T10:00:00Z"}, 409, "slot_taken"),
        ({"starts_at": "2028-11-24T10:00:00Z"}, 409, "slot_taken"),
        ({"time_zone": "Mars/Olympus"}, 422, "unknown_time_zone"),
        ({"time_zone": "EST"}, 422, "unknown_time_zone"),
        ({"colour": "green"}, 400, "invalid_input"),
    ],
)
async def test_a_hold_that_makes_no_sense_is_refused_clearly(
    maple: Cast, browser: MakeClient, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = await browser().post(f"/offices/{maple.slug}/holds", json=_hold(maple, **changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_another_offices_service_and_provider_are_not_there(maple: Cast, oak: Cast, browser: MakeClient) -> None:
    client = browser()
    foreign_service = await client.post(f"/offices/{maple.slug}/holds", json=_hold(oak))
    assert (foreign_service.status_code, foreign_service.json()["code"]) == (404, "unknown_service")
    foreign_provider = await client.post(f"/offices/{maple.slug}/holds", json=_hold(maple, provider_id=str(oak.priya)))
    assert (foreign_provider.status_code, foreign_provider.json()["code"]) == (404, "unknown_provider")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"consumer": CASEY | {"email": "casey"}}, 422, "invalid_email"),
        ({"consumer": CASEY | {"email": "a@b"}}, 422, "invalid_email"),
        ({"consumer": CASEY | {"phone": "07700 9004"}}, 422, "invalid_phone"),
        ({"consumer": CASEY | {"phone": "call me"}}, 422, "invalid_phone"),
        ({"consumer": CASEY | {"name": "   "}}, 422, "invalid_name"),
        ({"consumer": CASEY | {"name": "x" * 200}}, 400, "invalid_input"),
        ({"consumer": CASEY | {"name": "Casey\u0000"}}, 422, "invalid_name"),
        ({"consumer": CASEY | {"phone": None}, "sms_consent": True}, 422, "consent_without_phone"),
        ({"consumer": CASEY | {"born": "1988-03-14"}}, 400, "invalid_input"),
        ({"hold_secret": "not the secret at all"}, 404, "unknown_hold"),
        ({"hold_id": str(uuid4())}, 404, "unknown_hold"),
        ({"locale": "<script>"}, 400, "invalid_input"),
        ({"sms_consent": "yes"}, 400, "invalid_input"),
        ({"extra": 1}, 400, "invalid_input"),
    ],
)
async def test_a_booking_that_makes_no_sense_is_refused_and_the_hold_survives(
    maple: Cast, browser: MakeClient, changes: dict[str, Any], status: int, code: str
) -> None:
    casey = browser()
    held = (await take_hold(casey, maple, TUESDAY)).json()
    wish = {
        "hold_id": held["id"],
        "hold_secret": held["secret"],
        "consumer": CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": True,
    }
    refused = await casey.post(f"/offices/{maple.slug}/appointments", json=wish | changes)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text
    booked = await casey.post(f"/offices/{maple.slug}/appointments", json=wish)
    assert booked.status_code == 201, booked.text


@pytest.mark.parametrize(
    ("question", "status", "code"),
    [
        ({"from": "2026-13-01"}, 400, "invalid_input"),
        ({"to": "2026-11-23"}, 422, "range_too_long"),
        ({"to": "2027-11-23"}, 422, "range_too_long"),
        ({"time_zone": ""}, 422, "unknown_time_zone"),
        ({"colour": "green"}, 400, "invalid_input"),
        ({"from": None}, 400, "invalid_input"),
    ],
)
async def test_a_question_for_slots_that_makes_no_sense_is_refused(
    maple: Cast, browser: MakeClient, question: dict[str, Any], status: int, code: str
) -> None:
    asked = {"service_id": str(maple.service_id), "from": "2026-11-24", "to": "2026-11-25", "time_zone": BERLIN}
    params = {name: value for name, value in (asked | question).items() if value is not None}
    answer = await browser().get(f"/offices/{maple.slug}/slots", params=params)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.parametrize("token", ["x", "A" * 20, "../../etc/passwd", "é" * 20, "\u0000"])
async def test_a_made_up_link_opens_nothing(maple: Cast, browser: MakeClient, token: str) -> None:
    answer = await browser().post("/link-sessions", json={"token": token})
    assert (answer.status_code, answer.json()["code"]) == (404, "link_invalid"), answer.text


async def test_the_cookie_of_one_visit_opens_no_other(maple: Cast, browser: MakeClient) -> None:
    casey, jonas = browser(), browser()
    await open_link(casey, await book(casey, maple, TUESDAY))
    jonass = await open_link(jonas, await book(jonas, maple, "2026-11-24T11:00:00Z"))
    secret = next(cookie.value for cookie in casey.cookies.jar)
    answer = await casey.get(jonass, headers={"Cookie": f"frontdesk_visit={secret}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "link_needed")


async def test_unknown_addresses_and_methods_answer_as_problems(maple: Cast, browser: MakeClient) -> None:
    client = browser()
    missing = await client.get("/no-such-thing")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    wrong = await client.delete(f"/offices/{maple.slug}")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    unknown = await client.get("/offices/elm-road")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_office")


async def test_a_foreign_page_can_change_nothing(maple: Cast, browser: MakeClient) -> None:
    client = browser()
    answer = await client.post(
        f"/offices/{maple.slug}/holds", json=_hold(maple), headers={"Origin": "https://evil.example"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


async def test_a_body_that_is_too_large_is_refused(maple: Cast, browser: MakeClient) -> None:
    answer = await browser().post(
        f"/offices/{maple.slug}/holds",
        content=b"{" + b" " * 400_000 + b"}",
        headers={"Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
