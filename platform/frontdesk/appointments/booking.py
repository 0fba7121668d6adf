"""Book: a hold becomes a promise, or a request for one, here and nowhere else."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.consumer_limits import Booker, check_consumer
from frontdesk.appointments.holding import HoldExpired, SlotTaken, hold_by_secret, taken_by
from frontdesk.appointments.links import link_hash, link_token
from frontdesk.appointments.private_links import count_use
from frontdesk.appointments.proving import check_contact_proven
from frontdesk.appointments.queries import UnknownVisit, appointment_by_id, appointment_of_claim
from frontdesk.appointments.requests import expire_when_due
from frontdesk.appointments.rules import TimeInPast, minutes_between, price_of, request_expires_at
from frontdesk.appointments.seats import take_along
from frontdesk.appointments.tables import Appointment, Hold, Seat
from frontdesk.appointments.taking import take_first
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


@dataclass(frozen=True, slots=True)
class _Promise:
    """What is kept for an appointment: its time (a request may keep none), and until when it waits for approval."""

    taken: Taken | None
    answer_until: datetime | None


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

    A hold that ran out is tried once more, and refused with SlotTaken if somebody else was faster. Where the service asks
    for approval, a consumer's booking is a request. Raises UnknownHold, ActiveLimitReached, AlreadyBookedThen,
    PrivateLinkUsedUp.
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
    booker = Booker(
        booking.contact,
        details.attendee_name,
        proven_address=held.proven_address,
        asked_by_staff=actor.kind != "consumer",
        secret_key=secret_key,
    )
    promise = await _promise(session, office, service, held, booker, actor=actor, now=now)
    if held.private_link_id is not None:
        await count_use(session, office.id, held.private_link_id)
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
    appointment = await _appointment(session, service, held, promise, now=now)
    seat = _seat(appointment, consumer.id, promise.taken, booking, secret_key=secret_key, now=now)
    session.add(seat)
    await take_along(session, seat, details, now=now)
    held.converted_at, held.appointment_id, held.seat_id = now, appointment.id, seat.id
    await session.flush()
    requested = appointment.confirmed_at is None
    happening = "appointment.requested" if requested else "appointment.booked"
    audit.record(
        session,
        actor,
        happening,
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        after=audited(appointment)
        | {"seat_id": str(seat.id)}
        | ({"outside_rules": held.override_reason} if held.override_reason else {}),
    )
    if requested:
        await expire_when_due(session, appointment, now=now)
    await tell(session, appointment, happening, now=now)
    return appointment, seat


async def _promise(
    session: AsyncSession,
    office: Office,
    service: Service,
    held: Hold,
    booker: Booker,
    *,
    actor: Actor,
    now: datetime,
) -> _Promise:
    """Keep the time of a live hold, or take that of a dead one anew, under the locks of whoever books."""
    starts_at, ends_at = bounds(held.during)
    if starts_at < now:
        raise TimeInPast()
    live, outside_rules = now < held.expires_at, held.override_reason is not None
    ask = Ask(
        office,
        service,
        held.provider_id,
        now=now,
        asked_at=held.created_at if live else now,  # a live hold keeps what it was promised
        ignoring=taken_by(held),
        duration_minutes=minutes_between(starts_at, ends_at),
        unlocked=held.private_link_id is not None or actor.kind != "consumer",
    )
    if not outside_rules and await slot_at(session, ask, starts_at) is None:  # hours or rules changed under the hold
        raise SlotTaken()

    async def check() -> None:
        if not outside_rules:
            await check_consumer(session, office, service, booker, starts_at, ends_at, now=now)

    also = [] if outside_rules else booker.subjects(office.id)
    asks_first = service.approval and actor.kind == "consumer" and not outside_rules and held.claim_seat_id is None
    until = request_expires_at(service, starts_at, now=now) if asks_first else None
    if live or (until is not None and not service.request_blocks):
        if also:
            await claims.lock(session, also)
        await check()
        return _Promise(await _keep(session, service, taken_by(held), until, now=now), until)
    won = await take_first(
        session,
        ask,
        starts_at,
        [held.provider_id],
        lambda provider_id: claims.take(
            session,
            service,
            provider_id=provider_id,
            starts_at=starts_at,
            ends_at=ends_at,
            reason="request" if until else "appointment",
            expires_at=until,
            now=now,
        ),
        outside_rules=outside_rules,
        also=also,
        check=check,
    )
    if won is None:
        raise SlotTaken()
    return _Promise(won[1], until)


async def _keep(
    session: AsyncSession, service: Service, taken: Taken, until: datetime | None, *, now: datetime
) -> Taken | None:
    if until is None:
        kept = await claims.keep(session, taken, now=now)
    elif service.request_blocks:
        kept = await claims.keep_as_request(session, taken, until=until, now=now)
    else:
        await claims.release(session, taken)
        return None
    if not kept:  # swept away at this very moment
        raise SlotTaken()
    return taken


async def _appointment(
    session: AsyncSession, service: Service, held: Hold, promise: _Promise, *, now: datetime
) -> Appointment:
    """Give the group that meets in this claim, or make the appointment."""
    taken = promise.taken
    if taken is not None and taken.seat_id is not None:
        group = await appointment_of_claim(session, office_id=held.office_id, claim_id=taken.claim_id)
        if group is not None:
            if (group.during, group.provider_id) != (held.during, held.provider_id):
                raise SlotTaken()  # the office moved the group while this place in it was held
            return group
    price_minor = price_of(service, minutes_between(*bounds(held.during)))
    appointment = Appointment(
        id=new_id(),
        office_id=held.office_id,
        service_id=held.service_id,
        provider_id=held.provider_id,
        claim_id=taken.claim_id if taken else None,
        during=held.during,
        moved_from=None,
        revision=0,
        requested_at=now,
        request_expires_at=promise.answer_until,
        confirmed_at=now if promise.answer_until is None else None,
        consumer_moves=0,
        price_minor=price_minor,
        currency=service.currency if price_minor is not None else None,
        assigned=held.assigned,
        private_link_id=held.private_link_id,
    )
    session.add(appointment)
    await session.flush()
    return appointment


async def _already_booked(session: AsyncSession, held: Hold) -> tuple[Appointment, Seat]:
    its_seat = Seat.id == held.seat_id if held.seat_id else Seat.appointment_id == held.appointment_id
    seat = await session.scalar(select(Seat).where(Seat.office_id == held.office_id, its_seat))
    if seat is None:
        raise UnknownVisit()
    return await appointment_by_id(session, office_id=held.office_id, appointment_id=seat.appointment_id), seat


def _seat(
    appointment: Appointment,
    consumer_id: UUID,
    taken: Taken | None,
    booking: Booking,
    *,
    secret_key: str,
    now: datetime,
) -> Seat:
    seat_id = new_id()
    in_group = taken is not None and taken.seat_id is not None
    return Seat(
        id=seat_id,
        office_id=appointment.office_id,
        appointment_id=appointment.id,
        consumer_id=consumer_id,
        claim_seat_id=taken.seat_id if taken else None,
        time_zone=booking.time_zone,
        locale=booking.locale,
        link_version=1,
        link_hash=link_hash(link_token(secret_key, seat_id=seat_id, version=1)),
        taken_at=now,
        calendar_uid=seat_id if in_group else appointment.id,
        revision_offset=-appointment.revision,
        moves=0,
    )
