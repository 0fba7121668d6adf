"""How long it takes to list free times: the statement alone, with every rule on, over HTTP, and with ten times the past."""

from datetime import date, timedelta
from uuid import UUID

import aiohttp
import asyncpg

from frontdesk import db
from frontdesk.availability.ask import Ask
from frontdesk.availability.slots import question
from frontdesk.db import Sessions, new_id
from frontdesk.offices.tables import Office, Service
from tests.benchmarks.city import NOW, City
from tests.benchmarks.measuring import Measurement, measured, percentile, timed

# (name, providers, days, the aim for p95 in milliseconds on two shared cores)
QUESTIONS = (
    ("1 provider x 30 days", 1, 30, 1.5),
    ("20 x 30", 20, 30, 12),
    ("200 x 7", 200, 7, 25),
    ("200 x 30", 200, 30, 100),
)


async def bare(sessions: Sessions, city: City) -> list[Measurement]:
    """Time the statement where no rule is set but hours, buffer and step."""
    found = []
    for name, people, days, aim in QUESTIONS:
        times = await _statement(sessions, city, city.services[people], people, days)
        found += [
            measured(f"slots {name}: statement p50", percentile(times, 0.5), "ms"),
            measured(f"slots {name}: statement p95", percentile(times, 0.95), "ms", at_most=aim),
        ]
    return found


async def ruled(sessions: Sessions, city: City, before: list[Measurement]) -> list[Measurement]:
    """Time the same with every rule on, which may take twice as long."""
    known = {m.name: m.value for m in before}
    found = []
    for name, people, days, _ in QUESTIONS:
        times = await _statement(sessions, city, city.ruled[people], people, days)
        for part, word in ((0.5, "p50"), (0.95, "p95")):
            twice = 2 * known[f"slots {name}: statement {word}"]
            found.append(measured(f"slots {name}: every rule on {word}", percentile(times, part), "ms", at_most=twice))
    return found


async def over_http(origin: str, city: City) -> list[Measurement]:
    """Time the whole request, as a page makes it."""
    found = []
    async with aiohttp.ClientSession() as client:
        for name, people, days, _ in QUESTIONS:
            query = {
                "service_id": str(city.services[people]),
                "from": str(NOW.date()),
                "to": str(NOW.date() + timedelta(days=days)),
                "time_zone": "Europe/London",
            }
            if people == 1:
                query["provider_id"] = str(city.provider_ids[0])

            async def ask(query: dict[str, str] = query) -> None:
                async with client.get(f"{origin}/api/v1/offices/city/slots", params=query) as answer:
                    assert answer.status == 200, await answer.text()
                    await answer.read()

            times = await timed(ask, rounds=200 if people == 1 else 20)
            aim = 3.0 if people == 1 else None
            found += [
                measured(f"slots {name}: HTTP p50", percentile(times, 0.5), "ms", at_most=aim),
                measured(f"slots {name}: HTTP p95", percentile(times, 0.95), "ms"),
            ]
    return found


async def with_a_long_past(sessions: Sessions, city: City, before: list[Measurement]) -> list[Measurement]:
    """Time the same questions in a city with ten times the history; at most 1.3 times the time."""
    known = {m.name: m.value for m in before}
    found = []
    for name, people, days, _ in QUESTIONS:
        times = await _statement(sessions, city, city.services[people], people, days)
        ratio = percentile(times, 0.5) / known[f"slots {name}: statement p50"]
        found.append(measured(f"slots {name}: ten times the history", ratio, "times", at_most=1.3))
    return found


async def _statement(sessions: Sessions, city: City, service_id: UUID, people: int, days: int) -> list[float]:
    async with db.begin(sessions, read_only=True) as session:
        office = await session.get_one(Office, city.office_id)
        service = await session.get_one(Service, service_id)
        who = city.provider_ids[0] if people == 1 else None
        ask = Ask(office, service, who, now=NOW, asked_at=NOW)
        asked = await question(session, ask, from_at=NOW, to_at=NOW + timedelta(days=days))
        statement, values = asked.statement("availability/offered.sql"), {**asked.values, "at_most": 100_000}

        async def run() -> None:
            (await session.execute(statement, values)).all()

        return await timed(run, rounds=100 if people == 1 else 20)


async def add_rules(dsn: str, city: City) -> None:
    """Give the ruled services every rule: limits, season, overrides, closures, time off, attributes, packing, offset."""
    connection = await asyncpg.connect(dsn)
    first = NOW.date()
    try:
        async with connection.transaction():
            await connection.execute("UPDATE provider SET attributes = '{language:en}'")
            for service_id in set(city.ruled.values()):
                await connection.execute(
                    "UPDATE service SET packs_day = true, step_offset_minutes = 5, notice_minutes = 120, window_kind = 'range',"
                    " window_from = $2, window_until = $3, required_attributes = '{language:en}', buffer_before_minutes = 5,"
                    " assignment = 'round_robin', durations = '[{\"minutes\": 40, \"price_minor\": null}]' WHERE id = $1",
                    service_id,
                    first,
                    first + timedelta(days=80),
                )
                await _limit(connection, city, "service", "week", 100_000, service_id=service_id)
            await _limit(connection, city, "office", "month", 1_000_000)
            await _limit(connection, city, "provider", "day", 12)
            await connection.execute(
                "INSERT INTO hours_override (id, office_id, provider_id, from_on, until_on, ranges, reason, created_at)"
                " SELECT gen_random_uuid(), office_id, person_id, $1, $1, '[[600, 900]]', '', $2 FROM provider",
                first + timedelta(days=2),
                NOW,
            )
            await connection.execute(
                "INSERT INTO time_off (id, office_id, provider_id, during, reason, created_at)"
                " SELECT gen_random_uuid(), office_id, person_id, tstzrange($1, $2), '', $3 FROM provider"
                " WHERE position % 5 = 0",
                NOW + timedelta(days=3),
                NOW + timedelta(days=5),
                NOW,
            )
            await connection.execute(
                "INSERT INTO time_off (id, office_id, during, reason, created_at) VALUES (gen_random_uuid(), $1,"
                " tstzrange($2, $3), 'Holiday', $4)",
                city.office_id,
                NOW + timedelta(days=6),
                NOW + timedelta(days=7),
                NOW,
            )
            await _seasons(connection, first)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _limit(
    connection: "asyncpg.Connection[asyncpg.Record]",
    city: City,
    scope: str,
    period: str,
    most: int,
    *,
    service_id: UUID | None = None,
) -> None:
    await connection.execute(
        "INSERT INTO booking_limit (id, office_id, scope, service_id, period, count_max, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new_id(),
        city.office_id,
        scope,
        service_id,
        period,
        most,
        NOW,
    )


async def _seasons(connection: "asyncpg.Connection[asyncpg.Record]", first: date) -> None:
    await connection.execute(
        "INSERT INTO season (id, office_id, schedule_id, name, from_on, until_on, created_at)"
        " SELECT gen_random_uuid(), office_id, id, 'Winter', $1, $2, $3 FROM schedule",
        first + timedelta(days=14),
        first + timedelta(days=20),
        NOW,
    )
    await connection.execute(
        "INSERT INTO weekly_hours (id, office_id, schedule_id, season_id, weekday, from_minute, to_minute)"
        " SELECT gen_random_uuid(), season.office_id, season.schedule_id, season.id, day, 600, 960"
        " FROM season, generate_series(1, 5) AS day"
    )
