"""The ledger of what was said, and the numbers that said STOP"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "opt_out",
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opted_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("phone", name=op.f("opt_out_pk")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=True),
        sa.Column("azure_id", sa.String(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skip_reason", sa.String(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'reminder') = (offset_minutes IS NOT NULL)", name=op.f("message_offset_of_reminder")
        ),
        sa.CheckConstraint("channel IN ('sms', 'email')", name=op.f("message_channel_known")),
        sa.CheckConstraint(
            "kind IN ('confirmation', 'reminder', 'change', 'cancellation')", name=op.f("message_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "appointment_id"], ["appointment.office_id", "appointment.id"], name="message_appointment_fk"
        ),
        sa.ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="message_seat_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("message_pk")),
        sa.UniqueConstraint(
            "office_id",
            "seat_id",
            "kind",
            "revision",
            "offset_minutes",
            "channel",
            name="message_cause_unique",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("message_appointment_index", "message", ["office_id", "appointment_id"], unique=False)
    op.create_index(
        "message_azure_index", "message", ["azure_id"], unique=False, postgresql_where=sa.text("azure_id IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("message_azure_index", table_name="message", postgresql_where=sa.text("azure_id IS NOT NULL"))
    op.drop_index("message_appointment_index", table_name="message")
    op.drop_table("message")
    op.drop_table("opt_out")
