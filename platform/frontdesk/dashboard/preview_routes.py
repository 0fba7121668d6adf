"""Settings that are not saved, tried out. They are POST because a draft is too long for an address; nothing stays."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import staff_only
from frontdesk.auth.roles import MANAGERS, Staff
from frontdesk.dashboard.preview_schemas import PreviewWish, SlotsPreview
from frontdesk.dashboard.previews import preview_slots
from frontdesk.errors import NotAllowed
from frontdesk.offices import queries as offices


@post("/offices/{office:str}/previews/slots", guards=[staff_only], status_code=200, tags=["Previews"])
async def preview(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[PreviewWish],
) -> SlotsPreview:
    """Tell what could be booked under rules that are not saved, and what the change would do. Nothing is changed.

    Managers try out a draft; who only looks may ask without one.
    """
    if (data.service is not None or data.limits) and staff.role not in MANAGERS:
        raise NotAllowed()
    here = await offices.office_by_id(session, staff.office_id)
    return await preview_slots(session, here, data, actor=staff.actor, now=clock.now())


route_handlers = [preview]
