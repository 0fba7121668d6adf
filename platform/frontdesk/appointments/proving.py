"""Whoever books shows that they can be reached, before anything is promised in their name.

The proof belongs to the hold. Whoever picks another time carries it over from the hold that they had before.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.holding import HoldExpired, hold_by_secret
from frontdesk.appointments.tables import Hold
from frontdesk.audit import Actor
from frontdesk.consumers.codes import channels, is_of, try_code
from frontdesk.consumers.contact import Contact
from frontdesk.errors import Conflict
from frontdesk.offices.tables import Office

PROOF_LIVES = timedelta(hours=1)  # to be carried over to another hold


class ContactNotProven(Conflict):
    """Please confirm by a code that we can reach you."""


class NothingProven(Conflict):
    """With the time that you had before, nothing was confirmed lately."""


async def open_hold(session: AsyncSession, office: Office, hold_id: UUID, secret: str) -> Hold:
    """Find a hold that may still become a booking, and lock it; raises UnknownHold, HoldExpired."""
    held = await hold_by_secret(session, office, hold_id, secret)
    if held.released_at is not None or held.converted_at is not None:
        raise HoldExpired()
    return held


async def prove_by_code(
    session: AsyncSession, office: Office, held: Hold, said: str, *, secret_key: str, now: datetime
) -> bool:
    """Take a typed code as proof; False if it is wrong, which must be committed, since it counts. Raises CodeDead."""
    code = await try_code(session, office, hold_id=held.id, said=said, secret_key=secret_key, now=now)
    if code is None:
        return False
    held.proven_channel, held.proven_address, held.proven_at = code.channel, code.address, code.used_at
    return True


def carry_over(held: Hold, earlier: Hold, *, now: datetime) -> None:
    """Let what was proven with an earlier hold count for this one, too; raises NothingProven."""
    if earlier.proven_at is None or earlier.proven_at + PROOF_LIVES <= now:
        raise NothingProven()
    held.proven_channel, held.proven_address = earlier.proven_channel, earlier.proven_address
    held.proven_at = earlier.proven_at


def check_contact_proven(office: Office, held: Hold, contact: Contact, actor: Actor) -> None:
    """Refuse a consumer's booking whose contact was not confirmed as the office wants it; raises ContactNotProven.

    The desk knows whom it speaks to.
    """
    wanted = channels(office) if actor.kind == "consumer" else []
    if not wanted:
        return
    if held.proven_channel not in wanted or not is_of(contact, held.proven_channel, held.proven_address):
        raise ContactNotProven(channels=wanted)
