"""The office, who sees people in it, and what can be booked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class Office(Base):
    """One place of business: its own zone, hours, look, services and staff. The unit of separation."""

    __tablename__ = "office"
    __table_args__ = (
        UniqueConstraint("slug", name="office_slug_unique"),
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name="slug_form"),
        CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_form"),
        CheckConstraint("door_opens_minutes BETWEEN 0 AND 240", name="door_opens_range"),
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
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime]


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
    created_at: Mapped[datetime]


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
    )

    office_id: Mapped[UUID] = mapped_column(primary_key=True)
    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(primary_key=True)
