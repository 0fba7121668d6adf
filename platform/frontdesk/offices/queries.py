"""Reading offices, providers and services."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.errors import NotFound
from frontdesk.offices.service_schemas import ProviderWeight
from frontdesk.offices.tables import Office, Provider, Service, ServiceProvider


class UnknownOffice(NotFound):
    """There is no office by that name."""


class UnknownService(NotFound):
    """This office has no such service."""


class UnknownProvider(NotFound):
    """Nobody by that name sees people here."""


async def all_offices(session: AsyncSession) -> Sequence[Office]:
    """List the public offices by name."""
    return (await session.scalars(select(Office).order_by(Office.name, Office.id))).all()


async def office_named(session: AsyncSession, name: str) -> Office:
    """Find an office by slug or id; raises UnknownOffice."""
    by_id = [Office.id == _uuid(name)] if _uuid(name) else []
    office = await session.scalar(select(Office).where(or_(Office.slug == name, *by_id)))
    if office is None:
        raise UnknownOffice()
    return office


async def office_by_id(session: AsyncSession, office_id: UUID) -> Office:
    """Find an office that is known to exist; raises UnknownOffice."""
    office = await session.get(Office, office_id)
    if office is None:
        raise UnknownOffice()
    return office


async def services(session: AsyncSession, office_id: UUID, *, active_only: bool) -> Sequence[Service]:
    """List an office's services in their order."""
    wanted = select(Service).where(Service.office_id == office_id)
    if active_only:
        wanted = wanted.where(Service.active)
    return (await session.scalars(wanted.order_by(Service.position, Service.name))).all()


async def service_by_id(session: AsyncSession, office_id: UUID, service_id: UUID, *, lock: bool = False) -> Service:
    """Find a service of this office; raises UnknownService."""
    wanted = select(Service).where(Service.office_id == office_id, Service.id == service_id)
    service = await session.scalar(wanted.with_for_update() if lock else wanted)
    if service is None:
        raise UnknownService()
    return service


async def providers(session: AsyncSession, office_id: UUID, *, active_only: bool) -> Sequence[Provider]:
    """List who sees people in an office."""
    wanted = select(Provider).where(Provider.office_id == office_id)
    if active_only:
        wanted = wanted.where(Provider.active)
    return (await session.scalars(wanted.order_by(Provider.position, Provider.name))).all()


async def provider_by_id(session: AsyncSession, office_id: UUID, provider_id: UUID) -> Provider:
    """Find a provider of this office; raises UnknownProvider."""
    provider = await session.scalar(
        select(Provider).where(Provider.office_id == office_id, Provider.person_id == provider_id)
    )
    if provider is None:
        raise UnknownProvider()
    return provider


async def provider_ids_by_service(session: AsyncSession, office_id: UUID) -> dict[UUID, list[UUID]]:
    """Tell which providers offer which service, in the providers' order."""
    rows = await session.execute(
        select(ServiceProvider.service_id, ServiceProvider.provider_id)
        .join(
            Provider,
            (Provider.office_id == ServiceProvider.office_id) & (Provider.person_id == ServiceProvider.provider_id),
        )
        .where(ServiceProvider.office_id == office_id, Provider.active)
        .order_by(Provider.position, Provider.name)
    )
    offered: dict[UUID, list[UUID]] = {}
    for service_id, provider_id in rows:
        offered.setdefault(service_id, []).append(provider_id)
    return offered


async def offers_by_service(session: AsyncSession, office_id: UUID) -> dict[UUID, list[ProviderWeight]]:
    """Tell who offers which service and how they share it, in the providers' order; who is not active, too."""
    rows = await session.execute(
        select(
            ServiceProvider.service_id, ServiceProvider.provider_id, ServiceProvider.weight, ServiceProvider.priority
        )
        .join(
            Provider,
            (Provider.office_id == ServiceProvider.office_id) & (Provider.person_id == ServiceProvider.provider_id),
        )
        .where(ServiceProvider.office_id == office_id)
        .order_by(Provider.position, Provider.name)
    )
    offered: dict[UUID, list[ProviderWeight]] = {}
    for service_id, provider_id, weight, priority in rows:
        offered.setdefault(service_id, []).append(ProviderWeight(provider_id, weight, priority))
    return offered


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
