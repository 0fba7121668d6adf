"""Text messages: sent, received, reported; who opted out; what a repeated request answers."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

import msgspec

from acs_emulator.alarm import Alarm
from acs_emulator.clock import Clock, iso_event
from acs_emulator.errors import AcsError, ProblemError
from acs_emulator.event_grid import EventGrid
from acs_emulator.journal import Journal
from acs_emulator.senders import PHONE_NUMBER, is_one_way
from acs_emulator.trouble import Trouble

TEXT_CHARACTERS_MAX = 2048
OPT_OUT_WORDS = frozenset({"STOP", "QUIT", "END", "REVOKE", "OPT OUT", "CANCEL", "UNSUBSCRIBE"})
OPT_IN_WORDS = frozenset({"START", "UNSTOP"})
BLOCKED = "Sender blocked for given recipient."
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_TWICE = frozenset("\f^{}\\[~]|€")
"""Characters of the extension table: two places each."""


class SentText(msgspec.Struct, kw_only=True):
    """One text to one recipient. Moments are domain time."""

    message_id: str
    sender: str
    to: str
    text: str
    tag: str | None = None
    report_wanted: bool = False
    sent_at: datetime
    segments: int = 1
    status: Literal["accepted", "delivered", "failed"] = "accepted"
    details: str = ""
    report_due: float
    """Epoch second (real clock) at which the carrier reports."""
    reported_at: datetime | None = None


class ReceivedText(msgspec.Struct, kw_only=True):
    """One text from a person to a number of the resource."""

    message_id: str
    sender: str
    to: str
    text: str
    segments: int = 1
    received_at: datetime


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient of a send request, with everything that a repeated request must say again."""

    sender: str
    to: str
    text: str
    tag: str | None
    report_wanted: bool


class Repeatable(msgspec.Struct, frozen=True, kw_only=True):
    """The memory of one repeatability id."""

    wish: Wish
    message_id: str


