"""The visit's own rows. An appointment knows nothing of visits, so whoever needs the live side first makes it."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.db import new_id, sql
from frontdesk.visits.tables import Participant, Visit


async def visit_of(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Visit:
    """Give the visit of an appointment that exists, and its people; makes what is missing, and never makes it twice.

    Call it first in prepare_visit, check_in, admit and issue_pass. A provider who took the visit over becomes a
    participant beside the earlier one.
    """
    await session.execute(
        sql("visits/rows.sql"),
        {
            "office_id": office_id,
            "appointment_id": appointment_id,
            "provider_row": new_id(),
        },
    )
    visit = await session.get(Visit, (office_id, appointment_id), populate_existing=True)
    if visit is None:
        raise LookupError(f"no appointment {appointment_id} in office {office_id}")
    return visit


async def provider_row(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> Participant:
    """Give the row of the provider that the appointment names now."""
    row = await session.execute(
        text(
            """
            SELECT participant.id FROM participant
            JOIN appointment ON appointment.office_id = participant.office_id AND appointment.id = participant.visit_id
            WHERE participant.office_id = :office_id AND participant.visit_id = :appointment_id
              AND participant.person_id = appointment.provider_id
            """
        ),
        {"office_id": office_id, "appointment_id": appointment_id},
    )
    found = await session.get(Participant, row.scalar_one(), populate_existing=True)
    assert found is not None
    return found
