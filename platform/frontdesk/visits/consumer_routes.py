"""Everything a consumer does: book, open the link, wait, join, move, cancel. Answers are always the visit as it now stands."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post, put
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import ServerSentEvent
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.appointments import booking, changing, changing_places, guards, places
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.guards import COOKIE, Holder, holder_of_link, open_link
from frontdesk.appointments.holding import hold_by_secret
from frontdesk.appointments.links import link_expires_at, link_token
from frontdesk.appointments.queries import appointment_by_id, locked_appointment, taken_by_seat
from frontdesk.appointments.routes import slots_seen, telling_nearest
from frontdesk.appointments.rules import minutes_between
from frontdesk.appointments.schemas import BookingWish, CancelWish, LinkGiven, MoveWish
from frontdesk.audit import Actor
from frontdesk.auth.rations import spend
from frontdesk.availability.ask import Ask
from frontdesk.availability.schemas import Slots
from frontdesk.clock import zone
from frontdesk.consumers.contact import checked_contact
from frontdesk.db import Sessions, bounds
from frontdesk.desk import Desk
from frontdesk.events import Listener
from frontdesk.offices import queries as offices
from frontdesk.streams import live
from frontdesk.visits import visit
from frontdesk.visits.facts import check_not_begun, facts_of
from frontdesk.visits.line import line_topic, place_in_line
from frontdesk.visits.passes import Pass, issue_pass, participant_of_seat
from frontdesk.visits.schemas import Booked, LinkOpened, VisitSeen, visit_seen

LINKS_AT_MOST = 60  # wrong links of one network address in ten minutes


async def seen(
    session: AsyncSession, office_id: UUID, appointment_id: UUID, seat_id: UUID, *, now: datetime
) -> VisitSeen:
    """Read the visit as the consumer on this seat sees it now."""
    facts = await facts_of(session, office_id, appointment_id, seat_id=seat_id)
    return visit_seen(facts, await place_in_line(session, facts, now=now), now=now)


@post("/offices/{office:str}/appointments", tags=["Booking"])
async def book(request: Request[Any, Any, Any], office: FromPath[str], data: JSONBody[BookingWish]) -> Booked:
    """Turn a hold into an appointment. The same hold again answers the same appointment.

    It answers with the visit as its page shows it, so it stands here and not with the holds.
    """
    sessions, settings, now = request.app.state.sessions, request.app.state.settings, clock.now()
    zone(data.time_zone)
    async with db.begin(sessions, read_only=True) as session:
        here = await offices.office_named(session, office)
        held = await hold_by_secret(session, here, data.hold_id, data.hold_secret, lock=False)
        service = await offices.service_by_id(session, here.id, held.service_id)
    contact = checked_contact(data.consumer, here.region)
    wish = Booking(contact, data.time_zone, data.locale, data.sms_consent, data)
    starts_at, ends_at = bounds(held.during)
    ask = Ask(here, service, None, now=now, asked_at=now, duration_minutes=minutes_between(starts_at, ends_at))
    async with telling_nearest(sessions, ask, starts_at, time_zone=data.time_zone), db.begin(sessions) as session:
        appointment, seat = await booking.book(
            session,
            here,
            wish,
            hold_id=data.hold_id,
            hold_secret=data.hold_secret,
            secret_key=settings.secret_key,
            actor=Actor("consumer"),
            now=now,
        )
        token = link_token(settings.secret_key, seat_id=seat.id, version=seat.link_version)
        return Booked(appointment.id, token, await seen(session, here.id, appointment.id, seat.id, now=now))


@post("/link-sessions", status_code=200, tags=["Visit"])
async def trade_link(request: Request[Any, Any, Any], data: JSONBody[LinkGiven]) -> Response[LinkOpened]:
    """Trade a link's token for the cookie of its visit."""
    sessions, now = request.app.state.sessions, clock.now()
    try:
        async with db.begin(sessions) as session:
            holder, secret, expires_at = await open_link(session, data.token, now=now)
            opened = LinkOpened(
                holder.appointment_id, await seen(session, holder.office_id, holder.appointment_id, holder.seat_id, now=now)
            )  # fmt: skip
    except guards.LinkInvalid:
        address = request.client.host if request.client else "unknown"
        async with db.begin(sessions) as session:
            await spend(session, "link", address, at_most=LINKS_AT_MOST, within=timedelta(minutes=10), now=now)
        raise
    cookie = _cookie(request, holder.appointment_id, secret, expires_at - now)
    return Response(opened, cookies=[cookie])


@get("/visits/{visit_id:uuid}", guards=[holder_of_link], tags=["Visit"])
async def read_visit(
    session: NamedDependency[AsyncSession], holder: NamedDependency[Holder], visit_id: FromPath[UUID]
) -> VisitSeen:
    """Say what is the case."""
    return await seen(session, holder.office_id, holder.appointment_id, holder.seat_id, now=clock.now())


@get("/visits/{visit_id:uuid}/stream", guards=[holder_of_link], tags=["Visit"])
async def stream_visit(
    listener: NamedDependency[Listener], holder: NamedDependency[Holder], visit_id: FromPath[UUID]
) -> ServerSentEvent:
    """Tell when something about this visit, or the line before it, changed."""
    return live(listener, [holder.appointment_id, line_topic(holder.office_id)])


@post("/visits/{visit_id:uuid}/check-in", status_code=200, guards=[holder_of_link], tags=["Visit"])
async def check_in(
    session: NamedDependency[AsyncSession], holder: NamedDependency[Holder], visit_id: FromPath[UUID]
) -> VisitSeen:
    """Arrive, and wait to be let in."""
    now = clock.now()
    await visit.check_in(session, **_mine(holder), actor=holder.actor, now=now)
    return await seen(session, holder.office_id, holder.appointment_id, holder.seat_id, now=now)


