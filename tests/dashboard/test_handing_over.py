"""Somebody stops working here: nobody who booked with them is forgotten."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions, begin
from frontdesk.offices.tables import Office
from tests.cast import CASEY, Cast, book, maple_street, sign_in
from tests.conftest import MakeClient

TEN, ELEVEN, NOON = (f"2026-11-25T{hour}:00:00Z" for hour in (10, 11, 12))


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.MANAGER)


@pytest.fixture
async def three(maple: Cast, browser: MakeClient) -> list[str]:
    """Three visits with Dr Priya, at ten, eleven and noon."""
    return [(await book(browser(), maple, start, provider_id=maple.priya))["visit_id"] for start in (TEN, ELEVEN, NOON)]


def plan(visits: list[str], *acts: dict[str, Any]) -> dict[str, Any]:
    return {"visits": [{"visit_id": one} | act for one, act in zip(visits, acts, strict=True)], "reason": "Moves away"}


async def test_each_visit_ahead_goes_where_it_was_said(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, three: list[str]
) -> None:
    office, (priya, tom) = f"/offices/{maple.slug}", maple.provider_ids
    await book(
        browser(), maple, ELEVEN, provider_id=tom, consumer=CASEY | {"email": "x@example.com", "phone": None}, sms_consent=False
    )  # fmt: skip
    ahead = (await olive.get(f"{office}/staff/{priya}/visits-ahead")).json()["items"]
    assert [one["visit"]["id"] for one in ahead] == three
    assert [one["colleague_ids"] for one in ahead] == [[str(tom)], [], [str(tom)]], "at eleven Tom sees somebody else"

    hand, leave, cancel = {"act": "hand_over", "provider_id": str(tom)}, {"act": "leave"}, {"act": "cancel"}
    gone = await olive.post(f"{office}/staff/{priya}/deactivation", json=plan(three, hand, leave, cancel))
    assert gone.status_code == 201, gone.text
    assert gone.json() == {"handed_over": 1, "cancelled": 1, "left": 1, "told": 2}
    visits = [(await olive.get(f"{office}/visits/{one}")).json() for one in three]
    assert [one["provider"]["id"] for one in visits] == [str(tom), str(priya), str(priya)]
    assert [one["state"] for one in visits] == ["booked", "booked", "cancelled"]
    assert visits[0]["starts_at"] == TEN
    page = (await browser().get(office)).json()
    assert [one["id"] for one in page["providers"]] == [str(tom)], "she is offered no more"
    assert (await olive.post(f"{office}/staff/{priya}/reactivation")).status_code == 201
    page = (await browser().get(office)).json()
    assert [one["id"] for one in page["providers"]] == [str(priya), str(tom)]


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        (({"act": "leave"},) * 2, "visits_ahead"),
        (({"act": "hand_over"}, {"act": "leave"}, {"act": "leave"}), "cannot_take"),
    ],
)
async def test_unless_all_of_it_can_be_done_nothing_is(
    maple: Cast, olive: httpx.AsyncClient, three: list[str], acts: tuple[dict[str, Any], ...], code: str
) -> None:
    office, priya = f"/offices/{maple.slug}", maple.priya
    said = plan(three[: len(acts)], *acts)
    refused = await olive.post(f"{office}/staff/{priya}/deactivation", json=said)
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    listed = (await olive.get(f"{office}/staff")).json()["items"]
    assert all(one["state"] == "active" for one in listed)
    assert [(await olive.get(f"{office}/visits/{one}")).json()["state"] for one in three] == ["booked"] * 3


async def test_a_pause_for_consumers_binds_nobody_who_hands_over(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions, three: list[str]
) -> None:
    async with begin(sessions) as session:
        (await session.get_one(Office, maple.office_id)).pause_notice = "Back in May"
    office, (priya, tom) = f"/offices/{maple.slug}", maple.provider_ids
    ahead = (await olive.get(f"{office}/staff/{priya}/visits-ahead")).json()["items"]
    assert [one["colleague_ids"] for one in ahead] == [[str(tom)]] * 3
    said = plan(three, *[{"act": "hand_over", "provider_id": str(tom)}] * 3)
    assert (await olive.post(f"{office}/staff/{priya}/deactivation", json=said)).json()["handed_over"] == 3


async def test_a_colleague_who_was_booked_meanwhile_does_not_get_it_twice(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, three: list[str]
) -> None:
    office, (priya, tom) = f"/offices/{maple.slug}", maple.provider_ids
    other = CASEY | {"email": "other@example.com", "phone": None}
    await book(browser(), maple, NOON, provider_id=tom, consumer=other, sms_consent=False)
    hand = {"act": "hand_over", "provider_id": str(tom)}
    refused = await olive.post(f"{office}/staff/{priya}/deactivation", json=plan(three, hand, hand, hand))
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot_take")
    assert refused.json()["visit_id"] == three[2]
    visits = [(await olive.get(f"{office}/visits/{one}")).json()["provider"]["id"] for one in three]
    assert visits == [str(priya)] * 3, "the two that could be handed over were not"
