"""Two people change the same thing: whoever says which version they saw never overwrites what they did not see."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import LONDON, Cast, book, maple_street, open_link, sign_in
from tests.conftest import MONDAY_MORNING, MakeClient

OFFICE = "/offices/maple-street"
TEN = "2026-11-23T10:00:00Z"
WEEK = [{"weekday": 1, "from": "10:00", "to": "16:00"}]


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.OWNER)


def resources(maple: Cast) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Everything with a version: where it is, and a change of it."""
    return {
        "office": ("PATCH", f"{OFFICE}/profile", {"name": "Maple"}),
        "service": ("PATCH", f"{OFFICE}/services/{maple.service_id}", {"name": "Short visit"}),
        "provider": ("PATCH", f"{OFFICE}/providers/{maple.priya}", {"headline": "Skin"}),
        "office hours": ("PUT", f"{OFFICE}/hours", {"time_zone": LONDON, "ranges": WEEK}),
        "provider hours": ("PUT", f"{OFFICE}/providers/{maple.priya}/hours", {"time_zone": LONDON, "ranges": WEEK}),
    }


@pytest.mark.parametrize("what", ["office", "service", "provider", "office hours", "provider hours"])
async def test_who_saw_the_newest_version_changes_it_and_who_did_not_is_shown_it(
    maple: Cast, olive: httpx.AsyncClient, what: str
) -> None:
    method, path, change = resources(maple)[what]
    seen = (await olive.get(path)).headers["etag"]
    changed = await olive.request(method, path, json=change, headers={"If-Match": seen})
    assert changed.status_code == 200, changed.text
    newest = changed.headers["etag"]
    assert newest != seen
    now_seen = await olive.get(path)
    assert now_seen.headers["etag"] == newest
    assert changed.json().get("version", newest.strip('"')) == now_seen.json().get("version", newest.strip('"'))
    late = await olive.request(method, path, json=change, headers={"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert late.json()["current"] == now_seen.json()
    assert f'"{late.json()["version"]}"' == newest, "with which it can be saved knowingly"
    assert late.json()["changed_by"] == "The owner", "and who was faster"
    assert datetime.fromisoformat(late.json()["changed_at"]) == MONDAY_MORNING
    assert (await olive.get(path)).headers["etag"] == newest, "and nothing was changed"
    for form in ("{}", "W/{}", '"x", {}', "*"):
        tag = form.format(newest)
        accepted = await olive.request(method, path, json=change, headers={"If-Match": tag})
        assert accepted.status_code == 200, tag
        newest = accepted.headers["etag"]
    assert (await olive.request(method, path, json=change)).status_code == 200, "who says nothing is not asked"


@pytest.mark.parametrize("what", ["office", "service", "provider", "office hours"])
async def test_what_is_known_already_is_not_told_again(maple: Cast, olive: httpx.AsyncClient, what: str) -> None:
    method, path, change = resources(maple)[what]
    tag = (await olive.get(path)).headers["etag"]
    known = await olive.get(path, headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    await olive.request(method, path, json=change)
    assert (await olive.get(path, headers={"If-None-Match": tag})).status_code == 200


async def test_of_twenty_who_saw_the_same_version_one_changes_it(maple: Cast, olive: httpx.AsyncClient) -> None:
    path = f"{OFFICE}/services/{maple.service_id}"
    seen = {"If-Match": (await olive.get(path)).headers["etag"]}
    answers = await asyncio.gather(
        *(olive.patch(path, json={"name": f"Visit {n}"}, headers=seen) for n in range(20))
    )  # fmt: skip
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 19
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert (await olive.get(path)).json()["name"] == winner.json()["name"]
    control = await asyncio.gather(*(olive.patch(path, json={"name": f"Visit {n}"}) for n in range(20)))
    assert {answer.status_code for answer in control} <= {200, 409}
    assert [answer.status_code for answer in control].count(200) > 1, "without it the last one wins"


async def test_a_visit_that_moved_on_is_not_cancelled_unseen(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    casey = browser()
    mine = await open_link(casey, await book(casey, maple, TEN, provider_id=maple.priya))
    seen = (await olive.get(f"{OFFICE}{mine}")).headers["etag"]
    notes = await olive.put(f"{OFFICE}{mine}/notes", json={"text": "Knee"}, headers={"If-Match": seen})
    assert notes.status_code == 200
    assert notes.headers["etag"] != seen, "notes are part of the visit"
    late = await olive.put(f"{OFFICE}{mine}/cancellation", json={"reason": "Ill"}, headers={"If-Match": seen})
    assert (late.status_code, late.json()["current"]["notes"]) == (412, "Knee")
    caseys = (await casey.get(mine)).headers["etag"]
    assert caseys == notes.headers["etag"]
    gone = await casey.put(f"{mine}/cancellation", json={}, headers={"If-Match": seen})
    assert (gone.status_code, gone.json()["current"]["state"]) == (412, "booked")
    assert "notes" not in gone.json()["current"], "Casey is shown what Casey may see"


async def test_a_tag_tells_nothing_of_what_is_not_ones_own(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    mine = await book(casey, maple, TEN, provider_id=maple.priya)
    emails = {**maple.emails, Role.PROVIDER: "osei@maple-street.example"}
    tom = await sign_in(
        browser(), Cast(maple.slug, maple.office_id, maple.service_id, maple.provider_ids, emails), Role.PROVIDER
    )
    for tag in ('"1"', '"99"', "*"):
        refused = await tom.put(
            f"{OFFICE}/visits/{mine['visit_id']}/notes", json={"text": "x"}, headers={"If-Match": tag}
        )  # fmt: skip
        assert refused.status_code == 404
    read = await tom.get(f"{OFFICE}/visits/{mine['visit_id']}")
    assert (read.status_code, "etag" in read.headers) == (404, False)


async def test_the_tag_is_kept_with_the_answer(maple: Cast, olive: httpx.AsyncClient) -> None:
    path, change = f"{OFFICE}/profile", {"name": "Maple"}
    tag = (await olive.get(path)).headers["etag"]
    key = {"Idempotency-Key": "rename", "If-Match": tag}
    first, again = [await olive.patch(path, json=change, headers=key) for _ in range(2)]
    assert first.status_code == again.status_code == 200
    assert first.headers["etag"] == again.headers["etag"] != tag
    other = await olive.patch(path, json=change, headers={**key, "If-Match": first.headers["etag"]})
    assert other.status_code == 422, "another If-Match is another request"


async def test_who_is_overtaken_in_the_middle_is_told_and_nothing_breaks(
    maple: Cast, olive: httpx.AsyncClient, sessions: Sessions
) -> None:
    """Nobody said which version they saw; the row itself notices that it was changed between reading and writing."""
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE office SET version = version + 1"))
        slow = asyncio.create_task(olive.patch(f"{OFFICE}/profile", json={"name": "Overtaken"}))
        await asyncio.sleep(0.5)
    answer = await slow
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
