"""Why is this time not offered? The answer names the rule or the claim, and is empty for exactly what is offered."""

from datetime import datetime, timedelta
from typing import Any

import httpx

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.availability.explaining import explain, explain_all
from frontdesk.availability.slots import slots
from frontdesk.availability.tables import BookingLimit
from frontdesk.db import Sessions, new_id
from tests.availability.conftest import DAY, MINUTE, Office1, at
from tests.cast import book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient


async def why(maple: Office1, starts_at: datetime) -> list[str]:
    """The codes of everything that keeps Dr Priya from a start."""
    async with db.begin(maple.sessions, read_only=True) as session:
        return [reason.code for reason in await explain(session, await maple.ask(session, maple.cast.priya), starts_at)]


async def limited(maple: Office1, **limit: object) -> None:
    async with db.begin(maple.sessions) as session:
        session.add(BookingLimit(id=new_id(), office_id=maple.cast.office_id, created_at=maple.now, **limit))


async def test_what_is_offered_needs_no_explanation(maple: Office1) -> None:
    assert await why(maple, at("24 10:00")) == []


async def test_each_rule_is_named(maple: Office1) -> None:
    assert await why(maple, at("23 07:00")) == ["in_past", "office_closed"]
    assert await why(maple, at("23 09:00")) == ["too_soon"]
    assert await why(maple, at("24 10:05")) == ["off_step"]
    assert await why(maple, at("24 08:40")) == ["office_closed"]
    assert await why(maple, at("24 16:50")) == ["ends_after_hours"]
    assert await why(maple, at("28 10:00")) == ["office_closed"], "a Saturday"
    await maple.change(window_days=3)
    assert await why(maple, at("27 10:00")) == ["too_far_ahead"]
    await maple.change(pause_notice="We are moving house.")
    assert await why(maple, at("24 10:00")) == ["paused"]


async def test_what_is_taken_says_by_what(maple: Office1) -> None:
    await maple.change(buffer_after_minutes=10, step_minutes=10)
    await maple.hold(at("24 10:00"))
    await maple.away(at("24 12:00"), at("24 13:00"), maple.cast.priya)
    await maple.away(at("24 15:00"), at("24 16:00"), None)
    assert await why(maple, at("24 10:00")) == ["held"]
    assert await why(maple, at("24 10:20")) == ["held"], "the buffer after the first visit"
    assert await why(maple, at("24 09:40")) == ["held"], "its own buffer would reach into it"
    assert await why(maple, at("24 10:30")) == []
    assert await why(maple, at("24 12:20")) == ["time_off"]
    assert await why(maple, at("24 15:30")) == ["closure"]


async def test_a_limit_that_is_reached_is_named_and_its_day_is_over(maple: Office1) -> None:
    await limited(maple, scope="provider", period="day", count_max=1)
    assert await why(maple, at("24 10:00")) == []
    await maple.hold(at("24 11:00"))
    assert await why(maple, at("24 10:00")) == ["limit"]
    assert await maple.day(24) == []
    assert await why(maple, at("25 10:00")) == []


async def test_minutes_are_limited_as_well_as_visits(maple: Office1) -> None:
    """Fifty minutes a week for the office: two visits of twenty fit, a third does not."""
    await limited(maple, scope="office", period="week", minutes_max=50)
    await maple.hold(at("24 11:00"))
    assert await why(maple, at("25 10:00")) == []
    await maple.hold(at("26 11:00"))
    assert await why(maple, at("25 10:00")) == ["limit"]
    assert (await maple.free(at("30 00:00"), at("30 00:00") + DAY))[0] == at("30 09:00"), "next week is another week"


async def test_a_packed_day_offers_no_start_that_leaves_an_odd_gap(maple: Office1) -> None:
    """Visits of twenty minutes on a grid of ten: after one at 10:00, 10:30 would leave ten minutes that nobody can use."""
    await maple.change(step_minutes=10, packs_day=True)
    await maple.hold(at("24 10:00"))
    assert await why(maple, at("24 10:30")) == ["leaves_gap"]
    assert await why(maple, at("24 10:20")) == []
    assert await why(maple, at("24 10:40")) == []
    assert await why(maple, at("24 09:40")) == []
    assert await why(maple, at("24 09:30")) == ["leaves_gap"]


async def test_for_every_five_minutes_of_two_weeks_list_and_explanation_agree(maple: Office1) -> None:
    await maple.change(buffer_before_minutes=5, buffer_after_minutes=10, step_minutes=15, packs_day=True, window_days=9)
    await limited(maple, scope="service", service_id=maple.cast.service_id, period="day", count_max=2)
    await maple.away(at("25 11:00"), at("25 13:00"), maple.cast.priya)
    for start in ("24 09:00", "24 14:00", "26 10:00"):
        await maple.hold(at(start))
    first = at("23 00:00")
    starts = [first + 5 * count * MINUTE for count in range(14 * 288)]
    async with db.begin(maple.sessions, read_only=True) as session:
        ask = await maple.ask(session, maple.cast.priya)
        listed = {slot.starts_at for slot in await slots(session, ask, from_at=first, to_at=first + timedelta(days=14))}
        explained = await explain_all(session, ask, starts)
    assert listed == {start for start in starts if not explained[start]}
    assert len(listed) > 100
    codes = {reason.code for reasons in explained.values() for reason in reasons}
    assert {"leaves_gap", "limit", "time_off", "off_step", "too_far_ahead", "office_closed", "too_soon"} <= codes


async def test_consumers_read_a_neutral_sentence_and_staff_read_whose_visit_it_is(
    sessions: Sessions, browser: MakeClient, now: datetime
) -> None:
    street, lane = await maple_street(sessions, now=now), await oak_lane(sessions, now=now)
    booked = await book(browser(), street, "2026-11-24T10:00:00Z", provider_id=street.priya)
    question = {
        "service_id": str(street.service_id),
        "starts_at": "2026-11-24T10:00:00Z",
        "provider_id": str(street.priya),
    }

    async def read(client: httpx.AsyncClient) -> dict[str, Any]:
        answer = await client.get(f"/offices/{street.slug}/slots/explanation", params=question)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    anybody = await read(browser())
    assert anybody["bookable"] is False
    assert [(r["code"], r["text"], r["visit_id"]) for r in anybody["reasons"]] == [
        ("not_free", "This time is not free.", None)
    ]
    assert await read(await sign_in(browser(), lane, Role.MANAGER)) == anybody, "a stranger's manager is anybody here"
    staff = await read(await sign_in(browser(), street, Role.SCHEDULER))
    (reason,) = staff["reasons"]
    assert [(one["time"], one["end_time"]) for one in staff["desk"]["open"]] == [("09:00", "17:00")]
    assert staff["desk"]["provider"] == staff["desk"]["open"], "she keeps no hours of her own"
    assert staff["desk"]["next_offered_at"] == "2026-11-24T10:20:00Z"
    assert anybody["desk"] is None, "who works when is for staff"
    assert (reason["code"], reason["visit_id"]) == ("taken", booked["visit_id"])
    assert reason["text"] == "Dr Priya Raman: a visit is booked then."
    question["starts_at"] = "2026-11-24T10:20:00Z"
    assert await read(browser()) | {"office": None} == {
        "starts_at": "2026-11-24T10:20:00Z",
        "office": None,
        "bookable": True,
        "reasons": [],
        "desk": None,
    }
