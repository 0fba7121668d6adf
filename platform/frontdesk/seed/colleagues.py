"""Olive has invited somebody for the front desk, who has not answered yet."""

from datetime import datetime

from frontdesk import db
from frontdesk.auth.queries import anybody_by_email
from frontdesk.auth.roles import Role, Staff
from frontdesk.db import Sessions
from frontdesk.offices import queries
from frontdesk.offices.invitations import invite
from frontdesk.offices.people_schemas import InvitationWish
from frontdesk.seed.people import OLIVE, SLUG

INVITED = "sam@maple-street.example"


async def invite_somebody(sessions: Sessions, *, secret_key: str, now: datetime) -> None:
    """Invite Sam; the mail is in the inbox once the worker runs."""
    async with db.begin(sessions) as session:
        office = await queries.office_named(session, SLUG)
        olive = await anybody_by_email(session, OLIVE.email)
        assert olive is not None  # the office has just been opened
        staff = Staff(olive.id, office.id, Role.OWNER)
        await invite(session, staff, InvitationWish(INVITED, Role.SCHEDULER), secret_key=secret_key, now=now)
