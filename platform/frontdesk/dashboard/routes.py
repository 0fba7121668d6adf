"""The staff's day, live, and one visit whole."""

from datetime import date
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import ServerSentEvent
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments.seats import seats_seen
from frontdesk.auth.guards import staff_only
from frontdesk.auth.roles import Staff
from frontdesk.dashboard.schemas import (
    AssignedInFull,
    Day,
    VisitDetail,
)
from frontdesk.dashboard.today import day_of
from frontdesk.events import Listener
from frontdesk.messages.queries import messages_seen
from frontdesk.streams import live
from frontdesk.visits.facts import facts_of
from frontdesk.visits.staff_schemas import day_visit


@get("/offices/{office:str}/day", guards=[staff_only], tags=["Staff: day"])
async def read_day(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    on: FromQuery[date | None] = None,
    provider_id: FromQuery[UUID | None] = None,
) -> Day:
    """Read a date of the office with its visits; a provider reads their own."""
    return await day_of(session, staff, on=on, provider_id=provider_id, now=clock.now())


@get("/offices/{office:str}/stream", guards=[staff_only], tags=["Staff: day"])
async def stream_office(
    listener: NamedDependency[Listener], staff: NamedDependency[Staff], office: FromPath[str]
) -> ServerSentEvent:
    """Tell when something in this office changed."""
    return live(listener, [staff.office_id])


@get("/offices/{office:str}/visits/{visit_id:uuid}", guards=[staff_only], tags=["Staff: visits"])
async def read_visit(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
) -> VisitDetail:
    """Read one visit with notes and messages."""
    now = clock.now()
    facts = await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider)
    shown = msgspec.structs.asdict(day_visit(facts, now=now))
    said = await messages_seen(session, office_id=staff.office_id, appointment_id=visit_id)
    seats = await seats_seen(session, office_id=staff.office_id, appointment_id=visit_id)
    return VisitDetail(
        **shown,
        notes=facts.notes,
        notes_saved_at=facts.notes_saved_at,
        messages=said,
        seats=seats,
        assigned=msgspec.convert(facts.assigned, AssignedInFull) if facts.assigned else None,
    )


route_handlers = [read_day, stream_office, read_visit]
