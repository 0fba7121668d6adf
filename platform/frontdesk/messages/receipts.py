"""Whether it arrived. Reports come at least once and in any order: what is written depends on what came, not on when.

Delivered is the last word. A failure counts unless delivery was reported, too.
"""

from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.acs.event_grid import EmailReport, SmsReport
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.messages.queries import reported_message
from frontdesk.messages.replies import note_stop
from frontdesk.messages.tables import Message

UNDER_WAY = frozenset({"Expanded", "OutForDelivery"})  # a mail on its way through a list says nothing about arrival
STOPPED = "Sender blocked for given recipient"  # Azure's words for a number that said STOP to the carrier

_log = structlog.get_logger()


async def sms_reported(desk: Desk, report: SmsReport) -> None:
    """Write down what became of a text. The number that is blocked has said STOP, whether or not we heard it."""
    async with desk.begin() as session:
        message = await reported_message(session, message_id=_id(report.tag), azure_id=report.azure_id)
        if message is None or message.channel != "sms":
            return
        message.azure_id = message.azure_id or report.azure_id
        message.accepted_at = message.accepted_at or message.sending_at or report.at
        if report.delivered:
            _delivered(session, message, report)
        else:
            _failed(session, message, report.details or "not delivered", report)
            if report.details.startswith(STOPPED):
                await note_stop(session, message.recipient, at=report.at)


async def email_reported(desk: Desk, report: EmailReport) -> None:
    """Write down what became of a mail."""
    if report.status in UNDER_WAY:
        return
    async with desk.begin() as session:
        message = await reported_message(session, message_id=_id(report.azure_id), azure_id=report.azure_id)
        if message is None or message.channel != "email":
            return
        message.azure_id = message.azure_id or report.azure_id
        message.accepted_at = message.accepted_at or message.sending_at or report.at
        if report.status == "Delivered":
            _delivered(session, message, report)
        else:
            _failed(session, message, report.status, report)


def _delivered(session: AsyncSession, message: Message, report: SmsReport | EmailReport) -> None:
    if message.delivered_at is not None and message.delivered_at <= report.at:
        return
    message.delivered_at = report.at
    message.failed_at = message.failure = None
    _tell(session, message)


def _failed(session: AsyncSession, message: Message, why: str, report: SmsReport | EmailReport) -> None:
    if message.delivered_at is not None or (message.failed_at is not None and message.failed_at <= report.at):
        return
    message.failed_at, message.failure = report.at, why[:200]
    _log.warning("message_failed", message=str(message.id), channel=message.channel, failure=message.failure)
    _tell(session, message)


def _tell(session: AsyncSession, message: Message) -> None:
    announce(session, "message.changed", message.id, to=[message.office_id, message.appointment_id])


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
