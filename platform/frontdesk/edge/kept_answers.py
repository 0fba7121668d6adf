"""Idempotency keys: the same request sent again gets the same answer, and nothing happens a second time.

`Idempotency-Key` on an unsafe request opens one transaction around everything that it does. The key's row is inserted
first, so a copy sent at the same moment waits there and then finds the answer; what was done and what was answered are
committed together, before the answer leaves. So it holds also when the connection, or the server, is lost right then.
Litestar's guards run before, each time: an answer is kept for whoever may still ask.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response
from litestar.types import Message
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk.appointments.guards import Holder
from frontdesk.auth.api_keys import bearer
from frontdesk.auth.guards import COOKIE
from frontdesk.auth.roles import Staff
from frontdesk.edge.sealing import Answer, Seal
from frontdesk.edge.whole import Whole, whole_request
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
        "POST /api/v1/invitations/acceptance",
        "POST /api/v1/installation",
        "POST /api/v1/visits/{visit_id}/pass",
        "POST /api/v1/offices/{office}/visits/{visit_id}/pass",
        "PUT /api/v1/test-clock",  # what it sets is this process's own
    }
)
REFUSALS_KEPT = frozenset({409, 410, 412, 422})  # answers to the request itself; the others may turn out otherwise
HEADERS_KEPT = frozenset({b"content-type", b"content-length", b"etag", b"location"})  # no cookies


class IdempotencyKeyInvalid(Invalid):
    """An idempotency key has 1 to 200 visible ASCII characters, and at least 16 when nobody is signed in."""

    status = 400


class IdempotencyKeyReused(Invalid):
    """This idempotency key was used for another request."""


class AnswerSealed(Conflict):
    """This was done before, but what was answered can no longer be read."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The answer that is about to be saved."""

    whole: Whole
    connection: AsyncConnection
    seal: Seal

    async def save(self) -> None:
        """Write it down, or forget the key: another try may come to another answer."""
        answer = _read(self.whole.messages)
        if 200 <= answer.status < 300 or answer.status in REFUSALS_KEPT:
            row = {"name": self.seal.name, "status": answer.status, "sealed": self.seal.close(answer)}
            await self.connection.execute(_UPDATE, row)
        else:
            await self.connection.execute(_DELETE, {"name": self.seal.name})


async def answer_again(request: Request[Any, Any, Any], *, now: datetime) -> Response[Any] | None:
    """Before a route runs: insert the key, or tell again what was answered before.

    Raises IdempotencyKeyInvalid, IdempotencyKeyReused, AnswerSealed.
    """
    whole, key = whole_request(), request.headers.get(HEADER)
    if whole is None or key is None or f"{request.method} {request.scope['path_template']}" in NOT_KEPT:
        return None
    caller = caller_of(request)
    if not FORM.fullmatch(key) or (caller == "anonymous" and len(key) < ANONYMOUS_LENGTH_MIN):
        raise IdempotencyKeyInvalid()
    seal, asked = Seal(request.app.state.settings.secret_key, caller, key), await _hash_of(request)
    connection = await whole.open(request.app.state.engine)
    row = {"name": seal.name, "asked": asked, "now": now, "since": now - KEPT_FOR}
    while (await connection.execute(_INSERT, row)).rowcount == 0:
        earlier = (await connection.execute(_SELECT, row)).one_or_none()
        if earlier is None:
            continue  # it was thrown away this very moment
        await whole.undo()
        if earlier.request_hash != asked:
            raise IdempotencyKeyReused()
        if (answer := seal.open(earlier.sealed)) is None:
            raise AnswerSealed()
        whole.instead = _messages(answer)
        return Response(None, status_code=204)  # anything, so that the route does not run
    whole.at_end.append(Keeping(whole, connection, seal).save)
    return None


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


def _messages(answer: Answer) -> list[Message]:
    headers = [*answer.headers, (b"idempotency-replayed", b"true")]
    return [
        {"type": "http.response.start", "status": answer.status, "headers": headers},
        {"type": "http.response.body", "body": answer.body, "more_body": False},
    ]


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
