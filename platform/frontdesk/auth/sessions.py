"""Signing in and out."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, db
from frontdesk.auth import queries
from frontdesk.auth.passwords import password_fits
from frontdesk.auth.rations import forgive, spend
from frontdesk.auth.tables import Person, StaffSession
from frontdesk.db import Sessions, new_id
from frontdesk.errors import NotSignedIn

SESSION_LIVES = timedelta(hours=12)


class WrongPassword(NotSignedIn):
    """The e-mail address or the password is not right."""


def secret_hash(secret: str) -> bytes:
    """Tell how a cookie's secret is found in the table, which does not hold it."""
    return hashlib.sha256(secret.encode()).digest()


async def sign_in(sessions: Sessions, *, email: str, password: str, address: str, now: datetime) -> tuple[Person, str]:
    """Check the password and open a session; answers the person and the cookie's secret.

    Ten tries in fifteen minutes for one name, a hundred for one network address; then TooManyAttempts. Three short
    transactions: the try must count even if the rest fails, and no connection waits for the slow hash.
    """
    name = email.strip().lower()
    async with db.begin(sessions) as session:
        await spend(session, "sign_in_address", address, at_most=100, within=timedelta(minutes=15), now=now)
        await spend(session, "sign_in", name, at_most=10, within=timedelta(minutes=15), now=now)
        person = await queries.person_by_email(session, name)
    if not await password_fits(password, person.password_hash if person else None) or person is None:
        raise WrongPassword()
    async with db.begin(sessions) as session:
        await forgive(session, "sign_in", name)
        person = await session.merge(person, load=True)
        return person, open_session(session, person, now=now)


def open_session(session: AsyncSession, person: Person, *, now: datetime) -> str:
    """Open a session for somebody who has proven themselves; answers the cookie's secret."""
    secret = secrets.token_urlsafe(32)
    row = StaffSession(
        id=new_id(),
        secret_hash=secret_hash(secret),
        person_id=person.id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + SESSION_LIVES,
    )
    session.add(row)
    person.last_signed_in_at = now
    audit.record(
        session, audit.Actor("staff", person.id), "session.opened", ("session", row.id), office_id=None, now=now
    )
    return secret


async def end_sessions(session: AsyncSession, person_id: UUID, *, now: datetime) -> None:
    """End every session of somebody at once."""
    await session.execute(
        text("UPDATE staff_session SET ended_at = :now WHERE person_id = :person_id AND ended_at IS NULL"),
        {"now": now, "person_id": person_id},
    )


async def sign_out(session: AsyncSession, secret: str, *, now: datetime) -> None:
    """End the session; twice does no harm."""
    await session.execute(
        text("UPDATE staff_session SET ended_at = :now WHERE secret_hash = :secret_hash AND ended_at IS NULL"),
        {"now": now, "secret_hash": secret_hash(secret)},
    )
