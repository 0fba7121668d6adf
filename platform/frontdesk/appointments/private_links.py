"""Private links: a way to what is hidden, for so many bookings and so long. The table holds only the hash of a token."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import PrivateLink
from frontdesk.errors import Gone, NotFound


class PrivateLinkInvalid(NotFound):
    """This link is not one of ours, or it leads to something else."""


class PrivateLinkOver(Gone):
    """This link has run out. Please ask the office for another one."""


class PrivateLinkUsedUp(Gone):
    """This link has been used as often as it can be. Please ask the office for another one."""


def token_hash(token: str) -> bytes:
    """Tell how a token is found in the table."""
    return hashlib.sha256(token.encode()).digest()


async def open_private_link(session: AsyncSession, office_id: UUID, token: str, *, now: datetime) -> PrivateLink:
    """Find the link that a token opens, while it does; raises PrivateLinkInvalid, PrivateLinkOver, PrivateLinkUsedUp."""
    link = await session.scalar(
        select(PrivateLink).where(PrivateLink.office_id == office_id, PrivateLink.token_hash == token_hash(token))
    )
    if link is None:
        raise PrivateLinkInvalid()
    if link.revoked_at is not None or (link.expires_at is not None and link.expires_at <= now):
        raise PrivateLinkOver()
    if link.uses_max is not None and link.uses >= link.uses_max:
        raise PrivateLinkUsedUp()
    return link


async def count_use(session: AsyncSession, office_id: UUID, link_id: UUID) -> None:
    """Count one booking by a link, which the last place in it cannot be twice; raises PrivateLinkUsedUp, PrivateLinkOver.

    A link that ran out while its hold was alive still counts: the hold was promised.
    """
    counted = await session.scalar(
        update(PrivateLink)
        .where(
            PrivateLink.office_id == office_id,
            PrivateLink.id == link_id,
            PrivateLink.revoked_at.is_(None),
            or_(PrivateLink.uses_max.is_(None), PrivateLink.uses < PrivateLink.uses_max),
        )
        .values(uses=PrivateLink.uses + 1)
        .returning(PrivateLink.revoked_at.is_(None))
        .execution_options(synchronize_session=False)
    )
    if counted is None:
        revoked = await session.scalar(
            select(PrivateLink.revoked_at.is_not(None)).where(
                PrivateLink.office_id == office_id, PrivateLink.id == link_id
            )
        )
        raise PrivateLinkOver() if revoked else PrivateLinkUsedUp()
