"""Refusals in the words and shapes of the services: one body for all of them, and one of its own for SMS validation."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence


class AcsError(Exception):
    """A refusal as the service writes it: `{"error": {"code", "message", "target"?, "details"?}}` and `x-ms-error-code`.

    Never put Retry-After into `headers` of a final refusal: the Python SDKs repeat every request that is answered with it.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        target: str | None = None,
        details: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.target = target
        self.details = details
        self.headers = dict(headers or {})

    def body(self) -> dict[str, object]:
        """Return the JSON body of this refusal."""
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.target is not None:
            error["target"] = self.target
        if self.details:
            error["details"] = [dict(detail) for detail in self.details]
        return {"error": error}


class ProblemError(Exception):
    """A refusal of the SMS service's validation: an ASP.NET problem document without an `error` object."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{field}: {', '.join(messages)}" for field, messages in errors.items()))
        self.errors = {field: list(messages) for field, messages in errors.items()}

    def body(self) -> dict[str, object]:
        """Return the JSON body of this refusal, with a fresh trace id as the service gives."""
        return {
            "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
            "title": "One or more validation errors occurred.",
            "status": 400,
            "errors": self.errors,
            "traceId": f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-00",
        }


def denied() -> AcsError:
    """A request whose signature, date or bearer token does not hold."""
    return AcsError(401, "Denied", "Denied by the resource provider.")


def unauthorized(message: str = "The user access token is missing, expired, revoked or malformed.") -> AcsError:
    """A user access token that does not hold."""
    return AcsError(401, "Unauthorized", message)


def forbidden(
    message: str = "The initiator doesn't have the permission to perform the requested operation.",
) -> AcsError:
    """A valid user who may not do this: the scope or the membership is missing."""
    return AcsError(403, "Forbidden", message)


def bad_argument(message: str, target: str) -> AcsError:
    """A value that breaks a rule, in the nested form of the rooms service."""
    detail = {"code": "BadArgument", "message": message, "target": target}
    return AcsError(400, "BadRequest", "One or more arguments are invalid.", details=[detail])
