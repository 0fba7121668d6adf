"""Free times as consumers see them, and keeping one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.appointments import holding
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.private_links import PrivateLinkInvalid, open_private_link
from frontdesk.appointments.rules import price_of
from frontdesk.appointments.schemas import HoldSecret, HoldSeen, HoldWish, hold_seen
from frontdesk.auth.guards import staff_if_any
from frontdesk.auth.proof_of_work import want_work
from frontdesk.auth.rations import spend
from frontdesk.availability.ask import Ask
from frontdesk.availability.claims import Taken
from frontdesk.availability.schemas import Slots, slot_seen
from frontdesk.availability.slots import first_slot, nearest_slots, slots
from frontdesk.clock import zone
from frontdesk.db import Sessions
from frontdesk.errors import Invalid
from frontdesk.offices import queries as offices
from frontdesk.offices.queries import UnknownService
from frontdesk.offices.tables import Office
from frontdesk.wall import start_of_day

DAYS_AT_ONCE = 62
FromDay = Annotated[date, QueryParameter(name="from")]
PrivateLinkToken = Annotated[str | None, HeaderParameter(name="Private-Link", max_length=200)]
ToDay = Annotated[date, QueryParameter(name="to")]
HOLDS_AT_MOST = 200  # by one network address in ten minutes: a whole waiting room behind one router may book


class RangeTooLong(Invalid):
    """Ask for one to 62 days at a time."""


def check_range(first: date, end: date) -> None:
    """Refuse an empty or overlong range of days; raises RangeTooLong."""
    if not timedelta() < end - first <= timedelta(days=DAYS_AT_ONCE):
        raise RangeTooLong()


async def slots_seen(session: AsyncSession, ask: Ask, *, first_day: date, end_day: date, time_zone: str) -> Slots:
    """List free starts between two dates of the reader's zone, and the first free one of all."""
    check_range(first_day, end_day)
    from_at, to_at = start_of_day(first_day, time_zone), start_of_day(end_day, time_zone)
    found = await slots(session, ask, from_at=from_at, to_at=to_at)
    first = found[0] if found and from_at <= ask.now else await first_slot(session, ask)
    here = ask.office.time_zone
    return Slots(
        time_zone=time_zone,
        office_time_zone=here,
        now=ask.now,
        slots=[slot_seen(slot, reader_zone=time_zone, office_zone=here) for slot in found],
        first_free=slot_seen(first, reader_zone=time_zone, office_zone=here) if first else None,
    )


@asynccontextmanager
async def telling_nearest(sessions: Sessions, ask: Ask, starts_at: Any, *, time_zone: str) -> AsyncIterator[None]:
    """Let a SlotTaken leave with the nearest free times, read anew after the refused transaction."""
    try:
        yield
    except SlotTaken as refusal:
        async with db.begin(sessions, read_only=True) as session:
            near = await nearest_slots(session, ask, starts_at)
        here = ask.office.time_zone
        shown = [slot_seen(slot, reader_zone=time_zone, office_zone=here) for slot in near]
        raise SlotTaken(nearest=shown, slots_changed=True) from refusal


@get("/offices/{office:str}/slots", tags=["Booking"])
async def list_slots(
    session: NamedDependency[AsyncSession],
    office: FromPath[str],
    service_id: FromQuery[UUID],
    from_day: FromDay,
    to_day: ToDay,
    time_zone: FromQuery[str],
    provider_id: FromQuery[UUID | None] = None,
    duration_minutes: FromQuery[int | None] = None,
    attributes: Annotated[list[str] | None, QueryParameter(name="attribute", max_items=20)] = None,
    hold_id: FromQuery[UUID | None] = None,
    hold_secret: FromQuery[str | None] = None,
    private_link: PrivateLinkToken = None,
) -> Slots:
    """List what can be booked from one date to another (of the reader's zone). An own hold stays selectable."""
    here, now = await offices.office_named(session, office), clock.now()
    ignoring = await holding.taken_by_holder(session, here, hold_id, hold_secret)
    ask, _ = await _asked(
        session, here, service_id, provider_id, duration_minutes, attributes or [], private_link, ignoring, now=now
    )
    return await slots_seen(session, ask, first_day=from_day, end_day=to_day, time_zone=time_zone)


