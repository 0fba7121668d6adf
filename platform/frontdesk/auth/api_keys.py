"""Keys of programs: a role in one office, until revoked. The secret is told once; the table holds its hash.

A key is made and revoked by whoever runs the installation, with `frontdesk api-key`.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, db
from frontdesk.auth import queries
from frontdesk.auth.queries import KeyAsking
from frontdesk.auth.roles import Role
from frontdesk.auth.sessions import secret_hash
from frontdesk.auth.tables import ApiKey
from frontdesk.db import Sessions, new_id
from frontdesk.errors import Invalid, NotFound, NotSignedIn

PREFIX = "fdk_"
USED_EVERY = timedelta(minutes=1)  # how finely the last use is written down: reading must not write each time


class ApiKeyInvalid(NotSignedIn):
    """This key is not one of ours, or it was revoked."""


class ApiKeyOfNobody(Invalid):
    """A provider's key needs the provider, and only a provider's key has one."""


class UnknownApiKey(NotFound):
    """There is no such key."""


def bearer(headers: Mapping[str, str]) -> str | None:
    """Read the key that a program shows, None when it shows none; raises ApiKeyInvalid for what cannot be one."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    if not re.fullmatch(PREFIX + r"[A-Za-z0-9_-]{43}", key.strip()):
        raise ApiKeyInvalid()
    return key.strip()


async def create_key(
    session: AsyncSession, *, office_id: UUID, role: Role, name: str, person_id: UUID | None, now: datetime
) -> tuple[ApiKey, str]:
    """Make a key; answers it and its secret. Raises ApiKeyOfNobody."""
    if (role is Role.PROVIDER) != (person_id is not None):
        raise ApiKeyOfNobody()
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        id=new_id(),
        office_id=office_id,
        person_id=person_id,
        role=role.value,
        name=name,
        secret_hash=secret_hash(secret),
        created_at=now,
    )
    session.add(key)
    after = {"role": role.value, "name": name}
    audit.record(
        session, audit.SYSTEM, "api_key.created", ("api_key", key.id), office_id=office_id, now=now, after=after
    )
    return key, secret


async def revoke_key(session: AsyncSession, key_id: UUID, *, now: datetime) -> ApiKey:
    """Close the way in at once; twice does no harm. Raises UnknownApiKey."""
    key = await session.get(ApiKey, key_id, with_for_update=True)
    if key is None:
        raise UnknownApiKey()
    if key.revoked_at is None:
        key.revoked_at = now
        audit.record(
            session, audit.SYSTEM, "api_key.revoked", ("api_key", key.id), office_id=key.office_id, now=now
        )  # fmt: skip
    return key


async def provider_named(session: AsyncSession, office_id: UUID, email: str) -> UUID | None:
    """Find the person of a provider's key: somebody who sees people in this office."""
    person = await queries.person_by_email(session, email.strip())
    if person is None:
        return None
    found: UUID | None = await session.scalar(
        text("SELECT person_id FROM provider WHERE office_id = :office_id AND person_id = :person_id"),
        {"office_id": office_id, "person_id": person.id},
    )
    return found


async def mark_used(sessions: Sessions, asking: KeyAsking, *, now: datetime) -> None:
    """Write down that a key is in use, once a minute; whoever would have to wait for another leaves it to them."""
    since = now - USED_EVERY
    if asking.last_used_at is not None and asking.last_used_at > since:
        return
    async with db.begin(sessions) as session:
        await session.execute(_MARK_USED, {"id": asking.api_key_id, "now": now, "since": since})


_MARK_USED = text(
    """
    UPDATE api_key SET last_used_at = :now
    WHERE id = (
        SELECT id FROM api_key
        WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :since) FOR UPDATE SKIP LOCKED
    )
    """
)
