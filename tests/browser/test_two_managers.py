"""Two managers have the same service open: neither overwrites the other unseen, and nothing that was typed is lost."""

import re
from contextlib import closing
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, fits
from tests.browser.product import PHONE, Product
from tests.browser.rules import offer


def _read(product: Product, slug: str) -> dict[str, Any]:
    with closing(product.as_staff("office manager")) as olive:
        services: list[dict[str, Any]] = olive.get(f"/offices/{product.slug}/services").json()["items"]
    return next(one for one in services if one["slug"] == slug)


async def _open(page: Page, product: Product, service: dict[str, Any]) -> None:
    await page.goto(f"{product.url}/office/settings/services/{service['id']}")
    await expect(page.get_by_label("Name", exact=True)).to_have_value(service["name"])


async def test_two_managers_see_both_versions_and_choose_field_by_field(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Shared service", text="As it was", category="Talks")
    service = _read(product, slug)
    olive, nadia = await somebody("Olive"), await somebody("Nadia", size=PHONE)
    first, second = await at_work(olive, product, "office manager"), await at_work(nadia, product, "office manager")
    await _open(first, product, service)
    await _open(second, product, service)

    await second.get_by_label("Name", exact=True).fill("Nadia’s service")
    await second.get_by_label("Category").fill("Consultations")
    await expect(second.get_by_text("2 changes not saved")).to_be_visible()
    await first.get_by_label("Name", exact=True).fill("Olive’s service")
    await first.get_by_label("Description").fill("What Olive wrote")
    await first.keyboard.press("Control+s")
    await expect(first.get_by_text("Saved. Consumers see it now.").first).to_be_visible()

    await expect(second.get_by_text("Somebody else has saved this meanwhile")).to_be_visible()
    await second.reload()
    await expect(second.get_by_label("Name", exact=True)).to_have_value("Nadia’s service")
    await second.get_by_role("button", name="Save changes").click()
    panel = second.get_by_role("region", name="Both versions")
    await expect(
        panel.get_by_role("heading", name=re.compile("^Olive Hart saved this in the meantime"))
    ).to_be_visible()
    name = panel.get_by_role("group", name="Name")
    await expect(name.get_by_text("Olive’s service")).to_be_visible()
    await expect(name.get_by_text("Nadia’s service")).to_be_visible()
    await expect(panel.get_by_role("group", name="Description").get_by_text("What Olive wrote")).to_be_visible()
    await accessible(second)
    await fits(second)
    assert _read(product, slug)["name"] == "Olive’s service", "nothing was overwritten"

    await expect(panel.get_by_role("button", name="Choose 1 more field")).to_be_visible()
    await name.get_by_text("Nadia’s service").click()
    await panel.get_by_role("button", name="Save what is chosen").click()
    await expect(second.get_by_text("Saved. Consumers see it now.").first).to_be_visible()
    now = _read(product, slug)
    assert (now["name"], now["text"], now["category"]) == ("Nadia’s service", "What Olive wrote", "Consultations")
    await expect(first.get_by_label("Name", exact=True)).to_have_value("Nadia’s service")
    olive.clean()
    nadia.clean()


async def test_who_is_late_takes_theirs_and_nothing_is_sent(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Another shared service")
    service = _read(product, slug)
    nadia = await somebody("Nadia")
    page = await at_work(nadia, product, "office manager")
    await _open(page, product, service)
    await page.get_by_label("Name", exact=True).fill("Never to be seen")
    with closing(product.as_staff("office manager")) as olive:
        address = f"/offices/{product.slug}/services/{service['id']}"
        assert olive.patch(address, json={"name": "Olive was faster"}).status_code == 200
    await page.get_by_role("button", name="Save changes").click()
    await page.get_by_role("button", name="Take all of theirs").click()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Olive was faster")
    await expect(page.get_by_text(re.compile("changes? not saved"))).to_have_count(0)
    assert _read(product, slug)["name"] == "Olive was faster"
    nadia.clean()


async def test_leaving_with_changes_asks_and_the_draft_waits(product: Product, somebody: SitDown) -> None:
    service = _read(product, offer(product, "Left alone"))
    nadia = await somebody("Nadia")
    page = await at_work(nadia, product, "office manager")
    await _open(page, product, service)
    await page.get_by_label("Name", exact=True).fill("Half typed")
    await page.get_by_role("link", name="All services").click()
    ask = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    await expect(ask).to_contain_text("Nothing is lost")
    await ask.get_by_role("button", name="Stay here").click()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Half typed")
    await page.get_by_role("link", name="All services").click()
    await ask.get_by_role("button", name="Leave", exact=True).click()
    await expect(page.get_by_role("heading", name="Services")).to_be_visible()
    await _open_again(page, product, service, "Half typed")
    await page.get_by_role("button", name="Discard").click()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Left alone")
    nadia.clean()


async def _open_again(page: Page, product: Product, service: dict[str, Any], draft: str) -> None:
    await page.goto(f"{product.url}/office/settings/services/{service['id']}")
    await expect(page.get_by_label("Name", exact=True)).to_have_value(draft)


def test_control_without_a_version_said_nothing_is_refused_and_with_an_old_one_it_is(product: Product) -> None:
    """What the pages send is what protects: the same change without If-Match overwrites, with an old tag it does not."""
    service = _read(product, offer(product, "Unprotected"))
    address = f"/offices/{product.slug}/services/{service['id']}"
    with closing(product.as_staff("office manager")) as olive:
        old = olive.get(address).headers["etag"]
        assert olive.patch(address, json={"name": "First"}).status_code == 200
        refused = olive.patch(address, json={"name": "Late"}, headers={"If-Match": old})
        assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
        assert refused.json()["current"]["name"] == "First"
        assert olive.patch(address, json={"name": "Late"}).status_code == 200
