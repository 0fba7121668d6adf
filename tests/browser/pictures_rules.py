"""Pictures of services and booking rules, as Olive sees them while she changes something."""

import re
from contextlib import closing
from typing import Any, Protocol

from playwright.async_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.product import Person, Product
from tests.browser.rules import offer, provider_ids

QUESTIONS = [
    {"id": "before", "label": "Have you seen us before?", "kind": "yes_no", "required": True},
    {
        "id": "when",
        "label": "When was that?",
        "kind": "date",
        "help": "Roughly is enough.",
        "shown_if": {"question": "before", "equals": True},
    },
    {"id": "pains", "label": "Where does it hurt?", "kind": "choices", "options": ["Head", "Back", "Knee"]},
]


class Album(Protocol):
    """What takes the pictures."""

    async def somebody(self, name: str, zone: str = ...) -> Person:
        """Sit somebody down."""

    async def take(self, page: Page, name: str) -> None:
        """Picture what is seen."""

    async def visit(self, page: Page, path: str, name: str) -> None:
        """Open an address and picture it."""


async def rules_and_services(album: Album, product: Product) -> None:
    """The list, one service whole, the rules with unsaved changes, what holds for all, and a provider."""
    priya = provider_ids(product, "Dr Priya Raman")[0]
    name = "Careful review"
    service = _service(product, name) or _service(product, _offer(product, name))
    assert service is not None
    olive = await album.somebody("Olive", zone="Europe/London")
    page = await sign_in(olive, product, "office manager")
    await album.visit(page, "/office/settings/services", "services")
    await page.goto(f"{product.url}/office/settings/services/{service['id']}")
    await expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    await page.wait_for_timeout(1500)
    await album.take(page, "service")
    await page.locator("#questions").scroll_into_view_if_needed()
    await album.take(page, "service-questions")
    await page.locator("#private-links").scroll_into_view_if_needed()
    await album.take(page, "service-private-links")
    await page.goto(f"{product.url}/office/settings/rules?service={service['slug']}")
    await expect(page.get_by_text(re.compile("the first time offered is")).first).to_be_visible()
    await page.get_by_label("Pause after a visit").fill("20")
    await page.get_by_label("Cancel", exact=True).fill("2")
    await expect(page.get_by_text("2 changes not saved")).to_be_visible()
    await page.wait_for_timeout(2500)
    await page.get_by_role("heading", name="Room to breathe").scroll_into_view_if_needed()
    await album.take(page, "booking-rules")
    await page.get_by_role("button", name="Discard").click()
    await page.get_by_role("button", name="Try a time").click()
    await page.wait_for_timeout(800)
    await album.take(page, "try-a-time")
    await page.keyboard.press("Escape")
    await album.visit(page, "/office/settings/booking", "booking-for-every-service")
    await album.visit(page, f"/office/settings/providers/{priya}", "provider")
    await olive.context.close()


def _offer(product: Product, name: str) -> str:
    offer(
        product,
        name,
        text="An hour for what needs more than a few minutes.",
        category="Talks",
        durations=[{"minutes": 40, "price_minor": 6000}],
        price_minor=3500,
        currency="GBP",
        intake=QUESTIONS,
        cancel_reasons=["I am well again", "The time does not suit me"],
        cancel_cutoff_minutes=1440,
        notice_minutes=240,
    )
    return name


def _service(product: Product, name: str) -> dict[str, Any] | None:
    with closing(product.as_staff("office manager")) as olive:
        services = olive.get(f"/offices/{product.slug}/services").json()["items"]
    return next((one for one in services if one["name"] == name), None)
