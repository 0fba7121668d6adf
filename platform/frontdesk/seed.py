"""A demo office with a past, a today and a tomorrow, made by performing the product's own verbs.

Each verb is told the hour at which it happened.
Each start tops up today: one visit that can be joined now, one consumer who waits, one visit later, at any hour of any
day of the week. Nothing is done twice, and nobody is texted about last week: the words of a visit that is over are never
said (messages/planning.py).
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.appointments import booking, holding
from frontdesk.appointments.booking import Booking, locked_appointment
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.tables import Appointment
from frontdesk.audit import SYSTEM, Actor
from frontdesk.auth.passwords import hash_password
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Person
from frontdesk.availability.schedules import set_office_hours, set_provider_hours
from frontdesk.availability.slots import Ask, slots
from frontdesk.clock import zone
from frontdesk.config import Settings
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.offices import profile, queries
from frontdesk.offices.queries import UnknownOffice
from frontdesk.offices.schemas import Hours, HoursRange, NewService, ProviderHours
from frontdesk.offices.services import add_service
from frontdesk.offices.tables import Office, Service
from frontdesk.visits import outcomes, visit
from frontdesk.visits.facts import Facts, Outcome, State, facts_between

SLUG = "maple-street"
DEMO_PASSWORD = "maple-street-demo"
LONDON, BERLIN = "Europe/London", "Europe/Berlin"
WORKDAYS = range(1, 6)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody of the demo office, and how to sign in as them."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """What the demo's summary shows."""

    slug: str
    people: tuple[SignIn, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who books, and where they read their times."""

    name: str
    phone: str
    time_zone: str = LONDON

    @property
    def contact(self) -> Contact:
        """Their contact: numbers and addresses that belong to nobody (Ofcom's numbers for drama, example.com)."""
        return Contact(self.name, f"{self.name.lower().replace(' ', '.')}@example.com", self.phone)


CASEY = Guest("Casey Morgan", "+447700900417", BERLIN)
AISHA = Guest("Aisha Bello", "+447700900101")
JONAS = Guest("Jonas Weber", "+447700900102", BERLIN)
LEAH = Guest("Leah Okafor", "+447700900103")
NOAH = Guest("Noah Lindqvist", "+447700900104", "Europe/Stockholm")
MEI = Guest("Mei Tanaka", "+447700900105")
IVAN = Guest("Ivan Petrov", "+447700900106")
BEN = Guest("Ben Carter", "+447700900107")
SARA = Guest("Sara Lund", "+447700900108", "Europe/Copenhagen")
RUTH = Guest("Ruth Adeyemi", "+447700900109")
NINA = Guest("Nina Park", "+447700900110")

OLIVE = SignIn("office manager", "Olive Hart", "olive@maple-street.example", DEMO_PASSWORD)
PRIYA = SignIn("provider", "Dr Priya Raman", "priya@maple-street.example", DEMO_PASSWORD)
TOM = SignIn("provider in London", "Dr Tom Osei", "tom@maple-street.example", DEMO_PASSWORD)
LENA = SignIn("provider in Berlin", "Lena Fischer", "lena@maple-street.example", DEMO_PASSWORD)


async def seed(settings: Settings) -> DemoOffice:
    """Make the demo office if it is not there, and top up its today. Only in the demo and in tests."""
    if settings.environment == "production":
        raise RuntimeError("The demo office belongs to the demo, not into production.")
    clock.move_by(settings.clock_offset)
    engine = make_engine(settings.database_url, pool_size=2)
    try:
        await seed_office(make_sessions(engine), secret_key=settings.secret_key, now=clock.now())
    finally:
        await engine.dispose()
    return DemoOffice(SLUG, (PRIYA, OLIVE, TOM, LENA))


async def seed_office(sessions: Sessions, *, secret_key: str, now: datetime) -> None:
    """Do it in a database that is open already."""
    async with db.begin(sessions) as session:
        try:
            office = await queries.office_named(session, SLUG)
        except UnknownOffice:
            office = None
    demo = Demo(sessions, secret_key)
    if office is None:
        await demo.open_office(now=now - timedelta(days=28))
    await demo.fill_past(now=now)
    await demo.fill_tomorrow(now=now)
    await demo.top_up_today(now=now)


class Demo:
    """The demo office while it is being made: who is who, and what they do."""

    def __init__(self, sessions: Sessions, secret_key: str) -> None:
        self._sessions = sessions
        self._secret_key = secret_key

    async def open_office(self, *, now: datetime) -> None:
        """Open Maple Street: a manager, three providers in two zones, four services, weekly hours."""
        password_hash = await hash_password(DEMO_PASSWORD)
        async with db.begin(self._sessions) as session:
            office = await profile.open_office(
                session,
                slug=SLUG,
                name="Maple Street Practice",
                time_zone=LONDON,
                phone="+44 20 7946 0142",
                email="desk@maple-street.example",
                address="14 Maple Street, London W1T 5HD",
                actor=SYSTEM,
                now=now,
            )

            async def join(who: SignIn, role: Role) -> Person:
                return await profile.add_member(
                    session,
                    office,
                    email=who.email,
                    name=who.name,
                    role=role,
                    password_hash=password_hash,
                    actor=SYSTEM,
                    now=now,
                )

            olive = await join(OLIVE, Role.MANAGER)
            await set_office_hours(session, office, _hours(LONDON, "08:00", "18:00"), actor=_by(olive), now=now)
            people: dict[str, UUID] = {}
            for position, (who, headline, time_zone) in enumerate(
                [(PRIYA, "General practice", LONDON), (TOM, "General practice", LONDON), (LENA, "Nutrition", BERLIN)]
            ):
                person = await join(who, Role.PROVIDER)
                provider = await profile.add_provider(
                    session,
                    office,
                    person,
                    name=who.name,
                    headline=headline,
                    time_zone=time_zone,
                    position=position,
                    actor=_by(olive),
                    now=now,
                )
                people[who.email] = person.id
                own = _OWN_HOURS[who.email]
                await set_provider_hours(session, provider, own, actor=_by(olive), now=now)
            for service in _services(people):
                await add_service(session, service, office_id=office.id, actor=_by(olive), now=now)

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
            booked_at = now - timedelta(days=days + 5)
            appointment = await self._book_free(
                service, provider, guest, after=now - timedelta(days=days), at=booked_at
            )
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
            await self._book_free(service, provider, guest, after=after, at=now - timedelta(days=2, hours=hours))

    async def top_up_today(self, *, now: datetime) -> None:
        """See to it that Dr Priya has somebody who waits, a visit that can be joined now, and one for later."""
        async with self._office() as (session, office, people):
            around = await facts_between(
                session,
                office.id,
                from_at=now - timedelta(hours=3),
                to_at=now + timedelta(hours=6),
                provider_id=people[PRIYA.email],
            )
        start = now.replace(second=0, microsecond=0) - timedelta(minutes=now.minute % 5)
        if not _any(around, lambda facts: facts.state(now) is State.WAITING):
            waiting = await self._book_desk(
                JONAS, "Repeat prescription", start - timedelta(minutes=5), latest=now, at=now - timedelta(days=1)
            )
            if waiting is not None:
                came_at = now - timedelta(minutes=3)
                async with db.begin(self._sessions) as session:
                    await visit.check_in(
                        session,
                        office_id=waiting.office_id,
                        appointment_id=waiting.id,
                        actor=Actor("consumer"),
                        now=came_at,
                    )
        if not _any(around, lambda facts: facts.state(now) is State.OPEN and facts.ends_at > now):
            await self._book_desk(
                AISHA,
                "Follow-up visit",
                start + timedelta(minutes=5),
                latest=now + timedelta(minutes=14),
                at=now - timedelta(hours=20),
            )
        if not _any(around, lambda facts: facts.state(now) is State.BOOKED):
            await self._book_desk(
                LEAH,
                "Follow-up visit",
                start + timedelta(hours=2),
                latest=now + timedelta(hours=5),
                at=now - timedelta(hours=30),
            )

    async def _let_happen(self, appointment: Appointment, provider: SignIn, outcome: Outcome | None) -> None:
        starts_at, ends_at = db.bounds(appointment.during)
        ids = {"office_id": appointment.office_id, "appointment_id": appointment.id}
        async with self._office() as (session, _, people):
            staff = Actor("staff", people[provider.email])
            if outcome is None:
                locked = await locked_appointment(session, **ids)
                cancelled_at = starts_at - timedelta(days=2)
                await booking.cancel(
                    session, locked, reason="Feeling well again", actor=Actor("consumer"), now=cancelled_at
                )
                return
            if outcome is Outcome.COMPLETED:
                await visit.check_in(session, **ids, actor=Actor("consumer"), now=starts_at - timedelta(minutes=4))
                await visit.admit(session, **ids, actor=staff, now=starts_at + timedelta(minutes=1))
                await visit.end(session, **ids, actor=staff, now=ends_at - timedelta(minutes=2))
            await outcomes.set_outcome(session, outcome, **ids, actor=staff, now=ends_at)

    async def _book_free(
        self, service_name: str, provider: SignIn, guest: Guest, *, after: datetime, at: datetime
    ) -> Appointment | None:
        """Book the first free start after an instant, as the consumer would have done back then."""
        async with self._office() as (session, office, people):
            service = await _service(session, office, service_name)
            ask = Ask(office, service, people[provider.email], now=at, asked_at=at)
            free = await slots(session, ask, from_at=after, to_at=after + timedelta(days=4), at_most=1)
            if not free:
                return None
            held, secret = await holding.hold(session, ask, free[0].starts_at)
            return await self._convert(session, office, guest, held.id, secret, at=at)

    async def _book_desk(
        self, guest: Guest, service_name: str, starts_at: datetime, *, latest: datetime, at: datetime
    ) -> Appointment | None:
        """Book for Dr Priya outside the rules, as the desk may: at the first start not taken, in steps of five minutes."""
        while starts_at <= latest:
            try:
                async with self._office() as (session, office, people):
                    service = await _service(session, office, service_name)
                    ask = Ask(office, service, people[PRIYA.email], now=at, asked_at=at)
                    held, secret = await holding.hold(
                        session, ask, starts_at, override_reason="Phoned in, agreed with Dr Priya"
                    )
                    return await self._convert(session, office, guest, held.id, secret, at=at)
            except SlotTaken:
                starts_at += timedelta(minutes=5)
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
            emails = [who.email for who in (OLIVE, PRIYA, TOM, LENA)]
            rows = await session.execute(select(Person.email, Person.id).where(Person.email.in_(emails)))
            yield session, office, dict(rows.all())


async def _service(session: AsyncSession, office: Office, name: str) -> Service:
    found = await session.scalars(select(Service).where(Service.office_id == office.id, Service.name == name))
    return found.one()


def _services(people: dict[str, UUID]) -> list[NewService]:
    doctors = [people[PRIYA.email], people[TOM.email]]
    return [
        NewService(
            name="Follow-up visit",
            text="After a first visit, or about a treatment that is running.",
            category="General practice",
            duration_minutes=20,
            buffer_after_minutes=10,
            notice_minutes=60,
            cancel_cutoff_minutes=1440,
            move_cutoff_minutes=1440,
            position=1,
            provider_ids=doctors,
        ),
        NewService(
            name="First visit",
            text="For people whom we have not seen yet. Please have your medicine list at hand.",
            category="General practice",
            duration_minutes=40,
            buffer_after_minutes=10,
            notice_minutes=120,
            colour="#74316f",
            position=2,
            provider_ids=doctors,
        ),
        NewService(
            name="Nutrition advice",
            text="Eating well with a condition, or just eating well.",
            category="Nutrition",
            duration_minutes=30,
            step_minutes=30,
            price_minor=3500,
            currency="GBP",
            colour="#345f1f",
            position=3,
            provider_ids=[people[LENA.email]],
        ),
        NewService(
            name="Repeat prescription",
            text="A short word before we renew it.",
            category="General practice",
            duration_minutes=10,
            step_minutes=10,
            notice_minutes=30,
            colour="#7f4310",
            position=4,
            provider_ids=[*doctors, people[LENA.email]],
        ),
    ]


def _hours(time_zone: str, start: str, end: str, *, lunch: tuple[str, str] | None = None) -> Hours:
    pairs = [(start, lunch[0]), (lunch[1], end)] if lunch else [(start, end)]
    return Hours(time_zone, [HoursRange(day, first, last) for day in WORKDAYS for first, last in pairs])


_OWN_HOURS = {
    PRIYA.email: ProviderHours(LONDON, _hours(LONDON, "09:10", "17:30", lunch=("12:30", "13:10")).ranges),
    TOM.email: ProviderHours(LONDON, None),
    LENA.email: ProviderHours(BERLIN, _hours(BERLIN, "10:00", "18:00", lunch=("13:00", "14:00")).ranges),
}


def _by(person: Person) -> Actor:
    return Actor("staff", person.id)


def _at(day: date, hour: int, time_zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone(time_zone))


def _any(around: Sequence[Facts], fits: Callable[[Facts], bool]) -> bool:
    return any(fits(facts) for facts in around)
