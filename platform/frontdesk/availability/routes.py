"""Weekly hours, for staff. Free times stand with the appointments, whose holds they must know."""

from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import at_work, managers_only, staff_only
from frontdesk.auth.roles import Role, Staff
from frontdesk.availability import schedules
from frontdesk.errors import NotAllowed
from frontdesk.offices import queries as offices
from frontdesk.offices.schemas import Hours, ProviderHours


@get("/offices/{office:str}/hours", guards=[staff_only], tags=["Hours"])
async def read_office_hours(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> Hours:
    """Read the office's weekly hours."""
    return await schedules.office_hours(session, await offices.office_by_id(session, staff.office_id))


@put("/offices/{office:str}/hours", guards=[managers_only], tags=["Hours"])
async def set_office_hours(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str], data: JSONBody[Hours]
) -> Hours:
    """Replace the office's weekly hours; live for consumers at once, booked visits stay."""
    here = await offices.office_by_id(session, staff.office_id)
    await schedules.set_office_hours(session, here, data, actor=staff.actor, now=clock.now())
    return await schedules.office_hours(session, here)


@get("/offices/{office:str}/providers/{provider_id:uuid}/hours", guards=[staff_only], tags=["Hours"])
async def read_provider_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
) -> ProviderHours:
    """Read a provider's own weekly hours."""
    provider = await offices.provider_by_id(session, staff.office_id, provider_id)
    return await schedules.provider_hours(session, provider)


@put("/offices/{office:str}/providers/{provider_id:uuid}/hours", guards=[at_work], tags=["Hours"])
async def set_provider_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
    data: JSONBody[ProviderHours],
) -> ProviderHours:
    """Replace a provider's own weekly hours: managers for everybody, providers their own."""
    provider = await offices.provider_by_id(session, staff.office_id, provider_id)
    if staff.role is Role.SCHEDULER or staff.only_provider not in (None, provider_id):
        raise NotAllowed()
    await schedules.set_provider_hours(session, provider, data, actor=staff.actor, now=clock.now())
    return await schedules.provider_hours(session, provider)


route_handlers = [read_office_hours, set_office_hours, read_provider_hours, set_provider_hours]
