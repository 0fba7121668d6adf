"""Offices for everybody; profile, services and providers for staff."""

from typing import Any
from uuid import UUID

from litestar import get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.auth.schemas import initials
from frontdesk.offices import consent, profile, providers, queries, services
from frontdesk.offices.intake import questions_of
from frontdesk.offices.schemas import (
    ConsentWording,
    ConsentWords,
    OfficeList,
    OfficeSummary,
    Profile,
    ProfileChange,
    ProviderChange,
    ProviderSeen,
    ProviderSetting,
    ProviderSettings,
)
from frontdesk.offices.service_schemas import (
    DurationChoice,
    NewService,
    ProviderWeight,
    ServiceChange,
    ServiceSeen,
    ServiceSetting,
    ServiceSettings,
)
from frontdesk.offices.tables import Office, Provider, Service


def provider_seen(provider: Provider) -> ProviderSeen:
    """Show a provider to anybody."""
    return ProviderSeen(
        id=provider.person_id,
        name=provider.name,
        headline=provider.headline,
        initials=initials(provider.name),
        time_zone=provider.time_zone,
        attributes=provider.attributes,
    )


def service_seen(service: Service, provider_ids: list[UUID]) -> ServiceSeen:
    """Show a service to anybody who may book it, with those who offer it."""
    told: dict[str, Any] = {
        name: getattr(service, name) for name in ServiceSeen.__struct_fields__ if hasattr(service, name)
    }
    first = DurationChoice(service.duration_minutes, service.price_minor)
    told["intake"] = questions_of(service.intake)
    told["durations"] = [first, *(DurationChoice(**choice) for choice in service.durations)]
    return ServiceSeen(**told, provider_ids=provider_ids)


async def list_of_services(session: AsyncSession, office_id: UUID) -> ServiceSettings:
    """Show staff every service of an office, in its order."""
    offered = await queries.offers_by_service(session, office_id)
    found = await queries.services(session, office_id, active_only=False)
    return ServiceSettings([_setting(service, offered.get(service.id, [])) for service in found])


@get("/offices", tags=["Offices"])
async def list_offices(session: NamedDependency[AsyncSession]) -> OfficeList:
    """List the offices of this installation."""
    found = await queries.all_offices(session)
    return OfficeList([OfficeSummary(o.id, o.slug, o.name, o.time_zone, o.locale) for o in found])


