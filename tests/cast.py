"""The people of the tests. Maple Street: Olive runs it, Dr Priya sees people, Casey needs a visit.

Everybody is made by the product's own verbs. Oak Lane is another office of the same installation, for those who should
see nothing of Maple Street.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from frontdesk import db
from frontdesk.audit import SYSTEM
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Person
from frontdesk.availability.schedules import set_office_hours
from frontdesk.db import Sessions
from frontdesk.offices import profile
from frontdesk.offices.schemas import Hours, HoursRange
from frontdesk.offices.service_schemas import NewService
from frontdesk.offices.services import add_service
from frontdesk.offices.tables import Office
from tests.again import again

PASSWORD = "correct horse battery"
LONDON, BERLIN = "Europe/London", "Europe/Berlin"

# Argon2id as in the product, but cheap: a thousand tests sign in, and what a check costs is written in the hash.
_PASSWORD_HASH = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),)).hash(PASSWORD)


@dataclass(frozen=True)
class Cast:
    """One office with its people, by id and by address."""

    slug: str
    office_id: UUID
    service_id: UUID
    provider_ids: tuple[UUID, ...]
    emails: dict[Role, str]

    @property
    def priya(self) -> UUID:
        """The first provider."""
        return self.provider_ids[0]


async def maple_street(sessions: Sessions, *, now: datetime, **service: Any) -> Cast:
    """Open Maple Street in London: weekdays 9 to 17, Dr Priya and Dr Tom, visits of 20 minutes every 20 minutes."""
    people = ("Dr Priya Raman", "Dr Tom Osei")
    return await again(
        sessions,
        f"Maple Street at {now} with {sorted(service.items())}",
        lambda: _open(sessions, "maple-street", "Maple Street Practice", people, now, service),
    )


async def oak_lane(sessions: Sessions, *, now: datetime, **service: Any) -> Cast:
    """Open Oak Lane, next door and nobody's business."""
    return await _open(sessions, "oak-lane", "Oak Lane Loans", ("Max Stone",), now, service)


async def _open(
    sessions: Sessions, slug: str, name: str, providers: tuple[str, ...], now: datetime, service: dict[str, Any]
) -> Cast:
    emails: dict[Role, str] = {}
    async with db.begin(sessions) as session:
        office = await profile.open_office(session, slug=slug, name=name, time_zone=LONDON, actor=SYSTEM, now=now)
        hours = Hours(LONDON, [HoursRange(day, "09:00", "17:00") for day in range(1, 6)])
        await set_office_hours(session, office, hours, actor=SYSTEM, now=now)

        async def join(role: Role, name: str, email: str) -> Person:
            emails.setdefault(role, email)
            return await profile.add_member(
                session,
                office,
                email=email,
                name=name,
                role=role,
                password_hash=_PASSWORD_HASH,
                actor=SYSTEM,
                now=now,
            )

        for role in (Role.OWNER, Role.MANAGER, Role.SCHEDULER, Role.VIEWER):
            await join(role, f"The {role.value}", f"{role.value}@{slug}.example")
        ids = []
        for position, provider in enumerate(providers):
            email = f"{provider.split()[-1].lower()}@{slug}.example"
            person = await join(Role.PROVIDER, provider, email)
            await profile.add_provider(
                session,
                office,
                person,
                name=provider,
                headline="General practice",
                time_zone=LONDON,
                position=position,
                actor=SYSTEM,
                now=now,
            )
            ids.append(person.id)
        wish = NewService(name="Follow-up visit", duration_minutes=20, provider_ids=ids, **service)
        added = await add_service(session, wish, office_id=office.id, actor=SYSTEM, now=now)
    return Cast(slug, office.id, added.id, tuple(ids), emails)


async def load_office(sessions: Sessions, cast: Cast) -> Office:
    """Read the office's row."""
    async with db.begin(sessions, read_only=True) as session:
        return await session.get_one(Office, cast.office_id)


async def sign_in(client: httpx.AsyncClient, cast: Cast, role: Role) -> httpx.AsyncClient:
    """Sign somebody of the office in, as the page would."""
    answer = await client.post("/session", json={"email": cast.emails[role], "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return client


CASEY = {"name": "Casey Morgan", "email": "casey.morgan@example.com", "phone": "+447700900417"}


async def take_hold(
    client: httpx.AsyncClient, cast: Cast, starts_at: str, *, provider_id: UUID | None = None, time_zone: str = BERLIN
) -> httpx.Response:
    """Ask to keep a time."""
    wish = {
        "service_id": str(cast.service_id),
        "provider_id": str(provider_id) if provider_id else None,
        "starts_at": starts_at,
        "time_zone": time_zone,
    }
    return await client.post(f"/offices/{cast.slug}/holds", json=wish)


async def book(
    client: httpx.AsyncClient,
    cast: Cast,
    starts_at: str,
    *,
    provider_id: UUID | None = None,
    consumer: dict[str, Any] | None = None,
    sms_consent: bool = True,
) -> dict[str, Any]:
    """Book as Casey would: hold, details, done. Answers what the page gets."""
    held = await take_hold(client, cast, starts_at, provider_id=provider_id)
    assert held.status_code == 201, held.text
    wish = {
        "hold_id": held.json()["id"],
        "hold_secret": held.json()["secret"],
        "consumer": consumer or CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": sms_consent,
    }
    booked = await client.post(f"/offices/{cast.slug}/appointments", json=wish)
    assert booked.status_code == 201, booked.text
    answer: dict[str, Any] = booked.json()
    return answer


async def open_link(client: httpx.AsyncClient, booked: dict[str, Any]) -> str:
    """Open the link from the message; answers the visit's address."""
    opened = await client.post("/link-sessions", json={"token": booked["link_token"]})
    assert opened.status_code == 200, opened.text
    return f"/visits/{booked['visit_id']}"
