"""Refusals: what the desk says no to, and how it says it.

    Refusal
    ├── Invalid 422          the words do not make sense
    ├── NotSignedIn 401      nobody knows who asks
    ├── NotAllowed 403       known, but not for this role
    ├── NotFound 404         not there, or not yours: the same answer
    ├── Conflict 409         the world has moved on
    ├── Gone 410             it was there once
    └── TooMany 429          slow down

A feature derives its own. The docstring is the sentence shown; the class name in snake case is the code.
Azure's trouble is no refusal: AcsUnavailable is tried again, AcsRejected is given up.
"""

import re
from typing import Any, ClassVar


class Refusal(Exception):
    """The request was refused."""

    status: ClassVar[int] = 400

    def __init__(self, detail: str | None = None, **extras: Any) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip().splitlines()[0]
        self.extras = extras
        super().__init__(self.detail)

    @property
    def code(self) -> str:
        """Name the refusal for programs: the class name in snake case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class Invalid(Refusal):
    """Something in what was sent does not make sense."""

    status = 422


class NotSignedIn(Refusal):
    """Please sign in first."""

    status = 401


class NotAllowed(Refusal):
    """Your role does not allow this."""

    status = 403


class NotFound(Refusal):
    """There is nothing here by that name."""

    status = 404


class Conflict(Refusal):
    """Somebody else has changed this in the meantime."""

    status = 409


class Gone(Refusal):
    """This is no longer available."""

    status = 410


class TooMany(Refusal):
    """That was a bit much at once. Please wait a moment."""

    status = 429

    def __init__(self, detail: str | None = None, *, retry_after_seconds: int = 60, **extras: Any) -> None:
        super().__init__(detail, **extras)
        self.retry_after_seconds = retry_after_seconds


class UnknownTimeZone(Invalid):
    """This is not the name of a time zone, such as Europe/London."""


class AcsUnavailable(Exception):
    """Azure Communication Services could not be reached or asked for patience: try again later."""

    def __init__(self, message: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class AcsRejected(Exception):
    """Azure Communication Services understood and said no: trying the same again is useless."""

    def __init__(self, message: str, *, status: int, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
