"""Book, move, cancel: the promise is made, changed and taken back here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, outbox
from frontdesk.appointments.holding import HoldExpired, SlotTaken, hold_by_secret
from frontdesk.appointments.links import link_hash, link_token
from frontdesk.appointments.rules import (
    AlreadyCancelled,
    TimeInPast,
    TooLateToCancel,
    TooLateToMove,
    VisitOver,
    may_change,
)
from frontdesk.appointments.tables import Appointment, Hold, Seat
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.rules import visit_length
from frontdesk.availability.slots import Ask, slot_at
from frontdesk.consumers.contact import Contact, know
from frontdesk.db import bounds, new_id, span
from frontdesk.errors import NotFound
from frontdesk.events import announce
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Service
from frontdesk.outbox import Job


class UnknownVisit(NotFound):
    """There is no such visit."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What a consumer brings to the desk: who they are, and how they read times and texts."""

    contact: Contact
    time_zone: str
    locale: str
    sms_consent: bool


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
    claim_id = await _keep_or_retake(session, office, held, now=now)
    consumer = await know(
        session,
        office,
        booking.contact,
        locale=booking.locale,
        time_zone=booking.time_zone,
        sms_consent=booking.sms_consent,
        now=now,
    )
    appointment = Appointment(
        id=new_id(),
        office_id=office.id,
        service_id=held.service_id,
        provider_id=held.provider_id,
        claim_id=claim_id,
        during=held.during,
        moved_from=None,
        revision=0,
        requested_at=now,
        confirmed_at=now,
    )
    session.add(appointment)
    await session.flush()
    seat = _seat(appointment, consumer.id, booking, secret_key=secret_key, now=now)
    session.add(seat)
    held.converted_at, held.appointment_id = now, appointment.id
    await session.flush()
    audit.record(
        session,
        actor,
        "appointment.booked",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        after=_facts(appointment) | ({"outside_rules": held.override_reason} if held.override_reason else {}),
    )
    await _tell(session, appointment, "appointment.booked", now=now)
    return appointment, seat


