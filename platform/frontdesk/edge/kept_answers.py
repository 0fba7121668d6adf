"""Idempotency keys: the same request sent again gets the same answer, and nothing happens a second time.

`Idempotency-Key` on an unsafe request opens one transaction around everything that it does. The key's row is inserted
first, so a copy sent at the same moment waits there and then finds the answer; what was done and what was answered are
committed together, before the answer leaves. So it holds also when the connection, or the server, is lost right then.
Litestar's guards run before, each time: an answer is kept for whoever may still ask.
"""

import hashlib
import re
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from frontdesk import db
from frontdesk.appointments.guards import Holder
from frontdesk.auth.api_keys import bearer
from frontdesk.auth.guards import COOKIE
from frontdesk.auth.roles import Staff
from frontdesk.config import Settings
from frontdesk.edge.origin import SAFE
from frontdesk.edge.problems import broken, database_away
from frontdesk.edge.sealing import Answer, Seal
from frontdesk.errors import Conflict, Invalid

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=72)  # sweep.sql throws away what is older
FORM = re.compile(r"[\x21-\x7e]{1,200}")
ANONYMOUS_LENGTH_MIN = 16  # nobody in particular: only who knows the key gets the answer

# Not kept: their answers hand out a fresh credential (a session's cookie, a token for the call), which belongs into no
# table and is stale when sent again; and sending them again does no harm by itself.
NOT_KEPT = frozenset(
    {
        "POST /api/v1/session",
        "DELETE /api/v1/session",
        "POST /api/v1/link-sessions",
        "POST /api/v1/visits/{visit_id}/pass",
        "POST /api/v1/offices/{office}/visits/{visit_id}/pass",
        "PUT /api/v1/test-clock",  # what it sets is this process's own
    }
)
REFUSALS_KEPT = frozenset({409, 410, 412, 422})  # answers to the request itself; the others may turn out otherwise
HEADERS_KEPT = frozenset({b"content-type", b"content-length", b"etag", b"location"})  # no cookies
AWAY = (DBAPIError, PoolTimeout, OSError)


class IdempotencyKeyInvalid(Invalid):
    """An idempotency key has 1 to 200 visible ASCII characters, and at least 16 when nobody is signed in."""

    status = 400


class IdempotencyKeyReused(Invalid):
    """This idempotency key was used for another request."""


class AnswerSealed(Conflict):
    """This was done before, but what was answered can no longer be read."""


@dataclass(eq=False)
class Keeping:
    """One request with a key, from its guards to its answer."""

    secret_key: str
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    seal: Seal | None = None
    whole: db.Together | None = None  # while the request is being done
    found: Answer | None = None  # what was answered before
    messages: list[Message] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        """Hold the answer back until it is saved."""
        self.messages.append(message)

    async def begin(self, request: Request[Any, Any, Any], *, now: datetime) -> bool:
        """Insert the key, or find what was answered before: then True. Raises IdempotencyKeyInvalid, …Reused."""
        caller = caller_of(request)
        key = request.headers[HEADER]
        if not FORM.fullmatch(key) or (caller == "anonymous" and len(key) < ANONYMOUS_LENGTH_MIN):
            raise IdempotencyKeyInvalid()
        self.seal = Seal(self.secret_key, caller, key)
        asked = await _hash_of(request)
        self.whole = await self.stack.enter_async_context(db.together(request.app.state.engine))
        row = {"name": self.seal.name, "asked": asked, "now": now, "since": now - KEPT_FOR}
        while (await self.whole.connection.execute(_INSERT, row)).rowcount == 0:
            earlier = (await self.whole.connection.execute(_SELECT, row)).one_or_none()
            if earlier is None:
                continue  # it was thrown away this very moment
            await self._let_go()
            if earlier.request_hash != asked:
                raise IdempotencyKeyReused()
            self.found = self.seal.open(earlier.sealed)
            if self.found is None:
                raise AnswerSealed()
            return True
        return False

    async def finish(self) -> None:
        """Save what was done together with its answer, or neither."""
        if self.found is not None:
            self._say_again(self.found)
        if self.whole is None or self.seal is None:
            return
        answer = _read(self.messages)
        if 200 <= answer.status < 300 or answer.status in REFUSALS_KEPT:
            row = {"name": self.seal.name, "status": answer.status, "sealed": self.seal.close(answer)}
            await self.whole.connection.execute(_UPDATE, row)
        elif answer.status < 500:  # what was counted on the way (auth/rations.py) stays counted
            await self.whole.connection.execute(_DELETE, {"name": self.seal.name})
        else:
            self.whole.undone = True
        self.whole = None
        await self.stack.aclose()

    async def _let_go(self) -> None:
        if self.whole is not None:
            self.whole.undone, self.whole = True, None
            await self.stack.aclose()

    async def give_up(self) -> None:
        """Roll back whatever is still open."""
        if self.whole is not None:
            self.whole.undone = True
        await self.stack.aclose()

    def _say_again(self, answer: Answer) -> None:
        headers = [*answer.headers, (b"idempotency-replayed", b"true")]
        self.messages = [
            {"type": "http.response.start", "status": answer.status, "headers": headers},
            {"type": "http.response.body", "body": answer.body, "more_body": False},
        ]  # fmt: skip


