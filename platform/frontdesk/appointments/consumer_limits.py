"""How many visits one consumer may have ahead, and never two at the same time. Counted under the locks of their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.links import link_token
from frontdesk.appointments.queries import Ahead, visits_ahead
from frontdesk.availability.limits import CONSUMER_LOCK
from frontdesk.consumers.contact import Contact
from frontdesk.errors import Conflict
from frontdesk.offices.tables import Office, Service


class ActiveLimitReached(Conflict):
    """You have as many visits ahead as can be booked here. Please move one of them, or cancel one."""


class AlreadyBookedThen(Conflict):
    """You already have a visit at that time. Please move it, or cancel it."""


class ExistingVisit(msgspec.Struct, frozen=True):
    """The visit in the way, told only to somebody who has proven that it is theirs, and to staff. The token opens it."""

    visit_id: UUID
    starts_at: datetime
    ends_at: datetime
    link_token: str | None


@dataclass(frozen=True, slots=True)
class Booker:
    """For whom a time is wanted: how they are reached, who is seen, and what may be told of what they have already."""

    contact: Contact
    attendee_name: str | None = None
    proven_address: str | None = None  # by a code: its visits may be shown, with their links
    asked_by_staff: bool = False
    secret_key: str | None = None

    def subjects(self, office_id: UUID) -> list[tuple[int, str]]:
        """Name what to lock before counting: both addresses, as either makes it the same person."""
        return [
            (CONSUMER_LOCK, f"{office_id}:{address}") for address in (self.contact.email, self.contact.phone) if address
        ]

    def existing(self, visit: Ahead) -> dict[str, ExistingVisit]:
        """Tell about the visit in the way what may be told."""
        proven = self.proven_address is not None and self.proven_address in (visit.email, visit.phone)
        if not proven and not self.asked_by_staff:
            return {}
        token = None
        if proven and self.secret_key is not None:
            token = link_token(self.secret_key, seat_id=visit.seat_id, version=visit.link_version)
        return {"existing": ExistingVisit(visit.appointment_id, visit.starts_at, visit.ends_at, token)}


async def check_consumer(
    session: AsyncSession,
    office: Office,
    service: Service,
    booker: Booker,
    starts_at: datetime,
    ends_at: datetime,
    *,
    now: datetime,
    moving: UUID | None = None,
) -> None:
    """Refuse one visit too many, or two at once; whoever asks holds the locks. `moving`: this seat does not count.

    Raises ActiveLimitReached, AlreadyBookedThen.
    """
    ahead = [
        visit for visit in await visits_ahead(session, office.id, booker.contact, now=now) if visit.seat_id != moving
    ]
    attendee = _same_name(booker.attendee_name or booker.contact.name)
    for visit in ahead:
        if visit.starts_at < ends_at and starts_at < visit.ends_at and _same_name(visit.attendee) == attendee:
            raise AlreadyBookedThen(None, **booker.existing(visit))
    if moving is not None:
        return
    of_service = [visit for visit in ahead if visit.service_id == service.id]
    for counted, at_most in ((of_service, service.active_per_consumer_max), (ahead, office.active_per_consumer_max)):
        if at_most is not None and len(counted) >= at_most:
            raise ActiveLimitReached(None, **booker.existing(counted[0]))


_same_name: Callable[[str], str] = str.casefold
