"""After the visit nothing stays at Azure: no room, no thread, no user, no token."""

from datetime import datetime
from uuid import UUID

from frontdesk.audit import Actor
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected
from frontdesk.visits import visit as desk_work
from frontdesk.visits.closing import close_visit
from frontdesk.visits.facts import OVERRUN
from frontdesk.visits.passes import issue_pass
from frontdesk.visits.reconciling import reconcile_visits
from frontdesk.visits.rows import visit_of
from frontdesk.worker import drain
from tests.backstage import MINUTE, booked, order, person, visit_row
from tests.cast import Cast
from tests.conftest import Emulator


async def begun(desk: Desk, maple: Cast, now: datetime) -> tuple[UUID, str]:
    """Book for half an hour from now and let the provider in already; answers the appointment and the user."""
    visit = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    await drain(desk, now=now)
    provider = await person(desk, visit, "provider")
    got = await issue_pass(desk, office_id=maple.office_id, visit_id=visit, participant_id=provider.id, now=now)
    return visit, got.user_id


async def gone(desk: Desk, user_id: str) -> bool:
    try:
        await desk.acs.identity.issue_token(user_id, ["chat"])
    except AcsRejected as refusal:
        return refusal.status == 404
    return False


async def test_a_visit_that_is_ended_is_closed(desk: Desk, maple: Cast, azure: Emulator, now: datetime) -> None:
    visit, user = await begun(desk, maple, now)
    async with desk.begin() as session:
        await desk_work.end(
            session, office_id=maple.office_id, appointment_id=visit, actor=Actor("staff", maple.priya), now=now
        )
    await drain(desk, now=now)
    row = await visit_row(desk, maple, visit)
    assert row.closed_at == now
    assert await desk.acs.rooms.find(str(row.room_id)) is None
    assert await gone(desk, user)


async def test_closing_goes_on_where_an_outage_broke_it_off(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    visit, user = await begun(desk, maple, now)
    async with desk.begin() as session:
        await desk_work.end(
            session, office_id=maple.office_id, appointment_id=visit, actor=Actor("staff", maple.priya), now=now
        )
    order(azure, "identity.delete", "fail", status=503, count=1)
    await drain(desk, now=now)
    assert (await visit_row(desk, maple, visit)).closed_at is None
    await drain(desk, now=now + 5 * MINUTE)
    assert (await visit_row(desk, maple, visit)).closed_at == now + 5 * MINUTE
    assert await gone(desk, user)


async def test_a_visit_that_nobody_ended_is_closed_when_its_time_is_long_over(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    visit, user = await begun(desk, maple, now)
    over = now + 50 * MINUTE + OVERRUN
    await reconcile_visits(desk, now=over - MINUTE)
    await drain(desk, now=over - MINUTE)
    assert (await visit_row(desk, maple, visit)).closed_at is None
    await reconcile_visits(desk, now=over)
    await drain(desk, now=over)
    row = await visit_row(desk, maple, visit)
    assert (row.closed_at, row.ended_at) == (over, None), "nobody met, so nothing ended"
    assert await gone(desk, user)


async def test_a_meeting_that_nobody_ended_ends_by_itself(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    visit, _ = await begun(desk, maple, now)
    async with desk.begin() as session:
        row = await visit_of(session, office_id=maple.office_id, appointment_id=visit)
        row.started_at = now + 30 * MINUTE
    over = now + 50 * MINUTE + OVERRUN
    await close_visit(desk, office_id=maple.office_id, appointment_id=visit, now=over)
    row = await visit_row(desk, maple, visit)
    assert (row.ended_at, row.ended_by) == (over, "system")


async def test_a_visit_that_goes_on_is_left_alone(desk: Desk, maple: Cast, azure: Emulator, now: datetime) -> None:
    visit, _ = await begun(desk, maple, now)
    await close_visit(desk, office_id=maple.office_id, appointment_id=visit, now=now + 60 * MINUTE)
    assert (await visit_row(desk, maple, visit)).closed_at is None
