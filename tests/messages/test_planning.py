"""What an appointment will say, and what it will not."""

from datetime import datetime, timedelta
from typing import Any

from frontdesk.consumers.contact import Contact
from frontdesk.db import begin
from frontdesk.desk import Desk
from frontdesk.messages.planning import plan_messages
from frontdesk.messages.schemas import message_state
from frontdesk.offices.tables import Service
from tests.backstage import DAY, HOUR, MINUTE, booked, cancelled, ledger, moved
from tests.cast import Cast


async def planned(
    desk: Desk, maple: Cast, appointment_id: Any, now: datetime
) -> list[tuple[str, str, int | None, str]]:
    await plan_messages(desk, office_id=maple.office_id, appointment_id=appointment_id, now=now)
    return [
        (row.kind, row.channel, row.offset_minutes, message_state(row)) for row in await ledger(desk, appointment_id)
    ]


async def test_a_booking_is_confirmed_at_once_and_reminded_of_at_its_offsets(
    desk: Desk, maple: Cast, now: datetime
) -> None:
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE)
    assert await planned(desk, maple, visit, now) == [
        ("confirmation", "email", None, "planned"),
        ("confirmation", "sms", None, "planned"),
        ("reminder", "email", 1440, "planned"),
        ("reminder", "sms", 1440, "planned"),
        ("reminder", "email", 60, "planned"),
        ("reminder", "sms", 60, "planned"),
    ]
    due = {(row.kind, row.offset_minutes): row.due_at for row in await ledger(desk, visit)}
    assert due["confirmation", None] == now
    assert due["reminder", 1440] == now + DAY + 30 * MINUTE
    assert due["reminder", 60] == now + 2 * DAY - 30 * MINUTE


async def test_planning_again_adds_nothing(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE)
    assert await planned(desk, maple, visit, now) == await planned(desk, maple, visit, now)


async def test_without_consent_or_number_nobody_is_texted(desk: Desk, maple: Cast, now: datetime) -> None:
    shy = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE, sms_consent=False)
    assert {channel for _, channel, _, _ in await planned(desk, maple, shy, now)} == {"email"}
    landline = Contact("Nina Park", "nina@example.com", None)
    other = await booked(desk, maple, now + 2 * DAY + 50 * MINUTE, contact=landline, sms_consent=False)
    assert {channel for _, channel, _, _ in await planned(desk, maple, other, now)} == {"email"}


async def test_a_late_booking_never_gets_a_stale_reminder(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + 3 * HOUR + 10 * MINUTE, sms_consent=False)
    assert await planned(desk, maple, visit, now) == [
        ("confirmation", "email", None, "planned"),
        ("reminder", "email", 60, "planned"),
    ]
    soon = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    assert await planned(desk, maple, soon, now) == [("confirmation", "email", None, "planned")]


async def test_a_reminder_right_after_the_confirmation_is_superfluous(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + HOUR + 10 * MINUTE, sms_consent=False)
    assert await planned(desk, maple, visit, now) == [
        ("confirmation", "email", None, "planned"),
        ("reminder", "email", 60, "skipped"),
    ]
    assert (await ledger(desk, visit))[1].skip_reason == "superfluous"


async def test_a_move_takes_the_old_reminders_back_and_is_told_as_a_change(
    desk: Desk, maple: Cast, now: datetime
) -> None:
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE, sms_consent=False)
    await planned(desk, maple, visit, now)
    await moved(desk, maple, visit, now + 3 * DAY + 30 * MINUTE)
    assert sorted(await planned(desk, maple, visit, now)) == sorted(
        [
            ("confirmation", "email", None, "cancelled"),
            ("reminder", "email", 1440, "cancelled"),
            ("reminder", "email", 60, "cancelled"),
            ("change", "email", None, "planned"),
            ("reminder", "email", 1440, "planned"),
            ("reminder", "email", 60, "planned"),
        ]
    )
    assert {row.revision for row in await ledger(desk, visit) if message_state(row) == "planned"} == {1}


async def test_a_cancellation_takes_everything_back_and_is_told(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE, sms_consent=False)
    await planned(desk, maple, visit, now)
    await cancelled(desk, maple, visit)
    states = {(kind, state) for kind, _, _, state in await planned(desk, maple, visit, now)}
    assert states == {("confirmation", "cancelled"), ("reminder", "cancelled"), ("cancellation", "planned")}


async def test_nothing_is_said_of_what_has_begun(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + 30 * MINUTE)
    assert await planned(desk, maple, visit, now + 30 * MINUTE) == []


async def test_switching_a_reminder_on_never_reaches_old_appointments(desk: Desk, maple: Cast, now: datetime) -> None:
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE, sms_consent=False)
    await planned(desk, maple, visit, now)
    before = len(await ledger(desk, visit))
    async with begin(desk.sessions) as session:
        service = await session.get_one(Service, maple.service_id)
        service.reminder_offsets_minutes = [1440, 60, 10]
    assert len(await ledger(desk, visit)) == before


async def test_a_reminder_due_in_the_skipped_hour_is_an_hour_before_the_start_all_the_same(
    desk: Desk, maple: Cast, now: datetime
) -> None:
    """Offsets are real time: a day is 24 hours also over the clock change."""
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE, sms_consent=False)
    await planned(desk, maple, visit, now)
    for row in await ledger(desk, visit):
        if row.offset_minutes is not None:
            assert row.due_at == now + 2 * DAY + 30 * MINUTE - timedelta(minutes=row.offset_minutes)
