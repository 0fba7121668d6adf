"""Nobody has more visits ahead than may be, nor two at once; the contact makes the person, the attendee the body."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.appointments import queries
from frontdesk.db import Sessions
from tests.appointments.scenes import FRIDAY, THURSDAY, convert, hold, office_rules, rows, service_rules
from tests.cast import BERLIN, CASEY, Cast, book, maple_street, open_link
from tests.conftest import MakeClient

STARTS = [f"2026-11-26T{hour:02d}:{minute:02d}:00Z" for hour in range(9, 13) for minute in (0, 20, 40)]


@pytest.fixture
async def maple(sessions: Sessions, now: Any) -> Cast:
    return await maple_street(sessions, now=now)


async def test_two_visits_ahead_are_enough_where_the_service_says_so(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, active_per_consumer_max=2)
    casey = browser()
    first = await book(casey, maple, STARTS[0])
    await book(casey, maple, STARTS[1])
    held = (await hold(casey, maple, STARTS[2])).json()
    refused = await convert(casey, maple, held)
    assert (refused.status_code, refused.json()["code"]) == (409, "active_limit_reached")
    assert "existing" not in refused.json(), "whoever types Casey's address learns nothing of her visits"
    visit = await open_link(casey, first)
    assert (await casey.put(f"{visit}/cancellation", json={})).status_code == 200
    assert (await convert(casey, maple, held)).status_code == 201, "one less, and the held time is still hers"


async def test_the_office_counts_over_all_services_and_knows_a_person_by_number_as_well(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await office_rules(sessions, maple, active_per_consumer_max=1)
    casey = browser()
    await book(casey, maple, THURSDAY)
    other_mail = {**CASEY, "email": "casey@elsewhere.example"}
    refused = await convert(casey, maple, (await hold(casey, maple, FRIDAY)).json(), other_mail)
    assert refused.json()["code"] == "active_limit_reached"
    stranger = {"name": "Casey Morgan", "email": "another.casey@example.com", "phone": None}
    assert (await convert(casey, maple, (await hold(casey, maple, FRIDAY)).json(), stranger)).status_code == 201


async def test_casey_cannot_be_in_two_visits_at_once_but_her_child_may_be_seen_next_door(
    maple: Cast, browser: MakeClient
) -> None:
    casey = browser()
    await book(casey, maple, THURSDAY)
    held = (await hold(casey, maple, THURSDAY)).json()
    refused = await convert(casey, maple, held)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_booked_then")
    assert (await convert(casey, maple, held, attendee_name="Robin Morgan")).status_code == 201


async def test_whoever_has_proven_the_address_is_shown_the_visit_to_move(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: Any
) -> None:
    casey = browser()
    booked = await book(casey, maple, THURSDAY)
    held = (await hold(casey, maple, THURSDAY)).json()
    async with db.begin(sessions) as session:
        await session.execute(
            text("UPDATE hold SET proven_channel = 'email', proven_address = :email, proven_at = :now WHERE id = :id"),
            {"email": CASEY["email"], "now": now, "id": held["id"]},
        )
    existing = (await convert(casey, maple, held)).json()["existing"]
    assert existing["visit_id"] == booked["visit_id"]
    visit = await open_link(casey, {"link_token": existing["link_token"], "visit_id": existing["visit_id"]})
    moved = await casey.put(f"{visit}/time", json={"starts_at": FRIDAY, "time_zone": BERLIN})
    assert moved.status_code == 200
    assert (await convert(casey, maple, held)).status_code == 201


async def test_a_move_onto_ones_own_other_visit_is_refused(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    await book(casey, maple, THURSDAY)
    visit = await open_link(casey, await book(casey, maple, FRIDAY))
    refused = await casey.put(f"{visit}/time", json={"starts_at": THURSDAY, "time_zone": BERLIN})
    assert (refused.status_code, refused.json()["code"]) == (409, "already_booked_then")
    assert (await casey.get(visit)).json()["starts_at"] == FRIDAY


async def _race(client: Any, maple: Cast) -> Counter[int]:
    held = [(await hold(client, maple, start)).json() for start in STARTS]
    answers = await asyncio.gather(*(convert(client, maple, one) for one in held))
    return Counter(answer.status_code for answer in answers)


async def test_twelve_bookings_of_one_person_at_one_moment_leave_two(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, active_per_consumer_max=2)
    assert await _race(browser(), maple) == Counter({409: 10, 201: 2})
    assert await rows(sessions, "SELECT count(*) FROM seat") == [(2,)]


async def test_without_the_locks_of_the_addresses_more_get_through(
    maple: Cast, browser: MakeClient, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: they count, see the same, and all book."""
    await service_rules(sessions, maple, active_per_consumer_max=2)

    async def no_lock(session: Any, subjects: Any) -> None:
        await asyncio.sleep(0.2)

    look = queries.visits_ahead

    async def look_slowly(*args: Any, **options: Any) -> Any:
        found = await look(*args, **options)
        await asyncio.sleep(2)
        return found

    monkeypatch.setattr("frontdesk.availability.claims.lock", no_lock)
    monkeypatch.setattr("frontdesk.appointments.consumer_limits.visits_ahead", look_slowly)
    assert (await _race(browser(), maple))[201] > 2
