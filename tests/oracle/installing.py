"""Writes configurations into a database as they stand, in one statement for as many as one likes, and asks the product.

Each is an office of its own with people of its own. Plain INSERTs: what is written is what the configuration says, and no
verb of the product has a hand in it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.claims import Taken
from frontdesk.db import new_id
from frontdesk.offices.tables import Office, Service
from tests.oracle import configuration as plain
from tests.oracle.configuration import Configuration, Question

CREATED = "2026-01-01T00:00:00Z"
ORDER = (
    *("office", "person", "schedule", "season", "weekly_hours", "provider", "service", "service_provider"),
    *("hours_override", "time_off", "claim", "claim_seat", "booking_limit"),
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Installed:
    """Where a configuration stands in the database."""

    configuration: Configuration
    office_id: UUID
    service_id: UUID
    provider_ids: tuple[UUID, ...]
    claim_ids: tuple[UUID, ...]
    place_ids: tuple[tuple[UUID | None, ...], ...]
    elsewhere_id: UUID
    other_service_id: UUID

    async def ask(self, session: AsyncSession, question: Question) -> Ask:
        """Say the question in the product's words."""
        ignoring = None
        if question.ignoring is not None:
            claim, place = question.ignoring
            ignoring = Taken(self.claim_ids[claim], self.place_ids[claim][place] if place is not None else None)
        return Ask(
            await session.get_one(Office, self.office_id),
            await session.get_one(Service, self.service_id),
            self.provider_ids[question.provider] if question.provider is not None else None,
            now=question.now,
            asked_at=question.asked_at or question.now,
            ignoring=ignoring,
            duration_minutes=question.duration,
            attributes=question.attributes,
            unlocked=question.unlocked,
        )

    async def rewrite(self, session: AsyncSession, configuration: Configuration) -> None:
        """Let the office decide otherwise: all rules anew; who works here and what is taken stay as they are."""
        rows: dict[str, list[Row]] = defaultdict(list)
        _Writer(rows, self).write_rules(configuration)
        for table in ("hours_override", "time_off", "booking_limit"):
            await session.execute(text(f"DELETE FROM {table} WHERE office_id = :office"), {"office": self.office_id})
        changed = {table: rows.pop(table) for table in ("office", "provider", "service")}
        if any(rows.values()):
            statement, parameter = _statement(rows)
            await session.execute(statement, parameter)
        for table, keys in (("office", "id"), ("service", "id"), ("provider", "office_id, person_id")):
            columns = ", ".join(changed[table][0])
            same = " AND ".join(f"{table}.{key} = given.{key}" for key in keys.split(", "))
            await session.execute(
                text(
                    f"UPDATE {table} SET ({columns}) = (SELECT {', '.join(f'given.{c}' for c in changed[table][0])})"
                    f" FROM jsonb_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS jsonb)) AS given WHERE {same}"
                ),
                {"rows": json.dumps(changed[table])},
            )

    def free(self, slot: Slot) -> plain.Free:
        """Say the product's answer in the oracle's words."""
        numbers = tuple(self.provider_ids.index(provider_id) for provider_id in slot.provider_ids)
        return plain.Free(slot.starts_at, numbers, slot.seats_left)


async def install(session: AsyncSession, configurations: Iterable[Configuration]) -> list[Installed]:
    """Write them all."""
    rows: dict[str, list[Row]] = defaultdict(list)
    installed = [_Writer(rows).write(configuration) for configuration in configurations]
    statement, parameter = _statement(rows)
    await session.execute(statement, parameter)
    return installed


def _statement(rows: dict[str, list[Row]]) -> tuple[Any, dict[str, str]]:
    """Foreign keys are checked when the whole statement has run, so the order does not matter."""
    parts = []
    for table in ORDER:
        if rows[table]:
            columns = ", ".join(rows[table][0])
            parts.append(
                f"{table}_written AS (INSERT INTO {table} ({columns})"
                f" SELECT {columns} FROM jsonb_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS jsonb)->'{table}'))"
            )
    return text(f"WITH {', '.join(parts)} SELECT 1"), {"rows": json.dumps(rows)}


