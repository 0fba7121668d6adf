"""The web server: routes, doors, skin. `create_app(settings)` is all there is to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from litestar import Litestar, Request, Response, Router, get
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db, events
from frontdesk.acs import SERVING, Acs
from frontdesk.appointments import private_link_routes, proof_routes
from frontdesk.appointments import routes as appointments
from frontdesk.appointments.guards import Holder
from frontdesk.auth import routes as auth
from frontdesk.auth.roles import Staff
from frontdesk.availability import limit_routes
from frontdesk.availability import routes as availability
from frontdesk.config import Settings
from frontdesk.dashboard import (
    board_routes,
    booking_page,
    departure_routes,
    desk_routes,
    directory_routes,
    exceptions_routes,
    explanation_routes,
    history_routes,
    holiday_routes,
    hours_routes,
    office_routes,
    preview_routes,
    setup_routes,
    time_off_routes,
)
from frontdesk.dashboard import routes as dashboard
from frontdesk.db import make_engine, make_sessions
from frontdesk.desk import Desk
from frontdesk.edge import examination_routes
from frontdesk.edge.access_log import AccessLog
from frontdesk.edge.bodies import StrictRequest
from frontdesk.edge.clock_routes import ROUTE as TEST_CLOCK
from frontdesk.edge.clock_routes import set_test_clock
from frontdesk.edge.describing import description
from frontdesk.edge.headers import SecurityHeaders
from frontdesk.edge.kept_answers import answer_again
from frontdesk.edge.origin import SAFE, check_origin
from frontdesk.edge.pages import not_found, page_routes
from frontdesk.edge.policies import allowed_methods, check_policies, check_query
from frontdesk.edge.problems import HANDLERS
from frontdesk.edge.versions import check_version, tell_version
from frontdesk.edge.whole import WholeRequests
from frontdesk.events import Listener
from frontdesk.logs import set_up_logging
from frontdesk.messages import routes as messages
from frontdesk.offices import installation_routes, installing, look_routes, order_routes, people_routes
from frontdesk.offices import routes as offices
from frontdesk.visits import consumer_routes, request_routes, staff_routes

BODY_BYTES_MAX = 256 * 1024


async def session_door(request: Request[Any, Any, Any]) -> AsyncIterator[AsyncSession]:
    """Open one transaction for the request. Its end runs before the answer leaves, so a failing commit is an error."""
    async with db.begin(request.app.state.sessions, read_only=request.method in SAFE) as session:
        yield session


def provide_staff(request: Request[Any, Any, Any]) -> Staff:
    """Hand over the staff member that the guard found."""
    staff: Staff = request.scope["state"]["staff"]
    return staff


def provide_holder(request: Request[Any, Any, Any]) -> Holder:
    """Hand over the link's holder that the guard found."""
    holder: Holder = request.scope["state"]["holder"]
    return holder


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Hand over what a route needs that speaks to Azure."""
    desk: Desk = request.app.state.desk
    return desk


def provide_listener(request: Request[Any, Any, Any]) -> Listener:
    """Hand over this process's ear for notices."""
    listener: Listener = request.app.state.listener
    return listener


@get("/health/live", include_in_schema=False, sync_to_thread=False)
def live() -> dict[str, str]:
    """Say that the process runs."""
    return {"status": "live"}


