"""What is known of a visit, and the one word that says where it stands. The word is computed here and stored nowhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Uuid, bindparam
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.queries import UnknownVisit
from frontdesk.appointments.rules import VisitOver, minutes_between
from frontdesk.db import sql
from frontdesk.errors import Conflict

OVERRUN = timedelta(hours=2)  # so long after its booked end a visit may still begin or go on
PLACE_KEPT = timedelta(minutes=5)  # for somebody who stepped out of the waiting room


class State(StrEnum):
    """Where a visit stands, for the consumer and for staff alike."""

    REQUESTED = "requested"
    DECLINED = "declined"
    EXPIRED = "expired"
    BOOKED = "booked"
    OPEN = "open"
    WAITING = "waiting"
    ADMITTED = "admitted"
    IN_VISIT = "in_visit"
    REFUSED = "refused"
    ENDED = "ended"
    MISSED = "missed"
    CANCELLED = "cancelled"


UNPROMISED = frozenset({State.REQUESTED, State.DECLINED, State.EXPIRED})
LIVE = frozenset({State.WAITING, State.ADMITTED, State.IN_VISIT})
BEGUN = LIVE | {State.REFUSED}
OVER = frozenset({State.ENDED, State.MISSED})


class VisitBegun(Conflict):
    """You have checked in for this visit already, so it cannot be moved. Please phone the office."""


class Outcome(StrEnum):
    """How it ended, as staff settled it."""

    COMPLETED = "completed"
    CONSUMER_NO_SHOW = "consumer_no_show"
    PROVIDER_NO_SHOW = "provider_no_show"


class Facts(msgspec.Struct, frozen=True):
    """One seat of one appointment with everything around it, as facts.sql reads it."""

    id: UUID
    office_id: UUID
    version: int
    revision: int
    provider_id: UUID
    service_id: UUID
    starts_at: datetime
    ends_at: datetime
    moved_from_starts_at: datetime | None
    moved_from_ends_at: datetime | None
    requested_at: datetime
    request_expires_at: datetime | None
    confirmed_at: datetime | None
    declined_at: datetime | None
    decline_reason: str | None
    expired_at: datetime | None
    cancelled_at: datetime | None
    cancelled_by: str | None
    cancel_reason: str | None
    move_asked_at: datetime | None
    move_asked_note: str | None
    assigned: dict[str, Any] | None
    consumer_moves: int
    completed_at: datetime | None
    consumer_no_show_at: datetime | None
    provider_no_show_at: datetime | None
    office_slug: str
    office_name: str
    office_phone: str | None
    office_colour: str
    office_zone: str
    door_opens_minutes: int
    service_name: str
    service_colour: str
    modality: str
    price_minor: int | None
    currency: str | None
    cancel_cutoff_minutes: int
    move_cutoff_minutes: int
    moves_max: int | None
    cancel_reasons: list[str]
    provider_name: str
    provider_headline: str
    provider_zone: str
    seat_id: UUID
    in_group: bool
    reader_zone: str
    locale: str
    attendee_name: str | None
    guests: list[dict[str, str | None]]
    consumer_id: UUID
    consumer_name: str
    consumer_email: str
    consumer_phone: str | None
    takes_texts: bool
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    notes: str
    notes_saved_at: datetime | None
    arrived_at: datetime | None
    waiting_since: datetime | None
    left_waiting_at: datetime | None
    admitted_at: datetime | None
    refused_at: datetime | None
    connected_at: datetime | None
    first_connected_at: datetime | None
    disconnected_at: datetime | None
    provider_connected_at: datetime | None
    provider_in_visit: bool

    @property
    def duration_minutes(self) -> int:
        """How long it was booked for."""
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def door_opens_at(self) -> datetime:
        """From when the consumer may check in."""
        return self.starts_at - timedelta(minutes=self.door_opens_minutes)

    @property
    def outcome(self) -> Outcome | None:
        """How staff settled it, if they have."""
        if self.completed_at:
            return Outcome.COMPLETED
        if self.consumer_no_show_at:
            return Outcome.CONSUMER_NO_SHOW
        return Outcome.PROVIDER_NO_SHOW if self.provider_no_show_at else None

    @property
    def moves_left(self) -> int | None:
        """How often the consumer may still move it; None: as often as they like."""
        return None if self.moves_max is None else max(0, self.moves_max - self.consumer_moves)

    def state(self, now: datetime) -> State:
        """Say where it stands at an instant."""
        if self.cancelled_at:
            return State.CANCELLED
        if self.declined_at:
            return State.DECLINED
        if self.confirmed_at is None:
            over = self.expired_at or (self.request_expires_at is not None and self.request_expires_at <= now)
            return State.EXPIRED if over else State.REQUESTED
        if self.ended_at:
            return State.ENDED if self.first_connected_at or self.admitted_at else State.MISSED
        if self.outcome is not None:
            return State.ENDED if self.outcome is Outcome.COMPLETED else State.MISSED
        if now >= self.ends_at + OVERRUN:
            return State.ENDED if self.first_connected_at else State.MISSED
        if self.admitted_at:
            return State.IN_VISIT if self.first_connected_at else State.ADMITTED
        if self.refused_at:
            return State.REFUSED
        if self.waiting_since and self.left_waiting_at is None:
            return State.WAITING
        return State.OPEN if now >= self.door_opens_at else State.BOOKED


def check_not_begun(facts: Facts, *, now: datetime) -> None:
    """Refuse to move what goes on or is over; raises VisitBegun, VisitOver."""
    if facts.state(now) in BEGUN:
        raise VisitBegun()
    if facts.state(now) in OVER:
        raise VisitOver()


async def facts_between(
    session: AsyncSession, office_id: UUID, *, from_at: datetime, to_at: datetime, provider_id: UUID | None = None
) -> Sequence[Facts]:
    """Read all visits of an office, or of one provider in it, that touch [from_at, to_at)."""
    return await _read(session, office_id, from_at=from_at, to_at=to_at, provider_id=provider_id)


async def facts_of(
    session: AsyncSession,
    office_id: UUID,
    appointment_id: UUID,
    *,
    provider_id: UUID | None = None,
    seat_id: UUID | None = None,
) -> Facts:
    """Read one visit; with a provider given, only theirs. A group has many: a seat's, or the first's. Raises UnknownVisit."""
    found = await facts_of_group(session, office_id, appointment_id, provider_id=provider_id, seat_id=seat_id)
    return found[0]


async def facts_of_group(
    session: AsyncSession,
    office_id: UUID,
    appointment_id: UUID,
    *,
    provider_id: UUID | None = None,
    seat_id: UUID | None = None,
) -> Sequence[Facts]:
    """Read all seats of one visit, those given up last. Raises UnknownVisit."""
    found = await _read(session, office_id, appointment_id=appointment_id, provider_id=provider_id, seat_id=seat_id)
    if not found:
        raise UnknownVisit()
    return found


async def facts_of_consumer(
    session: AsyncSession, office_id: UUID, consumer_id: UUID, *, provider_id: UUID | None = None
) -> Sequence[Facts]:
    """Read all that somebody ever booked in an office, the earliest first; with a provider given, only with them."""
    return await _read(session, office_id, consumer_id=consumer_id, provider_id=provider_id)


async def open_requests(
    session: AsyncSession, office_id: UUID, *, provider_id: UUID | None = None, now: datetime
) -> Sequence[Facts]:
    """Read what waits for the office's answer, the one that runs out first on top."""
    found = await _read(session, office_id, provider_id=provider_id, open_at=now)
    return sorted(found, key=lambda facts: (facts.request_expires_at or now, facts.starts_at))


async def _read(session: AsyncSession, office_id: UUID, **narrowing: Any) -> Sequence[Facts]:
    empty = {
        "appointment_id": None,
        "seat_id": None,
        "open_at": None,
        "provider_id": None,
        "consumer_id": None,
        "from_at": None,
        "to_at": None,
    }
    rows = await session.execute(_FACTS, {**empty, "office_id": office_id, **narrowing})
    return [Facts(**row._mapping) for row in rows]


_FACTS = sql("visits/facts.sql").bindparams(
    bindparam("appointment_id", type_=Uuid()),
    bindparam("seat_id", type_=Uuid()),
    bindparam("provider_id", type_=Uuid()),
    bindparam("consumer_id", type_=Uuid()),
    bindparam("open_at", type_=DateTime(timezone=True)),
    bindparam("from_at", type_=DateTime(timezone=True)),
    bindparam("to_at", type_=DateTime(timezone=True)),
)
