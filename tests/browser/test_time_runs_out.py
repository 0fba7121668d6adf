"""What runs out while Casey looks: the clock of the server is held, and put forward."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from frontdesk import clock
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.appointments.scenes import THURSDAY, service_rules
from tests.browser.people import accessible, fits
from tests.browser.product import PHONE, Person, sit_down
from tests.cast import Cast, book, maple_street, sign_in
from tests.conftest import MakeClient, Server


@dataclass(frozen=True)
class Here:
    """The server in this process; texts and mails are not looked at."""

    url: str
    inbox: str = "about:blank"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def casey(chromium: Browser, server: Server) -> AsyncIterator[Person]:
    person = await sit_down(chromium, Here(server.settings.origin), "Casey", size=PHONE)
    yield person
    await person.context.close()


async def test_a_request_that_nobody_answers_runs_out(
    maple: Cast, casey: Person, browser: MakeClient, server: Server, sessions: Sessions, now: datetime
) -> None:
    await service_rules(sessions, maple, approval=True, request_expires_minutes=1440)
    booked = await book(browser(), maple, THURSDAY, provider_id=maple.priya)
    await casey.page.goto(f"{server.settings.origin}/v#{booked['link_token']}")
    await expect(casey.page.get_by_role("heading", name="We got your request")).to_be_visible()
    with clock.held(now + timedelta(minutes=1441)):
        await casey.page.reload()
        await expect(casey.page.get_by_role("heading", name="Your request ran out")).to_be_visible()
        await expect(casey.page.get_by_role("link", name="See all times")).to_be_visible()
        await accessible(casey.page)
        await fits(casey.page)
    casey.clean()


async def test_a_private_link_opens_until_its_time_is_over(
    maple: Cast, casey: Person, browser: MakeClient, server: Server, sessions: Sessions, now: datetime
) -> None:
    await service_rules(sessions, maple, hidden=True)
    olive = await sign_in(browser(), maple, Role.MANAGER)
    ends = now + timedelta(days=1)
    wish: dict[str, Any] = {"name": "For Casey", "service_id": str(maple.service_id), "expires_at": ends.isoformat()}
    made = await olive.post(f"/offices/{maple.slug}/private-links", json=wish)
    assert made.status_code == 201, made.text
    address = made.json()["url"]
    await casey.page.goto(address)
    await expect(
        casey.page.get_by_role("heading", name="When suits you?").or_(casey.page.get_by_text("Dr Priya Raman")).first
    ).to_be_visible()
    with clock.held(ends):
        await casey.page.goto("about:blank")
        await casey.page.goto(address)
        await expect(casey.page.get_by_role("heading", name="This link has run out")).to_be_visible()
        await accessible(casey.page)
        await fits(casey.page)
    casey.clean()
