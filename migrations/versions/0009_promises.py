"""Requests, proven contacts, private links, guests"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "contact_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("contact_code_channel_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="contact_code_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("contact_code_pk")),
    )
    op.create_index("contact_code_expires_index", "contact_code", ["expires_at"], unique=False)
    op.create_index("contact_code_hold_index", "contact_code", ["hold_id"], unique=False)
    op.create_table(
        "private_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uses_max", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("uses BETWEEN 0 AND uses_max OR uses_max IS NULL", name=op.f("private_link_uses_range")),
        sa.ForeignKeyConstraint(
            ["office_id", "provider_id"], ["provider.office_id", "provider.person_id"], name="private_link_provider_fk"
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "service_id"], ["service.office_id", "service.id"], name="private_link_service_fk"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="private_link_office_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("private_link_pk")),
        sa.UniqueConstraint("token_hash", name="private_link_token_hash_unique"),
    )
    op.create_table(
        "guest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id", "seat_id"], ["seat.office_id", "seat.id"], name="guest_seat_fk"),
        sa.PrimaryKeyConstraint("id", name=op.f("guest_pk")),
    )
    op.create_index("guest_seat_index", "guest", ["office_id", "seat_id"], unique=False)
    op.add_column("appointment", sa.Column("request_expires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("appointment", sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("appointment", sa.Column("decline_reason", sa.String(), nullable=True))
    op.add_column("appointment", sa.Column("expired_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("appointment", sa.Column("move_reason", sa.String(), nullable=True))
    op.add_column("appointment", sa.Column("consumer_moves", sa.Integer(), server_default="0", nullable=False))
    op.add_column("appointment", sa.Column("price_minor", sa.Integer(), nullable=True))
    op.add_column("appointment", sa.Column("currency", sa.String(), nullable=True))
    op.add_column(
        "appointment", sa.Column("assigned", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("appointment", sa.Column("private_link_id", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.create_index(
        "appointment_requested_index",
        "appointment",
        ["office_id", "request_expires_at"],
        unique=False,
        postgresql_where=sa.text("confirmed_at IS NULL"),
    )
    op.drop_constraint(op.f("appointment_claim_fk"), "appointment", type_="foreignkey")
    op.create_foreign_key("appointment_claim_fk", "appointment", "claim", ["claim_id"], ["id"], ondelete="SET NULL")
    op.create_foreign_key("appointment_private_link_fk", "appointment", "private_link", ["private_link_id"], ["id"])
    op.add_column("consumer", sa.Column("email_proven_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("consumer", sa.Column("phone_proven_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("consumer_office_phone_index", "consumer", ["office_id", "phone"], unique=False)
    op.add_column("hold", sa.Column("claim_seat_id", sa.Uuid(), nullable=True))
    op.add_column("hold", sa.Column("private_link_id", sa.Uuid(), nullable=True))
    op.add_column(
        "hold", sa.Column("assigned", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("hold", sa.Column("seat_id", sa.Uuid(), nullable=True))
    op.add_column("hold", sa.Column("proven_channel", sa.String(), nullable=True))
    op.add_column("hold", sa.Column("proven_address", sa.String(), nullable=True))
    op.add_column("hold", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key("hold_private_link_fk", "hold", "private_link", ["private_link_id"], ["id"])
    op.add_column("seat", sa.Column("claim_seat_id", sa.Uuid(), nullable=True))
    op.add_column("seat", sa.Column("attendee_name", sa.String(), nullable=True))
    op.add_column("seat", sa.Column("consent_version", sa.Integer(), nullable=True))
    op.add_column("seat", sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("seat", sa.Column("consent_source", sa.String(), nullable=True))
    op.add_column(
        "seat", sa.Column("intake", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    )
    op.add_column("seat", sa.Column("given_up_by", sa.String(), nullable=True))
    op.add_column("seat", sa.Column("give_up_reason", sa.String(), nullable=True))
    op.add_column("seat", sa.Column("calendar_uid", sa.Uuid(), nullable=True))
    op.add_column("seat", sa.Column("revision_offset", sa.Integer(), server_default="0", nullable=False))
    op.add_column("seat", sa.Column("moved_from", postgresql.TSTZRANGE(), nullable=True))
    op.add_column("seat", sa.Column("moves", sa.Integer(), server_default="0", nullable=False))
    op.create_index("seat_consumer_index", "seat", ["office_id", "consumer_id"], unique=False)
    op.execute("UPDATE seat SET calendar_uid = appointment_id")
    op.alter_column("seat", "calendar_uid", nullable=False)
    op.execute(
        "UPDATE appointment SET price_minor = service.price_minor, currency = service.currency"
        " FROM service WHERE service.office_id = appointment.office_id AND service.id = appointment.service_id"
    )
    op.drop_constraint(op.f("appointment_claim_until_cancelled"), "appointment", type_="check")
    op.drop_constraint(op.f("appointment_one_outcome"), "appointment", type_="check")
    op.create_check_constraint(
        "one_outcome",
        "appointment",
        "num_nonnulls(completed_at, consumer_no_show_at, provider_no_show_at, cancelled_at, declined_at, expired_at)"
        " <= 1",
    )
    op.create_check_constraint("given_up_whole", "seat", "(given_up_at IS NULL) = (given_up_by IS NULL)")
    op.create_check_constraint("given_up_by_known", "seat", "given_up_by IN ('consumer', 'office')")
    op.drop_constraint(op.f("message_kind_known"), "message", type_="check")
    op.create_check_constraint(
        "kind_known",
        "message",
        "kind IN ('request', 'confirmation', 'reminder', 'change', 'cancellation', 'declined', 'expired')",
    )
    op.create_check_constraint(
        "proven_whole", "hold", "num_nonnulls(proven_channel, proven_address, proven_at) IN (0, 3)"
    )
    op.create_check_constraint(
        "claim_while_promised",
        "appointment",
        "claim_id IS NOT NULL OR confirmed_at IS NULL OR cancelled_at IS NOT NULL",
    )
    op.create_check_constraint(
        "claim_until_over", "appointment", "claim_id IS NULL OR num_nonnulls(cancelled_at, declined_at, expired_at) = 0"
    )
    op.create_check_constraint(
        "decided_once", "appointment", "(declined_at IS NULL AND expired_at IS NULL) OR confirmed_at IS NULL"
    )
    op.create_check_constraint(
        "request_expires", "appointment", "confirmed_at IS NOT NULL OR request_expires_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("appointment_request_expires"), "appointment", type_="check")
    op.drop_constraint(op.f("appointment_decided_once"), "appointment", type_="check")
    op.drop_constraint(op.f("appointment_claim_until_over"), "appointment", type_="check")
    op.drop_constraint(op.f("appointment_claim_while_promised"), "appointment", type_="check")
    op.drop_constraint(op.f("hold_proven_whole"), "hold", type_="check")
    op.drop_constraint(op.f("appointment_one_outcome"), "appointment", type_="check")
    op.create_check_constraint(
        "one_outcome",
        "appointment",
        "num_nonnulls(completed_at, consumer_no_show_at, provider_no_show_at, cancelled_at) <= 1",
    )
    op.create_check_constraint(
        "claim_until_cancelled", "appointment", "(claim_id IS NULL) = (cancelled_at IS NOT NULL)"
    )
    op.drop_constraint(op.f("message_kind_known"), "message", type_="check")
    op.execute("DELETE FROM message WHERE kind IN ('request', 'declined', 'expired')")
    op.create_check_constraint(
        "kind_known", "message", "kind IN ('confirmation', 'reminder', 'change', 'cancellation')"
    )
    op.drop_constraint(op.f("seat_given_up_by_known"), "seat", type_="check")
    op.drop_constraint(op.f("seat_given_up_whole"), "seat", type_="check")
    op.drop_index("seat_consumer_index", table_name="seat")
    op.drop_column("seat", "moves")
    op.drop_column("seat", "moved_from")
    op.drop_column("seat", "revision_offset")
    op.drop_column("seat", "calendar_uid")
    op.drop_column("seat", "give_up_reason")
    op.drop_column("seat", "given_up_by")
    op.drop_column("seat", "intake")
    op.drop_column("seat", "consent_source")
    op.drop_column("seat", "consented_at")
    op.drop_column("seat", "consent_version")
    op.drop_column("seat", "attendee_name")
    op.drop_column("seat", "claim_seat_id")
    op.drop_constraint("hold_private_link_fk", "hold", type_="foreignkey")
    op.drop_column("hold", "seat_id")
    op.drop_column("hold", "proven_at")
    op.drop_column("hold", "proven_address")
    op.drop_column("hold", "proven_channel")
    op.drop_column("hold", "assigned")
    op.drop_column("hold", "private_link_id")
    op.drop_column("hold", "claim_seat_id")
    op.drop_index("consumer_office_phone_index", table_name="consumer")
    op.drop_column("consumer", "phone_proven_at")
    op.drop_column("consumer", "email_proven_at")
    op.drop_constraint("appointment_private_link_fk", "appointment", type_="foreignkey")
    op.drop_constraint("appointment_claim_fk", "appointment", type_="foreignkey")
    op.create_foreign_key(op.f("appointment_claim_fk"), "appointment", "claim", ["claim_id"], ["id"])
    op.drop_column("appointment", "version")
    op.drop_column("appointment", "private_link_id")
    op.drop_column("appointment", "assigned")
    op.drop_column("appointment", "currency")
    op.drop_column("appointment", "price_minor")
    op.drop_column("appointment", "consumer_moves")
    op.drop_column("appointment", "move_reason")
    op.drop_column("appointment", "expired_at")
    op.drop_column("appointment", "decline_reason")
    op.drop_column("appointment", "declined_at")
    op.drop_index("appointment_requested_index", table_name="appointment")
    op.drop_column("appointment", "request_expires_at")
    op.drop_index("guest_seat_index", table_name="guest")
    op.drop_table("guest")
    op.drop_table("private_link")
    op.drop_index("contact_code_hold_index", table_name="contact_code")
    op.drop_index("contact_code_expires_index", table_name="contact_code")
    op.drop_table("contact_code")
