"""The office, who sees people in it, and what can be booked."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer, String

from frontdesk.db import Base


class Office(Base):
    """One place of business: its own zone, hours, look, services and staff. The unit of separation."""

    __tablename__ = "office"
    __table_args__ = (
        UniqueConstraint("slug", name="office_slug_unique"),
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name="slug_form"),
        CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_form"),
        CheckConstraint("door_opens_minutes BETWEEN 0 AND 240", name="door_opens_range"),
        CheckConstraint("week_starts_on IN (1, 7)", name="week_starts_known"),
        CheckConstraint("contact_proof IN ('none', 'email', 'sms', 'either')", name="contact_proof_known"),
        CheckConstraint("active_per_consumer_max >= 1", name="active_per_consumer_range"),
        CheckConstraint("providers_set IN ('hours', 'time_off', 'nothing')", name="providers_set_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    time_zone: Mapped[str]
    locale: Mapped[str]
    region: Mapped[str]  # ISO 3166 alpha-2: how a number without a country code is read
    colour: Mapped[str]
    door_opens_minutes: Mapped[int] = mapped_column(Integer)
    schedule_id: Mapped[UUID | None]
    week_starts_on: Mapped[int] = mapped_column(Integer, server_default="1")  # 1 = Monday, 7 = Sunday; for limits
    contact_proof: Mapped[str] = mapped_column(server_default="none")  # how a booker's contact is confirmed by a code
    active_per_consumer_max: Mapped[int | None] = mapped_column(Integer)
    pause_notice: Mapped[str | None]  # while set, nothing can be booked, and consumers read this
    providers_set: Mapped[str] = mapped_column(server_default="hours")  # of their own: hours and time off, or less
    welcome_text: Mapped[str | None]  # on the booking page; the pages' own words where these texts are null
    booked_note: Mapped[str | None]
    waiting_title: Mapped[str | None]
    waiting_subtitle: Mapped[str | None]
    logo: Mapped[str | None]  # the hash under which the picture is found in office_logo
    setup: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True)
    )  # where the first-run guide is; null when it is over
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")  # the resource's ETag

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy once


class OfficeLogo(Base):
    """A picture that is or was an office's logo: letters that were sent go on showing theirs."""

    __tablename__ = "office_logo"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="office_logo_office_fk"), primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    content: Mapped[bytes]
    created_at: Mapped[datetime]


class Provider(Base):
    """A person who sees consumers in an office. A person is the same in every office, so the key is the person."""

    __tablename__ = "provider"
    __table_args__ = (Index("provider_person_index", "person_id"),)

    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="provider_office_fk"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="provider_person_fk"), primary_key=True)
    name: Mapped[str]
    headline: Mapped[str]
    time_zone: Mapped[str]
    schedule_id: Mapped[UUID | None]  # none: the office's hours
    active: Mapped[bool]
    private: Mapped[bool] = mapped_column(server_default="false")  # booked by staff and by private link only
    attributes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")  # such as "language:de"
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy once


