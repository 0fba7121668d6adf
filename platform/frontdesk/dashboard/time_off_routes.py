"""Time off and closures, with whom they affect. Booked visits stay unless something else is said of them."""

from datetime import date, datetime, timedelta
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
from frontdesk.availability.holidays_kept import open_on
from frontdesk.availability.owners import may_set
from frontdesk.availability.schedules import (
    EmptyTimeOff,
    TimeOffTooLong,
    add_time_off,
    check_colleague,
    remove_time_off,
)
from frontdesk.availability.tables import TimeOff
from frontdesk.dashboard.away import listed, see_to, time_off_seen, visits_within
from frontdesk.dashboard.schemas import Affected, TimeOffAdded, TimeOffList, TimeOffWish, VisitsWish
from frontdesk.db import Span, span
from frontdesk.events import taken_back
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.wall import check_dates, instant, parse_local, start_of_day

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
    return TimeOffList(await listed(session, here, found, now=clock.now()))


@post("/offices/{office:str}/time-off", guards=[at_work], tags=["Time off"])
async def add(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[TimeOffWish],
) -> TimeOffAdded:
    """Take time out, and do with each visit in its way what `affected` says; consumers no longer see it at once.

    409 affected_changed: nothing happened, and here is the list as it is now.
    """
    here, during = await _checked(session, staff, data)
    now = clock.now()
    added = await _add(session, staff, here, data, during, now=now)
    affected = await see_to(session, here, [added], data.affected, actor=staff.actor, now=now)
    return TimeOffAdded(time_off_seen(added, here), affected)


@post("/offices/{office:str}/time-off/preview", status_code=200, guards=[at_work], tags=["Time off"])
async def preview(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[TimeOffWish],
) -> Affected:
    """Tell whom it would affect, with what may be done with each, and change nothing."""
    here, during = await _checked(session, staff, data)
    now = clock.now()
    async with taken_back(session):
        added = await _add(session, staff, here, data, during, now=now)
        affected = await visits_within(session, here, added, actor=staff.actor, now=now)
    return Affected(affected)


@get("/offices/{office:str}/time-off/{time_off_id:uuid}/visits", guards=[staff_only], tags=["Time off"])
async def list_visits(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    time_off_id: FromPath[UUID],
) -> Affected:
    """List the booked visits ahead that still lie in a time off or closure, with what may be done with each."""
    here, found = await _found(session, staff, time_off_id)
    return Affected(await visits_within(session, here, found, actor=staff.actor, now=clock.now()))


@post("/offices/{office:str}/time-off/{time_off_id:uuid}/visits", status_code=200, guards=[at_work], tags=["Time off"])
async def handle_visits(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    time_off_id: FromPath[UUID],
    data: JSONBody[VisitsWish],
) -> Affected:
    """See to the visits that lie in it, all in one act; answers those that still do. 409 affected_changed as above."""
    here, found = await _found(session, staff, time_off_id)
    may_set(staff, here, found.provider_id, what="time_off")
    now = clock.now()
    await see_to(session, here, [found], data.affected, actor=staff.actor, now=now)
    return Affected(await visits_within(session, here, found, actor=staff.actor, now=now))


@delete("/offices/{office:str}/time-off/{time_off_id:uuid}", guards=[at_work], tags=["Time off"])
async def remove(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    time_off_id: FromPath[UUID],
) -> None:
    """Give the time back. A holiday that is kept every year stays open on this one date."""
    here, found = await _found(session, staff, time_off_id)
    may_set(staff, here, found.provider_id, what="time_off")
    now = clock.now()
    await remove_time_off(session, found, actor=staff.actor, now=now)
    if found.holiday_on is not None:
        await open_on(session, here, found.holiday_on, now=now)


async def _add(
    session: AsyncSession, staff: Staff, here: Office, wish: TimeOffWish, during: Span, *, now: datetime
) -> TimeOff:  # fmt: skip
    return await add_time_off(
        session,
        office_id=here.id,
        provider_id=wish.provider_id,
        during=during,
        reason=wish.reason,
        colleague_id=wish.colleague_id,
        created_by=staff.person_id,
        actor=staff.actor,
        now=now,
    )


async def _found(session: AsyncSession, staff: Staff, time_off_id: UUID) -> tuple[Office, TimeOff]:
    here = await offices.office_by_id(session, staff.office_id)
    found = await away.time_off_by_id(session, here.id, time_off_id)
    if staff.only_provider is not None and found.provider_id not in (None, staff.only_provider):
        raise away.UnknownTimeOff()
    return here, found


async def _checked(session: AsyncSession, staff: Staff, wish: TimeOffWish) -> tuple[Office, Span]:
    here = await offices.office_by_id(session, staff.office_id)
    if wish.provider_id is not None:
        await offices.provider_by_id(session, here.id, wish.provider_id)
    if wish.colleague_id is not None:
        await offices.provider_by_id(session, here.id, wish.colleague_id)
    may_set(staff, here, wish.provider_id, what="time_off")
    check_colleague(wish.provider_id, wish.colleague_id)
    starts_at = instant(parse_local(wish.from_), here.time_zone, end=False)
    ends_at = instant(parse_local(wish.to), here.time_zone, end=True)
    if starts_at >= ends_at:
        raise EmptyTimeOff()
    if ends_at - starts_at > YEAR:
        raise TimeOffTooLong()
    return here, span(starts_at, ends_at)


route_handlers = [list_time_off, add, preview, list_visits, handle_visits, remove]
