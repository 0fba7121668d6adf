"""One seat moves to another group: a place there is taken first, then the one here is given up.

Two claims are reached for. The locks of both providers come first, then the claims, then the appointments: two people who
change places never wait for each other.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.changing import ask_to_move, booker_of, check_may_move, check_open, move
from frontdesk.appointments.consumer_limits import check_consumer
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.places import give_back, record
from frontdesk.appointments.queries import (
    appointment_by_id,
    appointment_of_claim,
    locked_appointment,
    locked_with_claim,
    seat_by_id,
    seats_of,
)
from frontdesk.appointments.rules import AlreadyCancelled, TimeInPast, minutes_between, price_of
from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.appointments.taking import assigned_by
from frontdesk.appointments.telling import audited, tell
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.claims import Taken
from frontdesk.availability.limits import lock_subjects
from frontdesk.availability.slots import slot_at
from frontdesk.db import bounds, new_id, span


@dataclass(frozen=True, slots=True)
class _Wish:
    """One seat's wish to be elsewhere."""

    seat_id: UUID
    former: Appointment
    own: Taken
    ask: Ask
    slot: Slot | None
    starts_at: datetime
    actor: Actor

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.ask.length


async def move_anybody(
    session: AsyncSession,
    *,
    office_id: UUID,
    seat_id: UUID,
    starts_at: datetime,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Move the visit of whoever sits on this seat: their own appointment, or their place in a group."""
    seat = await seat_by_id(session, office_id=office_id, seat_id=seat_id)
    wish: dict[str, Any] = {"starts_at": starts_at, "provider_id": provider_id, "actor": actor, "now": now}
    if seat.claim_seat_id is not None:
        return await move_seat(session, office_id=office_id, seat_id=seat_id, **wish)
    own = await locked_appointment(session, office_id=office_id, appointment_id=seat.appointment_id)
    return await move(session, own, **wish)


async def move_seat(
    session: AsyncSession,
    *,
    office_id: UUID,
    seat_id: UUID,
    starts_at: datetime,
    provider_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Take a place elsewhere, then give up the one here; answers the appointment that the seat now belongs to.

    The seat keeps its id and its link. Raises what `move` raises; then everything is as before.
    """
    seat = await seat_by_id(session, office_id=office_id, seat_id=seat_id)
    former = await appointment_by_id(session, office_id=office_id, appointment_id=seat.appointment_id)
    office, service = await check_open(session, former, now=now)
    before_start, _ = bounds(former.during)
    if actor.kind == "consumer" and former.move_asked_at is None:
        check_may_move(service, before_start, moves=former.consumer_moves + seat.moves, now=now)
    if starts_at < now:
        raise TimeInPast()
    if starts_at == before_start and provider_id in (None, former.provider_id):
        return former
    assert former.claim_id is not None  # a confirmed one has it
    own = Taken(former.claim_id, seat.claim_seat_id)
    ask = ask_to_move(office, service, former, own, provider_id=provider_id, actor=actor, now=now)
    slot = await slot_at(session, ask, starts_at)
    wish = _Wish(seat_id, former, own, ask, slot, starts_at, actor)
    for candidate in slot.provider_ids if slot else ():
        async with session.begin_nested() as savepoint:
            there = await _change_places(session, wish, candidate, now=now)
            if there is not None:
                return there
            await savepoint.rollback()
    raise SlotTaken()


async def _change_places(session: AsyncSession, wish: _Wish, candidate: UUID, *, now: datetime) -> Appointment | None:
    ask, former = wish.ask, wish.former
    office, service = ask.office, ask.service
    seat = await seat_by_id(session, office_id=office.id, seat_id=wish.seat_id)
    booker = await booker_of(session, seat)
    subjects = await lock_subjects(session, office, service, candidate, wish.starts_at, former.provider_id)
    await claims.lock(session, [*subjects, *booker.subjects(office.id)])
    await session.execute(text("SELECT FROM claim WHERE id = :id FOR UPDATE"), {"id": wish.own.claim_id})
    seat = await seat_by_id(session, office_id=office.id, seat_id=wish.seat_id, lock=True)
    if seat.given_up_at is not None:
        raise AlreadyCancelled()
    if (seat.appointment_id, seat.claim_seat_id) != (former.id, wish.own.seat_id):
        return None  # moved from another device at this moment
    again = await slot_at(session, replace(ask, provider_id=ask.provider_id or candidate), wish.starts_at)
    if again is None or candidate not in again.provider_ids:
        return None
    if wish.actor.kind == "consumer":
        await check_consumer(session, office, service, booker, wish.starts_at, wish.ends_at, now=now, moving=seat.id)
    taken = await claims.take(
        session,
        service,
        provider_id=candidate,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        reason="appointment",
        expires_at=None,
        now=now,
    )
    if taken is None:
        return await _move_alone(session, wish, candidate, now=now)
    there = await _group_there(session, wish, taken, candidate, now=now)
    await _resettle(session, seat, there, taken, actor=wish.actor, now=now)
    return there


async def _move_alone(session: AsyncSession, wish: _Wish, candidate: UUID, *, now: datetime) -> Appointment | None:
    """Nobody else sits here, and the wanted time overlaps with this one: the whole claim moves."""
    former = wish.former
    if len(await seats_of(session, office_id=former.office_id, appointment_id=former.id)) > 1:
        return None
    locked = await locked_with_claim(session, office_id=former.office_id, appointment_id=former.id)
    try:
        return await move(session, locked, starts_at=wish.starts_at, provider_id=candidate, actor=wish.actor, now=now)
    except SlotTaken:
        return None


async def _group_there(
    session: AsyncSession, wish: _Wish, taken: Taken, candidate: UUID, *, now: datetime
) -> Appointment:
    service = wish.ask.service
    there = await appointment_of_claim(session, office_id=service.office_id, claim_id=taken.claim_id)
    if there is not None:
        return there
    price_minor = price_of(service, minutes_between(wish.starts_at, wish.ends_at))
    made = Appointment(
        id=new_id(),
        office_id=service.office_id,
        service_id=service.id,
        provider_id=candidate,
        claim_id=taken.claim_id,
        during=span(wish.starts_at, wish.ends_at),
        moved_from=None,
        revision=0,
        requested_at=now,
        confirmed_at=now,
        consumer_moves=0,
        price_minor=price_minor,
        currency=service.currency if price_minor is not None else None,
        assigned=assigned_by(wish.slot),
        private_link_id=wish.former.private_link_id,
    )
    session.add(made)
    await session.flush()
    return made


async def _resettle(
    session: AsyncSession, seat: Seat, there: Appointment, taken: Taken, *, actor: Actor, now: datetime
) -> None:
    """Get up here and sit down there: the seat's revision rises by one, whatever the two appointments' are."""
    here = await locked_with_claim(session, office_id=seat.office_id, appointment_id=seat.appointment_id)
    facts, place = audited(here), seat.claim_seat_id
    seat.revision_offset = here.revision + seat.revision_offset + 1 - there.revision
    seat.moved_from, seat.taken_at = here.during, now
    seat.moves += actor.kind == "consumer" and here.move_asked_at is None
    seat.appointment_id, seat.claim_seat_id = there.id, taken.seat_id
    await session.flush()
    left = await seats_of(session, office_id=here.office_id, appointment_id=here.id)
    by = "consumer" if actor.kind == "consumer" else "office"
    await give_back(session, here, place, by=by, reason="moved", last=not left, now=now)
    after = audited(there) | {"seat_id": str(seat.id), "appointment_id": str(there.id)}
    record(session, here, "seat.moved", actor, after, now=now, before=facts)
    await tell(session, here, "seat.moved", now=now)
    await tell(session, there, "seat.moved", now=now)
