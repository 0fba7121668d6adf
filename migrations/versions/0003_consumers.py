"""The people who book"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "consumer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("sms_consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("phone ~ '^\\+[1-9][0-9]{6,14}$'", name=op.f("consumer_phone_form")),
        sa.CheckConstraint("email = lower(email)", name=op.f("consumer_email_lower")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="consumer_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("consumer_pk")),
        sa.UniqueConstraint("office_id", "id", name="consumer_office_id_unique"),
    )
    op.create_index("consumer_office_email_index", "consumer", ["office_id", "email"], unique=False)


def downgrade() -> None:
    op.drop_index("consumer_office_email_index", table_name="consumer")
    op.drop_table("consumer")
