"""What goes over the wire about the people who book."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.messages.schemas import MessageSeen
from frontdesk.visits.staff_schemas import DayVisit


class ConsumerListed(msgspec.Struct):
    """A line of the directory. Visits are those that were not cancelled."""

    id: UUID
    name: str
    initials: str
    email: str
    phone: str | None
    visits: int
    last_visit_at: datetime | None
    next_visit_at: datetime | None


class ConsumerList(msgspec.Struct):
    """By name; `next` is where to go on, null at the end."""

    items: list[ConsumerListed]
    next: str | None


class NoteSeen(msgspec.Struct):
    id: UUID
    author: str | None
    yours: bool
    text: str
    created_at: datetime
    changed_at: datetime | None


class ConsentSeen(msgspec.Struct):
    """Which wording somebody agreed to, and when and where."""

    version: int
    at: datetime
    source: Literal["booking_page", "desk"] | None


class ConsumerMessage(MessageSeen, kw_only=True):
    """A line of the ledger with the visit that it is about."""

    visit_id: UUID
    recipient: str


class ConsumerDetail(msgspec.Struct):
    """Somebody who books, with everything that is known."""

    id: UUID
    name: str
    initials: str
    email: str
    phone: str | None
    locale: str
    time_zone: str
    created_at: datetime
    sms_consent_at: datetime | None
    email_proven_at: datetime | None
    phone_proven_at: datetime | None
    merged_into_id: UUID | None
    visits: list[DayVisit]
    messages: list[ConsumerMessage]
    notes: list[NoteSeen]
    consents: list[ConsentSeen]
    duplicates: list[ConsumerListed]


class NoteWords(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]


class MergeWish(msgspec.Struct, forbid_unknown_fields=True):
    """The entry that is the same person and shall be one with this."""

    duplicate_id: UUID
