"""The office as its booking page shows it: profile, hours, services and people in one answer."""

from datetime import datetime
from typing import Annotated, Any, cast

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, HeaderParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments.private_links import open_private_link
from frontdesk.auth.routes import logo_url
from frontdesk.availability.schedules import office_hours
from frontdesk.offices import queries
from frontdesk.offices.consent import consent_asked
from frontdesk.offices.routes import provider_seen, service_seen
from frontdesk.offices.schemas import ContactProof, OfficePage, ProviderSeen
from frontdesk.offices.service_schemas import ServiceSeen


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
        logo_url=logo_url(here),
        welcome_text=here.welcome_text,
        booked_note=here.booked_note,
        waiting_title=here.waiting_title,
        waiting_subtitle=here.waiting_subtitle,
    )


class PrivateOffer(msgspec.Struct):
    """What a private link opens: a service that may be hidden, with all who offer it or with one of them."""

    service: ServiceSeen
    providers: list[ProviderSeen]
    expires_at: datetime | None
    uses_left: int | None


@get("/offices/{office:str}/private-offer", tags=["Offices"])
async def read_private_offer(
    session: NamedDependency[AsyncSession],
    office: FromPath[str],
    private_link: Annotated[str, HeaderParameter(name="Private-Link", max_length=200)],
) -> PrivateOffer:
    """Read what the link in the header opens; 404 when it is none, 410 when it has run out or is used up."""
    here = await queries.office_named(session, office)
    link = await open_private_link(session, here.id, private_link, now=clock.now())
    service = await queries.service_by_id(session, here.id, link.service_id)
    offered = (await queries.provider_ids_by_service(session, here.id)).get(service.id, [])
    people = [
        person
        for person in await queries.providers(session, here.id, active_only=True)
        if person.person_id in offered and link.provider_id in (None, person.person_id)
    ]
    return PrivateOffer(
        service=service_seen(service, [person.person_id for person in people]),
        providers=[provider_seen(person) for person in people],
        expires_at=link.expires_at,
        uses_left=link.uses_max - link.uses if link.uses_max is not None else None,
    )


route_handlers = [read_office, read_private_offer]
