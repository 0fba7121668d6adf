"""Reading appointments and seats: locked for a change, what keeps their time, what somebody has ahead.

Rows are locked in one order by everybody: first the claim, then the appointment. Taking a time deletes dead claims, which
reaches their requests in that order; the other way round the two would wait for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.availability.claims import Taken
from frontdesk.consumers.contact import Contact
from frontdesk.consumers.tables import Consumer
from frontdesk.errors import NotFound


class UnknownVisit(NotFound):
    """There is no such visit."""


def still_wanted() -> ColumnElement[bool]:
    """Say of appointments that they are not cancelled, declined or expired.

    Column by column, because how often each is empty is known to the planner; of a count of them it knows nothing, and
    it then begins at the wrong end.
    """
    return and_(Appointment.cancelled_at.is_(None), Appointment.declined_at.is_(None), Appointment.expired_at.is_(None))


def still_to_come() -> ColumnElement[bool]:
    """Say of appointments that they are still wanted and have had no outcome yet."""
    return and_(
        still_wanted(),
        Appointment.completed_at.is_(None),
        Appointment.consumer_no_show_at.is_(None),
        Appointment.provider_no_show_at.is_(None),
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """A visit that somebody has ahead, requested or confirmed."""

    seat_id: UUID
    appointment_id: UUID
    service_id: UUID
    starts_at: datetime
    ends_at: datetime
    attendee: str
    email: str
    phone: str | None
    link_version: int


async def appointment_by_id(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Appointment:
    """Read an appointment of this office, as it stands; raises UnknownVisit."""
    return await _appointment(session, office_id, appointment_id, lock=False)


async def locked_appointment(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Appointment:
    """Find an appointment of this office and lock it for a change that leaves its time alone; raises UnknownVisit."""
    return await _appointment(session, office_id, appointment_id, lock=True)


async def locked_with_claim(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Appointment:
    """Find an appointment and lock it with the claim that keeps its time, to take it back; raises UnknownVisit."""
    await session.execute(_LOCK_CLAIM, {"office_id": office_id, "appointment_id": appointment_id})
    return await _appointment(session, office_id, appointment_id, lock=True)


async def appointment_of_claim(session: AsyncSession, *, office_id: UUID, claim_id: UUID) -> Appointment | None:
    """Find the group that meets in a claim and lock it; whoever asks holds the claim."""
    return await session.scalar(
        select(Appointment)
        .where(Appointment.office_id == office_id, Appointment.claim_id == claim_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def seat_by_id(session: AsyncSession, *, office_id: UUID, seat_id: UUID, lock: bool = False) -> Seat:
    """Find a seat of this office; raises UnknownVisit."""
    wanted = select(Seat).where(Seat.office_id == office_id, Seat.id == seat_id)
    seat = await session.scalar(
        (wanted.with_for_update() if lock else wanted).execution_options(populate_existing=True)
    )
    if seat is None:
        raise UnknownVisit()
    return seat


async def seats_of(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Sequence[Seat]:
    """List the seats of an appointment that are not given up, in the order in which they were taken."""
    found = await session.scalars(
        select(Seat)
        .where(Seat.office_id == office_id, Seat.appointment_id == appointment_id, Seat.given_up_at.is_(None))
        .order_by(Seat.taken_at, Seat.id)
    )
    return found.all()


async def taken_by_seat(session: AsyncSession, *, office_id: UUID, seat_id: UUID) -> Taken | None:
    """Tell what keeps the time of a seat: a claim, or a place in one; None once it is given back."""
    found = await session.execute(
        select(Appointment.claim_id, Seat.claim_seat_id)
        .join(Appointment, (Appointment.office_id == Seat.office_id) & (Appointment.id == Seat.appointment_id))
        .where(Seat.office_id == office_id, Seat.id == seat_id, Seat.given_up_at.is_(None))
    )
    row = found.one_or_none()
    return Taken(row.claim_id, row.claim_seat_id) if row is not None and row.claim_id is not None else None


async def visits_ahead(session: AsyncSession, office_id: UUID, contact: Contact, *, now: datetime) -> list[Ahead]:
    """List what whoever has this e-mail address or this number still has ahead in an office, earliest first."""
    same = [Consumer.email == contact.email]
    if contact.phone is not None:
        same.append(Consumer.phone == contact.phone)
    starts_at = func.lower(Appointment.during)
    found = await session.execute(
        select(
            Seat.id.label("seat_id"),
            Appointment.id.label("appointment_id"),
            Appointment.service_id,
            starts_at.label("starts_at"),
            func.upper(Appointment.during).label("ends_at"),
            func.coalesce(Seat.attendee_name, Consumer.name).label("attendee"),
            Consumer.email,
            Consumer.phone,
            Seat.link_version,
        )
        .join(Seat, (Seat.office_id == Consumer.office_id) & (Seat.consumer_id == Consumer.id))
        .join(Appointment, (Appointment.office_id == Seat.office_id) & (Appointment.id == Seat.appointment_id))
        .where(
            Consumer.office_id == office_id,
            or_(*same),
            Seat.given_up_at.is_(None),
            Appointment.during.op("&&")(func.tstzrange(now, None)),
            still_to_come(),
            or_(Appointment.confirmed_at.is_not(None), Appointment.request_expires_at > now),
        )
        .order_by(starts_at, Seat.id)
    )
    return [Ahead(**row._mapping) for row in found]


async def _appointment(session: AsyncSession, office_id: UUID, appointment_id: UUID, *, lock: bool) -> Appointment:
    wanted = select(Appointment).where(Appointment.office_id == office_id, Appointment.id == appointment_id)
    found = await session.scalar(
        (wanted.with_for_update() if lock else wanted).execution_options(populate_existing=True)
    )
    if found is None:
        raise UnknownVisit()
    return found


_LOCK_CLAIM = text(
    "SELECT FROM claim WHERE id = (SELECT claim_id FROM appointment WHERE office_id = :office_id AND id = :appointment_id)"
    " FOR UPDATE"
)
