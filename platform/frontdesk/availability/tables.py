"""Weekly hours, what is taken out of them, and the one table that says that a provider's time is taken."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base, Span


class Schedule(Base):
    """Named weekly hours in an IANA zone."""

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("office_id", "id", name="schedule_office_id_unique"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="schedule_office_fk"))
    name: Mapped[str]
    time_zone: Mapped[str]
    created_at: Mapped[datetime]


class WeeklyHours(Base):
    """One range of a weekday, in minutes after local midnight. `to` not after `from` ends on the next day."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "schedule_id"], ["schedule.office_id", "schedule.id"], name="weekly_hours_schedule_fk"
        ),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_iso"),
        CheckConstraint("from_minute BETWEEN 0 AND 1439", name="from_range"),
        CheckConstraint("to_minute BETWEEN 1 AND 1440", name="to_range"),
        CheckConstraint("from_minute <> to_minute", name="not_empty"),
        Index("weekly_hours_schedule_index", "office_id", "schedule_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    schedule_id: Mapped[UUID]
    weekday: Mapped[int] = mapped_column(Integer)
    from_minute: Mapped[int] = mapped_column(Integer)
    to_minute: Mapped[int] = mapped_column(Integer)


class TimeOff(Base):
    """One provider is away, or, without a provider, the whole office is closed. No claim: it may lie over booked time."""

    __tablename__ = "time_off"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="time_off_provider_fk"
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        Index("time_off_office_during_index", "office_id", "during", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="time_off_office_fk"))
    provider_id: Mapped[UUID | None]
    during: Mapped[Span]
    reason: Mapped[str]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="time_off_created_by_fk"))
    created_at: Mapped[datetime]


class Claim(Base):
    """A piece of a provider's time that is taken. No WHERE on the constraint: what is no longer taken has no row."""

    __tablename__ = "claim"
    __table_args__ = (
        ExcludeConstraint((text("provider_id"), "="), (text("during"), "&&"), name="claim_no_overlap", using="gist"),
        ForeignKeyConstraint(["office_id", "service_id"], ["service.office_id", "service.id"], name="claim_service_fk"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("lower_inc(during) AND NOT upper_inc(during)", name="during_half_open"),
        CheckConstraint("reason IN ('hold', 'appointment', 'offer')", name="reason_known"),
        CheckConstraint("(reason = 'appointment') = (expires_at IS NULL)", name="expires_unless_booked"),
        CheckConstraint("seats >= 1 AND seats_taken BETWEEN 0 AND seats", name="seats_range"),
        Index("claim_expires_index", "expires_at", postgresql_where=text("expires_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="claim_office_fk"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="claim_provider_fk"))
    service_id: Mapped[UUID]
    during: Mapped[Span]
    reason: Mapped[str]
    seats: Mapped[int] = mapped_column(Integer)
    seats_taken: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
