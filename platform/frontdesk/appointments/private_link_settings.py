"""Giving out private links, and revoking them. A token is told once; whoever loses it gets another link."""

import base64
import secrets
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.links import TOKEN_BYTES, link_hash
from frontdesk.appointments.private_link_schemas import PrivateLinkSeen, PrivateLinkWish
from frontdesk.appointments.tables import PrivateLink
from frontdesk.audit import Actor
from frontdesk.db import new_id
from frontdesk.errors import Invalid, NotFound
from frontdesk.events import announce
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.wall import YEARS


class UnknownPrivateLink(NotFound):
    """There is no such private link."""


class LinkNeverOpens(Invalid):
    """A private link must expire after now, and before the year 2200."""


class LinkWithoutOffer(Invalid):
    """This provider does not offer that service."""


async def private_links_seen(session: AsyncSession, office_id: UUID, *, now: datetime) -> list[PrivateLinkSeen]:
    """List an office's private links, the newest first; those that open nothing any more, too."""
    found = await session.scalars(
        select(PrivateLink).where(PrivateLink.office_id == office_id).order_by(PrivateLink.id.desc())
    )
    return [private_link_seen(link, now=now) for link in found]


async def make_private_link(
    session: AsyncSession, office: Office, wish: PrivateLinkWish, *, actor: Actor, now: datetime
) -> tuple[PrivateLink, str]:
    """Make a link and its token. Raises UnknownService, UnknownProvider, LinkWithoutOffer, LinkNeverOpens."""
    await offices.service_by_id(session, office.id, wish.service_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, office.id, wish.provider_id)
        offers = (await offices.offers_by_service(session, office.id)).get(wish.service_id, [])
        if wish.provider_id not in {offer.provider_id for offer in offers}:
            raise LinkWithoutOffer()
    if wish.expires_at is not None and (wish.expires_at.year not in YEARS or wish.expires_at <= now):
        raise LinkNeverOpens()
    token = base64.urlsafe_b64encode(secrets.token_bytes(TOKEN_BYTES)).decode()
    link = PrivateLink(
        id=new_id(),
        office_id=office.id,
        token_hash=link_hash(token),
        uses=0,
        revoked_at=None,
        created_at=now,
        **msgspec.structs.asdict(wish),
    )
    session.add(link)
    await session.flush()
    after = msgspec.to_builtins(wish)
    subject = ("private_link", link.id)
    audit.record(session, actor, "private_link.made", subject, office_id=office.id, now=now, after=after)
    announce(session, "private_link.changed", link.id, to=[office.id])
    return link, token


async def revoke_private_link(
    session: AsyncSession, office_id: UUID, link_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Let it open nothing any more; what was booked by it stays. Twice does no harm. Raises UnknownPrivateLink."""
    link = await session.scalar(
        select(PrivateLink)
        .where(PrivateLink.office_id == office_id, PrivateLink.id == link_id)
        .with_for_update(key_share=True)
    )
    if link is None:
        raise UnknownPrivateLink()
    if link.revoked_at is None:
        link.revoked_at = now
        audit.record(session, actor, "private_link.revoked", ("private_link", link.id), office_id=office_id, now=now)
        announce(session, "private_link.changed", link.id, to=[office_id])


def private_link_seen(link: PrivateLink, *, now: datetime) -> PrivateLinkSeen:
    """Show a link to staff, without its token, which nobody knows any more."""
    told = {name: getattr(link, name) for name in PrivateLinkSeen.__struct_fields__ if name != "opens"}
    over = link.revoked_at is not None or (link.expires_at is not None and link.expires_at <= now)
    used_up = link.uses_max is not None and link.uses >= link.uses_max
    return PrivateLinkSeen(**told, opens=not over and not used_up)
