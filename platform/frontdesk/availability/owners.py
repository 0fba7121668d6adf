"""Whose hours: the office's, a provider's or a service's. Seasons and overrides have the same owners."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.roles import MANAGERS, Staff
from frontdesk.errors import Invalid, NotAllowed
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Provider, Service


class TwoOwners(Invalid):
    """These hours are a provider's or a service's, not both."""


class OwnerStays(Invalid):
    """Whose hours these are cannot be changed. Remove them there, and add them here."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The office, unless one of the others is given."""

    office: Office
    provider: Provider | None = None
    service: Service | None = None

    @property
    def row(self) -> Office | Provider | Service:
        """The row that names the schedule."""
        return self.provider or self.service or self.office

    @property
    def provider_id(self) -> UUID | None:
        """The provider, if they are one's."""
        return self.provider.person_id if self.provider else None

    @property
    def service_id(self) -> UUID | None:
        """The service, if they are one's."""
        return self.service.id if self.service else None

    @property
    def id(self) -> UUID:
        """The key under which overrides are kept."""
        return self.provider_id or self.service_id or self.office.id

    @property
    def subject(self) -> tuple[str, UUID]:
        """Name it for the audit."""
        return ("provider" if self.provider else "service" if self.service else "office"), self.id

    @property
    def time_zone(self) -> str:
        """The zone of whoever keeps no hours of their own."""
        return self.provider.time_zone if self.provider else self.office.time_zone


async def owner_of(
    session: AsyncSession, office_id: UUID, *, provider_id: UUID | None = None, service_id: UUID | None = None
) -> Owner:
    """Find whose hours are meant; raises TwoOwners, UnknownProvider, UnknownService."""
    office = await offices.office_by_id(session, office_id)
    provider = await offices.provider_by_id(session, office_id, provider_id) if provider_id else None
    service = await offices.service_by_id(session, office_id, service_id) if service_id else None
    if provider and service:
        raise TwoOwners()
    return Owner(office, provider, service)


async def check_same(session: AsyncSession, owner: Owner, provider_id: UUID | None, service_id: UUID | None) -> None:
    """Refuse to give hours away: who is named, if anybody, is the owner. Raises OwnerStays, and as owner_of does."""
    named = await owner_of(session, owner.office.id, provider_id=provider_id, service_id=service_id)
    if named.id not in (owner.id, owner.office.id):
        raise OwnerStays()


async def lock(session: AsyncSession, owner: Owner) -> None:
    """Let nobody else set anything of these hours until the end; bookings go on."""
    await session.refresh(owner.row, with_for_update={"key_share": True})


class NotYoursToSet(NotAllowed):
    """Your office manager sets this. Please ask them."""


def may_set(staff: Staff, office: Office, provider_id: UUID | None, *, what: Literal["hours", "time_off"]) -> None:
    """Managers set everybody's; providers their own, as far as the office lets them. Raises NotAllowed, NotYoursToSet."""
    if staff.role in MANAGERS:
        return
    if provider_id is None or staff.only_provider != provider_id:
        raise NotAllowed()
    if office.providers_set == "nothing" or (what == "hours" and office.providers_set != "hours"):
        raise NotYoursToSet()
