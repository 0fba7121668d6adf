"""How a visit ended, as a person says it; undone by saying nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.appointments.queries import locked_appointment
from frontdesk.appointments.rules import AlreadyCancelled
from frontdesk.audit import Actor
from frontdesk.errors import Conflict
from frontdesk.events import announce
from frontdesk.visits.facts import Outcome, facts_of
from frontdesk.visits.visit import check_promised


class NotYetDue(Conflict):
    """The visit has not begun yet."""


async def set_outcome(
    session: AsyncSession,
    outcome: Outcome | None,
    *,
    office_id: UUID,
    appointment_id: UUID,
    actor: Actor,
    now: datetime,
) -> None:
    """Settle how it ended, or take that back with None. Raises AlreadyCancelled, NotYetDue."""
    appointment = await locked_appointment(session, office_id=office_id, appointment_id=appointment_id)
    if appointment.cancelled_at is not None:
        raise AlreadyCancelled()
    facts = await facts_of(session, office_id, appointment_id)
    check_promised(facts, now=now)
    held_early = outcome is Outcome.COMPLETED and facts.admitted_at is not None
    if outcome is not None and now < facts.starts_at and not held_early:
        raise NotYetDue()
    before = facts.outcome
    appointment.completed_at = now if outcome is Outcome.COMPLETED else None
    appointment.consumer_no_show_at = now if outcome is Outcome.CONSUMER_NO_SHOW else None
    appointment.provider_no_show_at = now if outcome is Outcome.PROVIDER_NO_SHOW else None
    audit.record(
        session,
        actor,
        "visit.outcome_set",
        ("visit", appointment_id),
        office_id=office_id,
        now=now,
        before={"outcome": before.value if before else None},
        after={"outcome": outcome.value if outcome else None},
    )
    announce(session, "visit.outcome_set", appointment_id, to=[office_id, appointment_id])
