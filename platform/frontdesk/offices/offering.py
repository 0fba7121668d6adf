"""Which provider offers which service, and how they share it under round robin."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.errors import Invalid
from frontdesk.offices import queries
from frontdesk.offices.service_schemas import ProviderWeight
from frontdesk.offices.tables import Service, ServiceProvider


class WeightWithoutOffer(Invalid):
    """A weight was given to a provider who does not offer this service."""


async def offer_by(
    session: AsyncSession,
    service: Service,
    provider_ids: Sequence[UUID] | None,
    weights: Sequence[ProviderWeight] | None,
) -> None:
    """Let exactly these offer the service (None: who does now), sharing as said (None: as now, newcomers by the default).

    Raises UnknownProvider, WeightWithoutOffer.
    """
    for provider_id in [*(provider_ids or ()), *(given.provider_id for given in weights or ())]:
        await queries.provider_by_id(session, service.office_id, provider_id)
    before = (await queries.offers_by_service(session, service.office_id)).get(service.id, [])
    offering = list(dict.fromkeys(provider_ids if provider_ids is not None else (one.provider_id for one in before)))
    shares = {given.provider_id: given for given in (before if weights is None else weights)}
    if weights is not None and not shares.keys() <= set(offering):
        raise WeightWithoutOffer()
    await session.execute(
        delete(ServiceProvider).where(
            ServiceProvider.office_id == service.office_id, ServiceProvider.service_id == service.id
        )
    )
    for provider_id in offering:
        share = shares.get(provider_id) or ProviderWeight(provider_id)
        session.add(
            ServiceProvider(
                office_id=service.office_id,
                service_id=service.id,
                provider_id=provider_id,
                weight=share.weight,
                priority=share.priority,
            )
        )
    await session.flush()
