"""Sign in, who am I, sign out."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth import queries, sessions
from frontdesk.auth.guards import COOKIE, signed_in
from frontdesk.auth.roles import Role
from frontdesk.auth.schemas import MemberOffice, MembershipSeen, PersonSeen, SessionSeen, SignIn, initials
from frontdesk.auth.tables import Person


@post("/session", status_code=200, tags=["Sign-in"])
async def sign_in(
    request: Request[Any, Any, Any], data: JSONBody[SignIn], session: NamedDependency[AsyncSession]
) -> Response[SessionSeen]:
    """Sign in as staff. The cookie lives for twelve hours."""
    person, secret = await sessions.sign_in(
        request.app.state.sessions,
        email=data.email,
        password=data.password,
        address=request.client.host if request.client else "unknown",
        now=clock.now(),
    )
    return Response(await seen(session, person), cookies=[session_cookie(request, secret)])


@get("/session", guards=[signed_in], tags=["Sign-in"])
async def who_am_i(request: Request[Any, Any, Any], session: NamedDependency[AsyncSession]) -> SessionSeen:
    """Tell who is signed in and where they work."""
    return await seen(session, request.scope["state"]["person"])


@delete("/session", tags=["Sign-in"])
async def sign_out(request: Request[Any, Any, Any], session: NamedDependency[AsyncSession]) -> Response[None]:
    """Sign out. Without a session it does nothing."""
    if secret := request.cookies.get(COOKIE):
        await sessions.sign_out(session, secret, now=clock.now())
    response: Response[None] = Response(None, status_code=204)
    response.delete_cookie(COOKIE, path="/api/v1")
    return response


def logo_url(office: Any) -> str | None:
    """Tell where an office's logo is, if it has one. The address changes with the picture, so it may be kept for ever."""
    return f"/api/v1/offices/{office.slug}/logo/{office.logo}" if office.logo else None


def session_cookie(request: Request[Any, Any, Any], secret: str) -> Cookie:
    """Make the cookie of a session that was just opened."""
    return Cookie(
        COOKIE,
        value=secret,
        path="/api/v1",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.https,
        max_age=int(sessions.SESSION_LIVES.total_seconds()),
    )


async def seen(session: AsyncSession, person: Person) -> SessionSeen:
    """Show who is signed in, with the offices where they work."""
    rows = await queries.memberships(session, person.id)
    return SessionSeen(
        person=PersonSeen(person.id, person.name, person.email, initials(person.name)),
        memberships=[
            MembershipSeen(
                MemberOffice(row.id, row.slug, row.name, row.time_zone, row.colour, logo_url(row), row.setting_up),
                Role(row.role),
                row.own_only,
            )
            for row in rows
        ],
        now=clock.now(),
    )


route_handlers = [sign_in, who_am_i, sign_out]
