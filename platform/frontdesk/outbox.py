"""Work that must happen after the commit, maybe later, at least once.

A verb puts a job in its own transaction; a worker claims what is due under a lease, does it, and settles it. The attempt
number is the fence: whoever lost the lease settles nothing. One job per key runs at a time: putting a key that waits
replaces the waiting one; a key that is running gets a successor, which waits until the running one has settled, so that
an older world is never written last.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.db import Base, new_id, sql
from frontdesk.events import announce

LEASE = timedelta(seconds=60)
ATTEMPTS_MAX = 8
BACKOFF_MAX = timedelta(minutes=15)
TOPIC = "jobs"


class Job(StrEnum):
    """Every kind of work. worker.py says who does it."""

    PREPARE_VISIT = "prepare_visit"  # make, move or remove the room and the chat thread of an appointment
    PLAN_MESSAGES = "plan_messages"  # write down what an appointment will say to its people
    SEND_MESSAGE = "send_message"  # say one planned message
    SEND_CODE = "send_code"  # say the code that somebody asked for while booking
    SEND_INVITATION = "send_invitation"  # mail somebody the way into an office
    TAKE_BACK_PASS = "take_back_pass"  # put one person out of the call and the chat
    EXPIRE_REQUEST = "expire_request"  # close a request that nobody answered in time
    CLOSE_VISIT = "close_visit"  # close room and thread, revoke what was issued


class JobRow(Base):
    __tablename__ = "job"
    __table_args__ = (
        Index("job_due_index", "due_at", postgresql_where=text("given_up_at IS NULL")),
        Index(
            "job_key_waiting_unique",
            "key",
            unique=True,
            postgresql_where=text("claimed_until IS NULL AND given_up_at IS NULL"),
        ),
        Index("job_key_claimed_index", "key", postgresql_where=text("claimed_until IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    key: Mapped[str | None]
    due_at: Mapped[datetime]
    useless_after: Mapped[datetime | None]
    attempts: Mapped[int]
    claimed_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    given_up_at: Mapped[datetime | None]
    put_at: Mapped[datetime]


async def put(
    session: AsyncSession,
    kind: Job,
    payload: dict[str, Any],
    *,
    now: datetime,
    due_at: datetime | None = None,
    key: str | None = None,
    useless_after: datetime | None = None,
) -> None:
    """Leave work in this transaction, due now unless said otherwise. A waiting job of the same key is replaced."""
    due = due_at or now
    await session.execute(
        _PUT,
        {
            "id": new_id(),
            "kind": kind.value,
            "payload": payload,
            "key": key,
            "due_at": due,
            "useless_after": useless_after,
            "now": now,
        },
    )
    if due <= now + timedelta(minutes=1):
        announce(session, "job.due", kind.value, to=[TOPIC])


async def claim_due(session: AsyncSession, *, now: datetime, at_most: int = 64) -> Sequence[JobRow]:
    """Take due jobs under a lease, each counted as an attempt. Commit before the work starts."""
    rows = await session.execute(
        sql("outbox_claim.sql").columns(*JobRow.__table__.columns),
        {"now": now, "lease_until": now + LEASE, "at_most": at_most},
    )
    return [JobRow(**row._mapping) for row in rows]


async def settle(session: AsyncSession, job: JobRow) -> bool:
    """Mark the attempt as done. False when the lease was lost to somebody else."""
    result = await session.execute(
        text("DELETE FROM job WHERE id = :id AND attempts = :attempts RETURNING id"),
        {"id": job.id, "attempts": job.attempts},
    )
    settled = result.first() is not None
    if settled and job.key is not None:
        announce(session, "job.settled", job.kind, to=[TOPIC])  # a successor may have waited for this
    return settled


async def fail(
    session: AsyncSession, job: JobRow, error: str, *, now: datetime, outage: bool, wait_seconds: float | None = None
) -> None:
    """Give the attempt back. A refusal is given up after eight attempts, an outage not before the job is useless.

    `wait_seconds` is what the other side asked for. The last attempt falls on the moment from which the job is useless:
    its handler can say so in its own words. A newer job of the same key makes this one superfluous. Raises
    IntegrityError when such a job is put at this very moment; then say it again.
    """
    useless = job.useless_after is not None and now >= job.useless_after
    give_up = useless or (not outage and job.attempts >= ATTEMPTS_MAX)
    backoff = min(timedelta(seconds=2 ** min(job.attempts, 10)), BACKOFF_MAX) * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, no secret
    due_at = now + (timedelta(seconds=max(wait_seconds, 1)) if wait_seconds is not None else backoff)
    if job.useless_after is not None and not useless:
        due_at = min(due_at, job.useless_after)
    await session.execute(
        sql("outbox_fail.sql"),
        {
            "id": job.id,
            "attempts": job.attempts,
            "key": job.key,
            "error": error[:500],
            "due_at": due_at,
            "given_up_at": now if give_up else None,
        },
    )
    if job.key is not None:
        announce(session, "job.failed", job.kind, to=[TOPIC])  # a newer one may have waited for this


async def give_back(session: AsyncSession, job: JobRow, *, now: datetime) -> None:
    """Let somebody else have the job at once: this process stops. The attempt counts."""
    await fail(session, job, "the worker stopped", now=now - timedelta(seconds=1), outage=True, wait_seconds=1)


async def next_due(session: AsyncSession) -> datetime | None:
    """Tell when the next job can be claimed, or the next lease ends.

    What waits behind a running job of its key is not counted: `settle` announces when its turn has come.
    """
    result = await session.execute(
        text(
            """
            SELECT min(greatest(due_at, claimed_until)) FROM job AS waiting
            WHERE given_up_at IS NULL
              AND (claimed_until IS NOT NULL OR key IS NULL OR NOT EXISTS (
                    SELECT FROM job AS running
                    WHERE running.key = waiting.key AND running.claimed_until IS NOT NULL AND running.given_up_at IS NULL))
            """
        ),
    )
    due: datetime | None = result.scalar_one()
    return due


_PUT = text(
    """
    INSERT INTO job (id, kind, payload, key, due_at, useless_after, attempts, put_at)
    VALUES (:id, :kind, :payload, :key, :due_at, :useless_after, 0, :now)
    ON CONFLICT (key) WHERE claimed_until IS NULL AND given_up_at IS NULL
    DO UPDATE SET id = excluded.id, kind = excluded.kind, payload = excluded.payload, due_at = excluded.due_at,
                  useless_after = excluded.useless_after, attempts = 0, last_error = NULL, put_at = excluded.put_at
    """
).bindparams(bindparam("payload", type_=JSONB))
