"""Invitations, who works where until when, notes about consumers, and what the directory and the history are read by"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.add_column("person", sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("membership", sa.Column("own_only", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("membership", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE membership SET own_only = true WHERE role = 'provider'")  # as it was before there was a choice
    _invitations()
    _consumers()
    op.create_index("audit_entry_office_index", "audit_entry", ["office_id", "id"], unique=False)
    op.create_index(
        "audit_entry_subject_index", "audit_entry", ["office_id", "subject_kind", "subject_id", "id"], unique=False
    )


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("own_only", sa.Boolean(), nullable=False),
        sa.Column("provider", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name=op.f("invitation_role_known")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("invitation_email_lower")),
        sa.CheckConstraint("(accepted_at IS NULL) = (person_id IS NULL)", name=op.f("invitation_accepted_whole")),
        sa.CheckConstraint("num_nonnulls(accepted_at, revoked_at) <= 1", name=op.f("invitation_one_end")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="invitation_office_fk"),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name="invitation_inviter_fk"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="invitation_person_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("invitation_pk")),
        sa.UniqueConstraint("token_hash", name="invitation_token_hash_unique"),
    )
    op.create_index(
        "invitation_open_unique",
        "invitation",
        ["office_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )


def _consumers() -> None:
    op.add_column("consumer", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "consumer_merged_into_fk", "consumer", "consumer", ["office_id", "merged_into_id"], ["office_id", "id"]
    )
    op.add_column(
        "consumer",
        sa.Column(
            "searched",
            sa.String(),
            sa.Computed("lower(name || ' ' || email || ' ' || coalesce(phone, ''))", persisted=True),
            nullable=False,
        ),
    )
    op.create_index(
        "consumer_searched_index",
        "consumer",
        ["searched"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"searched": "gin_trgm_ops"},
    )
    op.create_index("consumer_office_name_index", "consumer", ["office_id", sa.text("lower(name)"), "id"], unique=False)
    op.create_table(
        "consumer_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("consumer_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id", "consumer_id"], ["consumer.office_id", "consumer.id"], name="consumer_note_consumer_fk"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="consumer_note_author_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("consumer_note_pk")),
    )
    op.create_index("consumer_note_consumer_index", "consumer_note", ["office_id", "consumer_id"], unique=False)


def downgrade() -> None:
    op.drop_index("audit_entry_subject_index", table_name="audit_entry")
    op.drop_index("audit_entry_office_index", table_name="audit_entry")
    op.drop_table("consumer_note")
    op.drop_index("consumer_office_name_index", table_name="consumer")
    op.drop_index("consumer_searched_index", table_name="consumer")
    op.drop_column("consumer", "searched")
    op.drop_constraint("consumer_merged_into_fk", "consumer", type_="foreignkey")
    op.drop_column("consumer", "merged_into_id")
    op.drop_table("invitation")
    op.drop_column("membership", "deactivated_at")
    op.drop_column("membership", "own_only")
    op.drop_column("person", "last_signed_in_at")
    op.execute("DROP EXTENSION IF EXISTS pg_trgm")
