"""Arriving, waiting, being let in: nobody enters until admitted, and every step can be taken twice."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.appointments.changing import cancel
from frontdesk.appointments.queries import locked_appointment
from frontdesk.appointments.rules import AlreadyCancelled, VisitOver
from frontdesk.audit import Actor
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.visits import visit
from frontdesk.visits.facts import Facts, State, facts_of
from frontdesk.visits.visit import NotInVisit, NotWaiting, TooEarly
from tests.backstage import DAY, HOUR, MINUTE, booked
from tests.cast import Cast

CASEY, OLIVE = Actor("consumer"), Actor("staff")
SECOND = timedelta(seconds=1)


class Room:
    """One visit, and what happens to it at which hour."""

    def __init__(self, sessions: Sessions, cast: Cast, appointment_id: UUID, starts_at: datetime) -> None:
        self.sessions, self.cast, self.id, self.starts_at = sessions, cast, appointment_id, starts_at

    async def act(self, verb: object, at: datetime, actor: Actor = OLIVE) -> Facts:
        async with db.begin(self.sessions) as session:
            await verb(  # type: ignore[operator]  # one of the verbs of visit.py
                session, office_id=self.cast.office_id, appointment_id=self.id, actor=actor, now=at
            )
        return await self.facts()

    async def facts(self) -> Facts:
        async with db.begin(self.sessions, read_only=True) as session:
            return await facts_of(session, self.cast.office_id, self.id)

    async def state(self, at: datetime) -> State:
        return (await self.facts()).state(at)

    async def came(self, at: datetime) -> Facts:
        return await self.act(visit.check_in, at, CASEY)

    async def connect(self, at: datetime) -> None:
        """As Azure's events tell (presence.py)."""
        async with db.begin(self.sessions) as session:
            await session.execute(
                text(
                    "UPDATE participant SET connected_at = :at, first_connected_at = coalesce(first_connected_at, :at)"
                    " WHERE visit_id = :id AND kind = 'consumer'"
                ),
                {"at": at, "id": self.id},
            )


@pytest.fixture
async def room(desk: Desk, maple: Cast, now: datetime) -> Room:
    """Casey's visit at twenty past nine; the door opens at five past, and it is ten to nine."""
    starts_at = now + 30 * MINUTE
    return Room(desk.sessions, maple, await booked(desk, maple, starts_at), starts_at)


async def test_the_door_opens_a_quarter_of_an_hour_before(room: Room) -> None:
    opens = room.starts_at - 15 * MINUTE
    assert await room.state(opens - SECOND) is State.BOOKED
    with pytest.raises(TooEarly):
        await room.came(opens - SECOND)
    assert await room.state(opens) is State.OPEN
    facts = await room.came(opens)
    assert (facts.state(opens), facts.waiting_since, facts.arrived_at) == (State.WAITING, opens, opens)


async def test_who_comes_late_is_still_seen_until_two_hours_after_the_end(room: Room) -> None:
    over = room.starts_at + 20 * MINUTE + 2 * HOUR
    assert await room.state(over - SECOND) is State.OPEN
    assert await room.state(over) is State.MISSED
    with pytest.raises(VisitOver):
        await room.came(over)
    assert (await room.came(over - SECOND)).state(over - SECOND) is State.WAITING


async def test_checking_in_twice_keeps_the_place(room: Room) -> None:
    first = await room.came(room.starts_at)
    again = await room.came(room.starts_at + 4 * MINUTE)
    assert again.waiting_since == first.waiting_since == room.starts_at


@pytest.mark.parametrize(("minutes", "kept"), [(0, True), (5, True), (6, False)])
async def test_who_steps_out_keeps_the_place_for_five_minutes(room: Room, minutes: int, kept: bool) -> None:
    came, left = room.starts_at, room.starts_at + 3 * MINUTE
    await room.came(came)
    out = await room.act(visit.step_out, left, CASEY)
    assert (out.state(left), out.left_waiting_at) == (State.OPEN, left)
    await room.act(visit.step_out, left + MINUTE, CASEY)
    assert (await room.facts()).left_waiting_at == left, "leaving twice is leaving once"
    with pytest.raises(NotWaiting):
        await room.act(visit.admit, left)
    back = left + minutes * MINUTE
    facts = await room.came(back)
    assert facts.state(back) is State.WAITING
    assert facts.waiting_since == (came if kept else back)
    assert facts.arrived_at == came


