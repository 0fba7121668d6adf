"""The calendar board: all providers side by side, with everything that takes their time, in one short set of statements.

Hours come from the code that offers times, states from the facts of which every list is made.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.roles import Staff
from frontdesk.auth.schemas import initials
from frontdesk.availability.calendar import read_calendar
from frontdesk.availability.rules import lengths, local_date
from frontdesk.availability.tables import Claim, TimeOff
from frontdesk.dashboard.board_schemas import (
    Board,
    BoardAway,
    BoardDay,
    BoardProvider,
    BoardService,
    BoardSpan,
    BoardTaken,
    BoardVisit,
    ShownAs,
)
from frontdesk.db import Span, bounds, span
from frontdesk.errors import Invalid
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office, Provider, Service
from frontdesk.visits.facts import Facts, Outcome, State, facts_between
from frontdesk.visits.staff_schemas import day_visit
from frontdesk.wall import check_dates, start_of_day, wall

DAYS_AT_MOST = 31


class BoardTooLong(Invalid):
    """The calendar shows 31 days at most."""


class _Taken(NamedTuple):
    """A claim as the board needs it; rows read so cost a fifth of whole objects."""

    id: UUID
    office_id: UUID
    provider_id: UUID
    service_id: UUID
    during: Span
    starts_at: datetime
    ends_at: datetime
    reason: str
    seats: int
    expires_at: datetime | None


class _Stretch(NamedTuple):
    """Which dates are shown, as instants: where each begins, and where the last ends."""

    days: Sequence[date]
    starts: Sequence[datetime]

    @property
    def from_at(self) -> datetime:
        return self.starts[0]

    @property
    def to_at(self) -> datetime:
        return self.starts[-1]


async def board_of(session: AsyncSession, staff: Staff, *, from_day: date, to_day: date, now: datetime) -> Board:
    """Read the board between two dates, the second not included. A provider sees their own column."""
    office = await offices.office_by_id(session, staff.office_id)
    shown = _stretch(office, from_day, to_day)
    facts = await facts_between(
        session, office.id, from_at=shown.from_at, to_at=shown.to_at, provider_id=staff.only_provider
    )
    people = await _people(session, staff, facts)
    claims = await _claims(session, [person.person_id for person in people], shown, now=now)
    visits, gone = _visits(office, facts, claims, now=now)
    taken = [seen for claim in claims if (seen := _taken(office, claim)) is not None]
    return Board(
        now=now,
        today=local_date(now, office),
        time_zone=office.time_zone,
        days=_days(office, shown, visits, taken, gone),
        providers=await _columns(session, office, people, shown),
        services=await _services(session, office),
        visits=visits,
        taken=taken,
        away=await _away(session, office, [person.person_id for person in people], shown),
    )


def _stretch(office: Office, from_day: date, to_day: date) -> _Stretch:
    check_dates(from_day, to_day)
    length = (to_day - from_day).days
    if not 1 <= length <= DAYS_AT_MOST:
        raise BoardTooLong()
    days = [from_day + timedelta(days=number) for number in range(length + 1)]
    return _Stretch(days[:-1], [start_of_day(day, office.time_zone) for day in days])


async def _people(session: AsyncSession, staff: Staff, facts: Iterable[Facts]) -> list[Provider]:
    """Whoever works here, and whoever no longer does but still has visits then."""
    busy = {one.provider_id for one in facts}
    found = await offices.providers(session, staff.office_id, active_only=False)
    return [
        person
        for person in found
        if staff.only_provider in (None, person.person_id) and (person.active or person.person_id in busy)
    ]


async def _columns(
    session: AsyncSession, office: Office, people: Sequence[Provider], shown: _Stretch
) -> list[BoardProvider]:
    calendar = await read_calendar(session, office.id)
    columns = []
    for person in people:
        opened = calendar.open_between(person.person_id, None, from_at=shown.from_at, to_at=shown.to_at)
        hours = [
            BoardSpan(max(one.starts_at, shown.from_at), min(one.ends_at, shown.to_at))
            for one in opened
            if one.ends_at > shown.from_at and one.starts_at < shown.to_at
        ]
        columns.append(BoardProvider(person.person_id, person.name, initials(person.name), person.active, hours))
    return columns


async def _services(session: AsyncSession, office: Office) -> list[BoardService]:
    offered = await offices.provider_ids_by_service(session, office.id)
    return [
        _service(one, offered.get(one.id, [])) for one in await offices.services(session, office.id, active_only=False)
    ]


def _service(service: Service, provider_ids: list[UUID]) -> BoardService:
    return BoardService(
        id=service.id,
        name=service.name,
        colour=service.colour,
        active=service.active,
        durations=[length // timedelta(minutes=1) for length in lengths(service)],
        step_minutes=service.step_minutes,
        step_offset_minutes=service.step_offset_minutes,
        buffer_before_minutes=service.buffer_before_minutes,
        buffer_after_minutes=service.buffer_after_minutes,
        seats=service.seats,
        approval=service.approval,
        provider_ids=provider_ids,
    )


async def _claims(session: AsyncSession, people: Sequence[UUID], shown: _Stretch, *, now: datetime) -> list[_Taken]:
    """What takes their time, in any office: nobody is in two places at once."""
    wanted = select(*(getattr(Claim, name) for name in _Taken._fields)).where(
        Claim.provider_id.in_(people),
        Claim.during.op("&&")(span(shown.from_at, shown.to_at)),
        or_(Claim.expires_at.is_(None), Claim.expires_at > now),
    )
    return [_Taken(*row) for row in await session.execute(wanted.order_by(Claim.starts_at))]


async def _away(session: AsyncSession, office: Office, people: Sequence[UUID], shown: _Stretch) -> list[BoardAway]:
    wanted = select(TimeOff).where(
        TimeOff.during.op("&&")(span(shown.from_at, shown.to_at)),
        or_(TimeOff.provider_id.in_(people), and_(TimeOff.provider_id.is_(None), TimeOff.office_id == office.id)),
    )
    found = []
    for one in await session.scalars(wanted.order_by(func.lower(TimeOff.during))):
        starts_at, ends_at = bounds(one.during)
        here = one.office_id == office.id
        when = wall(starts_at, ends_at, office.time_zone)
        found.append(
            BoardAway(one.id if here else None, one.provider_id, starts_at, ends_at, when, one.reason if here else "")
        )
    return found


def _visits(
    office: Office, facts: Iterable[Facts], claims: Iterable[_Taken], *, now: datetime
) -> tuple[list[BoardVisit], Counter[date]]:
    """Show what stands, a group once; and how many were called off, by date."""
    kept = {(claim.provider_id, claim.starts_at): claim for claim in claims if claim.office_id == office.id}
    visits = []
    gone: Counter[date] = Counter()
    for _, seats in groupby(facts, key=lambda one: one.id):
        everybody = list(seats)
        there = [one for one in everybody if one.state(now) not in (State.CANCELLED, State.DECLINED, State.EXPIRED)]
        if there:
            visits.append(_visit(there, kept.get((there[0].provider_id, there[0].starts_at)), now=now))
        elif everybody[0].state(now) is State.CANCELLED:
            gone[local_date(everybody[0].starts_at, office)] += 1
    return visits, gone


_FIRST = (State.IN_VISIT, State.ADMITTED, State.WAITING)  # of a group, whoever is furthest speaks for all


def _visit(there: Sequence[Facts], claim: _Taken | None, *, now: datetime) -> BoardVisit:
    first = min(there, key=lambda one: _FIRST.index(state) if (state := one.state(now)) in _FIRST else len(_FIRST))
    group = first.in_group
    taken_from, taken_until = bounds(claim.during) if claim else (None, None)
    listed = day_visit(first, now=now) if first.state(now) is State.WAITING else None
    return BoardVisit(
        id=first.id,
        version=first.version,
        revision=first.revision,
        state=first.state(now),
        outcome=first.outcome,
        shown_as=_shown_as(first, now=now),
        provider_id=first.provider_id,
        service_id=first.service_id,
        name=first.service_name if group else first.attendee_name or first.consumer_name,
        people=len(there),
        seats=(claim.seats if claim else len(there)) if group else None,
        texts=sum(one.takes_texts for one in there),
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        taken_from=taken_from,
        taken_until=taken_until,
        waiting_since=listed.waiting_since if listed else None,
        wait=listed.wait if listed else None,
        office=wall(first.starts_at, first.ends_at, first.office_zone),
    )


_OUTCOMES: dict[Outcome, ShownAs] = {
    Outcome.COMPLETED: "completed",
    Outcome.CONSUMER_NO_SHOW: "no_show",
    Outcome.PROVIDER_NO_SHOW: "provider_no_show",
}
_STATES: dict[State, ShownAs] = {
    State.REQUESTED: "requested",
    State.WAITING: "waiting",
    State.ADMITTED: "in_visit",
    State.IN_VISIT: "in_visit",
    State.REFUSED: "refused",
    State.ENDED: "ended",
    State.MISSED: "did_not_come",
}


def _shown_as(facts: Facts, *, now: datetime) -> ShownAs:
    """One word for looks and counts. Whoever is only booked when the time is over did not come, as far as is known."""
    if facts.outcome is not None:
        return _OUTCOMES[facts.outcome]
    state = facts.state(now)
    if state in (State.BOOKED, State.OPEN):
        return "did_not_come" if facts.ends_at <= now else "booked"
    return _STATES[state]


def _taken(office: Office, claim: _Taken) -> BoardTaken | None:
    elsewhere = claim.office_id != office.id
    if not elsewhere and claim.reason not in ("hold", "offer"):
        return None
    taken_from, taken_until = bounds(claim.during)
    starts_at, ends_at = (taken_from, taken_until) if elsewhere else (claim.starts_at, claim.ends_at)
    return BoardTaken(
        id=claim.id,
        kind="elsewhere" if elsewhere else "held",
        provider_id=claim.provider_id,
        service_id=None if elsewhere else claim.service_id,
        starts_at=starts_at,
        ends_at=ends_at,
        taken_from=taken_from,
        taken_until=taken_until,
        expires_at=None if elsewhere else claim.expires_at,
        office=wall(starts_at, ends_at, office.time_zone),
    )


def _days(
    office: Office, shown: _Stretch, visits: Iterable[BoardVisit], taken: Iterable[BoardTaken], gone: Counter[date]
) -> list[BoardDay]:
    counted: dict[date, Counter[ShownAs]] = {day: Counter() for day in shown.days}
    things = [(visit.office.date, visit.shown_as) for visit in visits]
    things += [(one.office.date, "held") for one in taken if one.kind == "held"]
    for day, shown_as in things:
        if day in counted:
            counted[day][shown_as] += 1
    for day, number in gone.items():
        if day in counted:
            counted[day]["cancelled"] = number
    return [
        BoardDay(day, starts_at, ends_at, dict(counted[day]))
        for day, starts_at, ends_at in zip(shown.days, shown.starts, shown.starts[1:], strict=False)
    ]
