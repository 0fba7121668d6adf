"""What is offered: open, minus away, minus taken, by the rules; and what is offered can be had, and nothing else."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.appointments.holding import SlotTaken, hold
from frontdesk.appointments.rules import TimeInPast
from frontdesk.audit import SYSTEM
from frontdesk.auth.tables import Membership, Person
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.slots import first_slot, nearest_slots
from frontdesk.db import new_id
from frontdesk.offices.profile import add_provider
from frontdesk.offices.tables import Office, ServiceProvider
from tests.availability.conftest import DAY, HOUR, MINUTE, Office1, at
from tests.cast import LONDON, oak_lane, take_hold
from tests.conftest import MakeClient

EVERY_DAY = range(1, 8)


async def test_buffers_keep_their_distance_from_both_neighbours(maple: Office1) -> None:
    """A visit at eleven, ten minutes before and fifteen after: taken from 10:50 to 11:35, and so must its neighbours fit."""
    await maple.change(buffer_before_minutes=10, buffer_after_minutes=15, step_minutes=5)
    await maple.hold(at("24 11:00"))
    left = await maple.day(24)
    around = [start for start in left if "10:00" <= start <= "12:00"]
    assert around == ["10:00", "10:05", "10:10", "10:15", "11:45", "11:50", "11:55", "12:00"]
    assert left[0] == "09:00", "a buffer may lie outside opening hours"
    assert left[-1] == "16:40"


async def test_a_buffer_never_lies_over_time_off(maple: Office1) -> None:
    await maple.change(buffer_before_minutes=10, buffer_after_minutes=15, step_minutes=5)
    await maple.away(at("24 12:00"), at("24 13:00"), maple.cast.priya)
    left = await maple.day(24)
    around = [start for start in left if "11:10" < start < "13:25"]
    assert around == ["11:15", "11:20", "11:25", "13:10", "13:15", "13:20"]


async def test_notice_is_kept_to_the_second(maple: Office1) -> None:
    """Two hours' notice: at ten, noon is still offered; a second later it is not, and cannot be had."""
    ten = at("23 10:00")
    assert (await maple.later(ten).day(23))[0] == "12:00"
    a_second_late = maple.later(ten + timedelta(seconds=1))
    assert (await a_second_late.day(23))[0] == "12:20"
    with pytest.raises(SlotTaken):
        await a_second_late.hold(at("23 12:00"))
    await maple.later(ten).hold(at("23 12:00"))


async def test_the_window_is_whole_days_of_the_office(maple: Office1) -> None:
    """Three days ahead is all of Thursday, whether asked on Monday at one or at 23:59, and nothing of Friday."""
    await maple.change(window_days=3)
    for hour in ("23 00:01", "23 23:59"):
        offered = await maple.later(at(hour)).free(at("25 12:00"), at("30 00:00"))
        assert offered[-1] == at("26 16:40")
    assert (await maple.later(at("24 00:00")).free(at("25 12:00"), at("30 00:00")))[-1] == at("27 16:40")
    await maple.change(window_days=0, notice_minutes=0)
    assert (await maple.free(at("23 00:00"), at("30 00:00")))[-1] == at("23 16:40")


async def test_the_step_counts_from_the_start_of_the_opening(maple: Office1) -> None:
    """Visits, time off and the question itself never move the grid."""
    await maple.change(step_minutes=50)
    await maple.priya_works((2, "09:10", "12:30"), (2, "13:05", "16:00"))
    whole = ["09:10", "10:00", "10:50", "11:40", "13:05", "13:55", "14:45", "15:35"]
    assert await maple.day(24) == whole
    await maple.away(at("24 09:00"), at("24 10:05"), maple.cast.priya)
    await maple.hold(at("24 13:05"))
    assert await maple.day(24) == ["10:50", "11:40", "13:55", "14:45", "15:35"]
    assert await maple.free(at("24 10:51"), at("24 13:56")) == [at("24 11:40"), at("24 13:55")]
    assert await maple.free(at("24 11:40"), at("24 11:40") + MINUTE) == [at("24 11:40")]


