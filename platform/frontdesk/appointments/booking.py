"""Book: a hold becomes a promise here and nowhere else."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.holding import HoldExpired, SlotTaken, hold_by_secret, taken_by
from frontdesk.appointments.links import link_hash, link_token
from frontdesk.appointments.proving import check_contact_proven
from frontdesk.appointments.queries import UnknownVisit
from frontdesk.appointments.rules import TimeInPast, minutes_between, price_of
from frontdesk.appointments.seats import take_along
from frontdesk.appointments.tables import Appointment, Hold, Seat
from frontdesk.appointments.telling import audited, tell
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.slots import slot_at
from frontdesk.consumers.codes import note_proof
from frontdesk.consumers.contact import Contact, know
from frontdesk.consumers.details import DetailsGiven, Source, checked_details
from frontdesk.db import bounds, new_id
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Service


@dataclass(frozen=True, slots=True)
class Booking:
    """What a consumer brings to the desk: who they are, and how they read times and texts."""

    contact: Contact
    time_zone: str
    locale: str
    sms_consent: bool
    details: DetailsGiven = field(default_factory=DetailsGiven)


async def book(
    session: AsyncSession,
    office: Office,
    booking: Booking,
    *,
    hold_id: UUID,
    hold_secret: str,
    secret_key: str,
    actor: Actor,
    now: datetime,
) -> tuple[Appointment, Seat]:
    """Turn a hold into an appointment, without a gap. The same hold again answers the same appointment.

    A hold that ran out is tried once more, and refused with SlotTaken if somebody else was faster. Raises UnknownHold.
    """
    held = await hold_by_secret(session, office, hold_id, hold_secret)
    if held.appointment_id is not None:
        return await _already_booked(session, held)
    if held.released_at is not None:
        raise HoldExpired()
    service = await offices.service_by_id(session, office.id, held.service_id)
    check_contact_proven(office, held, booking.contact, actor)
    source: Source = "booking_page" if actor.kind == "consumer" else "desk"
    details = await checked_details(session, office, service, booking.details, source=source, now=now)
    taken = await _keep_or_retake(session, office, service, held, now=now)
    consumer = await know(
        session,
        office,
        booking.contact,
        locale=booking.locale,
        time_zone=booking.time_zone,
        sms_consent=booking.sms_consent,
        now=now,
    )
    note_proof(consumer, channel=held.proven_channel, address=held.proven_address, at=held.proven_at)
    price_minor = price_of(service, minutes_between(*bounds(held.during)))
    appointment = Appointment(
        id=new_id(),
        office_id=office.id,
        service_id=held.service_id,
        provider_id=held.provider_id,
        claim_id=taken.claim_id,
        during=held.during,
        moved_from=None,
        revision=0,
        requested_at=now,
        confirmed_at=now,
        price_minor=price_minor,
        currency=service.currency if price_minor is not None else None,
    )
    session.add(appointment)
    await session.flush()
    seat = _seat(appointment, consumer.id, booking, secret_key=secret_key, now=now)
    session.add(seat)
    await take_along(session, seat, details, now=now)
    held.converted_at, held.appointment_id = now, appointment.id
    await session.flush()
    audit.record(
        session,
        actor,
        "appointment.booked",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        after=audited(appointment) | ({"outside_rules": held.override_reason} if held.override_reason else {}),
    )
    await tell(session, appointment, "appointment.booked", now=now)
    return appointment, seat


async def _keep_or_retake(
    session: AsyncSession, office: Office, service: Service, held: Hold, *, now: datetime
) -> Taken:
    starts_at, ends_at = bounds(held.during)
    if starts_at < now:
        raise TimeInPast()
    asked_at = held.created_at if now < held.expires_at else now  # a live hold keeps what it was promised
    ask = Ask(
        office,
        service,
        held.provider_id,
        now=now,
        asked_at=asked_at,
        ignoring=taken_by(held),
        duration_minutes=minutes_between(starts_at, ends_at),
    )
    outside_rules = held.override_reason is not None
    if not outside_rules and await slot_at(session, ask, starts_at) is None:  # hours or rules changed under the hold
        raise SlotTaken()
    if await claims.keep(session, taken_by(held), now=now):
        return taken_by(held)
    retaken = await claims.take(
        session,
        service,
        provider_id=held.provider_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason="appointment",
        expires_at=None,
        now=now,
    )
    if retaken is None:
        raise SlotTaken()
    return retaken


async def _already_booked(session: AsyncSession, held: Hold) -> tuple[Appointment, Seat]:
    appointment = await session.scalar(
        select(Appointment).where(Appointment.office_id == held.office_id, Appointment.id == held.appointment_id)
    )
    seat = await session.scalar(
        select(Seat).where(Seat.office_id == held.office_id, Seat.appointment_id == held.appointment_id)
    )
    if appointment is None or seat is None:
        raise UnknownVisit()
    return appointment, seat


def _seat(appointment: Appointment, consumer_id: UUID, booking: Booking, *, secret_key: str, now: datetime) -> Seat:
    seat_id = new_id()
    return Seat(
        id=seat_id,
        office_id=appointment.office_id,
        appointment_id=appointment.id,
        consumer_id=consumer_id,
        time_zone=booking.time_zone,
        locale=booking.locale,
        link_version=1,
        link_hash=link_hash(link_token(secret_key, seat_id=seat_id, version=1)),
        taken_at=now,
    )
