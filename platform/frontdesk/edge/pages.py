"""The built pages: hashed assets for ever, index.html never cached, deep links answered with the page."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Request, Response, route
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import File
from litestar.static_files import create_static_files_router

from frontdesk.config import Settings
from frontdesk.edge.problems import http_trouble

NOT_BUILT = "The pages are not built yet: run `make demo`, or `npm run build` in frontend/.\n"


def web_folder(settings: Settings) -> Path:
    """Find the built pages: where the settings say, else inside the package."""
    return settings.web_folder or Path(str(files("frontdesk"))) / "web"


def page(folder: Path) -> Response[Any]:
    """Answer the one page that all addresses share."""
    index = folder / "index.html"
    if not index.is_file():
        return Response(NOT_BUILT, media_type="text/plain", status_code=503)
    return File(
        index, media_type="text/html", content_disposition_type="inline", headers={"Cache-Control": "no-cache"}
    )  # fmt: skip


def page_routes(settings: Settings) -> list[Any]:
    """Make the routes of the front page and of the assets."""
    folder = web_folder(settings)

    @route("/", http_method=["GET", "HEAD"], include_in_schema=False, sync_to_thread=False)
    def front_page() -> Response[Any]:
        return page(folder)

    assets = create_static_files_router(
        "/assets",
        directories=[folder / "assets"],
        include_in_schema=False,
        cache_control=None,
        after_request=_keep_for_ever,
    )
    handler: HTTPRouteHandler = front_page
    return [handler, assets]


def not_found(settings: Settings) -> Any:
    """Make the handler of unknown addresses: people who ask for a page get the page, programs get a problem."""
    folder = web_folder(settings)

    def answer(request: Request[Any, Any, Any], error: NotFoundException) -> Response[Any]:
        path = request.scope["path"]
        wants_page = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
        if wants_page and not path.startswith(("/api/", "/assets/", "/hooks/", "/health/")):
            return page(folder)
        return http_trouble(request, error)

    return answer


def _keep_for_ever(response: Response[Any]) -> Response[Any]:
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
