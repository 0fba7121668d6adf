"""Time off and closures, with whom they affect. Booked visits stay: an office may enter a sick day over booked time."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import at_work, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.availability import queries as away
from frontdesk.availability.owners import may_set
from frontdesk.availability.schedules import (
    EmptyTimeOff,
    TimeOffTooLong,
    add_time_off,
    check_colleague,
    remove_time_off,
)
from frontdesk.availability.tables import TimeOff
from frontdesk.dashboard.schemas import Affected, TimeOffAdded, TimeOffList, TimeOffSeen, TimeOffWalls, TimeOffWish
from frontdesk.dashboard.today import affected_by
from frontdesk.db import Span, bounds, span
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.visits.staff_schemas import day_visit
from frontdesk.wall import check_dates, instant, parse_local, start_of_day, wall

YEAR = timedelta(days=366)


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
    check_dates(from_day, to_day)
    found = await away.time_off_between(
        session,
        here.id,
        from_at=start_of_day(from_day, here.time_zone),
        to_at=start_of_day(to_day, here.time_zone),
        provider_id=staff.only_provider,
    )
    return TimeOffList([time_off_seen(time_off, here) for time_off in found])


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
        colleague_id=data.colleague_id,
        created_by=staff.person_id,
        actor=staff.actor,
        now=now,
    )
    return TimeOffAdded(time_off_seen(added, here), [day_visit(facts, now=now) for facts in affected])


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
    may_set(staff, found.provider_id)
    await remove_time_off(session, found, actor=staff.actor, now=clock.now())


async def _checked(session: AsyncSession, staff: Staff, wish: TimeOffWish) -> tuple[Office, Span]:
    here = await offices.office_by_id(session, staff.office_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, here.id, wish.provider_id)
    if wish.colleague_id is not None:
        await offices.provider_by_id(session, here.id, wish.colleague_id)
    may_set(staff, wish.provider_id)
    check_colleague(wish.provider_id, wish.colleague_id)
    starts_at = instant(parse_local(wish.from_), here.time_zone, end=False)
    ends_at = instant(parse_local(wish.to), here.time_zone, end=True)
    if starts_at >= ends_at:
        raise EmptyTimeOff()
    if ends_at - starts_at > YEAR:
        raise TimeOffTooLong()
    return here, span(starts_at, ends_at)


def time_off_seen(time_off: TimeOff, office: Office) -> TimeOffSeen:
    """Show time off on the office's wall."""
    starts_at, ends_at = bounds(time_off.during)
    return TimeOffSeen(
        id=time_off.id,
        provider_id=time_off.provider_id,
        colleague_id=time_off.colleague_id,
        holiday_on=time_off.holiday_on,
        starts_at=starts_at,
        ends_at=ends_at,
        office=TimeOffWalls(wall(starts_at, None, office.time_zone), wall(ends_at, None, office.time_zone)),
        reason=time_off.reason,
        created_by=time_off.created_by,
    )


route_handlers = [list_time_off, add, preview, remove]
