"""People who work here, the offices they work in, and their sign-ins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
    deactivated_at: Mapped[datetime | None]


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
