"""What the inbox shows: the emulator's texts and mails in the shape the page draws, less what was cleared away.

Clearing takes messages out of the page only. The emulator goes on knowing them: operations that are still asked for,
reports that are still due and repeatability ids must not be lost because somebody tidied up.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any, Literal, TypeVar
from weakref import WeakKeyDictionary

import msgspec

from acs_emulator.mails import SentMail
from acs_emulator.state import Emulator
from acs_emulator.texts import ReceivedText, SentText

Record = TypeVar("Record")
TextState = Literal["waiting", "delivered", "failed"]


class TextSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One bubble. `person` is the number of the phone, `office` the other side; `mine` were typed on the phone."""

    id: str
    mine: bool
    person: str
    office: str
    text: str
    at: datetime
    segments: int
    state: TextState
    details: str


class OptOut(msgspec.Struct, frozen=True, kw_only=True):
    """A person who wants no texts from a number."""

    person: str
    office: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An address with the name that was given with it."""

    address: str
    name: str | None


class FileSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment, fetched by its place in the list."""

    name: str
    content_type: str


class MailSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the mailbox. `failure` says why it did not arrive everywhere; None while all is well."""

    id: str
    at: datetime
    subject: str
    sender: str
    to: list[Party]
    state: str
    failure: str | None
    has_html: bool
    attachments: list[FileSeen]


class TroubleSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the page's orders hold, and how many others do."""

    ordered: list[str]
    others: int


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page shows, oldest first. `trouble` is None where the control API is switched off."""

    now: datetime
    phone_numbers: list[str]
    texts: list[TextSeen]
    opted_out: list[OptOut]
    mails: list[MailSeen]
    trouble: TroubleSeen | None
    product_url: str | None


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """The newest of each kind that was cleared away; it and everything before it is no longer shown."""

    sent: str | None = None
    received: str | None = None
    mails: str | None = None


_cleared: WeakKeyDictionary[Emulator, Cleared] = WeakKeyDictionary()


def clear(emulator: Emulator) -> None:
    """Take every text and mail there is now out of the inbox."""
    last = Cleared(
        sent=next(reversed(emulator.sms.sent), None),
        received=next(reversed(emulator.sms.received), None),
        mails=next(reversed(emulator.email.sent), None),
    )
    _cleared[emulator] = last
    emulator.journal.put("inbox", "cleared", last)


def texts(emulator: Emulator) -> list[TextSeen]:
    """Return the texts of both directions, oldest first."""
    gone = _what_was_cleared(emulator)
    both = [_sent(text) for text in _after(emulator.sms.sent, gone.sent)]
    both += [_received(text) for text in _after(emulator.sms.received, gone.received)]
    return sorted(both, key=lambda text: text.at)


def mails(emulator: Emulator) -> list[MailSeen]:
    """Return the mails, oldest first."""
    return [_mail(mail) for mail in _after(emulator.email.sent, _what_was_cleared(emulator).mails)]


def opted_out(emulator: Emulator, seen: list[TextSeen]) -> list[OptOut]:
    """Return who of the people seen wants no texts from whom."""
    pairs = {(text.person, text.office) for text in seen}
    return [
        OptOut(person=person, office=office)
        for person, office in sorted(pairs)
        if emulator.sms.is_opted_out(office, person)
    ]


def text_source(emulator: Emulator, text_id: str) -> dict[str, Any] | None:
    """Return a text as the request that sent it and what became of it, or a received one as its event's data; None: unknown."""
    sent = emulator.sms.sent.get(text_id)
    if sent is not None:
        options: dict[str, Any] = {"enableDeliveryReport": sent.report_wanted}
        if sent.tag is not None:
            options["tag"] = sent.tag
        body = {
            "from": sent.sender,
            "smsRecipients": [{"to": sent.to}],
            "message": sent.text,
            "smsSendOptions": options,
        }
        kept = {"message_id", "sent_at", "segments", "status", "details", "reported_at"}
        return {"request": {"method": "POST", "path": "/sms", "body": body}, "became": _only(sent, kept)}
    received = emulator.sms.received.get(text_id)
    return None if received is None else {"received": msgspec.to_builtins(received)}


def mail_source(mail: SentMail) -> dict[str, Any]:
    """Return a mail as the request that sent it and what became of it."""
    content = {"subject": mail.subject, "plainText": mail.plain_text, "html": mail.html}
    body = {
        "senderAddress": mail.sender,
        "content": {name: value for name, value in content.items() if value is not None},
        "recipients": {
            name: msgspec.to_builtins(addresses)
            for name, addresses in (("to", mail.to), ("cc", mail.cc), ("bcc", mail.bcc))
            if addresses
        },
        "attachments": msgspec.to_builtins(mail.attachments),
        "replyTo": msgspec.to_builtins(mail.reply_to),
        "headers": mail.headers,
    }
    kept = {"id", "sent_at", "status", "error_code", "deliveries"}
    request = {"method": "POST", "path": "/emails:send", "body": {name: value for name, value in body.items() if value}}
    return {"request": request, "became": _only(mail, kept)}


def _what_was_cleared(emulator: Emulator) -> Cleared:
    if emulator not in _cleared:
        _cleared[emulator] = emulator.journal.load("inbox", Cleared).get("cleared", Cleared())
    return _cleared[emulator]


def _after(records: dict[str, Record], last: str | None) -> list[Record]:
    """Return the records behind `last`; all of them if it is not there (any more)."""
    if last is None or last not in records:
        return list(records.values())
    return list(islice(records.values(), list(records).index(last) + 1, None))


def _sent(text: SentText) -> TextSeen:
    states: dict[str, TextState] = {"accepted": "waiting", "delivered": "delivered", "failed": "failed"}
    return TextSeen(
        id=text.message_id,
        mine=False,
        person=text.to,
        office=text.sender,
        text=text.text,
        at=text.sent_at,
        segments=text.segments,
        state=states[text.status],
        details=text.details if text.status == "failed" else "",
    )


def _received(text: ReceivedText) -> TextSeen:
    return TextSeen(
        id=text.message_id,
        mine=True,
        person=text.sender,
        office=text.to,
        text=text.text,
        at=text.received_at,
        segments=text.segments,
        state="delivered",
        details="",
    )


def _mail(mail: SentMail) -> MailSeen:
    lost = [delivery for delivery in mail.deliveries if delivery.status not in (None, "Delivered", "Expanded")]
    failure = None
    if mail.status in ("Failed", "Canceled"):
        failure = f"{mail.error_code or 'The mail system gave no reason'}."
    elif lost:
        failure = f"{', '.join(delivery.recipient for delivery in lost)} did not get it."
    return MailSeen(
        id=mail.id,
        at=mail.sent_at,
        subject=mail.subject,
        sender=mail.sender,
        to=[Party(address=one.address, name=one.display_name) for one in mail.to + mail.cc + mail.bcc],
        state=str(lost[0].status) if lost and mail.status == "Succeeded" else mail.status,
        failure=failure,
        has_html=bool(mail.html),
        attachments=[FileSeen(name=one.name, content_type=one.content_type) for one in mail.attachments],
    )


def _only(record: msgspec.Struct, names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(record).items() if name in names}
