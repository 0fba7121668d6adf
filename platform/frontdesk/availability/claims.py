"""Taking a provider's time, moving it, giving it back. The functions behind live in migration 0008, with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import DateTime, Integer, String, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TSTZRANGE
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.rules import buffers
from frontdesk.db import Span, new_id, span
from frontdesk.offices.tables import Service


def taken_time(service: Service, starts_at: datetime, ends_at: datetime) -> Span:
    """The visit with its buffers: what is taken of the provider's time."""
    before, after = buffers(service)
    return span(starts_at - before, ends_at + after)


@dataclass(frozen=True, slots=True)
class Taken:
    """Time that was taken: the claim, and the place in it where the claim has several."""

    claim_id: UUID
    seat_id: UUID | None = None


async def take(
    session: AsyncSession,
    service: Service,
    *,
    provider_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    reason: Literal["hold", "request", "appointment"],
    expires_at: datetime | None,
    now: datetime,
) -> Taken | None:
    """Take the time, or a place in it, for a while or for good; None when others have it. Safe under any number at once."""
    seat_id = new_id() if service.seats > 1 else None
    wish = {
        "id": new_id(),
        "seat_id": seat_id,
        "office_id": service.office_id,
        "provider_id": provider_id,
        "service_id": service.id,
        "during": taken_time(service, starts_at, ends_at),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "reason": reason,
        "seats": service.seats,
        "expires_at": expires_at,
        "now": now,
    }
    claim_id: UUID | None = await session.scalar(_TAKE, wish)
    return Taken(claim_id, seat_id) if claim_id is not None else None


async def keep(session: AsyncSession, taken: Taken, *, now: datetime) -> bool:
    """Turn what is held into an appointment's, without a gap. False when the hold has run out."""
    return await _live_until(session, taken, until=None, now=now)


async def keep_as_request(session: AsyncSession, taken: Taken, *, until: datetime, now: datetime) -> bool:
    """Let what is held wait for the office's approval, without a gap. False when the hold has run out."""
    statement = (
        "UPDATE claim SET reason = 'request', expires_at = :until WHERE id = :id AND expires_at > :now RETURNING id"
    )
    values = {"id": taken.claim_id, "until": until, "now": now}
    return (await session.execute(text(statement).bindparams(_UNTIL), values)).first() is not None


async def prolong(session: AsyncSession, taken: Taken, *, until: datetime, now: datetime) -> bool:
    """Let what is held live longer. False when it has run out."""
    return await _live_until(session, taken, until=until, now=now)


async def move(
    session: AsyncSession,
    claim_id: UUID,
    service: Service,
    *,
    provider_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> bool:
    """Move a claim to another time or provider. False when that is taken; then everything is as before."""
    wish = {
        "id": claim_id,
        "provider_id": provider_id,
        "during": taken_time(service, starts_at, ends_at),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "now": now,
    }
    return bool(await session.scalar(_MOVE, wish))


async def release(session: AsyncSession, taken: Taken) -> None:
    """Give the time, or the place, back. What is not taken has no row; twice does no harm."""
    if taken.seat_id is None:
        await session.execute(text("DELETE FROM claim WHERE id = :id"), {"id": taken.claim_id})
        return
    await session.execute(text("SELECT FROM claim WHERE id = :id FOR UPDATE"), {"id": taken.claim_id})
    await session.execute(text("DELETE FROM claim_seat WHERE id = :id"), {"id": taken.seat_id})
    await session.execute(_SETTLE, {"id": taken.claim_id})


async def sweep(session: AsyncSession, *, now: datetime) -> int:
    """Tidy up claims of holds that ran out. Readers ignore them already."""
    swept = await session.execute(text("DELETE FROM claim WHERE expires_at <= :now RETURNING id"), {"now": now})
    places = await session.execute(
        text("DELETE FROM claim_seat WHERE expires_at <= :now RETURNING claim_id"), {"now": now}
    )
    given_back = places.scalars().all()
    for claim_id in sorted(set(given_back)):
        await session.execute(_SETTLE, {"id": claim_id})
    return len(swept.all()) + len(given_back)


async def retire(session: AsyncSession, claim_id: UUID, *, now: datetime) -> None:
    """Tidy up one claim if it has run out."""
    await session.execute(text("DELETE FROM claim WHERE id = :id AND expires_at <= :now"), {"id": claim_id, "now": now})


async def lock(session: AsyncSession, subjects: Iterable[tuple[int, str]]) -> None:
    """Take all locks of one attempt at once, in the one order that everybody keeps: (class, subject).

    Classes: 1 a provider, 3 a limit, 4 a consumer's contact. They go with the transaction, or with the savepoint when that
    is rolled back.
    """
    wanted = sorted(set(subjects))
    await session.execute(
        _LOCK, {"classes": [kind for kind, _ in wanted], "subjects": [subject for _, subject in wanted]}
    )


async def _live_until(session: AsyncSession, taken: Taken, *, until: datetime | None, now: datetime) -> bool:
    if taken.seat_id is None:
        statement = (
            "UPDATE claim SET reason = CASE WHEN CAST(:until AS timestamptz) IS NULL THEN 'appointment' ELSE reason END,"
            " expires_at = :until WHERE id = :id AND expires_at > :now RETURNING id"
        )
        values = {"id": taken.claim_id, "until": until, "now": now}
        return (await session.execute(text(statement).bindparams(_UNTIL), values)).first() is not None
    await session.execute(text("SELECT FROM claim WHERE id = :id FOR UPDATE"), {"id": taken.claim_id})
    statement = "UPDATE claim_seat SET expires_at = :until WHERE id = :id AND expires_at > :now RETURNING id"
    values = {"id": taken.seat_id, "until": until, "now": now}
    if (await session.execute(text(statement).bindparams(_UNTIL), values)).first() is None:
        return False
    await session.execute(_SETTLE, {"id": taken.claim_id})
    return True


_UNTIL = bindparam("until", type_=DateTime(timezone=True))
_TAKE = text(
    "SELECT take_claim(:id, :seat_id, :office_id, :provider_id, :service_id, :during, :starts_at, :ends_at, :reason, :seats,"
    " :expires_at, :now)"
).bindparams(bindparam("during", type_=TSTZRANGE()), bindparam("seat_id", type_=Uuid()))
_MOVE = text("SELECT move_claim(:id, :provider_id, :during, :starts_at, :ends_at, :now)").bindparams(
    bindparam("during", type_=TSTZRANGE())
)
_SETTLE = text("SELECT settle_seats(:id)").bindparams(bindparam("id", type_=Uuid()))
_LOCK = text("SELECT lock_in_order(:classes, :subjects)").bindparams(
    bindparam("classes", type_=ARRAY(Integer())), bindparam("subjects", type_=ARRAY(String()))
)
