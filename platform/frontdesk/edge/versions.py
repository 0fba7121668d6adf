"""Whoever changes something may say which version they saw: ETag in the answers, If-Match with the change.

A resource of SUBJECTS has a row with a version. A change runs in one transaction with the look at it (whole.py); with
If-Match its row is locked before, so nothing comes in between. The tag of a visit stands for all that happens to it:
whatever changes it under its address counts, also where its own row stays as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.types import HTTPScope, Message, Scope
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from frontdesk import db
from frontdesk.edge.origin import SAFE
from frontdesk.edge.whole import Whole, whole_request
from frontdesk.errors import Refusal

OFFICE, VISIT = "/api/v1/offices/{office}", "/visits/{visit_id}"
NOT_THE_VISIT = ("/pass", "/stream", "/slots")  # credentials and looks; the pass speaks to Azure in between
NOT_FOR_THE_ROUTE = frozenset({b"if-match", b"if-none-match", b"idempotency-key", b"content-type", b"content-length"})


class ChangedMeanwhile(Refusal):
    """Somebody else has changed this in the meantime."""

    status = 412


@dataclass(frozen=True, slots=True)
class Subject:
    """What has a version, and where it stands; `still` when its representation changes with its version alone."""

    select: str
    table: str
    still: bool = True
    acts: str = ""  # how its changes begin in the audit, where they tell who made the last one
    id: str = ""  # the name of its id


_VISIT = Subject(
    "SELECT version FROM appointment WHERE office_id = :office_id AND id = :visit_id", "appointment", False
)
SUBJECTS: Mapping[str, Subject] = {
    f"{OFFICE}/profile": Subject(
        "SELECT version FROM office WHERE id = :office_id", "office", acts="office.%", id="office_id"
    ),
    f"{OFFICE}/services/{{service_id}}": Subject(
        "SELECT version FROM service WHERE office_id = :office_id AND id = :service_id",
        "service",
        acts="service.%",
        id="service_id",
    ),
    f"{OFFICE}/providers/{{provider_id}}": Subject(
        "SELECT version FROM provider WHERE office_id = :office_id AND person_id = :provider_id",
        "provider",
        acts="provider.%",
        id="provider_id",
    ),
    f"{OFFICE}/hours": Subject(
        "SELECT coalesce(schedule.version, 0) FROM office LEFT JOIN schedule ON schedule.id = office.schedule_id"
        " WHERE office.id = :office_id",
        "office",
        acts="hours.%",
        id="office_id",
    ),
    f"{OFFICE}/services/{{service_id}}/hours": Subject(
        "SELECT coalesce(schedule.version, 0) FROM service LEFT JOIN schedule ON schedule.id = service.schedule_id"
        " WHERE service.office_id = :office_id AND service.id = :service_id",
        "service",
        acts="hours.%",
        id="service_id",
    ),
    f"{OFFICE}/providers/{{provider_id}}/hours": Subject(
        "SELECT coalesce(schedule.version, 0) FROM provider LEFT JOIN schedule ON schedule.id = provider.schedule_id"
        " WHERE provider.office_id = :office_id AND provider.person_id = :provider_id",
        "provider",
        acts="hours.%",
        id="provider_id",
    ),
    f"{OFFICE}{VISIT}": _VISIT,
    f"/api/v1{VISIT}": _VISIT,
}


def subject_of(method: str, path: str) -> tuple[str, Subject] | None:
    """Tell what a route reads or changes, with the address where it can be read; None when that has no version."""
    if path in SUBJECTS:
        return path, SUBJECTS[path]
    base, visit, below = path.partition(VISIT)
    if visit and method not in SAFE and below not in NOT_THE_VISIT:
        return base + visit, _VISIT
    return None


async def check_version(request: Request[Any, Any, Any]) -> Response[Any] | None:
    """Before a route runs: compare what the request knows with what is the case. Raises ChangedMeanwhile."""
    found = subject_of(request.method, request.scope["path_template"])
    if found is None or request.method == "OPTIONS":
        return None
    address, subject = found
    state = request.scope["state"]
    names = {**request.path_params, "office_id": (state.get("staff") or state["holder"]).office_id}
    if request.method in SAFE:
        async with db.begin(request.app.state.sessions, read_only=True) as session:
            version = await session.scalar(text(subject.select), names)
        state["version"] = version
        same = subject.still and version and _matches(request.headers.get("if-none-match", ""), version)
        return Response(None, status_code=304) if same else None
    whole = whole_request()
    assert whole is not None  # an unsafe request of the API
    connection = await whole.open(request.app.state.engine)
    wanted = request.headers.get("if-match")
    lock = f" FOR NO KEY UPDATE OF {subject.table}" if wanted is not None else ""
    version = (await connection.execute(text(subject.select + lock), names)).scalar()
    if version is not None and wanted is not None and not _matches(wanted, version):
        current = await _read_at(request.scope, address, whole)
        if current is not None:  # else it is not theirs to see, and the route says so
            last = await _last_change(connection, subject, names)
            raise ChangedMeanwhile(current=current, version=version, **last)
    whole.at_end.append(_Tagging(whole, connection, subject, names, version).tag)
    return None


@dataclass(frozen=True, slots=True)
class _Tagging:
    """What is left to do once the route has answered."""

    whole: Whole
    connection: AsyncConnection
    subject: Subject
    names: Mapping[str, Any]
    before: int | None

    async def tag(self) -> None:
        """Tell the version that holds now."""
        if not 200 <= self.whole.status < 300:
            return
        if self.subject is _VISIT:
            await self.connection.execute(_COUNT, {**self.names, "before": self.before})
        version = (await self.connection.execute(text(self.subject.select), self.names)).scalar()
        if version is not None:
            self.whole.add_header(b"etag", f'"{version}"'.encode())


async def tell_version(message: Message, scope: Scope) -> None:
    """A before_send hook: the tag of what was read."""
    if message["type"] == "http.response.start" and message["status"] in (200, 304):
        version = scope.get("state", {}).get("version")
        if version is not None:
            message["headers"] = [*message["headers"], (b"etag", f'"{version}"'.encode())]


async def _last_change(connection: AsyncConnection, subject: Subject, names: Mapping[str, Any]) -> dict[str, Any]:
    """Tell who changed it last, and when, as far as the audit knows."""
    if not subject.acts:
        return {}
    asked = {"office_id": names["office_id"], "subject": str(names[subject.id]), "acts": subject.acts}
    last = (await connection.execute(_LAST, asked)).first()
    return {"changed_at": last.at, "changed_by": last.name} if last is not None else {}


def _matches(tags: str, version: int) -> bool:
    """Whether one of the tags is this version. Weak ones count: a proxy that compresses makes them so."""
    return any(tag.strip().removeprefix("W/") in (f'"{version}"', "*") for tag in tags.split(","))


async def _read_at(scope: HTTPScope, template: str, whole: Whole) -> Any | None:
    """Read the resource as whoever asks would, inside of the same transaction; None when they may not."""
    parts = len(template.split("/"))
    said: list[Message] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    path = "/".join(scope["path"].split("/")[:parts])
    reading = {
        **scope,
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name, value) for name, value in scope["headers"] if name not in NOT_FOR_THE_ROUTE],
        "state": {},
    }
    await whole.app(reading, receive, send)  # type: ignore[arg-type]  # a plain dictionary; the Scope is a TypedDict
    if said[0]["type"] != "http.response.start" or said[0]["status"] != 200:
        return None
    return msgspec.json.decode(b"".join(m["body"] for m in said if m["type"] == "http.response.body"))


_COUNT = text(
    "UPDATE appointment SET version = version + 1 WHERE office_id = :office_id AND id = :visit_id AND version = :before"
)
_LAST = text(
    "SELECT audit_entry.at, person.name FROM audit_entry LEFT JOIN person ON person.id = audit_entry.actor_id"
    " WHERE audit_entry.office_id = :office_id AND audit_entry.subject_id = :subject AND audit_entry.action LIKE :acts"
    " ORDER BY audit_entry.id DESC LIMIT 1"
)
