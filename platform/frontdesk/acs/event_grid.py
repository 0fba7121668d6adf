"""What Event Grid delivers, in our words. At least once, unordered; so whoever listens goes by the moments inside.

Both envelopes are read (EventGrid schema and CloudEvents 1.0). Field names of texts come in either case, numbers with or
without their plus, users in an older and a newer shape. What is not known here is not for us.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from frontdesk.errors import Invalid

PREFIX = "Microsoft.Communication."
VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent"


class EventMalformed(Invalid):
    """This is not an event as Event Grid sends them."""

    status = 400


@dataclass(frozen=True, slots=True)
class Validation:
    """Event Grid asks whether we want to hear from it; `code` is the answer."""

    code: str


@dataclass(frozen=True, slots=True)
class SmsReport:
    """Whether a text arrived. `tag` is what we sent along."""

    azure_id: str
    to: str
    tag: str | None
    delivered: bool
    details: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SmsReceived:
    """Somebody texted one of our numbers."""

    sender: str
    to: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EmailReport:
    """Whether a mail arrived at one recipient. `status` in Azure's words: Delivered, Bounced, …"""

    azure_id: str
    recipient: str
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallStarted:
    """A call began in a room."""

    room_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The call in a room is over for everybody."""

    room_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ParticipantJoined:
    """A user came into the call of a room."""

    room_id: str
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ParticipantLeft:
    """A user left the call of a room."""

    room_id: str
    user_id: str
    at: datetime


Event = SmsReport | SmsReceived | EmailReport | CallStarted | CallEnded | ParticipantJoined | ParticipantLeft


def read_events(body: bytes) -> list[Event | Validation]:
    """Read a delivery. Unknown types and calls outside rooms are left out; raises EventMalformed."""
    try:
        content = msgspec.json.decode(body)
        envelopes = content if isinstance(content, list) else [content]
        return [event for envelope in envelopes for event in _read(envelope)]
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EventMalformed() from error


def _read(envelope: dict[str, Any]) -> Iterator[Event | Validation]:
    kind = str(envelope.get("eventType") or envelope["type"])
    data = {name.lower(): value for name, value in envelope["data"].items()}
    if kind == VALIDATION:
        yield Validation(data["validationcode"])
        return
    reader = _READERS.get(kind.removeprefix(PREFIX)) if kind.startswith(PREFIX) else None
    event = reader(data, _moment(envelope.get("eventTime") or envelope.get("time"))) if reader else None
    if event is not None:
        yield event


def _sms_report(data: dict[str, Any], at: datetime) -> Event:
    return SmsReport(
        azure_id=data["messageid"],
        to=_number(data["to"]),
        tag=data.get("tag"),
        delivered=data["deliverystatus"] == "Delivered",
        details=str(data.get("deliverystatusdetails") or ""),
        at=_moment(data.get("receivedtimestamp"), at),
    )


def _sms_received(data: dict[str, Any], at: datetime) -> Event:
    moment = _moment(data.get("receivedtimestamp"), at)
    return SmsReceived(_number(data["from"]), _number(data["to"]), str(data["message"]), moment)


def _email_report(data: dict[str, Any], at: datetime) -> Event:
    moment = _moment(data.get("deliveryattempttimestamp"), at)
    return EmailReport(data["messageid"], data["recipient"], data["status"], moment)


def _call(kind: type[CallStarted | CallEnded]) -> Callable[[dict[str, Any], datetime], Event | None]:
    def read(data: dict[str, Any], at: datetime) -> Event | None:
        room = _room(data)
        return kind(room, at) if room else None

    return read


def _presence(
    kind: type[ParticipantJoined | ParticipantLeft],
) -> Callable[[dict[str, Any], datetime], Event | None]:
    def read(data: dict[str, Any], at: datetime) -> Event | None:
        room, user = _room(data), data["user"]
        identifier = user.get("communicationIdentifier") or user
        return kind(room, str(identifier["rawId"]), at) if room else None

    return read


def _room(data: dict[str, Any]) -> str | None:
    room = data.get("room") or {}
    return str(room["id"]) if room.get("id") else None


def _number(value: str) -> str:
    return value if value.startswith("+") or not value.isdigit() or len(value) < 7 else f"+{value}"


def _moment(value: str | None, otherwise: datetime | None = None) -> datetime:
    if not value:
        if otherwise is None:
            raise ValueError("an event without a moment")
        return otherwise
    moment = msgspec.convert(value, datetime)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_READERS: dict[str, Callable[[dict[str, Any], datetime], Event | None]] = {
    "SMSDeliveryReportReceived": _sms_report,
    "SMSReceived": _sms_received,
    "EmailDeliveryReportReceived": _email_report,
    "CallStarted": _call(CallStarted),
    "CallEnded": _call(CallEnded),
    "CallParticipantAdded": _presence(ParticipantJoined),
    "CallParticipantRemoved": _presence(ParticipantLeft),
}
