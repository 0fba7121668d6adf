"""Why is this time not offered? Consumers read a neutral sentence; staff read which rule or claim, and whose.

It stands with the readers because staff are told which visit is in the way.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments.tables import Appointment
from frontdesk.auth.guards import staff_if_any
from frontdesk.auth.roles import Staff
from frontdesk.availability.ask import Ask
from frontdesk.availability.explaining import Reason, explain
from frontdesk.availability.tables import BookingLimit, TimeOff
from frontdesk.dashboard.explained import ForTheDesk, told_to_the_desk
from frontdesk.errors import Invalid
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import Wall, wall


class NoZone(Invalid):
    """A start needs its offset from UTC, such as 2026-11-26T14:30:00Z."""


class ReasonSeen(msgspec.Struct):
    """One thing that prevents a start. Only staff are told whose it is and which row is behind it."""

    code: str
    text: str
    provider_id: UUID | None = None
    visit_id: UUID | None = None
    time_off_id: UUID | None = None
    limit_id: UUID | None = None


class Explanation(msgspec.Struct):
    starts_at: datetime
    office: Wall
    bookable: bool
    reasons: list[ReasonSeen]
    desk: ForTheDesk | None = None  # staff alone


@get("/offices/{office:str}/slots/explanation", tags=["Booking"])
async def explain_slot(
    request: Request[Any, Any, Any],
    session: NamedDependency[AsyncSession],
    office: FromPath[str],
    service_id: FromQuery[UUID],
    starts_at: FromQuery[datetime],
    provider_id: FromQuery[UUID | None] = None,
    duration_minutes: FromQuery[int | None] = None,
    attributes: Annotated[list[str] | None, QueryParameter(name="attribute", max_items=20)] = None,
) -> Explanation:
    """Tell exactly what prevents a start, by the code that lists the times; nothing when it can be booked."""
    if starts_at.tzinfo is None:
        raise NoZone()
    staff = await staff_if_any(request)
    here = await offices.office_named(session, office)
    service = await offices.service_by_id(session, here.id, service_id)
    if staff is None and (service.hidden or not service.active):
        raise offices.UnknownService()
    if provider_id is not None:
        provider = await offices.provider_by_id(session, here.id, provider_id)
        if staff is None and provider.private:
            raise offices.UnknownProvider()
    now = clock.now()
    ask = Ask(
        here,
        service,
        provider_id,
        now=now,
        asked_at=now,
        duration_minutes=duration_minutes,
        attributes=frozenset(attributes or ()),
        unlocked=staff is not None,
    )
    reasons = await explain(session, ask, starts_at)
    shown = (
        await for_staff(session, staff, service, reasons)
        if staff is not None
        else _for_consumers(here, service, reasons)
    )
    desk = await told_to_the_desk(session, ask, starts_at) if staff is not None else None
    return Explanation(starts_at, wall(starts_at, starts_at + ask.length, here.time_zone), not reasons, shown, desk)


def _for_consumers(office: Office, service: Service, reasons: Sequence[Reason]) -> list[ReasonSeen]:
    """Say what anybody may know: rules of the house by name, everything about people as "not free"."""
    said = []
    for reason in reasons:
        code = reason.code if reason.code in _HOUSE_RULES else "not_free"
        text = _HOUSE_RULES.get(reason.code, "This time is not free.")
        if code == "paused":
            text = office.pause_notice or service.pause_notice or text
        if code == "too_soon":
            text = f"Please book at least {_span(service.notice_minutes)} ahead."
        said.append(ReasonSeen(code, text))
    return list({reason.code: reason for reason in said}.values())


async def for_staff(
    session: AsyncSession, staff: Staff, service: Service, reasons: Sequence[Reason]
) -> list[ReasonSeen]:
    """Say each reason by name, with the visit, time off or limit behind it."""
    names: dict[UUID, str] = {
        provider.person_id: provider.name
        for provider in await offices.providers(session, staff.office_id, active_only=False)
    }
    rows = [reason.row_id for reason in reasons if reason.row_id is not None]
    visits = await _by_id(session, select(Appointment).where(Appointment.claim_id.in_(rows)), staff, "claim_id")
    limits = await _by_id(session, select(BookingLimit).where(BookingLimit.id.in_(rows)), staff, "id")
    away = await _by_id(session, select(TimeOff).where(TimeOff.id.in_(rows)), staff, "id")
    said = []
    for reason in reasons:
        limit, time_off = limits.get(reason.row_id), away.get(reason.row_id)
        text = _STAFF_WORDS.get(reason.code) or _HOUSE_RULES[reason.code]
        if limit is not None:
            text = limit_sentence(limit)
        if time_off is not None and time_off.reason:
            text = f"{text.rstrip('.')}: {time_off.reason}."
        if reason.code == "too_soon":
            text = f"Less than {_span(service.notice_minutes)} ahead: the service wants notice."
        if reason.provider_id is not None:
            text = f"{names.get(reason.provider_id, 'Somebody')}: {text[0].lower()}{text[1:]}"
        visit = visits.get(reason.row_id)
        said.append(
            ReasonSeen(
                reason.code,
                text,
                provider_id=reason.provider_id,
                visit_id=visit.id if visit is not None else None,
                time_off_id=time_off.id if time_off is not None else None,
                limit_id=limit.id if limit is not None else None,
            )
        )
    return said


async def _by_id(session: AsyncSession, wanted: Any, staff: Staff, key: str) -> dict[UUID | None, Any]:
    table = wanted.column_descriptions[0]["entity"]
    found = await session.scalars(wanted.where(table.office_id == staff.office_id))
    return {getattr(row, key): row for row in found}


def limit_sentence(limit: BookingLimit) -> str:
    """Say a limit as people read it."""
    most = [f"{limit.count_max} visits"] if limit.count_max is not None else []
    most += [f"{limit.minutes_max} minutes"] if limit.minutes_max is not None else []
    whose = {"office": "in the office", "service": "of this service", "provider": "for one provider"}[limit.scope]
    return f"The limit is reached: at most {' or '.join(most)} a {limit.period} {whose}."


def _span(minutes: int) -> str:
    for size, word in ((1440, "day"), (60, "hour")):
        if minutes >= size and minutes % size == 0:
            return f"{minutes // size} {word}{'s' if minutes > size else ''}"
    return f"{minutes} minutes"


_HOUSE_RULES = {
    "service_inactive": "This service is not offered at present.",
    "service_hidden": "This service can be booked with a private link only.",
    "paused": "Booking is paused.",
    "duration_unknown": "This length is not offered.",
    "in_past": "This time has passed.",
    "too_soon": "This is too soon to book.",
    "window_not_begun": "Booking opens for later dates.",
    "too_far_ahead": "Booking does not reach that far ahead yet.",
    "nobody_offers": "Nobody who fits offers this.",
    "provider_not_offered": "This person does not offer it.",
    "no_hours": "There are no opening hours yet.",
    "office_closed": "The office is closed then.",
    "provider_closed": "Outside working hours.",
    "service_closed": "This service is not offered at that hour.",
    "ends_after_hours": "The visit would end after closing.",
    "buffer_outside_hours": "The time before or after the visit would lie outside opening hours.",
    "off_step": "Visits do not begin at this minute.",
    "closure": "The office is closed then.",
}
_STAFF_WORDS = {
    "leaves_gap": "It would leave a gap too short for a visit.",
    "not_standing_in": "Stands in for an absent colleague, but not then.",
    "held": "Somebody is booking this time just now.",
    "requested": "A request keeps this time.",
    "taken": "A visit is booked then.",
    "taken_elsewhere": "Busy in another office.",
    "group_full": "All places are taken.",
    "time_off": "Time off.",
    "closure": "The office is closed.",
    "limit": "A limit is reached.",
    "already_booked_then": "The consumer has another visit at that time.",
    "active_limit_reached": "The consumer has as many visits ahead as one may have.",
}
route_handlers = [explain_slot]
