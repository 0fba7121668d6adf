"""Seats of a group: one is given up, or the whole group moves. changing_places.py moves one seat to another group."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.changing import cancel, check_may_cancel, check_open, move
from frontdesk.appointments.queries import appointment_by_id, locked_with_claim, seat_by_id, seats_of
from frontdesk.appointments.rules import AlreadyCancelled
from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.appointments.telling import tell
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.claims import Taken
from frontdesk.availability.limits import lock_subjects
from frontdesk.errors import Conflict


async def give_up(
    session: AsyncSession, *, office_id: UUID, seat_id: UUID, reason: str | None, actor: Actor, now: datetime
) -> Appointment:
    """Give one seat up and its place back; with the last one the appointment is cancelled. Twice is refused.

    A consumer is bound as in `cancel`. Raises TooLateToCancel, UnknownReason, AlreadyCancelled, RequestOver, VisitOver.
    """
    seat = await seat_by_id(session, office_id=office_id, seat_id=seat_id)
    appointment = await locked_with_claim(session, office_id=office_id, appointment_id=seat.appointment_id)
    seat = await seat_by_id(session, office_id=office_id, seat_id=seat_id, lock=True)
    if seat.appointment_id != appointment.id:
        raise Conflict()  # moved to another group at this very moment
    others = [
        other for other in await seats_of(session, office_id=office_id, appointment_id=appointment.id) if other != seat
    ]
    if seat.claim_seat_id is None:  # not a group
        return await cancel(session, appointment, reason=reason, actor=actor, now=now)
    if seat.given_up_at is not None:
        raise AlreadyCancelled()
    _, service = await check_open(session, appointment, now=now)
    if actor.kind == "consumer":
        check_may_cancel(service, appointment, reason, now=now)
    by = "consumer" if actor.kind == "consumer" else "office"
    seat.given_up_at, seat.given_up_by, seat.give_up_reason = now, by, reason
    await give_back(session, appointment, seat.claim_seat_id, by=by, reason=reason, last=not others, now=now)
    record(session, appointment, "seat.given_up", actor, {"seat_id": str(seat.id), "reason": reason}, now=now)
    await tell(session, appointment, "appointment.cancelled" if not others else "seat.given_up", now=now)
    return appointment


async def move_group(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    starts_at: datetime,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    override_reason: str | None = None,
) -> Appointment:
    """Move a whole group, as the office may: to the same provider or to the one that is named. Raises what `move` raises."""
    group = await appointment_by_id(session, office_id=office_id, appointment_id=appointment_id)
    office, service = await check_open(session, group, now=now)
    target = provider_id or group.provider_id
    await claims.lock(session, await lock_subjects(session, office, service, target, starts_at, group.provider_id))
    locked = await locked_with_claim(session, office_id=office_id, appointment_id=appointment_id)
    moved = await move(
        session,
        locked,
        starts_at=starts_at,
        provider_id=target,
        actor=actor,
        now=now,
        reason=reason,
        override_reason=override_reason,
    )
    await session.execute(  # whoever had left before is not told of it
        update(Seat)
        .where(Seat.office_id == office_id, Seat.appointment_id == appointment_id, Seat.given_up_at.is_not(None))
        .values(revision_offset=Seat.revision_offset - 1)
        .execution_options(synchronize_session=False)
    )
    return moved


async def give_back(
    session: AsyncSession,
    appointment: Appointment,
    claim_seat_id: UUID | None,
    *,
    by: str,
    reason: str | None,
    last: bool,
    now: datetime,
) -> None:
    """Give a place of a group back; the appointment is over with its last one. Whoever asks has locked claim and group."""
    claim_id = appointment.claim_id
    assert claim_id is not None  # what is open has one
    if last:
        appointment.claim_id = None
        appointment.cancelled_at, appointment.cancelled_by, appointment.cancel_reason = now, by, reason
    await session.flush()
    await claims.release(session, Taken(claim_id, claim_seat_id))


def record(
    session: AsyncSession,
    appointment: Appointment,
    action: str,
    actor: Actor,
    after: dict[str, object],
    *,
    now: datetime,
    before: dict[str, object] | None = None,
) -> None:
    """Write down what happened to a group."""
    audit.record(
        session,
        actor,
        action,
        ("appointment", appointment.id),
        office_id=appointment.office_id,
        now=now,
        before=before,
        after=after,
    )
