"""A message is said once, if it still makes sense, when it is due."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.acs import repeatability
from frontdesk.acs.pace import Pace
from frontdesk.consumers.contact import Contact
from frontdesk.desk import Desk
from frontdesk.messages import sending
from frontdesk.messages.replies import note_start, note_stop
from frontdesk.messages.schemas import message_state
from frontdesk.worker import drain
from tests.backstage import CASEY, DAY, HOUR, MINUTE, booked, cancelled, ledger, mails, moved, order, texts
from tests.cast import Cast
from tests.conftest import Emulator


@pytest.fixture
def at(now: datetime) -> datetime:
    """When the visit of most tests begins: in two days and half an hour."""
    return now + 2 * DAY + 30 * MINUTE


async def states(desk: Desk, appointment_id: Any) -> list[tuple[str, str, str, str | None]]:
    rows = await ledger(desk, appointment_id)
    return [(row.kind, row.channel, message_state(row), row.skip_reason or row.failure) for row in rows]


async def test_confirmation_and_reminders_go_out_when_they_are_due_and_never_twice(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    await booked(desk, maple, at)
    said = []
    for moment in (now, now, at - DAY - MINUTE, at - DAY, at - DAY, at - HOUR - MINUTE, at - HOUR, at, at + DAY):
        await drain(desk, now=moment)
        said.append((len(texts(azure)), len(mails(azure))))
    assert said == [(1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (3, 3), (3, 3), (3, 3)]


async def test_what_is_said_carries_our_id_and_asks_for_a_report(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    email, sms = (await ledger(desk, visit))[:2]
    assert (texts(azure)[0]["tag"], texts(azure)[0]["report_wanted"]) == (str(sms.id), True)
    assert mails(azure)[0]["id"] == str(email.id) == email.azure_id
    assert sms.azure_id == texts(azure)[0]["message_id"]
    assert (sms.segments, sms.accepted_at) == (1, now)
    assert [file["name"] for file in mails(azure)[0]["attachments"]] == ["visit.ics"]


async def test_nothing_is_reminded_of_after_a_cancellation(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    await drain(desk, now=now)
    await cancelled(desk, maple, visit)
    for moment in (now, at - DAY, at - HOUR, at):
        await drain(desk, now=moment)
    assert [mail["subject"].split(":")[0] for mail in mails(azure)] == ["You’re booked", "Cancelled"]
    assert len(texts(azure)) == 2


async def test_the_truth_is_read_again_when_the_planning_of_a_cancellation_is_late(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at, sms_consent=False)
    await drain(desk, now=now)
    await cancelled(desk, maple, visit, now=at - DAY)
    async with desk.begin() as session:
        await session.execute(text("DELETE FROM job WHERE kind = 'plan_messages'"))
    await drain(desk, now=at - DAY)
    assert ("reminder", "email", "skipped", "cancelled") in await states(desk, visit)
    assert len(mails(azure)) == 1


async def test_after_a_move_people_are_reminded_of_the_new_time_alone(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at, sms_consent=False)
    await drain(desk, now=now)
    await moved(desk, maple, visit, at + DAY)
    for moment in (now, at - DAY, at - HOUR, at, at + DAY - HOUR):
        await drain(desk, now=moment)
    assert [mail["subject"] for mail in mails(azure)] == [
        "You’re booked: Wed 25 Nov, 10:20",
        "Your visit has moved: Thu 26 Nov, 10:20",
        "Reminder: your visit on Thu 26 Nov, 10:20",
        "Reminder: your visit on Thu 26 Nov, 10:20",
    ]


async def test_stop_is_obeyed_and_start_brings_texts_back(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    async with desk.begin() as session:
        await note_stop(session, str(CASEY.phone), at=now)
    await drain(desk, now=now)
    assert ("confirmation", "sms", "skipped", "opted_out") in await states(desk, visit)
    assert (len(texts(azure)), len(mails(azure))) == (0, 1)
    async with desk.begin() as session:
        await note_start(session, str(CASEY.phone), at=now + MINUTE)
    await drain(desk, now=at - DAY)
    assert len(texts(azure)) == 1


async def test_an_outage_delays_a_text_and_loses_none(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    order(azure, "sms.send", "fail", status=503, count=2)
    await drain(desk, now=now)
    assert ("confirmation", "sms", "sending", None) in await states(desk, visit)
    for minutes in (1, 2, 3):
        await drain(desk, now=now + minutes * MINUTE)
    assert len(texts(azure)) == 1
    assert ("confirmation", "sms", "accepted", None) in await states(desk, visit)


async def test_azures_wish_to_wait_is_granted(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    await booked(desk, maple, at)
    order(azure, "sms.send", "fail", status=429, retry_after_seconds=120, count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + timedelta(seconds=119))
    assert texts(azure) == []
    await drain(desk, now=now + timedelta(seconds=120))
    assert len(texts(azure)) == 1


async def test_an_outage_until_the_visit_begins_ends_with_too_late(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    visit = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    order(azure, "email.send", "fail", status=503, count=100)
    for minutes in range(0, 40, 5):
        await drain(desk, now=now + minutes * MINUTE)
    assert await states(desk, visit) == [("confirmation", "email", "failed", "in_doubt:too_late")]
    async with desk.begin(read_only=True) as session:
        left = await session.scalars(text("SELECT kind FROM job WHERE given_up_at IS NULL AND kind = 'send_message'"))
        assert left.all() == []


async def test_a_refusal_is_final_and_says_why(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    order(azure, "sms.send", "fail", status=400, code="BadRequest", count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + HOUR)
    assert ("confirmation", "sms", "failed", "sms.send: 400 BadRequest") in await states(desk, visit)
    assert texts(azure) == []


async def test_a_wrong_key_is_not_held_against_the_message(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    await booked(desk, maple, at)
    order(azure, "sms.send", "fail", status=401, count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + 5 * MINUTE)
    assert len(texts(azure)) == 1


@pytest.mark.parametrize(("policy", "got"), [("on", 1), ("off", 2)])
async def test_an_answer_that_was_lost_texts_nobody_twice(
    desk: Desk,
    maple: Cast,
    azure: Emulator,
    now: datetime,
    at: datetime,
    policy: str,
    got: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the policy switched off, the control shows what would happen: the SDK's own ids differ from call to call."""
    if policy == "off":
        monkeypatch.setattr(repeatability.RepeatableRecipients, "on_request", lambda self, request: None)
    await booked(desk, maple, at)
    order(azure, "sms.send", "lose_answer", count=1)
    order(azure, "email.send", "lose_answer", count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + 5 * MINUTE)
    assert len(texts(azure)) == got
    assert len(mails(azure)) == 1


