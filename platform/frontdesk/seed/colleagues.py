"""What the demo office has besides visits: somebody invited who has not answered, and notes about people who come."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.auth.queries import anybody_by_email
from frontdesk.auth.roles import Role, Staff
from frontdesk.consumers.notes import add_note
from frontdesk.consumers.tables import Consumer, ConsumerNote
from frontdesk.db import Sessions
from frontdesk.offices import queries
from frontdesk.offices.invitations import invite
from frontdesk.offices.people_schemas import InvitationWish
from frontdesk.offices.tables import Office
from frontdesk.seed.people import CASEY, OLIVE, PRIYA, SLUG, Guest, SignIn

INVITED = "sam@maple-street.example"
NOTES: tuple[tuple[SignIn, Guest, int, str], ...] = (
    (OLIVE, CASEY, 9, "Rings in the afternoon only, works mornings."),
    (PRIYA, CASEY, 2, "Has the new glasses now, would rather read on a large screen."),
)


async def invite_somebody(sessions: Sessions, *, secret_key: str, now: datetime) -> None:
    """Invite Sam; the mail is in the inbox once the worker runs."""
    async with db.begin(sessions) as session:
        office = await queries.office_named(session, SLUG)
        staff = await _staff(session, office, OLIVE, Role.OWNER)
        await invite(session, staff, InvitationWish(INVITED, Role.SCHEDULER), secret_key=secret_key, now=now)


async def write_notes(sessions: Sessions, *, now: datetime) -> None:
    """Write down a few things about people who have been here. Only where nothing is written down yet."""
    async with db.begin(sessions) as session:
        office = await queries.office_named(session, SLUG)
        if await session.scalar(select(ConsumerNote.id).where(ConsumerNote.office_id == office.id).limit(1)):
            return
        for author, guest, days, words in NOTES:
            consumer = await session.scalar(
                select(Consumer).where(Consumer.office_id == office.id, Consumer.name == guest.contact.name).limit(1)
            )
            if consumer is not None:
                staff = await _staff(session, office, author, Role.OWNER if author is OLIVE else Role.PROVIDER)
                await add_note(session, staff, consumer, words, now=now - timedelta(days=days))


async def _staff(session: AsyncSession, office: Office, who: SignIn, role: Role) -> Staff:
    person = await anybody_by_email(session, who.email)
    assert person is not None  # the office has just been opened
    return Staff(person.id, office.id, role)
