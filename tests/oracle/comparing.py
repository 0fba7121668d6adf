"""Puts one case to the oracle and to the product, and says where they differ. Leaves nothing behind in the database."""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.availability.slots import slot_at, slots
from frontdesk.db import Sessions
from tests.oracle.configuration import Configuration, Free, Question
from tests.oracle.installing import install
from tests.oracle.truth import free_starts

TRIED_SINGLY = 3


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
        found += _of_lists(listed, true)
        for starts_at in _to_try(question, true):
            slot = await slot_at(session, ask, starts_at)
            one = installed.free(slot) if slot else None
            if one != true.get(starts_at):
                found.append(
                    f"asked for {_spoken(starts_at)} alone: {_say(one)}, but truly {_say(true.get(starts_at))}"
                )
        await transaction.rollback()
    return found


def _of_lists(listed: list[Free], true: dict[datetime, Free]) -> list[str]:
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


def _say(free: Free | None) -> str:
    if free is None:
        return "not free"
    return f"free with {free.providers}" + (f", {free.seats_left} places" if free.seats_left is not None else "")


def _spoken(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"
