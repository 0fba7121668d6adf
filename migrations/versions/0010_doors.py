"""Keys of programs, and answers that are kept"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("kept_answer_pk")),
    )
    op.create_index("kept_answer_created_index", "kept_answer", ["created_at"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(role = 'provider') = (person_id IS NOT NULL)", name=op.f("api_key_person_of_provider")),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name=op.f("api_key_role_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="api_key_office_fk"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="api_key_person_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("api_key_pk")),
        sa.UniqueConstraint("secret_hash", name="api_key_secret_hash_unique"),
    )


def downgrade() -> None:
    op.drop_table("api_key")
    op.drop_index("kept_answer_created_index", table_name="kept_answer")
    op.drop_table("kept_answer")
