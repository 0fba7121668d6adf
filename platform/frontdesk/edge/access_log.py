"""One line a request: method, route template, status, time, request id. No addresses, queries, bodies or cookies."""

import time
from uuid import uuid4

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger()


class AccessLog:
    """Log each request once its answer has begun, and give it an id that is told in X-Request-Id.

    It stands around the whole app: the framework's middleware would not see addresses that lead nowhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and watch the answer begin."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
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
            await self._app(scope, receive, send_and_log)
