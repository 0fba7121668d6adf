"""From an empty installation to the first consumer's booking, counted; and an office that changes how it looks."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, FrameLocator, Locator, Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, fits
from tests.browser.product import DESKTOP, PHONE, Person, Product, sit_down

AT_MOST = 40


class Counting:
    """Whoever sets up, with every click and every filled field counted."""

    def __init__(self) -> None:
        self.acts: list[str] = []

    async def click(self, what: Locator) -> None:
        """One click."""
        await what.click()
        self.acts.append(f"click {what}")

    async def fill(self, what: Locator, words: str) -> None:
        """One field."""
        await what.fill(words)
        self.acts.append(f"fill {what}")


@pytest.fixture(scope="module")
def empty(run_folder: Path) -> Iterator[Product]:
    """The whole product as `make demo EMPTY=1` starts it: no office, nobody who could sign in."""
    folder = run_folder / "empty"
    folder.mkdir()
    folder.chmod(0o755)
    running = Product(folder, "--empty")
    try:
        running.until_open()
        yield running
    finally:
        running.stop()


@pytest.fixture
async def olive(chromium: Browser, empty: Product) -> AsyncIterator[Person]:
    """Whoever sets up."""
    person = await sit_down(chromium, empty, "olive", zone="Europe/London")
    yield person
    await person.context.close()


@pytest.fixture
async def casey(chromium: Browser, empty: Product) -> AsyncIterator[Person]:
    """The first consumer."""
    person = await sit_down(chromium, empty, "casey")
    yield person
    await person.context.close()


async def _both_sizes(page: Page, heading: str) -> None:
    """The step is there, fits both sizes, and axe finds nothing."""
    await expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        await fits(page)
        await accessible(page)


def _act(page: Page | FrameLocator, name: str) -> Locator:
    return page.get_by_role("button", name=name).locator("visible=true").first


async def test_from_nothing_to_the_first_consumers_booking(empty: Product, olive: Person, casey: Person) -> None:
    page, count = olive.page, Counting()
    begins = next(word for word in empty.said().split() if "/setup#" in word)

    # Whoever comes without the code finds the guide, and cannot go on without it.
    await page.goto(empty.url)
    await expect(page).to_have_url(re.compile(r"/setup$"))
    await expect(page.get_by_label("Setup code")).to_be_visible()

    await page.goto(begins)
    await _both_sizes(page, "Which office is this?")
    await count.fill(page.get_by_label("Name of the office"), "Maple Street Practice")
    await count.fill(page.get_by_label("Your name"), "Olive Hart")
    await count.fill(page.get_by_label("Your e-mail address"), "olive@maple-street.example")
    await count.fill(page.get_by_label("Password"), "long enough to be safe")
    await count.click(_act(page, "Continue to services"))

    await expect(page.get_by_role("radio", name="Healthcare")).to_be_visible()
    await _both_sizes(page, "What can be booked?")
    await count.click(page.get_by_role("radio", name="Healthcare"))
    await expect(page.get_by_text("Follow-up visit")).to_be_visible()
    await count.click(_act(page, "Continue to hours"))

    await expect(page.get_by_text("The first visit could be on")).to_be_visible()
    await expect(page.get_by_text("Open 40 hours a week.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Public holidays")).to_be_visible()
    await _both_sizes(page, "When is the office open?")
    await count.click(_act(page, "Continue to people"))

    await _both_sizes(page, "Who sees consumers?")
    await expect(page.get_by_label("Your name, as consumers read it")).to_have_value("Olive Hart")
    await count.click(_act(page, "Continue to the look"))

    await _both_sizes(page, "How should it look?")
    preview = page.frame_locator("iframe[title='Preview: Booking page']")
    await expect(preview.get_by_text("First visit")).to_be_visible()
    await count.click(page.get_by_role("button", name="Plum"))
    await count.click(_act(page, "Continue and try it"))

    trying = page.frame_locator("iframe[title='Your booking page']")
    await expect(trying.get_by_text("Follow-up visit")).to_be_visible()
    await _both_sizes(page, "Try it: book a visit with yourself")
    await _book(trying, count, prefilled=True)
    await _both_sizes(page, "Your booking page is open")
    address = await page.get_by_label("Address of your booking page").input_value()
    await count.click(_act(page, "Go to the office"))
    await expect(page).to_have_url(f"{empty.url}/office")

    # And the first consumer, at a browser of their own.
    await casey.page.goto(address)
    await _book(casey.page, count, prefilled=False)
    await expect(casey.page.get_by_role("heading", name="You’re booked, Casey.")).to_be_visible()

    print(f"\nFrom nothing to the first consumer's booking: {len(count.acts)} clicks and fields (at most {AT_MOST}).")
    assert len(count.acts) <= AT_MOST, "\n".join(count.acts)
    olive.clean()
    casey.clean()


async def _book(where: Page | FrameLocator, count: Counting, *, prefilled: bool) -> None:
    await count.click(where.get_by_text("Follow-up visit").locator("visible=true").first)
    await count.click(where.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).locator("visible=true").first)
    await count.click(_act(where, "Continue to your details"))
    if not prefilled:
        await count.fill(where.get_by_label("Your name"), "Casey Morgan")
        await count.fill(where.get_by_label("E-mail address"), "casey@example.com")
    await count.click(_act(where, "Book this visit"))


async def test_the_guide_goes_on_where_it_was_left_and_every_step_can_be_skipped(
    empty: Product, olive: Person, casey: Person
) -> None:
    """The installation has an owner since the story above; the guide is opened again for her."""
    again = {"running": True, "at": "hours", "done": ["office", "services"], "skipped": []}
    with httpx.Client(base_url=f"{empty.url}/api/v1", headers={"Origin": empty.url}, timeout=30) as client:
        who = {"email": "olive@maple-street.example", "password": "long enough to be safe"}
        assert client.post("/session", json=who).status_code == 200
        assert client.put("/offices/maple-street-practice/setup", json=again).status_code == 200
    await casey.page.goto(f"{empty.url}/setup#AAAA-AAAA-AAAA-AAAA")
    await expect(casey.page).to_have_url(re.compile(r"/sign-in\?next=%2Fsetup"))
    page = olive.page
    await page.goto(f"{empty.url}/setup")
    await page.get_by_label("E-mail").fill("olive@maple-street.example")
    await page.get_by_label("Password").fill("long enough to be safe")
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(f"{empty.url}/setup")
    await page.get_by_role("textbox", name="Monday, from").fill("11:00")
    await expect(page.get_by_text("Open 38 hours a week.")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("textbox", name="Monday, from")).to_have_value("11:00")
    for step in ("Who sees consumers?", "How should it look?", "Your booking page is open"):
        await page.get_by_role("button", name="Skip for now").click()
        await expect(page.get_by_role("heading", name=step)).to_be_visible()
    await page.goto(f"{empty.url}/setup")
    await expect(page.get_by_role("heading", name="Your booking page is open")).to_be_visible()
    await page.get_by_role("link", name=re.compile("Hours")).click()
    await expect(page.get_by_role("textbox", name="Monday, from")).to_have_value("11:00")
    olive.clean()


async def test_olive_sees_a_new_look_before_it_is_saved_and_casey_after(somebody: SitDown, product: Product) -> None:
    try:
        await _new_look(somebody, product)
    finally:  # the other stories know the office as it was
        back = {"name": "Maple Street Practice", "colour": "#0b6a87", "welcome_text": None}
        with product.as_staff("office manager") as client:
            assert client.patch(f"/offices/{product.slug}/profile", json=back).status_code == 200


async def _new_look(somebody: SitDown, product: Product) -> None:
    olive = await somebody("olive", zone="Europe/London")
    casey = await somebody("casey")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}/office/settings/look")
    before = await casey.page.goto(f"{product.url}/book/{product.slug}") and await _colour_of(casey.page)
    preview = page.frame_locator("iframe[title='Preview: Booking page']")
    await expect(preview.get_by_role("heading", name="What is it about?")).to_be_visible()

    await page.get_by_role("button", name="Plum").click()
    await page.get_by_label("Words on the booking page").fill("Good to see you. Please choose.")
    await expect(preview.get_by_text("Good to see you. Please choose.")).to_be_visible()
    await expect(page.get_by_text("Words on buttons")).to_contain_text("At least 4.5 is needed")
    await casey.page.reload()
    assert await _colour_of(casey.page) == before, "nothing is saved yet"
    await expect(casey.page.get_by_text("Good to see you.")).to_have_count(0)
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        await fits(page)
        await accessible(page)

    await page.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text("Saved. It is on the pages now.").first).to_be_visible()
    await casey.page.reload()
    await expect(casey.page.get_by_text("Good to see you. Please choose.")).to_be_visible()
    assert await _colour_of(casey.page) != before

    await page.goto(f"{product.url}/office/settings/profile")
    await page.get_by_label("Business name").fill("Maple Street Health")
    await expect(preview.get_by_text("Maple Street Health")).to_be_visible()
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        await fits(page)
        await accessible(page)
    await page.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text("Saved. It is on the pages now.").first).to_be_visible()
    await casey.page.reload()
    await expect(casey.page.get_by_text("Maple Street Health").first).to_be_visible()
    olive.clean()
    casey.clean()


async def _colour_of(page: Page) -> str:
    """The colour of the office's mark in the head of the page."""
    mark = page.locator("header a > span").first
    await expect(mark).to_be_visible()
    colour: str = await mark.evaluate("(mark) => getComputedStyle(mark).backgroundColor")
    return colour
