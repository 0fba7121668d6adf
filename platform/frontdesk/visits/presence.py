"""Who is in the call, as Azure's events tell. They come at least once and in any order: the newest moment counts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.acs.event_grid import CallEnded, ParticipantJoined, ParticipantLeft
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.visits.tables import Participant, Visit


async def heard(desk: Desk, event: ParticipantJoined | ParticipantLeft | CallEnded) -> None:
    """Write down who came or went. Calls and people that are not ours, and news from before the newest, change nothing."""
    async with desk.begin() as session:
        visit = await _visit(session, event.room_id)
        if visit is None:
            return
        people = await _people(session, visit.office_id, visit.id)
        if isinstance(event, CallEnded):
            changed = [_left(person, event.at) for person in people]
        elif isinstance(event, ParticipantJoined):
            changed = [_joined(person, event.at) for person in people if person.acs_user_id == event.user_id]
        else:
            changed = [_left(person, event.at) for person in people if person.acs_user_id == event.user_id]
        if not any(changed):
            return
        present = {person.kind for person in people if person.connected_at is not None}
        if visit.started_at is None and present == {"provider", "consumer"}:
            visit.started_at = max(person.connected_at for person in people if person.connected_at is not None)
        announce(session, "visit.presence", visit.id, to=[visit.office_id, visit.id])


def _joined(person: Participant, at: datetime) -> bool:
    first = person.first_connected_at is None or at < person.first_connected_at
    if first:
        person.first_connected_at = at
    if person.presence_event_at is not None and at < person.presence_event_at:
        return first
    person.presence_event_at = at
    person.connected_at, person.disconnected_at = at, None
    return True


def _left(person: Participant, at: datetime) -> bool:
    if person.acs_user_id is None or (person.presence_event_at is not None and at <= person.presence_event_at):
        return False  # a reload leaves and joins in one moment: the joining counts
    person.presence_event_at = at
    was_in = person.connected_at is not None
    person.connected_at, person.disconnected_at = None, at
    return was_in


async def _visit(session: AsyncSession, room_id: str) -> Visit | None:
    return await session.scalar(select(Visit).where(Visit.room_id == room_id).with_for_update())


async def _people(session: AsyncSession, office_id: UUID, visit_id: UUID) -> list[Participant]:
    found = await session.scalars(
        select(Participant)
        .where(Participant.office_id == office_id, Participant.visit_id == visit_id)
        .with_for_update()
    )
    return list(found)