@get("/health/ready", include_in_schema=False)
async def ready(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Say that the database answers and has been migrated."""
    async with db.begin(request.app.state.sessions, read_only=True) as session:
        version = await session.scalar(text("SELECT version_num FROM alembic_version"))
    return {"status": "ready", "schema": str(version)}


def create_app(settings: Settings) -> Litestar:
    """Make the server for one installation. Raises NoPolicy when a route says nobody who may pass."""
    set_up_logging(settings)
    if settings.environment in ("demo", "test"):
        clock.move_by(settings.clock_offset)
    in_test = settings.environment == "test"
    api = Router(
        "/api/v1",
        route_handlers=[
            *([set_test_clock] if in_test else []),
            *auth.route_handlers,
            *offices.route_handlers,
            *order_routes.route_handlers,
            *people_routes.route_handlers,
            *installation_routes.route_handlers,
            *look_routes.route_handlers,
            *booking_page.route_handlers,
            *explanation_routes.route_handlers,
            *availability.route_handlers,
            *limit_routes.route_handlers,
            *appointments.route_handlers,
            *private_link_routes.route_handlers,
            *proof_routes.route_handlers,
            *consumer_routes.route_handlers,
            *staff_routes.route_handlers,
            *request_routes.route_handlers,
            *dashboard.route_handlers,
            *departure_routes.route_handlers,
            *examination_routes.route_handlers,
            *directory_routes.route_handlers,
            *history_routes.route_handlers,
            *office_routes.route_handlers,
            *time_off_routes.route_handlers,
            *holiday_routes.route_handlers,
            *hours_routes.route_handlers,
            *exceptions_routes.route_handlers,
            *desk_routes.route_handlers,
            *board_routes.route_handlers,
            *preview_routes.route_handlers,
            *setup_routes.route_handlers,
        ],
        dependencies={
            "session": Provide(session_door),
            "staff": Provide(provide_staff, sync_to_thread=False),
            "holder": Provide(provide_holder, sync_to_thread=False),
            "desk": Provide(provide_desk, sync_to_thread=False),
            "listener": Provide(provide_listener, sync_to_thread=False),
        },
    )
    allowed = frozenset({settings.origin})

    async def before(request: Request[Any, Any, Any]) -> Response[Any] | None:
        if request.method == "OPTIONS":
            return Response(None, status_code=204, headers={"Allow": allowed_methods(request)})
        if request.scope["path"].startswith("/api/"):
            check_origin(request, allowed)
            check_query(request)
            return await answer_again(request, now=clock.now()) or await check_version(request)
        return None

    openapi = description()
    app = Litestar(
        route_handlers=[api, *messages.route_handlers, live, ready, *page_routes(settings)],
        state=State({"settings": settings}),
        lifespan=[_at_work(settings)],
        request_class=StrictRequest,
        before_request=before,
        before_send=[SecurityHeaders(settings), tell_version],
        exception_handlers={**HANDLERS, NotFoundException: not_found(settings)},
        openapi_config=openapi,
        request_max_body_size=BODY_BYTES_MAX,
        debug=False,
        on_app_init=[_quiet],
    )
    openapi.app = app
    app.asgi_handler = AccessLog(WholeRequests(app.asgi_handler))
    check_policies(app, also_public=frozenset({TEST_CLOCK} if in_test else ()))
    return app


def _at_work(settings: Settings) -> Any:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        engine = make_engine(settings.database_url, pool_size=settings.database_pool_size)
        notices_engine = make_engine(settings.database_url, pool_size=2)
        notifier = events.Notifier(notices_engine)
        sessions = make_sessions(engine, notifier=notifier)
        listener = Listener(settings.database_url)
        await listener.start()
        acs = Acs.from_settings(settings, patience=SERVING)
        await _tell_if_empty(settings, sessions)
        app.state.update(
            {"engine": engine, "sessions": sessions, "listener": listener, "desk": Desk(settings, sessions, acs)}
        )
        try:
            yield
        finally:
            await listener.stop()
            await notifier.close()
            await acs.close()
            await engine.dispose()
            await notices_engine.dispose()

    return lifespan


async def _tell_if_empty(settings: Settings, sessions: db.Sessions) -> None:
    """Say how an installation that nobody has set up is set up. Whoever reads the server's log may."""
    if await installing.empty_installation(sessions):
        code = installing.setup_code(settings.secret_key)
        structlog.get_logger().info("empty_installation", set_up_at=f"{settings.origin}/setup#{code}")


def _quiet(config: AppConfig) -> AppConfig:
    config.logging_config = None  # structlog is set up above; the framework's own logging would show bodies
    return config
