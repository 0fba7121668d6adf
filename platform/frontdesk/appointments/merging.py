"""Two entries of one person become one: the visits and notes of the second belong to the first from then on.

The second entry stays, marked, and is listed no more. Nobody is told anything; what was sent to its address was sent there.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.tables import Seat
from frontdesk.audit import Actor
from frontdesk.consumers.tables import Consumer, ConsumerNote
from frontdesk.errors import Conflict, Invalid, NotFound
from frontdesk.events import announce


class UnknownConsumer(NotFound):
    """This office knows nobody like that."""


class SamePerson(Invalid):
    """These are not two entries."""


class MergedAlready(Conflict):
    """One of the two entries was merged into another already."""


async def consumer_of(session: AsyncSession, office_id: UUID, consumer_id: UUID, *, lock: bool = False) -> Consumer:
    """Find somebody who booked in this office; raises UnknownConsumer."""
    wanted = select(Consumer).where(Consumer.office_id == office_id, Consumer.id == consumer_id)
    consumer = await session.scalar(wanted.with_for_update() if lock else wanted)
    if consumer is None:
        raise UnknownConsumer()
    return consumer


async def merge(
    session: AsyncSession, office_id: UUID, kept_id: UUID, duplicate_id: UUID, *, actor: Actor, now: datetime
) -> Consumer:
    """Let the visits and notes of the duplicate be the kept one's. Raises UnknownConsumer, SamePerson, MergedAlready."""
    if kept_id == duplicate_id:
        raise SamePerson()
    first, second = sorted((kept_id, duplicate_id))  # one order for everybody
    both = {
        first: await consumer_of(session, office_id, first, lock=True),
        second: await consumer_of(session, office_id, second, lock=True),
    }
    kept, duplicate = both[kept_id], both[duplicate_id]
    if kept.merged_into_id is not None or duplicate.merged_into_id is not None:
        raise MergedAlready()
    of_duplicate = (Seat.office_id == office_id) & (Seat.consumer_id == duplicate_id)
    visits = await session.scalar(select(func.count()).where(of_duplicate))
    await session.execute(update(Seat).where(of_duplicate).values(consumer_id=kept_id))
    await session.execute(
        update(ConsumerNote)
        .where(ConsumerNote.office_id == office_id, ConsumerNote.consumer_id == duplicate_id)
        .values(consumer_id=kept_id)
    )
    await session.execute(
        update(Consumer)
        .where(Consumer.office_id == office_id, Consumer.merged_into_id == duplicate_id)
        .values(merged_into_id=kept_id)
    )
    duplicate.merged_into_id = kept_id
    await session.flush()
    audit.record(
        session,
        actor,
        "consumer.merged",
        ("consumer", kept_id),
        office_id=office_id,
        now=now,
        after={"duplicate_id": str(duplicate_id), "visits": visits},
    )
    announce(session, "consumer.changed", kept_id, to=[office_id])
    return kept
