"""One visit, end to end: Casey books and follows the text; Dr Priya lets them in; they see, hear and write to each other."""

import asyncio
import re
import statistics
import time

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import (
    accessible,
    book,
    check_in,
    fits,
    media_flows,
    open_link_from_text,
    reads,
    sees_the_other,
    sign_in,
    write,
)
from tests.browser.product import PHONE, Product

LET_CASEY_IN = re.compile("Let Casey in|Let in Casey")  # first in line, or further down


@pytest.mark.timeout(400)
async def test_casey_and_dr_priya_meet(product: Product, somebody: SitDown) -> None:
    casey, priya = await somebody("Casey"), await somebody("Dr Priya", zone="Europe/London")

    await book(casey, product)
    await accessible(casey.page)
    link = await open_link_from_text(casey, product)
    await expect(link.get_by_role("button", name="Check in")).to_be_visible()
    await accessible(link)
    await check_in(link)
    await accessible(link)

    desk = await sign_in(priya, product, "provider")
    await expect(desk.get_by_role("button", name=LET_CASEY_IN)).to_be_visible()
    await accessible(desk)

    await desk.get_by_role("button", name=LET_CASEY_IN).first.click()
    await desk.get_by_role("button", name="Go into the visit", exact=True).click()  # the devices are chosen once
    await sees_the_other(link)
    times = [await admitted_again(desk, link, product) for _ in range(5)]
    print(
        f"\nFirst remote video after admission: median {statistics.median(times):.2f} s, worst {max(times):.2f} s of 5"
    )

    await media_flows(desk)
    await media_flows(link)
    await write(desk, "Hello Casey, can you see me?")
    await reads(link, "Hello Casey, can you see me?")
    await write(link, "Yes, picture and sound are fine.")
    await reads(desk, "Yes, picture and sound are fine.")
    await accessible(desk)
    await accessible(link)

    await link.reload()
    await sees_the_other(link)
    await media_flows(link)
    await sees_the_other(desk)
    await media_flows(desk)
    await reads(link, "Hello Casey, can you see me?")

    await desk.get_by_role("button", name=re.compile("^End for all")).first.click()
    confirm = desk.get_by_role("dialog").get_by_role("button", name=re.compile("End"))
    if await confirm.count():
        await confirm.first.click()
    await expect(
        link.get_by_role("heading", name=re.compile("visit (is over|has ended)", re.IGNORECASE))
    ).to_be_visible()
    await accessible(link)
    await desk.goto(f"{product.url}/provider")
    await expect(desk.get_by_text("Completed").first).to_be_visible()
    casey.clean()
    priya.clean()


async def admitted_again(desk: Page, link: Page, product: Product) -> float:
    """Put Casey back, go back to the list and let them in from there; answers the seconds until each sees the other."""
    await desk.get_by_role("button", name="More about this visit").click()
    await desk.get_by_role("menuitem", name=re.compile("Put Casey back")).click()
    await expect(link.get_by_role("heading", name=re.compile("You’re in"))).to_be_visible()
    await desk.goto(f"{product.url}/provider")
    await desk.get_by_role("button", name=LET_CASEY_IN).first.click()
    admitted = time.monotonic()
    seen = await asyncio.gather(sees_the_other(link), sees_the_other(desk))
    return max(seen) - admitted


async def test_on_a_phone_every_step_fits(product: Product, somebody: SitDown) -> None:
    jonas = await somebody("Jonas", size=PHONE)
    await book(jonas, product, name="Jonas Weber", phone="07700 900418")
    await fits(jonas.page)
    await accessible(jonas.page)
    link = await open_link_from_text(jonas, product, phone="+447700900418")
    await expect(link.get_by_role("button", name="Check in")).to_be_visible()
    await fits(link)
    await accessible(link)
    await check_in(link)
    await fits(link)
    await accessible(link)
    jonas.clean()
