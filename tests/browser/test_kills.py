"""`kill -9` of every part in turn, in the middle of a visit: nothing is lost, nobody is texted twice, the story goes on."""

import re

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import SitDown
from tests.browser.people import (
    book,
    check_in,
    media_flows,
    open_link_from_text,
    reads,
    sees_the_other,
    sign_in,
    write,
)
from tests.browser.product import Product

PHONE_NUMBER = "+447700900441"


@pytest.mark.timeout(400)
async def test_the_story_survives_the_death_of_every_part(product: Product, somebody: SitDown) -> None:
    casey, priya = await somebody("Ivan"), await somebody("Dr Priya", zone="Europe/London")
    await book(casey, product, name="Ivan Petrov", phone="07700 900441")
    product.kill_and_revive("worker")
    link = await open_link_from_text(casey, product, phone=PHONE_NUMBER)

    await expect(link.get_by_role("button", name="Check in")).to_be_visible()
    product.kill_and_revive("postgres")
    await check_in(link)
    product.kill_and_revive("web")

    desk = await sign_in(priya, product, "provider")
    await desk.get_by_text("Ivan Petrov").first.wait_for(timeout=40_000)
    product.kill_and_revive("emulator")
    await desk.get_by_role("button", name=re.compile("Let Ivan in|Let in Ivan")).first.click()
    into = desk.get_by_role("button", name="Go into the visit", exact=True)
    await into.or_(desk.get_by_role("button", name=re.compile("^End for all"))).first.wait_for()
    if await into.is_visible():
        await into.click()
    await sees_the_other(link, seconds=60)
    await sees_the_other(desk, seconds=60)

    product.kill_and_revive("web")
    await media_flows(link)
    product.kill_and_revive("emulator")  # who speaks with whom is settled: picture and sound go on meanwhile
    await media_flows(desk)
    await write(desk, "Still here?")
    await reads(link, "Still here?")

    await desk.get_by_role("button", name=re.compile("^End for all")).locator("visible=true").first.click()
    confirm = desk.get_by_role("dialog").get_by_role("button", name=re.compile("^End"))
    if await confirm.count():
        await confirm.first.click()
    await expect(link.get_by_role("heading", name=re.compile("visit is over"))).to_be_visible(timeout=30_000)
    texts = httpx.get(f"{product.inbox}/_emulator/sms", params={"to": PHONE_NUMBER}, timeout=10).json()["sent"]
    assert len([text for text in texts if "you are booked" in text["text"]]) == 1
