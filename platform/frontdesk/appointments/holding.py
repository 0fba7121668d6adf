"""Hold a time while somebody fills in the form."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.rules import TimeInPast
from frontdesk.appointments.tables import Hold
from frontdesk.appointments.taking import assigned_by, take_first
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.slots import slot_at
from frontdesk.db import new_id, span
from frontdesk.errors import Conflict, NotFound
from frontdesk.events import announce
from frontdesk.offices.tables import Office

HOLD_LIVES = timedelta(minutes=10)
HOLD_PROLONGED_BY = timedelta(minutes=5)


class SlotTaken(Conflict):
    """That time has just been taken."""


class UnknownHold(NotFound):
    """We keep no time for you under this name."""


class HoldExpired(Conflict):
    """The time was kept for ten minutes, which are over."""


class AlreadyProlonged(Conflict):
    """The time can be kept longer once only."""


async def hold(
    session: AsyncSession,
    ask: Ask,
    starts_at: datetime,
    *,
    override_reason: str | None = None,
    private_link_id: UUID | None = None,
) -> tuple[Hold, str]:
    """Keep a start for ten minutes; answers the hold and the secret that it belongs to.

    Tries the providers of that start, the best first. With a reason the desk may step outside hours, rules and limits for
    a named provider, never into time that is taken. Raises TimeInPast, or SlotTaken when nobody is free.
    """
    if starts_at < ask.now:
        raise TimeInPast()
    outside_rules = override_reason is not None and ask.provider_id is not None
    slot = None if outside_rules else await slot_at(session, ask, starts_at)
    candidates = (ask.provider_id,) if outside_rules else slot.provider_ids if slot else ()
    expires_at = ask.now + HOLD_LIVES

    async def grab(provider_id: UUID) -> Taken | None:
        return await claims.take(
            session,
            ask.service,
            provider_id=provider_id,
            starts_at=starts_at,
            ends_at=starts_at + ask.length,
            reason="hold",
            expires_at=expires_at,
            now=ask.now,
        )

    won = await take_first(
        session, ask, starts_at, [who for who in candidates if who], grab, outside_rules=outside_rules
    )
    if won is None:
        raise SlotTaken()
    provider_id, taken = won
    secret = secrets.token_urlsafe(24)
    held = Hold(
        id=new_id(),
        office_id=ask.office.id,
        service_id=ask.service.id,
        provider_id=provider_id,
        claim_id=taken.claim_id,
        claim_seat_id=taken.seat_id,
        private_link_id=private_link_id,
        assigned=assigned_by(slot),
        during=span(starts_at, starts_at + ask.length),
        override_reason=override_reason,
        secret_hash=_hash(secret),
        created_at=ask.now,
        expires_at=expires_at,
    )
    session.add(held)
    announce(session, "slots.changed", ask.office.id, to=[ask.office.id])
    return held, secret


async def prolong(session: AsyncSession, office: Office, hold_id: UUID, secret: str, *, now: datetime) -> Hold:
    """Keep it five minutes longer, once; raises UnknownHold, HoldExpired, AlreadyProlonged."""
    held = await hold_by_secret(session, office, hold_id, secret)
    if held.extended_at is not None:
        raise AlreadyProlonged()
    until = held.expires_at + HOLD_PROLONGED_BY
    if held.released_at or held.converted_at or not await claims.prolong(session, taken_by(held), until=until, now=now):
        raise HoldExpired()
    held.expires_at, held.extended_at = until, now
    return held


async def release(session: AsyncSession, office: Office, hold_id: UUID, secret: str, *, now: datetime) -> None:
    """Give the time back; twice does no harm. Raises UnknownHold."""
    held = await hold_by_secret(session, office, hold_id, secret)
    if held.converted_at is None and held.released_at is None:
        held.released_at = now
        await claims.release(session, taken_by(held))
        announce(session, "slots.changed", office.id, to=[office.id])


async def hold_by_secret(
    session: AsyncSession, office: Office, hold_id: UUID, secret: str, *, lock: bool = True
) -> Hold:
    """Find a hold for whoever knows its secret, and lock it for a change; raises UnknownHold."""
    wanted = select(Hold).where(Hold.office_id == office.id, Hold.id == hold_id)
    held = await session.scalar(wanted.with_for_update() if lock else wanted)
    if held is None or not hmac.compare_digest(held.secret_hash, _hash(secret)):
        raise UnknownHold()
    return held


def taken_by(held: Hold) -> Taken:
    """Tell what a hold keeps."""
    return Taken(held.claim_id, held.claim_seat_id)


async def taken_by_holder(
    session: AsyncSession, office: Office, hold_id: UUID | None, secret: str | None
) -> Taken | None:
    """Tell what the holder's own list ignores, so that the own hold stays selectable; None for anybody else."""
    if hold_id is None or secret is None:
        return None
    held = await session.scalar(
        select(Hold).where(
            Hold.office_id == office.id,
            Hold.id == hold_id,
            Hold.secret_hash == _hash(secret),
            Hold.converted_at.is_(None),
            Hold.released_at.is_(None),
        )
    )
    return taken_by(held) if held is not None else None


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
