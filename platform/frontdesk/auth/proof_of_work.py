"""Quiet protection against floods: whoever takes unusually many holds lets their machine work for each further one.

No puzzle, no picture, no field to leave empty: the page solves it by itself within a second or so (altcha), and people
who book never meet it. It is asked of a network address that took many holds lately, and of everybody while the whole
installation sees a flood. A solution belongs to the address that was asked, and is good once.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

import altcha
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.auth.rations import TooManyAttempts, attempt_key, spend
from frontdesk.errors import TooMany

FREELY, FREELY_WITHIN = 60, timedelta(minutes=10)  # by one network address
FLOOD_WITHIN = timedelta(minutes=1)
SOLVE_WITHIN = timedelta(minutes=10)
COST, PREFIX = 4000, "00"  # rounds of PBKDF2 for each try, and 256 tries on average: a third of a second of one core


class ProofOfWorkWanted(TooMany):
    """One moment: your device has to show that it is not one of very many."""

    def __init__(self, challenge: dict[str, Any]) -> None:
        super().__init__(retry_after_seconds=0, challenge=challenge)


async def want_work(
    session: AsyncSession, what: str, who: str, *, solved: str | None, flood: int, secret_key: str, now: datetime
) -> None:
    """Let pass whoever tries `what` in ordinary numbers, or has solved what was asked of them.

    `flood`: so many in a minute, by everybody together, are one. Otherwise raises ProofOfWorkWanted with a challenge for
    altcha, whose payload in base64 is `solved`.
    """
    secret = hmac.digest(secret_key.encode(), b"proof of work", "sha256")
    if not await _unusual(session, what, who, flood=flood, now=now):
        return
    work = _work_done(solved, who, secret=secret, now=now) if solved is not None else None
    if work is not None:
        try:
            await spend(session, "proof_of_work", work, at_most=1, within=SOLVE_WITHIN, now=now)
        except TooManyAttempts:
            pass  # it was good once
        else:
            return
    raise ProofOfWorkWanted(_challenge(who, secret=secret, now=now))


async def _unusual(session: AsyncSession, what: str, who: str, *, flood: int, now: datetime) -> bool:
    counted = await session.execute(
        _COUNT,
        {
            "key": attempt_key(what, who),
            "since": now - FREELY_WITHIN,
            "freely": FREELY,
            "any": f"{what}:%",
            "flood_since": now - FLOOD_WITHIN,
            "flood": flood,
        },
    )
    row = counted.one()
    return bool(row.own >= FREELY or row.everybody >= flood)


def _challenge(who: str, *, secret: bytes, now: datetime) -> dict[str, Any]:
    # Its own expiry would go by the machine's clock; ours stands in what is signed along.
    data = {"for": _hash(who), "until": int((now + SOLVE_WITHIN).timestamp())}
    made = altcha.create_challenge("PBKDF2/SHA-256", COST, key_prefix=PREFIX, data=data, hmac_secret=secret)
    return dict(made.to_dict())


def _work_done(solved: str, who: str, *, secret: bytes, now: datetime) -> str | None:
    """Name the challenge that was solved by `who` in time; None if it was not ours, not theirs or not solved."""
    if not altcha.verify_solution(solved, secret).verified:
        return None
    parameters = altcha.Payload.from_base64(solved).challenge.parameters
    data = parameters.data or {}  # signed by us, so it is as we wrote it
    ours = data.get("for") == _hash(who) and int(now.timestamp()) < int(data.get("until", 0))
    return str(parameters.nonce) if ours else None


def _hash(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]


_COUNT = text(
    """
    SELECT (SELECT count(*) FROM (
                SELECT FROM attempt WHERE key = :key AND at > :since LIMIT :freely) AS theirs) AS own,
           (SELECT count(*) FROM (
                SELECT FROM attempt WHERE at > :flood_since AND key LIKE :any LIMIT :flood) AS all_of_them) AS everybody
    """
)
