"""Weekly hours, what changes them, the limits, and the one table that says that a provider's time is taken."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Date, Integer, String

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
    changed_at: Mapped[datetime | None]  # hours, seasons or overrides were set
    version: Mapped[int] = mapped_column(server_default="1")  # the ETag of its owner's hours

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy once


class Season(Base):
    """Dates, both included, on which other weekly hours stand in for a schedule's own. Two never overlap."""

    __tablename__ = "season"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "schedule_id"], ["schedule.office_id", "schedule.id"], name="season_schedule_fk"
        ),
        CheckConstraint("from_on <= until_on", name="not_empty"),
        UniqueConstraint("office_id", "id", name="season_office_id_unique"),
        ExcludeConstraint(
            (text("schedule_id"), "="),
            (text("daterange(from_on, until_on, '[]'::text)"), "&&"),
            name="season_no_overlap",
            using="gist",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    schedule_id: Mapped[UUID]
    name: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date]
    created_at: Mapped[datetime]


class WeeklyHours(Base):
    """One range of a weekday, in minutes after local midnight. `to` not after `from` ends on the next day."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "schedule_id"], ["schedule.office_id", "schedule.id"], name="weekly_hours_schedule_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "season_id"],
            ["season.office_id", "season.id"],
            name="weekly_hours_season_fk",
            ondelete="CASCADE",
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
    season_id: Mapped[UUID | None]  # none: the schedule's own hours, outside its seasons
    weekday: Mapped[int] = mapped_column(Integer)
    from_minute: Mapped[int] = mapped_column(Integer)
    to_minute: Mapped[int] = mapped_column(Integer)


class Override(Base):
    """On these dates, both included, other hours hold for the office, one provider or one service; none is closed.

    A night belongs to the date on which it starts. Whoever keeps no weekly hours of their own is open round the clock on
    all other dates, as far as the others are.
    """

    __tablename__ = "hours_override"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="hours_override_provider_fk",
        ),
        ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="hours_override_service_fk"
        ),
        CheckConstraint("from_on <= until_on", name="not_empty"),
        CheckConstraint("num_nonnulls(provider_id, service_id) <= 1", name="one_owner"),
        ExcludeConstraint(
            (text("office_id"), "="),
            (text("owner_id"), "="),
            (text("daterange(from_on, until_on, '[]'::text)"), "&&"),
            name="hours_override_no_overlap",
            using="gist",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="hours_override_office_fk"))
    provider_id: Mapped[UUID | None]
    service_id: Mapped[UUID | None]
    owner_id: Mapped[UUID] = mapped_column(Computed("COALESCE(provider_id, service_id, office_id)", persisted=True))
    from_on: Mapped[date]
    until_on: Mapped[date]
    ranges: Mapped[list[Any]] = mapped_column(JSONB)  # [[from_minute, to_minute], …] as in weekly hours
    reason: Mapped[str]
    created_at: Mapped[datetime]


class TimeOff(Base):
    """One provider is away, or, without a provider, the whole office is closed. No claim: it may lie over booked time."""

    __tablename__ = "time_off"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="time_off_provider_fk"
        ),
        ForeignKeyConstraint(
            ["office_id", "colleague_id"], ["provider.office_id", "provider.person_id"], name="time_off_colleague_fk"
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("colleague_id <> provider_id", name="colleague_other"),
        CheckConstraint("colleague_id IS NULL OR provider_id IS NOT NULL", name="colleague_of_provider"),
        CheckConstraint("holiday_on IS NULL OR provider_id IS NULL", name="holiday_of_office"),
        UniqueConstraint("office_id", "holiday_on", name="time_off_holiday_unique"),
        Index("time_off_office_during_index", "office_id", "during", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="time_off_office_fk"))
    provider_id: Mapped[UUID | None]
    during: Mapped[Span]
    reason: Mapped[str]
    colleague_id: Mapped[UUID | None]  # whoever asks for the absent provider is offered this one meanwhile
    holiday_on: Mapped[date | None]  # a public holiday taken from the calendar of a country or region
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", name="time_off_created_by_fk"))
    created_at: Mapped[datetime]


class HolidayCalendar(Base):
    """The country or region whose public holidays an office keeps, and those on which it closes every year.

    The worker closes for them a year ahead. A holiday goes by the name that its own calendar gives it.
    """

    __tablename__ = "holiday_calendar"

    office_id: Mapped[UUID] = mapped_column(
        ForeignKey("office.id", name="holiday_calendar_office_fk"), primary_key=True
    )
    country: Mapped[str]
    subdivision: Mapped[str | None]
    holidays: Mapped[list[str]] = mapped_column(ARRAY(String))  # closed for every year
    opened: Mapped[list[date]] = mapped_column(ARRAY(Date))  # but not on these dates
    changed_at: Mapped[datetime]


class Claim(Base):
    """A piece of a provider's time that is taken. No WHERE on the constraint: what is no longer taken has no row."""

    __tablename__ = "claim"
    __table_args__ = (
        ExcludeConstraint((text("provider_id"), "="), (text("during"), "&&"), name="claim_no_overlap", using="gist"),
        ForeignKeyConstraint(["office_id", "service_id"], ["service.office_id", "service.id"], name="claim_service_fk"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("lower_inc(during) AND NOT upper_inc(during)", name="during_half_open"),
        CheckConstraint("reason IN ('hold', 'request', 'appointment', 'offer')", name="reason_known"),
        CheckConstraint("during @> tstzrange(starts_at, ends_at)", name="holds_visit"),
        CheckConstraint("(reason = 'appointment') = (expires_at IS NULL)", name="expires_unless_booked"),
        CheckConstraint("seats >= 1 AND seats_taken BETWEEN 0 AND seats", name="seats_range"),
        Index("claim_office_start_index", "office_id", "starts_at"),
        Index("claim_service_created_index", "service_id", "created_at"),
        Index("claim_expires_index", "expires_at", postgresql_where=text("expires_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="claim_office_fk"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="claim_provider_fk"))
    service_id: Mapped[UUID]
    during: Mapped[Span]  # the visit with its buffers
    starts_at: Mapped[datetime]  # the visit without them: limits count these
    ends_at: Mapped[datetime]
    reason: Mapped[str]
    seats: Mapped[int] = mapped_column(Integer)
    seats_taken: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ClaimSeat(Base):
    """One place in a claim of several: held until it expires, or taken. `claim.seats_taken` counts them."""

    __tablename__ = "claim_seat"
    __table_args__ = (Index("claim_seat_claim_index", "claim_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claim.id", name="claim_seat_claim_fk", ondelete="CASCADE"))
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class BookingLimit(Base):
    """How much is booked at most in a day, week or month: of the office, of a service, of one provider or of each.

    Dates are the office's. Live holds count. Visits count to the period in which they start.
    """

    __tablename__ = "booking_limit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="booking_limit_provider_fk",
        ),
        ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="booking_limit_service_fk"
        ),
        CheckConstraint("scope IN ('office', 'service', 'provider')", name="scope_known"),
        CheckConstraint("(scope = 'service') = (service_id IS NOT NULL)", name="service_of_scope"),
        CheckConstraint("provider_id IS NULL OR scope = 'provider'", name="provider_of_scope"),
        CheckConstraint("period IN ('day', 'week', 'month')", name="period_known"),
        CheckConstraint("num_nonnulls(count_max, minutes_max) >= 1", name="limits_something"),
        CheckConstraint("count_max >= 0 AND minutes_max >= 0", name="max_range"),
        UniqueConstraint(
            "office_id",
            "scope",
            "service_id",
            "provider_id",
            "period",
            name="booking_limit_subject_unique",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="booking_limit_office_fk"))
    scope: Mapped[str]
    service_id: Mapped[UUID | None]
    provider_id: Mapped[UUID | None]  # of scope provider: none means each
    period: Mapped[str]
    count_max: Mapped[int | None] = mapped_column(Integer)
    minutes_max: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime]
