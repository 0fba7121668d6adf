"""Answers that are kept, so that the same request sent again gets the same answer."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer

from frontdesk.db import Base


class KeptAnswer(Base):
    """What was answered to a request that carried an idempotency key; sealed, since answers may tell secrets.

    The key is hashed together with who called, so that nobody gets another's answer.
    """

    __tablename__ = "kept_answer"
    __table_args__ = (Index("kept_answer_created_index", "created_at"),)

    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    request_hash: Mapped[bytes]  # of method, path and body: another request under the same key is refused
    status: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes]  # headers and body
    created_at: Mapped[datetime]
