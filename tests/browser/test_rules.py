"""Olive sets services and rules in the browser: each consequence is seen before it is saved, and Casey sees what it makes."""

import re
from contextlib import closing
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, everybody_can_use, first_time, turn
from tests.browser.product import DESKTOP, Product
from tests.browser.rules import offer, today

SETTINGS = "/office/settings"
SAVED = "Saved. Consumers see it now."


def _service(product: Product, slug: str) -> dict[str, Any]:
    with closing(product.as_staff("office manager")) as olive:
        services: list[dict[str, Any]] = olive.get(f"/offices/{product.slug}/services").json()["items"]
    return next(one for one in services if one["slug"] == slug)


def _first_free(product: Product, service: dict[str, Any]) -> str:
    with closing(product.as_staff("office manager")) as anybody:
        day = today(product).date().isoformat()
        ask = {"service_id": service["id"], "from": day, "to": day[:8] + "28", "time_zone": "Europe/London"}
        ask["to"] = f"{int(day[:4]) + (day[5:7] == '12')}-{int(day[5:7]) % 12 + 1:02}-01"
        first: str = anybody.get(f"/offices/{product.slug}/slots", params=ask).json()["first_free"]["starts_at"]
    return first


async def _rules(page: Page, product: Product, slug: str) -> None:
    await page.goto(f"{product.url}{SETTINGS}/rules?service={slug}")
    await expect(page.get_by_text(re.compile("the first time offered is")).first).to_be_visible()


async def test_olive_raises_the_notice_and_sees_the_first_time_change_before_saving(
    product: Product, somebody: SitDown
) -> None:  # fmt: skip
    slug = offer(product, "Noticed talk")
    service = _service(product, slug)
    before = _first_free(product, service)
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _rules(page, product, slug)
    await page.get_by_label("Notice", exact=True).fill("3")
    await page.get_by_label("Unit").first.select_option("days")
    await expect(page.get_by_text("was 0 hours")).to_be_visible()
    await expect(page.get_by_text(re.compile("As saved it is"))).to_be_visible()
    await expect(page.get_by_role("region", name="What changes on a day").locator("s").first).to_be_visible()
    frame = page.frame_locator("iframe")
    await expect(frame.get_by_text(re.compile("^First free")).first).to_be_visible()
    await expect(frame.locator("button s").first).to_be_attached()
    assert _first_free(product, service) == before, "nothing is saved yet"

    await page.get_by_label("Pause after a visit").fill("20")
    await expect(page.get_by_text(re.compile(r"the next starts at .*, not "))).to_be_visible()
    await expect(page.get_by_text("2 changes not saved")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("Pause after a visit")).to_have_value("20")
    await page.keyboard.press("Control+s")
    await expect(page.get_by_text(SAVED).first).to_be_visible()
    await expect(page.get_by_text(re.compile("changes? not saved"))).to_have_count(0)
    saved = _service(product, slug)
    assert (saved["notice_minutes"], saved["buffer_after_minutes"]) == (4320, 20)
    assert _first_free(product, service) > before
    olive.clean()


async def test_a_limit_says_what_it_does_and_a_time_is_tried(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Limited talk")
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await _rules(page, product, slug)
    await page.get_by_role("button", name="Add a limit").click()
    dialog = page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))
    await dialog.get_by_label("Visits at most").fill("7")
    await dialog.get_by_label("Of whom").select_option("service")
    await expect(dialog.get_by_text("Everybody together: 0 today, so 7 more can be booked.")).to_be_visible()
    await accessible(page)
    await dialog.get_by_role("button", name="Set it").click()
    await expect(page.get_by_text("At most 7 visits a day of Limited talk.")).to_be_visible()
    await page.get_by_role("button", name="Remove: At most 7 visits a day of Limited talk.").click()
    await expect(page.get_by_text("The limit is removed.").first).to_be_visible()

    await page.get_by_role("button", name="Try a time").click()
    tried = page.get_by_role("dialog")
    await tried.get_by_label("Time", exact=True).fill("13:31")
    await expect(tried.get_by_role("heading", name="Why is 13:31 not offered?")).to_be_visible()
    await expect(tried.get_by_text(re.compile("visits do not begin at this minute"))).to_be_visible()
    olive.clean()


