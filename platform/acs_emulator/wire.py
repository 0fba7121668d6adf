"""What every operation shares on the wire: api-versions, bodies, answers, pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from acs_emulator.errors import AcsError
from acs_emulator.state import Emulator

Shape = TypeVar("Shape")
Call = Request[Any, Any, Any]
Answer = Response[bytes]
Connection = ASGIConnection[Any, Any, Any, Any]

API_VERSIONS: dict[str, tuple[str, ...]] = {
    "identity": (
        "2021-03-07",
        "2022-06-01",
        "2022-10-01",
        "2023-10-01",
        "2025-03-02-preview",
        "2025-06-30",
    ),
    # Python rooms 1.2.0 puts the textual form of its enum into the query of every page after the first.
    "rooms": ("2023-06-14", "2024-04-15", "2025-03-13", "ApiVersion.V2025_03_13"),
    "sms": ("2021-03-07", "2024-12-10-preview"),
    "chat": ("2021-03-07", "2021-09-07", "2023-11-07", "2024-03-07", "2025-03-15"),
    "email": ("2023-03-31", "2024-07-01-preview", "2025-09-01"),
    "realtime": ("2024-09-01",),
}


def emulator_of(connection: Connection) -> Emulator:
    """Return the emulator behind a request."""
    return cast(Emulator, connection.app.state.emulator)


async def known_version(connection: Connection, handler: BaseRouteHandler) -> None:
    """Guard: refuse (400) a request without an api-version, or with one that its service does not have."""
    service = (handler.name or "").partition(".")[0]
    known = API_VERSIONS[service]
    version = connection.query_params.get("api-version")
    if version in known:
        return
    headers = {"api-supported-versions": supported(service)}
    if version is None:
        message = "An API version is required, but was not specified."
        raise AcsError(400, "ApiVersionUnspecified", message, headers=headers)
    message = f"The HTTP resource that matches the request URI '{connection.url}' does not support the API version '{version}'."
    raise AcsError(400, "UnsupportedApiVersion", message, headers=headers)


def supported(service: str) -> str:
    """List the api-versions of a service."""
    return ", ".join(name for name in API_VERSIONS[service] if not name.startswith("ApiVersion"))


async def read(request: Call, shape: type[Shape]) -> Shape:
    """Read the body into `shape`; an empty body counts as `{}`, unknown fields are passed over as the services do.

    Raises AcsError 400 naming the place that does not fit.
    """
    try:
        return msgspec.json.decode(await request.body() or b"{}", type=shape)
    except msgspec.DecodeError as error:
        message, _, place = str(error).partition(" - at ")
        raise AcsError(400, "BadRequest", message, target=place.strip("`") or None) from error


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Return a JSON answer."""
    return Answer(
        content=msgspec.json.encode(body),
        status_code=status,
        media_type="application/json; charset=utf-8",
        headers=dict(headers or {}),
    )


def empty(status: int = 204) -> Answer:
    """Return an answer without a body."""
    return Answer(content=b"", status_code=status, media_type="application/json")


def page(request: Call, items: list[Any], next_query: Mapping[str, str] | None) -> Answer:
    """Return one page. The link to the next is relative, and its values need no escaping.

    Relative is the only form that survives a client which rewrites the scheme; unreserved characters make the three
    forms of a signed target coincide.
    """
    body: dict[str, object] = {"value": items}
    if next_query is not None:
        query = {**next_query, "api-version": request.query_params.get("api-version", "")}
        body["nextLink"] = f"{request.scope['path']}?{urlencode(query)}"
    return answer(body)


def number(request: Call, name: str, default: int, smallest: int, largest: int) -> int:
    """Read a whole number of the query. Raises AcsError 400 when it is none or outside its bounds."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not smallest <= int(text) <= largest:
        raise AcsError(400, "BadRequest", f"{name} must be between {smallest} and {largest}.", target=name)
    return int(text)
