"""Move and cancel: the promise is changed and taken back here and nowhere else."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.rules import (
    AlreadyCancelled,
    TimeInPast,
    TooLateToCancel,
    TooLateToMove,
    VisitOver,
    may_change,
    minutes_between,
)
from frontdesk.appointments.tables import Appointment
from frontdesk.appointments.telling import audited, tell
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.slots import slot_at
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
) -> Appointment:
    """Move to another free start of the same service: one id, one revision more, the same link.

    A consumer is bound to the cut-off. Raises TooLateToMove, AlreadyCancelled, VisitOver, TimeInPast, SlotTaken; then
    everything is as before.
    """
    office, service = await _check_open(session, appointment, now=now)
    before_start, before_end = bounds(appointment.during)
    if actor.kind == "consumer" and not may_change(before_start, service.move_cutoff_minutes, now=now):
        raise TooLateToMove()
    if starts_at < now:
        raise TimeInPast()
    if starts_at == before_start and provider_id in (None, appointment.provider_id):
        return appointment
    assert appointment.claim_id is not None  # the table's check: only a cancelled one has none
    ask = Ask(
        office,
        service,
        provider_id,
        now=now,
        asked_at=now,
        ignoring=Taken(appointment.claim_id),
        duration_minutes=minutes_between(before_start, before_end),
    )
    slot = await slot_at(session, ask, starts_at)
    ends_at = starts_at + ask.length
    for candidate in _same_first(slot.provider_ids if slot else (), appointment.provider_id):
        if await claims.move(
            session,
            appointment.claim_id,
            service,
            provider_id=candidate,
            starts_at=starts_at,
            ends_at=ends_at,
            now=now,
        ):
            facts = audited(appointment)
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
                after=audited(appointment),
            )
            await tell(session, appointment, "appointment.moved", now=now)
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
        await claims.release(session, Taken(claim_id))
    audit.record(
        session,
        actor,
        "appointment.cancelled",
        ("appointment", appointment.id),
        office_id=office.id,
        now=now,
        before=audited(appointment),
    )
    await tell(session, appointment, "appointment.cancelled", now=now)
    return appointment


async def _check_open(session: AsyncSession, appointment: Appointment, *, now: datetime) -> tuple[Office, Service]:
    if appointment.cancelled_at is not None:
        raise AlreadyCancelled()
    _, ends_at = bounds(appointment.during)
    if ends_at <= now or appointment.completed_at is not None:
        raise VisitOver()
    office = await offices.office_by_id(session, appointment.office_id)
    return office, await offices.service_by_id(session, office.id, appointment.service_id)


def _same_first(provider_ids: tuple[UUID, ...], provider_id: UUID) -> list[UUID]:
    return sorted(provider_ids, key=lambda candidate: candidate != provider_id)
