"""The control API for testers: what was sent, what a person answers, ordered trouble, reset. No operation of the cloud."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any, Literal

import msgspec
from litestar import MediaType, Response, Router, delete, get, post, put

from acs_emulator import control_docs, recordings
from acs_emulator.clock import iso_event
from acs_emulator.errors import AcsError
from acs_emulator.event_schema import Schema
from acs_emulator.state import Emulator
from acs_emulator.trouble import OWN_OPERATIONS, Order
from acs_emulator.visitors import refuse_other_sites
from acs_emulator.wire import API_VERSIONS, Answer, Call, answer, empty, read


class InboundText(msgspec.Struct, forbid_unknown_fields=True):
    """A text that a person sends to a number of the resource; without `to` to its first number."""

    sender: str
    text: str
    to: str | None = None


class WebhookWish(msgspec.Struct, forbid_unknown_fields=True):
    """Where events shall go, and how they are written; null sends them nowhere."""

    url: str | None
    schema: Schema | None = None


class Engagement(msgspec.Struct, forbid_unknown_fields=True):
    """A person who opens a mail, or follows one of its links."""

    kind: Literal["view", "click"]
    link: str = ""
    user_agent: str = "Mozilla/5.0"


class Recording(msgspec.Struct, forbid_unknown_fields=True):
    """A recording of a call that was made elsewhere: the emulator records nothing, and tells of it if asked."""

    server_call_id: str
    duration_ms: int = 60_000
    location: str = "https://storage.example/recording"
    end_reason: str = "SessionEnded"


class Revocation(msgspec.Struct, forbid_unknown_fields=True):
    """Whose tokens end; without a user everybody's."""

    user_id: str | None = None


@get("/health", name="control.health")
async def health(emulator: Emulator) -> Answer:
    """Say that the emulator answers, its hour, and how the event subscription stands."""
    events = emulator.events
    body = {
        "status": "ok",
        "now": iso_event(emulator.clock.now()),
        "webhook": events.webhook,
        "webhook_validated": events.validated,
        "events_waiting": events.waiting,
        "events_given_up": len(events.given_up),
        "last_webhook_failure": events.last_failure,
    }
    return answer(body)


@get("/event-grid/validation", name="control.validate_webhook")
async def validate_webhook(emulator: Emulator, code: str) -> Answer:
    """Complete the handshake by hand: the validationUrl of the validation event."""
    if not emulator.events.confirm(code):
        raise AcsError(404, "NotFound", "This validation code is not the current one.")
    return answer({"validated": True})


@delete("/state", name="control.reset", status_code=200)
async def reset(emulator: Emulator) -> Answer:
    """Forget everything."""
    emulator.reset()
    return empty()


@get("/sms", name="control.texts")
async def texts(emulator: Emulator, to: str | None = None) -> Answer:
    """Return all texts, oldest first: sent, with their delivery, and received; or those of one person."""
    sent = [text for text in emulator.sms.sent.values() if to in (None, text.to)]
    received = [text for text in emulator.sms.received.values() if to in (None, text.sender)]
    return answer({"sent": sent, "received": received})


@post("/sms/received", name="control.receive_text", opt={"body": InboundText})
async def receive_text(request: Call, emulator: Emulator) -> Answer:
    """Let a person send a text to the resource."""
    wish = await read(request, InboundText)
    return answer(emulator.sms.receive(wish.sender, wish.to or emulator.sms.numbers[0], wish.text), 201)


@get("/emails", name="control.mails")
async def mails(emulator: Emulator, to: str | None = None) -> Answer:
    """Return all mails, oldest first, attachments included; or those to one address."""
    sent = [
        mail
        for mail in emulator.email.sent.values()
        if to is None or any(delivery.recipient.lower() == to.lower() for delivery in mail.deliveries)
    ]
    return answer({"sent": sent})


@post("/emails/{operation_id:str}/engagement", name="control.engage", opt={"body": Engagement})
async def engage(request: Call, emulator: Emulator, operation_id: str) -> Answer:
    """Let a recipient open a mail or follow a link: EmailEngagementTrackingReportReceived, unless the sender disabled it."""
    wish = await read(request, Engagement)
    event_id = emulator.email.engage(operation_id, wish.kind, wish.link, wish.user_agent)
    return answer({"event_id": event_id}, 201)


