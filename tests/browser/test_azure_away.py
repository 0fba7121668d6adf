"""Azure is away while somebody waits: both pages say so honestly, nothing is lost, and both come in when it is back."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import SitDown
from tests.browser.people import (
    accessible,
    book,
    check_in,
    open_link_from_text,
    reads,
    sees_the_other,
    sign_in,
    write,
)
from tests.browser.product import Product

PHONE_NUMBER = "+447700900462"


@pytest.fixture
def away(product: Product) -> Iterator[httpx.Client]:
    """The control API, through which Azure goes away; it is back when the test ends."""
    with httpx.Client(base_url=f"{product.inbox}/_emulator", timeout=10) as control:
        yield control
        control.delete("/trouble")


@pytest.mark.timeout(400)
async def test_both_wait_out_an_outage_and_meet(product: Product, somebody: SitDown, away: httpx.Client) -> None:
    asha, priya = await somebody("Asha"), await somebody("Dr Priya", zone="Europe/London")
    await book(asha, product, name="Asha Rao", phone="07700 900462")
    link = await open_link_from_text(asha, product, phone=PHONE_NUMBER)
    await expect(link.get_by_role("button", name="Check in")).to_be_visible()
    desk = await sign_in(priya, product, "provider")
    outage = {"operation": "*", "kind": "fail", "status": 503, "retry_after_seconds": 1}
    assert away.post("/trouble", json=outage).is_success

    await check_in(link)  # who waits needs nothing of Azure
    await desk.get_by_role("button", name=re.compile("Let Asha in|Let in Asha")).first.click(timeout=40_000)
    into = desk.get_by_role("button", name="Go into the visit", exact=True)
    cannot = desk.get_by_text("The call cannot be opened just now")
    await into.or_(cannot).first.wait_for()
    if await into.is_visible():
        await into.click()
    for _look in ("when let in", "after a reload"):
        await expect(link.get_by_role("heading", name="The visit could not start here")).to_be_visible(timeout=60_000)
        await expect(link.get_by_text("It is on our side.")).to_be_visible()
        await accessible(link)
        await link.reload()
    await expect(cannot).to_be_visible(timeout=60_000)
    await expect(desk.get_by_text("nothing of the visit is lost")).to_be_visible()
    await accessible(desk)
    await expect(link.get_by_role("button", name="Rejoin")).to_be_visible(timeout=60_000)

    away.delete("/trouble")
    await link.get_by_role("button", name="Rejoin").click()
    await desk.get_by_role("button", name="Try again").click()
    await sees_the_other(link, seconds=60)
    await sees_the_other(desk, seconds=60)
    await write(desk, "We are back.")
    await reads(link, "We are back.")
    await desk.get_by_role("button", name=re.compile("^End for all")).locator("visible=true").first.click()
    confirm = desk.get_by_role("dialog").get_by_role("button", name=re.compile("^End"))
    if await confirm.count():
        await confirm.first.click()
    await expect(link.get_by_role("heading", name=re.compile("visit is over"))).to_be_visible(timeout=30_000)
    texts = away.get("/sms", params={"to": PHONE_NUMBER}).json()["sent"]
    assert len([text for text in texts if "you are booked" in text["text"]]) == 1
