"""Somebody was put back into the waiting room: what they hold for call and chat is taken away."""

from datetime import datetime
from uuid import UUID

from frontdesk.desk import Desk
from frontdesk.visits.service_user import as_service_user
from frontdesk.visits.tables import Participant, Visit


async def take_back_pass(desk: Desk, *, office_id: UUID, participant_id: UUID, now: datetime) -> None:
    """Take a participant off the room's roster and out of the thread, and end their tokens with their user.

    Somebody who has been let in again meanwhile keeps everything. The next pass makes a new user.
    """
    async with desk.begin() as session:
        person = await session.get(Participant, participant_id)
        if person is None or person.office_id != office_id or person.admitted_at or person.acs_user_id is None:
            return
        visit = await session.get_one(Visit, (office_id, person.visit_id))
        user_id, room_id, thread_id = person.acs_user_id, visit.room_id, visit.chat_thread_id
    if room_id is not None:
        await desk.acs.rooms.dismiss(room_id, [user_id])
    if thread_id is not None:
        thread = thread_id
        await as_service_user(desk, lambda token: desk.acs.chat.dismiss(thread, user_id, token=token), now=now)
    await desk.acs.identity.delete_user(user_id)
    async with desk.begin() as session:
        person = await session.get_one(Participant, participant_id, with_for_update=True)
        if person.acs_user_id == user_id:
            person.acs_user_id = None
