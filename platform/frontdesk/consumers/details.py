"""What comes along with a booking besides the contact: who is seen, who is brought, what was answered and agreed to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.consumers.answers import checked_answers
from frontdesk.consumers.contact import checked_name, checked_phone
from frontdesk.errors import Conflict, Invalid
from frontdesk.offices.consent import consent_asked
from frontdesk.offices.intake import questions_of
from frontdesk.offices.profile import InvalidEmail, checked_email
from frontdesk.offices.tables import Office, Service

Source = Literal["booking_page", "desk"]
PersonName = Annotated[str, Meta(min_length=1, max_length=120)]


class TooManyGuests(Invalid):
    """That many guests cannot come along to this visit."""


class ConsentChanged(Conflict):
    """Please read what you agree to, and book again."""


class GuestGiven(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody who comes along."""

    name: PersonName
    email: Annotated[str, Meta(min_length=3, max_length=254)] | None = None
    phone: Annotated[str, Meta(max_length=40)] | None = None


class DetailsGiven(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """As typed. `intake` answers the service's questions by their ids: text, one option, several, true or false, a number,
    a date. `attendee_name` is who is seen, if not the one who books. `consent_version` says which wording was agreed to.
    """

    intake: dict[str, Any] = {}
    consent_version: int | None = None
    attendee_name: PersonName | None = None
    guests: Annotated[list[GuestGiven], Meta(max_length=20)] = []


@dataclass(frozen=True, slots=True)
class Details:
    """As checked. `intake` holds {id, label, answer}; the consent's source is where it was given."""

    attendee_name: str | None = None
    guests: list[GuestGiven] = field(default_factory=list)
    intake: list[dict[str, Any]] = field(default_factory=list)
    consent_version: int | None = None
    consented_at: datetime | None = None
    consent_source: Source | None = None


async def checked_details(
    session: AsyncSession, office: Office, service: Service, given: DetailsGiven, *, source: Source, now: datetime
) -> Details:
    """Check what comes along. The desk may leave questions and consent open, as the person may be on the phone.

    Raises InvalidName, InvalidEmail, InvalidPhone, TooManyGuests, InvalidAnswers, and ConsentChanged with the newest wording.
    """
    attendee = checked_name(given.attendee_name, "attendee_name") if given.attendee_name is not None else None
    if len(given.guests) > service.guests_max:
        raise TooManyGuests(
            errors=[{"field": "guests", "message": TooManyGuests.__doc__}], guests_max=service.guests_max
        )
    guests = [_checked_guest(guest, office, number) for number, guest in enumerate(given.guests)]
    answers = checked_answers(questions_of(service.intake), given.intake, all_needed=source == "booking_page")
    consent = await consent_asked(session, office)
    if source == "desk" and given.consent_version is None:
        consent = None
    elif consent is not None and given.consent_version != consent.version:
        raise ConsentChanged(consent=consent)
    return Details(
        attendee_name=attendee,
        guests=guests,
        intake=answers,
        consent_version=consent.version if consent else None,
        consented_at=now if consent else None,
        consent_source=source if consent else None,
    )


def _checked_guest(guest: GuestGiven, office: Office, number: int) -> GuestGiven:
    where = f"guests.{number}"
    try:
        email = checked_email(guest.email) if guest.email else None
    except InvalidEmail as refusal:
        raise InvalidEmail(errors=[{"field": f"{where}.email", "message": refusal.detail}]) from None
    phone = guest.phone.strip() if guest.phone else None
    return GuestGiven(
        name=checked_name(guest.name, f"{where}.name"),
        email=email,
        phone=checked_phone(phone, office.region, f"{where}.phone") if phone else None,
    )
