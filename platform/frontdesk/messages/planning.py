"""What an appointment will say to its people, written down at once, each message with its job.

Rules, decided here:
- A first booking is confirmed, a move is told as a change, a cancellation is told too; nothing is said of what has begun.
- Whoever is asked to choose another time is told once; the visit stays as it is until they do.
- A request is acknowledged, and then confirmed (with its reminders), declined, or told that it ran out.
- E-mail always; SMS where a number and the consent are there.
- A reminder is due at its offset before the start. One whose time has passed is never planned: a late booking gets no
  stale reminder. One that would follow the confirmation within a quarter of an hour says nothing new, and is skipped.
- A move or a cancellation takes back, in the same transaction, what was planned before it and is not yet being sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import outbox
from frontdesk.db import new_id
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.messages.queries import Occasion, occasions
from frontdesk.messages.tables import Message
from frontdesk.outbox import Job

Kind = Literal["request", "confirmation", "reminder", "change", "cancellation", "declined", "expired", "move_asked"]
Channel = Literal["email", "sms"]

SUPERFLUOUS_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be said, on whatever channels; `superfluous` is written down but not said."""

    kind: Kind
    due_at: datetime
    offset_minutes: int | None = None
    superfluous: bool = False


async def plan_messages(desk: Desk, *, office_id: UUID, appointment_id: UUID, now: datetime) -> None:
    """Write down everything the appointment, as it stands now, will say. Doing it again adds nothing."""
    async with desk.begin() as session:
        for occasion in await occasions(session, office_id=office_id, appointment_id=appointment_id):
            await _take_back(session, occasion, now=now)
            for saying in sayings(occasion, now=now):
                for channel in channels(occasion):
                    await _plan(session, occasion, saying, channel, now=now)
        announce(session, "messages.planned", appointment_id, to=[office_id, appointment_id])


def sayings(occasion: Occasion, *, now: datetime) -> list[Saying]:
    """List what is to be said about an occasion from now on."""
    if now >= useless_after(answer(occasion), occasion):
        return []
    kind = answer(occasion)
    if kind is not None:
        return [Saying(kind, now)]
    first = Saying("confirmation" if occasion.revision == 0 else "change", now)
    asked = [Saying("move_asked", now)] if occasion.move_asked_at is not None else []
    return [first, *asked, *_reminders(occasion, now=now)]


def answer(occasion: Occasion) -> Kind | None:
    """Tell the one thing there is to say of what is not a promise, or no longer; None for a promise."""
    if occasion.cancelled_at is not None:
        return "cancellation"
    if occasion.declined_at is not None:
        return "declined"
    if occasion.expired_at is not None:
        return "expired"
    return "request" if occasion.requested else None


def useless_after(kind: str | None, occasion: Occasion) -> datetime:
    """Tell from when on something need not be said: the start; that there is no visit is news until its end."""
    return occasion.ends_at if kind in ("declined", "expired") else occasion.starts_at


def channels(occasion: Occasion) -> list[Channel]:
    """List the channels a consumer allows."""
    texts = occasion.phone is not None and occasion.sms_consent_at is not None
    return ["email", "sms"] if texts else ["email"]


def _reminders(occasion: Occasion, *, now: datetime) -> list[Saying]:
    due = {offset: occasion.starts_at - timedelta(minutes=offset) for offset in occasion.reminder_offsets_minutes}
    return [
        Saying("reminder", due_at, offset, superfluous=due_at <= now + SUPERFLUOUS_WITHIN)
        for offset, due_at in sorted(due.items(), reverse=True)
        if due_at > now
    ]


async def _take_back(session: AsyncSession, occasion: Occasion, *, now: datetime) -> None:
    said = answer(occasion)
    over = ["request"] if occasion.move_asked_at else ["request", "move_asked"]
    outdated = or_(Message.revision < occasion.revision, Message.kind != said if said else Message.kind.in_(over))
    await session.execute(
        update(Message)
        .where(
            Message.office_id == occasion.office_id,
            Message.seat_id == occasion.seat_id,
            outdated,
            Message.sending_at.is_(None),
            Message.skipped_at.is_(None),
            Message.cancelled_at.is_(None),
        )
        .values(cancelled_at=now)
    )


async def _plan(session: AsyncSession, occasion: Occasion, saying: Saying, channel: Channel, *, now: datetime) -> None:
    recipient = occasion.phone if channel == "sms" else occasion.email
    made = await session.scalar(
        insert(Message)
        .values(
            id=new_id(),
            office_id=occasion.office_id,
            appointment_id=occasion.appointment_id,
            seat_id=occasion.seat_id,
            channel=channel,
            kind=saying.kind,
            revision=occasion.revision,
            offset_minutes=saying.offset_minutes,
            due_at=saying.due_at,
            recipient=recipient,
            planned_at=now,
            skipped_at=now if saying.superfluous else None,
            skip_reason="superfluous" if saying.superfluous else None,
        )
        .on_conflict_do_nothing(constraint="message_cause_unique")
        .returning(Message.id)
    )
    if made is None or saying.superfluous:
        return
    await outbox.put(
        session,
        Job.SEND_MESSAGE,
        {"office_id": str(occasion.office_id), "message_id": str(made)},
        now=now,
        due_at=saying.due_at,
        key=f"message:{made}",
        useless_after=useless_after(saying.kind, occasion),
    )
