"""The promise being kept: check in, admit, refuse, put back, step out, end. Nobody enters until admitted.

A visit of one needs no seat named. In a group each seat arrives, waits and is let in for itself.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, outbox
from frontdesk.appointments.queries import locked_appointment
from frontdesk.appointments.rules import AlreadyCancelled, NotConfirmed, RequestOver, VisitOver
from frontdesk.audit import Actor
from frontdesk.errors import Conflict, Invalid
from frontdesk.events import announce
from frontdesk.outbox import Job
from frontdesk.visits.facts import PLACE_KEPT, UNPROMISED, Facts, State, facts_of, facts_of_group
from frontdesk.visits.line import line_topic
from frontdesk.visits.rows import visit_of
from frontdesk.visits.tables import Participant, Visit


class TooEarly(Conflict):
    """The door is not open yet."""


class NotWaiting(Conflict):
    """Nobody is waiting here just now."""


class SeatNeeded(Invalid):
    """This is a group: say who of it."""


class NotInVisit(Conflict):
    """Nobody has been let in yet."""


async def check_in(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The consumer arrives and waits. Again: does no harm, and somebody who stepped out briefly keeps their place.

    Raises TooEarly, AlreadyCancelled, VisitOver.
    """
    facts, guest, _ = await _enter(session, office_id, appointment_id, seat_id, now=now)
    state = facts.state(now)
    if state is State.BOOKED:
        raise TooEarly()
    if state in (State.WAITING, State.ADMITTED, State.IN_VISIT):
        return
    stepped_out_long = guest.left_waiting_at is None or now - guest.left_waiting_at > PLACE_KEPT
    if guest.waiting_since is None or stepped_out_long:
        guest.waiting_since = now
    guest.arrived_at = guest.arrived_at or now
    guest.left_waiting_at = guest.refused_at = None
    _tell(session, facts, "visit.checked_in", actor, now=now)


