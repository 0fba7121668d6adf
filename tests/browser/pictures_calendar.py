"""Pictures of the calendar: the day, the week, a visit carried over taken time, a visit, a booking past the rules."""

from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from playwright.async_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.product import Person, Product
from tests.browser.rules import today

PEOPLE = ("Sara Lund", "Ben Carter", "Ruth Adeyemi", "Ivan Petrov", "Leah Okafor", "Noah Lindqvist", "Mei Tanaka")


class Album(Protocol):
    """What takes the pictures."""

    async def somebody(self, name: str, zone: str = ...) -> Person:
        """Sit somebody down."""

    async def take(self, page: Page, name: str) -> None:
        """Picture what is seen."""


async def calendar(album: Album, product: Product) -> None:
    """A day with visits of three people, and what can be done with them."""
    day = today(product).date() + timedelta(days=5)  # further than the demo office is booked
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    ids = _prepare(product, day)
    olive = await album.somebody("Olive", zone="Europe/London")
    page = await sign_in(olive, product, "office manager")
    board = f"{product.url}/office/calendar?on={day}"
    await page.goto(board)
    await expect(page.locator("[data-visit]").first).to_be_visible()
    await page.wait_for_timeout(500)
    await album.take(page, "calendar-day")
    if not await page.evaluate("() => matchMedia('(max-width: 639.98px)').matches"):
        await _carry(page, product, ids, day)
        await album.take(page, "calendar-conflict")
        await page.keyboard.press("Escape")
        await page.mouse.up()
        await page.goto(f"{board}&view=week")
        await expect(page.locator("[data-visit]").first).to_be_visible()
        await album.take(page, "calendar-week")
    await page.goto(f"{board}&visit={ids[PEOPLE[0]]}")
    await expect(page.get_by_role("dialog").get_by_text("Move or hand over")).to_be_visible()
    await album.take(page, "calendar-visit")
    await page.goto(board)
    await expect(page.locator("[data-visit]").first).to_be_visible()
    await page.get_by_role("button", name="New visit").first.click()
    panel = page.get_by_role("dialog", name="New visit")
    await panel.get_by_label("Time").fill("06:05")
    await panel.get_by_label("With").select_option(label="Dr Tom Osei")
    await expect(panel.get_by_text("The booking rules say no:")).to_be_visible()
    await album.take(page, "calendar-booking")
    await olive.context.close()


async def _carry(page: Page, product: Product, ids: dict[str, str], day: date) -> None:
    """Hold Dr Priya's third visit over Dr Tom's."""
    start = await page.locator(f'[data-visit="{ids[PEOPLE[2]]}"]').bounding_box()
    there = await page.locator(f'[data-visit="{ids[PEOPLE[4]]}"]').bounding_box()
    assert start is not None
    assert there is not None
    await page.mouse.move(start["x"] + 40, start["y"] + 6)
    await page.mouse.down()
    await page.mouse.move(start["x"] + 60, start["y"] + 20)
    await page.mouse.move(there["x"] + 90, there["y"] + 12, steps=6)
    await expect(page.locator("[data-tip]")).to_be_visible()


def _prepare(product: Product, day: date) -> dict[str, str]:
    """Book a morning, once for all sizes and schemes."""
    with closing(product.as_staff("office manager")) as olive:
        office = f"/offices/{product.slug}"
        people = {one["name"]: one["id"] for one in olive.get(f"{office}/providers").json()["items"]}
        services = olive.get(f"{office}/services").json()["items"]
        service = next(one for one in services if one["name"] == "Follow-up visit")
        board = olive.get(f"{office}/board", params={"from": str(day), "to": str(day + timedelta(days=1))}).json()
        ids: dict[str, Any] = {visit["name"]: visit["id"] for visit in board["visits"]}
        offset = board["days"][0]["starts_at"]
        for number, name in enumerate(PEOPLE):
            if name in ids:
                continue
            minutes = 9 * 60 + 40 * (number % 4)
            wish = {
                "service_id": service["id"],
                "provider_id": people["Dr Priya Raman" if number < 4 else "Dr Tom Osei"],
                "starts_at": _later(offset, minutes),
                "consumer": {"name": name, "email": f"{name.split()[0].lower()}@example.com", "phone": "07700 900417"},
                "time_zone": "Europe/London",
                "locale": "en",
                "sms_consent": True,
                "override_reason": "For the picture",
            }
            answer = olive.post(f"{office}/bookings", json=wish)
            if answer.status_code == 201:
                ids[name] = answer.json()["id"]
    return ids


def _later(instant: str, minutes: int) -> str:
    return (datetime.fromisoformat(instant) + timedelta(minutes=minutes)).isoformat()
