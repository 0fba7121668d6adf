"""Hours, time off, and claims: the one place that says that time is taken"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Plain insert-and-catch on an exclusion constraint deadlocks when overlapping inserts run in parallel (measured: 14 deadlocks
# and 14 s for one round of 200). So: a quick look, then the provider's lock, then ON CONFLICT DO NOTHING. An expired hold
# still blocks the constraint, which cannot ask the time; it is retired first, inside the lock.
TAKE_CLAIM = """
CREATE FUNCTION take_claim(
    new_id uuid, office uuid, provider uuid, service uuid, span tstzrange,
    why text, seats_in_all integer, until timestamptz, at timestamptz
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    taken uuid;
BEGIN
    IF EXISTS (SELECT FROM claim WHERE provider_id = provider AND during && span
               AND (expires_at IS NULL OR expires_at > at)) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(1, hashtext(provider::text));
    DELETE FROM claim WHERE provider_id = provider AND during && span AND expires_at <= at;
    INSERT INTO claim (id, office_id, provider_id, service_id, during, reason, seats, seats_taken, expires_at, created_at)
    VALUES (new_id, office, provider, service, span, why, seats_in_all, 1, until, at)
    ON CONFLICT DO NOTHING
    RETURNING id INTO taken;
    RETURN taken;
END $$
"""

# An UPDATE has no ON CONFLICT, so the look happens under the locks of both providers, taken in sorted order. Two moves that
# cross each other are both refused; nothing is lost.
MOVE_CLAIM = """
CREATE FUNCTION move_claim(moved uuid, provider uuid, span tstzrange, at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    lock_key integer;
BEGIN
    FOR lock_key IN
        SELECT DISTINCT hashtext(p::text) FROM (
            SELECT provider_id AS p FROM claim WHERE id = moved UNION SELECT provider
        ) AS involved ORDER BY 1
    LOOP
        PERFORM pg_advisory_xact_lock(1, lock_key);
    END LOOP;
    DELETE FROM claim WHERE provider_id = provider AND during && span AND expires_at <= at AND id <> moved;
    IF EXISTS (SELECT FROM claim WHERE provider_id = provider AND during && span AND id <> moved) THEN
        RETURN false;
    END IF;
    UPDATE claim SET provider_id = provider, during = span WHERE id = moved;
    RETURN FOUND;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="schedule_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("schedule_pk")),
        sa.UniqueConstraint("office_id", "id", name="schedule_office_id_unique"),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("provider_id"), "="), (sa.text("during"), "&&"), using="gist", name="claim_no_overlap"
        ),
        sa.CheckConstraint("(reason = 'appointment') = (expires_at IS NULL)", name=op.f("claim_expires_unless_booked")),
        sa.CheckConstraint("reason IN ('hold', 'appointment', 'offer')", name=op.f("claim_reason_known")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("claim_during_not_empty")),
        sa.CheckConstraint("lower_inc(during) AND NOT upper_inc(during)", name=op.f("claim_during_half_open")),
        sa.CheckConstraint("seats >= 1 AND seats_taken BETWEEN 0 AND seats", name=op.f("claim_seats_range")),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="claim_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="claim_office_fk"),
        sa.ForeignKeyConstraint(["provider_id"], ["person.id"], name="claim_provider_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("claim_pk")),
    )
    op.create_index(
        "claim_expires_index", "claim", ["expires_at"], unique=False, postgresql_where=sa.text("expires_at IS NOT NULL")
    )
    op.create_table(
        "time_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("time_off_during_not_empty")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="time_off_created_by_fk"),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="time_off_provider_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="time_off_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("time_off_pk")),
    )
    op.create_index(
        "time_off_office_during_index", "time_off", ["office_id", "during"], unique=False, postgresql_using="gist"
    )
    op.create_table(
        "weekly_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_minute <> to_minute", name=op.f("weekly_hours_not_empty")),
        sa.CheckConstraint("from_minute BETWEEN 0 AND 1439", name=op.f("weekly_hours_from_range")),
        sa.CheckConstraint("to_minute BETWEEN 1 AND 1440", name=op.f("weekly_hours_to_range")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("weekly_hours_weekday_iso")),
        sa.ForeignKeyConstraint(
            ["office_id", "schedule_id"], ["schedule.office_id", "schedule.id"], name="weekly_hours_schedule_fk"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("weekly_hours_pk")),
    )
    op.create_index("weekly_hours_schedule_index", "weekly_hours", ["office_id", "schedule_id"], unique=False)
    op.execute(TAKE_CLAIM)
    op.execute(MOVE_CLAIM)


def downgrade() -> None:
    op.execute("DROP FUNCTION move_claim")
    op.execute("DROP FUNCTION take_claim")
    op.drop_index("weekly_hours_schedule_index", table_name="weekly_hours")
    op.drop_table("weekly_hours")
    op.drop_index("time_off_office_during_index", table_name="time_off", postgresql_using="gist")
    op.drop_table("time_off")
    op.drop_index("claim_expires_index", table_name="claim", postgresql_where=sa.text("expires_at IS NOT NULL"))
    op.drop_table("claim")
    op.drop_table("schedule")
