"""An owner opens a further office."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import signed_in
from frontdesk.dashboard.further_office import open_further_office
from frontdesk.offices.people_schemas import NewOffice
from frontdesk.offices.schemas import OfficeSummary


@post("/offices", guards=[signed_in], tags=["Offices"])
async def open_office(
    request: Request[Any, Any, Any], session: NamedDependency[AsyncSession], data: JSONBody[NewOffice]
) -> OfficeSummary:
    """Open a further office, as somebody who owns one; they own this one, too."""
    office = await open_further_office(session, request.scope["state"]["person"], data, now=clock.now())
    return OfficeSummary(office.id, office.slug, office.name, office.time_zone, office.locale)


route_handlers = [open_office]