@get("/offices/{office:str}/profile", guards=[staff_only], tags=["Offices"])
async def read_profile(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> Profile:
    """Read the office's profile."""
    return profile_seen(await queries.office_by_id(session, staff.office_id))


@patch("/offices/{office:str}/profile", guards=[managers_only], tags=["Offices"])
async def change_profile(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[ProfileChange],
) -> Profile:
    """Change what is given of the office's profile."""
    changed = await profile.change_profile(
        session, data, office_id=staff.office_id, actor=staff.actor, now=clock.now()
    )  # fmt: skip
    return profile_seen(changed)


@get("/offices/{office:str}/consent", guards=[staff_only], tags=["Offices"])
async def read_consent(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> ConsentWording:
    """Read what whoever books agrees to; an empty text, of version 0, where nothing is asked."""
    asked = await consent.consent_asked(session, await queries.office_by_id(session, staff.office_id))
    return ConsentWording(asked.version, asked.text) if asked else ConsentWording(0, "")


@put("/offices/{office:str}/consent", guards=[managers_only], tags=["Offices"])
async def word_consent(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[ConsentWords],
) -> ConsentWording:
    """Let a new wording hold, under a new number; an empty one asks for nothing. Who agreed before agreed to the former."""
    here = await queries.office_by_id(session, staff.office_id)
    worded = await consent.word_consent(session, here, data.text, actor=staff.actor, now=clock.now())
    return ConsentWording(worded.version, worded.text)


@get("/offices/{office:str}/services", guards=[staff_only], tags=["Services"])
async def list_services(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> ServiceSettings:
    """List every service with its rules, hidden ones too."""
    return await list_of_services(session, staff.office_id)


@post("/offices/{office:str}/services", guards=[managers_only], tags=["Services"])
async def add_service(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[NewService],
) -> ServiceSetting:
    """Add a service; consumers can book it at once."""
    service = await services.add_service(session, data, office_id=staff.office_id, actor=staff.actor, now=clock.now())
    offered = await queries.offers_by_service(session, staff.office_id)
    return _setting(service, offered.get(service.id, []))


@get("/offices/{office:str}/services/{service_id:uuid}", guards=[staff_only], tags=["Services"])
async def read_service(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    service_id: FromPath[UUID],
) -> ServiceSetting:
    """Read one service with its rules."""
    service = await queries.service_by_id(session, staff.office_id, service_id)
    offered = await queries.offers_by_service(session, staff.office_id)
    return _setting(service, offered.get(service.id, []))


@patch("/offices/{office:str}/services/{service_id:uuid}", guards=[managers_only], tags=["Services"])
async def change_service(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    service_id: FromPath[UUID],
    data: JSONBody[ServiceChange],
) -> ServiceSetting:
    """Change what is given of a service; live for consumers at once."""
    service = await services.change_service(
        session, service_id, data, office_id=staff.office_id, actor=staff.actor, now=clock.now()
    )
    offered = await queries.offers_by_service(session, staff.office_id)
    return _setting(service, offered.get(service.id, []))


@get("/offices/{office:str}/providers", guards=[staff_only], tags=["Providers"])
async def list_providers(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> ProviderSettings:
    """List who sees people here."""
    found = await queries.providers(session, staff.office_id, active_only=False)
    return ProviderSettings([provider_setting(provider) for provider in found])


@get("/offices/{office:str}/providers/{provider_id:uuid}", guards=[staff_only], tags=["Providers"])
async def read_provider(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
) -> ProviderSetting:
    """Read what is said of one provider."""
    return provider_setting(await queries.provider_by_id(session, staff.office_id, provider_id))


@patch("/offices/{office:str}/providers/{provider_id:uuid}", guards=[managers_only], tags=["Providers"])
async def change_provider(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
    data: JSONBody[ProviderChange],
) -> ProviderSetting:
    """Change what is given of a provider; live for consumers at once, booked visits stay."""
    changed = await providers.change_provider(
        session, provider_id, data, office_id=staff.office_id, actor=staff.actor, now=clock.now()
    )
    return provider_setting(changed)


def provider_setting(provider: Provider) -> ProviderSetting:
    """Show staff what is set of a provider."""
    return ProviderSetting(
        id=provider.person_id,
        name=provider.name,
        headline=provider.headline,
        initials=initials(provider.name),
        time_zone=provider.time_zone,
        active=provider.active,
        private=provider.private,
        attributes=provider.attributes,
        position=provider.position,
        uses_office_hours=provider.schedule_id is None,
        version=provider.version,
    )


def profile_seen(office: Office) -> Profile:
    """Show staff what is set of the office."""
    return Profile(**{name: getattr(office, name) for name in Profile.__struct_fields__})


def _setting(service: Service, offers: list[ProviderWeight]) -> ServiceSetting:
    told: dict[str, Any] = {
        name: getattr(service, name) for name in ServiceSetting.__struct_fields__ if hasattr(service, name)
    }
    told["intake"] = questions_of(service.intake)
    told["durations"] = [DurationChoice(**choice) for choice in service.durations]
    return ServiceSetting(
        **told,
        provider_ids=[offer.provider_id for offer in offers],
        provider_weights=offers,
        uses_own_hours=service.schedule_id is not None,
    )


route_handlers = [
    list_offices,
    read_profile,
    change_profile,
    read_consent,
    word_consent,
    list_services,
    add_service,
    read_service,
    change_service,
    list_providers,
    read_provider,
    change_provider,
]