async def test_olive_copies_a_service_and_puts_it_in_its_place(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Original talk", category="Copied", notice_minutes=90, cancel_reasons=["Ill"], packs_day=True)
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}{SETTINGS}/services")
    await page.get_by_label("Search services").fill("original")
    await expect(page.get_by_role("list", name="Services").get_by_role("listitem")).to_have_count(1)
    await page.get_by_role("button", name="More about Original talk").click()
    await page.get_by_role("menuitem", name="Copy").click()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Original talk (copy)")
    await page.get_by_label("Name", exact=True).fill("Second talk")
    await page.get_by_role("button", name="Add service").click()
    await expect(page.get_by_role("heading", name="Second talk")).to_be_visible()
    original, copied = _service(product, slug), _service(product, "second-talk")
    own = {"id", "slug", "name", "position", "version"}
    assert {k: v for k, v in copied.items() if k not in own} == {k: v for k, v in original.items() if k not in own}

    await page.goto(f"{product.url}{SETTINGS}/services")
    up = page.get_by_role("button", name="Move Second talk up")
    await up.focus()
    await page.keyboard.press("Enter")
    rows = page.get_by_role("list", name="Services").get_by_role("listitem")
    await expect(rows.nth(-2)).to_contain_text("Second talk")
    await page.get_by_role("button", name="More about Second talk").click()
    await page.get_by_role("menuitem", name="Archive").click()
    await page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Archive").click()
    await expect(page.get_by_text("Second talk is archived.").first).to_be_visible()
    await expect(rows.filter(has_text="Second talk")).to_have_count(0)
    await page.get_by_role("button", name="Undo").click()
    await expect(rows.filter(has_text="Second talk")).to_have_count(1)
    olive.clean()


async def test_olive_adds_a_conditional_question_and_casey_is_asked_it(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Asked talk")
    service = _service(product, slug)
    olive, casey = await somebody("Olive", zone="Europe/London"), await somebody("Casey")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}{SETTINGS}/services/{service['id']}")
    for number, (label, kind) in enumerate([("Have you seen us before?", "yes_no"), ("When was that?", "text")], 1):
        await page.get_by_role("button", name="Add a question").click()
        question = page.get_by_role("group", name=f"Question {number}", exact=True)
        await question.get_by_label("Question", exact=True).fill(label)
        await question.get_by_label("Kind of answer").select_option(kind)
    second = page.get_by_role("group", name="Question 2", exact=True)
    await second.get_by_label("Asked only if the answer to").select_option(label="only if “Have you seen us before?”")
    await second.get_by_label("Must be answered").check()
    await expect(page.frame_locator("iframe").get_by_text("Have you seen us before?").first).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text(SAVED).first).to_be_visible()
    asked = _service(product, slug)["intake"]
    assert [one["id"] for one in asked] == ["have_you_seen_us_before", "when_was_that"]
    assert asked[1]["shown_if"] == {"question": "have_you_seen_us_before", "equals": True}

    await casey.page.goto(f"{product.url}/book/{product.slug}?service={slug}")
    await first_time(casey.page)
    await casey.page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
    await expect(casey.page.get_by_text("Have you seen us before?").first).to_be_visible()
    await expect(casey.page.get_by_label("When was that?")).to_have_count(0)
    await casey.page.get_by_role("radio", name="Yes").check()
    await expect(casey.page.get_by_label("When was that?")).to_be_visible()
    olive.clean()
    casey.clean()


