"""A crowd, an office for it to come to, and what must be true when everybody has had their answer."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.appointments import booking, holding
from frontdesk.appointments.booking import Booking
from frontdesk.audit import Actor
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.errors import Refusal
from frontdesk.offices.tables import Office as OfficeRow
from tests.conftest import SECRET_KEY
from tests.oracle.configuration import (
    Claim,
    Configuration,
    Limit,
    Office,
    Provider,
    Question,
    Schedule,
    Service,
)
from tests.oracle.installing import Installed, install
from tests.scratch import Database

CROWD, SMALL_CROWD = 500, 40
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = datetime(2026, 11, 24, tzinfo=UTC)
ALWAYS = Schedule("Europe/London", tuple((day, 0, 1440) for day in range(1, 8)))
ASKED = Question(DAY, DAY + timedelta(days=1), NOW)


async def opened(database: Database, people: int) -> AsyncIterator[Sessions]:
    engine = make_engine(database.app_url, pool_size=people)
    connections = [await engine.connect() for _ in range(people)]
    for connection in connections:
        await connection.close()  # back into the pool
    yield make_sessions(engine)
    await engine.dispose()


async def open_office(sessions: Sessions, configuration: Configuration) -> Installed:
    async with db.begin(sessions) as session:
        (installed,) = await install(session, [configuration])
    return installed


def a_practice(*, providers: int = 1, **service: Any) -> Configuration:
    """Open round the clock, visits of half an hour."""
    return Configuration(
        Office(schedule=ALWAYS), replace(Service(duration=30, step=30), **service), (Provider(),) * providers
    )


def at(minutes: int) -> datetime:
    return DAY + minutes * MINUTE


async def rush(sessions: Sessions, people: int, act: Callable[[AsyncSession, int], Awaitable[object]]) -> Counter[str]:
    """Let everybody in, and start when all are inside. An error that is no refusal is counted by its own name."""
    start = asyncio.Barrier(people)

    async def one(number: int) -> str:
        try:
            async with db.begin(sessions) as session:
                await session.execute(text("SELECT 1"))
                await start.wait()
                await act(session, number)
        except Refusal as refused:
            return type(refused).__name__
        except DBAPIError as error:
            cause = error.orig.__cause__ if error.orig and error.orig.__cause__ else error.orig
            return f"error: {type(cause).__name__}"
        return "done"

    return Counter(await asyncio.wait_for(asyncio.gather(*(one(number) for number in range(people))), 120))


def holding_of(
    installed: Installed, wish: Callable[[int], tuple[datetime, Question]]
) -> Callable[[AsyncSession, int], Awaitable[object]]:
    """Everybody holds a start by their own wish."""

    async def act(session: AsyncSession, number: int) -> object:
        starts_at, question = wish(number)
        return await holding.hold(session, await installed.ask(session, question), starts_at)

    return act


async def counted(sessions: Sessions, statement: str, **values: Any) -> Any:
    async with db.begin(sessions, read_only=True) as session:
        return await session.scalar(text(statement), values)


async def nothing_is_wrong(sessions: Sessions, installed: Installed, *, claims_left: int) -> None:
    """So many claims, none that nobody holds, none that overlaps another of the same person, none with too many inside."""
    office = {"office": installed.office_id}
    assert await counted(sessions, "SELECT count(*) FROM claim WHERE office_id = :office", **office) == claims_left
    orphans = (
        "SELECT count(*) FROM claim WHERE office_id = :office AND created_at >= :now"
        " AND NOT EXISTS (SELECT FROM hold WHERE hold.claim_id = claim.id)"
    )
    assert await counted(sessions, orphans, **office, now=NOW) == 0
    overlaps = (
        "SELECT count(*) FROM claim AS one JOIN claim AS other USING (provider_id)"
        " WHERE one.id < other.id AND one.during && other.during AND one.office_id = :office"
    )
    assert await counted(sessions, overlaps, **office) == 0
    crowded = (
        "SELECT count(*) FROM claim WHERE office_id = :office AND seats > 1"
        " AND (seats_taken > seats OR seats_taken <> (SELECT count(*) FROM claim_seat WHERE claim_id = claim.id))"
    )
    assert await counted(sessions, crowded, **office) == 0


def a_group_with_one_place_left() -> Configuration:
    group = Claim(0, at(600), at(630), seats=5, places=(None,) * 4)
    return replace(a_practice(seats=5), claims=(group,))


def nearly_full(limit: Limit) -> Configuration:
    taken = tuple(Claim(0, at(1380 + 30 * count), at(1410 + 30 * count)) for count in range(2))
    return replace(a_practice(), claims=taken, limits=(limit,))


def another_hour(number: int) -> tuple[datetime, Question]:
    return at(number % 44 * 30), ASKED


async def one_person_holds_many(
    sessions: Sessions, many: int
) -> tuple[Installed, Callable[[AsyncSession, int], Awaitable[object]]]:
    office = await open_office(sessions, a_practice(duration=5, step=5))
    held: list[tuple[Any, str]] = []
    for number in range(many):
        async with db.begin(sessions) as session:
            ask = await office.ask(session, ASKED)
            kept, secret = await holding.hold(session, ask, at(number * 5))
            held.append((kept.id, secret))
    async with db.begin(sessions) as session:
        row = await session.get_one(OfficeRow, office.office_id)
        row.active_per_consumer_max = 1

    async def act(session: AsyncSession, number: int) -> object:
        hold_id, secret = held[number]
        return await book_held(session, office, hold_id, secret, 0)

    return office, act


async def hold_and_book(sessions: Sessions, office: Installed, starts_at: datetime, who: int) -> UUID:
    async with db.begin(sessions) as session:
        held, secret = await holding.hold(session, await office.ask(session, ASKED), starts_at)
        return await book_held(session, office, held.id, secret, who)


async def book_held(session: AsyncSession, office: Installed, hold_id: UUID, secret: str, who: int) -> UUID:
    contact = Contact(f"Person {who}", f"person.{who}@example.com", None)
    _, seat = await booking.book(
        session,
        await session.get_one(OfficeRow, office.office_id),
        Booking(contact, "Europe/London", "en", sms_consent=False),
        hold_id=hold_id,
        hold_secret=secret,
        secret_key=SECRET_KEY,
        actor=Actor("consumer"),
        now=NOW,
    )
    return seat.id


async def works_in_both(sessions: Sessions, here: Installed, there: Installed) -> None:
    async with db.begin(sessions) as session:
        values = {"here": here.office_id, "there": there.office_id, "service": there.service_id}
        await session.execute(
            text(
                "INSERT INTO provider (office_id, person_id, name, headline, time_zone, active, position, created_at)"
                " SELECT :there, person_id, name, headline, time_zone, active, position, created_at FROM provider"
                " WHERE office_id = :here"
            ),
            values,
        )
        await session.execute(
            text(
                "INSERT INTO service_provider (office_id, service_id, provider_id)"
                " SELECT :there, :service, person_id FROM provider WHERE office_id = :here"
            ),
            values,
        )
