"""The headers that every answer of a service carries: versions, correlation, time taken, the client's request id.

Strict-Transport-Security is left out: it would be kept for localhost, and lock the developer's other servers out.
"""

from __future__ import annotations

import base64
import secrets
import time

from litestar.types import Message, Scope

from acs_emulator.wire import supported

BEGAN = "acs_emulator_began"
"""Where the moment at which a request came is kept in its state."""
REQUEST_ID = b"x-ms-client-request-id"


async def add_service_headers(message: Message, scope: Scope) -> None:
    """Add them to the answer of an operation."""
    if message["type"] != "http.response.start":
        return
    given = next((value for name, value in scope["headers"] if name == REQUEST_ID), None)
    added = [] if given is None else [(REQUEST_ID, given)]
    began = scope["state"].get(BEGAN)
    if began is not None:
        name = getattr(scope.get("route_handler"), "name", None) or ""
        headers = {
            "x-processing-time": f"{round((time.monotonic() - began) * 1000)}ms",
            "ms-cv": f"{base64.b64encode(secrets.token_bytes(16)).decode().rstrip('=')}.0",
            "x-azure-ref": secrets.token_hex(16),
            "request-context": "appId=",
        }
        sent = {name for name, _value in message["headers"]}
        if b"api-supported-versions" not in sent:
            headers["api-supported-versions"] = supported(name.partition(".")[0])
        added += [(name.encode(), value.encode()) for name, value in headers.items()]
    message["headers"] = [*message["headers"], *added]
