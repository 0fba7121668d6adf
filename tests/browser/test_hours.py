"""Olive paints and types hours, closes a holiday, Priya takes a day off: consumers see it at once, nobody is forgotten."""

import re
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, everybody_can_use, turn
from tests.browser.product import DESKTOP, Product
from tests.browser.rules import offer, provider_ids, today


async def drag(page: Page, weekday: int, from_hour: float, to_hour: float) -> None:
    """Paint over a day of the week, from one hour to another."""
    row = page.locator(f"[data-day='{weekday}']").first
    await row.scroll_into_view_if_needed()
    box = await row.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    await page.mouse.move(box["x"] + box["width"] * (from_hour + 0.02) / 24, y)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * (from_hour + to_hour) / 48, y)
    await page.mouse.move(box["x"] + box["width"] * to_hour / 24, y)
    await page.mouse.up()


def times_on(product: Product, slug: str, day: date) -> list[str]:
    """What Casey is offered on a date, on the office's wall."""
    with closing(product.as_staff("office manager")) as api:
        address = f"/offices/{product.slug}"
        service = next(one for one in api.get(address).json()["services"] if one["slug"] == slug)
        ask = {"service_id": service["id"], "time_zone": "Europe/London", "from": str(day)}
        slots = api.get(f"{address}/slots", params=ask | {"to": str(day + timedelta(days=1))}).json()["slots"]
    return [slot["office"]["time"] for slot in slots]


def next_weekday(product: Product, weekday: int) -> date:
    """The next such day that lies a week ahead at least."""
    first = today(product).date() + timedelta(days=7)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7)


async def own_hours(page: Page, product: Product, service: str) -> None:
    """Open the hours of a service and say that it keeps its own, closed on all days."""
    await page.goto(f"{product.url}/office/settings/hours")
    await page.get_by_label("Whose hours").select_option(label=service)
    switch = page.get_by_role("switch", name=re.compile("can be booked in hours of its own only"))
    await switch.check()
    for day in range(1, 8):
        await page.locator(f"[data-cell='{day - 1}-18']").focus()
        await page.keyboard.press("Delete")
    await expect(page.get_by_text("Closed", exact=True)).to_have_count(7)


async def save(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("^Save")).click()
    await expect(page.get_by_text("Hours saved. Consumers see them now.").first).to_be_visible()


