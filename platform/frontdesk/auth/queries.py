"""Reading people, memberships and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.tables import Person, StaffSession


async def person_by_email(session: AsyncSession, email: str) -> Person | None:
    """Find a person who may sign in."""
    return await session.scalar(select(Person).where(Person.email == email.lower(), Person.deactivated_at.is_(None)))


async def person_of_session(session: AsyncSession, secret_hash: bytes, *, now: datetime) -> Person | None:
    """Find who is signed in by this secret."""
    return await session.scalar(
        select(Person)
        .join(StaffSession, StaffSession.person_id == Person.id)
        .where(
            StaffSession.secret_hash == secret_hash,
            StaffSession.ended_at.is_(None),
            StaffSession.expires_at > now,
            Person.deactivated_at.is_(None),
        )
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """What a guard learns in one question: who is signed in, and what they are in the office that was named."""

    person_id: UUID
    staff: Staff | None


async def who_asks(session: AsyncSession, secret_hash: bytes, office: str, *, now: datetime) -> Asking | None:
    """Tell who is signed in, with their role in the office named by slug or id; None when nobody is."""
    row = (await session.execute(_WHO_ASKS, {"secret_hash": secret_hash, "office": office, "now": now})).one_or_none()
    if row is None:
        return None
    staff = Staff(row.person_id, row.office_id, Role(row.role)) if row.role else None
    return Asking(row.person_id, staff)


async def memberships(session: AsyncSession, person_id: UUID) -> Sequence[Row[tuple[UUID, str, str, str, str, str]]]:
    """List the offices somebody works in: id, slug, name, time_zone, colour, role."""
    return (await session.execute(_MEMBERSHIPS, {"person_id": person_id})).all()


_WHO_ASKS = text(
    """
    SELECT person.id AS person_id, office.id AS office_id, membership.role
    FROM staff_session
    JOIN person ON person.id = staff_session.person_id AND person.deactivated_at IS NULL
    LEFT JOIN office ON office.slug = :office OR office.id::text = :office
    LEFT JOIN membership ON membership.office_id = office.id AND membership.person_id = person.id
    WHERE staff_session.secret_hash = :secret_hash AND staff_session.ended_at IS NULL AND staff_session.expires_at > :now
    """
)

_MEMBERSHIPS = text(
    """
    SELECT office.id, office.slug, office.name, office.time_zone, office.colour, membership.role
    FROM membership JOIN office ON office.id = membership.office_id
    WHERE membership.person_id = :person_id
    ORDER BY office.name
    """
)
