"""The staff's day, live; one visit whole; and time off with whom it affects (it looks at visits, so it stands here)."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import ServerSentEvent
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments.seats import seats_seen
from frontdesk.auth.guards import at_work, staff_only
from frontdesk.auth.roles import Role, Staff
from frontdesk.availability import queries as away
from frontdesk.availability.schedules import EmptyTimeOff, TimeOffTooLong, add_time_off, remove_time_off
from frontdesk.availability.tables import TimeOff
from frontdesk.dashboard.schemas import (
    Affected,
    Day,
    TimeOffAdded,
    TimeOffList,
    TimeOffSeen,
    TimeOffWalls,
    TimeOffWish,
    VisitDetail,
)
from frontdesk.dashboard.today import affected_by, day_of
from frontdesk.db import Span, bounds, span
from frontdesk.errors import NotAllowed
from frontdesk.events import Listener
from frontdesk.messages.queries import messages_seen
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.streams import live
from frontdesk.visits.facts import facts_of
from frontdesk.visits.schemas import day_visit
from frontdesk.wall import instant, parse_local, start_of_day, wall

YEAR = timedelta(days=366)


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
    return VisitDetail(**shown, notes=facts.notes, notes_saved_at=facts.notes_saved_at, messages=said, seats=seats)


@get("/offices/{office:str}/time-off", guards=[staff_only], tags=["Time off"])
async def list_time_off(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    from_day: Annotated[date, QueryParameter(name="from")],
    to_day: Annotated[date, QueryParameter(name="to")],
) -> TimeOffList:
    """List time off and closures between two dates of the office."""
    here = await offices.office_by_id(session, staff.office_id)
    found = await away.time_off_between(
        session,
        here.id,
        from_at=start_of_day(from_day, here.time_zone),
        to_at=start_of_day(to_day, here.time_zone),
        provider_id=staff.only_provider,
    )
    return TimeOffList([_seen(time_off, here) for time_off in found])


@post("/offices/{office:str}/time-off", guards=[at_work], tags=["Time off"])
async def add(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[TimeOffWish],
) -> TimeOffAdded:
    """Take time out; consumers no longer see it at once. Booked visits stay, and are told here."""
    here, during = await _checked(session, staff, data)
    now = clock.now()
    affected = await affected_by(session, here.id, provider_id=data.provider_id, during=during, now=now)
    added = await add_time_off(
        session,
        office_id=here.id,
        provider_id=data.provider_id,
        during=during,
        reason=data.reason,
        created_by=staff.person_id,
        actor=staff.actor,
        now=now,
    )
    return TimeOffAdded(_seen(added, here), [day_visit(facts, now=now) for facts in affected])


@post("/offices/{office:str}/time-off/preview", status_code=200, guards=[at_work], tags=["Time off"])
async def preview(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[TimeOffWish],
) -> Affected:
    """Tell whom it would affect, and change nothing."""
    here, during = await _checked(session, staff, data)
    now = clock.now()
    affected = await affected_by(session, here.id, provider_id=data.provider_id, during=during, now=now)
    return Affected([day_visit(facts, now=now) for facts in affected])


@delete("/offices/{office:str}/time-off/{time_off_id:uuid}", guards=[at_work], tags=["Time off"])
async def remove(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    time_off_id: FromPath[UUID],
) -> None:
    """Give the time back."""
    found = await away.time_off_by_id(session, staff.office_id, time_off_id)
    _may_set(staff, found.provider_id)
    await remove_time_off(session, found, actor=staff.actor, now=clock.now())


async def _checked(session: AsyncSession, staff: Staff, wish: TimeOffWish) -> tuple[Office, Span]:
    here = await offices.office_by_id(session, staff.office_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, here.id, wish.provider_id)
    _may_set(staff, wish.provider_id)
    starts_at = instant(parse_local(wish.from_), here.time_zone, end=False)
    ends_at = instant(parse_local(wish.to), here.time_zone, end=True)
    if starts_at >= ends_at:
        raise EmptyTimeOff()
    if ends_at - starts_at > YEAR:
        raise TimeOffTooLong()
    return here, span(starts_at, ends_at)


def _may_set(staff: Staff, provider_id: UUID | None) -> None:
    own = provider_id == staff.person_id
    if staff.role is Role.SCHEDULER or (staff.role is Role.PROVIDER and not own):
        raise NotAllowed()


def _seen(time_off: TimeOff, office: Office) -> TimeOffSeen:
    starts_at, ends_at = bounds(time_off.during)
    return TimeOffSeen(
        id=time_off.id,
        provider_id=time_off.provider_id,
        starts_at=starts_at,
        ends_at=ends_at,
        office=TimeOffWalls(wall(starts_at, None, office.time_zone), wall(ends_at, None, office.time_zone)),
        reason=time_off.reason,
        created_by=time_off.created_by,
    )


route_handlers = [read_day, stream_office, read_visit, list_time_off, add, preview, remove]
