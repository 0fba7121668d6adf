"""The desk books and moves for a consumer. The rules warn; with a reason, which is audited, it goes past them.

Time that is taken stays taken: that is no rule but a fact.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments import holding
from frontdesk.appointments.booking import Booking, book
from frontdesk.appointments.changing import ask_to_move, booker_of, check_open, move
from frontdesk.appointments.changing_places import move_seat
from frontdesk.appointments.consumer_limits import ActiveLimitReached, AlreadyBookedThen, check_consumer
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.places import move_group
from frontdesk.appointments.queries import (
    appointment_by_id,
    locked_appointment,
    seats_of,
    taken_by_seat,
)
from frontdesk.appointments.rules import TimeInPast
from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.audit import Actor
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.explaining import Reason, explain
from frontdesk.availability.slots import slot_at
from frontdesk.db import bounds
from frontdesk.errors import Conflict, Invalid, Refusal

FACTS = frozenset({"taken", "held", "requested", "taken_elsewhere", "group_full"})


class OutsideRules(Conflict):
    """The rules of booking say no. Give a reason to do it all the same."""

    def __init__(self, reasons: Sequence[Reason], **extras: object) -> None:
        super().__init__(None, **extras)
        self.reasons = reasons


class OverrideNeedsProvider(Invalid):
    """Outside the rules, say with whom."""


async def book_for(
    session: AsyncSession,
    ask: Ask,
    booking: Booking,
    starts_at: datetime,
    *,
    override_reason: str | None,
    secret_key: str,
    actor: Actor,
) -> tuple[Appointment, Seat]:
    """Book for a consumer in one act, confirmed at once. Raises OutsideRules with the rules that say no, SlotTaken."""
    if override_reason is not None and ask.provider_id is None:
        raise OverrideNeedsProvider()
    if starts_at < ask.now:
        raise TimeInPast()
    if override_reason is None:
        await _check_rules(session, ask, starts_at)
    held, secret = await holding.hold(session, ask, starts_at, override_reason=override_reason)
    try:
        return await book(
            session,
            ask.office,
            booking,
            hold_id=held.id,
            hold_secret=secret,
            secret_key=secret_key,
            actor=actor,
            now=ask.now,
        )
    except (ActiveLimitReached, AlreadyBookedThen) as refusal:
        raise _as_rule(refusal) from refusal


async def move_for(
    session: AsyncSession,
    *,
    office_id: UUID,
    appointment_id: UUID,
    seat_id: UUID | None,
    starts_at: datetime,
    provider_id: UUID | None,
    reason: str | None,
    override_reason: str | None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Move a visit, a whole group, or one seat of it. Raises OutsideRules with the rules that say no, SlotTaken."""
    asked = await appointment_by_id(session, office_id=office_id, appointment_id=appointment_id)
    office, service = await check_open(session, asked, now=now)
    seats = await seats_of(session, office_id=office_id, appointment_id=appointment_id)
    in_group = any(seat.claim_seat_id is not None for seat in seats)
    own = await taken_by_seat(session, office_id=office_id, seat_id=seat_id) if seat_id and in_group else None
    if own is None and asked.claim_id is not None:
        own = Taken(asked.claim_id)
    target = provider_id or asked.provider_id if in_group and seat_id is None else provider_id
    ask = ask_to_move(office, service, asked, own, provider_id=target, actor=actor, now=now)
    before_start, _ = bounds(asked.during)
    stays = starts_at == before_start and provider_id in (None, asked.provider_id)
    if override_reason is None and not stays and starts_at >= now:
        await _check_rules(session, ask, starts_at)
        if not in_group:
            await _check_consumers(session, ask, seats, starts_at)
    if in_group and seat_id is not None:
        return await move_seat(
            session,
            office_id=office_id,
            seat_id=seat_id,
            starts_at=starts_at,
            provider_id=provider_id,
            actor=actor,
            now=now,
        )
    wish: dict[str, Any] = {
        "starts_at": starts_at,
        "provider_id": provider_id,
        "actor": actor,
        "now": now,
        "reason": reason,
    }
    if in_group:
        return await move_group(
            session, office_id=office_id, appointment_id=appointment_id, override_reason=override_reason, **wish
        )
    locked = await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    return await move(session, locked, override_reason=override_reason, **wish)


async def _check_rules(session: AsyncSession, ask: Ask, starts_at: datetime) -> None:
    if await slot_at(session, ask, starts_at) is not None:
        return
    reasons = await explain(session, ask, starts_at)
    if reasons and all(reason.code in FACTS for reason in reasons):
        raise SlotTaken()
    raise OutsideRules(reasons)


async def _check_consumers(session: AsyncSession, ask: Ask, seats: Sequence[Seat], starts_at: datetime) -> None:
    for seat in seats:
        booker = replace(await booker_of(session, seat), asked_by_staff=True)
        try:
            await check_consumer(
                session,
                ask.office,
                ask.service,
                booker,
                starts_at,
                starts_at + ask.length,
                now=ask.now,
                moving=seat.id,
            )
        except AlreadyBookedThen as refusal:
            raise _as_rule(refusal) from refusal


def _as_rule(refusal: Refusal) -> OutsideRules:
    return OutsideRules([Reason(refusal.code)], **refusal.extras)