async def test_when_azure_may_have_forgotten_the_report_is_waited_for(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime
) -> None:
    visit = await booked(desk, maple, at)
    order(azure, "sms.send", "drop", count=1)
    await drain(desk, now=now)
    late = now + sending.AZURE_REMEMBERS + MINUTE
    await drain(desk, now=late)
    assert texts(azure) == []
    assert ("confirmation", "sms", "sending", None) in await states(desk, visit)
    await drain(desk, now=late + sending.REPORT_COMES_WITHIN)
    assert len(texts(azure)) == 1


async def test_sending_is_paced(desk: Desk, maple: Cast, azure: Emulator, now: datetime, at: datetime) -> None:
    desk.acs.email.pace = Pace("email.send", 2, 60)
    for number in range(3):
        somebody = Contact(f"Guest {number}", f"guest{number}@example.com", None)
        await booked(desk, maple, at + 20 * number * MINUTE, contact=somebody, sms_consent=False)
    await drain(desk, now=now)
    got = [len(mails(azure, f"guest{number}@example.com")) for number in range(3)]
    assert sorted(got) == [0, 1, 1]
    async with desk.begin(read_only=True) as session:
        waiting = await session.scalar(text("SELECT last_error FROM job WHERE last_error IS NOT NULL"))
    assert waiting == "email.send: paced"
