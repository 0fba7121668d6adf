"""People who work here, the offices they work in, who is invited, and their sign-ins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class Person(Base):
    """Somebody on the staff: one person, one sign-in, in however many offices."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email", name="person_email_unique"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]  # works in no office any more
    last_signed_in_at: Mapped[datetime | None]


class Membership(Base):
    """A role in an office."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("office_id", "person_id", name="membership_office_person_unique"),
        CheckConstraint("role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name="role_known"),
        Index("membership_person_index", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="membership_office_fk"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="membership_person_fk"))
    role: Mapped[str]
    created_at: Mapped[datetime]
    own_only: Mapped[bool] = mapped_column(server_default="false")  # sees the consumers of their own visits only
    deactivated_at: Mapped[datetime | None]


class Invitation(Base):
    """A way into an office for whoever reads mail at this address. The table holds only the hash of its token."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("token_hash", name="invitation_token_hash_unique"),
        CheckConstraint("role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name="role_known"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("(accepted_at IS NULL) = (person_id IS NULL)", name="accepted_whole"),
        CheckConstraint("num_nonnulls(accepted_at, revoked_at) <= 1", name="one_end"),
        Index(
            "invitation_open_unique",
            "office_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="invitation_office_fk"))
    email: Mapped[str]
    role: Mapped[str]
    own_only: Mapped[bool]
    provider: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # what is said of who sees people
    token_version: Mapped[int] = mapped_column(Integer)  # raised each time it is sent again, which ends the former mail
    token_hash: Mapped[bytes]
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", name="invitation_inviter_fk"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    refused_at: Mapped[datetime | None]  # the address takes no mail, says Azure
    accepted_at: Mapped[datetime | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", name="invitation_person_fk"))
    revoked_at: Mapped[datetime | None]


class StaffSession(Base):
    """A signed-in browser. The cookie holds a secret; the table only its hash."""

    __tablename__ = "staff_session"
    __table_args__ = (UniqueConstraint("secret_hash", name="staff_session_secret_hash_unique"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_hash: Mapped[bytes]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", name="staff_session_person_fk"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Attempt(Base):
    """One try of something that is rationed: a sign-in, a link, a hold. The key never names a person in clear."""

    __tablename__ = "attempt"
    __table_args__ = (Index("attempt_key_at_index", "key", "at"), Index("attempt_at_index", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime]


class ApiKey(Base):
    """A program's way in: a role in one office. The table holds only the secret's hash."""

    __tablename__ = "api_key"
    __table_args__ = (
        UniqueConstraint("secret_hash", name="api_key_secret_hash_unique"),
        CheckConstraint("role IN ('owner', 'manager', 'scheduler', 'provider', 'viewer')", name="role_known"),
        CheckConstraint("(role = 'provider') = (person_id IS NOT NULL)", name="person_of_provider"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="api_key_office_fk"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", name="api_key_person_fk"))
    role: Mapped[str]
    name: Mapped[str]
    secret_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
