"""`make screenshots`: every page, at desktop and phone size, light and dark, into build/screenshots/, to be looked at.

The product runs for real; the pages are reached as people reach them.
"""

import asyncio
import re
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser import pictures_calendar, pictures_hours, pictures_setup
from tests.browser.install_chromium import find_chromium
from tests.browser.people import check_in, first_time, open_link_from_text, sees_the_other, sign_in
from tests.browser.pictures_people import people
from tests.browser.pictures_rules import rules_and_services
from tests.browser.product import CHECKOUT, DESKTOP, PHONE, SWITCHES, Person, Product, sit_down
from tests.browser.rules import code_in_mail, offer, office_rules, provider_ids, today, wording

WORDING = """We keep what you write and what is noted in the visit as long as the law asks us to, and show it to nobody else.

You can ask to see it, and to have mistakes put right, at any time."""
QUESTIONS = [
    {"id": "reason", "label": "What would you like to talk about?", "kind": "text", "required": True},
    {"id": "before", "label": "Have you seen us before?", "kind": "yes_no", "required": True},
    {"id": "pains", "label": "Where does it hurt?", "kind": "choices", "options": ["Head", "Back", "Knee"]},
    {"id": "since", "label": "Since when?", "kind": "date"},
]
OUT = CHECKOUT / "build" / "screenshots"
SIZES = {"desktop": DESKTOP, "phone": PHONE}
Scheme = Literal["light", "dark"]


class Album:
    """Takes the pictures of one size and scheme."""

    def __init__(self, browser: Browser, product: Product, size: str, scheme: Scheme) -> None:
        self._browser, self._product = browser, product
        self._size, self._scheme = size, scheme
        self._number = 0
        self.phone = f"07700 9006{list(SIZES).index(size)}{0 if scheme == 'light' else 1}"

    async def somebody(self, name: str, zone: str = "Europe/Berlin") -> Person:
        """Sit somebody down at this size and in this scheme."""
        how: dict[str, Any] = {"size": SIZES[self._size], "zone": zone, "color_scheme": self._scheme}
        return await sit_down(self._browser, self._product, name, **how)

    async def take(self, page: Page, name: str) -> None:
        """Picture what is seen now, and on a phone the whole length of it."""
        self._number += 1
        await page.wait_for_timeout(400)  # let what fades in be there
        stem = f"{self._number:02d}-{name}-{self._size}-{self._scheme}"
        await page.screenshot(path=OUT / f"{stem}.png")
        if self._size == "phone":
            await page.screenshot(path=OUT / f"{stem}-full.png", full_page=True)

    async def visit(self, page: Page, path: str, name: str) -> None:
        """Open an address, wait until nothing loads any more, and picture it."""
        await page.goto(f"{self._product.url}{path}")
        await expect(page.get_by_role("heading").first).to_be_visible()
        await expect(page.get_by_role("status").filter(has_text="One moment")).to_have_count(0, timeout=60_000)
        await page.wait_for_timeout(600)
        await self.take(page, name)


async def booking(album: Album, product: Product) -> Person:
    """From the front page to a booked visit."""
    casey = await album.somebody("Casey")
    page = casey.page
    await album.visit(page, "/", "front")
    await album.visit(page, f"/book/{product.slug}", "choose-service")
    await page.get_by_text("Repeat prescription").locator("visible=true").first.click()
    await expect(page.get_by_role("heading", name="Who would you like to see?").first).to_be_visible()
    await album.take(page, "choose-provider")
    await page.get_by_text("Dr Priya Raman").locator("visible=true").first.click()
    await expect(
        page.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).locator("visible=true").first
    ).to_be_visible()
    await album.take(page, "choose-time")
    await first_time(page)
    await album.take(page, "time-held")
    await page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
    await album.take(page, "details")
    await page.get_by_role("button", name="Book this visit").click()
    await album.take(page, "details-errors")
    await page.get_by_label("Your name").fill("Casey Morgan")
    await page.get_by_label("E-mail address").fill("casey.morgan@example.com")
    await page.get_by_label("Mobile number").fill(album.phone)
    consent = page.get_by_role("checkbox", name=re.compile("Text me"))
    if not await consent.is_checked():
        await consent.check()
    await page.get_by_role("button", name="Book this visit").click()
    await expect(page.get_by_role("heading", name=re.compile("You’re booked"))).to_be_visible()
    await album.take(page, "booked")
    return casey


