"""Limits of what is booked in a day, a week or a month."""

from uuid import UUID

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.availability import limit_settings
from frontdesk.availability.limit_schemas import LimitChange, LimitList, LimitSeen, LimitWish
from frontdesk.offices import queries as offices


@get("/offices/{office:str}/booking-limits", guards=[staff_only], tags=["Limits"])
async def list_limits(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> LimitList:
    """List the limits, each with a sentence that says what it does."""
    return LimitList(await limit_settings.limits_seen(session, staff.office_id))


@post("/offices/{office:str}/booking-limits", guards=[managers_only], tags=["Limits"])
async def add_limit(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[LimitWish],
) -> LimitSeen:
    """Limit what is booked from now on; booked visits stay."""
    here = await offices.office_by_id(session, staff.office_id)
    return await limit_settings.add_limit(session, here, data, actor=staff.actor, now=clock.now())


@put("/offices/{office:str}/booking-limits/{limit_id:uuid}", guards=[managers_only], tags=["Limits"])
async def change_limit(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    limit_id: FromPath[UUID],
    data: JSONBody[LimitChange],
) -> LimitSeen:
    """Let a limit be another amount."""
    return await limit_settings.change_limit(
        session, staff.office_id, limit_id, data, actor=staff.actor, now=clock.now()
    )


@delete("/offices/{office:str}/booking-limits/{limit_id:uuid}", guards=[managers_only], tags=["Limits"])
async def remove_limit(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    limit_id: FromPath[UUID],
) -> None:
    """Limit this no longer."""
    await limit_settings.remove_limit(session, staff.office_id, limit_id, actor=staff.actor, now=clock.now())


route_handlers = [list_limits, add_limit, change_limit, remove_limit]
