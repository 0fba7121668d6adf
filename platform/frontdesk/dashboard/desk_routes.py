"""Booking and moving on behalf of a consumer. The rules warn in the words of the explanation, so it stands here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.appointments import behalf
from frontdesk.appointments.behalf import OutsideRules
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.rules import price_of
from frontdesk.appointments.schemas import Instant, Locale, ZoneName
from frontdesk.auth.guards import at_work
from frontdesk.auth.roles import Staff
from frontdesk.availability.ask import Ask
from frontdesk.clock import zone
from frontdesk.consumers.contact import ContactGiven, checked_contact
from frontdesk.consumers.details import DetailsGiven
from frontdesk.dashboard.explanation_routes import for_staff
from frontdesk.db import Sessions
from frontdesk.errors import NotAllowed
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Service
from frontdesk.visits.facts import check_not_begun, facts_of
from frontdesk.visits.staff_schemas import DayVisit, day_visit

Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class DeskBookingWish(DetailsGiven, kw_only=True, forbid_unknown_fields=True):
    """A booking by phone. With `override_reason` it goes past the rules that warned, with a named provider."""

    service_id: UUID
    starts_at: Instant
    provider_id: UUID | None = None
    duration_minutes: Annotated[int, Meta(ge=5, le=1440)] | None = None
    consumer: ContactGiven
    time_zone: ZoneName
    locale: Locale
    sms_consent: bool
    override_reason: Reason | None = None


class DeskMoveWish(msgspec.Struct, forbid_unknown_fields=True):
    """A move by the office. `reason` is kept with the visit; `override_reason` goes past the rules that warned."""

    starts_at: Instant
    provider_id: UUID | None = None
    reason: Reason | None = None
    override_reason: Reason | None = None


@post("/offices/{office:str}/bookings", guards=[at_work], tags=["Staff: desk"])
async def book(
    request: Request[Any, Any, Any],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[DeskBookingWish],
) -> DayVisit:
    """Book for a consumer, confirmed at once. 409 outside_rules comes with `warnings`: the rules that say no."""
    sessions, settings, now = request.app.state.sessions, request.app.state.settings, clock.now()
    zone(data.time_zone)
    async with db.begin(sessions, read_only=True) as session:
        here = await offices.office_by_id(session, staff.office_id)
        service = await offices.service_by_id(session, here.id, data.service_id)
        provider_id = await _whom(session, staff, data.provider_id)
    if data.duration_minutes is not None:
        price_of(service, data.duration_minutes)
    contact = checked_contact(data.consumer, here.region)
    booking = Booking(contact, data.time_zone, data.locale, data.sms_consent, data)
    ask = Ask(here, service, provider_id, now=now, asked_at=now, duration_minutes=data.duration_minutes, unlocked=True)
    async with _warning(sessions, staff, service), db.begin(sessions) as session:
        appointment, seat = await behalf.book_for(
            session,
            ask,
            booking,
            data.starts_at,
            override_reason=data.override_reason,
            secret_key=settings.secret_key,
            actor=staff.actor,
        )
        return day_visit(await facts_of(session, here.id, appointment.id, seat_id=seat.id), now=now)


@put("/offices/{office:str}/visits/{visit_id:uuid}/time", guards=[at_work], tags=["Staff: desk"])
async def move(
    request: Request[Any, Any, Any],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[DeskMoveWish],
    seat_id: FromQuery[UUID | None] = None,
) -> DayVisit:
    """Move a visit, a group, or one seat of it. 409 outside_rules comes with `warnings`: the rules that say no."""
    sessions, now = request.app.state.sessions, clock.now()
    async with db.begin(sessions, read_only=True) as session:
        facts = await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider, seat_id=seat_id)
        service = await offices.service_by_id(session, staff.office_id, facts.service_id)
        provider_id = await _whom(session, staff, data.provider_id)
    check_not_begun(facts, now=now)
    async with _warning(sessions, staff, service), db.begin(sessions) as session:
        moved = await behalf.move_for(
            session,
            office_id=staff.office_id,
            appointment_id=visit_id,
            seat_id=seat_id,
            starts_at=data.starts_at,
            provider_id=provider_id,
            reason=data.reason,
            override_reason=data.override_reason,
            actor=staff.actor,
            now=now,
        )
        return day_visit(await facts_of(session, staff.office_id, moved.id, seat_id=seat_id), now=now)


async def _whom(session: AsyncSession, staff: Staff, provider_id: UUID | None) -> UUID | None:
    """A provider books and moves for themselves only, and so does whoever sees their own consumers only."""
    if provider_id is not None:
        await offices.provider_by_id(session, staff.office_id, provider_id)
    if staff.only_provider is None:
        return provider_id
    if provider_id not in (None, staff.person_id):
        raise NotAllowed()
    return staff.person_id


@asynccontextmanager
async def _warning(sessions: Sessions, staff: Staff, service: Service) -> AsyncIterator[None]:
    """Let OutsideRules leave with the rules in words, read anew after the refused transaction."""
    try:
        yield
    except OutsideRules as refusal:
        async with db.begin(sessions, read_only=True) as session:
            warnings = await for_staff(session, staff, service, refusal.reasons)
        raise OutsideRules(refusal.reasons, **refusal.extras, warnings=warnings) from refusal


route_handlers = [book, move]
