"""What the office's rules look like to whoever books: each is met by clicking."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.people import accessible, first_time, fits
from tests.browser.product import PHONE, Product
from tests.browser.rules import (
    answer_request,
    book_by_api,
    code_in_mail,
    code_in_text,
    offer,
    office_rules,
    private_link,
    provider_ids,
    revoke_private_links,
    say,
    today,
    wording,
)

QUESTIONS = [
    {"id": "reason", "label": "What would you like to talk about?", "kind": "text", "required": True},
    {"id": "before", "label": "Have you seen us before?", "kind": "yes_no", "required": True},
    {
        "id": "where",
        "label": "Where was that?",
        "kind": "choice",
        "options": ["Maple Street", "Oak Lane"],
        "required": True,
        "shown_if": {"question": "before", "equals": True},
    },
    {"id": "pains", "label": "Where does it hurt?", "kind": "choices", "options": ["Head", "Back", "Knee"]},
    {"id": "weight", "label": "Your weight in kilograms", "kind": "number"},
    {"id": "since", "label": "Since when?", "kind": "date"},
    {"id": "more", "label": "Anything else?", "kind": "long_text"},
]


async def _open(page: Page, product: Product, slug: str, more: str = "") -> None:
    await page.goto(f"{product.url}/book/{product.slug}?service={slug}{more}")
    await expect(page.get_by_role("heading", name="When suits you?")).to_be_visible()


async def _to_details(page: Page) -> None:
    await first_time(page)
    await _press(page, "Continue to your details")
    await expect(page.get_by_label("Your name")).to_be_visible()


async def _press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


async def _fill(page: Page, name: str = "Casey Morgan") -> None:
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@example.com")


async def _booked(page: Page) -> None:
    await expect(page.get_by_role("heading", name=re.compile("You’re booked"))).to_be_visible()


async def test_casey_chooses_how_long_and_sees_what_it_costs(product: Product, somebody: SitDown) -> None:
    longer = [{"minutes": 40, "price_minor": 9000}, {"minutes": 60, "price_minor": 12000}]
    slug = offer(product, "Long talk", price_minor=5000, currency="GBP", durations=longer)
    casey = await somebody("Casey")
    page = casey.page
    await page.goto(f"{product.url}/book/{product.slug}")
    await expect(page.get_by_role("link", name=re.compile("Long talk.*20 to 60 minutes.*from £50.00"))).to_be_visible()
    await _open(page, product, slug)
    await expect(page.get_by_role("radio", name="20 minutes £50.00")).to_be_checked()
    await first_time(page)
    await page.get_by_role("radio", name="40 minutes £90.00").check()
    await expect(page.get_by_text(re.compile("^Kept"))).to_have_count(0)  # it was kept for twenty minutes only
    await page.reload()
    await expect(page.get_by_role("radio", name="40 minutes £90.00")).to_be_checked()
    await accessible(page)
    await _to_details(page)
    await page.get_by_label("Your name").fill("Casey Morgan")
    await page.get_by_label("E-mail address").fill("casey@example.com")
    await _press(page, "Book this visit")
    await _booked(page)
    await expect(page.get_by_text("40 minutes, £90.00")).to_be_visible()
    casey.clean()


async def test_an_empty_month_says_what_is_free_elsewhere(product: Product, somebody: SitDown) -> None:
    begin = today(product).date() + timedelta(days=70)
    people = provider_ids(product, "Dr Priya Raman", "Dr Tom Osei")
    window = {"window_kind": "range", "window_from": str(begin), "window_until": str(begin + timedelta(days=1))}
    slug = offer(product, "Rare talk", provider_ids=people, **window)
    casey = await somebody("Casey", size=PHONE, zone="Europe/London")
    page = casey.page
    await _open(page, product, slug, f"&provider={people[0]}")
    # The first free day is shown at once, however far away, and says how many times are free.
    first = page.get_by_role("button", name=re.compile(rf"{begin.day} {begin:%B}, \d+ times free"))
    await expect(first).to_be_visible()
    await fits(page)
    month = (begin.replace(day=1) + timedelta(days=32)).replace(day=1)
    await page.get_by_role("button", name=f"{month:%B %Y}", exact=True).click()
    if begin.month == (begin + timedelta(days=1)).month:
        await expect(page.get_by_role("heading", name=f"Nothing is free in {month:%B %Y}.")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name=re.compile(f"^Show .*{begin.day} {begin:%b}")).last.click()
    await expect(first).to_be_visible()
    # A day that is not free leads on, too: to the next one, or to whoever is free.
    before = begin - timedelta(days=3)
    await page.goto(f"{product.url}/book/{product.slug}?service={slug}&provider={people[0]}&day={before}")
    await expect(page.get_by_role("heading", name=re.compile("^Nothing is free"))).to_be_visible()
    await page.get_by_role("link", name="See whoever is free first").click()
    await expect(page.get_by_text("Whoever is free first").locator("visible=true").first).to_be_visible()
    await first_time(page)
    casey.clean()


async def test_a_group_says_how_many_places_are_left(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Group talk", seats=3)
    casey = await somebody("Casey")
    page = casey.page
    await _open(page, product, slug)
    await expect(page.get_by_role("button", name=re.compile("3 places left")).first).to_be_visible()
    booked = book_by_api(product, slug, place=75)  # of tomorrow: late in the evening today has too few
    starts_at = datetime.fromisoformat(booked["visit"]["starts_at"])
    await _open(page, product, slug, f"&day={starts_at.astimezone(ZoneInfo('Europe/Berlin')).date()}")
    await page.get_by_role("button", name=re.compile("2 places left")).first.click()
    await expect(page.get_by_text(re.compile("^Kept")).locator("visible=true").first).to_be_visible()
    casey.clean()


async def test_questions_are_asked_kept_and_mended(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Careful talk", intake=QUESTIONS, guests_max=2)
    casey = await somebody("Casey", size=PHONE)
    page = casey.page
    await _open(page, product, slug, "&q.reason=My%20knee&q.pains=knee&q.weight=much")
    await _to_details(page)
    await expect(page.get_by_label("What would you like to talk about?")).to_have_value("My knee")
    await expect(page.get_by_role("checkbox", name="Knee")).to_be_checked()
    await page.get_by_label("Your name").fill("Casey Morgan")
    await page.get_by_label("E-mail address").first.fill("casey@example.com")
    await page.get_by_role("checkbox", name="I am booking for somebody else").check()
    await page.get_by_role("button", name="Add a guest").click()
    await page.get_by_role("group", name="Guest 1").get_by_label("Name").fill("Ines Fischer")
    await _press(page, "Book this visit")
    summary = page.get_by_role("alert")
    await expect(summary).to_contain_text("Who will be seen?")
    await expect(summary).to_contain_text("Have you seen us before?")
    await accessible(page)
    await fits(page)
    await page.get_by_label("Who will be seen?").fill("Robin Morgan")
    await page.get_by_role("radio", name="Yes").check()
    await page.get_by_role("radio", name="Oak Lane").check()
    await page.get_by_label("Your weight in kilograms").fill("72,5")
    await page.get_by_label("Since when?").fill("2026-11-20")
    await page.get_by_label("Anything else?").fill("It began on a walk.")
    await page.reload()
    await expect(page.get_by_label("Anything else?")).to_have_value("It began on a walk.")
    await expect(page.get_by_role("radio", name="Oak Lane")).to_be_checked()
    await expect(page.get_by_role("group", name="Guest 1").get_by_label("Name")).to_have_value("Ines Fischer")
    await _press(page, "Book this visit")
    await _booked(page)
    casey.clean()


async def test_a_code_shows_that_casey_can_be_reached(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Safe talk")
    with office_rules(product, contact_proof="either"):
        casey = await somebody("Casey")
        page = casey.page
        await _open(page, product, slug)
        await _to_details(page)
        await page.get_by_label("Your name").fill("Casey Morgan")
        await page.get_by_label("E-mail address").fill("casey.wrong@example.com")
        await page.get_by_label("Mobile number").fill("07700 900417")
        await _press(page, "Continue")
        code = page.get_by_label("Code of six digits")
        await expect(code).to_be_visible()
        await expect(page.get_by_text("casey.wrong@example.com")).to_be_visible()
        await expect(page.get_by_text(re.compile("^Kept for you"))).to_be_visible()  # the clock stays in view
        await page.get_by_role("link", name="Use another e-mail address").click()
        await page.get_by_label("E-mail address").fill("casey.proves@example.com")
        await _press(page, "Continue")
        await expect(page.get_by_text("casey.proves@example.com")).to_be_visible()
        right = code_in_mail(product, "casey.proves@example.com")
        await code.fill("000000" if right != "000000" else "111111")
        await _press(page, "Confirm and book")
        await expect(page.get_by_text("You have 4 more tries")).to_be_visible()
        await expect(code).to_be_focused()
        await accessible(page)
        await code.fill(right)
        await _press(page, "Confirm and book")
        await _booked(page)
        casey.clean()


async def test_a_code_may_come_as_a_text(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Phoned talk")
    with office_rules(product, contact_proof="sms"):
        casey = await somebody("Casey", size=PHONE)
        page = casey.page
        await _open(page, product, slug)
        await _to_details(page)
        await _fill(page)
        await page.get_by_label("Mobile number").fill("07700 900498")
        await _press(page, "Continue")
        await expect(page.get_by_text("We sent a code by SMS to")).to_be_visible()
        await accessible(page)
        await fits(page)
        await page.get_by_label("Code of six digits").fill(code_in_text(product, "+447700900498"))
        await _press(page, "Confirm and book")
        await _booked(page)
        casey.clean()


@pytest.mark.parametrize("whole", [False, True], ids=["a service", "the office"])
async def test_a_pause_is_told_in_the_offices_words(product: Product, somebody: SitDown, whole: bool) -> None:
    words = "We are moving house. New times open on Monday."
    slug = offer(product, f"Paused talk {'of all' if whole else ''}", pause_notice=None if whole else words)
    casey = await somebody("Casey")
    page = casey.page
    if whole:
        with office_rules(product, pause_notice=words):
            await page.goto(f"{product.url}/book/{product.slug}?service={slug}")
            await expect(page.get_by_text(words)).to_be_visible()
            await expect(page.get_by_role("heading", name=re.compile("takes no bookings online"))).to_be_visible()
            await accessible(page)
    else:
        await _open(page, product, slug)
        await expect(page.get_by_text(words)).to_be_visible()
        await page.get_by_role("link", name="Choose something else").click()
        await expect(page.get_by_role("heading", name="What is it about?")).to_be_visible()
    casey.clean()


async def test_casey_cancels_with_one_of_the_reasons_and_books_the_same_again(
    product: Product, somebody: SitDown
) -> None:
    slug = offer(product, "Checked talk", cancel_reasons=["I feel better", "Something came up"])
    booked = book_by_api(product, slug, name="Casey Morgan", place=70)
    casey = await somebody("Casey")
    page = casey.page
    await page.goto(f"{product.url}/v#{booked['link_token']}")
    await page.get_by_role("button", name="Cancel the visit").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Cancel the visit").click()
    await expect(dialog.get_by_text("Please choose one of the reasons.")).to_be_visible()
    await dialog.get_by_role("radio", name="Something came up").check()
    await dialog.get_by_role("button", name="Cancel the visit").click()
    await expect(page.get_by_role("heading", name=re.compile("cancelled"))).to_be_visible()
    await page.get_by_role("link", name="See all times").click()
    await expect(page.get_by_role("heading", name="When suits you?")).to_be_visible()
    await expect(page.get_by_text("Checked talk").locator("visible=true").first).to_be_visible()
    casey.clean()


async def test_what_casey_agrees_to_may_change_meanwhile(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Agreed talk")
    with wording(product, "We keep what you write for five years."):
        casey = await somebody("Casey", size=PHONE)
        page = casey.page
        await _open(page, product, slug)
        await _to_details(page)
        await _fill(page, "Casey Agrees")
        await _press(page, "Book this visit")
        agree = page.get_by_role("checkbox", name="I have read this and agree")
        await expect(page.get_by_role("alert")).to_contain_text("What you agree to")
        await agree.check()
        say(product, "We keep what you write for ten years.")
        await _press(page, "Book this visit")
        await expect(page.get_by_text("for ten years")).to_be_visible()
        await expect(page.get_by_text("The wording has just changed")).to_be_visible()
        await expect(agree).not_to_be_checked()
        await accessible(page)
        await fits(page)
        await agree.check()
        await _press(page, "Book this visit")
        await _booked(page)
        casey.clean()


async def test_a_private_link_opens_what_is_hidden_until_it_is_used(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Hidden talk", hidden=True)
    address = private_link(product, slug, uses_max=1)
    token = address.split("#private=")[1]
    casey = await somebody("Casey")
    page, asked = casey.page, []
    casey.context.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{product.url}/book/{product.slug}")
    await expect(page.get_by_text("Repeat prescription")).to_be_visible()
    await expect(page.get_by_text("Hidden talk")).to_have_count(0)
    await page.goto("about:blank")
    await page.goto(address)
    await expect(page.get_by_role("heading", name="When suits you?")).to_be_visible()
    await expect(page.get_by_text("Hidden talk").locator("visible=true").first).to_be_visible()
    await _to_details(page)
    await page.reload()  # the fragment is put back after each step
    await _fill(page, "Casey Hidden")
    await _press(page, "Book this visit")
    await _booked(page)
    await page.goto("about:blank")
    await page.goto(address)
    await expect(page.get_by_role("heading", name="This link has been used")).to_be_visible()
    await accessible(page)
    await page.goto("about:blank")
    await page.goto(f"{product.url}/book/{product.slug}#private=nothingatall")
    await expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    await _press(page, "See what else can be booked")
    await expect(page.get_by_text("Repeat prescription")).to_be_visible()
    assert not [url for url in asked if token in url.split("#")[0]], "the token is in an address that the server sees"
    casey.clean()


async def test_a_private_link_that_was_taken_back_says_so(product: Product, somebody: SitDown) -> None:
    address = private_link(product, offer(product, "Withdrawn talk", hidden=True))
    casey = await somebody("Casey")
    page = casey.page
    await page.goto(address)
    await _to_details(page)
    revoke_private_links(product)
    await _fill(page, "Casey Late")
    await _press(page, "Book this visit")
    await expect(page.get_by_text("The link has meanwhile run out.")).to_be_visible()
    await expect(page.get_by_label("Your name")).to_have_value("Casey Late")
    await page.goto("about:blank")
    await page.goto(address)
    await expect(page.get_by_role("heading", name="This link has run out")).to_be_visible()
    await accessible(page)
    casey.clean()


async def test_a_request_is_answered_while_casey_looks(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Asked talk", approval=True)
    casey = await somebody("Casey")
    page = casey.page
    for name, no in (("Casey Granted", None), ("Casey Refused", "Friday would suit us better.")):
        await _open(page, product, slug)
        await _to_details(page)
        await _fill(page, name)
        await page.get_by_label("E-mail address").fill(f"{name.split()[1].lower()}@example.com")
        async with page.expect_response("**/appointments") as answered:
            await _press(page, "Ask for this time")
        visit_id = (await (await answered.value).json())["visit_id"]
        await expect(page.get_by_role("heading", name="We got your request, Casey.")).to_be_visible()
        await page.get_by_role("link", name="See how it stands").click()
        await expect(page.get_by_role("heading", name="We got your request")).to_be_visible()
        await accessible(page)
        answer_request(product, visit_id, no=no)
        if no is None:
            await expect(page.get_by_text("Check in").or_(page.get_by_text("door opens")).first).to_be_visible()
        else:
            await expect(page.get_by_text(no)).to_be_visible()
            await expect(page.get_by_role("heading", name="We cannot see you then")).to_be_visible()
            await expect(page.get_by_role("link", name="See all times")).to_be_visible()
    casey.clean()


async def test_casey_moves_once_to_somebody_else_and_then_no_more(product: Product, somebody: SitDown) -> None:
    people = provider_ids(product, "Dr Priya Raman", "Dr Tom Osei")
    slug = offer(product, "Moved talk", moves_max=1, provider_ids=people)
    booked = book_by_api(product, slug, name="Casey Moves", place=75)
    casey = await somebody("Casey")
    page = casey.page
    await page.goto(f"{product.url}/v#{booked['link_token']}")
    await expect(page.get_by_text("It can be moved once more.")).to_be_visible()
    await page.get_by_role("link", name="Move", exact=True).click()
    await expect(page.get_by_role("heading", name="Choose another time")).to_be_visible()
    await page.get_by_role("checkbox", name=re.compile("^Only with")).uncheck()
    await page.get_by_role("button", name=re.compile(r"^\d\d:\d\d")).last.click()
    await _press(page, "Move the visit")
    await expect(page.get_by_text("It has been moved as often as it can be here.")).to_be_visible()
    await expect(page.get_by_role("link", name="Move", exact=True)).to_have_count(0)
    casey.clean()


async def test_one_visit_too_many_says_which_rule_and_leads_to_the_one_there_is(
    product: Product, somebody: SitDown
) -> None:
    slug = offer(product, "Single talk", active_per_consumer_max=1)
    book_by_api(product, slug, name="Limit Morgan", place=80)
    with office_rules(product, contact_proof="email"):
        casey = await somebody("Casey", size=PHONE)
        page = casey.page
        await _open(page, product, slug)
        await _to_details(page)
        await _fill(page, "Limit Morgan")
        await _press(page, "Continue")
        await page.get_by_label("Code of six digits").fill(code_in_mail(product, "limit@example.com"))
        await _press(page, "Confirm and book")
        await expect(page.get_by_text("You have as many visits ahead as can be booked here.")).to_be_visible()
        await expect(page.get_by_label("Your name")).to_have_value("Limit Morgan")
        await page.get_by_role("link", name="Open that visit").click()
        await expect(page.get_by_text("Single talk").first).to_be_visible()
        await expect(page.get_by_role("button", name="Cancel the visit")).to_be_visible()
        casey.clean()
