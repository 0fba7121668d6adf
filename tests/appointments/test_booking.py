"""Casey books, moves and cancels, over the real server."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.db import Sessions
from tests.cast import BERLIN, CASEY, Cast, book, maple_street, open_link, take_hold
from tests.conftest import MakeClient

TUESDAY = "2026-11-24T10:00:00Z"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


async def _slots(client: httpx.AsyncClient, cast: Cast, **narrowing: Any) -> list[dict[str, Any]]:
    question = {
        "service_id": str(cast.service_id),
        "from": "2026-11-24",
        "to": "2026-11-25",
        "time_zone": BERLIN,
        **narrowing,
    }
    answer = await client.get(f"/offices/{cast.slug}/slots", params=question)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["slots"]
    return found


async def test_casey_books_a_time_that_is_offered_and_it_is_gone_for_others(maple: Cast, browser: MakeClient) -> None:
    casey, other = browser(), browser()
    offered = [slot["starts_at"] for slot in await _slots(casey, maple, provider_id=str(maple.priya))]
    assert TUESDAY in offered
    booked = await book(casey, maple, TUESDAY, provider_id=maple.priya)
    assert booked["visit"]["state"] == "booked"
    assert booked["visit"]["reader"] == {
        "date": "2026-11-24",
        "time": "11:00",
        "end_time": "11:20",
        "time_zone": BERLIN,
    }
    assert booked["visit"]["office_wall"]["time"] == "10:00"
    left = [slot["starts_at"] for slot in await _slots(other, maple, provider_id=str(maple.priya))]
    assert sorted(set(offered) - set(left)) == [TUESDAY]


async def test_a_held_time_is_hidden_from_others_and_still_shown_to_its_holder(
    maple: Cast, browser: MakeClient
) -> None:
    casey, other = browser(), browser()
    priya = str(maple.priya)
    held = (await take_hold(casey, maple, TUESDAY, provider_id=maple.priya)).json()
    assert TUESDAY not in [slot["starts_at"] for slot in await _slots(other, maple, provider_id=priya)]
    own = await _slots(casey, maple, provider_id=priya, hold_id=held["id"], hold_secret=held["secret"])
    assert TUESDAY in [slot["starts_at"] for slot in own]


async def test_who_comes_second_is_told_the_nearest_free_times(maple: Cast, browser: MakeClient) -> None:
    casey, other = browser(), browser()
    await take_hold(casey, maple, TUESDAY, provider_id=maple.priya)
    refused = await take_hold(other, maple, TUESDAY, provider_id=maple.priya)
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "slot_taken"
    near = [slot["starts_at"] for slot in refused.json()["nearest"]]
    assert near == ["2026-11-24T09:20:00Z", "2026-11-24T09:40:00Z", "2026-11-24T10:20:00Z"]


async def test_fifty_people_cannot_take_the_same_time(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    client = browser()
    answers = await asyncio.gather(
        *(take_hold(client, maple, TUESDAY, provider_id=maple.priya) for _ in range(50))
    )  # fmt: skip
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 49}
    async with db.begin(sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM claim")) == 1


async def test_without_the_constraint_and_the_lock_many_would_have_it(
    maple: Cast, browser: MakeClient, database: Any, sessions: Sessions
) -> None:
    """The control of the test above: it is the guard that makes the winner single, not luck."""
    owner = db.make_engine(database.owner_url, pool_size=2)
    async with owner.begin() as connection:
        await connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_no_overlap"))
        await connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION take_claim(new_id uuid, new_seat uuid, office uuid, provider uuid, service uuid,"
                " span tstzrange, visit_start timestamptz, visit_end timestamptz, why text, seats_in_all integer,"
                " until timestamptz, at timestamptz) RETURNS uuid LANGUAGE sql AS"
                " 'SELECT pg_sleep(1);"  # all have looked before the first has it, also on a busy machine
                " INSERT INTO claim (id, office_id, provider_id, service_id, during, starts_at, ends_at, reason, seats,"
                " seats_taken, expires_at, created_at) VALUES (new_id, office, provider, service, span, visit_start,"
                " visit_end, why, seats_in_all, 1, until, at) RETURNING id'"
            )
        )
    await owner.dispose()
    client = browser()
    answers = await asyncio.gather(
        *(take_hold(client, maple, TUESDAY, provider_id=maple.priya) for _ in range(50))
    )  # fmt: skip
    assert Counter(answer.status_code for answer in answers)[201] > 1


async def test_any_provider_means_the_second_person_gets_the_other_one(maple: Cast, browser: MakeClient) -> None:
    first = await take_hold(browser(), maple, TUESDAY)
    second = await take_hold(browser(), maple, TUESDAY)
    third = await take_hold(browser(), maple, TUESDAY)
    assert {first.json()["provider_id"], second.json()["provider_id"]} == {str(p) for p in maple.provider_ids}
    assert third.status_code == 409


async def test_the_same_hold_sent_twice_is_one_appointment(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:  # fmt: skip
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
    answers = await asyncio.gather(
        *(casey.post(f"/offices/{maple.slug}/appointments", json=wish) for _ in range(10))
    )  # fmt: skip
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["visit_id"] for answer in answers}) == 1
    async with db.begin(sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM appointment")) == 1


async def test_casey_cancels_and_the_time_is_offered_again(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    start = "2026-11-26T10:00:00Z"
    booked = await book(casey, maple, start, provider_id=maple.priya)
    visit = await open_link(casey, booked)
    cancelled = await casey.put(f"{visit}/cancellation", json={"reason": "Feeling well again"})
    assert cancelled.status_code == 200
    assert (cancelled.json()["state"], cancelled.json()["cancelled_by"]) == ("cancelled", "consumer")
    free = await _slots(casey, maple, **{"from": "2026-11-26", "to": "2026-11-27", "provider_id": str(maple.priya)})
    assert start in [slot["starts_at"] for slot in free]
    again = await casey.put(f"{visit}/cancellation", json={})
    assert (again.status_code, again.json()["code"]) == (409, "already_cancelled")


async def test_casey_moves_and_keeps_link_and_id(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    casey = browser()
    booked = await book(casey, maple, "2026-11-26T10:00:00Z", provider_id=maple.priya)
    visit = await open_link(casey, booked)
    moved = await casey.put(f"{visit}/time", json={"starts_at": "2026-11-27T11:00:00Z", "time_zone": BERLIN})
    assert moved.status_code == 200, moved.text
    assert moved.json()["revision"] == 1
    assert moved.json()["moved_from"]["time"] == "11:00"
    assert moved.json()["reader"]["time"] == "12:00"
    async with db.begin(sessions) as session:
        claims = (await session.execute(text("SELECT lower(during) FROM claim"))).scalars().all()
    assert [claim.isoformat() for claim in claims] == ["2026-11-27T11:00:00+00:00"]
    other = browser()
    assert await open_link(other, booked) == visit


async def test_two_moves_that_cross_are_both_refused_and_nothing_is_lost(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    casey, jonas = browser(), browser()
    ten, eleven = "2026-11-26T10:00:00Z", "2026-11-26T11:00:00Z"
    caseys = await open_link(casey, await book(casey, maple, ten, provider_id=maple.priya))
    jonass = await open_link(jonas, await book(jonas, maple, eleven, provider_id=maple.priya))
    priya = str(maple.priya)
    answers = await asyncio.gather(
        casey.put(f"{caseys}/time", json={"starts_at": eleven, "time_zone": BERLIN, "provider_id": priya}),
        jonas.put(f"{jonass}/time", json={"starts_at": ten, "time_zone": BERLIN, "provider_id": priya}),
    )
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "slot_taken"), (409, "slot_taken")]
    async with db.begin(sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM claim")) == 2


async def test_too_late_for_a_free_change_says_so(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    visit = await open_link(
        casey, await book(casey, maple, "2026-11-23T15:00:00Z")
    )  # in seven hours; the cut-off is a day
    refused = await casey.put(f"{visit}/cancellation", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_late_to_cancel")
    refused = await casey.put(f"{visit}/time", json={"starts_at": "2026-11-26T10:00:00Z", "time_zone": BERLIN})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_late_to_move")


async def test_closing_the_office_over_a_held_time_refuses_the_booking(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    from frontdesk.audit import SYSTEM
    from frontdesk.availability.schedules import set_office_hours
    from frontdesk.offices.schemas import Hours
    from frontdesk.offices.tables import Office

    casey = browser()
    held = (await take_hold(casey, maple, TUESDAY)).json()
    async with db.begin(sessions) as session:
        office = await session.get_one(Office, maple.office_id)
        await set_office_hours(session, office, Hours("Europe/London", []), actor=SYSTEM, now=now)
    wish = {
        "hold_id": held["id"],
        "hold_secret": held["secret"],
        "consumer": CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": False,
    }
    refused = await casey.post(f"/offices/{maple.slug}/appointments", json=wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
