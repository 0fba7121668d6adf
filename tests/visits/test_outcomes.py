"""How a visit ended is what a person says, can be taken back, and is never said of what has not begun."""

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.appointments.rules import AlreadyCancelled
from frontdesk.audit import Actor
from frontdesk.desk import Desk
from frontdesk.visits import visit
from frontdesk.visits.facts import Facts, Outcome, State, facts_of
from frontdesk.visits.outcomes import NotYetDue, set_outcome
from tests.backstage import MINUTE, booked, cancelled
from tests.cast import Cast

OLIVE = Actor("staff")


async def settle(desk: Desk, maple: Cast, appointment_id: UUID, outcome: Outcome | None, at: datetime) -> Facts:
    ids = {"office_id": maple.office_id, "appointment_id": appointment_id}
    async with desk.begin() as session:
        await set_outcome(session, outcome, **ids, actor=OLIVE, now=at)
        return await facts_of(session, maple.office_id, appointment_id)


async def test_each_outcome_replaces_the_other_and_nothing_takes_it_back(
    desk: Desk, maple: Cast, now: datetime
) -> None:
    casey, after = await booked(desk, maple, now + 10 * MINUTE), now + 40 * MINUTE
    for outcome, state in (
        (Outcome.CONSUMER_NO_SHOW, State.MISSED),
        (Outcome.PROVIDER_NO_SHOW, State.MISSED),
        (Outcome.COMPLETED, State.ENDED),
        (None, State.OPEN),
    ):
        facts = await settle(desk, maple, casey, outcome, after)
        assert (facts.outcome, facts.state(after)) == (outcome, state)
    async with desk.begin() as session:
        told = (
            await session.scalars(
                text("SELECT after->>'outcome' FROM audit_entry WHERE action = 'visit.outcome_set' ORDER BY id")
            )
        ).all()
    assert told == ["consumer_no_show", "provider_no_show", "completed", None]


async def test_nothing_is_said_of_what_has_not_begun(desk: Desk, maple: Cast, now: datetime) -> None:
    casey, start = await booked(desk, maple, now + 30 * MINUTE), now + 30 * MINUTE
    for outcome in Outcome:
        with pytest.raises(NotYetDue):
            await settle(desk, maple, casey, outcome, start - MINUTE)
        assert (await settle(desk, maple, casey, outcome, start)).outcome is outcome
    await settle(desk, maple, casey, None, start - MINUTE)


async def test_who_came_early_and_was_let_in_can_be_done_early(desk: Desk, maple: Cast, now: datetime) -> None:
    casey, early = await booked(desk, maple, now + 30 * MINUTE), now + 20 * MINUTE
    ids = {"office_id": maple.office_id, "appointment_id": casey}
    async with desk.begin() as session:
        await visit.check_in(session, **ids, actor=Actor("consumer"), now=early)
        await visit.admit(session, **ids, actor=OLIVE, now=early)
    with pytest.raises(NotYetDue):
        await settle(desk, maple, casey, Outcome.CONSUMER_NO_SHOW, early)
    assert (await settle(desk, maple, casey, Outcome.COMPLETED, early)).state(early) is State.ENDED


async def test_a_cancelled_visit_has_no_outcome(desk: Desk, maple: Cast, now: datetime) -> None:
    casey = await booked(desk, maple, now + 30 * MINUTE)
    await cancelled(desk, maple, casey)
    with pytest.raises(AlreadyCancelled):
        await settle(desk, maple, casey, Outcome.CONSUMER_NO_SHOW, now + 40 * MINUTE)
    async with db.begin(desk.sessions) as session:
        with pytest.raises(Exception, match="appointment_one_outcome"):  # the table's own word, should a verb forget
            await session.execute(text("UPDATE appointment SET completed_at = cancelled_at"))
        await session.rollback()
