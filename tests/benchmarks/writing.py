"""How many bookings a second: a claim, a whole booking, over HTTP; each beside what this server can commit at all."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import aiohttp
import asyncpg
from sqlalchemy import text

from frontdesk import db
from frontdesk.appointments import booking, holding
from frontdesk.appointments.booking import Booking
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.ask import Ask
from frontdesk.availability.slots import slots
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions, new_id
from frontdesk.offices.tables import Office, Service
from tests.benchmarks.city import NOW, City
from tests.benchmarks.measuring import Measurement, measured

AT_ONCE, SECONDS = 32, 6


async def bookings(dsn: str, sessions: Sessions, origin: str, city: City) -> list[Measurement]:
    """Measure the limits first, in the same run, then the ways to book, as a part of them.

    Two limits, because two clients: the driver alone, and the product's session (SQLAlchemy) doing no more than one INSERT.
    """
    async with db.begin(sessions, read_only=True) as session:
        office = await session.get_one(Office, city.office_id)
        service = await session.get_one(Service, city.service_id)
        ask = Ask(office, service, None, now=NOW, asked_at=NOW)
        free = [
            (slot.starts_at, who)
            for slot in await slots(session, ask, from_at=NOW, to_at=NOW + timedelta(days=88), at_most=100_000)
            for who in slot.provider_ids
        ]
    apart = iter(_apart(free))
    pool = await asyncpg.create_pool(dsn, min_size=AT_ONCE, max_size=AT_ONCE)
    await pool.execute("CREATE TABLE bench_row (id uuid PRIMARY KEY, at timestamptz NOT NULL)")
    await pool.execute("GRANT ALL ON bench_row TO frontdesk_app")

    async def insert(_: int) -> None:
        await pool.execute("INSERT INTO bench_row VALUES ($1, $2)", new_id(), NOW)

    async def insert_by_session(_: int) -> None:
        async with db.begin(sessions) as session:
            await session.execute(text("INSERT INTO bench_row VALUES (:id, :at)"), {"id": new_id(), "at": NOW})

    async def take_by_driver(_: int) -> None:
        start, who = next(apart)
        end = start + timedelta(minutes=service.duration_minutes)
        taken = asyncpg.Range(start, end + timedelta(minutes=service.buffer_after_minutes))
        wish = (new_id(), None, office.id, who, service.id, taken, start, end, "appointment", 1, None, NOW)
        assert await pool.fetchval("SELECT take_claim($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)", *wish)

    try:
        limit = await _rate(insert)
        by_driver = await _rate(take_by_driver)
        limit_of_session = await _rate(insert_by_session)
    finally:
        await pool.execute("DROP TABLE bench_row")
        await pool.close()
    taking = await _rate(lambda _: _take(sessions, service, *next(apart)))
    whole = await _rate(lambda number: _book(sessions, office, service, number, *next(apart)))
    async with _Doors(origin) as doors:
        served = await _rate(lambda number: doors.book(number, city, *next(apart)))
    return [
        measured("limit: one INSERT and COMMIT, driver alone, 32 at once", limit, "per second"),
        measured("taking a claim, driver alone", by_driver, "per second"),
        measured("taking a claim, driver alone, part of the limit", 100 * by_driver / limit, "%", at_least=35),
        measured("limit: one INSERT and COMMIT through the product's session", limit_of_session, "per second"),
        measured("taking a claim through the product's session", taking, "per second"),
        measured("taking a claim, part of the session's limit", 100 * taking / limit_of_session, "%", at_least=35),
        measured("a whole booking: hold, book, jobs, audit, notice", whole, "per second"),
        measured("a whole booking, part of the session's limit", 100 * whole / limit_of_session, "%", at_least=15),
        measured("a whole booking, part of the driver's limit", 100 * whole / limit, "%", at_least=15),
        measured("a whole booking over HTTP: two requests", served, "per second"),
        measured("a whole booking over HTTP, part of the driver's limit", 100 * served / limit, "%"),
    ]


async def stampede(origin: str, city: City, *, people: int = 500) -> list[Measurement]:
    """Let five hundred people want one time at the same moment."""
    wanted = datetime.fromisoformat(f"{(NOW + timedelta(days=89)).date()}T10:00:00+00:00")
    async with _Doors(origin) as doors:
        begun = time.perf_counter()
        answers = await asyncio.gather(
            *(doors.hold(number, city, wanted, city.provider_ids[0]) for number in range(people))
        )
        took = (time.perf_counter() - begun) * 1000
    won = sum(status == 201 for status, _ in answers)
    assert won <= 1, f"{won} people have the same time"
    assert {status for status, _ in answers} <= {201, 409}
    return [measured(f"stampede of {people} on one time: until all have an answer", took, "ms")]


def _apart(free: list[tuple[datetime, UUID]]) -> list[tuple[datetime, UUID]]:
    """Keep times that do not touch each other: half an hour apart for each provider."""
    kept: list[tuple[datetime, UUID]] = []
    last: dict[UUID, datetime] = {}
    for start, who in sorted(free):
        if who not in last or start - last[who] >= timedelta(minutes=30):
            last[who] = start
            kept.append((start, who))
    return kept


async def _rate(act: Callable[[int], Awaitable[object]]) -> float:
    done = 0
    numbers = count()
    begun = time.perf_counter()

    async def go_on() -> None:
        nonlocal done
        while time.perf_counter() - begun < SECONDS:
            await act(next(numbers))
            done += 1

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return done / (time.perf_counter() - begun)


async def _take(sessions: Sessions, service: Service, starts_at: datetime, who: UUID) -> None:
    async with db.begin(sessions) as session:
        taken = await claims.take(
            session,
            service,
            provider_id=who,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=service.duration_minutes),
            reason="appointment",
            expires_at=None,
            now=NOW,
        )
        assert taken is not None


async def _book(
    sessions: Sessions, office: Office, service: Service, number: int, starts_at: datetime, who: UUID
) -> None:
    """Book for somebody of their own: nobody may have two visits at one time, and one person's bookings wait in line."""
    casey = Contact("Casey Morgan", f"casey{number}@example.org", None)
    async with db.begin(sessions) as session:
        held, secret = await holding.hold(session, Ask(office, service, who, now=NOW, asked_at=NOW), starts_at)
        await booking.book(
            session,
            office,
            Booking(casey, "UTC", "en", False),
            hold_id=held.id,
            hold_secret=secret,
            secret_key="a secret for benchmarks, long enough to sign",
            actor=Actor("consumer"),
            now=NOW,
        )


