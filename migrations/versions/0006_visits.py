"""Rooms and threads, and who is where"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "service_identity",
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("acs_user_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("purpose", name=op.f("service_identity_pk")),
    )
    op.create_table(
        "visit",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("room_valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chat_thread_id", sa.String(), nullable=True),
        sa.Column("prepared_revision", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("notes_saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_by IN ('provider', 'office', 'system')", name=op.f("visit_ended_by_known")),
        sa.ForeignKeyConstraint(
            ["office_id", "id"], ["appointment.office_id", "appointment.id"], name="visit_appointment_fk"
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("visit_pk")),
    )
    op.create_index("visit_room_index", "visit", ["room_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("acs_user_id", sa.String(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_waiting_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("presence_event_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'consumer') = (seat_id IS NOT NULL)", name=op.f("participant_seat_of_consumer")),
        sa.CheckConstraint(
            "(kind = 'provider') = (person_id IS NOT NULL)", name=op.f("participant_person_of_provider")
        ),
        sa.CheckConstraint("kind IN ('provider', 'consumer')", name=op.f("participant_kind_known")),
        sa.ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="participant_seat_fk"),
        sa.ForeignKeyConstraint(
            ["office_id", "visit_id"], ["visit.office_id", "visit.id"], name="participant_visit_fk"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("participant_pk")),
    )
    op.create_index("participant_acs_user_index", "participant", ["acs_user_id"], unique=False)
    op.create_index(
        "participant_person_unique",
        "participant",
        ["visit_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(
        "participant_seat_unique",
        "participant",
        ["visit_id", "seat_id"],
        unique=True,
        postgresql_where=sa.text("seat_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("participant_seat_unique", table_name="participant", postgresql_where=sa.text("seat_id IS NOT NULL"))
    op.drop_index(
        "participant_person_unique", table_name="participant", postgresql_where=sa.text("person_id IS NOT NULL")
    )
    op.drop_index("participant_acs_user_index", table_name="participant")
    op.drop_table("participant")
    op.drop_index("visit_room_index", table_name="visit")
    op.drop_table("visit")
    op.drop_table("service_identity")
