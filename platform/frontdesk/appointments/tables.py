"""Holds, appointments, the seats in them, private links, and the browsers that opened a link."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base, Span


class Hold(Base):
    """A short claim while a consumer fills in the form. It belongs to whoever knows its secret."""

    __tablename__ = "hold"
    __table_args__ = (
        ForeignKeyConstraint(["office_id", "service_id"], ["service.office_id", "service.id"], name="hold_service_fk"),
        ForeignKeyConstraint(["private_link_id"], ["private_link.id"], name="hold_private_link_fk"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("num_nonnulls(proven_channel, proven_address, proven_at) IN (0, 3)", name="proven_whole"),
        Index("hold_expires_index", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="hold_office_fk"))
    service_id: Mapped[UUID]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="hold_provider_fk"))
    claim_id: Mapped[UUID]  # gone once released, expired or moved on; so no foreign key
    claim_seat_id: Mapped[UUID | None]  # its place in a claim of several
    private_link_id: Mapped[UUID | None]  # came in by this one
    assigned: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # why this provider
    during: Mapped[Span]  # the visit, without its buffers
    override_reason: Mapped[str | None]  # kept outside the rules by the desk, and why
    secret_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    extended_at: Mapped[datetime | None]
    proven_channel: Mapped[str | None]  # "email" or "sms": this address was confirmed by a code
    proven_address: Mapped[str | None]
    proven_at: Mapped[datetime | None]
    converted_at: Mapped[datetime | None]
    appointment_id: Mapped[UUID | None]
    seat_id: Mapped[UUID | None]
    released_at: Mapped[datetime | None]


class PrivateLink(Base):
    """A way to book what is hidden. The table holds only the hash of its token."""

    __tablename__ = "private_link"
    __table_args__ = (
        UniqueConstraint("token_hash", name="private_link_token_hash_unique"),
        ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="private_link_service_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="private_link_provider_fk",
        ),
        CheckConstraint("uses BETWEEN 0 AND uses_max OR uses_max IS NULL", name="uses_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="private_link_office_fk"))
    service_id: Mapped[UUID]
    provider_id: Mapped[UUID | None]  # only with this one, who may be private
    name: Mapped[str]
    token_hash: Mapped[bytes]
    expires_at: Mapped[datetime | None]
    uses_max: Mapped[int | None] = mapped_column(Integer)
    uses: Mapped[int] = mapped_column(Integer)  # appointments booked by it
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Appointment(Base):
    """The agreed commitment. One id for life, a revision for each move; its states are moments."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("office_id", "id", name="appointment_office_id_unique"),
        ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="appointment_service_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="appointment_provider_fk",
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint(
            "claim_id IS NOT NULL OR confirmed_at IS NULL OR cancelled_at IS NOT NULL", name="claim_while_promised"
        ),
        CheckConstraint(
            "claim_id IS NULL OR num_nonnulls(cancelled_at, declined_at, expired_at) = 0", name="claim_until_over"
        ),
        CheckConstraint("(declined_at IS NULL AND expired_at IS NULL) OR confirmed_at IS NULL", name="decided_once"),
        CheckConstraint("confirmed_at IS NOT NULL OR request_expires_at IS NOT NULL", name="request_expires"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled_by_whole"),
        CheckConstraint("cancelled_by IN ('consumer', 'office')", name="cancelled_by_known"),
        CheckConstraint(
            "num_nonnulls(completed_at, consumer_no_show_at, provider_no_show_at, cancelled_at, declined_at, expired_at)"
            " <= 1",
            name="one_outcome",
        ),
        UniqueConstraint("claim_id", name="appointment_claim_unique"),
        Index("appointment_office_during_index", "office_id", "during", postgresql_using="gist"),
        Index(
            "appointment_requested_index",
            "office_id",
            "request_expires_at",
            postgresql_where=text("confirmed_at IS NULL"),
        ),
        Index("appointment_provider_during_index", "provider_id", "during", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="appointment_office_fk"))
    service_id: Mapped[UUID]
    provider_id: Mapped[UUID]
    claim_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("claim.id", name="appointment_claim_fk", ondelete="SET NULL")  # a blocking request's claim expires
    )
    during: Mapped[Span]
    moved_from: Mapped[Span | None]  # where it was before the latest move
    revision: Mapped[int] = mapped_column(Integer)
    requested_at: Mapped[datetime]
    request_expires_at: Mapped[datetime | None]  # asked for approval: until then
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str | None]
    expired_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    move_reason: Mapped[str | None]
    consumer_moves: Mapped[int] = mapped_column(Integer, server_default="0")
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None]
    cancel_reason: Mapped[str | None]
    move_asked_at: Mapped[datetime | None]  # the office asked its people to choose another time; gone once it moves
    move_asked_note: Mapped[str | None]  # in the office's words, shown to them
    completed_at: Mapped[datetime | None]
    consumer_no_show_at: Mapped[datetime | None]
    provider_no_show_at: Mapped[datetime | None]
    price_minor: Mapped[int | None] = mapped_column(Integer)  # as it was when booked
    currency: Mapped[str | None]
    assigned: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # why this provider
    private_link_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("private_link.id", name="appointment_private_link_fk")
    )
    version: Mapped[int] = mapped_column(server_default="1")  # its ETag

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy once