class _Doors:
    """Many network addresses, as a crowd has them: each may keep only so many times."""

    def __init__(self, origin: str, *, addresses: int = 100) -> None:
        self._url = f"{origin}/api/v1/offices/city"
        self._clients = [
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=(f"127.0.1.{number + 1}", 0), limit=50))
            for number in range(addresses)
        ]

    async def __aenter__(self) -> "_Doors":
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            await client.close()

    async def hold(self, number: int, city: City, starts_at: datetime, who: UUID) -> tuple[int, dict[str, str]]:
        """Ask to keep a time; answers the status and what was said."""
        wish = {
            "service_id": str(city.service_id),
            "provider_id": str(who),
            "starts_at": starts_at.isoformat(),
            "time_zone": "UTC",
        }
        client = self._clients[number % len(self._clients)]
        async with client.post(f"{self._url}/holds", json=wish) as answer:
            return answer.status, await answer.json()

    async def book(self, number: int, city: City, starts_at: datetime, who: UUID) -> None:
        """Keep a time and book it."""
        status, held = await self.hold(number, city, starts_at, who)
        assert status == 201, held
        wish = {
            "hold_id": held["id"],
            "hold_secret": held["secret"],
            "consumer": {"name": "Casey Morgan", "email": f"casey{number}@example.com", "phone": None},
            "time_zone": "UTC",
            "locale": "en",
            "sms_consent": False,
        }
        client = self._clients[number % len(self._clients)]
        async with client.post(f"{self._url}/appointments", json=wish) as answer:
            assert answer.status == 201, await answer.text()
            await answer.read()


async def memory(origin: str, pid: int, city: City, *, requests: int = 10_000) -> list[Measurement]:
    """Ask ten thousand times and see whether the server has grown."""
    query = {"service_id": str(city.services[20]), "from": str(NOW.date()), "to": str(NOW.date() + timedelta(days=3))}
    async with aiohttp.ClientSession() as client:

        async def ask(_: int) -> None:
            async with client.get(f"{origin}/api/v1/offices/city/slots", params=query | {"time_zone": "UTC"}) as answer:
                assert answer.status == 200
                await answer.read()

        async def ask_often(times: int) -> None:
            left = iter(range(times))

            async def go_on() -> None:
                for number in left:
                    await ask(number)

            await asyncio.gather(*(go_on() for _ in range(8)))

        await ask_often(1000)
        before = _resident(pid)
        latencies = time.perf_counter()
        await ask_often(requests)
        took = time.perf_counter() - latencies
    after = _resident(pid)
    return [
        measured("memory of the server, warm", before, "MB"),
        measured(f"memory of the server after {requests} requests", after, "MB", at_most=before * 1.05),
        measured("requests for free times, 8 at once", requests / took, "per second"),
    ]


def _resident(pid: int) -> float:
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
