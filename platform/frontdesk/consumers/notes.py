"""What staff write down about somebody who books. What a note says stays out of the audit; that it was written does not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.auth.roles import Staff
from frontdesk.consumers.tables import Consumer, ConsumerNote
from frontdesk.db import new_id
from frontdesk.errors import Invalid, NotAllowed, NotFound
from frontdesk.events import announce


class UnknownNote(NotFound):
    """There is no such note."""


class NotYourNote(NotAllowed):
    """Only whoever wrote a note can change it."""


class EmptyNote(Invalid):
    """A note says something."""


async def add_note(
    session: AsyncSession, staff: Staff, consumer: Consumer, words: str, *, now: datetime
) -> ConsumerNote:
    """Write something down about a consumer. Raises EmptyNote."""
    note = ConsumerNote(
        id=new_id(),
        office_id=staff.office_id,
        consumer_id=consumer.id,
        author_id=staff.person_id,
        text=_checked(words),
        created_at=now,
        changed_at=None,
    )
    session.add(note)
    await session.flush()
    _record(session, staff, note, "consumer.note_added", now=now)
    return note


async def change_note(
    session: AsyncSession, staff: Staff, consumer_id: UUID, note_id: UUID, words: str, *, now: datetime
) -> ConsumerNote:
    """Let one's own note say something else. Raises UnknownNote, NotYourNote, EmptyNote."""
    note = await session.scalar(
        select(ConsumerNote)
        .where(
            ConsumerNote.office_id == staff.office_id,
            ConsumerNote.consumer_id == consumer_id,
            ConsumerNote.id == note_id,
        )
        .with_for_update()
    )
    if note is None:
        raise UnknownNote()
    if note.author_id is None or note.author_id != staff.person_id:
        raise NotYourNote()
    note.text, note.changed_at = _checked(words), now
    await session.flush()
    _record(session, staff, note, "consumer.note_changed", now=now)
    return note


def _checked(words: str) -> str:
    if not words.strip():
        raise EmptyNote(errors=[{"field": "text", "message": EmptyNote.__doc__}])
    return words.strip()


def _record(session: AsyncSession, staff: Staff, note: ConsumerNote, action: str, *, now: datetime) -> None:
    audit.record(
        session, staff.actor, action, ("consumer", note.consumer_id), office_id=note.office_id, now=now
    )  # fmt: skip
    announce(session, "consumer.changed", note.consumer_id, to=[note.office_id])
