"""Taking a provider's time under every lock that counts. Whoever holds, books late, moves or approves goes through here.

Limits and a consumer's visits are counted, not constrained: they are looked at again once all their locks are held. Each
attempt stands in a savepoint of its own, so that a refused one gives its locks back before the next provider is tried.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability import claims
from frontdesk.availability.ask import Ask, Slot
from frontdesk.availability.limits import PROVIDER_LOCK, lock_subjects
from frontdesk.availability.slots import slot_at

Won = TypeVar("Won")
Subject = tuple[int, str]


async def _nothing() -> None:
    return None


async def take_first(
    session: AsyncSession,
    ask: Ask,
    starts_at: datetime,
    candidates: Iterable[UUID],
    grab: Callable[[UUID], Awaitable[Won | None]],
    *,
    outside_rules: bool = False,
    also: Iterable[Subject] = (),
    moving_from: UUID | None = None,
    check: Callable[[], Awaitable[Any]] = _nothing,
) -> tuple[UUID, Won] | None:
    """Let `grab` take the start from the first provider who still has it; answers who, and what was taken.

    `also` are further locks, and `check` is what is looked at under them; it raises to refuse. `moving_from` had the visit
    before. Outside the rules only time that is taken says no.
    """
    for provider_id in candidates:
        subjects = set(also)
        if not outside_rules:
            subjects.update(await lock_subjects(session, ask.office, ask.service, provider_id, starts_at, moving_from))
        if all(kind == PROVIDER_LOCK for kind, _ in subjects):  # whoever grabs takes those by itself
            won = await grab(provider_id)
        else:
            won = await _under_locks(session, ask, starts_at, provider_id, subjects, grab, outside_rules, check)
        if won is not None:
            return provider_id, won
    return None


def assigned_by(slot: Slot | None) -> dict[str, Any]:
    """Say by which rule a provider was chosen, and who else was looked at, as it is kept with what was taken."""
    if slot is None or slot.assigned is None:
        return {"rule": "desk", "window_days": None, "considered": []}
    considered = [
        {"provider_id": str(one.provider_id), "visits": one.visits, "weight": one.weight, "priority": one.priority}
        for one in slot.assigned.considered
    ]
    return {"rule": slot.assigned.rule, "window_days": slot.assigned.window_days, "considered": considered}


async def _under_locks(
    session: AsyncSession,
    ask: Ask,
    starts_at: datetime,
    provider_id: UUID,
    subjects: set[Subject],
    grab: Callable[[UUID], Awaitable[Won | None]],
    outside_rules: bool,
    check: Callable[[], Awaitable[Any]],
) -> Won | None:
    narrowed = replace(ask, provider_id=ask.provider_id or provider_id)
    async with session.begin_nested() as savepoint:
        await claims.lock(session, subjects)
        slot = None if outside_rules else await slot_at(session, narrowed, starts_at)
        won = None
        if outside_rules or (slot is not None and provider_id in slot.provider_ids):
            await check()
            won = await grab(provider_id)
        if won is None:
            await savepoint.rollback()
    return won
