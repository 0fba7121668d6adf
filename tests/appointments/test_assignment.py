"""Who gets the visit, and why, as it is kept and shown: the rule to everybody, who was weighed to staff."""

from datetime import datetime

import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.appointments.scenes import convert, hold, service_rules, somebody
from tests.cast import Cast, maple_street, sign_in
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


async def test_round_robin_takes_turns_and_says_why(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    await service_rules(sessions, maple, assignment="round_robin", fairness_days=7)
    olive = await sign_in(browser(), maple, Role.MANAGER)
    given = []
    for number in range(4):
        held = (await hold(browser(), maple, f"2026-11-26T{9 + number:02d}:00:00Z")).json()
        assert held["assigned"] == {"rule": "round_robin", "window_days": 7}
        booked = (await convert(browser(), maple, held, somebody(number))).json()
        assert booked["visit"]["assigned"] == {"rule": "round_robin", "window_days": 7}
        given.append(held["provider_id"])
    assert sorted(given[:2]) == sorted(given[2:]) == sorted(str(who) for who in maple.provider_ids)
    detail = (await olive.get(f"/offices/{maple.slug}/visits/{booked['visit_id']}")).json()
    weighed = {one["provider_id"]: one["visits"] for one in detail["assigned"]["considered"]}
    assert weighed[given[3]] == 1
    assert sum(weighed.values()) == 3


async def test_whoever_is_named_is_named_and_anybody_is_the_least_loaded(maple: Cast, browser: MakeClient) -> None:
    named = (await hold(browser(), maple, "2026-11-26T09:00:00Z", provider_id=maple.priya)).json()
    assert named["assigned"] == {"rule": "named", "window_days": None}
    anybody = (await hold(browser(), maple, "2026-11-26T11:00:00Z")).json()
    assert anybody["assigned"] == {"rule": "any", "window_days": None}
    assert anybody["provider_id"] == str(maple.provider_ids[1])
