"""Olive closes Thursday afternoon, and Casey no longer sees it: at once, on the page that was open all the while."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work
from tests.browser.product import Product


async def test_olive_closes_thursday_afternoon_and_casey_no_longer_sees_it(
    product: Product, somebody: SitDown
) -> None:  # fmt: skip
    casey, olive = await somebody("Casey", zone="Europe/London"), await somebody("Olive", zone="Europe/London")
    thursday = _next_thursday(product)
    await _open_day(casey.page, product, thursday)
    before = await _times(casey.page)
    assert "12:30" in before
    assert "14:30" in before

    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}/office/settings/time-off")
    whole_days = page.get_by_role("switch", name="Whole days").or_(page.get_by_role("checkbox", name="Whole days"))
    await whole_days.first.wait_for()
    if await whole_days.first.is_checked():
        await whole_days.first.uncheck()
    await page.get_by_label("First day").fill(thursday.isoformat())
    await page.get_by_label("Last day").fill(thursday.isoformat())
    await page.get_by_label("From", exact=True).fill("13:00")
    await page.get_by_label("Until", exact=True).fill("18:00")
    await page.get_by_label("Reason").fill("Staff training")
    await accessible(page)
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(page.get_by_text("Consumers no longer see this time").first).to_be_visible()

    await _open_day(casey.page, product, thursday)
    after = await _times(casey.page)
    assert "12:30" in after
    assert [time for time in after if "13:00" <= time < "18:00"] == []
    casey.clean()
    olive.clean()


def _next_thursday(product: Product) -> date:
    with closing(product.as_staff("office manager")) as api:
        now = datetime.fromisoformat(api.get("/session").json()["now"]).astimezone(UTC)
    ahead = (3 - now.weekday()) % 7 or 7
    return (now + timedelta(days=ahead)).date()


async def _open_day(page: Page, product: Product, day: date) -> None:
    with closing(product.as_staff("office manager")) as api:
        office: dict[str, Any] = api.get(f"/offices/{product.slug}").json()
    priya = next(p["id"] for p in office["providers"] if p["name"] == "Dr Priya Raman")
    address = f"/book/{product.slug}?service=repeat-prescription&provider={priya}&day={day.isoformat()}"
    await page.goto(product.url + address)
    await expect(page.get_by_role("button", name="12:30")).to_be_visible()


async def _times(page: Page) -> list[str]:
    words = await page.get_by_role("main").get_by_role("listitem").get_by_role("button").all_inner_texts()
    return [text.split()[0] for text in words if text[:2].isdigit()]
