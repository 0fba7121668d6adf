"""Work to be done, and who did what; the two database roles"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    # The owner migrates; frontdesk_app serves: no DDL, and what it may do with a table is granted here.
    op.execute(
        """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
                CREATE ROLE frontdesk_app NOLOGIN;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database of this cluster was faster
        END $$
        """
    )
    op.execute("GRANT USAGE ON SCHEMA public TO frontdesk_app")
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO frontdesk_app"
    )
    op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO frontdesk_app")
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_entry_pk")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("job_pk")),
    )
    op.create_index("job_due_index", "job", ["due_at"], unique=False, postgresql_where=sa.text("given_up_at IS NULL"))
    op.create_index(
        "job_key_claimed_index", "job", ["key"], unique=False, postgresql_where=sa.text("claimed_until IS NOT NULL")
    )
    op.create_index(
        "job_key_waiting_unique",
        "job",
        ["key"],
        unique=True,
        postgresql_where=sa.text("claimed_until IS NULL AND given_up_at IS NULL"),
    )
    op.execute("REVOKE UPDATE, DELETE ON audit_entry FROM frontdesk_app")
    op.execute("REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM frontdesk_app")
    op.execute("GRANT SELECT ON alembic_version TO frontdesk_app")  # the readiness check tells an old schema


def downgrade() -> None:
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM frontdesk_app"
    )
    op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE ON SEQUENCES FROM frontdesk_app")
    op.drop_index(
        "job_key_waiting_unique",
        table_name="job",
        postgresql_where=sa.text("claimed_until IS NULL AND given_up_at IS NULL"),
    )
    op.drop_index("job_key_claimed_index", table_name="job", postgresql_where=sa.text("claimed_until IS NOT NULL"))
    op.drop_index("job_due_index", table_name="job", postgresql_where=sa.text("given_up_at IS NULL"))
    op.drop_table("job")
    op.drop_table("audit_entry")
