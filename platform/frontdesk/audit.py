"""Who did what, before and after, in the transaction that did it. The app role may only insert and read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.db import Base


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a staff member, a program with a key, a consumer through a link, or the product by itself."""

    kind: Literal["staff", "api_key", "consumer", "system"]
    id: UUID | None = None


SYSTEM = Actor("system")


class AuditEntry(Base):
    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("audit_entry_office_index", "office_id", "id"),
        Index("audit_entry_subject_index", "office_id", "subject_kind", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    office_id: Mapped[UUID | None]
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


def record(
    session: AsyncSession,
    actor: Actor,
    action: str,
    subject: tuple[str, UUID | str],
    *,
    office_id: UUID | None,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write down an act, such as "appointment.moved" of ("appointment", id). Values: ids and settings, no secrets."""
    session.add(
        AuditEntry(
            office_id=office_id,
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            action=action,
            subject_kind=subject[0],
            subject_id=str(subject[1]),
            before=before,
            after=after,
        )
    )
