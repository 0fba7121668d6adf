"""What goes over the wire about a visit: as its consumer sees it, and as staff see it."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.appointments.rules import change_until, may_change
from frontdesk.appointments.seats import GuestSeen
from frontdesk.auth.schemas import initials
from frontdesk.consumers.contact import first_name
from frontdesk.visits.facts import Facts, Outcome, State
from frontdesk.visits.line import Place
from frontdesk.wall import Wall, wall

MAY_JOIN_BEFORE = timedelta(minutes=15)  # the provider's join button wakes


class VisitOffice(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    phone: str | None
    time_zone: str
    colour: str


class VisitService(msgspec.Struct):
    id: UUID
    name: str
    duration_minutes: int
    modality: str
    price_minor: int | None
    currency: str | None


class VisitProvider(msgspec.Struct):
    id: UUID
    name: str
    headline: str
    initials: str
    presence: Literal["available", "in_visit"]


class VisitConsumer(msgspec.Struct):
    name: str
    first_name: str
    email: str
    phone: str | None
    attendee_name: str | None  # who is seen, when they booked for somebody else
    guests: list[GuestSeen]


class VisitSeen(msgspec.Struct):
    """Everything that the page behind a link needs to say what is the case and what to do."""

    id: UUID
    state: State
    now: datetime
    office: VisitOffice
    service: VisitService
    provider: VisitProvider
    consumer: VisitConsumer
    starts_at: datetime
    ends_at: datetime
    reader: Wall
    office_wall: Wall
    door_opens_at: datetime
    door_opens: Wall
    revision: int
    moved_from: Wall | None
    can_cancel: bool
    cancel_until: datetime
    cancel_until_wall: Wall
    can_move: bool
    move_until: datetime
    move_until_wall: Wall
    cancelled_by: str | None
    waiting_since: datetime | None
    place_in_line: int | None
    estimate_minutes: int | None
    estimate_wall: Wall | None
    connected_elsewhere: bool
    calendar_url: str
    book_again_url: str


class Booked(msgspec.Struct):
    """A fresh booking: the visit, and the token of its link, told to whoever booked."""

    visit_id: UUID
    link_token: str
    visit: VisitSeen


class LinkOpened(msgspec.Struct):
    visit_id: UUID
    visit: VisitSeen


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


class OutcomeWish(msgspec.Struct, forbid_unknown_fields=True):
    outcome: Outcome | None


class NotesWish(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, Meta(max_length=20_000)]


class RefusalWish(msgspec.Struct, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(max_length=500)] | None = None


def visit_seen(facts: Facts, place: Place | None, *, now: datetime) -> VisitSeen:
    """Show a visit to its consumer, on their wall and on the office's."""
    zone = facts.reader_zone
    cancel_until = change_until(facts.starts_at, facts.cancel_cutoff_minutes)
    move_until = change_until(facts.starts_at, facts.move_cutoff_minutes)
    changeable = facts.state(now) in (State.BOOKED, State.OPEN)
    moved = facts.moved_from_starts_at
    estimate_at = place.estimate_at if place else None
    return VisitSeen(
        id=facts.id,
        state=facts.state(now),
        now=now,
        office=VisitOffice(
            facts.office_id,
            facts.office_slug,
            facts.office_name,
            facts.office_phone,
            facts.office_zone,
            facts.office_colour,
        ),
        service=VisitService(
            facts.service_id,
            facts.service_name,
            facts.duration_minutes,
            facts.modality,
            facts.price_minor,
            facts.currency,
        ),
        provider=VisitProvider(
            facts.provider_id,
            facts.provider_name,
            facts.provider_headline,
            initials(facts.provider_name),
            "in_visit" if facts.provider_in_visit else "available",
        ),
        consumer=VisitConsumer(
            facts.consumer_name,
            first_name(facts.consumer_name),
            facts.consumer_email,
            facts.consumer_phone,
            facts.attendee_name,
            msgspec.convert(facts.guests, list[GuestSeen]),
        ),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        reader=wall(facts.starts_at, facts.ends_at, zone),
        office_wall=wall(facts.starts_at, facts.ends_at, facts.office_zone),
        door_opens_at=facts.door_opens_at,
        door_opens=wall(facts.door_opens_at, None, zone),
        revision=facts.revision,
        moved_from=wall(moved, facts.moved_from_ends_at, zone) if moved else None,
        can_cancel=changeable and may_change(facts.starts_at, facts.cancel_cutoff_minutes, now=now),
        cancel_until=cancel_until,
        cancel_until_wall=wall(cancel_until, None, zone),
        can_move=changeable and may_change(facts.starts_at, facts.move_cutoff_minutes, now=now),
        move_until=move_until,
        move_until_wall=wall(move_until, None, zone),
        cancelled_by=facts.cancelled_by,
        waiting_since=facts.waiting_since,
        place_in_line=place.number if place else None,
        estimate_minutes=place.minutes if place else None,
        estimate_wall=wall(estimate_at, None, zone) if estimate_at else None,
        connected_elsewhere=facts.connected_at is not None,
        calendar_url=f"/api/v1/visits/{facts.id}/calendar.ics",
        book_again_url=f"/book/{facts.office_slug}",
    )


def day_visit(facts: Facts, *, now: datetime) -> DayVisit:
    """Show a visit to staff."""
    waiting = facts.state(now) is State.WAITING
    may_join_at = facts.starts_at - MAY_JOIN_BEFORE
    live = facts.state(now) in (State.OPEN, State.WAITING, State.ADMITTED, State.IN_VISIT, State.REFUSED)
    return DayVisit(
        id=facts.id,
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
    )


def _wait(facts: Facts, *, now: datetime) -> Literal["early", "just_came", "waiting", "long"]:
    waited = _minutes(now - facts.waiting_since) if facts.waiting_since else 0
    if waited < 5:
        return "early" if now < facts.starts_at else "just_came"
    return "waiting" if waited <= 15 else "long"


def _minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))
