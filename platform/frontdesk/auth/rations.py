"""Rations: how often something may be tried. Counted in Postgres, so all processes count together."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.db import new_id
from frontdesk.errors import TooMany


class TooManyAttempts(TooMany):
    """That was tried too often. Please wait a few minutes and try again."""


def attempt_key(what: str, who: str) -> str:
    """Tell under which key the tries of `what` by `who` are counted."""
    return f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


async def spend(session: AsyncSession, what: str, who: str, *, at_most: int, within: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who` (hashed: never stored in clear); raises TooManyAttempts beyond the ration.

    Call it in a transaction of its own that commits before the tried thing runs, else a failure would not count.
    """
    key = attempt_key(what, who)
    await session.execute(text("SELECT pg_advisory_xact_lock(2, hashtext(:key))"), {"key": key})
    spent = await session.execute(
        text("SELECT count(*) AS tries, min(at) AS first FROM attempt WHERE key = :key AND at > :since"),
        {"key": key, "since": now - within},
    )
    row = spent.one()
    if row.tries >= at_most:
        raise TooManyAttempts(retry_after_seconds=max(1, int((row.first + within - now).total_seconds())))
    await session.execute(
        text("INSERT INTO attempt (id, key, at) VALUES (:id, :key, :now)"), {"id": new_id(), "key": key, "now": now}
    )


async def forgive(session: AsyncSession, what: str, who: str) -> None:
    """Forget the tries after a success, so that honest typing mistakes do not add up."""
    key = attempt_key(what, who)
    await session.execute(text("DELETE FROM attempt WHERE key = :key"), {"key": key})