class _Writer:
    """Turns one configuration into rows."""

    def __init__(self, rows: dict[str, list[Row]], written: Installed | None = None) -> None:
        self.rows = rows
        self.people = written.provider_ids if written else ()
        self.office_id, self.elsewhere_id = new_id(), new_id()
        self.service_id, self.other_service_id, self.service_elsewhere_id = new_id(), new_id(), new_id()
        if written:
            self.office_id, self.service_id, self.other_service_id = (
                written.office_id,
                written.service_id,
                written.other_service_id,
            )

    def write(self, configuration: Configuration) -> Installed:
        base = new_id().int >> 16 << 16
        count = len(configuration.providers)
        self.people = people = tuple(
            UUID(int=base + number) for number in range(count)
        )  # a smaller number, a smaller id
        self._office(self.elsewhere_id, plain.Office())
        self._service(self.elsewhere_id, self.service_elsewhere_id, plain.Service())
        self._service(self.office_id, self.other_service_id, plain.Service())
        self.write_rules(configuration)
        for number, provider in enumerate(configuration.providers):
            self._person(number, people[number], provider)
        claims = [self._claim(claim, people) for claim in configuration.claims]
        return Installed(
            configuration,
            self.office_id,
            self.service_id,
            people,
            tuple(claim_id for claim_id, _ in claims),
            tuple(places for _, places in claims),
            self.elsewhere_id,
            self.other_service_id,
        )

    def write_rules(self, configuration: Configuration) -> None:
        """All that an office can decide anew."""
        office, service = configuration.office, configuration.service
        self._office(self.office_id, office)
        self._overrides(office.overrides)
        self._service(self.office_id, self.service_id, service)
        self._overrides(service.overrides, service_id=self.service_id)
        for number, provider in enumerate(configuration.providers):
            self._provider(number, self.people[number], provider)
        for away in configuration.away:
            self._away(away, self.people)
        for limit in configuration.limits:
            self._limit(limit, self.people)

    def _add(self, table: str, **row: Any) -> None:
        self.rows[table].append({name: _plain(value) for name, value in row.items()})

    def _office(self, office_id: UUID, office: plain.Office) -> None:
        self._add(
            "office",
            id=office_id,
            slug=f"o{office_id.hex}",
            name="An office",
            time_zone=office.time_zone,
            locale="en",
            region="GB",
            colour="#0b6e4f",
            door_opens_minutes=15,
            schedule_id=self._schedule(office_id, office.schedule),
            week_starts_on=office.week_starts_on,
            contact_proof="none",
            pause_notice="Back soon." if office.paused else None,
            version=1,
            created_at=CREATED,
        )

    def _schedule(self, office_id: UUID, schedule: plain.Schedule | None) -> UUID | None:
        if schedule is None:
            return None
        schedule_id = new_id()
        self._add(
            "schedule",
            id=schedule_id,
            office_id=office_id,
            name="Hours",
            time_zone=schedule.time_zone,
            version=1,
            created_at=CREATED,
        )
        self._weekly(office_id, schedule_id, None, schedule.weekly)
        for season in schedule.seasons:
            season_id = new_id()
            self._add(
                "season",
                id=season_id,
                office_id=office_id,
                schedule_id=schedule_id,
                name="A season",
                from_on=season.from_on,
                until_on=season.until_on,
                created_at=CREATED,
            )
            self._weekly(office_id, schedule_id, season_id, season.weekly)
        return schedule_id

    def _weekly(self, office_id: UUID, schedule_id: UUID, season_id: UUID | None, weekly: plain.Weekly) -> None:
        for weekday, from_minute, to_minute in weekly:
            self._add(
                "weekly_hours",
                id=new_id(),
                office_id=office_id,
                schedule_id=schedule_id,
                season_id=season_id,
                weekday=weekday,
                from_minute=from_minute,
                to_minute=to_minute,
            )

    def _overrides(
        self,
        overrides: tuple[plain.Override, ...],
        *,
        provider_id: UUID | None = None,
        service_id: UUID | None = None,
    ) -> None:
        for override in overrides:
            self._add(
                "hours_override",
                id=new_id(),
                office_id=self.office_id,
                provider_id=provider_id,
                service_id=service_id,
                from_on=override.from_on,
                until_on=override.until_on,
                ranges=[list(given) for given in override.ranges],
                reason="",
                created_at=CREATED,
            )

    def _service(self, office_id: UUID, service_id: UUID, service: plain.Service) -> None:
        self._add(
            "service",
            id=service_id,
            office_id=office_id,
            slug=f"s{service_id.hex}",
            name="A visit",
            text="",
            category="",
            modality="video",
            duration_minutes=service.duration,
            step_minutes=service.step,
            buffer_before_minutes=service.before,
            buffer_after_minutes=service.after,
            notice_minutes=service.notice,
            window_days=service.window_days,
            colour="#0b6e4f",
            active=service.active,
            position=0,
            reminder_offsets_minutes=[],
            cancel_cutoff_minutes=0,
            move_cutoff_minutes=0,
            durations=[{"minutes": minutes, "price_minor": None} for minutes in service.further_durations],
            schedule_id=self._schedule(office_id, service.schedule),
            buffers_inside_hours=service.buffers_inside,
            step_offset_minutes=service.step_offset,
            packs_day=service.packs,
            window_kind=service.window_kind,
            window_from=service.window_from,
            window_until=service.window_until,
            seats=service.seats,
            approval=service.approval,
            request_blocks=service.request_blocks,
            request_expires_minutes=2880,
            assignment="round_robin" if service.round_robin else "any",
            fairness_days=service.fairness_days,
            required_attributes=sorted(service.required),
            hidden=service.hidden,
            pause_notice="Not for now." if service.paused else None,
            cancel_reasons=[],
            guests_max=0,
            intake=[],
            version=1,
            created_at=CREATED,
        )

    def _provider(self, number: int, person_id: UUID, provider: plain.Provider) -> None:
        self._add(
            "provider",
            office_id=self.office_id,
            person_id=person_id,
            name=f"Dr {number}",
            headline="",
            time_zone=provider.time_zone,
            schedule_id=self._schedule(self.office_id, provider.schedule),
            active=provider.active,
            private=provider.private,
            attributes=sorted(provider.attributes),
            position=-number,  # the order of the page must not decide who is booked
            version=1,
            created_at=CREATED,
        )
        self._overrides(provider.overrides, provider_id=person_id)

    def _person(self, number: int, person_id: UUID, provider: plain.Provider) -> None:
        self._add("person", id=person_id, email=f"{person_id.hex}@example.com", name=f"Dr {number}", created_at=CREATED)
        here = next(row for row in self.rows["provider"] if row["person_id"] == str(person_id))
        self.rows["provider"].append({**here, "office_id": str(self.elsewhere_id), "schedule_id": None})
        if provider.offers:
            self._add(
                "service_provider",
                office_id=self.office_id,
                service_id=self.service_id,
                provider_id=person_id,
                weight=provider.weight,
                priority=provider.priority,
            )

    def _away(self, away: plain.TimeOff, people: tuple[UUID, ...]) -> None:
        self._add(
            "time_off",
            id=new_id(),
            office_id=self.office_id if away.here else self.elsewhere_id,
            provider_id=people[away.provider] if away.provider is not None else None,
            during=_range(away.starts_at, away.ends_at),
            reason="",
            colleague_id=people[away.colleague] if away.colleague is not None else None,
            created_at=CREATED,
        )

    def _claim(self, claim: plain.Claim, people: tuple[UUID, ...]) -> tuple[UUID, tuple[UUID | None, ...]]:
        claim_id = new_id()
        deaths = [dies_at for dies_at in claim.places if dies_at is not None]
        dies_at = max(deaths) if len(deaths) == len(claim.places) else None
        minute = timedelta(minutes=1)
        self._add(
            "claim",
            id=claim_id,
            office_id=self.office_id if claim.here else self.elsewhere_id,
            provider_id=people[claim.provider],
            service_id=(self.service_id if claim.this_service else self.other_service_id)
            if claim.here
            else self.service_elsewhere_id,
            during=_range(claim.starts_at - claim.before * minute, claim.ends_at + claim.after * minute),
            starts_at=claim.starts_at,
            ends_at=claim.ends_at,
            reason="appointment" if dies_at is None else "hold" if claim.reason == "appointment" else claim.reason,
            seats=claim.seats,
            seats_taken=len(claim.places),
            expires_at=dies_at,
            created_at=claim.created_at,
        )
        if claim.seats == 1:
            return claim_id, (None,) * len(claim.places)
        places = tuple(new_id() for _ in claim.places)
        for place_id, expires_at in zip(places, claim.places, strict=True):
            self._add("claim_seat", id=place_id, claim_id=claim_id, expires_at=expires_at, created_at=claim.created_at)
        return claim_id, places

    def _limit(self, limit: plain.Limit, people: tuple[UUID, ...]) -> None:
        service_id = self.service_id if limit.this_service else self.other_service_id
        self._add(
            "booking_limit",
            id=new_id(),
            office_id=self.office_id,
            scope=limit.scope,
            service_id=service_id if limit.scope == "service" else None,
            provider_id=people[limit.provider] if limit.provider is not None else None,
            period=limit.period,
            count_max=limit.count,
            minutes_max=limit.minutes,
            created_at=CREATED,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _range(starts_at: datetime, ends_at: datetime) -> str:
    return f"[{starts_at.isoformat()},{ends_at.isoformat()})"
