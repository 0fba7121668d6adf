"""What people do in the stories, in their own words: each step waits until it can see that it worked."""

import re
import time
from typing import Any, Literal

from playwright.async_api import Page, expect

from tests.browser.product import CHECKOUT, PHONE, Person, Product

AXE = CHECKOUT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
UPSTREAM = ("aria-hidden-focus", "nested-interactive")  # the composite's two known findings, inside its root only


async def book(casey: Person, product: Product, *, name: str = "Casey Morgan", phone: str = "07700 900417") -> None:
    """Book the first free time with Dr Priya, with a text to the phone."""
    page = casey.page
    await page.goto(f"{product.url}/book/{product.slug}")
    await page.get_by_text("Repeat prescription").locator("visible=true").first.click()
    await page.get_by_text("Dr Priya Raman").locator("visible=true").first.click()
    await expect(page.get_by_role("heading", name="When suits you?").first).to_be_visible()
    await first_time(page)
    await page.get_by_role("button", name="Continue to your details").locator("visible=true").first.click()
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@example.com")
    await page.get_by_label("Mobile number").fill(phone)
    consent = page.get_by_role("checkbox", name=re.compile("Text me"))
    if not await consent.is_checked():
        await consent.check()
    await page.get_by_role("button", name="Book this visit").click()
    await expect(page.get_by_role("heading", name=f"You’re booked, {name.split()[0]}.")).to_be_visible()


async def first_time(page: Page) -> None:
    """Choose the first time of the day that is shown, and see that it is kept."""
    await page.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).locator("visible=true").first.click()
    await expect(page.get_by_text(re.compile("^Kept")).locator("visible=true").first).to_be_visible()


async def open_link_from_text(casey: Person, product: Product, *, phone: str = "+447700900417") -> Page:
    """Follow the newest link in the texts to a phone; answers the page behind it."""
    inbox = await casey.context.new_page()
    await inbox.goto(f"{product.inbox}/inbox?number={phone.replace('+', '%2B')}")
    link = inbox.get_by_role("region", name="Phone").locator("a[href*='/v#']").last
    await expect(link).to_be_visible()
    async with casey.context.expect_page() as opened:
        await link.click()
    page = await opened.value
    await inbox.close()
    return page


async def check_in(page: Page) -> None:
    """Pass the device check and wait."""
    await page.get_by_role("button", name="Check in").click()
    await expect(page.get_by_role("heading", name=re.compile("You’re in"))).to_be_visible()


async def sign_in(person: Person, product: Product, role: str) -> Page:
    """Sign somebody of the demo office in."""
    who = next(one for one in product.office["people"] if one["role"] == role)
    page = person.page
    await page.goto(f"{product.url}/sign-in")
    await page.get_by_label("E-mail").fill(who["email"])
    await page.get_by_label("Password").fill(who["password"])
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(re.compile(r"/(provider|office)"))
    return page


async def at_work(person: Person, product: Product, role: str) -> Page:
    """Seat somebody of the demo office who has signed in before; the page is blank yet."""
    cookies = product.signed_in(role).items()
    await person.context.add_cookies([{"name": name, "value": value, "url": product.url} for name, value in cookies])
    return person.page


SEES_THE_OTHER = """() => {
    const s = window.__frontdeskStage?.adapter.getState();
    const other = Object.values(s?.call?.remoteParticipants ?? {})[0];
    const video = other?.videoStreams[1].view?.target.querySelector('video');
    return Boolean(video?.isConnected && video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 0);
}"""


async def sees_the_other(page: Page, *, seconds: float = 60) -> float:
    """Wait until the other's picture plays on this page; answers when it did, on the monotonic clock."""
    await page.wait_for_function(SEES_THE_OTHER, timeout=seconds * 1000, polling=25)
    return time.monotonic()


async def media_flows(page: Page) -> None:
    """Picture and sound really come in: frames are decoded and packets of sound go on arriving."""
    before: dict[str, Any] = await page.evaluate("() => window.__frontdeskStage.received()")
    await page.wait_for_function(
        "async (b) => { const n = await window.__frontdeskStage.received();"
        " return n.framesDecoded >= b.framesDecoded + 10 && n.audioPackets >= b.audioPackets + 20; }",
        arg=before,
        timeout=40_000,
        polling=100,
    )


async def write(page: Page, words: str) -> None:
    """Write into the chat of the visit, opening it where it is closed."""
    box = page.locator("#sendbox")
    if not await box.is_visible():
        await page.locator('[data-ui-id="call-with-chat-composite-chat-button"]').first.click()
    await box.fill(words)
    await page.keyboard.press("Enter")


async def reads(page: Page, words: str) -> None:
    """See words in the chat."""
    if not await page.locator("#sendbox").is_visible():
        await page.locator('[data-ui-id="call-with-chat-composite-chat-button"]').first.click()
    await expect(page.get_by_text(words).first).to_be_visible()


async def accessible(page: Page) -> None:
    """axe finds nothing on our own page; the composite's two known findings are allowed inside its root only.

    What fades or slides in is measured when it has arrived: half-way, its colours are of no theme.
    """
    await page.evaluate(
        """() => Promise.allSettled(document.getAnimations()
            .filter((a) => a.effect?.getComputedTiming().endTime !== Infinity)
            .map((a) => a.finished))"""
    )
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(
        """async (tags) => (await axe.run(document, {
            runOnly: tags, elementRef: true, resultTypes: ['violations'],
        })).violations.map((v) => ({
            id: v.id, help: v.help,
            nodes: v.nodes.map((n) => ({
                target: n.target.join(' '),
                html: n.html.slice(0, 200),
                // Fluent's focus dummies come and go: one that has gone already has no surroundings to ask.
                inComposite: Boolean(n.element?.closest('[data-visit-call], .ms-Layer'))
                    || (n.html.includes('data-tabster-dummy') && Boolean(document.querySelector('[data-visit-call]'))),
            })),
        }))""",
        WCAG,
    )
    ours = [
        (violation["id"], node["target"], node["html"])
        for violation in found
        for node in violation["nodes"]
        if not (violation["id"] in UPSTREAM and node["inComposite"])
    ]
    assert ours == [], f"{page.url}: {ours}"


async def everybody_can_use(page: Page) -> None:
    """What is on this page can be used by everybody: at a desk in the light, then on a phone in the dark."""
    await accessible(page)
    await fits(page)
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await turn(page, "dark")
    await accessible(page)
    await fits(page)


async def turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Turn the page light or dark."""
    await page.emulate_media(color_scheme=scheme)
    await page.evaluate("() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))")


async def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    wide: list[int] = await page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on {wide[1]}"
