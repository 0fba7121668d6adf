"""The application: all services of one resource, the call socket, the inbox and the control API, at the root of a host."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import msgspec
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from acs_emulator import chat, control, email, identity, notifications, rooms, sms
from acs_emulator.calls import route_handlers as call_handlers
from acs_emulator.errors import AcsError, ProblemError
from acs_emulator.inbox.routes import route_handlers as inbox_handlers
from acs_emulator.service_headers import BEGAN, add_service_headers
from acs_emulator.state import Emulator
from acs_emulator.wire import API_VERSIONS, Answer, Call, answer

BODY_BYTES_MAX = 16 * 1024 * 1024
"""Above the e-mail service's own limit, so that it can answer by itself."""
EXPOSED_HEADERS = ["*", "Operation-Location", "Location", "Retry-After", "x-ms-error-code", "Repeatability-Result"]

log = logging.getLogger("acs_emulator")


def create_app(emulator: Emulator) -> Litestar:
    """Return the ASGI application of one emulated resource. Its lifespan starts and stops the background work."""

    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        await emulator.start()
        try:
            yield
        finally:
            await emulator.stop()

    async def provide_emulator() -> Emulator:
        return emulator

    return Litestar(
        route_handlers=[
            identity.router,
            rooms.router,
            sms.router,
            chat.router,
            notifications.router,
            email.router,
            control.router(control=emulator.settings.control),
            *call_handlers,
            *inbox_handlers,
        ],
        dependencies={"emulator": Provide(provide_emulator)},
        state=State({"emulator": emulator}),
        lifespan=[running],
        middleware=[ordered_trouble],
        before_send=[add_service_headers],
        exception_handlers={
            AcsError: refuse,
            ProblemError: refuse_with_problem,
            NotFoundException: not_implemented,
            MethodNotAllowedException: not_implemented,
            HTTPException: refuse_http,
            Exception: fail,
        },
        cors_config=CORSConfig(allow_origins=["*"], expose_headers=EXPOSED_HEADERS),
        request_max_body_size=BODY_BYTES_MAX,
        openapi_config=None,
        debug=False,
        logging_config=None,
    )


def refuse(_request: Call, error: AcsError) -> Answer:
    """Answer a refusal in the services' common shape."""
    return answer(error.body(), error.status, {"x-ms-error-code": error.code, **error.headers})


def refuse_with_problem(_request: Call, error: ProblemError) -> Answer:
    """Answer a refusal of the SMS validation."""
    problem = answer(error.body(), 400)
    problem.media_type = "application/problem+json; charset=utf-8"
    return problem


def not_implemented(request: Call, _error: HTTPException) -> Answer:
    """Name the operation that the emulator does not have."""
    message = f"The emulator does not have the operation {request.method} {request.scope['path']}."
    log.warning(message)
    return refuse(request, AcsError(501, "NotImplemented", message))


def refuse_http(request: Call, error: HTTPException) -> Answer:
    """Answer what the web framework refuses by itself, such as a body that is too large."""
    return refuse(request, AcsError(error.status_code, "BadRequest", error.detail))


def fail(request: Call, error: Exception) -> Answer:
    """Answer a fault of the emulator, and show it to its owner."""
    log.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return refuse(request, AcsError(500, "InternalServerError", "The emulator failed; see its output."))


def ordered_trouble(app: ASGIApp) -> ASGIApp:
    """Middleware: make the trouble that was ordered for this operation."""

    async def troubled(scope: Scope, receive: Receive, send: Send) -> None:
        name = getattr(scope.get("route_handler"), "name", None) or ""
        if scope["type"] != ScopeType.HTTP or name.partition(".")[0] not in API_VERSIONS:
            await app(scope, receive, send)
            return
        scope["state"][BEGAN] = time.monotonic()
        emulator: Emulator = scope["litestar_app"].state.emulator
        order = emulator.trouble.take(name, ("fail", "slow", "drop", "lose_answer"), scope["path"])
        if order is None:
            await app(scope, receive, send)
        elif order.kind == "slow":
            await asyncio.sleep(order.delay_seconds)
            await app(scope, receive, send)
        elif order.kind == "fail":
            await send_failure(order.status, order.code, order.retry_after_seconds, send)
        elif order.kind == "drop":
            await cut(scope, send)
        else:
            await app(scope, receive, swallow)
            await cut(scope, send)

    return troubled


async def send_failure(status: int, code: str | None, retry_after_seconds: int | None, send: Send) -> None:
    """Answer with the ordered status."""
    default = {429: "TooManyRequests", 503: "ServiceUnavailable"}.get(status, "InternalError")
    body = msgspec.json.encode(AcsError(status, code or default, "Ordered trouble.").body())
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if retry_after_seconds is not None:
        headers.append((b"retry-after", str(retry_after_seconds).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def swallow(_message: Message) -> None:
    """Send nothing."""


async def cut(scope: Scope, send: Send) -> None:
    """Cut the connection without an answer; under a server that cannot, answer 500."""
    extensions = cast(dict[str, dict[str, Callable[[], None]]], scope.get("extensions") or {})
    abort = extensions.get("acs_emulator.abort")
    if abort is None:
        await send_failure(500, None, None, send)
        return
    abort["call"]()
    # The server hears of the cut in its next turns; until then it would answer by itself.
    for _turn in range(3):
        await asyncio.sleep(0)
