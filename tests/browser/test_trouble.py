"""What goes wrong for people at a browser: each case gets a page that says what is the case and what to do."""

import re

from playwright.async_api import Browser, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, book, check_in, open_link_from_text
from tests.browser.product import Product, sit_down


async def test_a_made_up_link_is_explained(product: Product, somebody: SitDown) -> None:
    casey = await somebody("Casey")
    await casey.page.goto(f"{product.url}/v#AAAAAAAAAAAAAAAAAAAA")
    await expect(casey.page.get_by_role("heading", name="This link does not work")).to_be_visible()
    await accessible(casey.page)
    casey.clean()


async def test_an_unknown_office_is_explained(product: Product, somebody: SitDown) -> None:
    casey = await somebody("Casey")
    await casey.page.goto(f"{product.url}/book/elm-road")
    await expect(casey.page.get_by_role("heading", name="We do not know this office.")).to_be_visible()
    await accessible(casey.page)
    casey.clean()


async def test_who_refuses_the_camera_can_still_check_in(chromium: Browser, product: Product) -> None:
    casey = await sit_down(chromium, product, "Casey")
    await casey.context.clear_permissions()
    await casey.context.add_init_script(
        "if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia ="
        " () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    await book(casey, product, name="Mei Tanaka", phone="07700 900431")
    link = await open_link_from_text(casey, product, phone="+447700900431")
    await expect(link.get_by_role("heading", name=re.compile("blocked"))).to_be_visible()
    await accessible(link)
    await link.get_by_role("button", name=re.compile("^Join without")).click()
    await expect(link.get_by_role("heading", name=re.compile("You’re in"))).to_be_visible()
    casey.clean()
    await casey.context.close()


async def test_two_devices_with_the_same_link_do_each_other_no_harm(product: Product, somebody: SitDown) -> None:
    casey = await somebody("Casey")
    await book(casey, product, name="Nina Park", phone="07700 900432")
    link = await open_link_from_text(casey, product, phone="+447700900432")
    await check_in(link)
    other = await somebody("Casey's tablet")
    await other.page.goto(link.url)
    await expect(other.page.get_by_role("heading", name=re.compile("You’re in"))).to_be_visible()
    await link.reload()
    await expect(link.get_by_role("heading", name=re.compile("You’re in"))).to_be_visible()
    casey.clean()
    other.clean()


async def test_typed_details_survive_a_reload_and_the_way_back(product: Product, somebody: SitDown) -> None:
    casey = await somebody("Casey")
    page = casey.page
    await page.goto(f"{product.url}/book/{product.slug}")
    await page.get_by_text("Repeat prescription").locator("visible=true").first.click()
    await page.get_by_text("Dr Priya Raman").locator("visible=true").first.click()
    await page.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).locator("visible=true").first.click()
    await page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
    await page.get_by_label("Your name").fill("Casey Morgan")
    await page.reload()
    await expect(page.get_by_label("Your name")).to_have_value("Casey Morgan")
    await page.go_back()
    await page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
    await expect(page.get_by_label("Your name")).to_have_value("Casey Morgan")
    casey.clean()
