"""The office cannot keep a time: its people are asked to choose another. The visit stays as it is until they do."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.changing import check_open
from frontdesk.appointments.tables import Appointment
from frontdesk.appointments.telling import tell
from frontdesk.audit import Actor


async def ask_for_another_time(
    session: AsyncSession, appointment: Appointment, *, note: str | None, actor: Actor, now: datetime
) -> None:
    """Ask everybody in it to choose another time, bound to no cut-off. Asked again, it only keeps the newer words.

    Raises AlreadyCancelled, NotConfirmed, RequestOver, VisitOver.
    """
    await check_open(session, appointment, now=now)
    appointment.move_asked_at, appointment.move_asked_note = appointment.move_asked_at or now, note
    await session.flush()
    audit.record(
        session,
        actor,
        "appointment.move_asked",
        ("appointment", appointment.id),
        office_id=appointment.office_id,
        now=now,
        after={"note": note},
    )
    await tell(session, appointment, "appointment.move_asked", now=now)
