"""E-mails: sent as long-running operations, handed over a moment later, reported once per recipient."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec

from acs_emulator.alarm import Alarm
from acs_emulator.clock import Clock, iso_event
from acs_emulator.errors import AcsError
from acs_emulator.event_grid import EventGrid
from acs_emulator.journal import Journal
from acs_emulator.trouble import Trouble

OperationStatus = Literal["NotStarted", "Running", "Succeeded", "Failed", "Canceled"]


class Address(msgspec.Struct, kw_only=True, rename="camel"):
    """An address as it stands in a request."""

    address: str
    display_name: str | None = None


class Attachment(msgspec.Struct, kw_only=True, rename="camel"):
    """A file as it stands in a request; the content is base64."""

    name: str
    content_type: str
    content_in_base64: str
    content_id: str | None = None


class Delivery(msgspec.Struct, kw_only=True):
    """What became of a mail for one recipient; status None while nothing is known."""

    recipient: str
    field: Literal["to", "cc", "bcc"]
    status: str | None = None
    reported_at: datetime | None = None


class SentMail(msgspec.Struct, kw_only=True):
    """One mail. Its id is the operation id and the message id of its events. Moments are domain time."""

    id: str
    sender: str
    subject: str
    plain_text: str | None = None
    html: str | None = None
    to: list[Address] = msgspec.field(default_factory=list)
    cc: list[Address] = msgspec.field(default_factory=list)
    bcc: list[Address] = msgspec.field(default_factory=list)
    reply_to: list[Address] = msgspec.field(default_factory=list)
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    attachments: list[Attachment] = msgspec.field(default_factory=list)
    is_tracked: bool = True
    """Whether opening it and following its links is reported."""
    sent_at: datetime
    status: OperationStatus = "Running"
    error_code: str | None = None
    deliveries: list[Delivery] = msgspec.field(default_factory=list)
    report_due: float
    """Epoch second (real clock) at which the mail system reports."""


class Mails:
    """Keeps mails and reports on them."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        events: EventGrid,
        trouble: Trouble,
        senders: tuple[str, ...],
        report_delay_seconds: float,
    ) -> None:
        self.senders = senders
        self.listeners: list[Callable[[SentMail], None]] = []
        self._journal = journal
        self._clock = clock
        self._events = events
        self._trouble = trouble
        self._report_delay = report_delay_seconds
        self._alarm = Alarm()
        self.sent = journal.load("mail", SentMail)
        for mail in self.sent.values():
            if mail.status == "Running" or any(delivery.status is None for delivery in mail.deliveries):
                self._alarm.set(mail.id, mail.report_due)

    def due_in(self, recipients: list[str]) -> float:
        """Return the epoch second at which a mail sent now to these recipients is reported on."""
        late = self._trouble.take("email.report", ("late",), " ".join(recipients))
        return time.time() + self._report_delay + (late.delay_seconds if late else 0)

    def send(self, mail: SentMail) -> None:
        """Take a mail over; its operation runs from now. The caller has checked it and chose a free id."""
        everyone = (("to", mail.to), ("cc", mail.cc), ("bcc", mail.bcc))
        mail.deliveries = [
            Delivery(recipient=address.address, field=field, status=None)  # type: ignore[arg-type]  # a literal of the pairs above
            for field, addresses in everyone
            for address in addresses
        ]
        self.sent[mail.id] = mail
        self._journal.put("mail", mail.id, mail)
        self._alarm.set(mail.id, mail.report_due)
        self._tell(mail)

    def engage(self, mail_id: str, kind: str, link: str, user_agent: str) -> str:
        """Report that a recipient opened a mail or followed a link, and return the event's id.

        Raises AcsError 404 for an unknown mail, 409 for one whose sender disabled the tracking.
        """
        mail = self.sent.get(mail_id)
        if mail is None:
            raise AcsError(404, "NotFound", "There is no such mail.")
        if not mail.is_tracked:
            raise AcsError(409, "Conflict", "The sender of this mail disabled engagement tracking.")
        data = {
            "sender": mail.sender,
            "messageId": mail.id,
            "userActionTimeStamp": iso_event(self._clock.now()),
            "engagementType": kind,
            "engagementContext": link,
            "userAgent": user_agent,
        }
        subject = f"sender/{mail.sender}/message/{mail.id}"
        return self._events.publish("EmailEngagementTrackingReportReceived", subject, data)

    async def report_forever(self) -> None:
        """Hand over each mail when it is due, and report on it."""
        while True:
            mail = self.sent.get(await self._alarm.due())
            if mail is not None and mail.status == "Running":
                self._report(mail)

    def clear(self) -> None:
        """Forget every mail."""
        self.sent.clear()
        self._journal.remove_all("mail")
        self._alarm.clear()

    def _report(self, mail: SentMail) -> None:
        dropped = self._trouble.take("email.operation", ("fail",), mail.subject)
        if dropped is not None:
            mail.status, mail.error_code = "Failed", dropped.code or "EmailDropped"
            self._journal.put("mail", mail.id, mail)
            self._tell(mail)
            return
        mail.status = "Succeeded"
        with self._journal.together():
            for delivery in mail.deliveries:
                bounced = self._trouble.take("email.report", ("fail",), delivery.recipient)
                delivery.status = "Delivered" if bounced is None else bounced.code or "Bounced"
                delivery.reported_at = self._clock.now()
                self._publish(mail, delivery, delivery.reported_at)
            self._journal.put("mail", mail.id, mail)
        self._tell(mail)

    def _publish(self, mail: SentMail, delivery: Delivery, at: datetime) -> None:
        delivered = delivery.status == "Delivered"
        data = {
            "sender": mail.sender,
            "recipient": delivery.recipient,
            "messageId": mail.id,
            "status": delivery.status,
            "deliveryStatusDetails": {"statusMessage": "DestinationMailboxFull" if not delivered else "No error."},
            "deliveryAttemptTimeStamp": iso_event(at),
        }
        self._events.publish("EmailDeliveryReportReceived", f"sender/{mail.sender}/message/{mail.id}", data)

    def _tell(self, mail: SentMail) -> None:
        for heard in list(self.listeners):
            heard(mail)
