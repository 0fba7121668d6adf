"""Who works in an office: roles, whose consumers they see, until when. Changes of one office go one after the other.

Only owners make owners, and an office always keeps one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.sessions import end_sessions
from frontdesk.auth.tables import Membership, Person
from frontdesk.errors import Conflict, Invalid, NotAllowed, NotFound
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.people_schemas import NewProvider, StaffChange
from frontdesk.offices.profile import add_provider
from frontdesk.offices.service_schemas import ServiceChange
from frontdesk.offices.services import change_service
from frontdesk.offices.tables import Office, Provider


class UnknownMember(NotFound):
    """Nobody by that name works here."""


class OnlyOwnersMakeOwners(NotAllowed):
    """Only an owner can make an owner, or change one."""


class LastOwner(Conflict):
    """This is the only owner. Make somebody else an owner first."""


class WorksHereNoMore(Conflict):
    """This person does not work here any more. Let them back in first."""


class SeesNobody(Invalid):
    """Say first what consumers read about this person: a provider sees consumers."""


class SeesConsumersAlready(Conflict):
    """This person sees consumers here already."""


async def staff_rows(session: AsyncSession, office_id: UUID) -> Sequence[Row[Any]]:
    """List who works here or did: id, name, email, role, own_only, sees_consumers, last_signed_in_at, deactivated_at."""
    return (await session.execute(_STAFF, {"office_id": office_id})).all()


async def change_member(
    session: AsyncSession, staff: Staff, person_id: UUID, change: StaffChange, *, now: datetime
) -> Membership:
    """Give somebody another role, or let them see other consumers. Sessions go on, with the new role at once.

    Raises UnknownMember, WorksHereNoMore, OnlyOwnersMakeOwners, LastOwner, SeesNobody.
    """
    await lock_staff(session, staff.office_id)
    member = await member_by_id(session, staff.office_id, person_id)
    if member.deactivated_at is not None:
        raise WorksHereNoMore()
    role = Role(member.role) if change.role is UNSET else change.role
    await _check_owner(session, staff, member, stays=role is Role.OWNER)
    check_may_make(staff, role)
    own_only = role is Role.PROVIDER if change.role is not UNSET and role != member.role else member.own_only
    own_only = own_only if change.own_only is UNSET else change.own_only
    if role is Role.PROVIDER or own_only:
        await _check_sees_consumers(session, member)
    before = {"role": member.role, "own_only": member.own_only}
    after = {"role": role.value, "own_only": own_only}
    if before == after:
        return member
    member.role, member.own_only = role.value, own_only
    await session.flush()
    _record(session, member, "member.changed", staff.actor, now=now, before=before, after=after)
    return member


async def deactivate_member(session: AsyncSession, staff: Staff, person_id: UUID, *, now: datetime) -> Membership:
    """Let somebody work here no more: no way in, and offered to nobody. Whoever works nowhere else is signed out at once.

    Their visits are somebody else's business: see dashboard/handing_over.py. Raises as change_member.
    """
    await lock_staff(session, staff.office_id)
    member = await member_by_id(session, staff.office_id, person_id)
    if member.deactivated_at is not None:
        raise WorksHereNoMore()
    await _check_owner(session, staff, member, stays=False)
    member.deactivated_at = now
    provider = await session.get(Provider, (staff.office_id, person_id))
    sees_consumers = provider is not None and provider.active
    if provider is not None:
        provider.active = False
    await session.flush()
    elsewhere = await session.scalar(
        select(func.count()).where(Membership.person_id == person_id, Membership.deactivated_at.is_(None))
    )
    if not elsewhere:
        person = await session.get_one(Person, person_id, with_for_update=True)
        person.deactivated_at = now
        await end_sessions(session, person_id, now=now)
    before = {"active": True, "sees_consumers": sees_consumers}
    _record(session, member, "member.deactivated", staff.actor, now=now, before=before, after={"active": False})
    return member


async def reactivate_member(session: AsyncSession, staff: Staff, person_id: UUID, *, now: datetime) -> Membership:
    """Let somebody back in, as what they were; who saw consumers is offered again. Twice does no harm."""
    await lock_staff(session, staff.office_id)
    member = await member_by_id(session, staff.office_id, person_id)
    check_may_make(staff, Role(member.role))
    if member.deactivated_at is None:
        return member
    await bring_back(session, member, actor=staff.actor, now=now)
    return member


async def bring_back(session: AsyncSession, member: Membership, *, actor: Actor, now: datetime) -> None:
    """Let a former member work here again."""
    member.deactivated_at = None
    person = await session.get_one(Person, member.person_id, with_for_update=True)
    person.deactivated_at = None
    provider = await session.get(Provider, (member.office_id, member.person_id))
    if provider is not None:
        provider.active = True
    await session.flush()
    after = {"active": True, "sees_consumers": provider is not None}
    _record(session, member, "member.reactivated", actor, now=now, before={"active": False}, after=after)


async def let_see_consumers(
    session: AsyncSession, office: Office, person: Person, new: NewProvider, *, actor: Actor, now: datetime
) -> Provider:
    """Let a member see consumers, in the office's hours until they have their own, in these services.

    Raises SeesConsumersAlready, UnknownService, UnknownTimeZone.
    """
    if await session.get(Provider, (office.id, person.id)) is not None:
        raise SeesConsumersAlready()
    there = await queries.providers(session, office.id, active_only=False)
    provider = await add_provider(
        session,
        office,
        person,
        name=new.name.strip(),
        headline=new.headline.strip(),
        time_zone=new.time_zone,
        position=max((one.position for one in there), default=-1) + 1,
        actor=actor,
        now=now,
    )
    for service_id in dict.fromkeys(new.service_ids):
        await queries.service_by_id(session, office.id, service_id, lock=True)
        offers = (await queries.offers_by_service(session, office.id)).get(service_id, [])
        change = ServiceChange(provider_ids=[*(offer.provider_id for offer in offers), person.id])
        await change_service(session, service_id, change, office_id=office.id, actor=actor, now=now)
    announce(session, "provider.changed", person.id, to=[office.id])
    return provider


async def person_of_member(session: AsyncSession, office_id: UUID, person_id: UUID) -> Person:
    """Find somebody who works here; raises UnknownMember, WorksHereNoMore."""
    member = await member_by_id(session, office_id, person_id)
    if member.deactivated_at is not None:
        raise WorksHereNoMore()
    return await session.get_one(Person, person_id)


async def member_by_id(session: AsyncSession, office_id: UUID, person_id: UUID) -> Membership:
    """Find who works in this office, or did; raises UnknownMember."""
    member = await session.scalar(
        select(Membership).where(Membership.office_id == office_id, Membership.person_id == person_id)
    )
    if member is None:
        raise UnknownMember()
    return member


async def lock_staff(session: AsyncSession, office_id: UUID) -> None:
    """Let nobody else change who works here until the end, so that two cannot both be the last owner but one."""
    await session.execute(
        select(func.pg_advisory_xact_lock(5, func.hashtext(str(office_id))))
    )  # the office's row is others' to lock


def check_may_make(staff: Staff, role: Role) -> None:
    """Only owners make owners; raises OnlyOwnersMakeOwners."""
    if role is Role.OWNER and staff.role is not Role.OWNER:
        raise OnlyOwnersMakeOwners()


async def _check_owner(session: AsyncSession, staff: Staff, member: Membership, *, stays: bool) -> None:
    if member.role != Role.OWNER:
        return
    check_may_make(staff, Role.OWNER)
    others = select(func.count()).where(
        Membership.office_id == member.office_id,
        Membership.role == Role.OWNER.value,
        Membership.deactivated_at.is_(None),
        Membership.person_id != member.person_id,
    )
    if not stays and not await session.scalar(others):
        raise LastOwner()


async def _check_sees_consumers(session: AsyncSession, member: Membership) -> None:
    if await session.get(Provider, (member.office_id, member.person_id)) is None:
        raise SeesNobody()


def _record(
    session: AsyncSession,
    member: Membership,
    action: str,
    actor: Actor,
    *,
    now: datetime,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    audit.record(
        session,
        actor,
        action,
        ("person", member.person_id),
        office_id=member.office_id,
        now=now,
        before=before,
        after=after,
    )
    announce(session, "staff.changed", member.person_id, to=[member.office_id])


_STAFF = text(
    """
    SELECT person.id, person.name, person.email, membership.role, membership.own_only,
           coalesce(provider.active, false) AS sees_consumers, person.last_signed_in_at, membership.deactivated_at
    FROM membership
    JOIN person ON person.id = membership.person_id
    LEFT JOIN provider ON provider.office_id = membership.office_id AND provider.person_id = membership.person_id
    WHERE membership.office_id = :office_id
    ORDER BY membership.deactivated_at IS NOT NULL, lower(person.name), person.id
    """
)
