"""The people who book: found by any part of name, address or number, a page at a time; and one of them whole."""

import base64
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import String, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.merging import UnknownConsumer, consumer_of
from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.auth.roles import Staff
from frontdesk.auth.schemas import initials
from frontdesk.auth.tables import Person
from frontdesk.consumers.tables import Consumer, ConsumerNote
from frontdesk.dashboard.directory_schemas import (
    ConsentSeen,
    ConsumerDetail,
    ConsumerList,
    ConsumerListed,
    ConsumerMessage,
    NoteSeen,
)
from frontdesk.db import sql
from frontdesk.errors import Invalid
from frontdesk.messages.schemas import message_seen
from frontdesk.messages.tables import Message
from frontdesk.visits.facts import facts_of_consumer
from frontdesk.visits.staff_schemas import day_visit

PAGE = 50
MESSAGES_SHOWN = 100
WORDS_MAX = 8


class BadCursor(Invalid):
    """This is not where a page of the directory ended."""


async def directory(
    session: AsyncSession, staff: Staff, *, words: str, after: str | None, now: datetime
) -> ConsumerList:
    """Read a page of the directory. Raises BadCursor."""
    name, id_ = _cursor(after) if after else (None, None)
    found = await _rows(
        session, staff, patterns=_patterns(words), after_name=name, after_id=id_, at_most=PAGE + 1, now=now
    )
    shown = found[:PAGE]
    more = _written(shown[-1].name, shown[-1].id) if len(found) > PAGE else None
    return ConsumerList(shown, more)


async def seen_by(session: AsyncSession, staff: Staff, consumer_id: UUID, *, lock: bool = False) -> Consumer:
    """Find a consumer whom this person may see; raises UnknownConsumer."""
    consumer = await consumer_of(session, staff.office_id, consumer_id, lock=lock)
    if staff.only_customers_of is not None:
        own = await session.scalar(
            select(Seat.id)
            .join(Appointment, (Appointment.office_id == Seat.office_id) & (Appointment.id == Seat.appointment_id))
            .where(
                Seat.office_id == staff.office_id,
                Seat.consumer_id == consumer_id,
                Appointment.provider_id == staff.only_customers_of,
            )
            .limit(1)
        )
        if own is None:
            raise UnknownConsumer()
    return consumer


async def detail_of(session: AsyncSession, staff: Staff, consumer_id: UUID, *, now: datetime) -> ConsumerDetail:
    """Read a consumer whole: contact, visits, messages, notes, consent, who may be the same. Raises UnknownConsumer."""
    consumer = await seen_by(session, staff, consumer_id)
    only = staff.only_provider
    facts = await facts_of_consumer(session, staff.office_id, consumer_id, provider_id=only)
    told = {name: getattr(consumer, name) for name in ConsumerDetail.__struct_fields__ if hasattr(consumer, name)}
    return ConsumerDetail(
        **told,
        initials=initials(consumer.name),
        visits=[day_visit(one, now=now) for one in reversed(facts)],
        messages=await _messages(session, staff.office_id, [one.seat_id for one in facts]),
        notes=await notes_of(session, staff, consumer_id),
        consents=await _consents(session, staff.office_id, consumer_id),
        duplicates=[]
        if staff.only_customers_of
        else await _rows(
            session,
            staff,
            same_email=consumer.email,
            same_phone=consumer.phone,
            besides=consumer.id,
            at_most=10,
            now=now,
        ),
    )


async def notes_of(session: AsyncSession, staff: Staff, consumer_id: UUID) -> list[NoteSeen]:
    """List what was written down, the newest first."""
    rows = await session.execute(
        select(ConsumerNote, Person.name)
        .outerjoin(Person, Person.id == ConsumerNote.author_id)
        .where(ConsumerNote.office_id == staff.office_id, ConsumerNote.consumer_id == consumer_id)
        .order_by(ConsumerNote.created_at.desc(), ConsumerNote.id.desc())
    )
    return [note_seen(note, name, staff) for note, name in rows]


def note_seen(note: ConsumerNote, author: str | None, staff: Staff) -> NoteSeen:
    """Show a note."""
    yours = note.author_id is not None and note.author_id == staff.person_id
    return NoteSeen(note.id, author, yours, note.text, note.created_at, note.changed_at)


async def _messages(session: AsyncSession, office_id: UUID, seat_ids: Sequence[UUID]) -> list[ConsumerMessage]:
    rows = await session.scalars(
        select(Message)
        .where(Message.office_id == office_id, Message.seat_id.in_(seat_ids))
        .order_by(Message.due_at.desc(), Message.id)
        .limit(MESSAGES_SHOWN)
    )
    return [
        ConsumerMessage(
            **msgspec.structs.asdict(message_seen(row)), visit_id=row.appointment_id, recipient=row.recipient
        )
        for row in rows
    ]


async def _consents(session: AsyncSession, office_id: UUID, consumer_id: UUID) -> list[ConsentSeen]:
    rows = await session.execute(
        select(
            Seat.consent_version.label("version"), Seat.consented_at.label("at"), Seat.consent_source.label("source")
        )
        .where(Seat.office_id == office_id, Seat.consumer_id == consumer_id, Seat.consented_at.is_not(None))
        .order_by(Seat.consented_at.desc())
    )
    return [msgspec.convert(dict(row._mapping), ConsentSeen) for row in rows]


async def _rows(session: AsyncSession, staff: Staff, *, now: datetime, **narrowing: Any) -> list[ConsumerListed]:
    empty: dict[str, Any] = dict.fromkeys(("after_name", "after_id", "same_email", "same_phone", "besides"))
    asked = {"office_id": staff.office_id, "only_of": staff.only_customers_of, "now": now, "patterns": [], **empty}
    asked |= narrowing
    asked["rarest"] = max(asked["patterns"], key=len, default="%")
    rows = await session.execute(_DIRECTORY, asked)
    return [ConsumerListed(**row._mapping, initials=initials(row.name)) for row in rows]


def _patterns(words: str) -> list[str]:
    """Each word somewhere. A number is looked for by its digits without the zero that stands for the country."""
    joined = re.sub(r"(?<=[\d+])[\s()/.-]+(?=\d)", "", words.lower())
    found = []
    for word in joined.split()[:WORDS_MAX]:
        digits = re.fullmatch(r"\+?(?:00)?0?([1-9]\d{2,})", word)
        plain = digits[1] if digits else word
        found.append("%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    return found


def _written(name: str, id_: UUID) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([name.lower(), id_])).decode()


def _cursor(after: str) -> tuple[str, UUID]:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode()), type=tuple[str, UUID])
    except (ValueError, msgspec.MsgspecError):
        raise BadCursor() from None


_DIRECTORY = sql("dashboard/directory.sql").bindparams(
    bindparam("only_of", type_=Uuid()),
    bindparam("after_name", type_=String()),
    bindparam("after_id", type_=Uuid()),
    bindparam("same_email", type_=String()),
    bindparam("same_phone", type_=String()),
    bindparam("besides", type_=Uuid()),
    bindparam("patterns", type_=ARRAY(String())),
)
