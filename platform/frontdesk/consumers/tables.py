"""The people who book."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class Consumer(Base):
    """Somebody who books, as known to one office. No account: they prove themselves by a link."""

    __tablename__ = "consumer"
    __table_args__ = (
        UniqueConstraint("office_id", "id", name="consumer_office_id_unique"),
        Index("consumer_office_email_index", "office_id", "email"),
        Index("consumer_office_phone_index", "office_id", "phone"),
        Index(
            "consumer_searched_index",
            "searched",
            postgresql_using="gin",
            postgresql_ops={"searched": "gin_trgm_ops"},
        ),
        Index("consumer_office_name_index", "office_id", text("lower(name)"), "id"),
        ForeignKeyConstraint(
            ["office_id", "merged_into_id"], ["consumer.office_id", "consumer.id"], name="consumer_merged_into_fk"
        ),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("phone ~ '^\\+[1-9][0-9]{6,14}$'", name="phone_form"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="consumer_office_fk"))
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str | None]  # E.164
    locale: Mapped[str]
    time_zone: Mapped[str]
    sms_consent_at: Mapped[datetime | None]
    email_proven_at: Mapped[datetime | None]  # by a code sent there
    phone_proven_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    merged_into_id: Mapped[UUID | None]  # the same person as this one, who has the visits now
    searched: Mapped[str] = mapped_column(
        Computed("lower(name || ' ' || email || ' ' || coalesce(phone, ''))", persisted=True)
    )


class ConsumerNote(Base):
    """What staff write down about somebody who books; nobody else reads it."""

    __tablename__ = "consumer_note"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office_id", "consumer_id"], ["consumer.office_id", "consumer.id"], name="consumer_note_consumer_fk"
        ),
        Index("consumer_note_consumer_index", "office_id", "consumer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID]
    consumer_id: Mapped[UUID]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", name="consumer_note_author_fk"))
    text: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]


class ContactCode(Base):
    """A code sent to an address to see whether whoever books can read it there. It stands nowhere: see codes.py."""

    __tablename__ = "contact_code"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'sms')", name="channel_known"),
        Index("contact_code_hold_index", "hold_id"),
        Index("contact_code_expires_index", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id", name="contact_code_office_fk"))
    hold_id: Mapped[UUID]  # no foreign key: consumers stand below appointments
    channel: Mapped[str]
    address: Mapped[str]
    locale: Mapped[str]  # the language in which it is sent
    tries: Mapped[int] = mapped_column(Integer)  # wrong ones
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
