"""Puts one case to the oracle and to the product, and says where they differ. Leaves nothing behind in the database."""

import asyncio
from collections import Counter
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from frontdesk.availability.slots import slot_at, slots
from frontdesk.db import Sessions, make_engine, make_sessions
from tests.oracle.configuration import Configuration, Free, Question
from tests.oracle.counting import rules_on
from tests.oracle.drawing import cases
from tests.oracle.installing import install
from tests.oracle.truth import free_starts

TRIED_SINGLY = 3


def compare(database_url: str, *, count: int, sown: int, shrinks: bool = True) -> Counter[str]:
    """Put so many random cases to both; answers how many switched which rule on. Raises AssertionError with the smallest
    case in which they differ."""
    counted: Counter[str] = Counter()
    with asyncio.Runner() as runner:
        engine = make_engine(database_url, pool_size=1)
        sessions = make_sessions(engine)

        @seed(sown)
        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink] if shrinks else [Phase.generate],
            report_multiple_bugs=False,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(cases())
        def agree(case: tuple[Configuration, Question]) -> None:
            found = runner.run(differences(sessions, *case))
            assert not found, "\n".join([said(case), *found])
            counted.update(["cases", *rules_on(*case)])

        try:
            agree()
        finally:
            runner.run(engine.dispose())
    return counted


async def differences(sessions: Sessions, configuration: Configuration, question: Question) -> list[str]:
    """The list, and a few starts asked for one by one: those offered, and their neighbours that are not."""
    true = {free.starts_at: free for free in free_starts(configuration, question)}
    found = []
    async with sessions() as session, session.begin() as transaction:
        (installed,) = await install(session, [configuration])
        ask = await installed.ask(session, question)
        listed = [
            installed.free(slot) for slot in await slots(session, ask, from_at=question.from_at, to_at=question.to_at)
        ]
        if [free.starts_at for free in listed] != sorted({free.starts_at for free in listed}):
            found.append("the list is not in the order of time, or says a start twice")
        found += differences_in(listed, true)
        for starts_at in _to_try(question, true):
            slot = await slot_at(session, ask, starts_at)
            one = installed.free(slot) if slot else None
            if one != true.get(starts_at):
                found.append(
                    f"asked for {_spoken(starts_at)} alone: {_say(one)}, but truly {_say(true.get(starts_at))}"
                )
        await transaction.rollback()
    return found


def differences_in(listed: list[Free], true: dict[datetime, Free]) -> list[str]:
    """Lists promise no order of the providers."""
    said = {free.starts_at: replace(free, providers=tuple(sorted(free.providers))) for free in listed}
    meant = {at: replace(free, providers=tuple(sorted(free.providers))) for at, free in true.items()}
    return [
        f"listed for {_spoken(at)}: {_say(said.get(at))}, but truly {_say(meant.get(at))}"
        for at in sorted({*said, *meant})
        if said.get(at) != meant.get(at)
    ]


def _to_try(question: Question, true: dict[datetime, Free]) -> list[datetime]:
    offered = sorted(true)
    some = offered[:: max(1, len(offered) // TRIED_SINGLY)][:TRIED_SINGLY]
    around = [at + timedelta(minutes=5) for at in some[:1]] or [
        question.from_at,
        question.from_at + timedelta(hours=12),
    ]
    return [at for at in (*some, *around) if question.from_at <= at < question.to_at]


def said(value: object) -> str:
    """Say a configuration or a question without what is as usual."""
    if is_dataclass(value) and not isinstance(value, type):
        given = ((field, getattr(value, field.name)) for field in fields(value))
        parts = [f"{field.name}={said(one)}" for field, one in given if one != _usual(field)]
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(said, value))})"
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def _usual(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _say(free: Free | None) -> str:
    if free is None:
        return "not free"
    return f"free with {free.providers}" + (f", {free.seats_left} places" if free.seats_left is not None else "")


def _spoken(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"
