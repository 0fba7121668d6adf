"""What the tests of promises share: rules changed by hand, people by the dozen."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from frontdesk import db
from frontdesk.db import Sessions
from frontdesk.offices.tables import Office, Service
from tests.cast import BERLIN, CASEY, Cast

THURSDAY = "2026-11-26T10:00:00Z"
FRIDAY = "2026-11-27T10:00:00Z"


async def service_rules(sessions: Sessions, cast: Cast, **rules: Any) -> None:
    """Change the rules of the office's service."""
    async with db.begin(sessions) as session:
        service = await session.get_one(Service, cast.service_id)
        for name, value in rules.items():
            setattr(service, name, value)


async def office_rules(sessions: Sessions, cast: Cast, **rules: Any) -> None:
    """Change the rules of the office."""
    async with db.begin(sessions) as session:
        office = await session.get_one(Office, cast.office_id)
        for name, value in rules.items():
            setattr(office, name, value)


async def rows(sessions: Sessions, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Look into the tables."""
    async with db.begin(sessions, read_only=True) as session:
        return [tuple(row) for row in await session.execute(text(statement), values)]


def somebody(number: int | str) -> dict[str, Any]:
    """One of many people, each with an address of their own."""
    return {"name": f"Person {number}", "email": f"person.{number}@example.com", "phone": None}


async def hold(
    client: httpx.AsyncClient,
    cast: Cast,
    starts_at: str,
    *,
    provider_id: UUID | None = None,
    duration_minutes: int | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Ask to keep a time, of a length."""
    wish = {
        "service_id": str(cast.service_id),
        "provider_id": str(provider_id) if provider_id else None,
        "starts_at": starts_at,
        "time_zone": BERLIN,
        "duration_minutes": duration_minutes,
    }
    return await client.post(f"/offices/{cast.slug}/holds", json=wish, headers=headers)


async def convert(
    client: httpx.AsyncClient, cast: Cast, held: dict[str, Any], consumer: dict[str, Any] | None = None, **more: Any
) -> httpx.Response:
    """Turn what is held into a booking."""
    who = consumer or CASEY
    wish = {
        "hold_id": held["id"],
        "hold_secret": held["secret"],
        "consumer": who,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": bool(who.get("phone")),
        **more,
    }
    return await client.post(f"/offices/{cast.slug}/appointments", json=wish)
