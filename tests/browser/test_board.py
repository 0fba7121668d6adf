"""The calendar board in a real browser: dragging, keys, booking for somebody; light, dark, right to left, on a phone."""

import asyncio
import re
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, fits, turn
from tests.browser.product import PHONE, Product
from tests.browser.rules import today

PIXELS_A_MINUTE = 1.8


@dataclass
class Booked:
    """A visit that the desk made for a story."""

    id: str
    name: str


class Desk:
    """What Olive does by the API around a story on the board, on a weekday of its own."""

    def __init__(self, product: Product, days_ahead: int) -> None:
        self.product = product
        self.day = _weekday(today(product).date() + timedelta(days=days_ahead))
        with closing(product.as_staff("office manager")) as olive:
            office = f"/offices/{product.slug}"
            self.people = {one["name"]: one["id"] for one in olive.get(f"{office}/providers").json()["items"]}
            services = olive.get(f"{office}/services").json()["items"]
        self.service = next(one for one in services if one["name"] == "Repeat prescription")

    @property
    def address(self) -> str:
        """The board of that day."""
        return f"{self.product.url}/office/calendar?on={self.day}"

    def book(self, name: str, at: str, *, provider: str = "Dr Priya Raman") -> Booked:
        """Book somebody who has agreed to texts, whatever the rules say."""
        with closing(self.product.as_staff("office manager")) as olive:
            wish = {
                "service_id": self.service["id"],
                "provider_id": self.people[provider],
                "starts_at": f"{self.day}T{at}:00{_offset(self.day)}",
                "consumer": {"name": name, "email": f"{name.split()[0].lower()}@example.com", "phone": "07700 900417"},
                "time_zone": "Europe/London",
                "locale": "en",
                "sms_consent": True,
                "override_reason": "For a story",
            }
            answer = olive.post(f"/offices/{self.product.slug}/bookings", json=wish)
            assert answer.status_code == 201, answer.text
            return Booked(answer.json()["id"], name)

    def visit(self, visit_id: str) -> dict[str, Any]:
        """Read a visit as it now is."""
        with closing(self.product.as_staff("office manager")) as olive:
            return dict(olive.get(f"/offices/{self.product.slug}/visits/{visit_id}").json())

    def until_told(self, visit_id: str, kind: str) -> None:
        """Wait until a message of a kind has left for the consumer."""
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            if any(message["kind"] == kind for message in self.visit(visit_id)["messages"]):
                return
            time.sleep(0.3)
        raise AssertionError(f"no message: {self.visit(visit_id)['messages']}")

    def column(self, page: Page, provider: str) -> Locator:
        """The column of a provider."""
        return page.locator(f'[data-column="{self.people[provider]} {self.day}"]')


def _weekday(day: date) -> date:
    return day if day.isoweekday() < 6 else day + timedelta(days=8 - day.isoweekday())


def _offset(day: date) -> str:
    from zoneinfo import ZoneInfo

    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/London")).strftime("%z")


async def _open(page: Page, address: str) -> None:
    await page.goto(address)
    await expect(page.locator("[data-visit]").first).to_be_visible()
    await page.wait_for_timeout(300)  # the view has come to the morning


async def _carry(page: Page, block: Locator, column: Locator, *, minutes: int) -> None:
    """Take a block and hold it over another column, so many minutes later."""
    await block.scroll_into_view_if_needed()
    start, there = await block.bounding_box(), await column.bounding_box()
    assert start is not None
    assert there is not None
    x, y = start["x"] + 40, start["y"] + 8
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 10, y + 10)
    await page.mouse.move(there["x"] + there["width"] / 2, y + minutes * PIXELS_A_MINUTE, steps=8)
    await expect(page.locator("[data-tip]")).to_be_visible()


async def test_the_board_is_asked_for_once_and_ahead_of_its_frame(somebody: SitDown, product: Product) -> None:
    """The frame comes only when the board has been asked for."""
    desk = Desk(product, 9)
    desk.book("Leah Okafor", "14:00")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    board, asked = f"/board?from={desk.day}&to={desk.day + timedelta(days=1)}", list[str]()
    page.on("request", lambda request: asked.append(request.url))

    async def frame(route: Route) -> None:
        async with asyncio.timeout(30):
            while not any(board in url for url in asked):
                await asyncio.sleep(0.02)
        await route.continue_()

    await page.route("**/assets/staff-shell-*.js", frame)
    await _open(page, desk.address)
    assert [sum(part in url for url in asked) for part in (board, "/staff-shell-")] == [1, 1]
    olive.clean()


