"""What a consumer agrees to when booking. Every wording is kept under its number; the newest holds."""

from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.events import announce
from frontdesk.offices.tables import ConsentText, Office


class ConsentAsked(msgspec.Struct):
    """The wording that holds now. Whoever books says its version, and thereby that they agree."""

    version: int
    text: str


async def consent_asked(session: AsyncSession, office: Office) -> ConsentAsked | None:
    """Read the wording that holds now; None where the office asks for nothing."""
    newest = await _newest(session, office)
    return ConsentAsked(newest.version, newest.text) if newest is not None and newest.text else None


async def word_consent(
    session: AsyncSession, office: Office, words: str, *, actor: Actor, now: datetime
) -> ConsentText:
    """Let a new wording hold from now on; an empty one asks for nothing any more. The same words again change nothing."""
    await session.get_one(Office, office.id, with_for_update=True, populate_existing=True)  # two managers, two numbers
    newest, text = await _newest(session, office), words.strip()
    if newest is not None and newest.text == text:
        return newest
    worded = ConsentText(
        office_id=office.id, version=newest.version + 1 if newest is not None else 1, text=text, created_at=now
    )
    session.add(worded)
    await session.flush()
    audit.record(
        session,
        actor,
        "consent.worded",
        ("office", office.id),
        office_id=office.id,
        now=now,
        before={"version": newest.version if newest is not None else 0},
        after={"version": worded.version},
    )
    announce(session, "office.changed", office.id, to=[office.id])
    return worded


async def worded_as(session: AsyncSession, office: Office, version: int) -> str:
    """Read the wording of a version; the one before the first is empty."""
    wording = await session.get(ConsentText, (office.id, version))
    return wording.text if wording is not None else ""


async def _newest(session: AsyncSession, office: Office) -> ConsentText | None:
    return await session.scalar(
        select(ConsentText).where(ConsentText.office_id == office.id).order_by(ConsentText.version.desc()).limit(1)
    )
