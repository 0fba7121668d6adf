"""The order in which an office's services are listed."""

from litestar import put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only
from frontdesk.auth.roles import Staff
from frontdesk.offices.routes import list_of_services
from frontdesk.offices.service_schemas import ServiceOrder, ServiceSettings
from frontdesk.offices.services import order_services


@put("/offices/{office:str}/services-order", guards=[managers_only], tags=["Services"])
async def put_in_order(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[ServiceOrder],
) -> ServiceSettings:
    """List services in this order, for consumers too; those that are not named follow as they were."""
    await order_services(session, data.service_ids, office_id=staff.office_id, actor=staff.actor, now=clock.now())
    return await list_of_services(session, staff.office_id)


route_handlers = [put_in_order]
