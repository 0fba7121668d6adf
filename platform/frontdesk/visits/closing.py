"""After the visit: room and thread go, and with the users all that was issued to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Appointment
from frontdesk.db import bounds
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.visits.facts import OVERRUN
from frontdesk.visits.rows import visit_of
from frontdesk.visits.service_user import as_service_user
from frontdesk.visits.tables import Participant, Visit


async def close_visit(desk: Desk, *, office_id: UUID, appointment_id: UUID, now: datetime) -> None:
    """Close a visit that was ended, or that nobody ended in time. Doing it again changes nothing."""
    async with desk.begin() as session:
        visit = await visit_of(session, office_id=office_id, appointment_id=appointment_id)
        appointment = await session.get_one(Appointment, appointment_id)
        _, ends_at = bounds(appointment.during)
        if visit.ended_at is None and appointment.cancelled_at is None:
            if now < ends_at + OVERRUN:
                return  # it goes on
            if visit.started_at is not None:
                visit.ended_at, visit.ended_by = now, "system"
    await take_down(desk, office_id=office_id, visit_id=appointment_id, now=now)


async def take_down(desk: Desk, *, office_id: UUID, visit_id: UUID, now: datetime) -> None:
    """Remove room, thread and users, then write that they are gone. The ids stay: late call events still find their visit.

    Passes are refused by now, but one may just be on its way: users are looked up again until none is left over.
    """
    gone: set[str] = set()
    while True:
        async with desk.begin() as session:
            visit = await session.get_one(Visit, (office_id, visit_id), with_for_update=True)
            if visit.closed_at is not None:
                return
            users = await _users(session, office_id, visit_id) - gone
            room_id, thread_id = visit.room_id, visit.chat_thread_id
            if (gone and not users) or not (room_id or thread_id or users):
                _write(session, visit, now=now)
                return
        if room_id is not None:
            await desk.acs.rooms.remove(room_id)
        if thread_id is not None:
            await _remove_thread(desk, thread_id, now=now)
        for user_id in users:
            await desk.acs.identity.delete_user(user_id)
        gone |= users | {""}


async def _remove_thread(desk: Desk, thread_id: str, *, now: datetime) -> None:
    await as_service_user(desk, lambda token: desk.acs.chat.remove_thread(thread_id, token=token), now=now)


async def _users(session: AsyncSession, office_id: UUID, visit_id: UUID) -> set[str]:
    found = await session.scalars(
        select(Participant.acs_user_id).where(
            Participant.office_id == office_id, Participant.visit_id == visit_id, Participant.acs_user_id.is_not(None)
        )
    )
    return {user_id for user_id in found if user_id is not None}


def _write(session: AsyncSession, visit: Visit, *, now: datetime) -> None:
    visit.closed_at = now
    announce(session, "visit.closed", visit.id, to=[visit.office_id, visit.id])
