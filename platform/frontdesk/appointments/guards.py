"""The consumer's guard: a link traded for the cookie of one visit."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.appointments.links import link_expires_at, link_hash
from frontdesk.appointments.tables import LinkSession
from frontdesk.audit import Actor
from frontdesk.db import new_id
from frontdesk.errors import Gone, NotFound, NotSignedIn

COOKIE = "frontdesk_visit"


class LinkInvalid(NotFound):
    """This link is not one of ours, or it was replaced by a newer one."""


class LinkExpired(Gone):
    """This link has run out."""


class LinkNeeded(NotSignedIn):
    """Please open the link from your message again."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever came in through a link: one seat of one appointment."""

    office_id: UUID
    appointment_id: UUID
    seat_id: UUID
    consumer_id: UUID
    time_zone: str

    @property
    def actor(self) -> Actor:
        """Name them for the audit."""
        return Actor("consumer", self.consumer_id)


async def open_link(session: AsyncSession, token: str, *, now: datetime) -> tuple[Holder, str, datetime]:
    """Trade a link for a session of its visit: who it is, the cookie's secret, and until when.

    Raises LinkInvalid, LinkExpired. The link stays usable; a second device gets a session of its own.
    """
    row = (await session.execute(_BY_LINK, {"link_hash": link_hash(token)})).one_or_none()
    if row is None:
        raise LinkInvalid()
    expires_at = link_expires_at(row.ends_at)
    if expires_at <= now:
        raise LinkExpired()
    secret = secrets.token_urlsafe(32)
    session.add(
        LinkSession(
            id=new_id(),
            office_id=row.office_id,
            seat_id=row.seat_id,
            link_version=row.link_version,
            secret_hash=_hash(secret),
            created_at=now,
            expires_at=expires_at,
        )
    )
    holder = Holder(row.office_id, row.appointment_id, row.seat_id, row.consumer_id, row.time_zone)
    return holder, secret, expires_at


async def holder_of_link(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Let the holder of this visit's cookie pass, and nobody else: another visit's cookie is no cookie here."""
    secret = connection.cookies.get(COOKIE)
    if not secret:
        raise LinkNeeded()
    async with db.begin(connection.app.state.sessions, read_only=True) as session:
        found = await session.execute(
            _BY_SESSION,
            {
                "secret_hash": _hash(secret),
                "appointment_id": connection.path_params["visit_id"],
                "now": clock.now(),
            },
        )
        row = found.one_or_none()
    if row is None:
        raise LinkNeeded()
    connection.scope["state"]["holder"] = Holder(
        row.office_id, row.appointment_id, row.seat_id, row.consumer_id, row.time_zone
    )


LINK_POLICIES: frozenset[object] = frozenset({holder_of_link})


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


_BY_LINK = text(
    """
    SELECT seat.office_id, seat.appointment_id, seat.id AS seat_id, seat.consumer_id, seat.time_zone, seat.link_version,
           upper(appointment.during) AS ends_at
    FROM seat JOIN appointment ON appointment.office_id = seat.office_id AND appointment.id = seat.appointment_id
    WHERE seat.link_hash = :link_hash
    """
)

_BY_SESSION = text(
    """
    SELECT seat.office_id, seat.appointment_id, seat.id AS seat_id, seat.consumer_id, seat.time_zone
    FROM link_session
    JOIN seat ON seat.office_id = link_session.office_id AND seat.id = link_session.seat_id
             AND seat.link_version = link_session.link_version
    WHERE link_session.secret_hash = :secret_hash AND link_session.expires_at > :now
      AND seat.appointment_id = :appointment_id
    """
)