class Texts:
    """Sends (keeps) and receives texts, and reports on them."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        events: EventGrid,
        trouble: Trouble,
        numbers: tuple[str, ...],
        report_delay_seconds: float,
    ) -> None:
        self.numbers = numbers
        self.listeners: list[Callable[[SentText | ReceivedText], None]] = []
        self._journal = journal
        self._clock = clock
        self._events = events
        self._trouble = trouble
        self._report_delay = report_delay_seconds
        self._alarm = Alarm()
        self.sent = journal.load("text-sent", SentText)
        self.received = journal.load("text-received", ReceivedText)
        self._repeatable = journal.load("text-repeatable", Repeatable)
        self._opted_out = journal.load("text-opt-out", str)
        for text in self.sent.values():
            if text.status == "accepted":
                self._alarm.set(text.message_id, text.report_due)

    def check(self, sender: str, recipients: list[str], text: str) -> None:
        """Refuse a request as a whole: 401 for a sender not owned, a 400 problem for recipients or words."""
        if sender not in self.numbers:
            raise AcsError(401, "InternalError", "The sender is not owned by this resource.")
        malformed = [to for to in recipients if not PHONE_NUMBER.fullmatch(to)]
        if malformed:
            raise ProblemError({"SmsRecipients": ["The 'To' field must contain phone numbers in E.164 format."]})
        if not 1 <= len(recipients) <= 100:
            raise ProblemError({"SmsRecipients": ["Between 1 and 100 recipients are required."]})
        if not text:
            raise ProblemError({"Message": ["The Message field is required."]})
        if len(text) > TEXT_CHARACTERS_MAX:
            raise ProblemError({"Message": [f"A message has at most {TEXT_CHARACTERS_MAX} characters."]})

    def send(self, wish: Wish, repeatability_id: str | None) -> SentText | None:
        """Send one text; the same id with the same wish answers as before and sends nothing. None: the id says otherwise."""
        earlier = self._repeatable.get(repeatability_id) if repeatability_id else None
        if earlier is not None:
            return self.sent[earlier.message_id] if earlier.wish == wish else None
        now = self._clock.now()
        late = self._trouble.take("sms.report", ("late",), wish.to)
        text = SentText(
            message_id=f"Outgoing_{_stamp(now)}{uuid.uuid4()}_noam",
            sender=wish.sender,
            to=wish.to,
            text=wish.text,
            tag=wish.tag,
            report_wanted=wish.report_wanted,
            sent_at=now,
            segments=segments(wish.text),
            report_due=time.time() + self._report_delay + (late.delay_seconds if late else 0),
        )
        with self._journal.together():
            self.sent[text.message_id] = text
            self._journal.put("text-sent", text.message_id, text)
            if repeatability_id:
                self._repeatable[repeatability_id] = Repeatable(wish=wish, message_id=text.message_id)
                self._journal.put("text-repeatable", repeatability_id, self._repeatable[repeatability_id])
        self._alarm.set(text.message_id, text.report_due)
        self._tell(text)
        return text

    def receive(self, sender: str, to: str, text: str) -> ReceivedText:
        """Take in a text from a person: STOP and START are obeyed, and relayed as SMSReceived like any other.

        Raises AcsError 400 for a number that is none, or not of this resource.
        """
        if to not in self.numbers:
            raise AcsError(400, "BadRequest", "The number is not owned by this resource.", target="to")
        if is_one_way(to):
            raise AcsError(400, "BadRequest", "Nobody can answer an alphanumeric sender.", target="to")
        if not PHONE_NUMBER.fullmatch(sender):
            raise AcsError(400, "BadRequest", "Not a phone number in E.164 format.", target="sender")
        now = self._clock.now()
        received = ReceivedText(
            message_id=f"Incoming_{_stamp(now)}{uuid.uuid4()}",
            sender=sender,
            to=to,
            text=text,
            segments=segments(text),
            received_at=now,
        )
        with self._journal.together():
            self._obey(sender, to, text)
            self.received[received.message_id] = received
            self._journal.put("text-received", received.message_id, received)
            self._events.publish("SMSReceived", f"/phonenumber/{to}", _received_data(received))
        self._tell(received)
        return received

    def is_opted_out(self, number: str, person: str) -> bool:
        """Whether this person wants no texts from this number."""
        return f"{number} {person}" in self._opted_out

    def set_opted_out(self, number: str, person: str, opted_out: bool) -> None:
        """Note that a person wants, or no longer wants, to be left alone by a number."""
        key = f"{number} {person}"
        if opted_out and key not in self._opted_out:
            self._opted_out[key] = iso_event(self._clock.now())
            self._journal.put("text-opt-out", key, self._opted_out[key])
        elif not opted_out and self._opted_out.pop(key, None) is not None:
            self._journal.remove("text-opt-out", key)

    async def report_forever(self) -> None:
        """Let the carrier report on each text when its report is due."""
        while True:
            text = self.sent.get(await self._alarm.due())
            if text is not None and text.status == "accepted":
                self._report(text)

    def clear(self) -> None:
        """Forget every text and every opt-out."""
        for kept in (self.sent, self.received, self._repeatable, self._opted_out):
            kept.clear()
        for kind in ("text-sent", "text-received", "text-repeatable", "text-opt-out"):
            self._journal.remove_all(kind)
        self._alarm.clear()

    def _report(self, text: SentText) -> None:
        failed = self._trouble.take("sms.report", ("fail",), text.to)
        if not is_one_way(text.sender) and self.is_opted_out(text.sender, text.to):
            text.status, text.details = "failed", BLOCKED
        elif failed is not None:
            text.status, text.details = "failed", failed.code or "Message could not be delivered."
        else:
            text.status, text.details = "delivered", "No error."
        text.reported_at = self._clock.now()
        with self._journal.together():
            self._journal.put("text-sent", text.message_id, text)
            if text.report_wanted:
                data = _report_data(text, text.reported_at)
                self._events.publish("SMSDeliveryReportReceived", f"/phonenumber/{text.sender}", data)
        self._tell(text)

    def _obey(self, person: str, number: str, text: str) -> None:
        word = " ".join(text.upper().split())
        if word in OPT_OUT_WORDS:
            self.set_opted_out(number, person, True)
        elif word in OPT_IN_WORDS:
            self.set_opted_out(number, person, False)

    def _tell(self, record: SentText | ReceivedText) -> None:
        for heard in list(self.listeners):
            heard(record)


def segments(text: str) -> int:
    """Count the segments a carrier bills: GSM-7 holds 160 characters (153 when split), UCS-2 70 (67)."""
    if all(character in GSM_7 or character in GSM_7_TWICE for character in text):
        length = sum(2 if character in GSM_7_TWICE else 1 for character in text)
        alone, split = 160, 153
    else:
        length = len(text.encode("utf-16-be")) // 2
        alone, split = 70, 67
    return 1 if length <= alone else -(-length // split)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S%f") + secrets.token_hex(1)


def _report_data(text: SentText, at: datetime) -> dict[str, Any]:
    delivered = text.status == "delivered"
    attempt = {
        "timestamp": iso_event(at),
        "segmentsSucceeded": text.segments if delivered else 0,
        "segmentsFailed": 0 if delivered else text.segments,
    }
    return {
        "messageId": text.message_id,
        "from": text.sender,
        "to": text.to,
        "deliveryStatus": "Delivered" if delivered else "Failed",
        "deliveryStatusDetails": text.details,
        "receivedTimestamp": iso_event(at),
        "deliveryAttempts": [attempt],
        "tag": text.tag,
    }


def _received_data(text: ReceivedText) -> dict[str, Any]:
    return {
        "messageId": text.message_id,
        "from": text.sender,
        "to": text.to,
        "message": text.text,
        "receivedTimestamp": iso_event(text.received_at),
        "segmentCount": text.segments,
    }