async def rules(album: Album, product: Product) -> None:
    """What the office's rules look like to whoever books."""
    longer = [{"minutes": 40, "price_minor": 9000}, {"minutes": 60, "price_minor": 12000}]
    people = provider_ids(product, "Dr Priya Raman", "Dr Tom Osei")
    begin = today(product).date() + timedelta(days=70)
    window = {"window_kind": "range", "window_from": str(begin), "window_until": str(begin)}
    stamp = f"{album.phone[-2:]}"  # a service for each size and scheme
    slugs = {
        "durations": offer(product, f"Long talk {stamp}", price_minor=5000, currency="GBP", durations=longer),
        "group": offer(product, f"Group talk {stamp}", seats=4),
        "paused": offer(product, f"Paused talk {stamp}", pause_notice="We are moving house. New times open on Monday."),
        "empty-month": offer(product, f"Rare talk {stamp}", provider_ids=people, **window),
        "questions": offer(product, f"Careful talk {stamp}", intake=QUESTIONS, guests_max=2, approval=True),
    }
    jonas = await album.somebody("Jonas")
    page = jonas.page
    book = f"/book/{product.slug}?service="
    for name in ("durations", "group", "paused"):
        await album.visit(page, f"{book}{slugs[name]}", f"rules-{name}")
    empty = f"{book}{slugs['empty-month']}&provider={people[0]}&day={begin + timedelta(days=45)}"
    await album.visit(page, empty, "rules-empty-month")
    await album.visit(page, f"/book/{product.slug}#private=nothingatall", "private-link-invalid")
    with wording(product, WORDING), office_rules(product, contact_proof="either"):
        await page.goto(f"{product.url}{book}{slugs['questions']}")
        await first_time(page)
        await page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
        await page.get_by_label("Your name").fill("Jonas Weber")
        mail = f"jonas{stamp}@example.com"
        await page.get_by_label("E-mail address").first.fill(mail)
        await page.get_by_label("Mobile number").fill("07700 900102")
        await page.get_by_role("checkbox", name="I am booking for somebody else").check()
        await page.get_by_role("button", name="Add a guest").click()
        await page.get_by_role("button", name="Continue", exact=True).locator("visible=true").first.click()
        await album.take(page, "rules-questions-errors")
        await page.get_by_label("Who will be seen?").fill("Robin Weber")
        await page.get_by_role("group", name="Guest 1").get_by_label("Name").fill("Ines Fischer")
        await page.get_by_label("What would you like to talk about?").fill("My knee")
        await page.get_by_role("radio", name="No").check()
        await page.get_by_role("checkbox", name="I have read this and agree").check()
        await album.take(page, "rules-questions")
        await page.get_by_role("button", name="Continue", exact=True).locator("visible=true").first.click()
        await expect(page.get_by_label("Code of six digits")).to_be_visible()
        await album.take(page, "rules-code")
        await page.get_by_label("Code of six digits").fill(code_in_mail(product, mail))
        await page.get_by_role("button", name="Confirm and ask for it").locator("visible=true").first.click()
    await expect(page.get_by_role("heading", name=re.compile("We got your request"))).to_be_visible()
    await album.take(page, "rules-requested")
    await page.get_by_role("link", name="See how it stands").click()
    await expect(page.get_by_role("button", name="Withdraw the request")).to_be_visible()
    await album.take(page, "link-requested")
    await jonas.context.close()


async def meeting(album: Album, product: Product, casey: Person) -> None:
    """From the text to goodbye, on both sides."""
    link = await open_link_from_text(casey, product, phone=f"+44{album.phone.replace(' ', '')[1:]}")
    await expect(link.get_by_role("button", name="Check in")).to_be_visible(timeout=40_000)
    await link.wait_for_timeout(1500)
    await album.take(link, "device-check")
    await check_in(link)
    await link.wait_for_timeout(1000)
    await album.take(link, "waiting-room")
    priya = await album.somebody("Dr Priya", zone="Europe/London")
    await album.visit(priya.page, "/sign-in", "sign-in")
    desk = await sign_in(priya, product, "provider")
    await expect(desk.get_by_role("button", name=re.compile("Let .* in")).first).to_be_visible()
    await album.take(desk, "provider-today")
    await desk.get_by_role("button", name=re.compile("Let Casey in|Let in Casey")).first.click()
    into = desk.get_by_role("button", name="Go into the visit", exact=True)
    await into.or_(desk.get_by_role("button", name=re.compile("^End for all"))).first.wait_for()
    if await into.is_visible():
        await desk.wait_for_timeout(1000)
        await album.take(desk, "provider-device-check")
        await into.click()
    await sees_the_other(link)
    await sees_the_other(desk)
    await album.take(desk, "provider-visit")
    await album.take(link, "consumer-call")
    await desk.get_by_role("button", name=re.compile("^End for all")).locator("visible=true").first.click()
    confirm = desk.get_by_role("dialog").get_by_role("button", name=re.compile("^End"))
    if await confirm.count():
        await confirm.first.click()
    await expect(link.get_by_role("heading", name=re.compile("visit is over"))).to_be_visible(timeout=40_000)
    await album.take(link, "goodbye")
    await album.visit(desk, "/provider", "provider-after")
    await priya.context.close()