async def test_who_is_sent_away_may_come_again_at_the_end_of_the_line(room: Room) -> None:
    at = room.starts_at
    await room.came(at)
    refused = await room.act(visit.refuse, at + MINUTE)
    assert refused.state(at + MINUTE) is State.REFUSED
    for verb in (visit.admit, visit.refuse):
        with pytest.raises(NotWaiting):
            await room.act(verb, at + MINUTE)
    again = await room.came(at + 2 * MINUTE)
    assert (again.state(at + 2 * MINUTE), again.waiting_since) == (State.WAITING, at + 2 * MINUTE)


async def test_letting_in_needs_somebody_who_waits_and_twice_does_no_harm(room: Room) -> None:
    at = room.starts_at
    with pytest.raises(NotWaiting):
        await room.act(visit.admit, at)
    await room.came(at)
    first = await room.act(visit.admit, at + MINUTE)
    again = await room.act(visit.admit, at + 2 * MINUTE)
    assert first.state(at) is State.ADMITTED
    assert again.admitted_at == first.admitted_at == at + MINUTE
    assert (await room.came(at + 3 * MINUTE)).state(at) is State.ADMITTED, "who is in does not queue again"
    await room.connect(at + 3 * MINUTE)
    assert await room.state(at + 3 * MINUTE) is State.IN_VISIT


async def test_put_back_and_let_in_again(room: Room) -> None:
    at = room.starts_at
    with pytest.raises(NotInVisit):
        await room.act(visit.put_back, at)
    await room.came(at)
    with pytest.raises(NotInVisit):
        await room.act(visit.put_back, at)
    await room.act(visit.admit, at + MINUTE)
    await room.connect(at + MINUTE)
    back = await room.act(visit.put_back, at + 2 * MINUTE)
    assert (back.state(at + 2 * MINUTE), back.waiting_since, back.connected_at) == (State.WAITING, at, None)
    async with db.begin(room.sessions) as session:
        jobs = (await session.scalars(text("SELECT kind FROM job WHERE key LIKE 'pass:%'"))).all()
    assert jobs == ["take_back_pass"]
    assert (await room.act(visit.admit, at + 3 * MINUTE)).state(at + 3 * MINUTE) is State.ADMITTED


async def test_ending_twice_is_ending_once_and_counts_as_completed_when_they_met(room: Room) -> None:
    at = room.starts_at
    await room.came(at)
    await room.act(visit.admit, at)
    await room.connect(at)
    first = await room.act(visit.end, at + 10 * MINUTE, Actor("staff", room.cast.priya))
    again = await room.act(visit.end, at + 11 * MINUTE)
    assert first.ended_at == again.ended_at == at + 10 * MINUTE
    assert (first.completed_at, first.state(at + 10 * MINUTE)) == (at + 10 * MINUTE, State.ENDED)
    for verb in (visit.check_in, visit.admit, visit.put_back, visit.refuse, visit.step_out):
        with pytest.raises(VisitOver):
            await room.act(verb, at + 12 * MINUTE)


async def test_a_visit_that_nobody_came_to_ends_as_missed(room: Room) -> None:
    ended = await room.act(visit.end, room.starts_at + 15 * MINUTE)
    assert (ended.state(room.starts_at + DAY), ended.outcome) == (State.MISSED, None)


async def test_cancelled_while_waiting(room: Room) -> None:
    at = room.starts_at
    await room.came(at)
    async with db.begin(room.sessions) as session:
        appointment = await locked_appointment(session, office_id=room.cast.office_id, appointment_id=room.id)
        await cancel(session, appointment, reason="Ill", actor=OLIVE, now=at)
    assert await room.state(at) is State.CANCELLED
    for verb in (visit.check_in, visit.admit, visit.refuse, visit.put_back, visit.step_out, visit.end):
        with pytest.raises(AlreadyCancelled):
            await room.act(verb, at)


async def test_every_step_is_written_down(room: Room) -> None:
    at = room.starts_at
    await room.came(at)
    await room.act(visit.admit, at)
    await room.act(visit.put_back, at)
    await room.act(visit.refuse, at)
    async with db.begin(room.sessions) as session:
        rows = await session.execute(
            text("SELECT action, actor_kind FROM audit_entry WHERE subject_kind = 'visit' ORDER BY id")
        )
        told = [tuple(row) for row in rows]
    assert told == [
        ("visit.checked_in", "consumer"),
        ("visit.admitted", "staff"),
        ("visit.put_back", "staff"),
        ("visit.refused", "staff"),
    ]
