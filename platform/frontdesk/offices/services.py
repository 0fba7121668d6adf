"""The service catalogue: add and change what can be booked."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.db import new_id
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.offering import offer_by
from frontdesk.offices.service_rules import check_rules
from frontdesk.offices.service_schemas import NewService, ServiceChange
from frontdesk.offices.tables import Service

OFFERS = frozenset({"provider_ids", "provider_weights"})  # what stands in rows of their own
DEFAULTS: dict[str, Any] = {
    "text": "",
    "category": "",
    "modality": "video",
    "durations": [],
    "step_minutes": 20,
    "step_offset_minutes": 0,
    "packs_day": False,
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "buffers_inside_hours": False,
    "notice_minutes": 120,
    "window_kind": "rolling",
    "window_days": 60,
    "window_from": None,
    "window_until": None,
    "price_minor": None,
    "currency": None,
    "colour": "#0b6a87",
    "active": True,
    "hidden": False,
    "pause_notice": None,
    "position": 100,
    "seats": 1,
    "guests_max": 0,
    "approval": False,
    "request_blocks": True,
    "request_expires_minutes": 2880,
    "assignment": "any",
    "fairness_days": 28,
    "required_attributes": [],
    "active_per_consumer_max": None,
    "moves_max": None,
    "cancel_reasons": [],
    "intake": [],
    "reminder_offsets_minutes": [1440, 60],
    "cancel_cutoff_minutes": 1440,
    "move_cutoff_minutes": 1440,
}


async def add_service(
    session: AsyncSession, new: NewService, *, office_id: UUID, actor: Actor, now: datetime
) -> Service:
    """Add a service that can be booked at once; raises UnknownProvider, WeightWithoutOffer, IntakeMakesNoSense
    and the refusals of service_rules."""
    said = new.said()
    rules = {name: value for name, value in said.items() if name not in OFFERS}
    service = Service(
        **{**DEFAULTS, **rules},
        id=new_id(),
        office_id=office_id,
        slug=await _free_slug(session, office_id, new.name),
        created_at=now,
    )
    check_rules(service, said)
    session.add(service)
    await session.flush()
    await offer_by(session, service, said["provider_ids"], said.get("provider_weights"))
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
    said = change.said()
    before = await _as_it_is(session, service, said)
    for name, value in said.items():
        if name not in OFFERS:
            setattr(service, name, value)
    check_rules(service, said)
    if not said.keys().isdisjoint(OFFERS):
        await offer_by(session, service, said.get("provider_ids"), said.get("provider_weights"))
        flag_modified(service, "slug")  # its version counts who offers it, too
    await session.flush()
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


async def order_services(
    session: AsyncSession, service_ids: Sequence[UUID], *, office_id: UUID, actor: Actor, now: datetime
) -> None:
    """Let everybody see services in this order; those that are not named follow as they were. Raises UnknownService."""
    there = {service.id: service for service in await queries.services(session, office_id, active_only=False)}
    if not set(service_ids) <= there.keys():
        raise queries.UnknownService()
    before = list(there)
    after = [*dict.fromkeys(service_ids), *(id_ for id_ in before if id_ not in set(service_ids))]
    for place, id_ in enumerate(after, start=1):
        there[id_].position = place * 10
    await session.flush()
    audit.record(
        session,
        actor,
        "services.ordered",
        ("office", office_id),
        office_id=office_id,
        now=now,
        before={"service_ids": [str(id_) for id_ in before]},
        after={"service_ids": [str(id_) for id_ in after]},
    )
    announce(session, "service.changed", office_id, to=[office_id])


async def _as_it_is(session: AsyncSession, service: Service, said: dict[str, Any]) -> dict[str, Any]:
    before = {name: getattr(service, name) for name in said if name not in OFFERS}
    if not said.keys().isdisjoint(OFFERS):
        offers = (await queries.offers_by_service(session, service.office_id)).get(service.id, [])
        before |= {"provider_ids": [one.provider_id for one in offers], "provider_weights": offers}
    return before


async def _free_slug(session: AsyncSession, office_id: UUID, name: str) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48] or "service"
    taken = set(await session.scalars(select(Service.slug).where(Service.office_id == office_id)))
    return next(slug for n in range(1, 10_000) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)
