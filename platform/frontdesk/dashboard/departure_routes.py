"""Somebody stops working here: what lies ahead of them, and who takes it."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.dashboard import handing_over
from frontdesk.dashboard.people_schemas import Departed, Departure, VisitsAheadList
from frontdesk.offices.staff import UnknownMember


@get("/offices/{office:str}/staff/{person_id:uuid}/visits-ahead", guards=[staff_only], tags=["Staff: people"])
async def list_visits_ahead(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    person_id: FromPath[UUID],
) -> VisitsAheadList:
    """List what somebody still has to do here, with the colleagues who could take it."""
    if staff.only_provider not in (None, person_id):
        raise UnknownMember()
    return VisitsAheadList(await handing_over.visits_ahead(session, staff, person_id, now=clock.now()))


@post("/offices/{office:str}/staff/{person_id:uuid}/deactivation", guards=[managers_only], tags=["Staff: people"])
async def deactivate(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    person_id: FromPath[UUID],
    data: JSONBody[Departure],
) -> Departed:
    """Let somebody work here no more; with each visit ahead is done what is said. All of it, or nothing."""
    return await handing_over.depart(session, staff, person_id, data, now=clock.now())


route_handlers = [list_visits_ahead, deactivate]
