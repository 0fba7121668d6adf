"""What Schemathesis must be told of us. It loads this file by its path."""

import re
from typing import Any
from uuid import uuid4

import schemathesis

KEY, COOKIE = "Idempotency-Key", "frontdesk_staff"


@schemathesis.hook
def before_call(_context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Make each valid idempotency key a fresh one, else almost every change would be a copy of the first.

    And show no invented session beside the manager's key: the key counts then, which is no hole.
    """
    for headers in (case.headers, kwargs.get("headers")):
        if headers is not None and re.fullmatch(r"[!-~]{1,200}", str(headers.get(KEY, ""))):
            headers[KEY] = str(uuid4())
    for cookies in (case.cookies, kwargs.get("cookies")):
        if cookies:
            cookies.pop(COOKIE, None)
