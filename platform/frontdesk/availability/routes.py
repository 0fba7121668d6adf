"""Hours, seasons, overrides and what follows from them, for staff to read. They are set where it is known whom it affects."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.guards import staff_only
from frontdesk.auth.roles import Staff
from frontdesk.availability import schedules
from frontdesk.availability.calendar import open_hours, read_calendar
from frontdesk.availability.hours_schemas import EffectiveHours, Exceptions, OverrideList, SeasonList
from frontdesk.availability.overrides import overrides_between, overrides_of
from frontdesk.availability.owners import owner_of
from frontdesk.availability.seasons import seasons_between, seasons_of
from frontdesk.availability.sources import away_between, days_between, opening_seen, sources
from frontdesk.offices import queries as offices
from frontdesk.offices.schemas import Hours, ProviderHours
from frontdesk.wall import check_dates, start_of_day


@get("/offices/{office:str}/hours", guards=[staff_only], tags=["Hours"])
async def read_office_hours(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> Hours:
    """Read the office's weekly hours."""
    return await schedules.office_hours(session, await offices.office_by_id(session, staff.office_id))


@get("/offices/{office:str}/providers/{provider_id:uuid}/hours", guards=[staff_only], tags=["Hours"])
async def read_provider_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
) -> ProviderHours:
    """Read a provider's own weekly hours."""
    return await schedules.hours_of(session, await owner_of(session, staff.office_id, provider_id=provider_id))


@get("/offices/{office:str}/services/{service_id:uuid}/hours", guards=[staff_only], tags=["Hours"])
async def read_service_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    service_id: FromPath[UUID],
) -> ProviderHours:
    """Read the weekly hours in which alone a service may be booked; `ranges` null where it has none of its own."""
    return await schedules.hours_of(session, await owner_of(session, staff.office_id, service_id=service_id))


@get("/offices/{office:str}/seasons", guards=[staff_only], tags=["Hours"])
async def list_seasons(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromQuery[UUID | None] = None,
    service_id: FromQuery[UUID | None] = None,
) -> SeasonList:
    """List the seasons of the office's hours, or of those of a provider or a service."""
    owner = await owner_of(session, staff.office_id, provider_id=provider_id, service_id=service_id)
    return SeasonList(await seasons_of(session, owner))


@get("/offices/{office:str}/overrides", guards=[staff_only], tags=["Hours"])
async def list_overrides(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromQuery[UUID | None] = None,
    service_id: FromQuery[UUID | None] = None,
) -> OverrideList:
    """List the overrides of the office's hours, or of those of a provider or a service."""
    owner = await owner_of(session, staff.office_id, provider_id=provider_id, service_id=service_id)
    return OverrideList(await overrides_of(session, owner))


@get("/offices/{office:str}/effective-hours", guards=[staff_only], tags=["Hours"])
async def read_effective_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    from_day: Annotated[date, QueryParameter(name="from")],
    to_day: Annotated[date, QueryParameter(name="to")],
    provider_id: FromQuery[UUID | None] = None,
    service_id: FromQuery[UUID | None] = None,
) -> EffectiveHours:
    """Tell when the office, and whoever else is named, are open at once between two of its dates, the second not included."""
    here = await offices.office_by_id(session, staff.office_id)
    check_dates(from_day, to_day)
    provider = await offices.provider_by_id(session, here.id, provider_id) if provider_id is not None else None
    service = await offices.service_by_id(session, here.id, service_id) if service_id is not None else None
    from_at, to_at = start_of_day(from_day, here.time_zone), start_of_day(to_day, here.time_zone)
    calendar = await read_calendar(session, here.id)
    found = await open_hours(
        session, here, calendar, provider_id=provider_id, service_id=service_id, from_at=from_at, to_at=to_at
    )
    last = max(from_day, to_day - timedelta(days=1))
    return EffectiveHours(
        here.time_zone,
        [opening_seen(opening, here.time_zone) for opening in found],
        days_between(here, first=from_day, last=last),
        await sources(session, here, provider, service, calendar, first=from_day, last=last),
        await away_between(session, here, provider, from_at=from_at, to_at=to_at),
    )


@get("/offices/{office:str}/exceptions", guards=[staff_only], tags=["Hours"])
async def list_exceptions(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    from_day: Annotated[date, QueryParameter(name="from")],
    to_day: Annotated[date, QueryParameter(name="to")],
) -> Exceptions:
    """List everybody's overrides and seasons that touch the dates between two, the second not included."""
    here = await offices.office_by_id(session, staff.office_id)
    check_dates(from_day, to_day)
    dates = {"first": from_day, "last": max(from_day, to_day - timedelta(days=1))}
    return Exceptions(await overrides_between(session, here, **dates), await seasons_between(session, here, **dates))


route_handlers = [
    read_office_hours,
    read_provider_hours,
    read_service_hours,
    list_seasons,
    list_overrides,
    read_effective_hours,
    list_exceptions,
]