async def test_olive_paints_and_types_hours_and_copies_them_and_casey_sees_them_at_once(
    product: Product, somebody: SitDown
) -> None:
    slug = offer(product, "Painted visit")
    olive, casey = await somebody("Olive", zone="Europe/London"), await somebody("Casey", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await own_hours(page, product, "Painted visit")
    await drag(page, 1, 9, 12)
    monday = page.get_by_role("group", name="Monday")
    await expect(monday.get_by_label("Monday, from")).to_have_value("09:00")
    await expect(monday.get_by_label("Monday, until")).to_have_value("12:00")
    await monday.get_by_label("Monday, until").fill("12.20")
    await monday.get_by_role("button", name="One more range on Monday").click()
    await monday.get_by_label("Monday, from").nth(1).fill("11")
    await monday.get_by_label("Monday, until").nth(1).fill("1500")
    await page.get_by_role("button", name=re.compile("^Save")).click()
    await expect(page.get_by_text("This overlaps with the range before it.").first).to_be_visible()
    await monday.get_by_label("Monday, from").nth(1).fill("14")
    await page.get_by_role("button", name="Copy Monday to other days").click()
    dialog = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    await dialog.get_by_role("button", name="Copy to 4 days").click()
    await drag(page, 5, 10, 11)
    friday = page.get_by_role("group", name="Friday")
    await expect(friday.get_by_label("Friday, until").first).to_have_value("10:00")
    await expect(page.get_by_text("a week").first).to_contain_text("20.7 hours")
    await expect(page.get_by_text(re.compile("The first visit could be on"))).to_be_visible()
    await accessible(page)
    await save(page)

    monday_on, friday_on = next_weekday(product, 1), next_weekday(product, 5)
    assert times_on(product, slug, monday_on)[-4:] == ["12:00", "14:00", "14:20", "14:40"]
    assert times_on(product, slug, monday_on + timedelta(days=2))[0] == "09:00"
    assert times_on(product, slug, friday_on)[:4] == ["09:00", "09:20", "09:40", "11:00"]
    await casey.page.goto(f"{product.url}/book/{product.slug}?service={slug}&day={friday_on}")
    await expect(casey.page.get_by_role("button", name="09:40")).to_be_visible()
    await expect(casey.page.get_by_role("button", name="10:20")).to_have_count(0)
    olive.clean()
    casey.clean()


async def test_hours_are_painted_by_keyboard_alone(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Typed by keys")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await own_hours(page, product, "Typed by keys")
    cell = page.get_by_role("gridcell", name="Tuesday 09:00, closed")
    await cell.focus()
    for _ in range(3):
        await page.keyboard.press("Shift+ArrowRight")
    await expect(page.get_by_role("gridcell", name="Tuesday 10:30, open")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Home")
    await expect(page.get_by_role("gridcell", name="Wednesday 00:00, closed")).to_be_focused()
    tuesday = page.get_by_role("group", name="Tuesday")
    await expect(tuesday.get_by_label("Tuesday, until")).to_have_count(2)
    await page.keyboard.press("Control+s")
    await expect(page.get_by_text("Hours saved. Consumers see them now.").first).to_be_visible()
    assert times_on(product, slug, next_weekday(product, 2)) == ["09:00", "09:20", "09:40", "10:30"]
    olive.clean()


async def test_olive_closes_a_holiday_after_seeing_whom_it_affects_and_keeps_it_every_year(
    product: Product, somebody: SitDown
) -> None:
    slug = offer(product, "Christmas visit", window_days=400)
    now = today(product)
    year = now.year + (now.month == 12 and now.day > 20)
    christmas = date(year, 12, 25)
    booked = _book_on(product, slug, christmas, "Noel Carter")
    olive, noel = await somebody("Olive", zone="Europe/London"), await somebody("Noel", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}/office/settings/closures?year={year}")
    await page.get_by_label("Country").select_option(label="United Kingdom")
    await page.get_by_label("Region").select_option(value="ENG")
    switch = page.get_by_role("switch", name=re.compile("Closed on Christmas Day,"))
    await expect(switch).not_to_be_checked()
    await switch.click()
    dialog = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    await expect(dialog.get_by_text("Noel Carter", exact=False).first).to_be_visible()
    await dialog.get_by_label(re.compile("What becomes of Noel Carter")).select_option(label="Cancel")
    await expect(dialog.get_by_text("1 consumer gets an e-mail.")).to_be_visible()
    await accessible(page)
    await dialog.get_by_role("button", name="Close the office, tell 1 consumer").click()
    await expect(switch).to_be_checked()
    await page.get_by_role("button", name="Close on Christmas Day every year").click()
    await expect(page.get_by_text("1 holiday is kept every year")).to_be_visible()
    assert times_on(product, slug, christmas) == []
    await noel.page.goto(f"{product.url}/v#{booked['link_token']}")
    await expect(noel.page.get_by_role("heading", name=re.compile("cancel", re.IGNORECASE)).first).to_be_visible()
    await page.get_by_role("button", name="Close on Christmas Day every year").click()
    await expect(page.get_by_text("1 holiday is kept every year")).to_have_count(0)
    await switch.click()
    await expect(switch).not_to_be_checked()
    assert times_on(product, slug, christmas) != []
    olive.clean()
    noel.clean()


async def test_priya_takes_a_day_off_and_each_visit_is_seen_to_and_the_consumers_page_says_so(
    product: Product, somebody: SitDown
) -> None:
    slug = offer(product, "Sick day visit")
    priya_id, tom_id = provider_ids(product, "Dr Priya Raman", "Dr Tom Osei")
    _let_offer(product, slug, [priya_id, tom_id])
    day = next_weekday(product, 3)
    people = ["Ada Keep", "Ben Tom", "Cleo Ask", "Dan Off"]
    booked = [
        _book_on(product, slug, day, name, at=f"1{place}:00", provider=priya_id) for place, name in enumerate(people)
    ]
    priya = await somebody("Priya", zone="Europe/London")
    page = await at_work(priya, product, "provider")
    await page.goto(f"{product.url}/provider/time-off")
    await page.get_by_label("First day").fill(day.isoformat())
    await page.get_by_label("Last day").fill(day.isoformat())
    await page.get_by_label("Reason").fill("Ill")
    for name, what in (
        ("Ben Tom", "Give to Dr Tom Osei"),
        ("Cleo Ask", "Ask to choose another time"),
        ("Dan Off", "Cancel"),
    ):
        await page.get_by_label(re.compile(f"What becomes of {name}")).select_option(label=what)
    await page.get_by_label("A word about it").fill("I am ill, I am sorry.")
    await expect(page.get_by_text("3 consumers get an e-mail.")).to_be_visible()
    await expect(page.get_by_text("1 visit stays as it is, and nobody is told.")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Add, tell 3 consumers").click()
    await expect(page.get_by_text("Added. 3 consumers are told now.").first).to_be_visible()
    await expect(page.get_by_role("button", name="2 visits lie in it")).to_be_visible()

    says = ["Dr Priya Raman", "Dr Tom Osei will see you now", "We cannot see you at this time", "cancelled"]
    for visit, words in zip(booked, says, strict=True):
        consumer = await somebody(words[:6], zone="Europe/London")
        await consumer.page.goto(f"{product.url}/v#{visit['link_token']}")
        await expect(consumer.page.get_by_text(words, exact=False).first).to_be_visible()
        if words.startswith("We cannot"):
            await expect(consumer.page.get_by_text("I am ill, I am sorry.", exact=False)).to_be_visible()
            await accessible(consumer.page)
            await consumer.page.get_by_role("link", name="Choose another time").click()
            await expect(consumer.page.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).first).to_be_visible()
        await consumer.context.close()
    priya.clean()


@pytest.mark.parametrize("language", ["en", "pseudo-rtl"])
async def test_the_pages_of_hours_fit_and_are_accessible(product: Product, somebody: SitDown, language: str) -> None:
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    for path in ("hours?", "hours?view=week", "closures?", "time-off?"):
        await turn(page, "light")
        await page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
        await page.goto(f"{product.url}/office/settings/{path}&lang={language}")
        await expect(page.locator("main, [role=main]").first).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await everybody_can_use(page)
    olive.clean()


def _book_on(
    product: Product, slug: str, day: date, name: str, *, at: str | None = None, provider: str | None = None
) -> dict[str, Any]:
    """Book on a date, as a consumer would; answers the booking with its link."""
    with closing(product.as_staff("office manager")) as client:
        address = f"/offices/{product.slug}"
        service = next(one for one in client.get(address).json()["services"] if one["slug"] == slug)
        ask: dict[str, Any] = {"service_id": service["id"], "time_zone": "Europe/London", "from": str(day)}
        ask |= {"to": str(day + timedelta(days=1))} | ({"provider_id": provider} if provider else {})
        slots = client.get(f"{address}/slots", params=ask).json()["slots"]
        start = next(slot["starts_at"] for slot in slots if at in (None, slot["office"]["time"]))
        wish = {"service_id": service["id"], "starts_at": start, "time_zone": "Europe/London", "provider_id": provider}
        held = client.post(f"{address}/holds", json=wish).json()
        consumer = {"name": name, "email": f"{name.split()[0].lower()}@example.com", "phone": None}
        booking = {"hold_id": held["id"], "hold_secret": held["secret"], "consumer": consumer, "locale": "en"}
        booking |= {"time_zone": "Europe/London", "sms_consent": False}
        answer = client.post(f"{address}/appointments", json=booking)
        assert answer.status_code == 201, answer.text
        booked: dict[str, Any] = answer.json()
        return booked


def _let_offer(product: Product, slug: str, people: list[str]) -> None:
    with closing(product.as_staff("office manager")) as client:
        address = f"/offices/{product.slug}/services"
        service = next(one for one in client.get(address).json()["items"] if one["slug"] == slug)
        assert client.patch(f"{address}/{service['id']}", json={"provider_ids": people}).status_code == 200
