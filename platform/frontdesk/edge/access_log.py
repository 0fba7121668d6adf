"""One line a request: method, route template, status, time, request id. No addresses, queries, bodies or cookies."""

import time
from uuid import uuid4

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger()


class AccessLog(ASGIMiddleware):
    """Log each request once its answer has begun, and give it an id that is told in X-Request-Id."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        started = time.perf_counter()
        request_id = uuid4().hex[:16]

        async def send_and_log(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
                _log.info(
                    "request",
                    method=scope.get("method"),
                    route=scope.get("path_template") or "-",
                    status=message["status"],
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await next_app(scope, receive, send_and_log)