@post("/recordings", name="control.record", opt={"body": Recording})
async def record(request: Call, emulator: Emulator) -> Answer:
    """Tell of a recording as the service does when its file is ready: RecordingFileStatusUpdated."""
    wish = await read(request, Recording)
    recording = recordings.Recording(wish.server_call_id, wish.duration_ms, wish.location, wish.end_reason)
    event_id = recordings.publish(recording, emulator.clock.now(), emulator.events.publish)
    return answer({"event_id": event_id}, 201)


@get("/events", name="control.events")
async def events(emulator: Emulator) -> Answer:
    """Return the latest events, oldest first, also when there is no webhook; and those given up."""
    return answer({"recent": list(emulator.events.recent), "given_up": list(emulator.events.given_up)})


@put("/webhook", name="control.set_webhook", opt={"body": WebhookWish})
async def set_webhook(request: Call, emulator: Emulator) -> Answer:
    """Send events to another webhook, which is asked for a handshake first."""
    wish = await read(request, WebhookWish)
    emulator.events.subscribe(wish.url, wish.schema or emulator.events.schema)
    return empty()


@get("/notifications", name="control.notifications")
async def notifications(emulator: Emulator) -> Answer:
    """Say who is connected for real-time notifications of the chat."""
    return answer({"lines": emulator.notifications.seen()})


@delete("/notifications", name="control.cut_notifications", status_code=200)
async def cut_notifications(emulator: Emulator) -> Answer:
    """Cut every connection for real-time notifications once; the clients come back by themselves."""
    emulator.notifications.hang_up()
    return empty()


@get("/trouble", name="control.troubles")
async def troubles(emulator: Emulator) -> Answer:
    """Return the orders that still hold."""
    return answer({"orders": emulator.trouble.orders()})


@get("/operations", name="control.operations")
async def list_operations(request: Call) -> Answer:
    """Return the names that trouble can be ordered for."""
    return answer({"operations": sorted(operations(request))})


@post("/trouble", name="control.order_trouble", opt={"body": Order})
async def order_trouble(request: Call, emulator: Emulator) -> Answer:
    """Order trouble. An operation that matches none is refused: it would be waited for in vain."""
    order = await read(request, Order)
    if not any(fnmatchcase(name, order.operation) for name in operations(request)):
        raise AcsError(400, "BadRequest", f"No operation is called {order.operation}.", target="operation")
    emulator.trouble.order(order)
    return answer(order, 201)


@delete("/trouble", name="control.cancel_troubles", status_code=200)
async def cancel_troubles(emulator: Emulator) -> Answer:
    """Cancel every order."""
    emulator.trouble.cancel()
    return empty()


@delete("/trouble/{order_id:str}", name="control.cancel_trouble", status_code=200)
async def cancel_trouble(emulator: Emulator, order_id: str) -> Answer:
    """Cancel one order; one that is over is no error."""
    emulator.trouble.cancel(order_id)
    return empty()


@post("/tokens/revocation", name="control.revoke_tokens", opt={"body": Revocation})
async def revoke_tokens(request: Call, emulator: Emulator) -> Answer:
    """End every user access token at once, or those of one user."""
    emulator.people.end_tokens((await read(request, Revocation)).user_id)
    return empty()


def operations(request: Call) -> set[str]:
    """Return the names of all operations of the services, and of what the emulator does by itself."""
    handlers = (handler for route in request.app.routes for handler in getattr(route, "route_handlers", ()))
    names: set[str] = {handler.name for handler in handlers if handler.name}
    return {name for name in names if name.partition(".")[0] in API_VERSIONS} | OWN_OPERATIONS


@get("/schema", name="control.schema")
async def schema() -> Answer:
    """Return this API as an OpenAPI document."""
    return answer(control_docs.schema([*ALWAYS, *ON_REQUEST]))


@get("/docs", name="control.docs")
async def docs() -> Response[str]:
    """Show this API as a page."""
    page = control_docs.page(control_docs.schema([*ALWAYS, *ON_REQUEST]))
    return Response(page, media_type=MediaType.HTML, headers={"Content-Security-Policy": control_docs.POLICY})


ALWAYS: list[Any] = [health, validate_webhook]
ON_REQUEST: list[Any] = [
    reset,
    texts,
    receive_text,
    mails,
    engage,
    record,
    events,
    set_webhook,
    notifications,
    cut_notifications,
    troubles,
    list_operations,
    order_trouble,
    cancel_troubles,
    cancel_trouble,
    revoke_tokens,
    schema,
    docs,
]


def router(*, control: bool) -> Router:
    """Return the routes below /_emulator; without control only health and the handshake."""
    return Router(
        path="/_emulator",
        route_handlers=ALWAYS + (ON_REQUEST if control else []),
        before_request=refuse_other_sites,
    )
