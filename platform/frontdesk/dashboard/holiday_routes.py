"""Public holidays: shown with whom they would affect, then closed by date. Nothing is closed that nobody asked for."""

from contextlib import nullcontext
from datetime import date
from typing import Annotated

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.availability.holidays import NotAHoliday, close_on, countries, holidays_of, keys_of, whole_day
from frontdesk.availability.holidays_kept import calendar_kept, close_again, keep_holidays
from frontdesk.availability.queries import time_off_between
from frontdesk.dashboard.affected import affected_by
from frontdesk.dashboard.away import see_to, time_off_seen
from frontdesk.dashboard.schemas import (
    HolidayCountries,
    HolidayCountry,
    HolidayList,
    HolidaysClosed,
    HolidaySeen,
    HolidaysKept,
    HolidaysKeptWish,
    HolidayWish,
)
from frontdesk.db import bounds, span
from frontdesk.events import taken_back
from frontdesk.offices import queries as offices
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
    keys = keys_of(country, subdivision, year)
    kept = await calendar_kept(session, here)
    same = kept is not None and (kept.country, kept.subdivision) == (country, subdivision)
    every_year = set(kept.holidays) if kept is not None and same else set()
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
        key = keys.get(day, found[day])
        items.append(HolidaySeen(day, found[day], bool(closed_by), taken, len(affected), key, key in every_year))
    return HolidayList(items)


@post("/offices/{office:str}/holidays", guards=[managers_only], tags=["Time off"])
async def close_holidays(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[HolidayWish],
    preview: FromQuery[bool] = False,
) -> HolidaysClosed:
    """Close the office on exactly these public holidays, and do with each visit on them what `affected` says.

    Twice does no harm. `preview` changes nothing. 409 affected_changed: nothing happened, here is the list as it is now.
    """
    here = await offices.office_by_id(session, staff.office_id)
    days, now = _known(data, here.locale), clock.now()
    async with taken_back(session) if preview else nullcontext():
        closed = await close_on(session, here, days, created_by=staff.person_id, actor=staff.actor, now=now)
        await close_again(session, here, days.keys())
        acts = None if preview else data.affected
        affected = await see_to(session, here, closed, acts, actor=staff.actor, now=now)
        items = [time_off_seen(one, here) for one in closed]
    return HolidaysClosed(items, affected)


@get("/offices/{office:str}/holiday-calendar", guards=[staff_only], tags=["Time off"])
async def read_calendar(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> HolidaysKept:
    """Tell which country's or region's holidays the office goes by, and on which it closes every year."""
    here = await offices.office_by_id(session, staff.office_id)
    kept = await calendar_kept(session, here)
    if kept is None:
        return HolidaysKept(here.region if here.region in countries() else "GB", None, [], remembered=False)
    return HolidaysKept(kept.country, kept.subdivision, list(kept.holidays), remembered=True)


@put("/offices/{office:str}/holiday-calendar", guards=[managers_only], tags=["Time off"])
async def keep_calendar(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[HolidaysKeptWish],
) -> HolidaysKept:
    """Remember a country or region, and the holidays on which to close every year: at once for a year ahead, then by itself.

    Without holidays nothing more is closed by itself; what is closed stays closed.
    """
    here = await offices.office_by_id(session, staff.office_id)
    kept = await keep_holidays(
        session, here, data.country, data.subdivision, data.holidays, actor=staff.actor, now=clock.now()
    )  # fmt: skip
    return HolidaysKept(kept.country, kept.subdivision, list(kept.holidays), remembered=True)


def _known(wish: HolidayWish, locale: str) -> dict[date, str]:
    check_dates(min(wish.dates), max(wish.dates))
    known: dict[date, str] = {}
    for year in {day.year for day in wish.dates}:
        known |= holidays_of(wish.country, wish.subdivision, year, locale=locale)
    unknown = sorted(set(wish.dates) - known.keys())
    if unknown:
        raise NotAHoliday(dates=unknown)
    return {day: known[day] for day in wish.dates}


route_handlers = [list_countries, list_holidays, close_holidays, read_calendar, keep_calendar]
