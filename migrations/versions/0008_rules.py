"""Rules of booking: exceptions to hours, windows, limits, places"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# A claim of several places has a row for each place that is held or taken; `seats_taken` counts them, and the table's check
# refuses one too many whatever happens here. Its own expiry and reason follow from its places.
SETTLE_SEATS = """
CREATE FUNCTION settle_seats(settled uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    places bigint;
    until timestamptz;
BEGIN
    PERFORM FROM claim WHERE id = settled FOR UPDATE;
    SELECT count(*), CASE WHEN bool_or(expires_at IS NULL) THEN NULL ELSE max(expires_at) END INTO places, until
    FROM claim_seat WHERE claim_id = settled;
    IF places = 0 THEN
        DELETE FROM claim WHERE id = settled;
    ELSE
        UPDATE claim SET seats_taken = places, expires_at = until,
                         reason = CASE WHEN until IS NULL THEN 'appointment' WHEN reason = 'appointment' THEN 'hold'
                                       ELSE reason END
        WHERE id = settled;
    END IF;
END $$
"""

# Plain insert-and-catch on an exclusion constraint deadlocks when overlapping inserts run in parallel (measured: 14 deadlocks
# and 14 s for one round of 200). So: a quick look, then the provider's lock, then ON CONFLICT DO NOTHING. An expired hold
# still blocks the constraint, which cannot ask the time; it is retired first, inside the lock. A place (new_seat) joins a
# claim of the same visit while one is left, or opens a new one.
#
# A refusal rolls the inner block back and so gives the lock back: whoever is refused goes on to the next provider, and with
# the first one's lock in the hand, crowds that try two people in different order wait for each other (measured: 33 of 40
# simultaneous moves ended as deadlocks). Inside the function this costs no round trip, as a savepoint would.
TAKE_CLAIM = """
CREATE FUNCTION take_claim(
    new_id uuid, new_seat uuid, office uuid, provider uuid, service uuid, span tstzrange, visit_start timestamptz,
    visit_end timestamptz, why text, seats_in_all integer, until timestamptz, at timestamptz
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    taken uuid;
BEGIN
    IF new_seat IS NULL AND EXISTS (SELECT FROM claim WHERE provider_id = provider AND during && span
               AND (expires_at IS NULL OR expires_at > at)) THEN
        RETURN NULL;
    END IF;
    BEGIN
        PERFORM pg_advisory_xact_lock(1, hashtext(provider::text));
        DELETE FROM claim WHERE provider_id = provider AND during && span AND expires_at <= at;
        IF new_seat IS NOT NULL THEN
            SELECT id INTO taken FROM claim
            WHERE provider_id = provider AND service_id = service AND starts_at = visit_start AND ends_at = visit_end
              AND seats > 1 AND during && span
            FOR UPDATE;
            IF taken IS NOT NULL THEN
                DELETE FROM claim_seat WHERE claim_id = taken AND expires_at <= at;
                PERFORM settle_seats(taken);
                IF (SELECT seats_taken >= seats FROM claim WHERE id = taken) THEN
                    RAISE EXCEPTION 'taken' USING ERRCODE = 'FD001';
                END IF;
                INSERT INTO claim_seat (id, claim_id, expires_at, created_at) VALUES (new_seat, taken, until, at);
                PERFORM settle_seats(taken);
                RETURN taken;
            END IF;
        END IF;
        INSERT INTO claim (id, office_id, provider_id, service_id, during, starts_at, ends_at, reason, seats, seats_taken,
                           expires_at, created_at)
        VALUES (new_id, office, provider, service, span, visit_start, visit_end, why, seats_in_all, 1, until, at)
        ON CONFLICT DO NOTHING
        RETURNING id INTO taken;
        IF taken IS NULL THEN
            RAISE EXCEPTION 'taken' USING ERRCODE = 'FD001';
        END IF;
        IF new_seat IS NOT NULL THEN
            INSERT INTO claim_seat (id, claim_id, expires_at, created_at) VALUES (new_seat, taken, until, at);
        END IF;
        RETURN taken;
    EXCEPTION WHEN SQLSTATE 'FD001' THEN
        RETURN NULL;
    END;
END $$
"""

# An UPDATE has no ON CONFLICT, so the look happens under the locks of both providers, taken in sorted order. Two moves that
# cross each other are both refused; nothing is lost, and the locks of a refused move are given back.
MOVE_CLAIM = """
CREATE FUNCTION move_claim(
    moved uuid, provider uuid, span tstzrange, visit_start timestamptz, visit_end timestamptz, at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
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
        RAISE EXCEPTION 'taken' USING ERRCODE = 'FD001';
    END IF;
    UPDATE claim SET provider_id = provider, during = span, starts_at = visit_start, ends_at = visit_end WHERE id = moved;
    RETURN FOUND;
EXCEPTION WHEN SQLSTATE 'FD001' THEN
    RETURN false;
END $$
"""

# Limits are counted, not constrained, so whoever counts holds the locks of what is counted. All locks of one attempt are
# taken here, in one order for everybody: by class (1 provider, 3 limit, 4 consumer), then by key.
LOCK_IN_ORDER = """
CREATE FUNCTION lock_in_order(classes integer[], subjects text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT DISTINCT class, hashtext(subject) AS key FROM unnest(classes, subjects) AS given (class, subject) ORDER BY 1, 2
    LOOP
        PERFORM pg_advisory_xact_lock(wanted.class, wanted.key);
    END LOOP;
END $$
"""

FILL_VISIT = """
UPDATE claim SET starts_at = lower(visit.during), ends_at = upper(visit.during)
FROM (
    SELECT claim.id, coalesce(appointment.during, hold.during, claim.during) AS during
    FROM claim
    LEFT JOIN appointment ON appointment.claim_id = claim.id
    LEFT JOIN hold ON hold.claim_id = claim.id
) AS visit
WHERE visit.id = claim.id
"""

TAKE_CLAIM_BEFORE = """
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

MOVE_CLAIM_BEFORE = """
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
        "consent_text",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="consent_text_office_fk"),
        sa.PrimaryKeyConstraint("office_id", "version", name=op.f("consent_text_pk")),
    )
    op.create_table(
        "booking_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("count_max", sa.Integer(), nullable=True),
        sa.Column("minutes_max", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(scope = 'service') = (service_id IS NOT NULL)", name=op.f("booking_limit_service_of_scope")
        ),
        sa.CheckConstraint("period IN ('day', 'week', 'month')", name=op.f("booking_limit_period_known")),
        sa.CheckConstraint("provider_id IS NULL OR scope = 'provider'", name=op.f("booking_limit_provider_of_scope")),
        sa.CheckConstraint("scope IN ('office', 'service', 'provider')", name=op.f("booking_limit_scope_known")),
        sa.CheckConstraint("count_max >= 0 AND minutes_max >= 0", name=op.f("booking_limit_max_range")),
        sa.CheckConstraint("num_nonnulls(count_max, minutes_max) >= 1", name=op.f("booking_limit_limits_something")),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="booking_limit_provider_fk"
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="booking_limit_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="booking_limit_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("booking_limit_pk")),
        sa.UniqueConstraint(
            "office_id",
            "scope",
            "service_id",
            "provider_id",
            "period",
            name="booking_limit_subject_unique",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "hours_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column(
            "owner_id",
            sa.Uuid(),
            sa.Computed("COALESCE(provider_id, service_id, office_id)", persisted=True),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ranges", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("office_id"), "="),
            (sa.text("owner_id"), "="),
            (sa.text("daterange(from_on, until_on, '[]'::text)"), "&&"),
            using="gist",
            name="hours_override_no_overlap",
        ),
        sa.CheckConstraint("from_on <= until_on", name=op.f("hours_override_not_empty")),
        sa.CheckConstraint("num_nonnulls(provider_id, service_id) <= 1", name=op.f("hours_override_one_owner")),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"],
            ["provider.office_id", "provider.person_id"],
            name="hours_override_provider_fk",
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="hours_override_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="hours_override_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("hours_override_pk")),
    )
    op.create_table(
        "season",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("schedule_id"), "="),
            (sa.text("daterange(from_on, until_on, '[]'::text)"), "&&"),
            using="gist",
            name="season_no_overlap",
        ),
        sa.CheckConstraint("from_on <= until_on", name=op.f("season_not_empty")),
        sa.ForeignKeyConstraint(
            ["office_id", "schedule_id"], ["schedule.office_id", "schedule.id"], name="season_schedule_fk"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("season_pk")),
        sa.UniqueConstraint("office_id", "id", name="season_office_id_unique"),
    )
    op.create_table(
        "claim_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="claim_seat_claim_fk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("claim_seat_pk")),
    )
    op.create_index("claim_seat_claim_index", "claim_seat", ["claim_id"], unique=False)
    op.add_column("claim", sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("claim", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(FILL_VISIT)
    op.alter_column("claim", "starts_at", nullable=False)
    op.alter_column("claim", "ends_at", nullable=False)
    op.create_index("claim_office_start_index", "claim", ["office_id", "starts_at"], unique=False)
    op.create_index("claim_service_created_index", "claim", ["service_id", "created_at"], unique=False)
    op.add_column("office", sa.Column("week_starts_on", sa.Integer(), server_default="1", nullable=False))
    op.add_column("office", sa.Column("contact_proof", sa.String(), server_default="none", nullable=False))
    op.add_column("office", sa.Column("active_per_consumer_max", sa.Integer(), nullable=True))
    op.add_column("office", sa.Column("pause_notice", sa.String(), nullable=True))
    op.add_column("office", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("provider", sa.Column("private", sa.Boolean(), server_default="false", nullable=False))
    op.add_column(
        "provider", sa.Column("attributes", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False)
    )
    op.add_column("provider", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("schedule", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("schedule", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column(
        "service", sa.Column("durations", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    )
    op.add_column("service", sa.Column("schedule_id", sa.Uuid(), nullable=True))
    op.add_column("service", sa.Column("buffers_inside_hours", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("service", sa.Column("step_offset_minutes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("service", sa.Column("packs_day", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("service", sa.Column("window_kind", sa.String(), server_default="rolling", nullable=False))
    op.add_column("service", sa.Column("window_from", sa.Date(), nullable=True))
    op.add_column("service", sa.Column("window_until", sa.Date(), nullable=True))
    op.add_column("service", sa.Column("seats", sa.Integer(), server_default="1", nullable=False))
    op.add_column("service", sa.Column("approval", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("service", sa.Column("request_blocks", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("service", sa.Column("request_expires_minutes", sa.Integer(), server_default="2880", nullable=False))
    op.add_column("service", sa.Column("assignment", sa.String(), server_default="any", nullable=False))
    op.add_column("service", sa.Column("fairness_days", sa.Integer(), server_default="28", nullable=False))
    op.add_column(
        "service", sa.Column("required_attributes", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False)
    )
    op.add_column("service", sa.Column("hidden", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("service", sa.Column("pause_notice", sa.String(), nullable=True))
    op.add_column("service", sa.Column("active_per_consumer_max", sa.Integer(), nullable=True))
    op.add_column("service", sa.Column("moves_max", sa.Integer(), nullable=True))
    op.add_column(
        "service", sa.Column("cancel_reasons", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False)
    )
    op.add_column("service", sa.Column("guests_max", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "service", sa.Column("intake", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    )
    op.add_column("service", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("service_provider", sa.Column("weight", sa.Integer(), server_default="1", nullable=False))
    op.add_column("service_provider", sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
    op.add_column("time_off", sa.Column("colleague_id", sa.Uuid(), nullable=True))
    op.add_column("time_off", sa.Column("holiday_on", sa.Date(), nullable=True))
    op.alter_column("time_off", "created_by", existing_type=sa.UUID(), nullable=True)
    op.create_unique_constraint("time_off_holiday_unique", "time_off", ["office_id", "holiday_on"])
    op.create_foreign_key(
        "time_off_colleague_fk", "time_off", "provider", ["office_id", "colleague_id"], ["office_id", "person_id"]
    )
    op.add_column("weekly_hours", sa.Column("season_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "weekly_hours_season_fk",
        "weekly_hours",
        "season",
        ["office_id", "season_id"],
        ["office_id", "id"],
        ondelete="CASCADE",
    )
    op.create_check_constraint("week_starts_known", "office", "week_starts_on IN (1, 7)")
    op.create_check_constraint("contact_proof_known", "office", "contact_proof IN ('none', 'email', 'sms', 'either')")
    op.create_check_constraint("active_per_consumer_range", "office", "active_per_consumer_max >= 1")
    op.create_check_constraint("window_kind_known", "service", "window_kind IN ('rolling', 'free_days', 'range')")
    op.create_check_constraint(
        "window_whole",
        "service",
        "(window_kind = 'range') = (window_from IS NOT NULL AND window_until IS NOT NULL)"
        " AND num_nonnulls(window_from, window_until) IN (0, 2) AND window_from <= window_until",
    )
    op.create_check_constraint("step_offset_range", "service", "step_offset_minutes BETWEEN 0 AND 1439")
    op.create_check_constraint("seats_range", "service", "seats BETWEEN 1 AND 500")
    op.create_check_constraint("request_expires_range", "service", "request_expires_minutes BETWEEN 5 AND 43200")
    op.create_check_constraint("assignment_known", "service", "assignment IN ('any', 'round_robin')")
    op.create_check_constraint("fairness_range", "service", "fairness_days BETWEEN 1 AND 366")
    op.create_check_constraint("active_per_consumer_range", "service", "active_per_consumer_max >= 1")
    op.create_check_constraint("moves_range", "service", "moves_max >= 0")
    op.create_check_constraint("guests_range", "service", "guests_max BETWEEN 0 AND 20")
    op.create_check_constraint("weight_range", "service_provider", "weight BETWEEN 1 AND 100")
    op.create_check_constraint("priority_range", "service_provider", "priority BETWEEN 0 AND 100")
    op.create_check_constraint("colleague_other", "time_off", "colleague_id <> provider_id")
    op.create_check_constraint("colleague_of_provider", "time_off", "colleague_id IS NULL OR provider_id IS NOT NULL")
    op.create_check_constraint("holiday_of_office", "time_off", "holiday_on IS NULL OR provider_id IS NULL")
    op.create_check_constraint("holds_visit", "claim", "during @> tstzrange(starts_at, ends_at)")
    op.drop_constraint(op.f("claim_reason_known"), "claim", type_="check")
    op.create_check_constraint("reason_known", "claim", "reason IN ('hold', 'request', 'appointment', 'offer')")
    op.execute("DROP FUNCTION move_claim")
    op.execute("DROP FUNCTION take_claim")
    for function in (SETTLE_SEATS, TAKE_CLAIM, MOVE_CLAIM, LOCK_IN_ORDER):
        op.execute(function)


def downgrade() -> None:
    for function in ("lock_in_order", "move_claim", "take_claim", "settle_seats"):
        op.execute(f"DROP FUNCTION {function}")
    op.execute(TAKE_CLAIM_BEFORE)
    op.execute(MOVE_CLAIM_BEFORE)
    op.drop_constraint(op.f("claim_reason_known"), "claim", type_="check")
    op.create_check_constraint("reason_known", "claim", "reason IN ('hold', 'appointment', 'offer')")
    op.drop_constraint(op.f("claim_holds_visit"), "claim", type_="check")
    op.drop_constraint(op.f("time_off_holiday_of_office"), "time_off", type_="check")
    op.drop_constraint(op.f("time_off_colleague_of_provider"), "time_off", type_="check")
    op.drop_constraint(op.f("time_off_colleague_other"), "time_off", type_="check")
    op.drop_constraint(op.f("service_provider_priority_range"), "service_provider", type_="check")
    op.drop_constraint(op.f("service_provider_weight_range"), "service_provider", type_="check")
    op.drop_constraint(op.f("service_guests_range"), "service", type_="check")
    op.drop_constraint(op.f("service_moves_range"), "service", type_="check")
    op.drop_constraint(op.f("service_active_per_consumer_range"), "service", type_="check")
    op.drop_constraint(op.f("service_fairness_range"), "service", type_="check")
    op.drop_constraint(op.f("service_assignment_known"), "service", type_="check")
    op.drop_constraint(op.f("service_request_expires_range"), "service", type_="check")
    op.drop_constraint(op.f("service_seats_range"), "service", type_="check")
    op.drop_constraint(op.f("service_step_offset_range"), "service", type_="check")
    op.drop_constraint(op.f("service_window_whole"), "service", type_="check")
    op.drop_constraint(op.f("service_window_kind_known"), "service", type_="check")
    op.drop_constraint(op.f("office_active_per_consumer_range"), "office", type_="check")
    op.drop_constraint(op.f("office_contact_proof_known"), "office", type_="check")
    op.drop_constraint(op.f("office_week_starts_known"), "office", type_="check")
    op.drop_constraint("weekly_hours_season_fk", "weekly_hours", type_="foreignkey")
    op.drop_column("weekly_hours", "season_id")
    op.drop_constraint("time_off_colleague_fk", "time_off", type_="foreignkey")
    op.drop_constraint("time_off_holiday_unique", "time_off", type_="unique")
    op.alter_column("time_off", "created_by", existing_type=sa.UUID(), nullable=False)
    op.drop_column("time_off", "holiday_on")
    op.drop_column("time_off", "colleague_id")
    op.drop_column("service_provider", "priority")
    op.drop_column("service_provider", "weight")
    op.drop_column("service", "version")
    op.drop_column("service", "intake")
    op.drop_column("service", "guests_max")
    op.drop_column("service", "cancel_reasons")
    op.drop_column("service", "moves_max")
    op.drop_column("service", "active_per_consumer_max")
    op.drop_column("service", "pause_notice")
    op.drop_column("service", "hidden")
    op.drop_column("service", "required_attributes")
    op.drop_column("service", "fairness_days")
    op.drop_column("service", "assignment")
    op.drop_column("service", "request_expires_minutes")
    op.drop_column("service", "request_blocks")
    op.drop_column("service", "approval")
    op.drop_column("service", "seats")
    op.drop_column("service", "window_until")
    op.drop_column("service", "window_from")
    op.drop_column("service", "window_kind")
    op.drop_column("service", "packs_day")
    op.drop_column("service", "step_offset_minutes")
    op.drop_column("service", "buffers_inside_hours")
    op.drop_column("service", "schedule_id")
    op.drop_column("service", "durations")
    op.drop_column("schedule", "version")
    op.drop_column("schedule", "changed_at")
    op.drop_column("provider", "version")
    op.drop_column("provider", "attributes")
    op.drop_column("provider", "private")
    op.drop_column("office", "version")
    op.drop_column("office", "pause_notice")
    op.drop_column("office", "active_per_consumer_max")
    op.drop_column("office", "contact_proof")
    op.drop_column("office", "week_starts_on")
    op.drop_index("claim_service_created_index", table_name="claim")
    op.drop_index("claim_office_start_index", table_name="claim")
    op.drop_column("claim", "ends_at")
    op.drop_column("claim", "starts_at")
    op.drop_index("claim_seat_claim_index", table_name="claim_seat")
    op.drop_table("claim_seat")
    op.drop_table("season")
    op.drop_table("hours_override")
    op.drop_table("booking_limit")
    op.drop_table("consent_text")
