"""The history is kept with ids; people read names. Only what belongs to the office is named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.audit import AuditEntry
from frontdesk.db import sql


@dataclass(frozen=True, slots=True)
class Named:
    """Names by id; visits by id, with their start and whose they are."""

    names: dict[str, str]
    visits: dict[str, tuple[datetime, str]]


async def names_of(session: AsyncSession, office_id: UUID, entries: Iterable[AuditEntry]) -> Named:
    """Name everything that these entries speak of."""
    ids: set[str] = set()
    for entry in entries:
        ids.update(ids_in([entry.subject_id, str(entry.actor_id), entry.before, entry.after]))
    return await names_by_id(session, office_id, ids)


async def names_by_id(session: AsyncSession, office_id: UUID, ids: set[str]) -> Named:
    """Name these ids."""
    if not ids:
        return Named({}, {})
    asked = {"office_id": office_id, "ids": sorted(ids)}
    rows = await session.execute(sql("dashboard/history_names.sql"), asked)
    visits = await session.execute(_VISITS, asked)
    return Named(
        {str(row.id): row.name for row in rows}, {str(row.id): (row.starts_at, row.name) for row in visits}
    )  # fmt: skip


async def ids_called(session: AsyncSession, office_id: UUID, words: str) -> Sequence[str]:
    """Find the people, services, consumers and their visits with these words in their names, as ids; a few hundred."""
    pattern = "%" + words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = await session.scalars(_CALLED, {"office_id": office_id, "pattern": pattern})
    return [str(id_) for id_ in found]


def ids_in(value: Any) -> Iterator[str]:
    """Find what looks like an id in whatever was kept."""
    if isinstance(value, str):
        if _is_id(value):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from ids_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from ids_in(inner)


def _is_id(value: str) -> bool:
    try:
        return len(value) == 36 and str(UUID(value)) == value.lower()
    except ValueError:
        return False


_VISITS = text(
    """
    SELECT appointment.id, lower(appointment.during) AS starts_at,
           string_agg(DISTINCT coalesce(seat.attendee_name, consumer.name), ', ') AS name
    FROM appointment
    JOIN seat ON seat.office_id = appointment.office_id AND seat.appointment_id = appointment.id
    JOIN consumer ON consumer.office_id = seat.office_id AND consumer.id = seat.consumer_id
    WHERE appointment.office_id = :office_id AND appointment.id = ANY(CAST(:ids AS uuid[]))
    GROUP BY appointment.id
    """
)
_CALLED = text(
    """
    WITH consumers AS (
        SELECT id FROM consumer WHERE office_id = :office_id AND searched LIKE :pattern ORDER BY created_at DESC LIMIT 100
    )
    (SELECT person.id FROM person JOIN membership ON membership.person_id = person.id
     WHERE membership.office_id = :office_id AND lower(person.name || ' ' || person.email) LIKE :pattern)
    UNION (SELECT person_id FROM provider WHERE office_id = :office_id AND lower(name) LIKE :pattern)
    UNION (SELECT id FROM service WHERE office_id = :office_id AND lower(name) LIKE :pattern)
    UNION (SELECT id FROM api_key WHERE office_id = :office_id AND lower(name) LIKE :pattern)
    UNION (SELECT id FROM consumers)
    UNION (SELECT appointment_id FROM seat WHERE office_id = :office_id AND consumer_id IN (SELECT id FROM consumers))
    """
)
