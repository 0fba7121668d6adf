"""The live side of an appointment: its room and thread, and who is where."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class Visit(Base):
    """One per appointment, by the same id."""

    __tablename__ = "visit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "id"], ["appointment.office_id", "appointment.id"], name="visit_appointment_fk"
        ),
        Index("visit_room_index", "room_id"),
        CheckConstraint("ended_by IN ('provider', 'office', 'system')", name="ended_by_known"),
    )

    office_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[str | None]
    room_valid_until: Mapped[datetime | None]
    chat_thread_id: Mapped[str | None]
    prepared_revision: Mapped[int | None] = mapped_column(Integer)
    prepared_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]  # two people were connected for the first time
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]  # room and thread are gone, tokens revoked
    notes: Mapped[str]
    notes_saved_at: Mapped[datetime | None]


class Participant(Base):
    """A person in a visit. Its states are moments; the latest of them says where the person is."""

    __tablename__ = "participant"
    __table_args__ = (
        ForeignKeyConstraint(["office_id", "visit_id"], ["visit.office_id", "visit.id"], name="participant_visit_fk"),
        ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="participant_seat_fk"),
        CheckConstraint("kind IN ('provider', 'consumer')", name="kind_known"),
        CheckConstraint("(kind = 'consumer') = (seat_id IS NOT NULL)", name="seat_of_consumer"),
        CheckConstraint("(kind = 'provider') = (person_id IS NOT NULL)", name="person_of_provider"),
        Index(
            "participant_seat_unique", "visit_id", "seat_id", unique=True, postgresql_where=text("seat_id IS NOT NULL")
        ),
        Index(
            "participant_person_unique",
            "visit_id",
            "person_id",
            unique=True,
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index("participant_acs_user_index", "acs_user_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    visit_id: Mapped[UUID]
    kind: Mapped[str]
    seat_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    acs_user_id: Mapped[str | None]
    arrived_at: Mapped[datetime | None]  # checked in; kept from the first time
    waiting_since: Mapped[datetime | None]  # none: not in the waiting room
    left_waiting_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    connected_at: Mapped[datetime | None]  # now in the call since; none: not in the call
    first_connected_at: Mapped[datetime | None]
    disconnected_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    presence_event_at: Mapped[datetime | None]  # the newest call event heard; older ones arrive late and change nothing


class ServiceIdentity(Base):
    """The product's own lasting user at Azure, who owns the chat threads. One row per purpose."""

    __tablename__ = "service_identity"

    purpose: Mapped[str] = mapped_column(primary_key=True)
    acs_user_id: Mapped[str]
    created_at: Mapped[datetime]
