"""The people who book."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.db import Base


class Consumer(Base):
    """Somebody who books, as known to one office. No account: they prove themselves by a link."""

    __tablename__ = "consumer"
    __table_args__ = (
        UniqueConstraint("office_id", "id", name="consumer_office_id_unique"),
        Index("consumer_office_email_index", "office_id", "email"),
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
    created_at: Mapped[datetime]
