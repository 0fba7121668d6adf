"""What goes over the wire about a visit as its consumer sees it; staff_schemas.py has the staff's side."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from frontdesk.appointments.rules import change_until
from frontdesk.appointments.schemas import AssignedSeen, assigned_seen
from frontdesk.appointments.seats import GuestSeen
from frontdesk.auth.schemas import initials
from frontdesk.consumers.contact import first_name
from frontdesk.visits.facts import Facts, State
from frontdesk.visits.line import Place
from frontdesk.wall import Wall, wall


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


class MoveAsked(msgspec.Struct):
    """The office asks them to choose another time, in its own words if it has any. No cut-off binds them then."""

    at: datetime
    note: str | None


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
    move_asked: MoveAsked | None
    can_cancel: bool
    cancel_until: datetime
    cancel_until_wall: Wall
    can_move: bool
    move_until: datetime
    move_until_wall: Wall
    moves_left: int | None
    cancel_reasons: list[str]
    cancelled_by: str | None
    request_expires_at: datetime | None
    decline_reason: str | None
    assigned: AssignedSeen | None
    group: bool
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


def visit_seen(facts: Facts, place: Place | None, *, now: datetime) -> VisitSeen:
    """Show a visit to its consumer, on their wall and on the office's."""
    zone = facts.reader_zone
    cancel_until = change_until(facts.starts_at, facts.cancel_cutoff_minutes)
    move_until = change_until(facts.starts_at, facts.move_cutoff_minutes)
    state = facts.state(now)
    changeable = state in (State.BOOKED, State.OPEN)
    requested = state is State.REQUESTED
    moved = facts.moved_from_starts_at
    asked = facts.move_asked_at if changeable else None
    if asked is not None:
        cancel_until = move_until = facts.starts_at
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
        move_asked=MoveAsked(asked, facts.move_asked_note) if asked is not None else None,
        can_cancel=requested or (changeable and now < cancel_until),
        cancel_until=cancel_until,
        cancel_until_wall=wall(cancel_until, None, zone),
        can_move=changeable and now < move_until and (asked is not None or facts.moves_left != 0),
        move_until=move_until,
        move_until_wall=wall(move_until, None, zone),
        moves_left=facts.moves_left if asked is None else None,
        cancel_reasons=facts.cancel_reasons,
        cancelled_by=facts.cancelled_by,
        request_expires_at=facts.request_expires_at if requested else None,
        decline_reason=facts.decline_reason,
        assigned=assigned_seen(facts.assigned),
        group=facts.in_group,
        waiting_since=facts.waiting_since,
        place_in_line=place.number if place else None,
        estimate_minutes=place.minutes if place else None,
        estimate_wall=wall(estimate_at, None, zone) if estimate_at else None,
        connected_elsewhere=facts.connected_at is not None,
        calendar_url=f"/api/v1/visits/{facts.id}/calendar.ics",
        book_again_url=f"/book/{facts.office_slug}",
    )
