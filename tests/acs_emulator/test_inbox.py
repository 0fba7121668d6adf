"""The inbox over http, without a browser: what it refuses, and the HTML it makes fit to be looked at."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.testing import AsyncTestClient

from acs_emulator.app import not_implemented, refuse
from acs_emulator.errors import AcsError
from acs_emulator.inbox import contents, letters, ordering
from acs_emulator.inbox.routes import route_handlers
from acs_emulator.mails import Address, Attachment, SentMail
from acs_emulator.state import Emulator, Settings
from acs_emulator.texts import SentText, Wish

KEY = base64.b64encode(b"inbox" * 8).decode()
CASEY = "+447700900417"
NUMBER = "+18005551000"


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(Settings(access_key=KEY, report_delay_seconds=0))


def browser_of(emulator: Emulator) -> AsyncTestClient[Litestar]:
    """Return a client of the inbox over this state; the background work does not run, nothing is reported."""
    return AsyncTestClient(
        Litestar(
            list(route_handlers),
            dependencies={"emulator": Provide(lambda: emulator, sync_to_thread=False)},
            exception_handlers={AcsError: refuse, NotFoundException: not_implemented},
            openapi_config=None,
        )
    )


def text(emulator: Emulator, words: str, to: str = CASEY) -> SentText:
    sent = emulator.sms.send(Wish(sender=NUMBER, to=to, text=words, tag=None, report_wanted=True), None)
    assert sent is not None
    return sent


def mail(html: str | None, *attachments: Attachment, mail_id: str = "one") -> SentMail:
    return SentMail(
        id=mail_id,
        sender="DoNotReply@local.azurecomm.net",
        subject="You’re booked",
        html=html,
        to=[Address(address="casey.morgan@example.com", display_name="Casey Morgan")],
        attachments=list(attachments),
        sent_at=datetime.now(UTC),
        report_due=time.time(),
    )


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/inbox/contents"),
        ("DELETE", "/inbox/contents"),
        ("POST", "/inbox/answers"),
        ("PUT", "/inbox/trouble/slow"),
    ],
)
async def test_a_page_of_another_site_gets_nothing(emulator: Emulator, method: str, path: str, site: str) -> None:
    async with browser_of(emulator) as client:
        answer = await client.request(method, path, headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors"})

    assert answer.status_code == 403
    assert emulator.trouble.orders() == []


async def test_a_link_from_another_site_opens_the_page(emulator: Emulator) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with browser_of(emulator) as client:
        answers = [await client.get(path, headers=headers) for path in ("/", "/inbox")]

    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/inbox/mails/none",
        "/inbox/mails/none/letter",
        "/inbox/mails/none/attachments/0",
        "/inbox/mails/one/attachments/7",
        "/inbox/texts/none/source",
        "/inbox/pages/none.js",
        "/inbox/pages/..%2Froutes.py",
    ],
)
async def test_what_is_not_there_is_not_found(emulator: Emulator, path: str) -> None:
    emulator.email.send(mail("<p>Hello</p>"))
    async with browser_of(emulator) as client:
        answer = await client.get(path)

    assert answer.status_code in (404, 501)
    assert answer.json()["error"]["code"] in ("NotFound", "NotImplemented")


async def test_a_number_of_nobody_cannot_be_answered(emulator: Emulator) -> None:
    async with browser_of(emulator) as client:
        answer = await client.post("/inbox/answers", json={"person": CASEY, "office": "+15550000000", "text": "Hi"})

    assert answer.status_code == 400
    assert emulator.sms.received == {}


async def test_trouble_cannot_be_ordered_without_the_control_api() -> None:
    emulator = Emulator(Settings(access_key=KEY, control=False))
    async with browser_of(emulator) as client:
        answer = await client.put("/inbox/trouble/slow")
        seen = await client.get("/inbox/contents")

    assert answer.status_code == 404
    assert emulator.trouble.orders() == []
    assert seen.json()["trouble"] is None


@pytest.mark.parametrize("button", ["fail_text", "report_late", "slow", "refuse"])
async def test_a_button_orders_its_trouble_once_and_takes_it_back(emulator: Emulator, button: str) -> None:
    async with browser_of(emulator) as client:
        await client.put(f"/inbox/trouble/{button}")
        await client.put(f"/inbox/trouble/{button}")
        orders = emulator.trouble.orders()
        seen = (await client.get("/inbox/contents")).json()["trouble"]
        await client.delete(f"/inbox/trouble/{button}")

    assert len({order.id for order in orders}) == len(orders) == len(ordering.orders(button))
    assert seen == {"ordered": [button], "others": 0}
    assert emulator.trouble.orders() == []


async def test_refusing_requests_fails_no_report(emulator: Emulator) -> None:
    for order in ordering.orders("refuse"):
        emulator.trouble.order(order)

    assert emulator.trouble.take("sms.report", ("fail",)) is None
    assert emulator.trouble.take("email.report", ("fail",)) is None
    assert emulator.trouble.take("email.operation", ("fail",)) is None
    for operation in ("sms.send", "email.send", "rooms.create", "chat.send_message", "identity.create"):
        assert emulator.trouble.take(operation, ("fail",)) is not None


async def test_clearing_empties_the_page_and_nothing_else(emulator: Emulator) -> None:
    kept = text(emulator, "Before")
    emulator.sms.receive(CASEY, NUMBER, "STOP")
    emulator.email.send(mail("<p>Hello</p>"))
    contents.clear(emulator)
    after = text(emulator, "After")

    assert [seen.id for seen in contents.texts(emulator)] == [after.message_id]
    assert contents.mails(emulator) == []
    assert kept.message_id in emulator.sms.sent
    assert "one" in emulator.email.sent
    assert emulator.sms.is_opted_out(NUMBER, CASEY)


async def test_what_is_forgotten_by_a_reset_hides_nothing_new(emulator: Emulator) -> None:
    text(emulator, "Before")
    contents.clear(emulator)
    emulator.reset()
    after = text(emulator, "After")

    assert [seen.id for seen in contents.texts(emulator)] == [after.message_id]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Hello</p>", '<!doctype html><base target="_blank"><p>Hello</p>'),
        ("<!doctype html><p>Hello</p>", '<!doctype html><base target="_blank"><p>Hello</p>'),
        (
            '<!DOCTYPE html><html lang="en"><head><title>T</title></head><p>Hello</p></html>',
            '<!DOCTYPE html><html lang="en"><head><base target="_blank"><title>T</title></head><p>Hello</p></html>',
        ),
        ("<html><header>Hello</header></html>", '<html><base target="_blank"><header>Hello</header></html>'),
    ],
)
def test_links_of_a_letter_open_in_a_new_tab(html: str, shown: str) -> None:
    assert letters.letter(mail(html)) == shown


def test_pictures_that_travel_with_a_letter_are_shown() -> None:
    content = base64.b64encode(b"picture").decode()
    logo = Attachment(name="logo.png", content_type="image/png", content_in_base64=content, content_id="logo")
    shown = letters.letter(mail('<img src="cid:logo"><img src="cid:other">', logo))

    assert f'src="data:image/png;base64,{content}"' in shown
    assert 'src="cid:other"' in shown


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("visit.ics", "attachment; filename=\"visit.ics\"; filename*=UTF-8''visit.ics"),
        ('a"\r\nb/../é.txt', "attachment; filename=\"a___b_.._é.txt\"; filename*=UTF-8''a%22%0D%0Ab%2F..%2F%C3%A9.txt"),
    ],
)
def test_a_file_is_saved_under_its_name_and_adds_no_header(name: str, header: str) -> None:
    assert letters.disposition(name) == header.replace("é", "_")


def test_the_source_of_a_mail_is_what_the_service_was_asked_for(emulator: Emulator) -> None:
    calendar = Attachment(name="visit.ics", content_type="text/calendar", content_in_base64="QkVHSU4=")
    source = contents.mail_source(mail("<p>Hello</p>", calendar))

    assert source["request"]["body"] == {
        "senderAddress": "DoNotReply@local.azurecomm.net",
        "content": {"subject": "You’re booked", "html": "<p>Hello</p>"},
        "recipients": {"to": [{"address": "casey.morgan@example.com", "displayName": "Casey Morgan"}]},
        "attachments": [
            {"name": "visit.ics", "contentType": "text/calendar", "contentInBase64": "QkVHSU4=", "contentId": None}
        ],
    }