@post("/visits/{visit_id:uuid}/departure", status_code=200, guards=[holder_of_link], tags=["Visit"])
async def step_out(
    session: NamedDependency[AsyncSession], holder: NamedDependency[Holder], visit_id: FromPath[UUID]
) -> VisitSeen:
    """Leave the waiting room; the place is kept for five minutes."""
    now = clock.now()
    await visit.step_out(session, **_mine(holder), actor=holder.actor, now=now)
    return await seen(session, holder.office_id, holder.appointment_id, holder.seat_id, now=now)


@post("/visits/{visit_id:uuid}/pass", guards=[holder_of_link], tags=["Visit"])
async def enter(desk: NamedDependency[Desk], holder: NamedDependency[Holder], visit_id: FromPath[UUID]) -> Pass:
    """Get what the browser needs to enter the call; only once admitted."""
    async with desk.begin() as session:
        participant_id = await participant_of_seat(
            session, office_id=holder.office_id, visit_id=holder.appointment_id, seat_id=holder.seat_id
        )
    return await issue_pass(
        desk,
        office_id=holder.office_id,
        visit_id=holder.appointment_id,
        participant_id=participant_id,
        now=clock.now(),
    )


@put("/visits/{visit_id:uuid}/cancellation", guards=[holder_of_link], tags=["Visit"])
async def cancel(
    session: NamedDependency[AsyncSession],
    holder: NamedDependency[Holder],
    visit_id: FromPath[UUID],
    data: JSONBody[CancelWish],
) -> VisitSeen:
    """Cancel, until the cut-off."""
    now = clock.now()
    await places.give_up(
        session, office_id=holder.office_id, seat_id=holder.seat_id, reason=data.reason, actor=holder.actor, now=now
    )
    return await seen(session, holder.office_id, holder.appointment_id, holder.seat_id, now=now)


@get("/visits/{visit_id:uuid}/slots", guards=[holder_of_link], tags=["Visit"])
async def list_other_slots(
    session: NamedDependency[AsyncSession],
    holder: NamedDependency[Holder],
    visit_id: FromPath[UUID],
    from_day: Annotated[date, QueryParameter(name="from")],
    to_day: Annotated[date, QueryParameter(name="to")],
    time_zone: FromQuery[str],
    provider_id: FromQuery[UUID | None] = None,
) -> Slots:
    """List where this visit could move to; its own time counts as free."""
    ask = await _ask_to_move(session, holder, provider_id, now=clock.now())
    return await slots_seen(session, ask, first_day=from_day, end_day=to_day, time_zone=time_zone)


@put("/visits/{visit_id:uuid}/time", guards=[holder_of_link], tags=["Visit"])
async def move(
    request: Request[Any, Any, Any],
    holder: NamedDependency[Holder],
    visit_id: FromPath[UUID],
    data: JSONBody[MoveWish],
) -> Response[VisitSeen]:
    """Move to another free time, until the cut-off. 409 slot_taken comes with the nearest free times.

    Who leaves a group sits in another visit then: it has another id, for which the same cookie is given anew.
    """
    sessions: Sessions = request.app.state.sessions
    now = clock.now()
    zone(data.time_zone)
    async with db.begin(sessions, read_only=True) as session:
        ask = await _ask_to_move(session, holder, data.provider_id, now=now)
    async with telling_nearest(sessions, ask, data.starts_at, time_zone=data.time_zone), db.begin(sessions) as session:
        facts = await facts_of(session, holder.office_id, holder.appointment_id, seat_id=holder.seat_id)
        if not facts.in_group:
            await locked_appointment(session, office_id=holder.office_id, appointment_id=holder.appointment_id)
            facts = await facts_of(session, holder.office_id, holder.appointment_id, seat_id=holder.seat_id)
        check_not_begun(facts, now=now)
        moved = await changing_places.move_anybody(
            session,
            office_id=holder.office_id,
            seat_id=holder.seat_id,
            starts_at=data.starts_at,
            provider_id=data.provider_id,
            actor=holder.actor,
            now=now,
        )
        answer = await seen(session, holder.office_id, moved.id, holder.seat_id, now=now)
    if moved.id == holder.appointment_id:
        return Response(answer)
    secret = request.cookies[COOKIE]  # the guard has seen it
    return Response(answer, cookies=[_cookie(request, moved.id, secret, link_expires_at(answer.ends_at) - now)])


async def _ask_to_move(session: AsyncSession, holder: Holder, provider_id: UUID | None, *, now: datetime) -> Ask:
    here = await offices.office_by_id(session, holder.office_id)
    appointment = await appointment_by_id(session, office_id=here.id, appointment_id=holder.appointment_id)
    service = await offices.service_by_id(session, here.id, appointment.service_id)
    if provider_id is not None:
        await offices.provider_by_id(session, here.id, provider_id)
    own = await taken_by_seat(session, office_id=here.id, seat_id=holder.seat_id)
    return changing.ask_to_move(here, service, appointment, own, provider_id=provider_id, actor=holder.actor, now=now)


def _mine(holder: Holder) -> dict[str, UUID]:
    return {"office_id": holder.office_id, "appointment_id": holder.appointment_id, "seat_id": holder.seat_id}


def _cookie(request: Request[Any, Any, Any], visit_id: UUID, secret: str, lives: timedelta) -> Cookie:
    return Cookie(
        COOKIE,
        value=secret,
        path=f"/api/v1/visits/{visit_id}",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.https,
        max_age=int(lives.total_seconds()),
    )


route_handlers = [
    book,
    trade_link,
    read_visit,
    stream_visit,
    check_in,
    step_out,
    enter,
    cancel,
    list_other_slots,
    move,
]
