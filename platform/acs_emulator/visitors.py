"""Which pages in a browser may ask: the inbox's own. A stranger's page must not read texts, or order a reset."""

from typing import Any

from litestar import Request

from acs_emulator.errors import AcsError


async def refuse_other_sites(request: Request[Any, Any, Any]) -> None:
    """Refuse what a browser sends for another page; opening an address is no such thing, and programs say nothing."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    opens_page = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
    if site not in ("same-origin", "none") and not opens_page:
        raise AcsError(403, "Forbidden", "The emulator answers its own pages and programs only.")
