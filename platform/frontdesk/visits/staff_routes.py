"""What staff do with a visit. A provider may touch their own visits only; what is not theirs is not there."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from litestar import post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments import changing, places
from frontdesk.appointments.queries import locked_with_claim
from frontdesk.appointments.schemas import StaffCancelWish
from frontdesk.audit import Actor
from frontdesk.auth.guards import at_work
from frontdesk.auth.roles import Staff
from frontdesk.desk import Desk
from frontdesk.errors import NotAllowed
from frontdesk.visits import outcomes, visit
from frontdesk.visits.facts import facts_of
from frontdesk.visits.passes import Pass, issue_pass
from frontdesk.visits.rows import provider_row, visit_of
from frontdesk.visits.staff_schemas import DayVisit, NotesWish, OutcomeWish, RefusalWish, day_visit

Verb = Callable[..., Awaitable[None]]
VISIT = "/offices/{office:str}/visits/{visit_id:uuid}"


async def _act(
    session: AsyncSession, verb: Verb, staff: Staff, visit_id: UUID, seat_id: UUID | None = None, *, now: datetime
) -> DayVisit:
    await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider, seat_id=seat_id)
    whose = {"seat_id": seat_id} if seat_id else {}
    await verb(session, office_id=staff.office_id, appointment_id=visit_id, actor=staff.actor, now=now, **whose)
    return day_visit(await facts_of(session, staff.office_id, visit_id, seat_id=seat_id), now=now)


@post(f"{VISIT}/admission", status_code=200, guards=[at_work], tags=["Staff: visits"])
async def admit(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    seat_id: FromQuery[UUID | None] = None,
) -> DayVisit:
    """Let the waiting consumer in; of a group the one on this seat, or all who wait."""
    return await _act(session, visit.admit, staff, visit_id, seat_id, now=clock.now())


@post(f"{VISIT}/refusal", status_code=200, guards=[at_work], tags=["Staff: visits"])
async def refuse(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[RefusalWish],
    seat_id: FromQuery[UUID | None] = None,
) -> DayVisit:
    """Send the waiting consumer away for now."""
    return await _act(session, visit.refuse, staff, visit_id, seat_id, now=clock.now())


@post(f"{VISIT}/return", status_code=200, guards=[at_work], tags=["Staff: visits"])
async def put_back(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    seat_id: FromQuery[UUID | None] = None,
) -> DayVisit:
    """Put the consumer back into the waiting room, at the old place."""
    return await _act(session, visit.put_back, staff, visit_id, seat_id, now=clock.now())


@put(f"{VISIT}/ending", guards=[at_work], tags=["Staff: visits"])
async def end(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
) -> DayVisit:
    """End the visit for all."""
    return await _act(session, visit.end, staff, visit_id, now=clock.now())


@post(f"{VISIT}/pass", guards=[at_work], tags=["Staff: visits"])
async def enter(
    desk: NamedDependency[Desk], staff: NamedDependency[Staff], office: FromPath[str], visit_id: FromPath[UUID]
) -> Pass:
    """Get what the browser needs to enter the call: for the provider of the visit alone."""
    async with desk.begin() as session:
        facts = await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider)
        if facts.provider_id != staff.person_id:
            raise NotAllowed("Only the provider of this visit may enter it.")
        await visit_of(session, office_id=staff.office_id, appointment_id=visit_id)
        participant = await provider_row(session, office_id=staff.office_id, appointment_id=visit_id)
    return await issue_pass(
        desk, office_id=staff.office_id, visit_id=visit_id, participant_id=participant.id, now=clock.now()
    )


@put(f"{VISIT}/outcome", guards=[at_work], tags=["Staff: visits"])
async def set_outcome(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[OutcomeWish],
) -> DayVisit:
    """Settle how it ended; null takes it back."""

    async def settle(
        session: AsyncSession, *, office_id: UUID, appointment_id: UUID, actor: Actor, now: datetime
    ) -> None:
        await outcomes.set_outcome(
            session, data.outcome, office_id=office_id, appointment_id=appointment_id, actor=actor, now=now
        )

    return await _act(session, settle, staff, visit_id, now=clock.now())


@put(f"{VISIT}/notes", guards=[at_work], tags=["Staff: visits"])
async def save_notes(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[NotesWish],
) -> DayVisit:
    """Keep the staff's notes; consumers never see them."""

    async def save(
        session: AsyncSession, *, office_id: UUID, appointment_id: UUID, actor: Actor, now: datetime
    ) -> None:
        await visit.save_notes(
            session, data.text, office_id=office_id, appointment_id=appointment_id, actor=actor, now=now
        )

    return await _act(session, save, staff, visit_id, now=clock.now())


@put(f"{VISIT}/cancellation", guards=[at_work], tags=["Staff: visits"])
async def cancel(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[StaffCancelWish],
    seat_id: FromQuery[UUID | None] = None,
) -> DayVisit:
    """Cancel for the office, a group or one seat of it; the consumers are told, the reason is kept."""

    async def call_off(
        session: AsyncSession,
        *,
        office_id: UUID,
        appointment_id: UUID,
        actor: Actor,
        now: datetime,
        seat_id: UUID | None = None,
    ) -> None:
        if seat_id is not None:
            await places.give_up(
                session, office_id=office_id, seat_id=seat_id, reason=data.reason, actor=actor, now=now
            )
            return
        appointment = await locked_with_claim(session, office_id=office_id, appointment_id=appointment_id)
        await changing.cancel(session, appointment, reason=data.reason, actor=actor, now=now)

    return await _act(session, call_off, staff, visit_id, seat_id, now=clock.now())


route_handlers = [admit, refuse, put_back, end, enter, set_outcome, save_notes, cancel]
