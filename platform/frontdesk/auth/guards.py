"""Who may pass. Every route declares a policy; app.py does not start with one that does not.

A guard asks the database once, in a short transaction of its own, and leaves what it learnt with the request. Staff come
with the cookie of their session, programs with a key; when both are shown, the key counts.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from frontdesk import clock, db
from frontdesk.auth import queries
from frontdesk.auth.api_keys import ApiKeyInvalid, bearer, mark_used
from frontdesk.auth.roles import AT_WORK, DESK, EVERYBODY, MANAGERS, Role, Staff
from frontdesk.auth.sessions import secret_hash
from frontdesk.auth.tables import Person
from frontdesk.errors import NotAllowed, NotFound, NotSignedIn

COOKIE = "frontdesk_staff"
Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Let anybody pass who is signed in, whatever the office. A key is not a person and does not sign in."""
    if bearer(connection.headers) is not None:
        raise NotAllowed("A key has no session: it opens one office, without signing in.")
    async with db.begin(connection.app.state.sessions, read_only=True) as session:
        person = await queries.person_of_session(session, _secret(connection), now=clock.now())
    if person is None:
        raise NotSignedIn()
    connection.scope["state"]["person"] = person


def _staff(roles: frozenset[Role], name: str) -> Guard:
    async def guard(connection: Connection, _handler: BaseRouteHandler) -> None:
        office = str(connection.path_params["office"])
        key = bearer(connection.headers)
        staff = await _by_key(connection, key, office) if key is not None else await _by_cookie(connection, office)
        if staff is None:
            raise NotFound()  # not there, and not yours: the same answer
        if staff.role not in roles:
            raise NotAllowed()
        connection.scope["state"]["staff"] = staff

    guard.__name__ = name
    return guard


managers_only = _staff(MANAGERS, "managers_only")
desk_only = _staff(DESK, "desk_only")
at_work = _staff(AT_WORK, "at_work")
staff_only = _staff(EVERYBODY, "staff_only")


async def staff_if_any(connection: Connection) -> Staff | None:
    """Tell which of the office's staff asks on a page for everybody; nobody who is not, whatever the reason."""
    try:
        key = bearer(connection.headers)
        office = str(connection.path_params["office"])
        return await _by_key(connection, key, office) if key is not None else await _by_cookie(connection, office)
    except (NotSignedIn, NotFound):
        return None


async def person_if_any(connection: Connection) -> Person | None:
    """Tell who is signed in on a page for everybody; nobody who is not."""
    if not connection.cookies.get(COOKIE):
        return None
    async with db.begin(connection.app.state.sessions, read_only=True) as session:
        return await queries.person_of_session(session, _secret(connection), now=clock.now())


STAFF_POLICIES: frozenset[object] = frozenset({signed_in, managers_only, desk_only, at_work, staff_only})


async def _by_cookie(connection: Connection, office: str) -> Staff | None:
    async with db.begin(connection.app.state.sessions, read_only=True) as session:
        asking = await queries.who_asks(session, _secret(connection), office, now=clock.now())
    if asking is None:
        raise NotSignedIn()
    return asking.staff


async def _by_key(connection: Connection, key: str, office: str) -> Staff | None:
    sessions, now = connection.app.state.sessions, clock.now()
    async with db.begin(sessions, read_only=True) as session:
        asking = await queries.which_key_asks(session, secret_hash(key), office)
    if asking is None:
        raise ApiKeyInvalid()
    await mark_used(sessions, asking, now=now)
    return asking.staff


def _secret(connection: Connection) -> bytes:
    secret = connection.cookies.get(COOKIE)
    if not secret:
        raise NotSignedIn()
    return secret_hash(secret)
