"""How a consumer is known and reached: checked once, at the door, by kept libraries."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
import phonenumbers
from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.consumers.tables import Consumer
from frontdesk.db import new_id
from frontdesk.errors import Invalid
from frontdesk.offices.profile import checked_email
from frontdesk.offices.tables import Office

# Ofcom keeps these mobile numbers for drama: they belong to nobody, so examples and the demo may use them.
FICTION, FICTION_LENGTH = "+447700900", 13


class InvalidName(Invalid):
    """Please tell us the name, in letters."""


class InvalidPhone(Invalid):
    """This is not a whole phone number. Give it with all its digits, from abroad with the country code."""


class ConsentWithoutPhone(Invalid):
    """Texts need a mobile number."""


class ContactGiven(msgspec.Struct, forbid_unknown_fields=True):
    """Contact as typed."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    phone: Annotated[str, Meta(max_length=40)] | None = None


class Contact(msgspec.Struct, frozen=True):
    """Contact as checked: one-line name, small-letter address, E.164 number."""

    name: str
    email: str
    phone: str | None


def checked_name(name: str, field: str = "consumer.name") -> str:
    """Read a name, on one line; raises InvalidName about `field`."""
    one_line = " ".join(name.split())
    if not any(letter.isalpha() for letter in one_line) or not one_line.isprintable():
        raise InvalidName(errors=[{"field": field, "message": InvalidName.__doc__}])
    return one_line


def checked_phone(number: str, region: str, field: str = "consumer.phone") -> str:
    """Read a number as people write it in a region (ISO 3166); answers E.164. Raises InvalidPhone about `field`."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        raise InvalidPhone(errors=[{"field": field, "message": InvalidPhone.__doc__}]) from None
    e164 = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    if not phonenumbers.is_valid_number(parsed) and not (e164.startswith(FICTION) and len(e164) == FICTION_LENGTH):
        raise InvalidPhone(errors=[{"field": field, "message": InvalidPhone.__doc__}])
    return e164


def checked_contact(given: ContactGiven, region: str) -> Contact:
    """Check all of a contact; raises InvalidName, InvalidEmail, InvalidPhone."""
    name = checked_name(given.name)
    phone = given.phone.strip() if given.phone else None
    return Contact(name, checked_email(given.email), checked_phone(phone, region) if phone else None)


async def know(
    session: AsyncSession,
    office: Office,
    contact: Contact,
    *,
    locale: str,
    time_zone: str,
    sms_consent: bool,
    now: datetime,
) -> Consumer:
    """Find the consumer of exactly this contact, or write them down. Nobody has proven anything, so nothing is merged."""
    if sms_consent and contact.phone is None:
        raise ConsentWithoutPhone(errors=[{"field": "consumer.phone", "message": ConsentWithoutPhone.__doc__}])
    known = await session.scalar(
        select(Consumer)
        .where(
            Consumer.office_id == office.id,
            Consumer.merged_into_id.is_(None),
            Consumer.email == contact.email,
            Consumer.name == contact.name,
            Consumer.phone.is_not_distinct_from(contact.phone),
        )
        .order_by(Consumer.created_at)
        .limit(1)
    )
    consumer = known or Consumer(
        id=new_id(), office_id=office.id, name=contact.name, email=contact.email, phone=contact.phone, created_at=now
    )
    consumer.locale, consumer.time_zone = locale, time_zone
    if sms_consent and consumer.sms_consent_at is None:
        consumer.sms_consent_at = now
    elif not sms_consent:
        consumer.sms_consent_at = None
    session.add(consumer)
    await session.flush()
    return consumer


def first_name(name: str) -> str:
    """Take what somebody is called by."""
    return name.split()[0]


async def consumer_by_id(session: AsyncSession, office_id: UUID, consumer_id: UUID) -> Consumer:
    """Find a consumer that is known to exist in this office."""
    return (
        await session.scalars(select(Consumer).where(Consumer.office_id == office_id, Consumer.id == consumer_id))
    ).one()
