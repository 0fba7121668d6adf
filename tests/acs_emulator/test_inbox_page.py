"""The inbox as people use it: a real emulator process, texts and mails through Azure's own SDK, a real Chromium."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.acs_emulator.inbox_window import CASEY, DESKTOP, IVAN, NUMBER, PHONE, ROOT, Process, window
from tests.browser.install_chromium import SWITCHES, find_chromium

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
LETTER = (
    '<!doctype html><html lang="en"><head><title>Booked</title></head>'
    '<body><p style="color:#222">Hello Casey</p>{}</body></html>'
)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Process]:
    with contextlib.closing(Process(tmp_path / "data")) as process:
        yield process


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = await asyncio.to_thread(find_chromium)
        started = await playwright.chromium.launch(executable_path=path, args=SWITCHES, headless=True)
        yield started
        await started.close()


async def test_a_text_appears_by_itself_and_its_link_is_followed(browser: Browser, emulator: Process) -> None:
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await expect(page.get_by_text("No texts yet")).to_be_visible()

        link = f"{emulator.url}/_emulator/health#8fK2qW-secret"
        emulator.text(f"You are booked. Open your visit: {link}. Reply STOP to end.")

        bubble = page.locator("#texts li")
        await expect(bubble).to_have_count(1)
        await expect(bubble).to_contain_text("Delivered, 1 segment")
        await expect(page.locator("#person")).to_have_text("to +44 7700 900417")
        async with page.expect_popup() as popup:
            await bubble.get_by_role("link", name=link, exact=True).click()
        followed = await popup.value
        assert followed.url == link
        assert await followed.evaluate("window.opener") is None


async def test_a_stop_answer_is_recorded_told_and_obeyed_until_start(browser: Browser, emulator: Process) -> None:
    emulator.text("Your visit is tomorrow.")
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await page.get_by_role("button", name="STOP").click()
        await expect(page.get_by_role("button", name="START")).to_be_visible()
        emulator.text("Your visit is today.")
        await expect(page.locator("#texts li").last).to_contain_text("Failed: Sender blocked for given recipient")

        await page.get_by_label("Answer as +44 7700 900417").fill("start")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="STOP")).to_be_visible()
        await expect(page.get_by_label("Answer as +44 7700 900417")).to_have_value("")
        emulator.text("Welcome back.")
        await expect(page.locator("#texts li").last).to_contain_text("Delivered")

    answers = [(text["sender"], text["to"], text["text"]) for text in emulator.told("sms")["received"]]
    events = [event for event in emulator.told("events")["recent"] if event["eventType"].endswith("SMSReceived")]
    assert answers == [(CASEY, NUMBER, "STOP"), (CASEY, NUMBER, "start")]
    assert [event["data"]["message"] for event in events] == ["STOP", "start"]


async def test_an_answer_that_cannot_be_sent_stays_in_its_box(browser: Browser, emulator: Process) -> None:
    emulator.text("Your visit is tomorrow.")
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await opened.context.route("**/inbox/answers", lambda route: route.abort())
        await page.get_by_label("Answer as").fill("I will be late")
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("alert").filter(has_text="Not sent.")).to_be_visible()
        await expect(page.get_by_label("Answer as")).to_have_value("I will be late")
        opened.complaints.clear()  # The browser tells of the request that this test broke.


async def test_ordered_trouble_fails_one_text_and_says_when_all_works_again(
    browser: Browser, emulator: Process
) -> None:
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await expect(page.get_by_text("Now: everything works")).to_be_visible()
        await page.get_by_role("button", name="Fail the next text").click()
        await expect(page.get_by_text("Now: the next text will fail")).to_be_visible()
        emulator.text("This one is lost.")
        emulator.text("This one arrives.")

        await expect(page.locator("#texts li").nth(0)).to_contain_text("Failed")
        await expect(page.locator("#texts li").nth(1)).to_contain_text("Delivered")
        await expect(page.get_by_text("Now: everything works")).to_be_visible()
        await expect(page.get_by_role("button", name="Fail the next text")).to_have_attribute("aria-pressed", "false")


@contextlib.asynccontextmanager
async def listening_stranger() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Give the address of a server of somebody else, and what it was asked."""
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard


async def test_the_mail_of_somebody_bad_can_do_nothing(browser: Browser, emulator: Process) -> None:
    subject = "<img src=x onerror=alert(1)> You’re booked"
    async with listening_stranger() as (stranger, heard), window(browser, emulator) as opened:
        tricks = (
            f"<script>parent.document.title='hacked';top.location='{stranger}/'</script>"
            f"<img src='{stranger}/spy.png' onerror=\"top.document.title='hacked'\">"
            f"<meta http-equiv='refresh' content='0;url={stranger}/refresh'>"
            f"<link rel='stylesheet' href='{stranger}/style.css'>"
            f"<iframe src='{stranger}/frame'></iframe>"
            f"<form action='{stranger}/form'><button>Send</button></form>"
            f"<a href='{emulator.url}/_emulator/health#visit'>Open my visit</a>"
        )
        mail_id = emulator.mail(subject, html=LETTER.format(tricks))
        page = await opened.open(f"/inbox?mail={mail_id}")
        frame = page.frame_locator("#letter iframe")
        hello = frame.get_by_text("Hello Casey")
        await expect(hello).to_be_visible()
        await expect(page.get_by_role("heading", name=subject)).to_be_visible()
        assert await hello.evaluate("element => getComputedStyle(element).color") == "rgb(34, 34, 34)"
        await frame.get_by_role("button", name="Send").click()
        async with page.expect_popup() as popup:
            await frame.get_by_role("link", name="Open my visit").click()

        assert (await popup.value).url == f"{emulator.url}/_emulator/health#visit"
        assert await page.title() == "Inbox"
        assert page.url == f"{emulator.url}/inbox?mail={mail_id}"
        assert heard == []
        refusals = ("block", "refused", "violates")
        assert len(opened.complaints) >= 4, "the browser tells of what it refused"
        assert all(any(word in said.lower() for word in refusals) for said in opened.complaints)
        opened.complaints.clear()
        opened.strangers.clear()  # Tried and refused: nobody heard of them.


async def test_the_calendar_file_is_saved_and_the_source_is_one_click_away(
    browser: Browser, emulator: Process, tmp_path: Path
) -> None:
    calendar = {
        "name": "visit.ics",
        "contentType": "text/calendar; charset=utf-8",
        "contentInBase64": base64.b64encode(CALENDAR).decode(),
    }
    emulator.mail("You’re booked", html=LETTER.format(""), attachments=[calendar])
    async with window(browser, emulator) as opened:
        page = await opened.open()
        async with page.expect_download() as saving:
            await page.get_by_role("link", name="visit.ics").click()
        download = await saving.value
        await download.save_as(tmp_path / "saved.ics")
        assert download.suggested_filename == "visit.ics"
        assert (tmp_path / "saved.ics").read_bytes() == CALENDAR

        await page.get_by_role("tab", name="Letter").focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("tabpanel", name="Plain text")).to_contain_text("/_emulator/health#plain")
        await page.keyboard.press("End")
        await expect(page.get_by_role("tabpanel", name="Source")).to_contain_text('"senderAddress": "DoNotReply')


async def test_the_address_chooses_the_phone_and_the_mail(browser: Browser, emulator: Process) -> None:
    emulator.text("For Casey")
    emulator.text("For Ivan", IVAN)
    first = emulator.mail("The first", html=LETTER.format(""))
    emulator.mail("The second", html=LETTER.format(""))
    async with window(browser, emulator) as opened:
        page = await opened.open(f"/inbox?number={CASEY}&mail={first}")
        await expect(page.locator("#texts")).to_contain_text("For Casey")
        await expect(page.locator("#subject")).to_have_text("The first")

        await page.get_by_label("Choose a phone").select_option(IVAN)
        await page.get_by_role("link", name="The second").click()
        await expect(page.locator("#texts")).to_contain_text("For Ivan")
        await expect(page.locator("#subject")).to_have_text("The second")
        await page.reload()
        await expect(page.locator("#texts")).to_contain_text("For Ivan")
        await page.go_back()
        await page.go_back()
        await expect(page.locator("#texts")).to_contain_text("For Casey")
        await expect(page.locator("#subject")).to_have_text("The first")


async def test_clear_all_asks_first_and_the_emulator_forgets_nothing(browser: Browser, emulator: Process) -> None:
    emulator.text("For Casey")
    emulator.mail("You’re booked")
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await page.get_by_role("button", name="Clear all").click()
        dialog = page.get_by_role("dialog", name="Clear all?")
        await expect(dialog).to_contain_text("1 text and 1 mail")
        await dialog.get_by_role("button", name="Keep them").click()
        await expect(page.locator("#texts li")).to_have_count(1)

        await page.get_by_role("button", name="Clear all").click()
        await dialog.get_by_role("button", name="Clear all").click()
        await expect(page.get_by_text("No texts yet")).to_be_visible()
        await expect(page.get_by_text("No mail yet")).to_be_visible()
        emulator.text("Later")
        await expect(page.locator("#texts li")).to_have_count(1)
        await expect(page.locator("#texts li")).to_contain_text("Later")

    assert [text["text"] for text in emulator.told("sms")["sent"]] == ["For Casey", "Later"]
    assert len(emulator.told("emails")["sent"]) == 1


