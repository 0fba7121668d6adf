"""Mail the way into an office: the newest token of an invitation that is still open."""

from datetime import datetime
from uuid import UUID, uuid5

import structlog

from frontdesk.acs.email import Mail
from frontdesk.auth.tables import Invitation, Person
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable
from frontdesk.events import announce
from frontdesk.messages.sending import NOT_ABOUT_THE_MESSAGE
from frontdesk.messages.wording import write_invitation_mail
from frontdesk.offices.invitations import token_of
from frontdesk.offices.queries import office_by_id

_log = structlog.get_logger()


async def send_invitation(desk: Desk, *, office_id: UUID, invitation_id: UUID, now: datetime) -> None:
    """Send an invitation; doing it again says the same under the same id. Raises AcsUnavailable to be tried again."""
    async with desk.begin(read_only=True) as session:
        invitation = await session.get(Invitation, invitation_id)
        if invitation is None or not _still_open(invitation, now=now):
            return
        office = await office_by_id(session, office_id)
        inviter = await session.get(Person, invitation.invited_by) if invitation.invited_by else None
    token = token_of(desk.settings.secret_key, invitation.id, invitation.token_version)
    link = f"{desk.settings.origin}/invitation#{token}"
    letter = write_invitation_mail(invitation, office, link, invited_by=inviter.name if inviter else None)
    mail = Mail(
        to=invitation.email,
        to_name=invitation.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        reply_to=office.email,
    )
    await desk.acs.email.pace.turn()
    try:
        await desk.acs.email.send(uuid5(invitation.id, str(invitation.token_version)), mail)
    except AcsRejected as refusal:
        if refusal.status in NOT_ABOUT_THE_MESSAGE:
            raise AcsUnavailable(str(refusal)) from refusal
        _log.warning("invitation_refused", invitation=str(invitation.id), error=str(refusal))
        await _note_refusal(desk, invitation, now=now)


async def _note_refusal(desk: Desk, sent: Invitation, *, now: datetime) -> None:
    async with desk.begin() as session:
        invitation = await session.get(Invitation, sent.id, with_for_update=True)
        if invitation is not None and invitation.token_version == sent.token_version:
            invitation.refused_at = now
            announce(session, "staff.changed", invitation.id, to=[invitation.office_id])


def _still_open(invitation: Invitation, *, now: datetime) -> bool:
    return invitation.accepted_at is None and invitation.revoked_at is None and invitation.expires_at > now
