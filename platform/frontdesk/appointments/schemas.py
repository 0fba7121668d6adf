"""What goes over the wire about holds and bookings."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.appointments.tables import Hold
from frontdesk.consumers.contact import ContactGiven
from frontdesk.consumers.details import DetailsGiven
from frontdesk.db import bounds
from frontdesk.wall import Wall, wall

Instant = Annotated[datetime, Meta(tz=True)]
ZoneName = Annotated[str, Meta(min_length=1, max_length=64)]
Locale = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Secret = Annotated[str, Meta(min_length=10, max_length=100)]


class HoldWish(msgspec.Struct, forbid_unknown_fields=True):
    service_id: UUID
    starts_at: Instant
    time_zone: ZoneName
    provider_id: UUID | None = None
    proof_of_work: Annotated[str, Meta(max_length=4000)] | None = (
        None  # altcha's payload, after 429 proof_of_work_wanted
    )
    duration_minutes: Annotated[int, Meta(ge=5, le=1440)] | None = None  # one of the service's; none: its first
    attributes: Annotated[list[str], Meta(max_length=20)] = []  # what the provider must have


class HoldSecret(msgspec.Struct, forbid_unknown_fields=True):
    secret: Secret


class AssignedSeen(msgspec.Struct):
    """By which rule the provider was chosen, and over how many days round robin was fair."""

    rule: str
    window_days: int | None


class HoldSeen(msgspec.Struct):
    """A kept time. The secret is told once, to whoever took it."""

    id: UUID
    secret: str
    service_id: UUID
    provider_id: UUID
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime
    may_prolong: bool
    assigned: AssignedSeen | None
    now: datetime
    reader: Wall
    office: Wall


class BookingWish(DetailsGiven, kw_only=True, forbid_unknown_fields=True):
    """A booking: the contact, and what comes along as DetailsGiven says it."""

    hold_id: UUID
    hold_secret: Secret
    consumer: ContactGiven
    time_zone: ZoneName
    locale: Locale
    sms_consent: bool


class LinkGiven(msgspec.Struct, forbid_unknown_fields=True):
    token: Annotated[str, Meta(min_length=1, max_length=200)]


class CancelWish(msgspec.Struct, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(max_length=500)] | None = None


class StaffCancelWish(msgspec.Struct, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class MoveWish(msgspec.Struct, forbid_unknown_fields=True):
    starts_at: Instant
    time_zone: ZoneName
    provider_id: UUID | None = None


def assigned_seen(kept: dict[str, Any] | None) -> AssignedSeen | None:
    """Tell why this provider, without what was weighed: that is the staff's."""
    return AssignedSeen(kept["rule"], kept["window_days"]) if kept else None


def hold_seen(held: Hold, secret: str, *, reader_zone: str, office_zone: str, now: datetime) -> HoldSeen:
    """Show a hold on both walls."""
    starts_at, ends_at = bounds(held.during)
    return HoldSeen(
        id=held.id,
        secret=secret,
        service_id=held.service_id,
        provider_id=held.provider_id,
        starts_at=starts_at,
        ends_at=ends_at,
        expires_at=held.expires_at,
        may_prolong=held.extended_at is None,
        assigned=assigned_seen(held.assigned),
        now=now,
        reader=wall(starts_at, ends_at, reader_zone),
        office=wall(starts_at, ends_at, office_zone),
    )
