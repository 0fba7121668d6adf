"""The office as its booking page shows it: profile, hours, services and people in one answer."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.availability.schedules import office_hours
from frontdesk.offices import queries
from frontdesk.offices.routes import provider_seen
from frontdesk.offices.schemas import OfficePage, ServiceSeen


@get("/offices/{office:str}", tags=["Offices"])
async def read_office(
    request: Request[Any, Any, Any], session: NamedDependency[AsyncSession], office: FromPath[str]
) -> OfficePage:
    """Read an office, by slug or id, with what can be booked there."""
    here = await queries.office_named(session, office)
    offered = await queries.provider_ids_by_service(session, here.id)
    services = await queries.services(session, here.id, active_only=True)
    people = await queries.providers(session, here.id, active_only=True)
    return OfficePage(
        id=here.id,
        slug=here.slug,
        name=here.name,
        phone=here.phone,
        email=here.email,
        address=here.address,
        time_zone=here.time_zone,
        locale=here.locale,
        colour=here.colour,
        door_opens_minutes=here.door_opens_minutes,
        hours=(await office_hours(session, here)).ranges,
        services=[
            ServiceSeen(
                id=service.id,
                slug=service.slug,
                name=service.name,
                text=service.text,
                category=service.category,
                duration_minutes=service.duration_minutes,
                modality=service.modality,
                price_minor=service.price_minor,
                currency=service.currency,
                colour=service.colour,
                provider_ids=offered[service.id],
            )
            for service in services
            if service.id in offered  # a service that nobody offers cannot be booked
        ],
        providers=[provider_seen(person) for person in people],
        now=clock.now(),
        call_stage=request.app.state.settings.call_stage,
    )


route_handlers = [read_office]
