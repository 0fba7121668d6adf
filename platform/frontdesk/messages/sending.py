"""Say one planned message, once.

The truth is read again: a message about what no longer holds is skipped, with the reason. Then *sending* is written, Azure
is told, *accepted* is written. After a crash in between, the same words go out under the same repeatability id, with the
moment of the first try: Azure texts once. Later than Azure remembers, the delivery report is waited for first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import outbox
from frontdesk.acs.email import Attachment, Mail
from frontdesk.acs.repeatability import Repeatable
from frontdesk.appointments.links import link_token, link_url
from frontdesk.config import Settings
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable
from frontdesk.events import announce
from frontdesk.messages.calendar import calendar_file
from frontdesk.messages.planning import answer, useless_after
from frontdesk.messages.queries import Occasion, message_locked, occasion_of_seat, open_channel, opted_out
from frontdesk.messages.schemas import message_state
from frontdesk.messages.tables import Message
from frontdesk.messages.texts import segments, write_text
from frontdesk.messages.wording import Letter, write_mail
from frontdesk.outbox import Job

AZURE_REMEMBERS = timedelta(hours=1)  # its memory of repeatability ids is not documented; we trust it no longer
WITH_CALENDAR = frozenset({"confirmation", "change", "cancellation"})
REPORT_COMES_WITHIN = timedelta(minutes=10)
NOT_ABOUT_THE_MESSAGE = frozenset({401, 403})  # a wrong key or sender: mended by the operator, and then said


@dataclass(frozen=True, slots=True)
class Words:
    """A message with what it says: a text, or a letter."""

    message: Message
    said: str | Letter
    occasion: Occasion
    link: str


_log = structlog.get_logger()


async def send_message(desk: Desk, *, office_id: UUID, message_id: UUID, now: datetime, waited: bool = False) -> None:
    """Send a message if it still makes sense. Raises AcsUnavailable to be tried again.

    `waited`: the delivery report of a try in doubt was waited for, and did not come.
    """
    async with desk.begin(read_only=True) as session:
        channel = await open_channel(session, office_id=office_id, message_id=message_id)
    if channel is None:
        return  # it was said, or will not be
    await (desk.acs.sms.pace if channel == "sms" else desk.acs.email.pace).turn()
    async with desk.begin() as session:
        words = await _begin(session, desk.settings, office_id, message_id, now=now, waited=waited)
    if words is None:
        return
    try:
        azure_id = await _say(desk, words)
    except AcsRejected as refusal:
        if refusal.status in NOT_ABOUT_THE_MESSAGE:
            raise AcsUnavailable(str(refusal)) from refusal
        async with desk.begin() as session:
            await _note_refusal(session, words, str(refusal), now=now)
    else:
        async with desk.begin() as session:
            await _note_acceptance(session, words, azure_id, now=now)


def why_not(message: Message, occasion: Occasion, *, stopped: bool, now: datetime) -> str | None:
    """Say why a message is not to be said any more, or None when it is. `stopped`: the number's last word was STOP."""
    reasons = {
        "cancelled": occasion.cancelled_at is not None and message.kind != "cancellation",
        "answered": (message.kind == "request" and answer(occasion) != "request")
        or (message.kind == "move_asked" and occasion.move_asked_at is None),
        "moved": message.revision < occasion.revision,
        "too_late": now >= useless_after(message.kind, occasion),
        "opted_out": message.channel == "sms" and stopped,
        "no_consent": message.channel == "sms" and occasion.sms_consent_at is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


async def _begin(
    session: AsyncSession, settings: Settings, office_id: UUID, message_id: UUID, *, now: datetime, waited: bool
) -> Words | None:
    """Write that it is being sent and give the words; None when it is not to be said, or not yet."""
    message = await message_locked(session, office_id=office_id, message_id=message_id)
    if message is None or message_state(message) not in ("planned", "sending"):
        return None
    occasion = await occasion_of_seat(session, office_id=office_id, seat_id=message.seat_id)
    stopped = message.channel == "sms" and await opted_out(session, message.recipient)
    reason = why_not(message, occasion, stopped=stopped, now=now)
    if reason is not None:
        _skip(session, message, reason, now=now)
        return None
    if message.sending_at is not None and now - message.sending_at > AZURE_REMEMBERS and not waited:
        await _wait_for_report(session, message, occasion, now=now)
        return None
    message.sending_at = message.sending_at or now
    link = link_url(
        settings.origin, link_token(settings.secret_key, seat_id=message.seat_id, version=occasion.link_version)
    )
    if message.channel == "email":
        return Words(message, write_mail(message.kind, occasion, link), occasion, link)
    text = write_text(message.kind, occasion, link)
    message.segments = segments(text)
    return Words(message, text, occasion, link)


def _skip(session: AsyncSession, message: Message, reason: str, *, now: datetime) -> None:
    if message.sending_at is None:
        message.skipped_at, message.skip_reason = now, reason
    else:  # an earlier try may have gone out; if it did, its report will say so
        message.failed_at, message.failure = now, f"in_doubt:{reason}"
    _tell(session, message)


async def _wait_for_report(session: AsyncSession, message: Message, occasion: Occasion, *, now: datetime) -> None:
    await outbox.put(
        session,
        Job.SEND_MESSAGE,
        {"office_id": str(message.office_id), "message_id": str(message.id), "waited": True},
        now=now,
        due_at=now + REPORT_COMES_WITHIN,
        key=f"message:{message.id}",
        useless_after=useless_after(message.kind, occasion),
    )


async def _say(desk: Desk, words: Words) -> str:
    message = words.message
    first_sent_at = message.sending_at
    assert first_sent_at is not None  # written by _begin
    if isinstance(words.said, str):
        act = Repeatable(f"message {message.id}", first_sent_at)
        return await desk.acs.sms.send(act, to=message.recipient, text=words.said, tag=str(message.id))
    files: tuple[Attachment, ...] = ()
    if message.kind in WITH_CALENDAR and not words.occasion.requested:
        content = calendar_file(words.occasion, link=words.link, sender=desk.acs.email.sender, stamped_at=first_sent_at)
        files = (Attachment("visit.ics", "text/calendar", content),)
    mail = Mail(
        to=message.recipient,
        to_name=words.occasion.consumer_name,
        subject=words.said.subject,
        text=words.said.text,
        html=words.said.html,
        reply_to=words.occasion.office_email,
        attachments=files,
    )
    return await desk.acs.email.send(message.id, mail)


async def _note_acceptance(session: AsyncSession, words: Words, azure_id: str, *, now: datetime) -> None:
    message = await _again(session, words)
    message.azure_id = azure_id
    message.accepted_at = message.accepted_at or now  # the report may have been faster
    _tell(session, message)


async def _note_refusal(session: AsyncSession, words: Words, refusal: str, *, now: datetime) -> None:
    message = await _again(session, words)
    if message.delivered_at is None:
        message.failed_at, message.failure = now, refusal
    _log.warning("message_refused", message=str(message.id), channel=message.channel, error=refusal)
    _tell(session, message)


async def _again(session: AsyncSession, words: Words) -> Message:
    message = words.message
    found = await message_locked(session, office_id=message.office_id, message_id=message.id)
    if found is None:
        raise LookupError(f"message {message.id} is gone")
    return found


def _tell(session: AsyncSession, message: Message) -> None:
    announce(session, "message.changed", message.id, to=[message.office_id, message.appointment_id])
