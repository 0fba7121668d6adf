"""The days of the demo office: what was, what lies ahead, and a today in which somebody always waits."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.appointments import booking, changing, holding
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.queries import locked_appointment
from frontdesk.appointments.tables import Appointment
from frontdesk.audit import Actor
from frontdesk.auth.tables import Person
from frontdesk.availability.ask import Ask
from frontdesk.availability.slots import slots
from frontdesk.clock import zone
from frontdesk.db import Sessions
from frontdesk.offices import queries
from frontdesk.offices.tables import Office, Service
from frontdesk.seed.people import (
    AISHA,
    BEN,
    CASEY,
    IVAN,
    JONAS,
    LEAH,
    LENA,
    LONDON,
    MEI,
    NINA,
    NOAH,
    PRIYA,
    RUTH,
    SARA,
    SLUG,
    STAFF,
    TOM,
    Guest,
    SignIn,
)
from frontdesk.visits import outcomes, visit
from frontdesk.visits.facts import Facts, Outcome, State, facts_between

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Days:
    """The demo office while it is being made: who is who, and what they do."""

    def __init__(self, sessions: Sessions, secret_key: str) -> None:
        self._sessions = sessions
        self._secret_key = secret_key

    async def fill_past(self, *, now: datetime) -> None:
        """Two weeks behind us: visits that were kept, one no-show, one cancellation. Only where there is no past yet."""
        if await self._visits_between(now - timedelta(days=14), now - timedelta(days=1)):
            return
        plan: list[tuple[int, str, SignIn, Guest, Outcome | None]] = [
            (12, "Follow-up visit", PRIYA, IVAN, Outcome.COMPLETED),
            (9, "First visit", PRIYA, BEN, Outcome.COMPLETED),
            (7, "Nutrition advice", LENA, NINA, Outcome.COMPLETED),
            (5, "Follow-up visit", PRIYA, SARA, Outcome.CONSUMER_NO_SHOW),
            (4, "Follow-up visit", TOM, RUTH, Outcome.COMPLETED),
            (2, "Follow-up visit", PRIYA, CASEY, None),
            (1, "Follow-up visit", PRIYA, MEI, Outcome.COMPLETED),
        ]
        for days, service, provider, guest, outcome in plan:
            appointment = await self._book_last(service, provider, guest, days=days, now=now)
            if appointment is not None:
                await self._let_happen(appointment, provider, outcome)

    async def fill_tomorrow(self, *, now: datetime) -> None:
        """What lies ahead, booked over the last days. Only where tomorrow is still empty."""
        morning = _at(now.astimezone(zone(LONDON)).date() + timedelta(days=1), 6, LONDON)
        if await self._visits_between(morning, morning + timedelta(days=4)):
            return
        for hours, service, provider, guest in [
            (0, "Follow-up visit", PRIYA, CASEY),
            (4, "First visit", PRIYA, NOAH),
            (2, "Follow-up visit", TOM, BEN),
            (5, "Nutrition advice", LENA, LEAH),
        ]:
            after = morning + timedelta(hours=hours)
            until = after + 4 * DAY
            await self._book_free(service, provider, guest, after=after, until=until, at=now - 2 * DAY - hours * HOUR)

    async def top_up_today(self, *, now: datetime) -> None:
        """See to it that Dr Priya has somebody who waits, a visit that can be joined now, and one for later.

        What others have booked with her is in the way; then a shorter visit, or the nearest time that is free, does as well.
        """
        async with self._office() as (session, office, people):
            around = await facts_between(
                session, office.id, from_at=now - 3 * HOUR, to_at=now + 6 * HOUR, provider_id=people[PRIYA.email]
            )
        mark = now.replace(second=0, microsecond=0) - now.minute % 5 * MINUTE
        if not _any(around, lambda facts: facts.state(now) is State.WAITING):
            starts = [mark - 5 * MINUTE, mark, *(mark - count * MINUTE for count in range(10, 95, 5))]
            waiting = await self._book_desk(JONAS, ["Repeat prescription"], starts, at=now - DAY)
            if waiting is not None:
                ids = {"office_id": waiting.office_id, "appointment_id": waiting.id}
                async with db.begin(self._sessions) as session:
                    await visit.check_in(session, **ids, actor=Actor("consumer"), now=now - 3 * MINUTE)
        if not _any(around, lambda facts: facts.state(now) is State.OPEN and facts.ends_at > now):
            starts = [mark + count * MINUTE for count in (5, 10, 0, -5) if mark + count * MINUTE < now + 15 * MINUTE]
            await self._book_desk(AISHA, ["Follow-up visit", "Repeat prescription"], starts, at=now - 20 * HOUR)
        if not _any(around, lambda facts: facts.state(now) is State.BOOKED):
            starts = [mark + count * MINUTE for count in range(120, 300, 5)]
            await self._book_desk(LEAH, ["Follow-up visit"], starts, at=now - 30 * HOUR)

    async def _let_happen(self, appointment: Appointment, provider: SignIn, outcome: Outcome | None) -> None:
        starts_at, ends_at = db.bounds(appointment.during)
        ids = {"office_id": appointment.office_id, "appointment_id": appointment.id}
        async with self._office() as (session, _, people):
            staff = Actor("staff", people[provider.email])
            if outcome is None:
                locked = await locked_appointment(session, **ids)
                cancelled_at = starts_at - timedelta(days=2)
                await changing.cancel(
                    session, locked, reason="Feeling well again", actor=Actor("consumer"), now=cancelled_at
                )
                return
            if outcome is Outcome.COMPLETED:
                await visit.check_in(session, **ids, actor=Actor("consumer"), now=starts_at - timedelta(minutes=4))
                await visit.admit(session, **ids, actor=staff, now=starts_at + timedelta(minutes=1))
                await visit.end(session, **ids, actor=staff, now=ends_at - timedelta(minutes=2))
            await outcomes.set_outcome(session, outcome, **ids, actor=staff, now=ends_at)

    async def _book_last(
        self, service: str, provider: SignIn, guest: Guest, *, days: int, now: datetime
    ) -> Appointment | None:
        """Book a visit of so many days ago, or a day or two earlier: the practice is closed at the weekend."""
        for further in range(4):
            after = now - (days + further) * DAY
            until = min(after + DAY, now - 2 * HOUR)
            booked = await self._book_free(service, provider, guest, after=after, until=until, at=after - 5 * DAY)
            if booked is not None:
                return booked
        return None

    async def _book_free(
        self, service_name: str, provider: SignIn, guest: Guest, *, after: datetime, until: datetime, at: datetime
    ) -> Appointment | None:
        """Book the first free start between two instants, as the consumer would have done back then."""
        async with self._office() as (session, office, people):
            service = await _service(session, office, service_name)
            ask = Ask(office, service, people[provider.email], now=at, asked_at=at)
            free = await slots(session, ask, from_at=after, to_at=until, at_most=1)
            if not free:
                return None
            held, secret = await holding.hold(session, ask, free[0].starts_at)
            return await self._convert(session, office, guest, held.id, secret, at=at)

    async def _book_desk(
        self, guest: Guest, services: Sequence[str], starts: Sequence[datetime], *, at: datetime
    ) -> Appointment | None:
        """Book for Dr Priya outside the rules, as the desk may: the first of these services and starts that is free."""
        for service_name in services:
            for starts_at in starts:
                with suppress(SlotTaken):
                    async with self._office() as (session, office, people):
                        service = await _service(session, office, service_name)
                        ask = Ask(office, service, people[PRIYA.email], now=at, asked_at=at)
                        held, secret = await holding.hold(
                            session, ask, starts_at, override_reason="Phoned in, agreed with Dr Priya"
                        )
                        return await self._convert(session, office, guest, held.id, secret, at=at)
        return None

    async def _convert(
        self, session: AsyncSession, office: Office, guest: Guest, hold_id: UUID, secret: str, *, at: datetime
    ) -> Appointment:
        wish = Booking(guest.contact, guest.time_zone, "en", sms_consent=True)
        appointment, _ = await booking.book(
            session,
            office,
            wish,
            hold_id=hold_id,
            hold_secret=secret,
            secret_key=self._secret_key,
            actor=Actor("consumer"),
            now=at,
        )
        return appointment

    async def _visits_between(self, from_at: datetime, to_at: datetime) -> Sequence[Facts]:
        async with self._office() as (session, office, _):
            return await facts_between(session, office.id, from_at=from_at, to_at=to_at)

    @asynccontextmanager
    async def _office(self) -> AsyncIterator[tuple[AsyncSession, Office, dict[str, UUID]]]:
        async with db.begin(self._sessions) as session:
            office = await queries.office_named(session, SLUG)
            emails = [who.email for who in STAFF]
            rows = await session.execute(select(Person.email, Person.id).where(Person.email.in_(emails)))
            yield session, office, dict(rows.all())


async def _service(session: AsyncSession, office: Office, name: str) -> Service:
    found = await session.scalars(select(Service).where(Service.office_id == office.id, Service.name == name))
    return found.one()


def _at(day: date, hour: int, time_zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone(time_zone))


def _any(around: Sequence[Facts], fits: Callable[[Facts], bool]) -> bool:
    return any(fits(facts) for facts in around)
