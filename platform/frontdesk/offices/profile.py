"""The office itself and who works in it."""

import re
from datetime import datetime
from uuid import UUID

import msgspec
from email_validator import EmailNotValidError, validate_email
from msgspec import UNSET
from phonenumbers import SUPPORTED_REGIONS
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.auth.queries import person_by_email
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Membership, Person
from frontdesk.clock import zone
from frontdesk.db import new_id
from frontdesk.errors import Invalid
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.schemas import ProfileChange
from frontdesk.offices.tables import Office, Provider


class InvalidEmail(Invalid):
    """This is not an e-mail address that can receive mail."""


class UnknownRegion(Invalid):
    """This is not a country whose telephone numbers are known, such as GB."""


class InvalidSlug(Invalid):
    """An office's short name has small letters, digits and dashes only."""


def checked_email(address: str) -> str:
    """Read an e-mail address as people type it; raises InvalidEmail."""
    try:
        return validate_email(address.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise InvalidEmail() from None


async def open_office(
    session: AsyncSession,
    *,
    slug: str,
    name: str,
    time_zone: str,
    actor: Actor,
    now: datetime,
    phone: str | None = None,
    email: str | None = None,
    address: str | None = None,
    locale: str = "en-GB",
    region: str = "GB",
    colour: str = "#0b6a87",
    door_opens_minutes: int = 15,
) -> Office:
    """Open a new office, without hours, people or services yet; raises InvalidSlug, UnknownTimeZone."""
    zone(time_zone)
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", slug):
        raise InvalidSlug()
    office = Office(
        id=new_id(),
        slug=slug,
        name=name,
        phone=phone,
        email=email,
        address=address,
        time_zone=time_zone,
        locale=locale,
        region=region,
        colour=colour,
        door_opens_minutes=door_opens_minutes,
        schedule_id=None,
        created_at=now,
    )
    session.add(office)
    await session.flush()
    audit.record(
        session,
        actor,
        "office.opened",
        ("office", office.id),
        office_id=office.id,
        now=now,
        after={"name": name, "slug": slug, "time_zone": time_zone},
    )
    return office


async def change_profile(
    session: AsyncSession, change: ProfileChange, *, office_id: UUID, actor: Actor, now: datetime
) -> Office:
    """Change what was said about the office; raises UnknownTimeZone, UnknownRegion, InvalidEmail."""
    office = await queries.office_by_id(session, office_id)
    said = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET}
    if "time_zone" in said:
        zone(said["time_zone"])
    if said.get("email"):
        said["email"] = checked_email(said["email"])
    if "region" in said and said["region"] not in SUPPORTED_REGIONS:
        raise UnknownRegion()
    if "colour" in said:
        said["colour"] = said["colour"].lower()
    before = {name: getattr(office, name) for name in said}
    for name, value in said.items():
        setattr(office, name, value)
    await session.flush()
    audit.record(
        session, actor, "office.changed", ("office", office.id), office_id=office.id, now=now, before=before, after=said
    )
    announce(session, "office.changed", office.id, to=[office.id])
    return office


async def add_member(
    session: AsyncSession,
    office: Office,
    *,
    email: str,
    name: str,
    role: Role,
    password_hash: str | None,
    actor: Actor,
    now: datetime,
) -> Person:
    """Give somebody a role in an office; who is not known yet becomes known."""
    address = checked_email(email)
    person = await person_by_email(session, address)
    if person is None:
        person = Person(id=new_id(), email=address, name=name, password_hash=password_hash, created_at=now)
        session.add(person)
        await session.flush()
    session.add(
        Membership(
            id=new_id(),
            office_id=office.id,
            person_id=person.id,
            role=role.value,
            own_only=role is Role.PROVIDER,
            created_at=now,
        )
    )
    await session.flush()
    audit.record(
        session, actor, "member.added", ("person", person.id), office_id=office.id, now=now, after={"role": role.value}
    )
    return person


async def add_provider(
    session: AsyncSession,
    office: Office,
    person: Person,
    *,
    name: str,
    headline: str,
    time_zone: str,
    position: int,
    actor: Actor,
    now: datetime,
) -> Provider:
    """Let a person see consumers in an office, in the office's hours until they have their own."""
    zone(time_zone)
    provider = Provider(
        office_id=office.id,
        person_id=person.id,
        name=name,
        headline=headline,
        time_zone=time_zone,
        schedule_id=None,
        active=True,
        position=position,
        created_at=now,
    )
    session.add(provider)
    await session.flush()
    audit.record(
        session,
        actor,
        "provider.added",
        ("provider", person.id),
        office_id=office.id,
        now=now,
        after={"name": name, "headline": headline, "time_zone": time_zone},
    )
    return provider