async def test_a_private_link_is_made_and_revoked_and_casey_is_told(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Hidden talk", hidden=True)
    service = _service(product, slug)
    olive, casey = await somebody("Olive", zone="Europe/London"), await somebody("Casey")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}{SETTINGS}/services/{service['id']}")
    form = page.get_by_role("form", name="New private link")
    await form.get_by_role("button", name="Make a link").click()
    await expect(form.get_by_text("Who is it for?")).to_be_visible()
    await form.get_by_label("For whom").fill("Casey Morgan")
    await form.get_by_label("Bookings at most").fill("1")
    await form.get_by_role("button", name="Make a link").click()
    await page.get_by_role("button", name="Copy the link").click()
    address: str = await page.evaluate("() => navigator.clipboard.readText()")
    assert address.startswith(f"{product.url}/book/{product.slug}#private=")
    await accessible(page)

    await casey.page.goto(address)
    await expect(casey.page.get_by_text("Hidden talk").locator("visible=true").first).to_be_visible()
    await page.get_by_role("button", name="Revoke the link for Casey Morgan").click()
    ask = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    await ask.get_by_role("button", name="Revoke", exact=True).click()
    await expect(page.get_by_text("Revoked")).to_be_visible()
    await casey.page.goto("about:blank")
    await casey.page.goto(address)
    await expect(casey.page.get_by_text(re.compile("run out")).first).to_be_visible()
    olive.clean()
    casey.clean()


async def test_the_pause_of_the_office_is_kept_and_a_provider_is_private(product: Product, somebody: SitDown) -> None:
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}{SETTINGS}/booking")
    await page.get_by_role("switch", name="Booking is paused").check()
    await page.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text(re.compile("A sentence for consumers, please")).first).to_be_visible()
    await page.get_by_label("What consumers read meanwhile").fill("We are moving house. Back on Monday.")
    await page.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text(SAVED).first).to_be_visible()
    with closing(product.as_staff("office manager")) as api:
        office = f"/offices/{product.slug}"
        assert api.get(office).json()["pause_notice"] == "We are moving house. Back on Monday."
        assert api.patch(f"{office}/profile", json={"pause_notice": None}).status_code == 200
        lena = next(p for p in api.get(f"{office}/providers").json()["items"] if p["name"] == "Lena Fischer")
        await page.goto(f"{product.url}{SETTINGS}/providers/{lena['id']}")
        await page.get_by_label("What they have").fill("language:de")
        await page.get_by_label("What they have").press("Enter")
        await page.get_by_role("switch", name="Private").check()
        await page.get_by_role("button", name="Save changes").click()
        await expect(page.get_by_text(SAVED).first).to_be_visible()
        seen = api.get(f"{office}/providers/{lena['id']}").json()
        assert (seen["attributes"], seen["private"]) == (["language:de"], True)
        assert lena["id"] not in [one["id"] for one in api.get(office).json()["providers"]]
        assert (
            api.patch(f"{office}/providers/{lena['id']}", json={"private": False, "attributes": []}).status_code == 200
        )
    olive.clean()


async def test_every_page_fits_and_can_be_used_by_everybody(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Careful talk", cancel_reasons=["Ill"], durations=[{"minutes": 40}])
    service = _service(product, slug)
    with closing(product.as_staff("office manager")) as api:
        priya = api.get(f"/offices/{product.slug}/providers").json()["items"][0]["id"]
    paths = [
        f"{SETTINGS}/services",
        f"{SETTINGS}/services/{service['id']}",
        f"{SETTINGS}/services/new",
        f"{SETTINGS}/rules?service={slug}",
        f"{SETTINGS}/booking",
        f"{SETTINGS}/providers/{priya}",
    ]
    olive = await somebody("Olive", zone="Europe/London")
    page = await at_work(olive, product, "office manager")
    for path in paths:
        for language in ("en", "pseudo-rtl"):
            await turn(page, "light")
            await page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
            await page.goto(f"{product.url}{path}{'&' if '?' in path else '?'}lang={language}")
            await expect(page.get_by_role("heading").nth(1).or_(page.get_by_role("list").last).first).to_be_visible()
            await page.wait_for_timeout(600)
            await everybody_can_use(page)
    olive.clean()
