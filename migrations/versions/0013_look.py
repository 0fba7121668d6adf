"""Logo and texts of an office, and where its first-run guide is"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXTS = ("welcome_text", "booked_note", "waiting_title", "waiting_subtitle", "logo")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("office", sa.Column(name, sa.String(), nullable=True))
    op.add_column("office", sa.Column("setup", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.create_table(
        "office_logo",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="office_logo_office_fk"),
        sa.PrimaryKeyConstraint("office_id", "hash", name=op.f("office_logo_pk")),
    )


def downgrade() -> None:
    op.drop_table("office_logo")
    op.drop_column("office", "setup")
    for name in reversed(TEXTS):
        op.drop_column("office", name)
