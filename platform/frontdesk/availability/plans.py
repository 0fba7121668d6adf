"""Reading whose hours a question is about. What the database says of them is text; the same text is read only once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Boolean, Date, DateTime, String, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.hours import DayRange, Exceptional, Opening, Plan, Season, WeeklyRange
from frontdesk.db import sql

LOOK_BACK = timedelta(days=9)  # further than the seven days for which an opening's own start counts, in any zone
LOOK_AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider who may be offered: own hours, and what round robin weighs."""

    provider_id: UUID
    plan: Plan
    weight: int
    priority: int
    only_during: tuple[Opening, ...] | None  # stands in for the absent one who was asked for, and only then


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is booked at most in a period; see the table of the same name."""

    id: UUID
    scope: str
    service_id: UUID | None
    provider_id: UUID | None
    period: str
    count_max: int | None
    minutes_max: int | None


@dataclass(frozen=True, slots=True)
class Plans:
    """The hours that meet in one question, and the limits that its visits may meet."""

    office: Plan
    service: Plan
    candidates: Sequence[Candidate]
    limits: Sequence[Limit]


async def plans(
    session: AsyncSession,
    *,
    office_id: UUID,
    service_id: UUID,
    provider_id: UUID | None,
    attributes: Sequence[str],
    unlocked: bool,
    from_at: datetime,
    to_at: datetime,
) -> Plans:
    """Read the hours of office, service and everybody who may be offered between two instants, colleagues included."""
    rows = await session.execute(
        _PLANS,
        {
            "office_id": office_id,
            "service_id": service_id,
            "provider_id": provider_id,
            "attributes": list(attributes),
            "unlocked": unlocked,
            "reach_from": from_at,
            "reach_to": to_at,
            "first": (from_at - LOOK_BACK).date(),
            "last": (to_at + LOOK_AHEAD).date(),
        },
    )
    office = service = _ALWAYS
    limits: Sequence[Limit] = ()
    candidates = []
    for row in rows:
        plan = _plan(row.time_zone, row.keeps_hours, row.weekly, row.seasons, row.overrides)
        if row.kind == "office":
            office, limits = plan, _limits(row.limits)
        elif row.kind == "service":
            service = plan
        else:
            during = row.only_during
            only = tuple(Opening(part.lower, part.upper) for part in during) if during is not None else None
            candidates.append(Candidate(row.id, plan, row.weight, row.priority, only))
    return Plans(office, service, candidates, limits)


_ALWAYS = Plan("UTC", None)


@lru_cache(maxsize=4096)
def _plan(time_zone: str, keeps_hours: bool, weekly: str, seasons: str, overrides: str) -> Plan:
    by_season: dict[str, list[WeeklyRange]] = {}
    for said in _parts(weekly):
        season_id, weekday, from_minute, to_minute = said.split(" ")
        by_season.setdefault(season_id, []).append(WeeklyRange(int(weekday), int(from_minute), int(to_minute)))
    return Plan(
        time_zone,
        tuple(by_season.get("-", ())) if keeps_hours else None,
        tuple(
            Season(date.fromisoformat(first), date.fromisoformat(last), tuple(by_season.get(season_id, ())))
            for season_id, first, last in (said.split(" ") for said in _parts(seasons))
        ),
        tuple(
            Exceptional(
                date.fromisoformat(first),
                date.fromisoformat(last),
                tuple(DayRange(*pair) for pair in json.loads(ranges)),
            )
            for first, last, ranges in (said.split("|") for said in _parts(overrides))
        ),
    )


@lru_cache(maxsize=1024)
def _limits(said: str) -> tuple[Limit, ...]:
    found = []
    for part in _parts(said):
        limit_id, scope, service_id, provider_id, period, count_max, minutes_max = part.split(" ")
        found.append(
            Limit(
                UUID(limit_id),
                scope,
                None if service_id == "-" else UUID(service_id),
                None if provider_id == "-" else UUID(provider_id),
                period,
                None if count_max == "-" else int(count_max),
                None if minutes_max == "-" else int(minutes_max),
            )
        )
    return tuple(found)


def _parts(said: str) -> list[str]:
    return said.split(";") if said else []


_PLANS = sql("availability/plans.sql").bindparams(
    bindparam("provider_id", type_=Uuid()),
    bindparam("attributes", type_=ARRAY(String())),
    bindparam("unlocked", type_=Boolean()),
    *(bindparam(name, type_=DateTime(timezone=True)) for name in ("reach_from", "reach_to")),
    *(bindparam(name, type_=Date()) for name in ("first", "last")),
)
