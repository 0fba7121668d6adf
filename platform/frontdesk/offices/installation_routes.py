"""Setting up an empty installation, and whether it is one."""

from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.routes import seen, session_cookie
from frontdesk.auth.schemas import SessionSeen
from frontdesk.offices import installing
from frontdesk.offices.installing import FirstOffice


class Installation(msgspec.Struct):
    """`empty`: nobody has set it up; its setup code opens the guide at /setup."""

    empty: bool


@get("/installation", tags=["Installation"])
async def read_installation(session: NamedDependency[AsyncSession]) -> Installation:
    """Tell whether this installation waits for its first office."""
    return Installation(await installing.is_empty(session))


@post("/installation", tags=["Installation"])
async def set_up(
    request: Request[Any, Any, Any], session: NamedDependency[AsyncSession], data: JSONBody[FirstOffice]
) -> Response[SessionSeen]:
    """Make the first office and its owner, and sign them in. Only in an empty installation, only with its setup code."""
    state = request.app.state
    owner, secret = await installing.install(
        state.sessions,
        data,
        secret_key=state.settings.secret_key,
        address=request.client.host if request.client else "unknown",
        now=clock.now(),
    )
    return Response(await seen(session, owner), status_code=201, cookies=[session_cookie(request, secret)])


route_handlers = [read_installation, set_up]
