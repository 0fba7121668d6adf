"""What is listed can be held and has no reason against it; what is not listed has one and cannot be."""

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from frontdesk import db
from frontdesk.db import make_engine, make_sessions
from tests.oracle.comparing import said
from tests.oracle.configuration import Configuration, Question
from tests.oracle.drawing import cases
from tests.oracle.installing import install
from tests.oracle.one_truth import contradictions
from tests.oracle.truth import free_starts
from tests.scratch import Database

DAYS = 60


@pytest.mark.timeout(1800)
async def test_for_every_five_minutes_of_sixty_days_listed_is_bookable_is_unexplained(database: Database) -> None:
    await truth_of_offices(database.app_url, offices=4, sown=20261124, days=DAYS, held_at_most=30)


async def truth_of_offices(database_url: str, *, offices: int, sown: int, days: int, held_at_most: int | None) -> None:
    """Walk so many random offices; raises AssertionError with what contradicts itself."""
    engine, wrong = make_engine(database_url, pool_size=1), []
    sessions = make_sessions(engine)
    for configuration, question in drawn(offices, sown):
        async with db.begin(sessions) as session:
            (installed,) = await install(session, [configuration])
            ask = await installed.ask(session, question)
        found = await contradictions(sessions, ask, from_at=question.from_at, days=days, held_at_most=held_at_most)
        if found:
            wrong.append("\n".join([said(configuration), said(question), *found[:10]]))
    await engine.dispose()
    assert not wrong, "\n\n".join(wrong)


def drawn(count: int, sown: int) -> list[tuple[Configuration, Question]]:
    """Random offices that offer something."""
    found: list[tuple[Configuration, Question]] = []

    @seed(sown)
    @settings(
        max_examples=count * 12,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def draw(case: tuple[Configuration, Question]) -> None:
        if len(found) < count and case[0] not in [configuration for configuration, _ in found] and free_starts(*case):
            found.append(case)

    draw()
    return found
