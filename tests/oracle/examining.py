"""Looks into the tables for what must never be: overlaps, claims that are lost, claims that belong to nobody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MUST_BE_EMPTY = {
    "two claims of one provider overlap": """
        SELECT one.id FROM claim AS one JOIN claim AS other USING (provider_id)
        WHERE one.office_id = :office AND one.id <> other.id AND one.during && other.during""",
    "more places are taken than there are, or other than there are rows": """
        SELECT id FROM claim WHERE office_id = :office AND (
            seats_taken > seats
            OR seats > 1 AND seats_taken <> (SELECT count(*) FROM claim_seat WHERE claim_id = claim.id))""",
    "a confirmed appointment has no claim that lasts, or another's time": """
        SELECT appointment.id FROM appointment LEFT JOIN claim ON claim.id = appointment.claim_id
        WHERE appointment.office_id = :office AND confirmed_at IS NOT NULL AND cancelled_at IS NULL AND (
            claim.id IS NULL OR claim.expires_at IS NOT NULL OR claim.provider_id <> appointment.provider_id
            OR claim.service_id <> appointment.service_id
            OR tstzrange(claim.starts_at, claim.ends_at) <> appointment.during)""",
    "somebody in a group has no place that lasts": """
        SELECT seat.id FROM seat
        JOIN appointment ON appointment.id = seat.appointment_id
        LEFT JOIN claim_seat ON claim_seat.id = seat.claim_seat_id
        WHERE seat.office_id = :office AND given_up_at IS NULL AND cancelled_at IS NULL
          AND confirmed_at IS NOT NULL AND seat.claim_seat_id IS NOT NULL
          AND (claim_seat.id IS NULL OR claim_seat.expires_at IS NOT NULL
               OR claim_seat.claim_id IS DISTINCT FROM appointment.claim_id)""",
    "a hold that lives has lost its claim": """
        SELECT hold.id FROM hold
        LEFT JOIN claim ON claim.id = hold.claim_id
        LEFT JOIN claim_seat ON claim_seat.id = hold.claim_seat_id
        WHERE hold.office_id = :office AND hold.expires_at > :now
          AND converted_at IS NULL AND released_at IS NULL
          AND (claim.id IS NULL OR hold.claim_seat_id IS NOT NULL AND claim_seat.id IS NULL)""",
    "a claim belongs to nothing that lives": """
        SELECT id FROM claim WHERE office_id = :office AND seats = 1 AND (expires_at IS NULL OR expires_at > :now)
          AND NOT EXISTS (SELECT FROM hold WHERE claim_id = claim.id AND converted_at IS NULL AND released_at IS NULL)
          AND NOT EXISTS (SELECT FROM appointment WHERE claim_id = claim.id)""",
    "a place belongs to nobody": """
        SELECT claim_seat.id FROM claim_seat JOIN claim ON claim.id = claim_id
        WHERE office_id = :office AND (claim_seat.expires_at IS NULL OR claim_seat.expires_at > :now)
          AND NOT EXISTS (SELECT FROM hold WHERE claim_seat_id = claim_seat.id AND converted_at IS NULL
                                             AND released_at IS NULL)
          AND NOT EXISTS (SELECT FROM seat WHERE claim_seat_id = claim_seat.id AND given_up_at IS NULL)""",
    "what is over keeps a claim": """
        SELECT id FROM appointment WHERE office_id = :office AND claim_id IS NOT NULL
          AND num_nonnulls(cancelled_at, declined_at, expired_at) > 0""",
}


async def examine(session: AsyncSession, office_id: UUID, *, now: datetime) -> list[str]:
    """Name what is wrong."""
    wrong = []
    for words, statement in MUST_BE_EMPTY.items():
        found = (await session.scalars(text(statement), {"office": office_id, "now": now})).all()
        wrong += [f"{words}: {one}" for one in found]
    return wrong
