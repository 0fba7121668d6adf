"""The ledger: one row for each concrete thing said to one person on one channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class Message(Base):
    """Planned, then skipped, cancelled, or sending, accepted, delivered or failed: moments, each with its reason.

    One row per cause: seat, kind, revision, reminder offset and channel are unique, so nothing is ever planned twice.
    """

    __tablename__ = "message"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "appointment_id"], ["appointment.office_id", "appointment.id"], name="message_appointment_fk"
        ),
        ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="message_seat_fk"),
        UniqueConstraint(
            "office_id",
            "seat_id",
            "kind",
            "revision",
            "offset_minutes",
            "channel",
            name="message_cause_unique",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("channel IN ('sms', 'email')", name="channel_known"),
        CheckConstraint(
            "kind IN ('request', 'confirmation', 'reminder', 'change', 'cancellation', 'declined', 'expired', 'move_asked')",
            name="kind_known",
        ),
        CheckConstraint("(kind = 'reminder') = (offset_minutes IS NOT NULL)", name="offset_of_reminder"),
        Index("message_azure_index", "azure_id", postgresql_where=text("azure_id IS NOT NULL")),
        Index("message_appointment_index", "office_id", "appointment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    appointment_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    channel: Mapped[str]
    kind: Mapped[str]
    revision: Mapped[int] = mapped_column(Integer)
    offset_minutes: Mapped[int | None] = mapped_column(Integer)
    due_at: Mapped[datetime]
    recipient: Mapped[str]  # E.164 or an e-mail address
    segments: Mapped[int | None] = mapped_column(Integer)
    azure_id: Mapped[str | None]
    planned_at: Mapped[datetime]
    sending_at: Mapped[datetime | None]  # first sent: the repeatability clock starts here
    accepted_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    skipped_at: Mapped[datetime | None]
    skip_reason: Mapped[str | None]
    cancelled_at: Mapped[datetime | None]


class OptOut(Base):
    """A number that said STOP. START deletes nothing: it sets the moment of return."""

    __tablename__ = "opt_out"

    phone: Mapped[str] = mapped_column(
        primary_key=True
    )  # E.164; for the whole installation, as the sender is one number
    opted_out_at: Mapped[datetime]
    opted_in_at: Mapped[datetime | None]