async def move(
    session: AsyncSession,
    appointment: Appointment,
    *,
    starts_at: datetime,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Move to another free start of the same service: one id, one revision more, the same link.

    A consumer is bound to the cut-off. Raises TooLateToMove, AlreadyCancelled, VisitOver, TimeInPast, SlotTaken; then
    everything is as before.
    """
    office, service = await _check_open(session, appointment, now=now)
    before_start, before_end = bounds(appointment.during)
    if actor.kind == "consumer" and not may_change(before_start, service.move_cutoff_minutes, now=now):
        raise TooLateToMove()
    if starts_at <= now:
        raise TimeInPast()
    if starts_at == before_start and provider_id in (None, appointment.provider_id):
        return appointment
    ask = Ask(office, service, provider_id, now=now, asked_at=now, ignoring_claim=appointment.claim_id)
    slot = await slot_at(session, ask, starts_at)
    ends_at = starts_at + visit_length(service)
    assert appointment.claim_id is not None  # the table's check: only a cancelled one has none
    for candidate in _same_first(slot.provider_ids if slot else (), appointment.provider_id):
        during = claims.taken_time(service, starts_at, ends_at)
        if await claims.move(session, appointment.claim_id, provider_id=candidate, during=during, now=now):
            facts = _facts(appointment)
            appointment.provider_id = candidate
            appointment.moved_from, appointment.during = span(before_start, before_end), span(starts_at, ends_at)
            appointment.revision, appointment.moved_at = appointment.revision + 1, now
            await session.flush()
            audit.record(
                session,
                actor,
                "appointment.moved",
                ("appointment", appointment.id),
                office_id=office.id,
                now=now,
                before=facts,
                after=_facts(appointment),
            )
            await _tell(session, appointment, "appointment.moved", now=now)
            return appointment
    raise SlotTaken()


async def cancel(
    session: AsyncSession, appointment: Appointment, *, reason: str | None, actor: Actor, now: datetime
) -> Appointment:
    """Take the promise back and give the time back; the appointment stays as history. Twice is refused.

    A consumer is bound to the cut-off. Raises TooLateToCancel, AlreadyCancelled, VisitOver.
    """
    office, service = await _check_open(session, appointment, now=now)
    starts_at, _ = bounds(appointment.during)
    if actor.kind == "consumer" and not may_change(starts_at, service.cancel_cutoff_minutes, now=now):
        raise TooLateToCancel()
    claim_id = appointment.claim_id
    appointment.claim_id = None
    appointment.cancelled_at, appointment.cancel_reason = now, reason
    appointment.cancelled_by = "consumer" if actor.kind == "consumer" else "office"
    await session.flush()
    if claim_id is not None:
        await claims.release(session, claim_id)
    audit.record(
        session,
        actor,
        "appointment.cancelled",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        before=_facts(appointment),
    )
    await _tell(session, appointment, "appointment.cancelled", now=now)
    return appointment


async def locked_appointment(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Appointment:
    """Find an appointment of this office and lock it for a change; raises UnknownVisit."""
    appointment = await session.scalar(
        select(Appointment)
        .where(Appointment.office_id == office_id, Appointment.id == appointment_id)
        .with_for_update()
    )
    if appointment is None:
        raise UnknownVisit()
    return appointment


async def claim_of(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> UUID | None:
    """Tell which claim keeps the time of an appointment; None once it is cancelled."""
    claim_id: UUID | None = await session.scalar(
        select(Appointment.claim_id).where(Appointment.office_id == office_id, Appointment.id == appointment_id)
    )
    return claim_id


async def _keep_or_retake(session: AsyncSession, office: Office, held: Hold, *, now: datetime) -> UUID:
    service = await offices.service_by_id(session, office.id, held.service_id)
    starts_at, ends_at = bounds(held.during)
    if starts_at <= now:
        raise TimeInPast()
    asked_at = held.created_at if now < held.expires_at else now  # a live hold keeps what it was promised
    ask = Ask(office, service, held.provider_id, now=now, asked_at=asked_at, ignoring_claim=held.claim_id)
    outside_rules = held.override_reason is not None
    if not outside_rules and await slot_at(session, ask, starts_at) is None:  # hours or rules changed under the hold
        raise SlotTaken()
    if await claims.keep(session, held.claim_id, now=now):
        return held.claim_id
    retaken = await claims.take(
        session,
        service,
        provider_id=held.provider_id,
        during=claims.taken_time(service, starts_at, ends_at),
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


async def _check_open(session: AsyncSession, appointment: Appointment, *, now: datetime) -> tuple[Office, Service]:
    if appointment.cancelled_at is not None:
        raise AlreadyCancelled()
    _, ends_at = bounds(appointment.during)
    if ends_at <= now or appointment.completed_at is not None:
        raise VisitOver()
    office = await offices.office_by_id(session, appointment.office_id)
    return office, await offices.service_by_id(session, office.id, appointment.service_id)


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


def _same_first(provider_ids: tuple[UUID, ...], provider_id: UUID) -> list[UUID]:
    return sorted(provider_ids, key=lambda candidate: candidate != provider_id)


def _facts(appointment: Appointment) -> dict[str, object]:
    starts_at, ends_at = bounds(appointment.during)
    return {
        "provider_id": str(appointment.provider_id),
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "revision": appointment.revision,
    }


async def _tell(session: AsyncSession, appointment: Appointment, happening: str, *, now: datetime) -> None:
    ids = {"office_id": str(appointment.office_id), "appointment_id": str(appointment.id)}
    await outbox.put(session, Job.PREPARE_VISIT, ids, now=now, key=f"visit:{appointment.id}")
    await outbox.put(session, Job.PLAN_MESSAGES, ids, now=now, key=f"plan:{appointment.id}")
    announce(session, happening, appointment.id, to=[appointment.office_id, appointment.id])
