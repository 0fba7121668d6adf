"""Reading appointments: locked for a change, or what keeps their time."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Appointment
from frontdesk.availability.claims import Taken
from frontdesk.errors import NotFound


class UnknownVisit(NotFound):
    """There is no such visit."""


async def locked_appointment(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Appointment:
    """Find an appointment of this office and lock it for a change; raises UnknownVisit."""
    appointment = await session.scalar(
        select(Appointment)
        .where(Appointment.office_id == office_id, Appointment.id == appointment_id)
        .with_for_update()
    )
    if appointment is None:
        raise UnknownVisit()
    return appointment


async def taken_by_appointment(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Taken | None:
    """Tell which claim keeps the time of an appointment; None once it is cancelled."""
    claim_id: UUID | None = await session.scalar(
        select(Appointment.claim_id).where(Appointment.office_id == office_id, Appointment.id == appointment_id)
    )
    return Taken(claim_id) if claim_id is not None else None
