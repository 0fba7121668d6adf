"""Reading what was written down: who changed what, when, from what to what. The newest first, a page at a time.

Whoever sees their own consumers only reads what they did themselves, and what was done to them and to their visits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, String, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.audit import AuditEntry
from frontdesk.dashboard.history_names import Named, ids_called, names_of
from frontdesk.dashboard.history_schemas import (
    FieldChange,
    HistoryActor,
    HistoryDetail,
    HistoryEntry,
    HistoryPage,
    HistorySubject,
    Kind,
    Source,
)
from frontdesk.dashboard.restorable import is_restorable
from frontdesk.db import sql
from frontdesk.errors import Invalid, NotFound

PAGE = 50
UNTOLD = frozenset({"id", "seat_id", "sentence", "revision"})  # what stands for something that is told already
SUBJECTS: Mapping[Kind, tuple[str, ...]] = {
    "settings": ("office", "service", "provider", "booking_limit", "private_link", "api_key"),
    "hours": ("hours_override", "season", "time_off"),  # and hours.set, whoever's
    "people": ("person", "invitation", "provider", "api_key"),
    "visits": ("appointment", "visit"),
    "consumers": ("consumer",),
}
FAMILY: Mapping[str, tuple[str, ...]] = {  # one thing under several names
    "person": ("person", "provider", "invitation"),
    "provider": ("person", "provider", "invitation"),
    "appointment": ("appointment", "visit"),
    "visit": ("appointment", "visit"),
}
SOURCES: Mapping[str, Source] = {"staff": "page", "api_key": "api", "consumer": "link", "system": "system"}


class UnknownEntry(NotFound):
    """There is no such entry in the history."""


class UnknownSubject(Invalid):
    """Say whose history, such as service:0192… or person:0192…"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the history is wanted."""

    office_id: UUID
    only_of: UUID | None = None
    before: int | None = None
    words: str = ""
    kind: Kind | None = None
    actor_id: UUID | None = None
    subject: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


async def history(session: AsyncSession, asked: Asked, *, at_most: int = PAGE) -> HistoryPage:
    """Read a page of it. Raises UnknownSubject."""
    rows = await _rows(session, asked, at_most=at_most + 1)
    shown = rows[:at_most]
    named = await names_of(session, asked.office_id, shown)
    return HistoryPage(
        items=[_seen(row, named) for row in shown],
        next=shown[-1].id if len(rows) > at_most else None,
        names=named.names,
    )


async def entry_by_id(session: AsyncSession, office_id: UUID, entry_id: int, *, only_of: UUID | None) -> AuditEntry:
    """Find one entry of this office; raises UnknownEntry."""
    found = await _rows(session, Asked(office_id, only_of=only_of, before=entry_id + 1), at_most=1)
    if not found or found[0].id != entry_id:
        raise UnknownEntry()
    return found[0]


async def entry_seen(session: AsyncSession, entry: AuditEntry) -> HistoryDetail:
    """Show one entry."""
    assert entry.office_id is not None  # it was found in one
    named = await names_of(session, entry.office_id, [entry])
    seen = _seen(entry, named)
    fields = {name: getattr(seen, name) for name in HistoryEntry.__struct_fields__}
    return HistoryDetail(**fields, names=named.names)


def changes_between(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[FieldChange]:
    """List the fields that differ. Of something new or removed that is every field that says anything."""
    was, is_ = before or {}, after or {}
    if before and after:  # what was not said has stayed
        was = {field: value for field, value in was.items() if field in after}
    return [
        FieldChange(field, was.get(field), is_.get(field))
        for field in dict.fromkeys([*was, *is_])
        if was.get(field) != is_.get(field) and field not in UNTOLD
    ]


async def _rows(session: AsyncSession, asked: Asked, *, at_most: int) -> Sequence[AuditEntry]:
    kinds, subject_id, of_consumer = _subject(asked.subject)
    words = asked.words.strip()
    values = {
        "office_id": asked.office_id,
        "only_of": asked.only_of,
        "before": asked.before,
        "actor_id": asked.actor_id,
        "subject_kinds": kinds,
        "subject_id": subject_id,
        "consumer_id": of_consumer,
        "of_kind": list(SUBJECTS[asked.kind]) if asked.kind else None,
        "hours_too": asked.kind == "hours",
        "hours_not": asked.kind == "settings" or asked.kind == "people",
        "from_at": asked.from_at,
        "to_at": asked.to_at,
        "pattern": f"%{_escaped(words)}%" if words else None,
        "called": await ids_called(session, asked.office_id, words) if words else [],
        "at_most": at_most,
    }
    found = await session.execute(_HISTORY, values)
    return [AuditEntry(**row._mapping) for row in found]


def _subject(words: str | None) -> tuple[list[str] | None, str | None, UUID | None]:
    if words is None:
        return None, None, None
    kind, colon, id_ = words.partition(":")
    if not colon or not kind or not id_:
        raise UnknownSubject()
    try:
        consumer = UUID(id_) if kind == "consumer" else None
    except ValueError:
        raise UnknownSubject() from None
    return list(FAMILY.get(kind, (kind,))), id_, consumer


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _seen(entry: AuditEntry, named: Named) -> HistoryEntry:
    starts_at, name = named.visits.get(entry.subject_id, (None, named.names.get(entry.subject_id)))
    return HistoryEntry(
        id=entry.id,
        at=entry.at,
        actor=HistoryActor(
            kind=cast(Any, entry.actor_kind), id=entry.actor_id, name=named.names.get(str(entry.actor_id))
        ),
        source=SOURCES[entry.actor_kind],
        action=entry.action,
        subject=HistorySubject(entry.subject_kind, entry.subject_id, name, starts_at),
        changes=changes_between(entry.before, entry.after),
        restorable=is_restorable(entry),
    )


_HISTORY = (
    sql("dashboard/history.sql")
    .columns(*AuditEntry.__table__.columns)
    .bindparams(
        bindparam("only_of", type_=Uuid()),
        bindparam("before", type_=BigInteger()),
        bindparam("actor_id", type_=Uuid()),
        bindparam("consumer_id", type_=Uuid()),
        bindparam("subject_kinds", type_=ARRAY(String())),
        bindparam("subject_id", type_=String()),
        bindparam("of_kind", type_=ARRAY(String())),
        bindparam("pattern", type_=String()),
        bindparam("called", type_=ARRAY(String())),
        bindparam("from_at", type_=DateTime(timezone=True)),
        bindparam("to_at", type_=DateTime(timezone=True)),
    )
)
