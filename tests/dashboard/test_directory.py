"""The people who book: found by whatever one remembers of them, with their visits, notes and consent; two entries made one."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import CASEY, Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient

MEI = {"name": "Mei Tanaka", "email": "mei.tanaka@example.com", "phone": "+447700900233"}
TEN, ELEVEN, NOON = (f"2026-11-25T{hour}:00:00Z" for hour in (10, 11, 12))


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def front(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.SCHEDULER)


async def found(client: httpx.AsyncClient, cast: Cast, q: str = "") -> list[str]:
    answer = await client.get(f"/offices/{cast.slug}/consumers", params={"q": q} if q else {})
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


async def whole(client: httpx.AsyncClient, cast: Cast, name: str) -> dict[str, Any]:
    listed = (await client.get(f"/offices/{cast.slug}/consumers", params={"q": name})).json()["items"]
    answer = await client.get(f"/offices/{cast.slug}/consumers/{listed[0]['id']}")
    assert answer.status_code == 200, answer.text
    detail: dict[str, Any] = answer.json()
    return detail


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("casey", ["Casey Morgan"]),
        ("MORG", ["Casey Morgan"]),
        ("morgan cas", ["Casey Morgan"]),
        ("mei.tanaka@", ["Mei Tanaka"]),
        ("07700 900233", ["Mei Tanaka"]),
        ("+44 7700 900233", ["Mei Tanaka"]),
        ("900233", ["Mei Tanaka"]),
        ("7700", ["Casey Morgan", "Mei Tanaka"]),
        ("example.com", ["Casey Morgan", "Mei Tanaka"]),
        ("%", []),
        ("c_sey", []),
        ("casey tanaka", []),
    ],
)
async def test_somebody_is_found_by_any_part_of_name_address_and_number(
    maple: Cast, front: httpx.AsyncClient, browser: MakeClient, words: str, who: list[str]
) -> None:
    await book(browser(), maple, TEN)
    await book(browser(), maple, ELEVEN, consumer=MEI)
    assert await found(front, maple, words) == who


async def test_a_consumers_page_has_their_visits_messages_consent_and_notes(
    maple: Cast, front: httpx.AsyncClient, browser: MakeClient
) -> None:
    office = f"/offices/{maple.slug}"
    olive = await sign_in(browser(), maple, Role.MANAGER)
    await olive.put(f"{office}/consent", json={"text": "We keep your notes."})
    wish = {
        "service_id": str(maple.service_id),
        "provider_id": str(maple.priya),
        "starts_at": TEN,
        "consumer": CASEY,
        "time_zone": "Europe/Berlin",
        "locale": "en",
        "sms_consent": True,
        "consent_version": 1,
    }
    first = (await front.post(f"{office}/bookings", json=wish)).json()
    second = (await front.post(f"{office}/bookings", json=wish | {"starts_at": NOON})).json()
    await front.put(f"{office}/visits/{second['id']}/cancellation", json={"reason": "Ill"})
    casey = await whole(front, maple, "casey")
    assert [(one["id"], one["state"]) for one in casey["visits"]] == [
        (second["id"], "cancelled"),
        (first["id"], "booked"),
    ], "the latest first"
    assert [(one["version"], one["source"]) for one in casey["consents"]] == [(1, "desk"), (1, "desk")]
    assert casey["sms_consent_at"] is not None
    note = await front.post(f"{office}/consumers/{casey['id']}/notes", json={"text": " Prefers mornings. "})
    assert (note.status_code, note.json()["text"], note.json()["yours"]) == (201, "Prefers mornings.", True)
    address = f"{office}/consumers/{casey['id']}/notes/{note.json()['id']}"
    changed = await front.put(address, json={"text": "Prefers evenings."})
    assert changed.json()["changed_at"] is not None
    others = await olive.put(address, json={"text": "Mine now"})
    assert (others.status_code, others.json()["code"]) == (403, "not_your_note")
    empty = await front.post(f"{office}/consumers/{casey['id']}/notes", json={"text": "  "})
    assert empty.json()["code"] == "empty_note"
    seen = (await whole(olive, maple, "casey"))["notes"]
    assert [(one["text"], one["author"], one["yours"]) for one in seen] == [
        ("Prefers evenings.", "The scheduler", False)
    ]
    history = (await olive.get(f"{office}/history", params={"subject": f"consumer:{casey['id']}"})).json()["items"]
    actions = [one["action"] for one in history]
    assert {"consumer.note_added", "appointment.booked", "appointment.cancelled"} <= set(actions)
    assert "Prefers" not in str(history), "what a note says is in no audit"


async def test_two_entries_of_one_person_become_one(maple: Cast, front: httpx.AsyncClient, browser: MakeClient) -> None:
    office = f"/offices/{maple.slug}"
    await book(browser(), maple, TEN)
    await book(browser(), maple, NOON, consumer=CASEY | {"name": "Cassie Morgan"})
    casey, cassie = await whole(front, maple, "casey"), await whole(front, maple, "cassie")
    assert [one["id"] for one in casey["duplicates"]] == [cassie["id"]], "the same address"
    await front.post(f"{office}/consumers/{cassie['id']}/notes", json={"text": "Allergic to nuts"})
    wish = {"duplicate_id": cassie["id"]}
    one = await front.post(f"{office}/consumers/{casey['id']}/merging", json=wish)
    assert one.status_code == 200, one.text
    assert (len(one.json()["visits"]), one.json()["notes"][0]["text"]) == (2, "Allergic to nuts")
    assert await found(front, maple) == ["Casey Morgan"]
    gone = (await front.get(f"{office}/consumers/{cassie['id']}")).json()
    assert (gone["merged_into_id"], gone["visits"]) == (casey["id"], [])
    for said, code in ((wish, "merged_already"), ({"duplicate_id": casey["id"]}, "same_person")):
        refused = await front.post(f"{office}/consumers/{casey['id']}/merging", json=said)
        assert refused.json()["code"] == code
    await book(browser(), maple, ELEVEN, consumer=CASEY | {"name": "Cassie Morgan"})
    assert await found(front, maple) == ["Casey Morgan", "Cassie Morgan"], "nothing is merged unasked"


async def test_a_provider_finds_their_own_unless_they_may_find_everybody(
    maple: Cast, front: httpx.AsyncClient, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    office, (priya, tom) = f"/offices/{maple.slug}", maple.provider_ids
    await book(browser(), maple, TEN, provider_id=priya)
    await book(browser(), maple, TEN, provider_id=tom, consumer=MEI)
    doctor = await sign_in(browser(), maple, Role.PROVIDER)
    mei = await whole(front, maple, "mei")
    assert await found(doctor, maple) == ["Casey Morgan"]
    for method, address, body in (
        ("GET", f"{office}/consumers/{mei['id']}", None),
        ("POST", f"{office}/consumers/{mei['id']}/notes", {"text": "Hello"}),
    ):
        assert (await doctor.request(method, address, json=body)).status_code == 404
    owner = await sign_in(browser(), maple, Role.OWNER)
    assert (await owner.patch(f"{office}/staff/{priya}", json={"own_only": False})).status_code == 200
    assert await found(doctor, maple) == ["Casey Morgan", "Mei Tanaka"]
    seen = (await doctor.get(f"{office}/consumers/{mei['id']}")).json()
    assert seen["visits"] == [], "visits stay each provider's own"
    oak = await sign_in(browser(), await oak_lane(sessions, now=now), Role.OWNER)
    assert (await oak.get("/offices/oak-lane/consumers")).json()["items"] == []
    assert (await oak.get(f"/offices/oak-lane/consumers/{mei['id']}")).status_code == 404


async def test_the_directory_is_read_page_by_page(
    maple: Cast, front: httpx.AsyncClient, sessions: Sessions, now: datetime
) -> None:

    async with db.begin(sessions) as session:
        await session.execute(
            text(
                "INSERT INTO consumer (id, office_id, name, email, locale, time_zone, created_at)"
                " SELECT gen_random_uuid(), :office_id, 'Same Name', n || '@example.com', 'en', 'UTC', :now"
                " FROM generate_series(1, 120) AS n"
            ),
            {"office_id": maple.office_id, "now": now},
        )
    seen: list[str] = []
    after: str | None = None
    for size in (50, 50, 20):
        params = {"after": after} if after else {}
        page = (await front.get(f"/offices/{maple.slug}/consumers", params=params)).json()
        assert len(page["items"]) == size
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert after is None
    assert len(set(seen)) == 120
    wrong = await front.get(f"/offices/{maple.slug}/consumers", params={"after": "nonsense"})
    assert wrong.json()["code"] == "bad_cursor"
