"""People, their roles and sessions; offices, providers, services"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("attempt_pk")),
    )
    op.create_index("attempt_at_index", "attempt", ["at"], unique=False)
    op.create_index("attempt_key_at_index", "attempt", ["key", "at"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("door_opens_minutes", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name=op.f("office_colour_form")),
        sa.CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name=op.f("office_slug_form")),
        sa.CheckConstraint("door_opens_minutes BETWEEN 0 AND 240", name=op.f("office_door_opens_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("office_pk")),
        sa.UniqueConstraint("slug", name="office_slug_unique"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("person_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("person_pk")),
        sa.UniqueConstraint("email", name="person_email_unique"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name=op.f("membership_role_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="membership_office_fk"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="membership_person_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("membership_pk")),
        sa.UniqueConstraint("office_id", "person_id", name="membership_office_person_unique"),
    )
    op.create_index("membership_person_index", "membership", ["person_id"], unique=False)
    op.create_table(
        "provider",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="provider_office_fk"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="provider_person_fk"),
        sa.PrimaryKeyConstraint("office_id", "person_id", name=op.f("provider_pk")),
    )
    op.create_index("provider_person_index", "provider", ["person_id"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_before_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_after_minutes", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reminder_offsets_minutes", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("cancel_cutoff_minutes", sa.Integer(), nullable=False),
        sa.Column("move_cutoff_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name=op.f("service_colour_form")),
        sa.CheckConstraint("modality IN ('video', 'phone', 'in_person')", name=op.f("service_modality_known")),
        sa.CheckConstraint("(price_minor IS NULL) = (currency IS NULL)", name=op.f("service_price_whole")),
        sa.CheckConstraint("buffer_after_minutes BETWEEN 0 AND 480", name=op.f("service_buffer_after_range")),
        sa.CheckConstraint("buffer_before_minutes BETWEEN 0 AND 480", name=op.f("service_buffer_before_range")),
        sa.CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name=op.f("service_duration_range")),
        sa.CheckConstraint("notice_minutes BETWEEN 0 AND 525600", name=op.f("service_notice_range")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("service_price_range")),
        sa.CheckConstraint("step_minutes BETWEEN 5 AND 1440", name=op.f("service_step_range")),
        sa.CheckConstraint("window_days BETWEEN 0 AND 730", name=op.f("service_window_range")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="service_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("service_pk")),
        sa.UniqueConstraint("office_id", "id", name="service_office_id_unique"),
        sa.UniqueConstraint("office_id", "slug", name="service_office_slug_unique"),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="staff_session_person_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_session_pk")),
        sa.UniqueConstraint("secret_hash", name="staff_session_secret_hash_unique"),
    )
    op.create_table(
        "service_provider",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="service_provider_provider_fk",
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="service_provider_service_fk"
        ),
        sa.PrimaryKeyConstraint("office_id", "service_id", "provider_id", name=op.f("service_provider_pk")),
    )


def downgrade() -> None:
    op.drop_table("service_provider")
    op.drop_table("staff_session")
    op.drop_table("service")
    op.drop_index("provider_person_index", table_name="provider")
    op.drop_table("provider")
    op.drop_index("membership_person_index", table_name="membership")
    op.drop_table("membership")
    op.drop_table("person")
    op.drop_table("office")
    op.drop_index("attempt_key_at_index", table_name="attempt")
    op.drop_index("attempt_at_index", table_name="attempt")
    op.drop_table("attempt")
