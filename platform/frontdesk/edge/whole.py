"""One transaction around a whole request, opened by whoever needs it before its route runs.

Idempotency keys (kept_answers.py) and versions (versions.py) need it: what was done, and what is written down or checked
about it, stand or fall together. The answer is held back until it is committed. Guards run before and outside.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from frontdesk import db
from frontdesk.edge.origin import SAFE
from frontdesk.edge.problems import broken, database_away

AWAY = (DBAPIError, PoolTimeout, OSError)


@dataclass(eq=False)
class Whole:
    """One unsafe request, from its guards to its answer."""

    app: ASGIApp
    messages: list[Message] = field(default_factory=list)
    instead: list[Message] | None = None  # what is sent in the place of what the route answers
    at_end: list[Callable[[], Awaitable[None]]] = field(default_factory=list)  # before the commit, the latest first
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _together: db.Together | None = None

    async def open(self, engine: AsyncEngine) -> AsyncConnection:
        """Open the transaction, unless somebody has; answers its connection."""
        if self._together is None:
            self._together = await self._stack.enter_async_context(db.together(engine))
        return self._together.connection

    async def take(self, message: Message) -> None:
        """Hold the answer back until it is saved."""
        self.messages.append(message)

    @property
    def status(self) -> int:
        """What is about to be answered."""
        return int(next(m["status"] for m in self.messages if m["type"] == "http.response.start"))

    def add_header(self, name: bytes, value: bytes) -> None:
        """Say something more in the answer."""
        start = next(m for m in self.messages if m["type"] == "http.response.start")
        start["headers"] = [*start["headers"], (name, value)]

    async def finish(self) -> None:
        """Commit; after a mistake of ours, roll back. A refusal commits: what was counted on the way stays counted."""
        if self._together is None:
            return
        if self.status >= 500:
            await self.undo()
            return
        for last_word in reversed(self.at_end):
            await last_word()
        self._together = None
        await self._stack.aclose()

    async def undo(self) -> None:
        """Roll back what is open, if anything is."""
        if self._together is not None:
            self._together.undone, self._together = True, None
        await self._stack.aclose()


_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)


def whole_request() -> Whole | None:
    """Tell the unsafe request that this task is answering."""
    return _whole.get()


class WholeRequests:
    """The layer around the app that gives unsafe requests a Whole, and sends their answers once it is finished."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != ScopeType.HTTP or scope["method"] in SAFE or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        whole = Whole(self._app)
        _whole.set(whole)
        try:
            await self._app(scope, receive, whole.take)
            await whole.finish()
        except Exception as error:
            request: Request[Any, Any, Any] = Request(scope)
            answer = database_away(request, error) if isinstance(error, AWAY) else broken(request, error)
            whole.messages.clear()
            await answer.to_asgi_response(None, request)(scope, receive, whole.take)
        finally:
            _whole.set(None)
            await whole.undo()
        for message in whole.instead or whole.messages:
            await send(message)
