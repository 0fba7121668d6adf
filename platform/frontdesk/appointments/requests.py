"""Requests: a booking that the office has yet to approve. Approved, declined with a reason, or run out.

Approving takes its locks and the claim before it locks the appointment, in the order of queries.py.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, outbox
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.queries import appointment_by_id, locked_appointment, locked_with_claim
from frontdesk.appointments.rules import AlreadyCancelled, RequestOver, minutes_between
from frontdesk.appointments.tables import Appointment
from frontdesk.appointments.taking import assigned_by, take_first
from frontdesk.appointments.telling import audited, tell
from frontdesk.audit import SYSTEM, Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.slots import slot_at
from frontdesk.db import bounds
from frontdesk.desk import Desk
from frontdesk.errors import Conflict
from frontdesk.offices import queries as offices
from frontdesk.outbox import Job


class AlreadyConfirmed(Conflict):
    """This visit is confirmed. Cancel it instead."""


async def expire_when_due(session: AsyncSession, appointment: Appointment, *, now: datetime) -> None:
    """Leave the job that closes the request when nobody has answered it."""
    ids = {"office_id": str(appointment.office_id), "appointment_id": str(appointment.id)}
    await outbox.put(
        session,
        Job.EXPIRE_REQUEST,
        ids,
        now=now,
        due_at=appointment.request_expires_at,
        key=f"request:{appointment.id}",
    )


async def approve(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    provider_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Turn a request into a promise, with the provider it named or another. Again: does no harm.

    It goes by the rules of the calendar as everybody does, its own time counting as free. Raises RequestOver,
    AlreadyCancelled, or SlotTaken; then the request stays open.
    """
    asked = await appointment_by_id(session, office_id=office_id, appointment_id=appointment_id)
    if asked.confirmed_at is not None and asked.cancelled_at is None:
        return asked
    _check_open(asked, now=now)
    office = await offices.office_by_id(session, office_id)
    service = await offices.service_by_id(session, office_id, asked.service_id)
    starts_at, ends_at = bounds(asked.during)
    own = Taken(asked.claim_id) if asked.claim_id is not None else None
    ask = Ask(
        office,
        service,
        provider_id or asked.provider_id,
        now=now,
        asked_at=asked.requested_at,  # notice and window are those of the request
        ignoring=own,
        duration_minutes=minutes_between(starts_at, ends_at),
        unlocked=True,
    )
    slot = await slot_at(session, ask, starts_at)

    async def grab(candidate: UUID) -> UUID | None:
        if own is not None and candidate == asked.provider_id:
            return own.claim_id if await claims.keep(session, own, now=now) else None
        if own is not None:
            await claims.release(session, own)
        taken = await claims.take(
            session,
            service,
            provider_id=candidate,
            starts_at=starts_at,
            ends_at=ends_at,
            reason="appointment",
            expires_at=None,
            now=now,
        )
        return taken.claim_id if taken else None

    won = await take_first(session, ask, starts_at, slot.provider_ids if slot else (), grab)
    if won is None:
        raise SlotTaken()
    appointment = await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    _check_open(appointment, now=now)  # whoever was faster has declined or withdrawn it
    before = audited(appointment)
    if won[0] != appointment.provider_id:
        appointment.assigned = assigned_by(slot)
    appointment.provider_id, appointment.claim_id = won
    appointment.confirmed_at = now
    await session.flush()
    _record(session, appointment, "appointment.approved", actor, before=before, after=audited(appointment), now=now)
    await tell(session, appointment, "appointment.approved", now=now)
    return appointment


async def decline(
    session: AsyncSession, *, office_id: UUID, appointment_id: UUID, reason: str, actor: Actor, now: datetime
) -> Appointment:
    """Say no to a request, with the reason; its time is free again. Raises RequestOver, AlreadyConfirmed."""
    appointment = await locked_with_claim(session, office_id=office_id, appointment_id=appointment_id)
    if appointment.confirmed_at is not None:
        raise AlreadyConfirmed()
    _check_open(appointment, now=now)
    claim_id, appointment.claim_id = appointment.claim_id, None
    appointment.declined_at, appointment.decline_reason = now, reason
    await session.flush()
    if claim_id is not None:
        await claims.release(session, Taken(claim_id))
    _record(session, appointment, "appointment.declined", actor, after={"reason": reason}, now=now)
    await tell(session, appointment, "appointment.declined", now=now)
    return appointment


async def expire_request(desk: Desk, *, office_id: UUID, appointment_id: UUID, now: datetime) -> None:
    """Close a request that nobody answered in time, and say so. Doing it again changes nothing."""
    async with desk.begin() as session:
        asked = await appointment_by_id(session, office_id=office_id, appointment_id=appointment_id)
        if asked.claim_id is not None:
            await claims.retire(session, asked.claim_id, now=now)
        appointment = await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
        until = appointment.request_expires_at
        answered = appointment.confirmed_at or appointment.declined_at or appointment.cancelled_at
        if answered or appointment.expired_at or until is None or until > now:
            return
        appointment.expired_at = now
        await session.flush()
        _record(session, appointment, "appointment.expired", SYSTEM, now=now)
        await tell(session, appointment, "appointment.expired", now=now)


def _check_open(appointment: Appointment, *, now: datetime) -> None:
    if appointment.cancelled_at is not None:
        raise AlreadyCancelled()
    until = appointment.request_expires_at
    over = appointment.declined_at or appointment.expired_at
    if over or (appointment.confirmed_at is None and until is not None and until <= now):
        raise RequestOver()


def _record(
    session: AsyncSession,
    appointment: Appointment,
    action: str,
    actor: Actor,
    *,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
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