async def test_the_page_mends_itself_when_the_emulator_was_killed(browser: Browser, emulator: Process) -> None:
    emulator.text("Before")
    async with window(browser, emulator) as opened:
        page = await opened.open()
        await expect(page.locator("#texts li")).to_have_count(1)
        emulator.kill_and_start()
        emulator.text("After")
        await expect(page.locator("#texts li")).to_have_count(2, timeout=20_000)
        await expect(page.locator("#lost")).to_be_hidden()
        opened.complaints.clear()  # The browser tells of each attempt while nobody listened.


async def test_the_hours_are_the_readers_and_the_day_is_the_emulators(browser: Browser, tmp_path: Path) -> None:
    ten_days = 10 * 24 * 3600
    with contextlib.closing(Process(tmp_path / "later", "--clock-offset", str(ten_days))) as emulator:
        emulator.text("Your visit is today.")
        (sent,) = emulator.told("sms")["sent"]
        async with window(browser, emulator) as opened:
            page = await opened.open()
            moment = page.locator("#texts time")
            at = datetime.fromisoformat(sent["sent_at"]).astimezone(ZoneInfo("Europe/Berlin"))
            await expect(moment).to_contain_text(f"{at:%a} {at.day} {at:%b}")
            await expect(moment).to_contain_text(f"{at:%H:%M}")
            await expect(moment).to_contain_text("Berlin time")
            await expect(page.locator("#subtitle")).to_contain_text("The demo’s clock")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_axe_finds_nothing(browser: Browser, emulator: Process, size: tuple[int, int]) -> None:
    assert AXE.exists(), "Install the pages' packages first: make setup."
    async with window(browser, emulator, size) as opened:
        page = await opened.open()
        assert await violations(page) == []
        emulator.text("Your visit is tomorrow: https://localhost:8000/v#8fK2qW")
        emulator.text("For Ivan", IVAN)
        emulator.mail("You’re booked", html=LETTER.format(""))
        await expect(page.locator("#texts li")).to_have_count(1)
        await page.get_by_role("button", name="STOP").click()
        await page.get_by_role("button", name="Be slow").click()
        await expect(page.get_by_role("button", name="START")).to_be_visible()
        await expect(page.locator("#trouble-now.ordered")).to_be_visible()
        assert await violations(page) == []
        if size == PHONE:
            await page.get_by_role("button", name="Mailbox 1").click()
            assert await violations(page) == []
            await page.get_by_role("link", name="You’re booked").click()
        await expect(page.frame_locator("#letter iframe").get_by_text("Hello Casey")).to_be_visible()
        await page.get_by_role("tab", name="Source").click()
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("button", name="Clear all").click()
        assert await violations(page) == []


async def violations(page: Page) -> list[Any]:
    """Return what axe finds in the light and in the dark, once nothing moves."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    wrong = []
    for scheme in ("dark", "light"):
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        await page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
        found = await page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", tags)
        wrong += [(scheme, one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
    return wrong


async def test_everything_is_reached_by_the_keyboard_on_a_phone(browser: Browser, emulator: Process) -> None:
    emulator.mail("You’re booked", html=LETTER.format(""))
    async with window(browser, emulator, PHONE) as opened:
        page = await opened.open()
        await page.get_by_role("button", name="Mailbox 1").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("link", name="You’re booked").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="You’re booked")).to_be_focused()
        await page.get_by_role("button", name="All mail").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("link", name="You’re booked")).to_be_focused()


async def test_only_this_computer_is_offered_as_the_way_back(browser: Browser, emulator: Process) -> None:
    async with window(browser, emulator) as opened:
        page = await opened.open("/inbox?product-url=https://evil.example/")
        await expect(page.get_by_role("link", name="Back to the demo")).to_be_hidden()
        page = await opened.open("/inbox?product-url=http://localhost:8000/")
        await expect(page.get_by_role("link", name="Back to the demo")).to_have_attribute(
            "href", "http://localhost:8000/"
        )
        page = await opened.open("/")
        await expect(page.get_by_role("link", name="Back to the demo")).to_be_visible()