async def test_round_the_clock_the_step_counts_from_the_offices_midnight(maple: Office1) -> None:
    """Whatever is asked for, the answer is cut from the same grid, also over midnight."""
    await maple.change(step_minutes=50, notice_minutes=0)
    await maple.opens(*((weekday, "00:00", "24:00") for weekday in EVERY_DAY))
    week = await maple.free(at("24 00:00"), at("29 00:00"))
    assert [f"{start:%H:%M}" for start in week[:3]] == ["00:00", "00:50", "01:40"]
    assert at("24 23:20") in week
    assert at("25 00:00") in week
    assert len(week) == 5 * 29
    for day, hour in ((24, 0), (25, 7), (26, 13), (27, 23)):
        begin = at(f"{day} {hour:02d}:30")
        end = begin + 6 * HOUR
        assert await maple.free(begin, end) == [start for start in week if begin <= start < end]
    await maple.hold(at("26 12:30"))


async def test_an_opening_of_many_days_has_one_start(maple: Office1) -> None:
    await maple.change(step_minutes=50)
    await maple.opens((2, "08:00", "24:00"), (3, "00:00", "24:00"), (4, "00:00", "17:00"))
    begin, whole = at("24 08:00"), await maple.free(at("24 00:00"), at("27 00:00"))
    assert all(after - before == 50 * MINUTE for before, after in pairwise(whole))
    assert whole[0] == begin
    assert await maple.free(at("26 00:00"), at("27 00:00")) == [start for start in whole if start >= at("26 00:00")]
    await maple.hold(whole[-1])


async def test_office_and_provider_hours_are_both_kept_in_their_own_zones(maple: Office1) -> None:
    await maple.opens((2, "09:00", "12:00"))
    await maple.priya_works((2, "09:30", "16:00"), time_zone="Europe/Berlin")
    assert await maple.day(24) == ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20", "11:40"]
    await maple.priya_works((2, "11:30", "16:00"), time_zone="Europe/Berlin")
    assert await maple.day(24) == ["10:30", "10:50", "11:10", "11:30"]
    await maple.priya_works((3, "09:00", "16:00"))
    assert await maple.day(24) == []


async def test_in_the_nights_of_the_clock_changes_each_real_hour_is_offered_once(maple: Office1) -> None:
    await maple.change(step_minutes=60, duration_minutes=30, notice_minutes=0)
    await maple.opens((7, "00:00", "04:00"))
    for day, hours in (
        (datetime.fromisoformat("2027-03-28T00:00Z"), 3),
        (datetime.fromisoformat("2027-10-30T23:00Z"), 5),
    ):
        night = await maple.later(day - 2 * DAY).free(day, day + 6 * HOUR)
        assert night == [day + count * HOUR for count in range(hours)]


async def test_time_off_and_closures_are_not_offered(maple: Office1) -> None:
    """A provider's afternoon is hers alone; a closed office is closed for everybody. What ends at one is free from one."""
    await maple.away(at("24 13:00"), at("24 17:00"), maple.cast.priya)
    assert (await maple.day(24))[-1] == "12:40"
    assert (await maple.free(at("24 00:00"), at("25 00:00"), anybody=True))[-1] == at("24 16:40")
    await maple.away(at("24 11:00"), at("24 12:00"), None)
    anybody = await maple.free(at("24 10:30"), at("24 12:30"), anybody=True)
    assert anybody == [at("24 10:40"), at("24 12:00"), at("24 12:20")]


async def test_a_person_is_taken_in_every_office_at_once(maple: Office1, now: datetime) -> None:
    """Dr Priya also works at Oak Lane. What she is booked for there is not offered here, nor can it be taken."""
    oak = await oak_lane(maple.sessions, now=now)
    async with db.begin(maple.sessions) as session:
        there = await session.get_one(Office, oak.office_id)
        priya = await session.get_one(Person, maple.cast.priya)
        session.add(Membership(id=new_id(), office_id=there.id, person_id=priya.id, role="provider", created_at=now))
        await add_provider(
            session, there, priya, name="Dr Priya", headline="", time_zone=LONDON, position=9, actor=SYSTEM, now=now
        )
        session.add(ServiceProvider(office_id=there.id, service_id=oak.service_id, provider_id=priya.id))
    elsewhere = Office1(maple.sessions, oak, now)
    await elsewhere.hold(at("24 10:00"), provider_id=maple.cast.priya)
    assert "10:00" not in await maple.day(24)
    with pytest.raises(SlotTaken):
        await maple.hold(at("24 10:00"))
    await elsewhere.away(at("24 14:00"), at("24 15:00"), maple.cast.priya)
    assert "14:00" not in await maple.day(24)


