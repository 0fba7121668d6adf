"""Public holidays: shown with whom they would affect, then closed by date. Nothing is closed that nobody asked for."""

from datetime import date
from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.availability.holidays import NotAHoliday, close_on, countries, holidays_of, whole_day
from frontdesk.availability.queries import time_off_between
from frontdesk.dashboard.schemas import (
    HolidayCountries,
    HolidayCountry,
    HolidayList,
    HolidaysClosed,
    HolidaySeen,
    HolidayWish,
)
from frontdesk.dashboard.time_off_routes import time_off_seen
from frontdesk.dashboard.today import affected_by
from frontdesk.db import bounds, span
from frontdesk.offices import queries as offices
from frontdesk.visits.staff_schemas import day_visit
from frontdesk.wall import check_dates


@get("/offices/{office:str}/holiday-countries", guards=[staff_only], tags=["Time off"], sync_to_thread=False)
def list_countries(staff: NamedDependency[Staff], office: FromPath[str]) -> HolidayCountries:
    """List the countries whose public holidays are known, and their regions: ISO 3166 codes, as far as there are any."""
    return HolidayCountries([HolidayCountry(code, list(regions)) for code, regions in sorted(countries().items())])


@get("/offices/{office:str}/holidays", guards=[staff_only], tags=["Time off"])
async def list_holidays(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    country: FromQuery[str],
    year: Annotated[int, QueryParameter(ge=2000, le=2199)],
    subdivision: FromQuery[str | None] = None,
) -> HolidayList:
    """Show a year's public holidays of a country or a region, and whom closing on each would affect. Changes nothing."""
    here = await offices.office_by_id(session, staff.office_id)
    found = holidays_of(country, subdivision, year, locale=here.locale)
    if not found:
        return HolidayList([])
    days = {day: bounds(whole_day(here, day)) for day in found}
    from_at, to_at = days[min(found)][0], days[max(found)][1]
    closures = [
        (*bounds(closure.during), closure)
        for closure in await time_off_between(session, here.id, from_at=from_at, to_at=to_at, provider_id=None)
        if closure.provider_id is None
    ]
    ahead = await affected_by(session, here.id, provider_id=None, during=span(from_at, to_at), now=clock.now())
    items = []
    for day, (starts_at, ends_at) in days.items():
        closed_by = [one for begins, ends, one in closures if begins <= starts_at and ends >= ends_at]
        affected = {visit.id for visit in ahead if visit.starts_at < ends_at and visit.ends_at > starts_at}
        taken = next((one.id for one in closed_by if one.holiday_on == day), None)
        items.append(HolidaySeen(day, found[day], bool(closed_by), taken, len(affected)))
    return HolidayList(items)


@post("/offices/{office:str}/holidays", guards=[managers_only], tags=["Time off"])
async def close_holidays(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[HolidayWish],
) -> HolidaysClosed:
    """Close the office on exactly these public holidays; twice does no harm. Booked visits stay, and are told here."""
    here = await offices.office_by_id(session, staff.office_id)
    check_dates(min(data.dates), max(data.dates))
    known: dict[date, str] = {}
    for year in {day.year for day in data.dates}:
        known |= holidays_of(data.country, data.subdivision, year, locale=here.locale)
    unknown = sorted(set(data.dates) - known.keys())
    if unknown:
        raise NotAHoliday(dates=unknown)
    now = clock.now()
    closed = await close_on(
        session,
        here,
        {day: known[day] for day in data.dates},
        created_by=staff.person_id,
        actor=staff.actor,
        now=now,
    )
    affected = {}
    for one in closed:
        for facts in await affected_by(session, here.id, provider_id=None, during=one.during, now=now):
            affected[facts.seat_id] = day_visit(facts, now=now)
    return HolidaysClosed([time_off_seen(one, here) for one in closed], list(affected.values()))


route_handlers = [list_countries, list_holidays, close_holidays]
