"""Visits asked to move, what providers set themselves, holidays kept every year"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = "'request', 'confirmation', 'reminder', 'change', 'cancellation', 'declined', 'expired'"


def upgrade() -> None:
    op.add_column("appointment", sa.Column("move_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("appointment", sa.Column("move_asked_note", sa.String(), nullable=True))
    op.add_column("office", sa.Column("providers_set", sa.String(), server_default="hours", nullable=False))
    op.create_check_constraint(
        op.f("office_providers_set_known"), "office", "providers_set IN ('hours', 'time_off', 'nothing')"
    )
    op.drop_constraint(op.f("message_kind_known"), "message", type_="check")
    op.create_check_constraint(op.f("message_kind_known"), "message", f"kind IN ({KINDS}, 'move_asked')")
    op.create_table(
        "holiday_calendar",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("subdivision", sa.String(), nullable=True),
        sa.Column("holidays", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("opened", sa.ARRAY(sa.Date()), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="holiday_calendar_office_fk"),
        sa.PrimaryKeyConstraint("office_id", name=op.f("holiday_calendar_pk")),
    )


def downgrade() -> None:
    op.drop_table("holiday_calendar")
    op.execute("DELETE FROM message WHERE kind = 'move_asked'")
    op.drop_constraint(op.f("message_kind_known"), "message", type_="check")
    op.create_check_constraint(op.f("message_kind_known"), "message", f"kind IN ({KINDS})")
    op.drop_constraint(op.f("office_providers_set_known"), "office", type_="check")
    op.drop_column("office", "providers_set")
    op.drop_column("appointment", "move_asked_note")
    op.drop_column("appointment", "move_asked_at")
