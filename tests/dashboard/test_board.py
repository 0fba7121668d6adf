"""The calendar board: everybody's time side by side, also on the dates on which clocks change, and nobody else's business."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.availability.schedules import add_time_off
from frontdesk.db import Sessions, span
from tests.appointments.scenes import rows, service_rules, somebody
from tests.cast import Cast, book, maple_street, oak_lane, sign_in, take_hold
from tests.conftest import MakeClient

WEDNESDAY, HALF_PAST = "2026-11-25T10:00:00Z", "2026-11-25T10:40:00Z"
WEEK = ("2026-11-23", "2026-11-30")


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


async def board(client: httpx.AsyncClient, cast: Cast, days: tuple[str, str] = WEEK) -> dict[str, Any]:
    answer = await client.get(f"/offices/{cast.slug}/board", params={"from": days[0], "to": days[1]})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_the_week_shows_what_takes_everybodys_time(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    priya, tom = (str(one) for one in maple.provider_ids)
    booked = await book(browser(), maple, WEDNESDAY, provider_id=maple.priya)
    await take_hold(browser(), maple, HALF_PAST, provider_id=maple.provider_ids[1])
    async with db.begin(sessions) as session:
        for provider_id, day, reason in ((maple.priya, 26, "Training"), (None, 27, "Painters")):
            during = span(datetime(2026, 11, day, 9, tzinfo=UTC), datetime(2026, 11, day, 12, tzinfo=UTC))
            await add_time_off(
                session,
                office_id=maple.office_id,
                provider_id=provider_id,
                during=during,
                reason=reason,
                created_by=None,
                now=now,
            )
    seen = await board(await sign_in(browser(), maple, Role.VIEWER), maple)
    assert [one["name"] for one in seen["providers"]] == ["Dr Priya Raman", "Dr Tom Osei"]
    assert len(seen["providers"][0]["open"]) == 5, "Monday to Friday"
    (visit,) = seen["visits"]
    assert (visit["id"], visit["name"], visit["provider_id"]) == (booked["visit_id"], "Casey Morgan", priya)
    assert (visit["shown_as"], visit["office"]["time"], visit["people"], visit["texts"]) == ("booked", "10:00", 1, 1)
    (held,) = seen["taken"]
    assert (held["kind"], held["provider_id"], held["office"]["time"]) == ("held", tom, "10:40")
    assert [(one["provider_id"], one["reason"]) for one in seen["away"]] == [(priya, "Training"), (None, "Painters")]
    assert seen["days"][2]["counts"] == {"booked": 1, "held": 1}
    assert (seen["today"], seen["time_zone"]) == ("2026-11-23", "Europe/London")


async def test_buffers_are_told_and_what_is_called_off_leaves_only_its_number(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, buffer_after_minutes=10)
    kept = await book(browser(), maple, WEDNESDAY, provider_id=maple.priya)
    gone = await book(browser(), maple, HALF_PAST, provider_id=maple.priya)
    desk = await sign_in(browser(), maple, Role.SCHEDULER)
    await desk.put(f"/offices/{maple.slug}/visits/{gone['visit_id']}/cancellation", json={"reason": "Ill"})
    seen = await board(desk, maple)
    (visit,) = seen["visits"]
    assert (visit["id"], visit["taken_from"], visit["taken_until"]) == (
        kept["visit_id"],
        "2026-11-25T10:00:00Z",
        "2026-11-25T10:30:00Z",
    )
    assert seen["days"][2]["counts"] == {"booked": 1, "cancelled": 1}


async def test_a_group_is_one_block_with_its_places(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    await service_rules(sessions, maple, seats=3)
    for number in (1, 2):
        await book(browser(), maple, WEDNESDAY, provider_id=maple.priya, consumer=somebody(number), sms_consent=False)
    seen = await board(await sign_in(browser(), maple, Role.MANAGER), maple)
    (visit,) = seen["visits"]
    assert (visit["name"], visit["people"], visit["seats"]) == ("Follow-up visit", 2, 3)
    assert seen["taken"] == []


async def test_a_request_keeps_its_time_and_says_what_it_is(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, approval=True, request_blocks=True)
    await book(browser(), maple, WEDNESDAY, provider_id=maple.priya)
    seen = await board(await sign_in(browser(), maple, Role.MANAGER), maple)
    assert [(one["state"], one["shown_as"], one["taken_from"]) for one in seen["visits"]] == [
        ("requested", "requested", WEDNESDAY)
    ]


@pytest.mark.parametrize(
    ("day", "after", "hours", "opens", "closes"),
    [
        ("2027-03-28", "2027-03-29", 23, "2027-03-28T00:30:00Z", "2027-03-28T08:00:00Z"),  # 01:00 to 02:00 is skipped
        ("2027-10-31", "2027-11-01", 25, "2027-10-30T23:30:00Z", "2027-10-31T09:00:00Z"),  # 01:00 to 02:00 comes twice
    ],
)
async def test_on_the_nights_when_clocks_change_the_day_is_as_long_as_it_is(
    maple: Cast, browser: MakeClient, day: str, after: str, hours: int, opens: str, closes: str
) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    ranges = [{"weekday": 7, "from": "00:30", "to": "09:00"}]
    answer = await olive.put(f"/offices/{maple.slug}/hours", json={"time_zone": "Europe/London", "ranges": ranges})
    assert answer.status_code == 200, answer.text
    seen = await board(olive, maple, (day, after))
    (shown,) = seen["days"]
    begins, ends = (datetime.fromisoformat(shown[name]) for name in ("starts_at", "ends_at"))
    assert (ends - begins).total_seconds() == hours * 3600
    assert seen["providers"][0]["open"] == [{"starts_at": opens, "ends_at": closes}]


async def test_a_provider_sees_their_own_column_and_nothing_of_the_others(maple: Cast, browser: MakeClient) -> None:
    priya, tom = maple.provider_ids
    await book(browser(), maple, WEDNESDAY, provider_id=tom)
    await take_hold(browser(), maple, HALF_PAST, provider_id=tom)
    mine = await book(browser(), maple, WEDNESDAY, provider_id=priya, consumer=somebody(1), sms_consent=False)
    seen = await board(await sign_in(browser(), maple, Role.PROVIDER), maple)
    assert [one["id"] for one in seen["providers"]] == [str(priya)]
    assert ([one["id"] for one in seen["visits"]], seen["taken"]) == ([mine["visit_id"]], [])


async def test_another_offices_desk_sees_no_board_and_only_that_somebody_is_busy(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    lane = await oak_lane(sessions, now=now)
    stranger = await sign_in(browser(), lane, Role.OWNER)
    answer = await stranger.get(f"/offices/{maple.slug}/board", params={"from": WEEK[0], "to": WEEK[1]})
    assert answer.status_code == 404
    await book(browser(), maple, WEDNESDAY, provider_id=maple.priya)
    move = "UPDATE claim SET provider_id = :max"  # as if Max saw people at Maple Street as well
    async with db.begin(sessions) as session:
        await session.execute(text(move), {"max": lane.priya})
    (busy,) = (await board(stranger, lane))["taken"]
    assert (busy["kind"], busy["service_id"], busy["office"]["time"]) == ("elsewhere", None, "10:00")


async def test_too_long_a_stretch_is_refused(maple: Cast, browser: MakeClient) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    for days, code in (
        (("2026-11-01", "2026-12-31"), "board_too_long"),
        (("2026-11-02", "2026-11-02"), "board_too_long"),
        (("2026-11-02", "2026-11-01"), "dates_backwards"),
    ):
        answer = await olive.get(f"/offices/{maple.slug}/board", params={"from": days[0], "to": days[1]})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_a_visit_is_handed_to_a_colleague_unless_it_changed_meanwhile_and_casey_is_told(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    booked = await book(browser(), maple, WEDNESDAY, provider_id=maple.priya)
    desk = await sign_in(browser(), maple, Role.SCHEDULER)
    (seen,) = (await board(desk, maple))["visits"]
    where = f"/offices/{maple.slug}/visits/{booked['visit_id']}/time"
    wish = {"starts_at": HALF_PAST, "provider_id": str(maple.provider_ids[1])}
    known = {"If-Match": f'"{seen["version"]}"'}
    async with db.begin(sessions) as session:
        await session.execute(text("DELETE FROM job"))  # the letters of the booking
    moved = await desk.put(where, json=wish, headers=known)
    assert (moved.status_code, moved.json()["provider"]["name"]) == (200, "Dr Tom Osei"), moved.text
    assert ("plan_messages",) in await rows(sessions, "SELECT kind FROM job"), "Casey is told"
    late = await desk.put(where, json=wish | {"starts_at": WEDNESDAY}, headers=known)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert late.json()["current"]["provider"]["name"] == "Dr Tom Osei"
