"""What goes over the wire about a visit as staff see it, and what they say about it."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.auth.schemas import initials
from frontdesk.visits.facts import Facts, Outcome, State
from frontdesk.wall import Wall, wall

MAY_JOIN_BEFORE = timedelta(minutes=15)  # the provider's join button wakes


class DayConsumer(msgspec.Struct):
    name: str
    initials: str
    phone: str | None
    email: str
    attendee_name: str | None  # who is seen, when the consumer booked for somebody else
    guests: int


class DayService(msgspec.Struct):
    id: UUID
    name: str
    colour: str


class DayProvider(msgspec.Struct):
    id: UUID
    name: str
    initials: str


class DayVisit(msgspec.Struct):
    """A visit in the staff's list."""

    id: UUID
    seat_id: UUID  # a group has a row for each
    group: bool
    state: State
    outcome: Outcome | None
    consumer: DayConsumer
    service: DayService
    provider: DayProvider
    starts_at: datetime
    ends_at: datetime
    office: Wall
    consumer_wall: Wall
    waiting_since: datetime | None
    waited_minutes: int | None
    wait: Literal["early", "just_came", "waiting", "long"] | None
    left_at: datetime | None
    may_join: bool
    may_join_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    revision: int
    requested_at: datetime
    request_expires_at: datetime | None
    move_asked_at: datetime | None = None  # asked to choose another time, and has not done so yet


class OutcomeWish(msgspec.Struct, forbid_unknown_fields=True):
    outcome: Outcome | None


class NotesWish(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, Meta(max_length=20_000)]


class RefusalWish(msgspec.Struct, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(max_length=500)] | None = None


def day_visit(facts: Facts, *, now: datetime) -> DayVisit:
    """Show a visit to staff."""
    waiting = facts.state(now) is State.WAITING
    may_join_at = facts.starts_at - MAY_JOIN_BEFORE
    live = facts.state(now) in (State.OPEN, State.WAITING, State.ADMITTED, State.IN_VISIT, State.REFUSED)
    return DayVisit(
        id=facts.id,
        seat_id=facts.seat_id,
        group=facts.in_group,
        state=facts.state(now),
        outcome=facts.outcome,
        consumer=DayConsumer(
            facts.consumer_name,
            initials(facts.consumer_name),
            facts.consumer_phone,
            facts.consumer_email,
            facts.attendee_name,
            len(facts.guests),
        ),
        service=DayService(facts.service_id, facts.service_name, facts.service_colour),
        provider=DayProvider(facts.provider_id, facts.provider_name, initials(facts.provider_name)),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        office=wall(facts.starts_at, facts.ends_at, facts.office_zone),
        consumer_wall=wall(facts.starts_at, facts.ends_at, facts.reader_zone),
        waiting_since=facts.waiting_since if waiting else None,
        waited_minutes=_minutes(now - facts.waiting_since) if waiting and facts.waiting_since else None,
        wait=_wait(facts, now=now) if waiting else None,
        left_at=facts.left_waiting_at,
        may_join=live and (now >= may_join_at or facts.waiting_since is not None),
        may_join_at=may_join_at,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        revision=facts.revision,
        requested_at=facts.requested_at,
        request_expires_at=facts.request_expires_at,
        move_asked_at=facts.move_asked_at,
    )


def _wait(facts: Facts, *, now: datetime) -> Literal["early", "just_came", "waiting", "long"]:
    waited = _minutes(now - facts.waiting_since) if facts.waiting_since else 0
    if waited < 5:
        return "early" if now < facts.starts_at else "just_came"
    return "waiting" if waited <= 15 else "long"


def _minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))