async def links(album: Album, product: Product) -> None:
    """What a link says when it is early, moved, cancelled or wrong."""
    jonas = await album.somebody("Jonas")
    page = jonas.page
    await album.visit(page, "/visit", "paste-a-link")
    await album.visit(page, "/v#AAAAAAAAAAAAAAAAAAAA", "link-invalid")
    token = await _book_ahead(product)
    await page.goto(f"{product.url}/v#{token}")
    await expect(page.get_by_text("Move", exact=True).first).to_be_visible()
    await album.take(page, "link-booked")
    await page.get_by_text("Move", exact=True).first.click()
    await page.wait_for_timeout(1500)
    await album.take(page, "link-move")
    await page.goto(f"{product.url}/v#{token}")
    await page.reload()
    await page.get_by_text("Cancel the visit", exact=True).first.click()
    await page.wait_for_timeout(500)
    await album.take(page, "link-cancel-asked")
    await page.get_by_role("dialog").get_by_role("button", name="Cancel the visit").click()
    await expect(page.get_by_role("heading", name=re.compile("cancelled", re.IGNORECASE))).to_be_visible()
    await album.take(page, "link-cancelled")
    await jonas.context.close()


async def _book_ahead(product: Product) -> str:
    olive = product.as_staff("office manager")
    office = olive.get(f"/offices/{product.slug}").json()
    service = next(s for s in office["services"] if s["name"] == "Nutrition advice")
    today = datetime.fromisoformat(olive.get("/session").json()["now"]).date()
    days = {"from": today.isoformat(), "to": (today + timedelta(days=28)).isoformat()}
    ask = days | {"service_id": service["id"], "time_zone": "Europe/Berlin"}
    first = olive.get(f"/offices/{product.slug}/slots", params=ask).json()
    start = (first["first_free"] or first["slots"][0])["starts_at"]
    slots = [slot["starts_at"] for slot in first["slots"]]
    start = slots[len(slots) // 2] if slots else start
    held = olive.post(
        f"/offices/{product.slug}/holds",
        json={"service_id": service["id"], "starts_at": start, "time_zone": "Europe/Berlin"},
    ).json()
    booked = olive.post(
        f"/offices/{product.slug}/appointments",
        json={
            "hold_id": held["id"],
            "hold_secret": held["secret"],
            "consumer": {"name": "Jonas Weber", "email": "jonas@example.com", "phone": "+447700900102"},
            "time_zone": "Europe/Berlin",
            "locale": "en",
            "sms_consent": True,
        },
    ).json()
    olive.close()
    return str(booked["link_token"])


async def office(album: Album, product: Product) -> None:
    """What the office manager sees, and the emulator's inbox."""
    olive = await album.somebody("Olive", zone="Europe/London")
    page = await sign_in(olive, product, "office manager")
    for path, name in (
        ("/office", "office-day"),
        ("/office/settings/hours", "office-hours"),
        ("/office/settings/services", "office-services"),
        ("/office/settings/time-off", "office-time-off"),
    ):
        await album.visit(page, path, name)
    await page.goto(f"{product.inbox}/inbox")
    await page.wait_for_timeout(800)
    await album.take(page, "inbox")
    await olive.context.close()


async def main(chromium: Path, only: list[str]) -> None:
    """Take every picture, or only those of the sizes and schemes named on the command line."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="frontdesk-pictures-") as folder:
        Path(folder).chmod(0o755)
        product = Product(Path(folder))
        try:
            product.until_open()
            product.open_round_the_clock()
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=str(chromium), args=SWITCHES)
                schemes: tuple[Scheme, ...] = ("light", "dark")
                for size in SIZES:
                    for scheme in schemes:
                        if only and not {size, scheme} >= set(only):
                            continue
                        album = Album(browser, product, size, scheme)
                        casey = await booking(album, product)
                        await meeting(album, product, casey)
                        await casey.context.close()
                        await links(album, product)
                        await rules(album, product)
                        await office(album, product)
                        await people(album, product)
                        await pictures_hours.hours(album, product)
                        await rules_and_services(album, product)
                        await pictures_setup.setting_up(album, product)
                        await pictures_calendar.calendar(album, product)
                        print(f"  ✓ {size}, {scheme}", flush=True)
                await browser.close()
        finally:
            product.stop()
    print(f"  Pictures are in {OUT.relative_to(CHECKOUT)}/")


if __name__ == "__main__":
    found = find_chromium()
    if found is None:
        sys.exit("Chromium is needed: run `make chromium`.")
    asyncio.run(main(found, sys.argv[1:]))
