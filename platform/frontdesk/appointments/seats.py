"""What hangs on a seat besides its consumer: who is seen, who comes along, what was answered and agreed to."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Guest, Seat
from frontdesk.consumers.details import Details
from frontdesk.consumers.tables import Consumer
from frontdesk.db import new_id


class GuestSeen(msgspec.Struct):
    name: str
    email: str | None
    phone: str | None


class AnswerSeen(msgspec.Struct):
    """An answer beside the question as it was asked then."""

    id: str
    label: str
    answer: str | bool | int | float | list[str]


class ConsentGiven(msgspec.Struct):
    """Which wording was agreed to, when, and whether on the page or told to the desk."""

    version: int
    at: datetime
    source: str


class SeatSeen(msgspec.Struct):
    """A consumer's place with all that they brought, for staff."""

    id: UUID
    consumer_id: UUID
    name: str
    email: str
    phone: str | None
    email_proven_at: datetime | None
    phone_proven_at: datetime | None
    attendee_name: str | None
    guests: list[GuestSeen]
    intake: list[AnswerSeen]
    consent: ConsentGiven | None
    taken_at: datetime
    given_up_at: datetime | None


async def take_along(session: AsyncSession, seat: Seat, details: Details, *, now: datetime) -> None:
    """Write down what somebody brings to a seat that is being taken."""
    seat.attendee_name, seat.intake = details.attendee_name, details.intake
    seat.consent_version, seat.consented_at = details.consent_version, details.consented_at
    seat.consent_source = details.consent_source
    await session.flush()
    for position, guest in enumerate(details.guests):
        session.add(
            Guest(
                id=new_id(),
                office_id=seat.office_id,
                seat_id=seat.id,
                position=position,
                name=guest.name,
                email=guest.email,
                phone=guest.phone,
                created_at=now,
            )
        )
    await session.flush()


async def seats_seen(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> list[SeatSeen]:
    """Read every seat of an appointment, in the order in which they were taken."""
    rows = await session.execute(
        select(Seat, Consumer)
        .join(Consumer, (Consumer.office_id == Seat.office_id) & (Consumer.id == Seat.consumer_id))
        .where(Seat.office_id == office_id, Seat.appointment_id == appointment_id)
        .order_by(Seat.taken_at, Seat.id)
    )
    found = [(row.Seat, row.Consumer) for row in rows]
    guests = await session.scalars(
        select(Guest)
        .where(Guest.office_id == office_id, Guest.seat_id.in_([seat.id for seat, _ in found]))
        .order_by(Guest.position)
    )
    brought: dict[UUID, list[GuestSeen]] = {}
    for guest in guests:
        brought.setdefault(guest.seat_id, []).append(GuestSeen(guest.name, guest.email, guest.phone))
    return [_seen(seat, consumer, brought.get(seat.id, [])) for seat, consumer in found]


def _seen(seat: Seat, consumer: Consumer, guests: list[GuestSeen]) -> SeatSeen:
    consent = None
    if seat.consent_version is not None and seat.consented_at is not None and seat.consent_source is not None:
        consent = ConsentGiven(seat.consent_version, seat.consented_at, seat.consent_source)
    return SeatSeen(
        id=seat.id,
        consumer_id=consumer.id,
        name=consumer.name,
        email=consumer.email,
        phone=consumer.phone,
        email_proven_at=consumer.email_proven_at,
        phone_proven_at=consumer.phone_proven_at,
        attendee_name=seat.attendee_name,
        guests=guests,
        intake=msgspec.convert(seat.intake, list[AnswerSeen]),
        consent=consent,
        taken_at=seat.taken_at,
        given_up_at=seat.given_up_at,
    )
