"""Private links, for staff. The token stands in the address's fragment, which no server sees."""

from typing import Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments.private_link_schemas import PrivateLinkList, PrivateLinkMade, PrivateLinkWish
from frontdesk.appointments.private_link_settings import (
    make_private_link,
    private_link_seen,
    private_links_seen,
    revoke_private_link,
)
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.offices import queries as offices


@get("/offices/{office:str}/private-links", guards=[staff_only], tags=["Private links"])
async def list_private_links(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> PrivateLinkList:
    """List the private links, the newest first, without their tokens."""
    return PrivateLinkList(await private_links_seen(session, staff.office_id, now=clock.now()))


@post("/offices/{office:str}/private-links", guards=[managers_only], tags=["Private links"])
async def add_private_link(
    request: Request[Any, Any, Any],
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[PrivateLinkWish],
) -> PrivateLinkMade:
    """Make a way to book what is hidden. Its address is told this once."""
    now = clock.now()
    here = await offices.office_by_id(session, staff.office_id)
    link, token = await make_private_link(session, here, data, actor=staff.actor, now=now)
    url = f"{request.app.state.settings.origin}/book/{here.slug}#private={token}"
    return PrivateLinkMade(private_link_seen(link, now=now), token, url)


@delete("/offices/{office:str}/private-links/{link_id:uuid}", guards=[managers_only], tags=["Private links"])
async def remove_private_link(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    link_id: FromPath[UUID],
) -> None:
    """Revoke a link; what was booked by it stays."""
    await revoke_private_link(session, staff.office_id, link_id, actor=staff.actor, now=clock.now())


route_handlers = [list_private_links, add_private_link, remove_private_link]
