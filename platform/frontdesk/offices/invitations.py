"""Invitations: a role in an office for whoever reads mail at an address, for seven days.

The token is a signature of the invitation and the number of times it was sent, so it stands in the mail alone; sending it
again ends the former mail. It is behind the # of its address, which reaches neither access logs nor referrers.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, outbox
from frontdesk.audit import Actor
from frontdesk.auth.queries import anybody_by_email
from frontdesk.auth.rations import spend
from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.tables import Invitation, Membership
from frontdesk.clock import zone
from frontdesk.db import new_id
from frontdesk.errors import Conflict, NotFound
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.people_schemas import InvitationWish, NewProvider
from frontdesk.offices.profile import InvalidEmail, checked_email
from frontdesk.offices.staff import SeesNobody, WorksHereNoMore, check_may_make, lock_staff
from frontdesk.outbox import Job

LIVES = timedelta(days=7)
AT_MOST, WITHIN = 60, timedelta(hours=1)  # mails of one office


class UnknownInvitation(NotFound):
    """There is no such invitation. It may have been taken back."""


class WorksHereAlready(Conflict):
    """Somebody with this address works here already."""


class InvitedAlready(Conflict):
    """Somebody with this address is invited already. Send that invitation again."""


def token_of(secret_key: str, invitation_id: UUID, version: int) -> str:
    """Make the token: 43 characters of base64url."""
    words = b"invitation\0" + invitation_id.bytes + version.to_bytes(4)
    return base64.urlsafe_b64encode(hmac.digest(secret_key.encode(), words, "sha256")).decode().rstrip("=")


def token_hash(token: str) -> bytes:
    """Tell how a token is found in the table, which holds no token."""
    return hashlib.sha256(token.encode()).digest()


def invitation_state(invitation: Invitation, *, now: datetime) -> Literal["sent", "expired", "refused"]:
    """Say in one word where an open invitation stands."""
    if invitation.expires_at <= now:
        return "expired"
    return "refused" if invitation.refused_at is not None else "sent"


def provider_of(invitation: Invitation) -> NewProvider | None:
    """Read what is said of whoever will see consumers."""
    return msgspec.convert(invitation.provider, NewProvider) if invitation.provider else None


async def open_invitations(session: AsyncSession, office_id: UUID) -> Sequence[Invitation]:
    """List the invitations that wait for an answer, or ran out, the newest first."""
    found = await session.scalars(
        select(Invitation)
        .where(
            Invitation.office_id == office_id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
        )
        .order_by(Invitation.sent_at.desc(), Invitation.id)
    )  # fmt: skip
    return found.all()


async def invite(
    session: AsyncSession, staff: Staff, wish: InvitationWish, *, secret_key: str, now: datetime
) -> Invitation:
    """Invite somebody; the mail leaves with the commit.

    Raises OnlyOwnersMakeOwners, SeesNobody, InvalidEmail, WorksHereAlready, WorksHereNoMore, InvitedAlready, UnknownService,
    TooManyAttempts.
    """
    check_may_make(staff, wish.role)
    own_only = wish.role is Role.PROVIDER if wish.own_only is UNSET else wish.own_only
    if (wish.role is Role.PROVIDER or own_only) and wish.provider is None:
        raise SeesNobody()
    try:
        email = checked_email(wish.email)
    except InvalidEmail as refusal:
        raise InvalidEmail(errors=[{"field": "email", "message": refusal.detail}]) from None
    if wish.provider is not None:
        zone(wish.provider.time_zone)
        for service_id in wish.provider.service_ids:
            await queries.service_by_id(session, staff.office_id, service_id)
    await lock_staff(session, staff.office_id)
    await _check_new(session, staff.office_id, email, now=now)
    invitation = Invitation(
        id=new_id(),
        office_id=staff.office_id,
        email=email,
        role=wish.role.value,
        own_only=own_only,
        provider=msgspec.to_builtins(wish.provider) if wish.provider else None,
        token_version=0,
        invited_by=staff.person_id,
        created_at=now,
    )
    await _send(session, invitation, secret_key=secret_key, now=now)
    after = {"email": email, "role": wish.role.value, "own_only": own_only, "sees_consumers": wish.provider is not None}
    _record(session, invitation, "invitation.made", staff.actor, now=now, after=after)
    return invitation


async def send_again(
    session: AsyncSession, staff: Staff, invitation_id: UUID, *, secret_key: str, now: datetime
) -> Invitation:
    """Send it again, good for another seven days; the former mail opens nothing any more. Raises UnknownInvitation."""
    invitation = await _open(session, staff.office_id, invitation_id)
    check_may_make(staff, Role(invitation.role))
    await _send(session, invitation, secret_key=secret_key, now=now)
    _record(session, invitation, "invitation.sent_again", staff.actor, now=now, after={"email": invitation.email})
    return invitation


async def revoke(session: AsyncSession, staff: Staff, invitation_id: UUID, *, now: datetime) -> None:
    """Take it back; the mail opens nothing any more. Raises UnknownInvitation."""
    invitation = await _open(session, staff.office_id, invitation_id)
    invitation.revoked_at = now
    _record(session, invitation, "invitation.revoked", staff.actor, now=now, before={"email": invitation.email})


async def _check_new(session: AsyncSession, office_id: UUID, email: str, *, now: datetime) -> None:
    person = await anybody_by_email(session, email)
    member = person and await session.scalar(
        select(Membership).where(Membership.office_id == office_id, Membership.person_id == person.id)
    )
    if member:
        said = WorksHereAlready if member.deactivated_at is None else WorksHereNoMore
        raise said(errors=[{"field": "email", "message": said.__doc__}], person_id=member.person_id)
    for other in await open_invitations(session, office_id):
        if other.email == email and other.expires_at > now:
            raise InvitedAlready(
                errors=[{"field": "email", "message": InvitedAlready.__doc__}], invitation_id=other.id
            )  # fmt: skip
        if other.email == email:
            other.revoked_at = now
    await session.flush()


async def _send(session: AsyncSession, invitation: Invitation, *, secret_key: str, now: datetime) -> None:
    await spend(session, "invitations", str(invitation.office_id), at_most=AT_MOST, within=WITHIN, now=now)
    invitation.token_version += 1
    invitation.token_hash = token_hash(token_of(secret_key, invitation.id, invitation.token_version))
    invitation.sent_at, invitation.expires_at, invitation.refused_at = now, now + LIVES, None
    session.add(invitation)
    await session.flush()
    await outbox.put(
        session,
        Job.SEND_INVITATION,
        {"office_id": str(invitation.office_id), "invitation_id": str(invitation.id)},
        now=now,
        key=f"invitation:{invitation.id}",
        useless_after=invitation.expires_at,
    )


async def _open(session: AsyncSession, office_id: UUID, invitation_id: UUID) -> Invitation:
    await lock_staff(session, office_id)
    invitation = await session.scalar(
        select(Invitation)
        .where(Invitation.office_id == office_id, Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if invitation is None or invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise UnknownInvitation()
    return invitation


def _record(
    session: AsyncSession,
    invitation: Invitation,
    action: str,
    actor: Actor,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    subject = ("invitation", invitation.id)
    audit.record(
        session, actor, action, subject, office_id=invitation.office_id, now=now, before=before, after=after
    )  # fmt: skip
    announce(session, "staff.changed", invitation.id, to=[invitation.office_id])
