"""The office as its booking page shows it: profile, hours, services and people in one answer."""

from typing import Any, cast

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.availability.schedules import office_hours
from frontdesk.offices import queries
from frontdesk.offices.consent import consent_asked
from frontdesk.offices.routes import provider_seen, service_seen
from frontdesk.offices.schemas import ContactProof, OfficePage


@get("/offices/{office:str}", tags=["Offices"])
async def read_office(
    request: Request[Any, Any, Any], session: NamedDependency[AsyncSession], office: FromPath[str]
) -> OfficePage:
    """Read an office, by slug or id, with what can be booked there."""
    here = await queries.office_named(session, office)
    offered = await queries.provider_ids_by_service(session, here.id)
    services = await queries.services(session, here.id, active_only=True)
    people = {p.person_id: p for p in await queries.providers(session, here.id, active_only=True) if not p.private}
    listed = {
        service_id: found
        for service_id, provider_ids in offered.items()
        if (found := [provider_id for provider_id in provider_ids if provider_id in people])
    }
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
        pause_notice=here.pause_notice,
        consent=await consent_asked(session, here),
        contact_proof=cast("ContactProof", here.contact_proof),
        hours=(await office_hours(session, here)).ranges,
        services=[
            service_seen(service, listed[service.id])
            for service in services
            if not service.hidden and service.id in listed  # a service that nobody offers cannot be booked
        ],
        providers=[provider_seen(person) for person in people.values()],
        now=clock.now(),
        call_stage=request.app.state.settings.call_stage,
    )


route_handlers = [read_office]
