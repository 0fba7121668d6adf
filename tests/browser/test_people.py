"""Who works here, who comes here, and who changed what: as Olive does it, and as those meet it whom it concerns."""

import re
import time
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, at_work, fits
from tests.browser.product import DESKTOP, PHONE, Product

PASSWORD = "a long enough password"


async def _seen(page: Page) -> None:
    """Nothing is wrong with this page, and nothing of it stands outside."""
    await accessible(page)
    await fits(page)


def _link_in_mail(product: Product, address: str, *, seconds: float = 60) -> str:
    """Wait for the invitation in the mailbox, and read the link in it."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        mails = httpx.get(f"{product.inbox}/inbox/contents", timeout=10).json()["mails"]
        for mail in mails:
            if address in str(mail["to"]):
                letter = httpx.get(f"{product.inbox}/inbox/mails/{mail['id']}/letter", timeout=10).text
                return str(re.findall(rf"{product.url}/invitation#[A-Za-z0-9_-]+", letter)[0])
        time.sleep(0.3)
    raise AssertionError(f"no invitation came to {address}")


async def _choose(page: Page, name: str, act: str) -> None:
    await page.get_by_role("button", name=f"More about {name}").click()
    await page.get_by_role("menuitem", name=act).click()


async def test_somebody_is_invited_comes_in_from_the_mail_and_sees_what_their_role_may(
    product: Product, somebody: SitDown
) -> None:
    olive, nia = await somebody("Olive", zone="Europe/London"), await somebody("Nia", zone="Europe/London")
    address = f"nia{int(time.time())}@example.com"
    page = await at_work(olive, product, "office manager")
    await page.goto(f"{product.url}/office/settings/people")
    await expect(page.get_by_role("row", name=re.compile("olive@"))).to_be_visible()
    await _seen(page)
    await page.get_by_role("button", name="Invite somebody").click()
    await page.get_by_role("button", name="Send the invitation").click()
    await expect(page.get_by_role("alert").get_by_role("link", name="E-mail address")).to_be_visible()
    await page.get_by_label("E-mail address").fill(address)
    await page.get_by_role("radio", name=re.compile("^Front desk")).check()
    await _seen(page)
    await page.get_by_role("button", name="Send the invitation").click()
    waiting = page.get_by_role("row", name=re.compile(re.escape(address)))
    await expect(waiting.get_by_text("Invited, 7 days left")).to_be_visible()

    link = _link_in_mail(product, address)
    page = nia.page
    await page.goto(link)
    await expect(page.get_by_role("heading", name="Work with Maple Street Practice")).to_be_visible()
    await page.get_by_role("button", name="Accept the invitation").click()
    await expect(page.get_by_text("Please tell us your name.")).to_be_visible()
    await _seen(page)
    await page.get_by_label("Your name").fill("Nia Hughes")
    await page.get_by_label("Choose a password").fill(PASSWORD)
    await page.get_by_role("button", name="Accept the invitation").click()
    await page.wait_for_url(re.compile(r"/office$"))
    await expect(page.get_by_text("Front desk").first).to_be_visible()
    await page.goto(f"{product.url}/office/settings/people")
    await expect(page.get_by_role("row", name=re.compile("Nia Hughes"))).to_be_visible()
    await expect(page.get_by_role("button", name="Invite somebody")).to_have_count(0)

    joined = olive.page.get_by_role("row", name=re.compile("Nia Hughes"))
    await expect(joined.get_by_text("Works here")).to_be_visible()  # without a reload
    page = olive.page
    await _choose(page, "Nia Hughes", "Deactivate")
    await expect(page.get_by_text("There are no visits ahead with Nia Hughes.")).to_be_visible()
    await page.get_by_role("button", name="Deactivate Nia Hughes").click()
    await expect(joined.get_by_text("Deactivated")).to_be_visible()
    await nia.page.reload()
    await nia.page.wait_for_url(re.compile("/sign-in"))
    await nia.page.goto(link)
    await expect(nia.page.get_by_role("heading", name="You are in already.")).to_be_visible()
    for person in (olive, nia):
        person.clean()


async def test_the_visits_of_whoever_stops_working_here_are_handed_over(product: Product, somebody: SitDown) -> None:
    with closing(product.as_staff("office manager")) as api:
        visit = _visit_of_tom(api, product)
        olive = await somebody("Olive", zone="Europe/London")
        page = await at_work(olive, product, "office manager")
        await page.goto(f"{product.url}/office/settings/people")
        await _choose(page, "Dr Tom Osei", "Deactivate")
        what = page.get_by_role("combobox", name=re.compile("Robin Vale"))
        await expect(what).to_contain_text("To ")
        taker = (await what.locator("option").first.inner_text()).removeprefix("To ")
        await what.select_option("Cancel it")
        await what.select_option(f"To {taker}")
        await _seen(page)
        await expect(page.get_by_role("dialog").get_by_text(re.compile("will be told"))).to_be_visible()
        await page.get_by_role("button", name="Deactivate Dr Tom Osei").click()
        gone = page.get_by_role("row", name=re.compile("Dr Tom Osei"))
        await expect(gone.get_by_text("Deactivated")).to_be_visible()
        after = api.get(f"/offices/{product.slug}/visits/{visit['id']}").json()
        assert (after["provider"]["name"], after["starts_at"]) == (taker, visit["starts_at"])
        await _choose(page, "Dr Tom Osei", "Let them back in")
        await expect(gone.get_by_text("Works here")).to_be_visible()
        api.put(f"/offices/{product.slug}/visits/{visit['id']}/cancellation", json={"reason": "The story is over"})
    olive.clean()


def _visit_of_tom(api: httpx.Client, product: Product) -> dict[str, Any]:
    """Robin is booked with Dr Tom, as the desk does it, at a time at which Dr Priya would be free as well."""
    office = f"/offices/{product.slug}"
    people = {one["name"]: one["id"] for one in api.get(f"{office}/providers").json()["items"]}
    tom = people["Dr Tom Osei"]
    service = next(one for one in api.get(f"{office}/services").json()["items"] if one["name"] == "Repeat prescription")
    today = datetime.fromisoformat(api.get("/session").json()["now"]).date()
    days = {"from": str(today), "to": str(today + timedelta(days=14))}
    asked = {"service_id": service["id"], "time_zone": "Europe/London"} | days
    toms, priyas = (
        [
            slot["starts_at"]
            for slot in api.get(f"{office}/slots", params=asked | {"provider_id": whose}).json()["slots"]
        ]
        for whose in (tom, people["Dr Priya Raman"])
    )
    starts_at = [start for start in toms if start in set(priyas)][3]
    consumer = {"name": "Robin Vale", "email": "robin.vale@example.com"}
    wish = {"service_id": service["id"], "provider_id": tom, "starts_at": starts_at, "consumer": consumer}
    wish |= {"time_zone": "Europe/London", "locale": "en", "sms_consent": False}
    booked = api.post(f"{office}/bookings", json=wish)
    assert booked.status_code == 201, booked.text
    visit: dict[str, Any] = booked.json()
    return visit


async def test_the_history_shows_a_change_and_puts_the_former_value_back(product: Product, somebody: SitDown) -> None:
    with closing(product.as_staff("office manager")) as api:
        office = f"/offices/{product.slug}"
        service = next(
            one for one in api.get(f"{office}/services").json()["items"] if one["name"] == "Nutrition advice"
        )
        address = f"{office}/services/{service['id']}"
        api.patch(address, json={"notice_minutes": 4320})
        olive = await somebody("Olive", zone="Europe/London")
        page = await at_work(olive, product, "office manager")
        await page.goto(f"{product.url}/office/history?subject=service:{service['id']}")
        newest = page.get_by_role("listitem").filter(has_text="Olive Hart changed the service Nutrition advice").first
        await expect(newest).to_contain_text("3 days")
        await _seen(page)
        await newest.get_by_role("button", name="Put back").click()
        dialog = page.get_by_role("alertdialog")
        await expect(dialog).to_contain_text("Notice")
        await _seen(page)
        await dialog.get_by_role("button", name="Put it back").click()
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_text("put a former value back")).to_be_visible()
        assert api.get(address).json()["notice_minutes"] == service["notice_minutes"]
        await newest.get_by_role("button", name="Put back").click()
        await dialog.get_by_role("button", name="Put it back").click()
        await expect(dialog).to_have_count(0)
        await page.get_by_label("Search in names and values").fill("nothing like this")
        await expect(page.get_by_text("Nothing like that was changed.")).to_be_visible()
        api.patch(address, json={"notice_minutes": service["notice_minutes"]})
    olive.clean()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_somebody_who_books_is_found_and_written_about(
    product: Product, somebody: SitDown, size: dict[str, int]
) -> None:
    olive = await somebody("Olive", zone="Europe/London", size=size)
    page = await at_work(olive, product, "office manager")
    for path in ("settings/people", "history", "settings/installation"):
        await page.goto(f"{product.url}/office/{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_role("status").filter(has_text="One moment")).to_have_count(0, timeout=60_000)
        await _seen(page)
    await page.goto(f"{product.url}/office/consumers")
    await expect(page.get_by_role("link", name=re.compile("Casey Morgan")).first).to_be_visible()
    await _seen(page)
    await page.get_by_label("Name, e-mail or phone number").fill("07700 900417")
    await expect(page.get_by_role("link", name=re.compile("Ben"))).to_have_count(0)
    await page.get_by_role("link", name=re.compile("Casey Morgan")).first.click()
    await expect(page.get_by_role("heading", name="Casey Morgan", level=1)).to_be_visible()
    words = f"Wears a hearing aid ({size['width']})"
    await page.get_by_label("Write a note").fill(words)
    await page.reload()  # what was typed is still there
    await page.get_by_role("button", name="Add the note").click()
    note = page.get_by_role("listitem").filter(has_text=words)
    await expect(note.get_by_text(re.compile("^Olive Hart"))).to_be_visible()
    await _seen(page)
    olive.clean()
