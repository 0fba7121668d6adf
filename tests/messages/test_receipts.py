"""Reports come doubled, late and in any order; what is written is the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from frontdesk.acs.event_grid import EmailReport, SmsReport
from frontdesk.desk import Desk
from frontdesk.messages.queries import opted_out
from frontdesk.messages.receipts import email_reported, sms_reported
from frontdesk.messages.schemas import message_state
from frontdesk.messages.tables import Message
from frontdesk.worker import drain
from tests.backstage import CASEY, DAY, MINUTE, booked, control, ledger, order, texts
from tests.cast import Cast
from tests.conftest import Emulator, Server, until


async def sent(desk: Desk, maple: Cast, now: datetime) -> tuple[Message, Message]:
    """Book and confirm; answers the mail's row and the text's."""
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE)
    await drain(desk, now=now)
    email, sms = (await ledger(desk, visit))[:2]
    return email, sms


async def again(desk: Desk, message: Message) -> Message:
    async with desk.begin(read_only=True) as session:
        return await session.get_one(Message, message.id)


def report(message: Message, at: datetime, *, delivered: bool, details: str = "No error.") -> SmsReport:
    return SmsReport(str(message.azure_id), message.recipient, str(message.id), delivered, details, at)


async def test_a_delivered_text_says_when(desk: Desk, maple: Cast, now: datetime) -> None:
    _, sms = await sent(desk, maple, now)
    await sms_reported(desk, report(sms, now + MINUTE, delivered=True))
    found = await again(desk, sms)
    assert (message_state(found), found.delivered_at, found.accepted_at) == ("delivered", now + MINUTE, now)


@pytest.mark.parametrize("which", list(permutations(["failed", "delivered", "delivered again"])))
async def test_delivered_is_the_last_word_whatever_comes_first(
    desk: Desk, maple: Cast, now: datetime, which: Sequence[str]
) -> None:
    _, sms = await sent(desk, maple, now)
    reports = {
        "failed": report(sms, now + 2 * MINUTE, delivered=False, details="Unreachable."),
        "delivered": report(sms, now + MINUTE, delivered=True),
        "delivered again": report(sms, now + MINUTE, delivered=True),
    }
    for name in which:
        await sms_reported(desk, reports[name])
    found = await again(desk, sms)
    assert (message_state(found), found.delivered_at, found.failed_at) == ("delivered", now + MINUTE, None)


async def test_a_failure_says_why_and_does_not_move(desk: Desk, maple: Cast, now: datetime) -> None:
    _, sms = await sent(desk, maple, now)
    for minutes in (2, 1, 3):
        await sms_reported(desk, report(sms, now + minutes * MINUTE, delivered=False, details="Unreachable."))
    found = await again(desk, sms)
    assert (message_state(found), found.failed_at, found.failure) == ("failed", now + MINUTE, "Unreachable.")


async def test_a_report_that_is_faster_than_our_own_note_is_not_undone(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    """The answer is lost, so we know no id of Azure's; the report finds the message by its tag."""
    visit = await booked(desk, maple, now + 2 * DAY + 30 * MINUTE)
    order(azure, "sms.send", "lose_answer", count=1)
    await drain(desk, now=now)
    sms = (await ledger(desk, visit))[1]
    assert (message_state(sms), sms.azure_id) == ("sending", None)
    theirs = texts(azure)[0]["message_id"]
    await sms_reported(desk, SmsReport(theirs, sms.recipient, str(sms.id), True, "", now + MINUTE))
    assert (await again(desk, sms)).azure_id == theirs
    await drain(desk, now=now + 5 * MINUTE)
    found = await again(desk, sms)
    assert (message_state(found), found.accepted_at, len(texts(azure))) == ("delivered", now, 1)


async def test_without_a_tag_azures_id_finds_the_message(desk: Desk, maple: Cast, now: datetime) -> None:
    _, sms = await sent(desk, maple, now)
    await sms_reported(desk, SmsReport(str(sms.azure_id), sms.recipient, None, True, "", now))
    assert message_state(await again(desk, sms)) == "delivered"


async def test_reports_about_nobody_we_know_change_nothing(desk: Desk, maple: Cast, now: datetime) -> None:
    email, sms = await sent(desk, maple, now)
    await sms_reported(desk, SmsReport("Outgoing_1", sms.recipient, "somebody else's", False, "", now))
    await email_reported(desk, EmailReport("not-ours", email.recipient, "Bounced", now))
    assert {message_state(await again(desk, one)) for one in (email, sms)} == {"accepted"}


@pytest.mark.parametrize("status", ["Bounced", "Suppressed", "Quarantined", "FilteredSpam", "Failed"])
async def test_a_mail_that_did_not_arrive_says_why(desk: Desk, maple: Cast, now: datetime, status: str) -> None:
    email, _ = await sent(desk, maple, now)
    await email_reported(desk, EmailReport(str(email.azure_id), email.recipient, "Expanded", now))
    await email_reported(desk, EmailReport(str(email.azure_id), email.recipient, status, now + MINUTE))
    found = await again(desk, email)
    assert (message_state(found), found.failure) == ("failed", status)


async def test_a_number_that_the_carrier_blocks_has_said_stop(desk: Desk, maple: Cast, now: datetime) -> None:
    _, sms = await sent(desk, maple, now)
    blocked = report(sms, now, delivered=False, details="Sender blocked for given recipient.")
    await sms_reported(desk, blocked)
    async with desk.begin(read_only=True) as session:
        assert await opted_out(session, str(CASEY.phone))


async def test_azures_own_reports_reach_the_ledger_through_the_hook(
    desk: Desk, maple: Cast, azure: Emulator, server: Server, now: datetime
) -> None:
    url = f"{server.settings.origin}/hooks/event-grid?code={server.settings.hook_secret}"
    control(azure, "PUT", "/webhook", {"url": url})
    order(azure, "events.deliver", "double", count=4)
    order(azure, "email.report", "fail", count=1, code="Bounced")
    email, sms = await sent(desk, maple, now)

    async def both_reported() -> bool:
        return (message_state(await again(desk, sms)), message_state(await again(desk, email))) == (
            "delivered",
            "failed",
        )

    await until(both_reported, seconds=20)
    delivered_at = (await again(desk, sms)).delivered_at
    assert delivered_at is not None
    assert abs(delivered_at - now) < timedelta(hours=1), "moments are the emulator's, which lives at the tests' hour"
