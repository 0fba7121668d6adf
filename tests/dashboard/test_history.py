"""Who changed what: found again, told with both values, and put back where it still fits."""

import csv
import io
from datetime import datetime
from typing import Any

import httpx
import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient

TEN = "2026-11-25T10:00:00Z"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.MANAGER)


async def read(client: httpx.AsyncClient, cast: Cast, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.get(f"/offices/{cast.slug}/history", params=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_change_tells_who_what_when_and_both_values(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    office = f"/offices/{maple.slug}"
    await olive.patch(f"{office}/services/{maple.service_id}", json={"notice_minutes": 240, "buffer_after_minutes": 0})
    newest, *_ = await read(olive, maple)
    assert newest["action"] == "service.changed"
    assert (newest["actor"]["name"], newest["source"]) == ("The manager", "page")
    assert newest["subject"]["name"] == "Follow-up visit"
    assert newest["changes"] == [{"field": "notice_minutes", "before": 120, "after": 240}], "what stayed is no change"
    assert newest["at"] == "2026-11-23T08:00:00Z"
    booked = await book(browser(), maple, TEN, provider_id=maple.priya)
    newest, *_ = await read(olive, maple)
    assert (newest["action"], newest["subject"]["name"]) == ("appointment.booked", "Casey Morgan")
    assert (newest["source"], newest["subject"]["starts_at"]) == ("link", TEN)
    of_visit = await read(olive, maple, subject=f"appointment:{booked['visit_id']}")
    assert {one["action"] for one in of_visit} == {"appointment.booked"}


async def test_it_is_found_by_words_kind_person_subject_and_date(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    office = f"/offices/{maple.slug}"
    await olive.patch(f"{office}/providers/{maple.priya}", json={"headline": "Family practice"})
    await olive.patch(f"{office}/profile", json={"phone": "+44 20 7946 0999"})
    await book(browser(), maple, TEN, provider_id=maple.priya)

    async def actions(**asked: Any) -> list[str]:
        return [one["action"] for one in await read(olive, maple, **asked)]

    assert (await actions(q="family"))[0] == "provider.changed"
    assert "appointment.booked" in await actions(q="casey")
    assert "office.changed" in await actions(q="7946 0999")
    assert await actions(q="100% nothing_") == []
    assert set(await actions(kind="visits")) == {"appointment.booked"}
    assert set(await actions(kind="hours")) == {"hours.set"}
    assert "hours.set" not in await actions(kind="settings")
    assert (await actions(subject=f"person:{maple.priya}"))[0] == "provider.changed"
    assert await actions(subject=f"service:{maple.service_id}") == ["service.added"]
    manager = next(
        one["id"] for one in (await olive.get(f"{office}/staff")).json()["items"] if one["role"] == "manager"
    )
    assert await actions(actor_id=manager) == ["office.changed", "provider.changed"]
    assert await actions(to="2026-11-22") == []
    assert len(await actions(**{"from": "2026-11-23", "to": "2026-11-23"})) > 5, "both dates count in"
    wrong = await olive.get(f"{office}/history", params={"subject": "nonsense"})
    assert wrong.json()["code"] == "unknown_subject"


async def test_long_histories_are_read_page_by_page(maple: Cast, olive: httpx.AsyncClient) -> None:
    address = f"/offices/{maple.slug}/history"
    for minutes in range(60):
        await olive.patch(f"/offices/{maple.slug}/profile", json={"door_opens_minutes": minutes})
    first = (await olive.get(address)).json()
    assert len(first["items"]) == 50
    second = (await olive.get(address, params={"before": first["next"]})).json()
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert ids == sorted(set(ids), reverse=True)
    assert second["next"] is None
    assert second["items"][-1]["action"] == "office.opened"


async def test_a_provider_reads_their_own_and_no_office_reads_anothers(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    other = {"name": "Robin", "email": "robin@example.com"}
    mine = await book(browser(), maple, TEN, provider_id=maple.priya)
    theirs = await book(browser(), maple, TEN, provider_id=maple.provider_ids[1], consumer=other, sms_consent=False)
    priya = await sign_in(browser(), maple, Role.PROVIDER)
    seen = {one["subject"]["id"] for one in await read(priya, maple)}
    assert mine["visit_id"] in seen
    assert theirs["visit_id"] not in seen
    everything = await read(olive, maple)
    foreign = next(one["id"] for one in everything if one["subject"]["id"] == theirs["visit_id"])
    assert (await priya.get(f"/offices/{maple.slug}/history/{foreign}")).status_code == 404
    oak = await sign_in(browser(), await oak_lane(sessions, now=now), Role.OWNER)
    for address in (f"/offices/oak-lane/history/{foreign}", f"/offices/{maple.slug}/history"):
        assert (await oak.get(address)).status_code == 404
    refused = await oak.post(f"/offices/oak-lane/history/{foreign}/restoration")
    assert refused.status_code == 404


async def test_a_former_value_is_put_back_with_a_look_before(maple: Cast, olive: httpx.AsyncClient) -> None:
    office = f"/offices/{maple.slug}"
    service = f"{office}/services/{maple.service_id}"
    hours = {"time_zone": "Europe/London", "ranges": [{"weekday": 1, "from": "08:00", "to": "12:00"}]}
    former = (await olive.get(f"{office}/hours")).json()
    await olive.patch(service, json={"notice_minutes": 240, "provider_ids": [str(maple.priya)]})
    await olive.patch(f"{office}/profile", json={"name": "Maple", "pause_notice": "Back on Monday."})
    await olive.put(f"{office}/hours", json=hours)
    await olive.put(f"{office}/consent", json={"text": "First words."})
    await olive.put(f"{office}/consent", json={"text": "Second words."})
    entries = (await read(olive, maple))[:5]
    assert [one["action"] for one in entries] == ["consent.worded"] * 2 + [
        "hours.set",
        "office.changed",
        "service.changed",
    ]
    looked = (await olive.post(f"{office}/history/{entries[4]['id']}/restoration/preview")).json()
    assert (looked["refusal"], {one["field"] for one in looked["changes"]}) == (
        None,
        {"notice_minutes", "provider_ids", "provider_weights"},
    )
    assert looked["names"][str(maple.priya)] == "Dr Priya Raman"
    assert (await olive.get(service)).json()["notice_minutes"] == 240, "a look changes nothing"
    for one in entries:
        answer = await olive.post(f"{office}/history/{one['id']}/restoration")
        assert answer.status_code == 200, answer.text
    restored = (await olive.get(service)).json()
    assert (restored["notice_minutes"], len(restored["provider_ids"])) == (120, 2)
    assert (await olive.get(f"{office}/profile")).json()["pause_notice"] is None
    assert (await olive.get(f"{office}/hours")).json() == former
    assert (await olive.get(f"{office}/consent")).json()["text"] == ""
    again = await olive.post(f"{office}/history/{entries[2]['id']}/restoration")
    assert (again.status_code, again.json()["code"]) == (409, "already_so")
    actions = [one["action"] for one in await read(olive, maple)]
    assert actions.count("setting.restored") == 5


async def test_what_no_longer_fits_is_refused_with_the_reason(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    office = f"/offices/{maple.slug}"
    wish = {"scope": "office", "period": "day", "count_max": 5}
    limit = (await olive.post(f"{office}/booking-limits", json=wish)).json()["id"]
    assert (await olive.delete(f"{office}/booking-limits/{limit}")).status_code == 204
    removed, added, *_ = await read(olive, maple)
    gone = await olive.post(f"{office}/history/{added['id']}/restoration")
    assert (gone.status_code, gone.json()["code"]) == (409, "already_so")
    await olive.post(f"{office}/booking-limits", json=wish | {"count_max": 9})
    looked = (await olive.post(f"{office}/history/{removed['id']}/restoration/preview")).json()
    assert (looked["refusal"], looked["detail"]) == (
        "no_longer_fits",
        "There is a limit of this already. Change that one.",
    )
    refused = await olive.post(f"{office}/history/{removed['id']}/restoration")
    assert (refused.status_code, refused.json()["because"]) == (409, "limit_there_already")
    opened = (await read(olive, maple, q="office.opened"))[0]
    assert opened["restorable"] is False
    never = await olive.post(f"{office}/history/{opened['id']}/restoration")
    assert (never.status_code, never.json()["code"]) == (409, "not_restorable")
    viewer = await sign_in(browser(), maple, Role.VIEWER)
    assert (await viewer.post(f"{office}/history/{removed['id']}/restoration")).status_code == 403


async def test_the_table_for_a_spreadsheet_runs_nothing(maple: Cast, olive: httpx.AsyncClient) -> None:
    office = f"/offices/{maple.slug}"
    await olive.patch(
        f"{office}/profile", json={"name": '=HYPERLINK("http://evil.example")', "address": "14 Maple Street"}
    )
    answer = await olive.get(f"{office}/history/export", params={"q": "hyperlink"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["field"]: row["after"] for row in rows} == {
        "name": '\'=HYPERLINK("http://evil.example")',
        "address": "14 Maple Street",
    }
    assert {row["before"] for row in rows} == {"Maple Street Practice", ""}
