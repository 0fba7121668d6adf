"""A further office of somebody who owns one: empty, or with the services, hours and look of one of theirs."""

from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.audit import Actor
from frontdesk.auth import queries as people
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Membership, Person
from frontdesk.availability.owners import Owner
from frontdesk.availability.schedules import hours_of, set_hours
from frontdesk.db import new_id
from frontdesk.errors import Conflict, NotAllowed
from frontdesk.offices import queries
from frontdesk.offices.people_schemas import NewOffice
from frontdesk.offices.profile import InvalidSlug, open_office
from frontdesk.offices.schemas import ProviderHours
from frontdesk.offices.service_schemas import NewService
from frontdesk.offices.services import add_service
from frontdesk.offices.tables import Office, Service


class OnlyOwnersOpenOffices(NotAllowed):
    """Only somebody who owns an office can open another."""


class SlugTaken(Conflict):
    """Another office has this short name. Choose a different one."""


async def open_further_office(session: AsyncSession, person: Person, new: NewOffice, *, now: datetime) -> Office:
    """Open it, with whoever asks as its owner. What is copied is copied once, and goes its own way from then on.

    Raises OnlyOwnersOpenOffices, SlugTaken, InvalidSlug, UnknownTimeZone, UnknownOffice for a foreign `copy_from`.
    """
    owned = [row for row in await people.memberships(session, person.id) if row.role == Role.OWNER]
    if not owned:
        raise OnlyOwnersOpenOffices()
    if new.copy_from is not None and new.copy_from not in {row.slug for row in owned}:
        raise queries.UnknownOffice()
    like = await queries.office_named(session, new.copy_from or owned[0].slug)
    if await session.scalar(select(Office.id).where(Office.slug == new.slug)) is not None:
        raise SlugTaken(errors=[{"field": "slug", "message": SlugTaken.__doc__}])
    actor = Actor("staff", person.id)
    try:
        office = await open_office(
            session,
            slug=new.slug,
            name=new.name.strip(),
            time_zone=new.time_zone,
            locale=like.locale,
            region=like.region,
            colour=like.colour,
            door_opens_minutes=like.door_opens_minutes,
            actor=actor,
            now=now,
        )
    except InvalidSlug as refusal:
        raise InvalidSlug(errors=[{"field": "slug", "message": refusal.detail}]) from None
    session.add(
        Membership(
            id=new_id(), office_id=office.id, person_id=person.id, role=Role.OWNER.value, own_only=False, created_at=now
        )
    )
    await session.flush()
    if new.copy_from is not None:
        await _copy(session, like, office, actor, now=now)
    return office


async def _copy(session: AsyncSession, like: Office, office: Office, actor: Actor, *, now: datetime) -> None:
    own = await hours_of(session, Owner(like))
    await _copy_hours(session, own, Owner(office), actor, now=now)
    for service in await queries.services(session, like.id, active_only=False):
        added = await add_service(session, _like(service), office_id=office.id, actor=actor, now=now)
        hours = await hours_of(session, Owner(like, service=service))
        await _copy_hours(session, hours, Owner(office, service=added), actor, now=now)


async def _copy_hours(
    session: AsyncSession, hours: ProviderHours, owner: Owner, actor: Actor, *, now: datetime
) -> None:
    if hours.ranges is not None:
        there = ProviderHours(owner.office.time_zone, hours.ranges)  # nine o'clock there is nine o'clock here
        await set_hours(session, owner, there, actor=actor, now=now)


def _like(service: Service) -> NewService:
    rules = {name: getattr(service, name) for name in NewService.__struct_fields__ if hasattr(service, name)}
    built = msgspec.to_builtins(rules | {"provider_ids": []})
    copied: NewService = msgspec.convert(built, NewService)
    return copied
