"""The inbox over http: the page, what it shows, a stream that says when to look again, and the few things it can do.

Other sites a person has open must not read these messages, whose links are capabilities: requests that a browser marks
as coming from elsewhere are refused, except for opening the page itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Response, Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import ServerSentEvent, ServerSentEventMessage

from acs_emulator.errors import AcsError
from acs_emulator.inbox import contents, letters, ordering
from acs_emulator.mails import SentMail
from acs_emulator.state import Emulator
from acs_emulator.visitors import refuse_other_sites

PAGES = Path(__file__).parent / "pages"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEARTBEAT_SECONDS = 15
LOOK_SECONDS = 0.5
"""How often a stream looks for what nobody announces: a reset, and orders of trouble that have run out."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody typed on a phone."""

    person: str
    office: str
    text: str


class MailOpened(msgspec.Struct, frozen=True, kw_only=True):
    """One mail for the reader; its HTML is fetched by the frame that shows it."""

    id: str
    plain: str | None
    has_html: bool
    attachments: list[contents.FileSeen]
    source: dict[str, Any]


@get(["/", "/inbox"], include_in_schema=False)
async def show_page() -> Response[bytes]:
    """Answer the page; what it shows is chosen by its address (`number`, `mail`)."""
    page = (PAGES / "index.html").read_bytes()
    return Response(page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": PAGE_POLICY})


@get("/inbox/pages/{name:str}", include_in_schema=False)
async def show_page_file(name: FromPath[str]) -> Response[bytes]:
    """Answer a file of the page."""
    path = PAGES / name
    if path.parent != PAGES or path.suffix not in MEDIA_TYPES or not path.is_file():
        raise AcsError(404, "NotFound", "There is no such file.")
    return Response(path.read_bytes(), media_type=MEDIA_TYPES[path.suffix])


@get("/favicon.ico", include_in_schema=False)
async def show_icon() -> Response[bytes]:
    """Answer the icon that browsers ask for by themselves, also when they show an answer of the services."""
    return Response((PAGES / "icon.svg").read_bytes(), media_type=MEDIA_TYPES[".svg"])


@get("/inbox/contents", include_in_schema=False)
async def list_contents(emulator: NamedDependency[Emulator]) -> contents.Contents:
    """Answer everything the page shows."""
    texts = contents.texts(emulator)
    return contents.Contents(
        now=emulator.clock.now(),
        phone_numbers=list(emulator.sms.numbers),
        texts=texts,
        opted_out=contents.opted_out(emulator, texts),
        mails=contents.mails(emulator),
        trouble=ordering.ordered(emulator) if emulator.settings.control else None,
        product_url=emulator.settings.product_url,
    )


@delete("/inbox/contents", include_in_schema=False)
async def clear_contents(emulator: NamedDependency[Emulator]) -> None:
    """Clear the inbox; the emulator goes on knowing what was sent."""
    contents.clear(emulator)


@get("/inbox/stream", include_in_schema=False)
async def stream_changes(emulator: NamedDependency[Emulator]) -> ServerSentEvent:
    """Say `hello` at once and `changed` whenever the page should fetch its contents again."""
    return ServerSentEvent(_notices(emulator))


@post("/inbox/answers", include_in_schema=False)
async def answer(emulator: NamedDependency[Emulator], data: JSONBody[Answer]) -> None:
    """Text the resource's number as the person of a phone: STOP and START count, SMSReceived is published."""
    emulator.sms.receive(data.person, data.office, data.text)


@put("/inbox/trouble/{button:str}", include_in_schema=False, status_code=204)
async def order_trouble(emulator: NamedDependency[Emulator], button: FromPath[str]) -> None:
    """Order what a button stands for; pressed twice it is ordered once, from now."""
    orders = ordering.orders(button) if emulator.settings.control else []
    if not orders:
        raise AcsError(404, "NotFound", "There is no such trouble to order.")
    for order in orders:
        emulator.trouble.order(order)


@delete("/inbox/trouble/{button:str}", include_in_schema=False)
async def cancel_trouble(emulator: NamedDependency[Emulator], button: FromPath[str]) -> None:
    """Cancel what a button ordered."""
    ordering.cancel(emulator, button)


@get("/inbox/texts/{text_id:str}/source", include_in_schema=False)
async def show_text_source(emulator: NamedDependency[Emulator], text_id: FromPath[str]) -> Response[bytes]:
    """Answer one text as JSON: the request and what became of it."""
    source = contents.text_source(emulator, text_id)
    if source is None:
        raise AcsError(404, "NotFound", "There is no such text.")
    return _pretty(source)


@get("/inbox/mails/{mail_id:str}", include_in_schema=False)
async def open_mail(emulator: NamedDependency[Emulator], mail_id: FromPath[str]) -> MailOpened:
    """Answer one mail for the reader."""
    mail = _found(emulator, mail_id)
    return MailOpened(
        id=mail.id,
        plain=mail.plain_text,
        has_html=bool(mail.html),
        attachments=[contents.FileSeen(name=one.name, content_type=one.content_type) for one in mail.attachments],
        source=contents.mail_source(mail),
    )


@get("/inbox/mails/{mail_id:str}/letter", include_in_schema=False)
async def show_letter(emulator: NamedDependency[Emulator], mail_id: FromPath[str]) -> Response[str]:
    """Answer the HTML of a mail under a policy that lets it do nothing."""
    html = letters.letter(_found(emulator, mail_id))
    return Response(html, media_type=MediaType.HTML, headers={"Content-Security-Policy": letters.LETTER_POLICY})


@get("/inbox/mails/{mail_id:str}/source", include_in_schema=False)
async def show_mail_source(emulator: NamedDependency[Emulator], mail_id: FromPath[str]) -> Response[bytes]:
    """Answer one mail as JSON: the request and what became of it."""
    return _pretty(contents.mail_source(_found(emulator, mail_id)))


@get("/inbox/mails/{mail_id:str}/attachments/{place:int}", include_in_schema=False)
async def fetch_attachment(
    emulator: NamedDependency[Emulator], mail_id: FromPath[str], place: FromPath[int]
) -> Response[bytes]:
    """Answer the attachment at a place of the list, to be saved."""
    attachments = _found(emulator, mail_id).attachments
    if not 0 <= place < len(attachments):
        raise AcsError(404, "NotFound", "There is no such attachment.")
    wanted = attachments[place]
    headers = {
        "Content-Disposition": letters.disposition(wanted.name),
        "Content-Security-Policy": letters.FILE_POLICY,
    }
    return Response(letters.file_content(wanted), media_type=letters.content_type(wanted), headers=headers)


def _found(emulator: Emulator, mail_id: str) -> SentMail:
    mail = emulator.email.sent.get(mail_id)
    if mail is None:
        raise AcsError(404, "NotFound", "There is no such mail.")
    return mail


def _pretty(source: dict[str, Any]) -> Response[bytes]:
    body = msgspec.json.format(msgspec.json.encode(source), indent=2)
    return Response(body, media_type="application/json", headers={"Content-Security-Policy": letters.FILE_POLICY})


async def _notices(emulator: Emulator) -> AsyncIterator[ServerSentEventMessage]:
    heard = asyncio.Event()

    def hear(_record: object) -> None:
        heard.set()

    emulator.sms.listeners.append(hear)
    emulator.email.listeners.append(hear)
    try:
        yield ServerSentEventMessage(event="hello", data="", retry=500)
        last, silent = _standing(emulator), 0.0
        while not emulator.stopping:
            await _heard_within(heard, LOOK_SECONDS)
            standing = _standing(emulator)
            silent += LOOK_SECONDS
            if heard.is_set() or standing != last:
                heard.clear()
                last, silent = standing, 0.0
                yield ServerSentEventMessage(event="changed", data="")
            elif silent >= HEARTBEAT_SECONDS:
                silent = 0.0
                yield ServerSentEventMessage(comment="still here")
    finally:
        emulator.sms.listeners.remove(hear)
        emulator.email.listeners.remove(hear)


async def _heard_within(heard: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(heard.wait(), seconds)
    except TimeoutError:
        return


def _standing(emulator: Emulator) -> tuple[object, ...]:
    trouble = [(order.id, order.count) for order in emulator.trouble.orders()]
    return len(emulator.sms.sent), len(emulator.sms.received), len(emulator.email.sent), trouble


async def _harden(response: Response[Any]) -> Response[Any]:
    for name, value in (
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", letters.FILE_POLICY),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ):
        response.headers.setdefault(name, value)
    return response


route_handlers: list[Router] = [
    Router(
        path="/",
        route_handlers=[
            show_page,
            show_page_file,
            show_icon,
            list_contents,
            clear_contents,
            stream_changes,
            answer,
            order_trouble,
            cancel_trouble,
            show_text_source,
            open_mail,
            show_letter,
            show_mail_source,
            fetch_attachment,
        ],
        before_request=refuse_other_sites,
        after_request=_harden,
    )
]
