"""How often a visit may be moved, and why it may be cancelled: consumers are bound, the office is not."""

from typing import Any

import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.appointments.scenes import FRIDAY, THURSDAY, service_rules
from tests.cast import BERLIN, Cast, book, maple_street, open_link, sign_in
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: Any) -> Cast:
    return await maple_street(sessions, now=now)


async def test_casey_moves_as_often_as_the_service_allows(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    await service_rules(sessions, maple, moves_max=1)
    casey, olive = browser(), await sign_in(browser(), maple, Role.MANAGER)
    visit = await open_link(casey, await book(casey, maple, THURSDAY))
    by_office = await olive.put(f"/offices/{maple.slug}{visit}/time", json={"starts_at": "2026-11-26T12:00:00Z"})
    assert by_office.status_code == 200, by_office.text
    assert (await casey.get(visit)).json()["moves_left"] == 1, "what the office moves does not count"
    moved = await casey.put(f"{visit}/time", json={"starts_at": FRIDAY, "time_zone": BERLIN})
    assert (moved.json()["moves_left"], moved.json()["can_move"]) == (0, False)
    refused = await casey.put(f"{visit}/time", json={"starts_at": THURSDAY, "time_zone": BERLIN})
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_too_often")
    assert (await casey.get(visit)).json()["starts_at"] == FRIDAY


async def test_casey_chooses_one_of_the_reasons(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    await service_rules(sessions, maple, cancel_reasons=["Feeling better", "Another time suits me better"])
    casey, olive = browser(), await sign_in(browser(), maple, Role.MANAGER)
    visit = await open_link(casey, await book(casey, maple, THURSDAY))
    assert (await casey.get(visit)).json()["cancel_reasons"] == ["Feeling better", "Another time suits me better"]
    for reason in (None, "None of your business"):
        refused = await casey.put(f"{visit}/cancellation", json={"reason": reason})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown_reason")
        assert refused.json()["reasons"] == ["Feeling better", "Another time suits me better"]
    cancelled = await casey.put(f"{visit}/cancellation", json={"reason": "Feeling better"})
    assert cancelled.json()["state"] == "cancelled"
    other = await open_link(casey, await book(casey, maple, FRIDAY))
    by_office = await olive.put(f"/offices/{maple.slug}{other}/cancellation", json={"reason": "The doctor is ill"})
    assert by_office.status_code == 200