async def test_a_visit_is_dragged_to_a_colleague_and_its_consumer_is_told(somebody: SitDown, product: Product) -> None:
    desk = Desk(product, 9)
    leah = desk.book("Leah Okafor", "10:00")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _open(page, desk.address)
    block = page.locator(f'[data-visit="{leah.id}"]')
    await _carry(page, block, desk.column(page, "Dr Tom Osei"), minutes=60)
    await expect(page.locator("[data-tip]")).to_contain_text("Free with Dr Tom")
    await page.mouse.up()
    question = page.get_by_role("alertdialog")
    await expect(question).to_contain_text("Leah will get an e-mail and a text message.")
    await expect(question).to_contain_text("11:00")
    await question.get_by_role("button", name=re.compile("^Move")).click()
    await expect(page.get_by_text(re.compile("Leah moved to 11:00 with Dr Tom")).first).to_be_visible()
    await expect(desk.column(page, "Dr Tom Osei").locator(f'[data-visit="{leah.id}"]')).to_be_visible()
    moved = desk.visit(leah.id)
    assert (moved["provider"]["name"], moved["office"]["time"]) == ("Dr Tom Osei", "11:00")
    desk.until_told(leah.id, "change")
    await page.get_by_role("button", name="Undo").click()
    await expect(desk.column(page, "Dr Priya Raman").locator(f'[data-visit="{leah.id}"]')).to_be_visible()
    assert desk.visit(leah.id)["office"]["time"] == "10:00"
    olive.clean()


async def test_over_taken_time_the_conflict_is_shown_and_nothing_is_moved(somebody: SitDown, product: Product) -> None:
    desk = Desk(product, 12)
    leah, oscar = desk.book("Leah Okafor", "10:00"), desk.book("Oscar Lind", "11:00", provider="Dr Tom Osei")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _open(page, desk.address)
    block, tom = page.locator(f'[data-visit="{leah.id}"]'), desk.column(page, "Dr Tom Osei")
    await _carry(page, block, tom, minutes=60)
    await expect(page.locator("[data-tip]")).to_contain_text("Not possible: Dr Tom is with Oscar Lind, 11:00")
    await expect(page.locator("[data-tip]")).to_contain_text("Free close by:")
    await expect(tom.locator("[data-clash]")).to_contain_text("Oscar Lind")
    await expect(page.locator("[data-near]").first).to_be_attached()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-tip]")).to_have_count(0)
    await page.mouse.up()
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    await _carry(page, block, tom, minutes=60)
    await page.mouse.up()
    await expect(
        page.get_by_text(re.compile("Not moved. Not possible: Dr Tom is with Oscar Lind")).first
    ).to_be_visible()
    assert desk.visit(leah.id)["provider"]["name"] == "Dr Priya Raman"
    assert desk.visit(oscar.id)["office"]["time"] == "11:00"
    olive.clean()