async def step_out(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The consumer leaves the waiting room; the place is kept for five minutes. Twice does no harm."""
    facts, guest, _ = await _enter(session, office_id, appointment_id, seat_id, now=now)
    if facts.state(now) is State.WAITING:
        guest.left_waiting_at = now
        _tell(session, facts, "visit.stepped_out", actor, now=now)


async def admit(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the waiting consumer in; in a group the one on this seat, or all who wait. Again: does no harm.

    Raises NotWaiting, AlreadyCancelled, VisitOver.
    """
    waiting = [] if seat_id else await _waiting(session, office_id, appointment_id, now=now)
    for wanted in waiting or [seat_id]:
        facts, guest, _ = await _enter(session, office_id, appointment_id, wanted, now=now, whole=True)
        state = facts.state(now)
        if state in (State.ADMITTED, State.IN_VISIT):
            return
        if state is not State.WAITING:
            raise NotWaiting()
        guest.admitted_at = now
        _tell(session, facts, "visit.admitted", actor, now=now)


async def refuse(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Send the waiting consumer away; they may check in again. Raises NotWaiting, AlreadyCancelled, VisitOver."""
    facts, guest, _ = await _enter(session, office_id, appointment_id, seat_id, now=now)
    if facts.state(now) is not State.WAITING:
        raise NotWaiting()
    guest.refused_at, guest.waiting_since = now, None
    _tell(session, facts, "visit.refused", actor, now=now)


async def put_back(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Back to the waiting room, at the old place. What the consumer holds for the call is taken away at once.

    Raises NotInVisit, AlreadyCancelled, VisitOver.
    """
    facts, guest, _ = await _enter(session, office_id, appointment_id, seat_id, now=now)
    if facts.state(now) not in (State.ADMITTED, State.IN_VISIT):
        raise NotInVisit()
    guest.admitted_at = guest.first_connected_at = guest.connected_at = None
    guest.waiting_since = guest.waiting_since or now
    guest.left_waiting_at = None
    await outbox.put(
        session,
        Job.TAKE_BACK_PASS,
        {"office_id": str(office_id), "participant_id": str(guest.id)},
        now=now,
        key=f"pass:{guest.id}",
    )
    _tell(session, facts, "visit.put_back", actor, now=now)


async def end(session: AsyncSession, *, office_id: UUID, appointment_id: UUID, actor: Actor, now: datetime) -> None:
    """End it for all. When the two have met it counts as completed, which staff may change. Again: does no harm.

    Raises AlreadyCancelled, VisitOver when it was never held.
    """
    facts = await _facts_locked(session, office_id, appointment_id)
    if facts.ended_at is not None:
        return
    facts, guest, visit = await _enter(session, office_id, appointment_id, None, now=now, whole=True)
    appointment = await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    visit.ended_at = now
    visit.ended_by = "provider" if actor.id == appointment.provider_id else "office"
    if (guest.first_connected_at or visit.started_at) and facts.outcome is None:
        appointment.completed_at = now
    await outbox.put(
        session,
        Job.CLOSE_VISIT,
        {"office_id": str(office_id), "appointment_id": str(appointment_id)},
        now=now,
        key=f"visit:{appointment_id}",
    )
    _tell(session, facts, "visit.ended", actor, now=now)


async def save_notes(
    session: AsyncSession, words: str, *, office_id: UUID, appointment_id: UUID, actor: Actor, now: datetime
) -> None:
    """Keep the staff's notes. The audit says that they were saved, not what they say."""
    facts = await _facts_locked(session, office_id, appointment_id)
    visit = await visit_of(session, office_id=office_id, appointment_id=appointment_id)
    visit.notes, visit.notes_saved_at = words, now
    _tell(session, facts, "visit.notes_saved", actor, now=now)


def check_promised(facts: Facts, *, now: datetime) -> None:
    """Refuse what needs a promise while it is only asked for; raises NotConfirmed, RequestOver."""
    state = facts.state(now)
    if state is State.REQUESTED:
        raise NotConfirmed()
    if state in UNPROMISED:
        raise RequestOver()


async def _facts_locked(
    session: AsyncSession, office_id: UUID, appointment_id: UUID, seat_id: UUID | None = None
) -> Facts:
    await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    return await facts_of(session, office_id, appointment_id, seat_id=seat_id)


async def _waiting(session: AsyncSession, office_id: UUID, appointment_id: UUID, *, now: datetime) -> list[UUID | None]:
    await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    group = await facts_of_group(session, office_id, appointment_id)
    return [facts.seat_id for facts in group if facts.state(now) is State.WAITING]


async def _enter(
    session: AsyncSession,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None,
    *,
    now: datetime,
    whole: bool = False,
) -> tuple[Facts, Participant, Visit]:
    await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    group = await facts_of_group(session, office_id, appointment_id, seat_id=seat_id)
    facts = group[0]
    if facts.cancelled_at is not None:
        raise AlreadyCancelled()
    if seat_id is None and not whole and len([one for one in group if one.cancelled_at is None]) > 1:
        raise SeatNeeded()
    check_promised(facts, now=now)
    if facts.state(now) in (State.ENDED, State.MISSED):
        raise VisitOver()
    visit = await visit_of(session, office_id=office_id, appointment_id=appointment_id)
    guest = await session.scalar(
        select(Participant)
        .where(
            Participant.office_id == office_id,
            Participant.visit_id == appointment_id,
            Participant.seat_id == facts.seat_id,
        )
        .with_for_update()
    )
    assert guest is not None  # visit_of has just made it
    return facts, guest, visit


def _tell(session: AsyncSession, facts: Facts, happening: str, actor: Actor, *, now: datetime) -> None:
    audit.record(session, actor, happening, ("visit", facts.id), office_id=facts.office_id, now=now)
    announce(session, happening, facts.id, to=[facts.office_id, facts.id])
    announce(session, "line.changed", facts.office_id, to=[line_topic(facts.office_id)])