class Seat(Base):
    """One consumer's place in an appointment: link, consent, messages and outcome hang on it."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("office_id", "id", name="seat_office_id_unique"),
        UniqueConstraint("link_hash", name="seat_link_hash_unique"),
        ForeignKeyConstraint(
            ["office_id", "appointment_id"], ["appointment.office_id", "appointment.id"], name="seat_appointment_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "consumer_id"], ["consumer.office_id", "consumer.id"], name="seat_consumer_fk"
        ),
        CheckConstraint("(given_up_at IS NULL) = (given_up_by IS NULL)", name="given_up_whole"),
        CheckConstraint("given_up_by IN ('consumer', 'office')", name="given_up_by_known"),
        Index("seat_appointment_index", "office_id", "appointment_id"),
        Index("seat_consumer_index", "office_id", "consumer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="seat_office_fk"))
    appointment_id: Mapped[UUID]
    consumer_id: Mapped[UUID]
    time_zone: Mapped[str]  # the reader's, as on the page where they booked
    locale: Mapped[str]
    link_version: Mapped[int] = mapped_column(Integer)  # raised to revoke every link given out before
    link_hash: Mapped[bytes]
    taken_at: Mapped[datetime]
    claim_seat_id: Mapped[UUID | None]  # its place in a claim of several
    attendee_name: Mapped[str | None]  # who is seen, when somebody else booked for them
    consent_version: Mapped[int | None] = mapped_column(Integer)
    consented_at: Mapped[datetime | None]
    consent_source: Mapped[str | None]  # "booking_page" or "desk"
    intake: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")  # {id, label, answer} as asked and answered
    given_up_at: Mapped[datetime | None]
    given_up_by: Mapped[str | None]
    give_up_reason: Mapped[str | None]
    calendar_uid: Mapped[UUID]  # the same for life, wherever the place is
    revision_offset: Mapped[int] = mapped_column(Integer, server_default="0")  # plus the appointment's: this person's
    moved_from: Mapped[Span | None]  # where it was, when its holder moved it to another group
    moves: Mapped[int] = mapped_column(Integer, server_default="0")  # of its holder, from group to group


class Guest(Base):
    """Somebody whom a consumer brings along: a carer, a relative, an interpreter."""

    __tablename__ = "guest"
    __table_args__ = (
        ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="guest_seat_fk"),
        Index("guest_seat_index", "office_id", "seat_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(Integer)  # as they were named
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    created_at: Mapped[datetime]


class LinkSession(Base):
    """A browser that traded a link for the cookie of one visit. The table holds only the secret's hash."""

    __tablename__ = "link_session"
    __table_args__ = (
        UniqueConstraint("secret_hash", name="link_session_secret_hash_unique"),
        ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="link_session_seat_fk"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    link_version: Mapped[int] = mapped_column(Integer)
    secret_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