_keeping: ContextVar[Keeping | None] = ContextVar("keeping", default=None)


class KeptAnswers:
    """The layer around the app that holds an answer back until it is saved."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._secret_key = settings.secret_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; with a key, send its answer only once it is saved."""
        if scope["type"] != ScopeType.HTTP or not _asks_to_keep(scope):
            await self._app(scope, receive, send)
            return
        keeping = Keeping(self._secret_key)
        _keeping.set(keeping)
        try:
            await self._app(scope, receive, keeping.take)
            await keeping.finish()
        except Exception as error:
            request: Request[Any, Any, Any] = Request(scope)
            answer = database_away(request, error) if isinstance(error, AWAY) else broken(request, error)
            keeping.messages.clear()
            await answer.to_asgi_response(None, request)(scope, receive, keeping.take)
        finally:
            _keeping.set(None)
            await keeping.give_up()
        for message in keeping.messages:
            await send(message)


async def answer_again(request: Request[Any, Any, Any], *, now: datetime) -> Response[Any] | None:
    """Before a route runs: when its request was answered before, answer anything, which the layer replaces."""
    keeping = _keeping.get()
    if keeping is None or f"{request.method} {request.scope['path_template']}" in NOT_KEPT:
        return None
    return Response(None, status_code=204) if await keeping.begin(request, now=now) else None


def caller_of(request: Request[Any, Any, Any]) -> str:
    """Tell whose key it is: what the guard found, else the key or session shown, else nobody in particular."""
    state = request.scope["state"]
    staff: Staff | None = state.get("staff")
    holder: Holder | None = state.get("holder")
    if holder is not None:
        return f"seat {holder.seat_id}"
    if staff is not None:
        return f"api key {staff.api_key_id}" if staff.api_key_id else f"person {staff.person_id}"
    if shown := bearer(request.headers) or request.cookies.get(COOKIE):
        return f"shown {hashlib.sha256(shown.encode()).hexdigest()}"
    return "anonymous"


def _asks_to_keep(scope: HTTPScope) -> bool:
    return (
        scope["method"] not in SAFE
        and scope["path"].startswith("/api/")
        and any(name == b"idempotency-key" for name, _ in scope["headers"])
    )


async def _hash_of(request: Request[Any, Any, Any]) -> bytes:
    parts = [request.method.encode(), request.scope["raw_path"], request.scope["query_string"]]
    parts += [request.headers.get("if-match", "").encode(), await request.body()]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.digest()


def _read(messages: list[Message]) -> Answer:
    start = next(message for message in messages if message["type"] == "http.response.start")
    headers = [(name, value) for name, value in start["headers"] if name.lower() in HEADERS_KEPT]
    body = b"".join(message["body"] for message in messages if message["type"] == "http.response.body")
    return Answer(start["status"], headers, body)


_INSERT = text(
    """
    INSERT INTO kept_answer (key_hash, request_hash, status, sealed, created_at)
    VALUES (:name, :asked, 0, '', :now)
    ON CONFLICT (key_hash) DO UPDATE SET request_hash = :asked, status = 0, sealed = '', created_at = :now
    WHERE kept_answer.created_at <= :since
    """
)
_SELECT = text("SELECT request_hash, sealed FROM kept_answer WHERE key_hash = :name AND created_at > :since")
_UPDATE = text("UPDATE kept_answer SET status = :status, sealed = :sealed WHERE key_hash = :name")
_DELETE = text("DELETE FROM kept_answer WHERE key_hash = :name")
