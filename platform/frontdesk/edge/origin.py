"""Cross-site requests change nothing: every unsafe request must come from our own pages (OWASP: verifying the origin).

Browsers send Origin with every unsafe request, and Sec-Fetch-Site with all. A program sends neither and carries no
cookie; a request that carries one of our cookies without saying where it comes from is refused. Whoever shows a key and no
cookie is a program: no foreign page can make a browser send that header, since we allow none to (no CORS).
"""

from typing import Any

from litestar import Request

from frontdesk.auth.api_keys import bearer
from frontdesk.errors import NotAllowed

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(NotAllowed):
    """This request did not come from our own pages."""


def check_origin(request: Request[Any, Any, Any], allowed: frozenset[str]) -> None:
    """Refuse an unsafe request of a foreign page; raises ForeignOrigin."""
    if request.method in SAFE or (not request.cookies and bearer(request.headers) is not None):
        return
    origin = request.headers.get("origin")
    if origin is not None:
        if origin not in allowed:
            raise ForeignOrigin()
    elif request.headers.get("sec-fetch-site", "same-origin" if not request.cookies else "unknown") != "same-origin":
        raise ForeignOrigin()
