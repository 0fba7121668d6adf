"""Pictures of hours, closures and time off, with something in them: a season, a holiday, a colleague away."""

from contextlib import closing
from datetime import timedelta
from typing import Protocol

from playwright.async_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.product import Person, Product
from tests.browser.rules import provider_ids, today


class Album(Protocol):
    """What takes the pictures."""

    async def somebody(self, name: str, zone: str = ...) -> Person:
        """Sit somebody down."""

    async def take(self, page: Page, name: str) -> None:
        """Picture what is seen."""

    async def visit(self, page: Page, path: str, name: str) -> None:
        """Open an address and picture it."""


async def hours(album: Album, product: Product) -> None:
    """Weekly hours of a person, a calendar week, the year's exceptions, and a time off with the visits in its way."""
    tom = provider_ids(product, "Dr Tom Osei")[0]
    _prepare(product, tom)
    olive = await album.somebody("Olive", zone="Europe/London")
    page = await sign_in(olive, product, "office manager")
    await page.goto(f"{product.url}/office/settings/hours?provider={tom}")
    await expect(page.get_by_text("The first visit could be on").first).to_be_visible()
    await album.take(page, "hours-of-a-person")
    await album.visit(page, f"/office/settings/hours?view=week&provider={tom}", "hours-calendar-week")
    await album.visit(page, "/office/settings/closures", "closures")
    await page.goto(f"{product.url}/office/settings/time-off")
    await page.get_by_label("Who", exact=True).select_option(label="Dr Priya Raman")
    await expect(page.get_by_text("What should become of").first).to_be_visible()
    await page.get_by_label("All of them").select_option(label="Ask to choose another time")
    await page.get_by_text("What should become of").first.scroll_into_view_if_needed()
    await album.take(page, "time-off-visits")
    await olive.context.close()


def _prepare(product: Product, tom: str) -> None:
    """Once for all sizes: twice is refused, and does no harm."""
    with closing(product.as_staff("office manager")) as olive:
        office, first = f"/offices/{product.slug}", today(product).date()
        week = [{"weekday": day, "from": "09:00", "to": "12:30"} for day in range(1, 6)]
        week += [{"weekday": day, "from": "13:30", "to": "20:00" if day == 2 else "17:00"} for day in range(1, 6)]
        olive.put(f"{office}/providers/{tom}/hours", json={"time_zone": "Europe/London", "ranges": week})
        season = {"name": "Short days", "ranges": week[:5], "provider_id": tom}
        season |= {"from_on": str(first + timedelta(days=20)), "until_on": str(first + timedelta(days=34))}
        olive.post(f"{office}/seasons", json=season)
        meeting = {"from_on": str(first + timedelta(days=3)), "ranges": [{"from": "11:00", "to": "17:00"}]}
        olive.post(f"{office}/overrides", json=meeting | {"reason": "Staff meeting"})
        olive.put(
            f"{office}/holiday-calendar",
            json={"country": "GB", "subdivision": "ENG", "holidays": ["Christmas Day", "Boxing Day", "New Year's Day"]},
        )
        day = str(first + timedelta(days=5))
        away = {"provider_id": tom, "from": f"{day}T00:00", "to": f"{first + timedelta(days=7)}T00:00"}
        if not olive.get(f"{office}/time-off", params={"from": day, "to": str(first + timedelta(days=6))}).json()[
            "items"
        ]:
            olive.post(f"{office}/time-off", json=away | {"reason": "Training"})
