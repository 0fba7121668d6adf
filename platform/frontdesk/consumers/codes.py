"""Codes that show whether whoever books can read what is sent to an address.

A code is derived from its row's id under the installation's key. So it stands nowhere in clear or as a hash that could be
guessed through: not in the table, not in the job that sends it, not in a backup. Only the newest code of a hold counts.
"""

import hmac
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import outbox
from frontdesk.auth.rations import spend
from frontdesk.consumers.contact import Contact, checked_phone
from frontdesk.consumers.tables import Consumer, ContactCode
from frontdesk.db import new_id
from frontdesk.errors import Conflict, Invalid
from frontdesk.offices.profile import InvalidEmail, checked_email
from frontdesk.offices.tables import Office
from frontdesk.outbox import Job

Channel = Literal["email", "sms"]

CODE_LIVES = timedelta(minutes=10)
TRIES_MAX = 5
HOUR = timedelta(hours=1)
CODES_OF_HOLD, CODES_TO_ADDRESS, CODES_OF_NETWORK = 3, 5, 20  # at most; the latter two in an hour


class ChannelNotWanted(Invalid):
    """This office does not confirm contacts in this way."""


class WrongCode(Invalid):
    """This is not the code that we sent."""


class CodeDead(Conflict):
    """This code can no longer be used. Please ask for a new one."""


def channels(office: Office) -> list[Channel]:
    """List the ways in which whoever books can show that they can be reached; none where the office does not ask."""
    ways: dict[str, list[Channel]] = {"none": [], "email": ["email"], "sms": ["sms"], "either": ["email", "sms"]}
    return ways[office.contact_proof]


def checked_address(office: Office, channel: Channel, address: str) -> str:
    """Read where a code shall go, in the form in which contacts are kept.

    Raises ChannelNotWanted, InvalidEmail, InvalidPhone.
    """
    if channel not in channels(office):
        raise ChannelNotWanted(channels=channels(office))
    if channel == "sms":
        return checked_phone(address.strip(), office.region, "address")
    try:
        return checked_email(address)
    except InvalidEmail as refusal:
        raise InvalidEmail(errors=[{"field": "address", "message": refusal.detail}]) from None


async def leave_code(
    session: AsyncSession,
    office: Office,
    *,
    hold_id: UUID,
    channel: Channel,
    address: str,
    locale: str,
    network_address: str,
    now: datetime,
) -> ContactCode:
    """Have a new code sent; the ones before it no longer count. Raises TooManyAttempts beyond the rations."""
    await spend(session, "code_hold", str(hold_id), at_most=CODES_OF_HOLD, within=timedelta(days=1), now=now)
    await spend(session, "code_address", f"{channel}:{address}", at_most=CODES_TO_ADDRESS, within=HOUR, now=now)
    await spend(session, "code_network", network_address, at_most=CODES_OF_NETWORK, within=HOUR, now=now)
    code = ContactCode(
        id=new_id(),
        office_id=office.id,
        hold_id=hold_id,
        channel=channel,
        address=address,
        locale=locale,
        tries=0,
        created_at=now,
        expires_at=now + CODE_LIVES,
        used_at=None,
    )
    session.add(code)
    await outbox.put(
        session,
        Job.SEND_CODE,
        {"office_id": str(office.id), "code_id": str(code.id)},
        now=now,
        key=f"code:{code.id}",
        useless_after=code.expires_at,
    )
    return code


async def try_code(
    session: AsyncSession, office: Office, *, hold_id: UUID, said: str, secret_key: str, now: datetime
) -> ContactCode | None:
    """Try what somebody typed against the newest code of their hold, which must be locked; None if it is wrong.

    Raises CodeDead when there is none, or it ran out, or was tried too often. A wrong try is counted, so let it commit.
    """
    code = await _newest(session, office, hold_id)
    if code is None or code.expires_at <= now or code.tries >= TRIES_MAX:
        raise CodeDead()
    if not hmac.compare_digest(said.encode(), code_of(secret_key, code.id).encode()):
        code.tries += 1
        return None
    code.used_at = code.used_at or now
    return code


async def tries_left(session: AsyncSession, office: Office, hold_id: UUID) -> int:
    """Tell how often the newest code of a hold can still be tried."""
    code = await _newest(session, office, hold_id)
    return max(0, TRIES_MAX - code.tries) if code is not None else 0


def code_of(secret_key: str, code_id: UUID) -> str:
    """Derive the six digits."""
    digest = hmac.digest(secret_key.encode(), b"code\0" + code_id.bytes, "sha256")
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def is_of(contact: Contact, channel: str | None, address: str | None) -> bool:
    """Is this proven address one of the contact's?"""
    return address is not None and address == (contact.email if channel == "email" else contact.phone)


def note_proof(consumer: Consumer, *, channel: str | None, address: str | None, at: datetime | None) -> None:
    """Remember that a consumer showed that they can be reached there."""
    if channel == "email" and address == consumer.email:
        consumer.email_proven_at = at
    if channel == "sms" and address == consumer.phone:
        consumer.phone_proven_at = at


async def _newest(session: AsyncSession, office: Office, hold_id: UUID) -> ContactCode | None:
    return await session.scalar(
        select(ContactCode)
        .where(ContactCode.office_id == office.id, ContactCode.hold_id == hold_id)
        .order_by(ContactCode.created_at.desc(), ContactCode.id.desc())
        .limit(1)
    )
