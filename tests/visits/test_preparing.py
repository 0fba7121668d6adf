"""The room and the thread: made, moved, made anew, removed, and never left over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.acs.repeatability import RepeatableHeaders
from frontdesk.db import begin
from frontdesk.desk import Desk
from frontdesk.offices.tables import Service
from frontdesk.visits.preparing import ROOM_AHEAD, ROOM_OPENS_BEFORE_DOOR, ROOM_STAYS_AFTER_END, prepare_visit
from frontdesk.visits.reconciling import ORPHAN_AFTER, reconcile_visits
from frontdesk.visits.service_user import as_service_user, service_user
from frontdesk.worker import drain
from tests.backstage import DAY, HOUR, MINUTE, booked, cancelled, control, moved, order, visit_row
from tests.cast import Cast
from tests.conftest import Emulator


@pytest.fixture
def at(now: datetime) -> datetime:
    return now + 2 * DAY + 30 * MINUTE


async def rooms(desk: Desk) -> list[str]:
    return [room.id async for room in desk.acs.rooms.all()]


async def prepare(desk: Desk, maple: Cast, visit: Any, now: datetime) -> None:
    await prepare_visit(desk, office_id=maple.office_id, appointment_id=visit, now=now)


async def test_a_booking_gets_a_room_for_its_time_and_a_thread(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    row = await visit_row(desk, maple, visit)
    assert row.room_id is not None
    assert row.chat_thread_id is not None
    room = await desk.acs.rooms.find(row.room_id)
    assert room is not None
    assert room.valid_from == at - 15 * MINUTE - ROOM_OPENS_BEFORE_DOOR
    assert room.valid_until == row.room_valid_until == at + 20 * MINUTE + ROOM_STAYS_AFTER_END
    assert await desk.acs.rooms.roster(row.room_id) == {await service_user(desk, now=now): "Consumer"}
    assert (row.prepared_revision, row.prepared_at) == (0, now)


async def test_preparing_again_changes_nothing(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    before = await visit_row(desk, maple, visit)
    await prepare(desk, maple, visit, now + HOUR)
    after = await visit_row(desk, maple, visit)
    assert (after.room_id, after.chat_thread_id) == (before.room_id, before.chat_thread_id)
    assert await rooms(desk) == [before.room_id]


async def test_a_move_moves_the_room(desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    before = await visit_row(desk, maple, visit)
    await moved(desk, maple, visit, at + DAY)
    await drain(desk, now=now)
    after = await visit_row(desk, maple, visit)
    assert (after.room_id, after.chat_thread_id) == (before.room_id, before.chat_thread_id)
    room = await desk.acs.rooms.find(str(after.room_id))
    assert room is not None
    assert room.valid_until == after.room_valid_until == at + DAY + 20 * MINUTE + ROOM_STAYS_AFTER_END
    assert after.prepared_revision == 1


async def test_a_cancellation_removes_both(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    row = await visit_row(desk, maple, visit)
    await cancelled(desk, maple, visit)
    await drain(desk, now=now)
    assert await rooms(desk) == []
    thread = str(row.chat_thread_id)
    assert not await as_service_user(desk, lambda token: desk.acs.chat.has_thread(thread, token=token), now=now)
    assert (await visit_row(desk, maple, visit)).closed_at == now


async def test_a_far_visit_gets_its_room_later(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    async with begin(desk.sessions) as session:
        (await session.get_one(Service, maple.service_id)).window_days = 300
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    await moved(desk, maple, visit, at + 28 * 7 * DAY - HOUR)  # in June the office opens an hour earlier in UTC
    await drain(desk, now=now)
    assert await rooms(desk) == []
    assert (await visit_row(desk, maple, visit)).room_id is None
    opens_at = at + 28 * 7 * DAY - HOUR - 15 * MINUTE - ROOM_OPENS_BEFORE_DOOR
    async with desk.begin(read_only=True) as session:
        due_at = await session.scalar(text("SELECT due_at FROM job WHERE kind = 'prepare_visit'"))
    assert due_at == opens_at - ROOM_AHEAD


async def test_a_visit_by_phone_needs_no_room(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    async with begin(desk.sessions) as session:
        (await session.get_one(Service, maple.service_id)).modality = "phone"
    await booked(desk, maple, at)
    await drain(desk, now=now)
    assert await rooms(desk) == []


async def test_a_lost_room_and_a_lost_thread_are_made_anew(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    before = await visit_row(desk, maple, visit)
    control(azure, "DELETE", "/state")  # Azure knows nothing any more, not even the service user
    await reconcile_visits(desk, now=now + MINUTE)
    await drain(desk, now=now + MINUTE)
    after = await visit_row(desk, maple, visit)
    assert await rooms(desk) == [after.room_id]
    assert before.room_id != after.room_id
    assert before.chat_thread_id != after.chat_thread_id


@pytest.mark.parametrize(("policy", "left"), [("on", 1), ("off", 2)])
@pytest.mark.parametrize("lost", ["rooms.create", "chat.create_thread"])
async def test_an_answer_that_was_lost_leaves_no_second_room(
    desk: Desk,
    maple: Cast,
    azure: Emulator,
    now: datetime,
    at: datetime,
    lost: str,
    policy: str,
    left: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Control: without the policy the SDK's new id makes a second room."""
    if policy == "off":
        monkeypatch.setattr(RepeatableHeaders, "on_request", lambda self, request: None)
    visit = await booked(desk, maple, at)
    order(azure, lost, "lose_answer", count=1)
    await drain(desk, now=now)
    assert (await visit_row(desk, maple, visit)).room_id is None
    await drain(desk, now=now + 5 * MINUTE)
    assert (await visit_row(desk, maple, visit)).room_id in await rooms(desk)
    assert len(await rooms(desk)) == left


async def test_what_is_left_over_after_all_is_removed_and_only_what_is_ours(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    window = {"valid_from": at, "valid_until": at + HOUR}
    from frontdesk.acs.repeatability import Repeatable

    ours = await desk.acs.rooms.create(Repeatable("left over", now), mark=await service_user(desk, now=now), **window)
    stranger = await desk.acs.identity.create_user()
    theirs = await desk.acs.rooms.create(Repeatable("somebody's", now), mark=stranger, **window)
    await reconcile_visits(desk, now=now)
    assert len(await rooms(desk)) == 3, "young rooms may still be on their way into the table"
    await reconcile_visits(desk, now=now + ORPHAN_AFTER + 5 * MINUTE)
    left = await rooms(desk)
    assert theirs.id in left
    assert (await visit_row(desk, maple, visit)).room_id in left
    assert ours.id not in left


async def test_an_outage_of_azure_only_delays_the_room(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    order(azure, "rooms.*", "fail", status=503, count=3)
    for minutes in (0, 1, 3, 6):
        await drain(desk, now=now + timedelta(minutes=minutes))
    assert (await visit_row(desk, maple, visit)).room_id is not None


async def test_a_visit_without_a_room_that_nobody_is_making_gets_a_job(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    async with desk.begin() as session:
        await session.execute(text("DELETE FROM job WHERE kind = 'prepare_visit'"))
    await reconcile_visits(desk, now=now)
    await drain(desk, now=now)
    assert (await visit_row(desk, maple, visit)).room_id is not None