async def test_the_keyboard_alone_moves_opens_and_turns_the_pages(somebody: SitDown, product: Product) -> None:
    desk = Desk(product, 15)
    leah = desk.book("Leah Okafor", "10:00")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _open(page, desk.address)
    await page.locator(f'[data-visit="{leah.id}"]').focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("[data-free]")).to_contain_text("10:10")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(f'[data-visit="{leah.id}"]')).to_be_focused()
    for key in ("m", "ArrowRight", "ArrowDown", "ArrowDown"):
        await page.keyboard.press(key)
    await expect(page.locator("[data-tip]")).to_contain_text("Free with Dr Tom")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alertdialog")).to_contain_text("Dr Tom")
    await page.keyboard.press("Tab")
    await page.get_by_role("alertdialog").get_by_role("button", name=re.compile("^Move")).press("Enter")
    await expect(page.get_by_text(re.compile("Leah moved to 10:10 with Dr Tom")).first).to_be_visible()
    await page.locator(f'[data-visit="{leah.id}"]').press("Enter")
    await expect(page.get_by_role("dialog").get_by_text("leah@example.com")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("j")
    await expect(page).to_have_url(re.compile(f"on={desk.day + timedelta(days=1)}"))
    await page.keyboard.press("w")
    await expect(page).to_have_url(re.compile("view=week"))
    await expect(page.locator("[data-column]")).to_have_count(7 * len(desk.people))  # the week is there
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys of the calendar")).to_be_visible()
    olive.clean()


async def test_somebody_phones_and_is_booked_past_the_rules_with_a_reason(somebody: SitDown, product: Product) -> None:
    desk = Desk(product, 18)
    desk.book("Oscar Lind", "10:00")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _open(page, desk.address)
    tom = desk.column(page, "Dr Tom Osei")
    await tom.click(position={"x": 60, "y": 6 * 60 * PIXELS_A_MINUTE + 1})  # six in the morning
    panel = page.get_by_role("dialog", name="New visit")
    await expect(panel.get_by_label("Time")).to_have_value("06:00")
    await panel.get_by_label("Service").select_option(label="Repeat prescription")
    await expect(panel.get_by_text("The booking rules say no:")).to_be_visible()
    await panel.get_by_role("button", name="Book it anyway").click()
    await expect(panel.get_by_role("alert")).to_contain_text("things are missing")
    await panel.get_by_label("Why all the same?").fill("Agreed with Dr Tom")
    await panel.get_by_label("Name", exact=True).fill("Robin Weber")
    await panel.get_by_label("E-mail address").fill("robin@example.com")
    await panel.get_by_role("button", name="Why is 06:00 not offered?").click()
    await expect(page.get_by_role("heading", name="Why is 06:00 not offered?")).to_be_visible()
    await expect(page.get_by_text("Outside working hours.", exact=True)).to_be_visible()
    await panel.get_by_role("button", name="Book it anyway").click()
    await expect(page.get_by_text(re.compile("Robin is booked")).first).to_be_visible()
    await expect(tom.locator("[data-visit]", has_text="Robin Weber")).to_be_visible()
    olive.clean()


async def test_on_paper_it_is_a_list_without_navigation(somebody: SitDown, product: Product) -> None:
    desk = Desk(product, 24)
    desk.book("Leah Okafor", "10:00")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _open(page, desk.address)
    await page.wait_for_timeout(2500)  # the sheet's code is there before anybody prints
    await page.emulate_media(media="print")
    sheet = page.locator("[data-sheet]")
    await expect(sheet).to_contain_text("Leah Okafor, Repeat prescription")
    await expect(page.get_by_role("navigation").first).to_be_hidden()
    await expect(page.locator("[data-board]")).to_be_hidden()
    await page.emulate_media(media="screen")
    await expect(page.locator("[data-board]")).to_be_visible()
    olive.clean()


@pytest.mark.parametrize("language", ["en", "pseudo-rtl"])
async def test_everybody_can_use_it_at_both_sizes(somebody: SitDown, product: Product, language: str) -> None:
    desk = Desk(product, 21)
    leah = desk.book("Leah Okafor", {"en": "10:00", "pseudo-rtl": "12:00"}[language])
    address = f"{desk.address}&lang={language}"
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    for what in ("", "&view=week", f"&visit={leah.id}"):
        await turn(page, "light")
        await _open(page, f"{address}{what}")
        if "visit" in what:
            await expect(page.get_by_role("dialog").get_by_text("leah@example.com")).to_be_visible()
        await accessible(page)
        await fits(page)
        await turn(page, "dark")
        await accessible(page)
    phone = await somebody("Olive's phone", zone="Europe/London", size=PHONE)
    page = await at_work(phone, product, "office manager")
    await _open(page, address)
    await accessible(page)
    await turn(page, "dark")
    await accessible(page)
    await fits(page)
    await page.locator(f'[data-visit="{leah.id}"]').tap()
    await expect(page.get_by_role("dialog").get_by_text("leah@example.com")).to_be_visible()
    await accessible(page)
    await turn(page, "light")
    await accessible(page)
    for person in (olive, phone):
        person.clean()
