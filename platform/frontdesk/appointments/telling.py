"""What is left behind when a promise changes: the work for the worker, the notice, and the facts for the audit."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import outbox
from frontdesk.appointments.tables import Appointment
from frontdesk.db import bounds
from frontdesk.events import announce
from frontdesk.outbox import Job


def audited(appointment: Appointment) -> dict[str, object]:
    """Tell what of an appointment the audit keeps."""
    starts_at, ends_at = bounds(appointment.during)
    return {
        "provider_id": str(appointment.provider_id),
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "revision": appointment.revision,
    }


async def tell(session: AsyncSession, appointment: Appointment, happening: str, *, now: datetime) -> None:
    """Leave the jobs that a change causes, and the notice. What is not confirmed has no room, and leaves none to make."""
    ids = {"office_id": str(appointment.office_id), "appointment_id": str(appointment.id)}
    if appointment.confirmed_at is not None:
        await outbox.put(session, Job.PREPARE_VISIT, ids, now=now, key=f"visit:{appointment.id}")
    await outbox.put(session, Job.PLAN_MESSAGES, ids, now=now, key=f"plan:{appointment.id}")
    announce(session, happening, appointment.id, to=[appointment.office_id, appointment.id])
