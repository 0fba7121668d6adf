"""Pictures of the first-run guide and of how the office looks."""

import re
from typing import TYPE_CHECKING

from playwright.async_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.product import Product

if TYPE_CHECKING:
    from tests.browser.screenshots import Album

STEPS = ("services", "hours", "people", "look", "try")


async def setting_up(album: "Album", product: Product) -> None:
    """The guide's steps for an office that is there, then profile and look with the preview of each page."""
    olive = await album.somebody("Olive", "Europe/London")
    page = await sign_in(olive, product, "office manager")
    for step in STEPS:
        await page.goto(f"{product.url}/setup?step={step}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_timeout(1500)
        await album.take(page, f"setup-{step}")
    await page.goto(f"{product.url}/office/settings/profile")
    await _preview(page, "Booking page")
    await album.take(page, "settings-profile")
    await page.goto(f"{product.url}/office/settings/look")
    await page.get_by_role("button", name="Plum").click()
    for state in ("Booking page", "Booked", "Waiting room"):
        await page.get_by_label("Page shown").select_option(label=state)
        await _preview(page, state)
        await album.take(page, f"settings-look-{re.sub(' ', '-', state.lower())}")
    await page.get_by_role("button", name="Desktop").click()
    await _preview(page, "Waiting room")
    await album.take(page, "settings-look-desktop")
    await olive.context.close()


async def _preview(page: Page, state: str) -> None:
    frame = page.frame_locator(f"iframe[title='Preview: {state}']")
    await expect(frame.get_by_role("heading").first).to_be_visible()
