"""A city's worth of bookings, made with a fixed seed: 200 providers in five zones, 20,000 consumers, 90 days, 60 % booked.

Rows go in by COPY, past the product's verbs: a hundred thousand bookings by hand would take the afternoon. What they look
like is what the verbs write, and the constraints check every row.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from frontdesk.availability.hours import Plan, WeeklyRange, openings
from frontdesk.db import new_id

SEED = 20261123
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney")
PROVIDERS, CONSUMERS, DAYS, BOOKED = 200, 20_000, 90, 0.6
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LENGTH, BUFFER = timedelta(minutes=20), timedelta(minutes=10)


@dataclass(frozen=True)
class City:
    """The ids that questions need, and how much there is."""

    office_id: UUID
    services: dict[int, UUID]  # by how many providers offer it: 1 means one of the 200
    ruled: dict[int, UUID]  # the same with every rule on
    provider_ids: list[UUID]
    appointments: int

    @property
    def service_id(self) -> UUID:
        """The service that everybody offers."""
        return self.services[200]


async def build(dsn: str, *, history: int = 1) -> City:
    """Fill an empty migrated database; `history` times as many days lie behind as before."""
    dice = random.Random(SEED)
    connection = await asyncpg.connect(dsn)
    office_id, consumers = new_id(), [new_id() for _ in range(CONSUMERS)]
    everybody, few, ruled, ruled_few = (new_id() for _ in range(4))
    people = [new_id() for _ in range(PROVIDERS)]
    schedules = [new_id() for _ in range(PROVIDERS)]
    zones = [ZONES[number % len(ZONES)] for number in range(PROVIDERS)]
    try:
        async with connection.transaction():
            await _offices(connection, office_id, consumers, people, schedules, zones)
            for service_id, slug, offering in (
                (everybody, "visit", people),
                (few, "team", people[:20]),
                (ruled, "ruled", people),
                (ruled_few, "ruled-team", people[:20]),
            ):
                await _service(connection, office_id, service_id, slug, offering)
            first = NOW.date() - timedelta(days=DAYS * (history - 1))
            rows = list(_bookings(dice, office_id, everybody, people, zones, first=first))
            await _copy(connection, "claim", CLAIM, (row[0] for row in rows))
            await _copy(connection, "appointment", APPOINTMENT, (row[1] for row in rows))
            await _copy(
                connection,
                "seat",
                SEAT,
                (
                    (
                        new_id(),
                        office_id,
                        row[1][0],
                        dice.choice(consumers),
                        "UTC",
                        "en",
                        1,
                        row[1][0].bytes,
                        NOW,
                        row[1][0],
                    )
                    for row in rows
                ),
            )
        await connection.execute("ANALYZE")
    finally:
        await connection.close()
    services = {1: everybody, 20: few, 200: everybody}
    return City(office_id, services, {1: ruled, 20: ruled_few, 200: ruled}, people, len(rows))


WEEK = tuple(WeeklyRange(day, 9 * 60, 17 * 60) for day in range(1, 6))
CLAIM = "id office_id provider_id service_id during starts_at ends_at reason seats seats_taken expires_at created_at"
APPOINTMENT = "id office_id service_id provider_id claim_id during revision requested_at confirmed_at"
SEAT = "id office_id appointment_id consumer_id time_zone locale link_version link_hash taken_at calendar_uid"


def _bookings(
    dice: random.Random, office_id: UUID, service_id: UUID, people: list[UUID], zones: list[str], *, first: date
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    last = NOW.date() + timedelta(days=DAYS)
    for person, zone in zip(people, zones, strict=True):
        for opening in openings(Plan(zone, WEEK), first=first, last=last):
            start = opening.starts_at
            while start + LENGTH <= opening.ends_at:
                if dice.random() < BOOKED:
                    claim_id = new_id()
                    end = start + LENGTH
                    during, visit = asyncpg.Range(start, end + BUFFER), asyncpg.Range(start, end)
                    yield (
                        (claim_id, office_id, person, service_id, during, start, end, "appointment", 1, 1, None, NOW),
                        (
                            new_id(),
                            office_id,
                            service_id,
                            person,
                            claim_id,
                            visit,
                            0,
                            NOW,
                            NOW,
                        ),
                    )
                start += LENGTH + BUFFER


async def _offices(
    connection: Any,
    office_id: UUID,
    consumers: list[UUID],
    people: list[UUID],
    schedules: list[UUID],
    zones: list[str],
) -> None:
    await _copy(
        connection,
        "office",
        "id slug name time_zone locale region colour door_opens_minutes created_at",
        [(office_id, "city", "City Practice", "Europe/London", "en-GB", "GB", "#0b6a87", 15, NOW)],
    )
    await _copy(
        connection,
        "person",
        "id email name created_at",
        ((person, f"provider{number}@city.example", f"Provider {number}", NOW) for number, person in enumerate(people)),
    )
    await _copy(
        connection,
        "schedule",
        "id office_id name time_zone created_at",
        ((schedule, office_id, "Hours", zone, NOW) for schedule, zone in zip(schedules, zones, strict=True)),
    )
    await _copy(
        connection,
        "weekly_hours",
        "id office_id schedule_id weekday from_minute to_minute",
        ((new_id(), office_id, schedule, *hours) for schedule in schedules for hours in WEEK),
    )
    await _copy(
        connection,
        "provider",
        "office_id person_id name headline time_zone schedule_id active position created_at",
        (
            (office_id, person, f"Provider {number}", "", zone, schedule, True, number, NOW)
            for number, (person, zone, schedule) in enumerate(zip(people, zones, schedules, strict=True))
        ),
    )
    await _copy(
        connection,
        "consumer",
        "id office_id name email locale time_zone created_at",
        (
            (one, office_id, f"Resident {number}", f"resident{number}@city.example", "en", "UTC", NOW)
            for number, one in enumerate(consumers)
        ),
    )


async def _service(connection: Any, office_id: UUID, service_id: UUID, slug: str, offering: list[UUID]) -> None:
    await _copy(
        connection,
        "service",
        "id office_id slug name text category modality duration_minutes step_minutes buffer_before_minutes"
        " buffer_after_minutes notice_minutes window_days colour active position reminder_offsets_minutes"
        " cancel_cutoff_minutes move_cutoff_minutes created_at",
        [
            (
                service_id,
                office_id,
                slug,
                slug.title(),
                "",
                "",
                "video",
                20,
                15,
                0,
                10,
                0,
                365,
                "#0b6a87",
                True,
                1,
                [1440, 60],
                0,
                0,
                NOW,
            )
        ],
    )
    await _copy(
        connection,
        "service_provider",
        "office_id service_id provider_id",
        ((office_id, service_id, person) for person in offering),
    )


async def _copy(connection: Any, table: str, columns: str, rows: Any) -> None:
    await connection.copy_records_to_table(table, records=rows, columns=columns.split())
