"""Azure's errors in our words: what may be tried again, and what may not.

Messages carry the operation, the status and Azure's code, never its sentence, which may repeat numbers and addresses.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from azure.core.exceptions import AzureError, HttpResponseError

from frontdesk.errors import AcsRejected, AcsUnavailable

PATIENCE_ASKED = frozenset({408, 429})


@contextmanager
def told(operation: str) -> Iterator[None]:
    """Raise AcsUnavailable (no answer, 408, 429, 5xx; Retry-After kept) or AcsRejected for what goes wrong inside."""
    try:
        yield
    except HttpResponseError as error:
        status = error.status_code
        code = getattr(error.error, "code", None)
        if status is None:  # no answer of the service: a credential that could not be had, a body cut short
            raise AcsUnavailable(f"{operation}: {type(error).__name__}") from error
        if status in PATIENCE_ASKED or status >= 500:
            raise AcsUnavailable(
                f"{operation}: {status} {code or ''}".strip(), retry_after_seconds=_retry_after(error)
            ) from error
        raise AcsRejected(f"{operation}: {status} {code or ''}".strip(), status=status, code=code) from error
    except (AzureError, TimeoutError, OSError) as error:
        raise AcsUnavailable(f"{operation}: {type(error).__name__}") from error


def _retry_after(error: HttpResponseError) -> float | None:
    headers = getattr(error.response, "headers", {})
    value = headers.get("Retry-After")
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())  # theirs is the real clock
    except (TypeError, ValueError):
        return None