@post("/offices/{office:str}/holds", tags=["Booking"])
async def take_hold(
    request: Request[Any, Any, Any],
    office: FromPath[str],
    data: JSONBody[HoldWish],
    private_link: PrivateLinkToken = None,
) -> HoldSeen:
    """Keep a time for ten minutes. 409 slot_taken comes with the nearest free times.

    429 proof_of_work_wanted comes with a `challenge` for altcha: solve it, and send its payload as `proof_of_work`.
    """
    sessions, now = request.app.state.sessions, clock.now()
    zone(data.time_zone)
    known = await staff_if_any(request) is not None  # staff, and programs with a key
    async with db.begin(sessions) as session:
        address = request.client.host if request.client else "unknown"
        if not known:
            settings = request.app.state.settings
            await want_work(
                session,
                "hold",
                address,
                solved=data.proof_of_work,
                flood=settings.flood_holds_a_minute,
                secret_key=settings.secret_key,
                now=now,
            )
            await spend(session, "hold", address, at_most=HOLDS_AT_MOST, within=timedelta(minutes=10), now=now)
        here = await offices.office_named(session, office)
        ask, link_id = await _asked(
            session,
            here,
            data.service_id,
            data.provider_id,
            data.duration_minutes,
            data.attributes,
            private_link,
            None,
            now=now,
        )
    async with telling_nearest(sessions, ask, data.starts_at, time_zone=data.time_zone), db.begin(sessions) as session:
        held, secret = await holding.hold(session, ask, data.starts_at, private_link_id=link_id)
    return hold_seen(held, secret, reader_zone=data.time_zone, office_zone=here.time_zone, now=now)


@post("/offices/{office:str}/holds/{hold_id:uuid}/extension", status_code=200, tags=["Booking"])
async def prolong_hold(
    session: NamedDependency[AsyncSession], office: FromPath[str], hold_id: FromPath[UUID], data: JSONBody[HoldSecret]
) -> HoldSeen:
    """Keep it five minutes longer, once."""
    here, now = await offices.office_named(session, office), clock.now()
    held = await holding.prolong(session, here, hold_id, data.secret, now=now)
    return hold_seen(held, data.secret, reader_zone=here.time_zone, office_zone=here.time_zone, now=now)


@post("/offices/{office:str}/holds/{hold_id:uuid}/release", status_code=204, tags=["Booking"])
async def release_hold(
    session: NamedDependency[AsyncSession], office: FromPath[str], hold_id: FromPath[UUID], data: JSONBody[HoldSecret]
) -> None:
    """Give the time back; twice does no harm."""
    here = await offices.office_named(session, office)
    await holding.release(session, here, hold_id, data.secret, now=clock.now())


async def _asked(
    session: AsyncSession,
    office: Office,
    service_id: UUID,
    provider_id: UUID | None,
    duration_minutes: int | None,
    attributes: list[str],
    private_link: str | None,
    ignoring: Taken | None,
    *,
    now: datetime,
) -> tuple[Ask, UUID | None]:
    """Read what a consumer asks for, through a private link if they came by one; answers the link, too."""
    service = await offices.service_by_id(session, office.id, service_id)
    if not service.active:
        raise UnknownService()
    if provider_id is not None:
        await offices.provider_by_id(session, office.id, provider_id)
    if duration_minutes is not None:
        price_of(service, duration_minutes)
    link = None
    if private_link is not None:
        link = await open_private_link(session, office.id, private_link, now=now)
        if link.service_id != service.id or (link.provider_id and provider_id not in (None, link.provider_id)):
            raise PrivateLinkInvalid()
        provider_id = link.provider_id or provider_id
    ask = Ask(
        office,
        service,
        provider_id,
        now=now,
        asked_at=now,
        ignoring=ignoring,
        duration_minutes=duration_minutes,
        attributes=frozenset(attributes),
        unlocked=link is not None,
    )
    return ask, link.id if link else None


route_handlers = [list_slots, take_hold, prolong_hold, release_hold]
