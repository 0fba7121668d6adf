"""The service catalogue: add and change what can be booked."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.db import new_id
from frontdesk.errors import Invalid
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.schemas import NewService, ServiceChange
from frontdesk.offices.tables import Service, ServiceProvider

DEFAULTS: dict[str, Any] = {
    "text": "",
    "category": "",
    "step_minutes": 20,
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "notice_minutes": 120,
    "window_days": 60,
    "price_minor": None,
    "currency": None,
    "colour": "#0b6a87",
    "active": True,
    "position": 100,
    "reminder_offsets_minutes": [1440, 60],
    "cancel_cutoff_minutes": 1440,
    "move_cutoff_minutes": 1440,
}


class PriceWithoutCurrency(Invalid):
    """A price needs its currency, and a currency its price."""


async def add_service(
    session: AsyncSession, new: NewService, *, office_id: UUID, actor: Actor, now: datetime
) -> Service:
    """Add a service that can be booked at once; raises UnknownProvider, PriceWithoutCurrency."""
    said = _said(new)
    providers = said.pop("provider_ids")
    service = Service(
        **{**DEFAULTS, **said},
        id=new_id(),
        office_id=office_id,
        slug=await _free_slug(session, office_id, new.name),
        modality="video",
        created_at=now,
    )
    _check_price(service)
    session.add(service)
    await session.flush()
    await _offer_by(session, service, providers)
    audit.record(
        session,
        actor,
        "service.added",
        ("service", service.id),
        office_id=office_id,
        now=now,
        after=msgspec.to_builtins(said),
    )
    announce(session, "service.changed", service.id, to=[office_id])
    return service


async def change_service(
    session: AsyncSession, service_id: UUID, change: ServiceChange, *, office_id: UUID, actor: Actor, now: datetime
) -> Service:
    """Change what was said and leave the rest; booked appointments stay as they are. Raises UnknownService and the above."""
    service = await queries.service_by_id(session, office_id, service_id, lock=True)
    said = _said(change)
    providers = said.pop("provider_ids", None)
    before = {name: getattr(service, name) for name in said}
    for name, value in said.items():
        setattr(service, name, value)
    _check_price(service)
    if providers is not None:
        before["provider_ids"] = await _offered_by(session, service)
        said["provider_ids"] = providers
        await _offer_by(session, service, providers)
    audit.record(
        session,
        actor,
        "service.changed",
        ("service", service.id),
        office_id=office_id,
        now=now,
        before=msgspec.to_builtins(before),
        after=msgspec.to_builtins(said),
    )
    announce(session, "service.changed", service.id, to=[office_id])
    return service


def _said(change: ServiceChange) -> dict[str, Any]:
    said = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET}
    if "reminder_offsets_minutes" in said:
        said["reminder_offsets_minutes"] = sorted(set(said["reminder_offsets_minutes"]), reverse=True)
    if "colour" in said:
        said["colour"] = said["colour"].lower()
    return said


def _check_price(service: Service) -> None:
    if (service.price_minor is None) != (service.currency is None):
        raise PriceWithoutCurrency()


async def _offered_by(session: AsyncSession, service: Service) -> list[UUID]:
    rows = await session.scalars(
        select(ServiceProvider.provider_id).where(
            ServiceProvider.office_id == service.office_id, ServiceProvider.service_id == service.id
        )
    )
    return list(rows)


async def _offer_by(session: AsyncSession, service: Service, provider_ids: list[UUID]) -> None:
    for provider_id in provider_ids:
        await queries.provider_by_id(session, service.office_id, provider_id)
    await session.execute(
        delete(ServiceProvider).where(
            ServiceProvider.office_id == service.office_id, ServiceProvider.service_id == service.id
        )
    )
    for provider_id in dict.fromkeys(provider_ids):
        session.add(ServiceProvider(office_id=service.office_id, service_id=service.id, provider_id=provider_id))
    await session.flush()


async def _free_slug(session: AsyncSession, office_id: UUID, name: str) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48] or "service"
    taken = set(await session.scalars(select(Service.slug).where(Service.office_id == office_id)))
    return next(slug for n in range(1, 10_000) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)
