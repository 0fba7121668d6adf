"""The room and the chat thread of a visit: made, moved with the appointment, made anew when lost, removed when cancelled.

Making is repeatable: whoever tries again within the hour gets the same room and the same thread. What is left over after
all (a crash, then a retry much later) is found and removed by reconciling.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from frontdesk import outbox
from frontdesk.acs.repeatability import Repeatable
from frontdesk.appointments.tables import Appointment
from frontdesk.db import bounds
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.offices.tables import Office, Service
from frontdesk.outbox import Job
from frontdesk.visits.closing import take_down
from frontdesk.visits.facts import OVERRUN
from frontdesk.visits.rows import visit_of
from frontdesk.visits.service_user import as_service_user, service_user
from frontdesk.visits.tables import Visit

ROOM_OPENS_BEFORE_DOOR = timedelta(minutes=15)
ROOM_STAYS_AFTER_END = OVERRUN
ROOM_AHEAD = timedelta(days=30)  # Azure keeps a room 180 days; a visit further away gets its room later


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visit has, and what its appointment asks for."""

    office_id: UUID
    visit_id: UUID
    revision: int
    room_id: str | None
    thread_id: str | None
    valid_from: datetime
    valid_until: datetime
    cancelled: bool
    finished: bool
    by_video: bool

    def act(self, what: str, lost: str | None, *, now: datetime) -> Repeatable:
        """Name the making of a room or thread, so that trying again within the hour is the same act.

        A move and a loss make it another: Azure refuses an id that comes again with other words.
        """
        hour = now.replace(minute=0, second=0, microsecond=0)
        return Repeatable(f"{what} {self.visit_id} {self.revision} {lost} {hour.isoformat()}", hour)


def room_window(starts_at: datetime, ends_at: datetime, door_opens_minutes: int) -> tuple[datetime, datetime]:
    """Tell from when until when a visit's room may be entered."""
    door_opens_at = starts_at - timedelta(minutes=door_opens_minutes)
    return door_opens_at - ROOM_OPENS_BEFORE_DOOR, ends_at + ROOM_STAYS_AFTER_END


async def prepare_visit(desk: Desk, *, office_id: UUID, appointment_id: UUID, now: datetime) -> None:
    """Bring room and thread in line with the appointment. Doing it again changes nothing."""
    wanted = await _read(desk, office_id, appointment_id)
    if wanted is None or wanted.finished:
        return
    if wanted.cancelled:
        await take_down(desk, office_id=office_id, visit_id=appointment_id, now=now)
    elif not wanted.by_video or wanted.valid_until <= now:
        return
    elif wanted.valid_from > now + ROOM_AHEAD:
        await _put_off(desk, wanted, now=now)
    else:
        room_id = await _room(desk, wanted, now=now)
        thread_id = await _thread(desk, wanted, now=now)
        await _write(desk, wanted, room_id, thread_id, now=now)


async def _read(desk: Desk, office_id: UUID, appointment_id: UUID) -> Wanted | None:
    """None while it is only a request: that has no room, and may never have one."""
    async with desk.begin() as session:
        appointment = await session.get_one(Appointment, appointment_id)
        if appointment.confirmed_at is None:
            return None
        visit = await visit_of(session, office_id=office_id, appointment_id=appointment_id)
        office = await session.get_one(Office, office_id)
        service = await session.get_one(Service, appointment.service_id)
        valid_from, valid_until = room_window(*bounds(appointment.during), office.door_opens_minutes)
        return Wanted(
            office_id=office_id,
            visit_id=appointment_id,
            revision=appointment.revision,
            room_id=visit.room_id,
            thread_id=visit.chat_thread_id,
            valid_from=valid_from,
            valid_until=valid_until,
            cancelled=appointment.cancelled_at is not None,
            finished=visit.ended_at is not None or visit.closed_at is not None,
            by_video=service.modality == "video",
        )


async def _put_off(desk: Desk, wanted: Wanted, *, now: datetime) -> None:
    """Come back when the visit is near. A room from before a move far ahead goes; the thread keeps its words."""
    if wanted.room_id is not None:
        await desk.acs.rooms.remove(wanted.room_id)
    ids = {"office_id": str(wanted.office_id), "appointment_id": str(wanted.visit_id)}
    async with desk.begin() as session:
        visit = await session.get_one(Visit, (wanted.office_id, wanted.visit_id), with_for_update=True)
        if visit.room_id == wanted.room_id:
            visit.room_id = visit.room_valid_until = visit.prepared_at = None
        due_at = wanted.valid_from - ROOM_AHEAD
        await outbox.put(session, Job.PREPARE_VISIT, ids, now=now, due_at=due_at, key=f"visit:{wanted.visit_id}")


async def _room(desk: Desk, wanted: Wanted, *, now: datetime) -> str:
    window = {"valid_from": wanted.valid_from, "valid_until": wanted.valid_until}
    if wanted.room_id is not None:
        room = await desk.acs.rooms.find(wanted.room_id)
        if room is not None and (room.valid_from, room.valid_until) != (wanted.valid_from, wanted.valid_until):
            room = await desk.acs.rooms.move(wanted.room_id, **window)
        if room is not None:
            return room.id
    mark = await service_user(desk, now=now)
    made = await desk.acs.rooms.create(wanted.act("room", wanted.room_id, now=now), mark=mark, **window)
    return made.id


async def _thread(desk: Desk, wanted: Wanted, *, now: datetime) -> str:
    known = wanted.thread_id
    if known is not None and await as_service_user(
        desk, lambda token: desk.acs.chat.has_thread(known, token=token), now=now
    ):
        return known
    act = wanted.act("thread", known, now=now)
    return await as_service_user(
        desk, lambda token: desk.acs.chat.create_thread(act, token=token, topic="Visit"), now=now
    )


async def _write(desk: Desk, wanted: Wanted, room_id: str, thread_id: str, *, now: datetime) -> None:
    """Keep what was made, unless somebody else was faster or the visit is over; then what was made in vain goes."""
    async with desk.begin() as session:
        visit = await session.get_one(Visit, (wanted.office_id, wanted.visit_id), with_for_update=True)
        open_still = visit.ended_at is None and visit.closed_at is None
        keep_room = open_still and visit.room_id in (wanted.room_id, room_id)
        keep_thread = open_still and visit.chat_thread_id in (wanted.thread_id, thread_id)
        if keep_room:
            visit.room_id, visit.room_valid_until = room_id, wanted.valid_until
            visit.prepared_revision, visit.prepared_at = wanted.revision, now
        if keep_thread:
            visit.chat_thread_id = thread_id
        announce(session, "visit.prepared", wanted.visit_id, to=[wanted.office_id, wanted.visit_id])
    if not keep_room:
        await desk.acs.rooms.remove(room_id)
    if not keep_thread:
        await as_service_user(desk, lambda token: desk.acs.chat.remove_thread(thread_id, token=token), now=now)
