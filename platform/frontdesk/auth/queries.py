"""Reading people, memberships and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.tables import Person, StaffSession


async def person_by_email(session: AsyncSession, email: str) -> Person | None:
    """Find a person who may sign in."""
    return await session.scalar(select(Person).where(Person.email == email.lower(), Person.deactivated_at.is_(None)))


async def anybody_by_email(session: AsyncSession, email: str) -> Person | None:
    """Find a person by address, also one who works nowhere any more."""
    return await session.scalar(select(Person).where(Person.email == email.lower()))


async def person_name(session: AsyncSession, person_id: UUID | None) -> str | None:
    """Tell what somebody is called, if anybody is meant."""
    return await session.scalar(select(Person.name).where(Person.id == person_id)) if person_id else None


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
    staff = Staff(row.person_id, row.office_id, Role(row.role), own_only=row.own_only) if row.role else None
    return Asking(row.person_id, staff)


@dataclass(frozen=True, slots=True)
class KeyAsking:
    """What a guard learns about a key: which it is, when it was used, and what it is in the office that was named."""

    api_key_id: UUID
    last_used_at: datetime | None
    staff: Staff | None


async def which_key_asks(session: AsyncSession, secret_hash: bytes, office: str) -> KeyAsking | None:
    """Tell which key this is, with its role in the office named by slug or id; None when it is none of ours."""
    row = (await session.execute(_WHICH_KEY_ASKS, {"secret_hash": secret_hash, "office": office})).one_or_none()
    if row is None:
        return None
    own_only = row.person_id is not None
    staff = Staff(row.person_id, row.office_id, Role(row.role), row.id, own_only) if row.opens else None
    return KeyAsking(row.id, row.last_used_at, staff)


async def api_keys(session: AsyncSession, office_slug: str | None = None) -> Sequence[Row[Any]]:
    """List the keys of one office or of all: id, office, name, role, email, created_at, last_used_at, revoked_at."""
    return (await session.execute(_API_KEYS, {"office": office_slug})).all()


async def memberships(session: AsyncSession, person_id: UUID) -> Sequence[Row[Any]]:
    """List the offices somebody works in: id, slug, name, time_zone, colour, role, own_only, logo, setting_up."""
    return (await session.execute(_MEMBERSHIPS, {"person_id": person_id})).all()


_WHO_ASKS = text(
    """
    SELECT person.id AS person_id, office.id AS office_id, membership.role, membership.own_only
    FROM staff_session
    JOIN person ON person.id = staff_session.person_id AND person.deactivated_at IS NULL
    LEFT JOIN office ON office.slug = :office OR office.id::text = :office
    LEFT JOIN membership ON membership.office_id = office.id AND membership.person_id = person.id
                        AND membership.deactivated_at IS NULL
    WHERE staff_session.secret_hash = :secret_hash AND staff_session.ended_at IS NULL AND staff_session.expires_at > :now
    """
)

_MEMBERSHIPS = text(
    """
    SELECT office.id, office.slug, office.name, office.time_zone, office.colour, membership.role,
           membership.own_only, office.logo, office.setup IS NOT NULL AS setting_up
    FROM membership JOIN office ON office.id = membership.office_id
    WHERE membership.person_id = :person_id AND membership.deactivated_at IS NULL
    ORDER BY office.name
    """
)

# A provider's key is worth as much as the provider's own sign-in: it ends with the person's place in the office.
_WHICH_KEY_ASKS = text(
    """
    SELECT api_key.id, api_key.person_id, api_key.office_id, api_key.role, api_key.last_used_at,
           (office.slug = :office OR office.id::text = :office) AS opens
    FROM api_key
    JOIN office ON office.id = api_key.office_id
    LEFT JOIN person ON person.id = api_key.person_id
    WHERE api_key.secret_hash = :secret_hash AND api_key.revoked_at IS NULL
      AND (api_key.person_id IS NULL OR (person.deactivated_at IS NULL AND EXISTS (
          SELECT FROM membership
          WHERE membership.office_id = api_key.office_id AND membership.person_id = api_key.person_id
            AND membership.deactivated_at IS NULL)))
    """
)

_API_KEYS = text(
    """
    SELECT api_key.id, office.slug AS office, api_key.name, api_key.role, person.email, api_key.created_at,
           api_key.last_used_at, api_key.revoked_at
    FROM api_key
    JOIN office ON office.id = api_key.office_id
    LEFT JOIN person ON person.id = api_key.person_id
    WHERE CAST(:office AS text) IS NULL OR office.slug = :office
    ORDER BY office.slug, api_key.created_at
    """
)
