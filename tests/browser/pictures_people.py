"""Pictures of the people who work here, of the people who come, and of who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.browser.people import sign_in
from tests.browser.product import Product

if TYPE_CHECKING:
    from tests.browser.screenshots import Album


async def people(album: Album, product: Product) -> None:
    """What Olive sees of people, and what whoever is invited sees."""
    olive = await album.somebody("Olive", zone="Europe/London")
    page = await sign_in(olive, product, "office manager")
    await album.visit(page, "/office/settings/people", "people")
    await page.get_by_role("button", name="Invite somebody").click()
    await album.take(page, "people-invite")
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="More about Dr Tom Osei").click()
    await page.get_by_role("menuitem", name="Deactivate").click()
    await expect(page.get_by_role("button", name="Keep Dr Tom Osei")).to_be_visible()
    await page.wait_for_timeout(1500)
    await album.take(page, "people-hand-over")
    await page.get_by_role("button", name="Keep Dr Tom Osei").click()
    await page.get_by_role("button", name="Open a further office").click()
    await album.take(page, "people-further-office")
    await album.visit(page, "/office/consumers", "consumers")
    await page.get_by_role("link", name="Casey Morgan").first.click()
    await expect(page.get_by_role("heading", name="Casey Morgan", level=1)).to_be_visible()
    await album.take(page, "consumer")
    await album.visit(page, "/office/history", "history")
    await page.get_by_role("button", name="Put back").first.click()
    await page.wait_for_timeout(1000)
    await album.take(page, "history-put-back")
    await album.visit(page, "/office/settings/installation", "installation")
    await album.visit(page, "/invitation#" + "A" * 43, "invitation-over")
    await olive.context.close()