async def test_an_expired_hold_is_ignored_by_readers_and_retired_by_the_next_writer(maple: Office1) -> None:
    await maple.hold(at("24 10:00"))
    dies_at = maple.now + 10 * MINUTE
    just_before, after = maple.later(dies_at - timedelta(microseconds=1)), maple.later(dies_at)
    assert "10:00" not in await just_before.day(24)
    with pytest.raises(SlotTaken):
        await just_before.hold(at("24 10:00"))
    assert "10:00" in await after.day(24), "a hold is dead at the instant of its expiry"
    await after.hold(at("24 10:00"))
    async with db.begin(maple.sessions) as session:
        assert await session.scalar(text("SELECT count(*) FROM claim")) == 1
        assert await claims.sweep(session, now=dies_at + 10 * MINUTE) == 1
        assert await claims.sweep(session, now=dies_at + 10 * MINUTE) == 0


async def test_a_hidden_service_cannot_be_seen_or_held(maple: Office1, browser: MakeClient) -> None:
    await maple.change(active=False)
    client, question = browser(), {"from": "2026-11-24", "to": "2026-11-25", "time_zone": LONDON}
    page = (await client.get(f"/offices/{maple.cast.slug}")).json()
    assert page["services"] == []
    question["service_id"] = str(maple.cast.service_id)
    listed = await client.get(f"/offices/{maple.cast.slug}/slots", params=question)
    assert (listed.status_code, listed.json()["code"]) == (404, "unknown_service")
    held = await take_hold(client, maple.cast, "2026-11-24T10:00:00Z")
    assert (held.status_code, held.json()["code"]) == (404, "unknown_service")


async def test_the_least_loaded_provider_is_offered_first(maple: Office1) -> None:
    """Loaded means: taken around that time."""
    priya, tom = maple.cast.provider_ids
    await maple.change(buffer_after_minutes=30)
    await maple.hold(at("24 10:00"))
    async with db.begin(maple.sessions) as session:
        ask = await maple.ask(session, None)
        (near,) = await nearest_slots(session, ask, at("24 10:00"), at_most=1)
        assert near.provider_ids == (tom,)
        first = await first_slot(session, ask)
        assert first is not None
        assert set(first.provider_ids) == {priya, tom}


async def test_the_first_free_time_is_found_beyond_weeks_of_absence(maple: Office1) -> None:
    await maple.away(at("23 00:00"), at("23 00:00") + 40 * DAY, None)
    async with db.begin(maple.sessions) as session:
        first = await first_slot(session, await maple.ask(session, maple.cast.priya))
        assert first is not None
        assert first.starts_at == datetime.fromisoformat("2027-01-04T09:00Z")
        await session.execute(text("UPDATE service SET window_days = 20"))
        session.expire_all()
        assert await first_slot(session, await maple.ask(session, maple.cast.priya)) is None


async def test_what_is_listed_can_be_held_and_nothing_else(maple: Office1) -> None:
    """Two weeks of five-minute marks around the openings, each tried on its own: held if listed, refused if not."""
    await maple.change(duration_minutes=25, step_minutes=35, buffer_before_minutes=5, buffer_after_minutes=10)
    await maple.opens(*((weekday, "08:00", "24:00") for weekday in EVERY_DAY), (3, "00:00", "02:00"))
    await maple.priya_works((1, "09:10", "12:00"), (2, "22:00", "02:00"), (4, "10:00", "12:30"), (6, "00:00", "24:00"))
    await maple.away(at("26 11:00"), at("26 11:30"), maple.cast.priya)
    await maple.away(at("28 09:00"), at("28 23:00"), None)
    await maple.hold(at("30 09:45"))
    begin = at("23 08:00")
    listed = set(await maple.free(begin, begin + 14 * DAY))
    assert len(listed) > 40
    near = {start + count * 5 * MINUTE for start in listed for count in range(-9, 10)}
    hourly = {begin + count * HOUR for count in range(14 * 24)}
    async with db.begin(maple.sessions) as session:
        ask = await maple.ask(session, maple.cast.priya)
        held = {mark for mark in sorted(near | hourly) if await _can_hold(session, ask, mark)}
    assert held == listed


async def _can_hold(session: AsyncSession, ask: Ask, starts_at: datetime) -> bool:
    savepoint = await session.begin_nested()
    try:
        await hold(session, ask, starts_at)
    except (SlotTaken, TimeInPast):
        return False
    else:
        return True
    finally:
        await savepoint.rollback()
