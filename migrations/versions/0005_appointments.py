"""Holds, appointments, seats, and the browsers that opened a link"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=True),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("hold_during_not_empty")),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="hold_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="hold_office_fk"),
        sa.ForeignKeyConstraint(["provider_id"], ["person.id"], name="hold_provider_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("hold_pk")),
    )
    op.create_index("hold_expires_index", "hold", ["expires_at"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("moved_from", postgresql.TSTZRANGE(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consumer_no_show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_no_show_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("cancelled_by IN ('consumer', 'office')", name=op.f("appointment_cancelled_by_known")),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)", name=op.f("appointment_cancelled_by_whole")
        ),
        sa.CheckConstraint(
            "(claim_id IS NULL) = (cancelled_at IS NOT NULL)", name=op.f("appointment_claim_until_cancelled")
        ),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("appointment_during_not_empty")),
        sa.CheckConstraint(
            "num_nonnulls(completed_at, consumer_no_show_at, provider_no_show_at, cancelled_at) <= 1",
            name=op.f("appointment_one_outcome"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="appointment_claim_fk"),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="appointment_provider_fk"
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="appointment_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="appointment_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("appointment_pk")),
        sa.UniqueConstraint("claim_id", name="appointment_claim_unique"),
        sa.UniqueConstraint("office_id", "id", name="appointment_office_id_unique"),
    )
    op.create_index(
        "appointment_office_during_index", "appointment", ["office_id", "during"], unique=False, postgresql_using="gist"
    )
    op.create_index(
        "appointment_provider_during_index",
        "appointment",
        ["provider_id", "during"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("consumer_id", sa.Uuid(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id", "appointment_id"], ["appointment.office_id", "appointment.id"], name="seat_appointment_fk"
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "consumer_id"], ["consumer.office_id", "consumer.id"], name="seat_consumer_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="seat_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("seat_pk")),
        sa.UniqueConstraint("link_hash", name="seat_link_hash_unique"),
        sa.UniqueConstraint("office_id", "id", name="seat_office_id_unique"),
    )
    op.create_index("seat_appointment_index", "seat", ["office_id", "appointment_id"], unique=False)
    op.create_table(
        "link_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="link_session_seat_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("link_session_pk")),
        sa.UniqueConstraint("secret_hash", name="link_session_secret_hash_unique"),
    )


def downgrade() -> None:
    op.drop_table("link_session")
    op.drop_index("seat_appointment_index", table_name="seat")
    op.drop_table("seat")
    op.drop_index("appointment_provider_during_index", table_name="appointment", postgresql_using="gist")
    op.drop_index("appointment_office_during_index", table_name="appointment", postgresql_using="gist")
    op.drop_table("appointment")
    op.drop_index("hold_expires_index", table_name="hold")
    op.drop_table("hold")
