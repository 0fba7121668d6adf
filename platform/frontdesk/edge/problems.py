"""Refusals and mistakes become application/problem+json (RFC 9457), always with a `code` for programs."""

import traceback
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from frontdesk.errors import AcsRejected, AcsUnavailable, Invalid, Refusal, TooMany
from frontdesk.wall import DatesOutOfReach

_log = structlog.get_logger()
PROBLEM = "application/problem+json"
UNWRITABLE = "22021"  # what PostgreSQL says to U+0000 in a text


class UnwritableText(Invalid):
    """The character U+0000 is in what was sent. No text can hold it."""


def problem(
    status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **extras: Any
) -> Response[Any]:
    """Make the answer. `extras` are further members, such as the nearest free times."""
    body = {
        "type": f"https://frontdesk.example/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **extras,
    }
    return Response(
        body, status_code=status, media_type=PROBLEM, headers={"Cache-Control": "no-store", **(headers or {})}
    )


def refused(_request: Request[Any, Any, Any], error: Refusal) -> Response[Any]:
    """Answer a refusal of our own."""
    headers = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, TooMany) else None
    return problem(error.status, error.code, error.detail, headers=headers, **error.extras)


def malformed(_request: Request[Any, Any, Any], error: ValidationException) -> Response[Any]:
    """Answer input that does not fit the schema, naming the fields but not repeating what was sent."""
    found = error.extra if isinstance(error.extra, list) else []
    errors = [{"field": _field(item), "message": item.get("message", "")} for item in found if isinstance(item, dict)]
    return problem(400, "invalid_input", "Something in what was sent does not fit.", errors=errors)


def _field(item: dict[str, Any]) -> str:
    key = str(item.get("key", ""))
    return key.removeprefix("data.") if key != "data" else ""


def http_trouble(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer what the framework refuses: no such route, wrong method, not JSON, too large."""
    status = error.status_code
    codes = {400: "invalid_input", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "not_json"}
    detail = "There is nothing here by that name." if status == 404 else (error.detail or HTTPStatus(status).phrase)
    if status >= 500:
        return broken(request, error)
    return problem(status, codes.get(status, "refused"), detail, headers=dict(error.headers or {}))


def azure_away(_request: Request[Any, Any, Any], error: AcsUnavailable) -> Response[Any]:
    """Answer a request that needed Azure just now, while Azure is away."""
    wait = int(error.retry_after_seconds or 5)
    return problem(
        503, "calls_unavailable", "The call cannot be opened just now. Please try again in a moment.",
        headers={"Retry-After": str(wait)},
    )  # fmt: skip


def azure_refused(request: Request[Any, Any, Any], error: AcsRejected) -> Response[Any]:
    """Answer a request that Azure understood and declined: ours to mend, so it is logged."""
    _log.error("azure_rejected", route=request.scope.get("path_template"), status=error.status, azure_code=error.code)
    return problem(502, "calls_refused", "The call cannot be opened. The office has been told.")


def database_away(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer while the database is away or restarting. What was just sent may have been saved: sending it again is safe."""
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == UNWRITABLE:
        return refused(request, UnwritableText())
    if isinstance(error, DBAPIError) and not error.connection_invalidated:
        return broken(request, error)
    _log.warning("database_away", route=request.scope.get("path_template"), error=type(error).__name__)
    return problem(
        503, "unavailable", "We cannot answer just now. Please try again in a moment.", headers={"Retry-After": "2"}
    )


def changed_meanwhile(request: Request[Any, Any, Any], _error: StaleDataError) -> Response[Any]:
    """Answer who was overtaken by somebody else's change of the same row."""
    status = 412 if "if-match" in request.headers else 409
    return problem(status, "changed_meanwhile", "Somebody else has changed this in the meantime.")


def out_of_reach(request: Request[Any, Any, Any], error: OverflowError) -> Response[Any]:
    """Answer an instant at the end of the calendar: no sum with it is an instant any more."""
    return refused(request, DatesOutOfReach())


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer our own mistake without telling anything about our insides."""
    _log.error("broken", route=request.scope.get("path_template"), error=type(error).__name__, where=where(error))
    return problem(500, "broken", "Something broke on our side. Nothing was saved.")


def where(error: Exception) -> list[str]:
    """Tell the way to a mistake, file and line, without its words: they may repeat names, numbers and addresses."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "frontdesk" in Path(frame.filename).parts]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in [*ours, *frames[-1:]]]


HANDLERS: dict[int | type[Exception], Any] = {
    Refusal: refused,
    ValidationException: malformed,
    HTTPException: http_trouble,
    AcsUnavailable: azure_away,
    AcsRejected: azure_refused,
    StaleDataError: changed_meanwhile,
    OverflowError: out_of_reach,
    DBAPIError: database_away,
    PoolTimeout: database_away,
    OSError: database_away,
    Exception: broken,
}
