"""Move and cancel: the promise is changed and taken back here and nowhere else. places.py does it for one seat of a group."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.consumer_limits import Booker, check_consumer
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.queries import seats_of
from frontdesk.appointments.rules import (
    AlreadyCancelled,
    MovedTooOften,
    NotConfirmed,
    RequestOver,
    TimeInPast,
    TooLateToCancel,
    TooLateToMove,
    VisitOver,
    check_reason,
    may_change,
    minutes_between,
)
from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.appointments.taking import Subject, assigned_by, take_first
from frontdesk.appointments.telling import audited, tell
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.claims import Taken
from frontdesk.availability.slots import slot_at
from frontdesk.consumers.contact import Contact, consumer_by_id
from frontdesk.db import bounds, span
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Service


async def move(
    session: AsyncSession,
    appointment: Appointment,
    *,
    starts_at: datetime,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    override_reason: str | None = None,
) -> Appointment:
    """Move to another free start of the same service: one id, one revision more, the same link.

    A consumer is bound to the cut-off, the number of moves, and their own other visits; with a reason the desk may step
    outside the rules, never into time that is taken. Raises TooLateToMove, MovedTooOften, NotConfirmed, AlreadyCancelled,
    VisitOver, TimeInPast, AlreadyBookedThen, SlotTaken; then everything is as before.
    """
    office, service = await check_open(session, appointment, now=now)
    before_start, before_end = bounds(appointment.during)
    asked = appointment.move_asked_at is not None  # whoever was asked to move is bound to no cut-off
    if actor.kind == "consumer" and not asked:
        check_may_move(service, before_start, moves=appointment.consumer_moves, now=now)
    if starts_at < now:
        raise TimeInPast()
    if starts_at == before_start and provider_id in (None, appointment.provider_id):
        return appointment
    assert appointment.claim_id is not None  # the table's check: what is confirmed and not cancelled has one
    claim_id, outside_rules = appointment.claim_id, override_reason is not None
    ask = ask_to_move(office, service, appointment, Taken(claim_id), provider_id=provider_id, actor=actor, now=now)
    slot = None if outside_rules else await slot_at(session, ask, starts_at)
    candidates = [provider_id or appointment.provider_id] if outside_rules else _same_first(slot, appointment)
    ends_at = starts_at + ask.length

    async def grab(candidate: UUID) -> bool | None:
        moved = await claims.move(
            session, claim_id, service, provider_id=candidate, starts_at=starts_at, ends_at=ends_at, now=now
        )
        return moved or None

    also: list[Subject] = []
    movers: list[tuple[Seat, Booker]] = []
    if actor.kind == "consumer":
        movers = [(seat, await booker_of(session, seat)) for seat in await seats_of_appointment(session, appointment)]
        also = [subject for _, booker in movers for subject in booker.subjects(office.id)]

    async def check() -> None:
        for seat, booker in movers:
            await check_consumer(session, office, service, booker, starts_at, ends_at, now=now, moving=seat.id)

    won = await take_first(
        session,
        ask,
        starts_at,
        candidates,
        grab,
        outside_rules=outside_rules,
        also=also,
        moving_from=appointment.provider_id,
        check=check,
    )
    if won is None:
        raise SlotTaken()
    facts = audited(appointment)
    if won[0] != appointment.provider_id:
        appointment.provider_id, appointment.assigned = won[0], assigned_by(slot)
    appointment.moved_from, appointment.during = span(before_start, before_end), span(starts_at, ends_at)
    appointment.revision, appointment.moved_at, appointment.move_reason = appointment.revision + 1, now, reason
    appointment.consumer_moves += actor.kind == "consumer" and not asked
    appointment.move_asked_at, appointment.move_asked_note = None, None
    await session.flush()
    audit.record(
        session,
        actor,
        "appointment.moved",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        before=facts,
        after=audited(appointment)
        | ({"reason": reason} if reason else {})
        | ({"outside_rules": override_reason} if override_reason else {}),
    )
    await tell(session, appointment, "appointment.moved", now=now)
    return appointment


async def cancel(
    session: AsyncSession, appointment: Appointment, *, reason: str | None, actor: Actor, now: datetime
) -> Appointment:
    """Take the promise, or a request, back and give the time back; it stays as history. Twice is refused.

    A consumer is bound to the cut-off and to the reasons that the service lists; a request may be withdrawn at any time.
    Raises TooLateToCancel, UnknownReason, AlreadyCancelled, RequestOver, VisitOver.
    """
    office, service = await check_open(session, appointment, now=now, requests=True)
    if actor.kind == "consumer":
        check_may_cancel(service, appointment, reason, now=now)
    claim_id = appointment.claim_id
    appointment.claim_id = None
    appointment.cancelled_at, appointment.cancel_reason = now, reason
    appointment.cancelled_by = "consumer" if actor.kind == "consumer" else "office"
    await session.flush()
    if claim_id is not None:
        await claims.release(session, Taken(claim_id))
    audit.record(
        session,
        actor,
        "appointment.cancelled",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        before=audited(appointment),
        after={"reason": reason},
    )
    await tell(session, appointment, "appointment.cancelled", now=now)
    return appointment


async def check_open(
    session: AsyncSession, appointment: Appointment, *, now: datetime, requests: bool = False
) -> tuple[Office, Service]:
    """Refuse what can no longer be changed, or not yet; answers office and service. `requests`: they count as open."""
    if appointment.cancelled_at is not None:
        raise AlreadyCancelled()
    if appointment.declined_at is not None or appointment.expired_at is not None:
        raise RequestOver()
    if appointment.confirmed_at is None and not requests:
        raise NotConfirmed()
    _, ends_at = bounds(appointment.during)
    if ends_at <= now or appointment.completed_at is not None:
        raise VisitOver()
    office = await offices.office_by_id(session, appointment.office_id)
    return office, await offices.service_by_id(session, office.id, appointment.service_id)


def check_may_move(service: Service, starts_at: datetime, *, moves: int, now: datetime) -> None:
    """Bind a consumer to the cut-off and the number of moves; raises TooLateToMove, MovedTooOften."""
    if not may_change(starts_at, service.move_cutoff_minutes, now=now):
        raise TooLateToMove()
    if service.moves_max is not None and moves >= service.moves_max:
        raise MovedTooOften()


def check_may_cancel(service: Service, appointment: Appointment, reason: str | None, *, now: datetime) -> None:
    """Bind a consumer to the cut-off and to the reasons listed; raises TooLateToCancel, UnknownReason."""
    starts_at, _ = bounds(appointment.during)
    bound = appointment.confirmed_at is not None and appointment.move_asked_at is None
    if bound and not may_change(starts_at, service.cancel_cutoff_minutes, now=now):
        raise TooLateToCancel()
    check_reason(service, reason)


def ask_to_move(
    office: Office,
    service: Service,
    appointment: Appointment,
    own: Taken | None,
    *,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Ask:
    """Ask where an appointment could be instead, at its own length; its own time counts as free."""
    return Ask(
        office,
        service,
        provider_id,
        now=now,
        asked_at=now,
        ignoring=own,
        duration_minutes=minutes_between(*bounds(appointment.during)),
        unlocked=appointment.private_link_id is not None or actor.kind != "consumer",
    )


async def booker_of(session: AsyncSession, seat: Seat) -> Booker:
    """Tell for whom a seat is kept."""
    consumer = await consumer_by_id(session, seat.office_id, seat.consumer_id)
    return Booker(Contact(consumer.name, consumer.email, consumer.phone), seat.attendee_name)


async def seats_of_appointment(session: AsyncSession, appointment: Appointment) -> list[Seat]:
    """List the seats that are not given up."""
    return list(await seats_of(session, office_id=appointment.office_id, appointment_id=appointment.id))


def _same_first(slot: Slot | None, appointment: Appointment) -> list[UUID]:
    return sorted(slot.provider_ids if slot else (), key=lambda candidate: candidate != appointment.provider_id)
