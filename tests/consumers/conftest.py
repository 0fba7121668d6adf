"""Maple Street, whose rules these tests change as its manager would, and whoever books there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

import httpx
import pytest

from frontdesk import db
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.offices.tables import Office, Service
from tests.backstage import desk_at
from tests.cast import BERLIN, CASEY, Cast, maple_street, take_hold

TUESDAY = "2026-11-24T10:00:00Z"

Rules = Callable[..., Awaitable[None]]


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
def rules(sessions: Sessions, maple: Cast) -> Rules:
    """Set rules of the office and of its service: `await rules(office={…}, service={…})`."""

    async def change(office: dict[str, Any] | None = None, service: dict[str, Any] | None = None) -> None:
        async with db.begin(sessions) as session:
            for row, said in (
                (await session.get_one(Office, maple.office_id), office),
                (await session.get_one(Service, maple.service_id), service),
            ):
                for name, value in (said or {}).items():
                    setattr(row, name, value)

    return change


async def held_wish(client: httpx.AsyncClient, cast: Cast, starts_at: str = TUESDAY, **said: Any) -> dict[str, Any]:
    """Take a hold, and say what the booking that follows will say."""
    held = await take_hold(client, cast, starts_at)
    assert held.status_code == 201, held.text
    wish = {
        "hold_id": held.json()["id"],
        "hold_secret": held.json()["secret"],
        "consumer": CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": False,
    }
    return wish | said


async def send(client: httpx.AsyncClient, cast: Cast, wish: dict[str, Any]) -> httpx.Response:
    """Book."""
    return await client.post(f"/offices/{cast.slug}/appointments", json=wish)


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    """What the worker has at hand."""
    async with desk_at(settings, sessions) as made:
        yield made