class Service(Base):
    """A bookable kind of visit with its rules."""

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("office_id", "slug", name="service_office_slug_unique"),
        UniqueConstraint("office_id", "id", name="service_office_id_unique"),
        CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name="duration_range"),
        CheckConstraint("step_minutes BETWEEN 5 AND 1440", name="step_range"),
        CheckConstraint("buffer_before_minutes BETWEEN 0 AND 480", name="buffer_before_range"),
        CheckConstraint("buffer_after_minutes BETWEEN 0 AND 480", name="buffer_after_range"),
        CheckConstraint("notice_minutes BETWEEN 0 AND 525600", name="notice_range"),
        CheckConstraint("window_days BETWEEN 0 AND 730", name="window_range"),
        CheckConstraint("(price_minor IS NULL) = (currency IS NULL)", name="price_whole"),
        CheckConstraint("price_minor >= 0", name="price_range"),
        CheckConstraint("modality IN ('video', 'phone', 'in_person')", name="modality_known"),
        CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_form"),
        CheckConstraint("window_kind IN ('rolling', 'free_days', 'range')", name="window_kind_known"),
        CheckConstraint(
            "(window_kind = 'range') = (window_from IS NOT NULL AND window_until IS NOT NULL)"
            " AND num_nonnulls(window_from, window_until) IN (0, 2) AND window_from <= window_until",
            name="window_whole",
        ),
        CheckConstraint("step_offset_minutes BETWEEN 0 AND 1439", name="step_offset_range"),
        CheckConstraint("seats BETWEEN 1 AND 500", name="seats_range"),
        CheckConstraint("request_expires_minutes BETWEEN 5 AND 43200", name="request_expires_range"),
        CheckConstraint("assignment IN ('any', 'round_robin')", name="assignment_known"),
        CheckConstraint("fairness_days BETWEEN 1 AND 366", name="fairness_range"),
        CheckConstraint("active_per_consumer_max >= 1", name="active_per_consumer_range"),
        CheckConstraint("moves_max >= 0", name="moves_range"),
        CheckConstraint("guests_max BETWEEN 0 AND 20", name="guests_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="service_office_fk"))
    slug: Mapped[str]
    name: Mapped[str]
    text: Mapped[str]
    category: Mapped[str]
    modality: Mapped[str]
    duration_minutes: Mapped[int] = mapped_column(Integer)
    step_minutes: Mapped[int] = mapped_column(Integer)
    buffer_before_minutes: Mapped[int] = mapped_column(Integer)
    buffer_after_minutes: Mapped[int] = mapped_column(Integer)
    notice_minutes: Mapped[int] = mapped_column(Integer)
    window_days: Mapped[int] = mapped_column(Integer)
    price_minor: Mapped[int | None] = mapped_column(Integer)
    currency: Mapped[str | None]
    colour: Mapped[str]
    active: Mapped[bool]
    position: Mapped[int] = mapped_column(Integer)
    reminder_offsets_minutes: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    cancel_cutoff_minutes: Mapped[int] = mapped_column(Integer)
    move_cutoff_minutes: Mapped[int] = mapped_column(Integer)
    durations: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")  # further choices: {minutes, price_minor}
    schedule_id: Mapped[UUID | None]  # none: whenever office and provider are open
    buffers_inside_hours: Mapped[bool] = mapped_column(server_default="false")
    step_offset_minutes: Mapped[int] = mapped_column(Integer, server_default="0")
    packs_day: Mapped[bool] = mapped_column(server_default="false")  # offers no start that leaves an odd gap
    window_kind: Mapped[str] = mapped_column(server_default="rolling")
    window_from: Mapped[date | None]  # the office's dates, both included; of a window that is a range
    window_until: Mapped[date | None]
    seats: Mapped[int] = mapped_column(Integer, server_default="1")
    approval: Mapped[bool] = mapped_column(server_default="false")
    request_blocks: Mapped[bool] = mapped_column(server_default="true")  # whether a request keeps the time
    request_expires_minutes: Mapped[int] = mapped_column(Integer, server_default="2880")
    assignment: Mapped[str] = mapped_column(server_default="any")
    fairness_days: Mapped[int] = mapped_column(Integer, server_default="28")  # how far back round robin counts
    required_attributes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    hidden: Mapped[bool] = mapped_column(server_default="false")  # booked by staff and by private link only
    pause_notice: Mapped[str | None]
    active_per_consumer_max: Mapped[int | None] = mapped_column(Integer)
    moves_max: Mapped[int | None] = mapped_column(Integer)  # by the consumer; staff are exempt
    cancel_reasons: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")  # to choose from
    guests_max: Mapped[int] = mapped_column(Integer, server_default="0")
    intake: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")  # the questions asked at booking
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy once


class ServiceProvider(Base):
    """Which provider offers which service."""

    __tablename__ = "service_provider"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="service_provider_service_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="service_provider_provider_fk",
        ),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight_range"),
        CheckConstraint("priority BETWEEN 0 AND 100", name="priority_range"),
    )

    office_id: Mapped[UUID] = mapped_column(primary_key=True)
    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(primary_key=True)
    weight: Mapped[int] = mapped_column(Integer, server_default="1")  # round robin: twice the weight, twice the visits
    priority: Mapped[int] = mapped_column(Integer, server_default="0")  # round robin: the higher go first


class ConsentText(Base):
    """What a consumer agrees to when booking. Each wording is kept; the newest holds, an empty one asks for nothing."""

    __tablename__ = "consent_text"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="consent_text_office_fk"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str]
    created_at: Mapped[datetime]
