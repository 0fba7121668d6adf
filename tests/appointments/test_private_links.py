"""A private link opens what is hidden, for its service and provider, so often and so long; its last use goes once."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.appointments.private_links import token_hash
from frontdesk.appointments.tables import PrivateLink
from frontdesk.db import Sessions, new_id
from tests.appointments.scenes import FRIDAY, THURSDAY, convert, hold, rows, service_rules, somebody
from tests.cast import BERLIN, Cast, maple_street
from tests.conftest import MakeClient

TOKEN = "a-token-that-nobody-guesses"
BY_LINK = {"Private-Link": TOKEN}


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    cast = await maple_street(sessions, now=now)
    await service_rules(sessions, cast, hidden=True)
    return cast


async def _link(
    sessions: Sessions, cast: Cast, now: datetime, *, uses_max: int | None = None, provider_id: UUID | None = None
) -> None:
    async with db.begin(sessions) as session:
        session.add(
            PrivateLink(
                id=new_id(),
                office_id=cast.office_id,
                service_id=cast.service_id,
                provider_id=provider_id,
                name="For our nurses",
                token_hash=token_hash(TOKEN),
                expires_at=now + timedelta(days=1),
                uses_max=uses_max,
                uses=0,
                created_at=now,
            )
        )


async def test_the_hidden_service_is_listed_held_and_booked_by_the_link_alone(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await _link(sessions, maple, now, provider_id=maple.priya)
    casey = browser()
    question = {"service_id": str(maple.service_id), "from": "2026-11-26", "to": "2026-11-27", "time_zone": BERLIN}
    address = f"/offices/{maple.slug}/slots"
    assert (await casey.get(address, params=question)).json()["slots"] == []
    listed = (await casey.get(address, params=question, headers=BY_LINK)).json()["slots"]
    assert {who for slot in listed for who in slot["provider_ids"]} == {str(maple.priya)}
    offer = (await casey.get(f"/offices/{maple.slug}/private-offer", headers=BY_LINK)).json()
    assert offer["service"]["id"] == str(maple.service_id)
    assert [who["id"] for who in offer["providers"]] == [str(maple.priya)]
    assert (await casey.get(f"/offices/{maple.slug}")).json()["services"] == []
    assert (await hold(casey, maple, THURSDAY)).status_code == 409
    held = await hold(casey, maple, THURSDAY, headers=BY_LINK)
    assert held.json()["provider_id"] == str(maple.priya)
    assert (await convert(casey, maple, held.json())).status_code == 201
    assert await rows(sessions, "SELECT uses FROM private_link") == [(1,)]
    with_tom = await hold(casey, maple, FRIDAY, provider_id=maple.provider_ids[1], headers=BY_LINK)
    assert (with_tom.status_code, with_tom.json()["code"]) == (404, "private_link_invalid")


async def test_a_link_that_ran_out_or_was_revoked_says_so(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await _link(sessions, maple, now)
    casey = browser()
    unknown = await hold(casey, maple, THURSDAY, headers={"Private-Link": "guessed"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "private_link_invalid")
    held = (await hold(casey, maple, THURSDAY, headers=BY_LINK)).json()
    with clock.held(now + timedelta(days=1)):
        over = await hold(casey, maple, FRIDAY, headers=BY_LINK)
        assert (over.status_code, over.json()["code"]) == (410, "private_link_over")
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE private_link SET revoked_at = :now"), {"now": now})
    refused = await convert(casey, maple, held)
    assert (refused.status_code, refused.json()["code"]) == (410, "private_link_over")


async def test_the_last_uses_of_a_link_go_once_each(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await _link(sessions, maple, now, uses_max=3)
    client = browser()
    starts = [f"2026-11-26T{hour:02d}:{minute:02d}:00Z" for hour in (9, 10, 11, 12) for minute in (0, 20, 40)]
    held = [(await hold(client, maple, start, headers=BY_LINK)).json() for start in starts]
    answers = await asyncio.gather(*(convert(client, maple, one, somebody(number)) for number, one in enumerate(held)))
    assert Counter(answer.status_code for answer in answers) == Counter({410: 9, 201: 3})
    assert {answer.json()["code"] for answer in answers if answer.status_code == 410} == {"private_link_used_up"}
    again: Any = await hold(client, maple, FRIDAY, headers=BY_LINK)
    assert (again.status_code, again.json()["code"]) == (410, "private_link_used_up")
