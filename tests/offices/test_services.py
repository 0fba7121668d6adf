"""Every rule of a service can be set by a program; what contradicts itself is refused; consumers see what is theirs to know."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, sign_in
from tests.conftest import MakeClient

EVERYTHING: dict[str, Any] = {
    "name": "Loan review",
    "text": "Bring your figures.",
    "category": "Loans",
    "modality": "phone",
    "duration_minutes": 30,
    "durations": [{"minutes": 45, "price_minor": 9000}, {"minutes": 15, "price_minor": 0}],
    "step_minutes": 15,
    "step_offset_minutes": 10,
    "packs_day": True,
    "buffer_before_minutes": 5,
    "buffer_after_minutes": 10,
    "buffers_inside_hours": True,
    "notice_minutes": 60,
    "window_kind": "range",
    "window_days": 30,
    "window_from": "2026-12-01",
    "window_until": "2026-12-24",
    "price_minor": 6000,
    "currency": "EUR",
    "colour": "#aa5500",
    "active": True,
    "hidden": False,
    "pause_notice": "Back in January.",
    "position": 3,
    "seats": 8,
    "guests_max": 2,
    "approval": False,
    "request_blocks": False,
    "request_expires_minutes": 60,
    "assignment": "round_robin",
    "fairness_days": 14,
    "required_attributes": ["language:de", "skill:mortgages"],
    "active_per_consumer_max": 2,
    "moves_max": 1,
    "cancel_reasons": ["Ill", "Found another time"],
    "intake": [
        {
            "id": "purpose",
            "label": "What is it about?",
            "kind": "choice",
            "help": "",
            "options": ["A house", "A car"],
            "required": True,
            "max_length": None,
            "shown_if": None,
        }
    ],
    "reminder_offsets_minutes": [1440, 60],
    "cancel_cutoff_minutes": 120,
    "move_cutoff_minutes": 240,
}


async def _page(client: httpx.AsyncClient, maple: Cast) -> dict[str, Any]:
    page: dict[str, Any] = (await client.get(f"/offices/{maple.slug}")).json()
    return page


async def test_every_rule_is_kept_as_it_was_said(maple: Cast, olive: httpx.AsyncClient) -> None:
    priya, tom = map(str, maple.provider_ids)
    shares = [
        {"provider_id": priya, "weight": 3, "priority": 1},
        {"provider_id": tom, "weight": 1, "priority": 0},
    ]
    wish = {**EVERYTHING, "provider_ids": [priya, tom], "provider_weights": shares}
    added = await olive.post(f"/offices/{maple.slug}/services", json=wish)
    assert added.status_code == 201, added.text
    known_otherwise = {"id", "slug", "uses_own_hours", "version"}
    assert {name: value for name, value in added.json().items() if name not in known_otherwise} == wish
    listed = (await olive.get(f"/offices/{maple.slug}/services")).json()["items"]
    assert added.json() in listed
    bare = await olive.post(
        f"/offices/{maple.slug}/services", json={"name": "Bare", "duration_minutes": 20, "provider_ids": [priya]}
    )
    address = f"/offices/{maple.slug}/services/{bare.json()['id']}"
    changed = await olive.patch(address, json=wish)
    assert changed.status_code == 200, changed.text
    assert {name: value for name, value in changed.json().items() if name not in known_otherwise} == wish
    assert changed.json()["version"] > bare.json()["version"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"window_kind": "range"}, "window_without_dates"),
        ({"window_kind": "range", "window_from": "2026-12-01"}, "window_without_dates"),
        ({"window_kind": "range", "window_from": "2026-12-02", "window_until": "2026-12-01"}, "window_backwards"),
        ({"window_from": "2026-12-01", "window_until": "2026-12-02"}, "dates_without_range"),
        ({"window_kind": "free_days", "window_days": 0}, "window_without_days"),
        ({"durations": [{"minutes": 20}]}, "duration_twice"),
        ({"durations": [{"minutes": 30}, {"minutes": 30}]}, "duration_twice"),
        ({"durations": [{"minutes": 30, "price_minor": 100}]}, "duration_without_price"),
        ({"price_minor": 100, "currency": "EUR", "durations": [{"minutes": 30}]}, "duration_without_price"),
        ({"price_minor": 100}, "price_without_currency"),
        ({"seats": 2, "approval": True}, "approval_of_group"),
        ({"intake": [{"id": "which", "label": "Which?", "kind": "choice"}]}, "intake_makes_no_sense"),
    ],
)
async def test_rules_that_contradict_each_other_are_refused(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any], code: str
) -> None:
    before = (await olive.get(f"/offices/{maple.slug}/services")).json()
    answer = await olive.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json=change)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert (await olive.get(f"/offices/{maple.slug}/services")).json() == before
    new = {"name": "New", "duration_minutes": 20, "provider_ids": [], **change}
    answer = await olive.post(f"/offices/{maple.slug}/services", json=new)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"modality": "fax"},
        {"window_kind": "for ever"},
        {"durations": [{"minutes": 3}]},
        {"durations": [{"minutes": 30, "price": 1}]},
        {"durations": [{"minutes": minutes} for minutes in range(30, 42)]},
        {"pause_notice": "  "},
        {"text": "a\x00b"},
        {"name": "a\x00b"},
        {"required_attributes": ["german"]},
        {"required_attributes": ["Language:de"]},
        {"seats": 0},
        {"guests_max": 21},
        {"fairness_days": 0},
        {"step_offset_minutes": 1440},
        {"moves_max": -1},
        {"active_per_consumer_max": 0},
        {"cancel_reasons": [" "]},
        {"request_expires_minutes": 1},
        {"provider_weights": [{"provider_id": "0190a0a0-0000-7000-8000-000000000000", "weight": 0}]},
        {"version": 4},
        {"schedule_id": None},
    ],
)
async def test_what_does_not_fit_is_refused_before_anybody_looks(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    answer = await olive.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json=change)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input"), answer.text


async def test_leaving_a_range_drops_its_dates(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/services/{maple.service_id}"
    ranged = {"window_kind": "range", "window_from": "2026-12-01", "window_until": "2026-12-24"}
    assert (await olive.patch(address, json=ranged)).status_code == 200
    back = (await olive.patch(address, json={"window_kind": "rolling"})).json()
    assert (back["window_kind"], back["window_from"], back["window_until"]) == ("rolling", None, None)


async def test_shares_stay_with_those_who_go_on_offering(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/services/{maple.service_id}"
    priya, tom = map(str, maple.provider_ids)

    async def shares(change: dict[str, Any]) -> dict[str, tuple[int, int]]:
        answer = await olive.patch(address, json=change)
        assert answer.status_code == 200, answer.text
        return {one["provider_id"]: (one["weight"], one["priority"]) for one in answer.json()["provider_weights"]}

    weights = [{"provider_id": priya, "weight": 4, "priority": 2}]
    assert await shares({"provider_weights": weights}) == {priya: (4, 2), tom: (1, 0)}
    assert await shares({"provider_ids": [priya]}) == {priya: (4, 2)}
    assert await shares({"provider_ids": [priya, tom]}) == {priya: (4, 2), tom: (1, 0)}
    assert await shares({"provider_weights": []}) == {priya: (1, 0), tom: (1, 0)}
    await olive.patch(address, json={"provider_ids": [priya]})
    refused = await olive.patch(address, json={"provider_weights": [{"provider_id": tom}]})
    assert (refused.status_code, refused.json()["code"]) == (422, "weight_without_offer")


async def test_consumers_see_what_is_theirs_to_know(maple: Cast, olive: httpx.AsyncClient, browser: MakeClient) -> None:
    change = {
        "modality": "in_person",
        "price_minor": 6000,
        "currency": "EUR",
        "durations": [{"minutes": 45, "price_minor": 9000}],
        "seats": 6,
        "guests_max": 1,
        "pause_notice": "Back in January.",
        "cancel_reasons": ["Ill"],
        "intake": EVERYTHING["intake"],
    }
    address = f"/offices/{maple.slug}/services/{maple.service_id}"
    assert (await olive.patch(address, json=change)).status_code == 200
    (seen,) = (await _page(browser(), maple))["services"]
    assert seen["durations"] == [{"minutes": 20, "price_minor": 6000}, {"minutes": 45, "price_minor": 9000}]
    for name in ("modality", "seats", "guests_max", "pause_notice", "cancel_reasons", "intake"):
        assert seen[name] == change[name]
    assert seen["approval"] is False
    secret = {"assignment", "required_attributes", "active_per_consumer_max", "hidden", "position", "provider_weights"}
    assert secret.isdisjoint(seen)
    await olive.patch(address, json={"hidden": True})
    assert (await _page(browser(), maple))["services"] == []
    assert len((await olive.get(f"/offices/{maple.slug}/services")).json()["items"]) == 1, "staff still see it"


async def test_a_private_provider_is_nowhere_on_the_public_page(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    """The control stands in the first line: until then both are listed."""
    priya, tom = map(str, maple.provider_ids)

    async def listed() -> tuple[list[str], list[list[str]]]:
        page = await _page(browser(), maple)
        return [one["id"] for one in page["providers"]], [one["provider_ids"] for one in page["services"]]

    assert await listed() == ([priya, tom], [[priya, tom]])
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE provider SET private = true WHERE person_id = :tom"), {"tom": tom})
    assert await listed() == ([priya], [[priya]])
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE provider SET private = true"))
    assert await listed() == ([], []), "a service that only private providers offer is not for everybody"


async def test_what_was_changed_is_written_down(maple: Cast, olive: httpx.AsyncClient, sessions: Sessions) -> None:
    address = f"/offices/{maple.slug}/services/{maple.service_id}"
    await olive.patch(address, json={"durations": [{"minutes": 45}], "seats": 4, "provider_ids": [str(maple.priya)]})
    async with db.begin(sessions) as session:
        before, after = (
            await session.execute(text("SELECT before, after FROM audit_entry WHERE action = 'service.changed'"))
        ).one()
    assert (before["seats"], before["durations"], len(before["provider_ids"])) == (1, [], 2)
    assert after == {
        "durations": [{"minutes": 45, "price_minor": None}],
        "seats": 4,
        "provider_ids": [str(maple.priya)],
    }


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.PROVIDER, Role.VIEWER])
async def test_only_managers_change_services(maple: Cast, browser: MakeClient, role: Role) -> None:
    client = await sign_in(browser(), maple, role)
    answer = await client.patch(f"/offices/{maple.slug}/services/{maple.service_id}", json={"seats": 2})
    assert answer.status_code == 403


async def test_services_are_listed_in_the_order_in_which_they_were_put(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions, browser: MakeClient
) -> None:
    first = str(maple.service_id)
    added = [
        (
            await olive.post(
                "/offices/maple-street/services",
                json={"name": name, "duration_minutes": 20, "provider_ids": [str(maple.priya)]},
            )
        ).json()["id"]
        for name in ("Second", "Third")
    ]
    put = await olive.put("/offices/maple-street/services-order", json={"service_ids": [added[1], first]})
    assert [one["id"] for one in put.json()["items"]] == [added[1], first, added[0]], "who is not named follows"
    page = (await browser().get("/offices/maple-street")).json()
    assert [one["id"] for one in page["services"]] == [added[1], first, added[0]], "consumers see the same"
    async with db.begin(sessions, read_only=True) as session:
        before, after = (
            await session.execute(text("SELECT before, after FROM audit_entry WHERE action = 'services.ordered'"))
        ).one()
    assert (before["service_ids"][0], after["service_ids"][0]) == (first, added[1])
    unknown = {"service_ids": ["00000000-0000-7000-8000-000000000000"]}
    refused = await olive.put("/offices/maple-street/services-order", json=unknown)
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_service")
