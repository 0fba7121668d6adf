"""Send the code that somebody asked for while booking: once, while it is still good, and to nobody who said STOP."""

from datetime import datetime
from uuid import UUID

import structlog

from frontdesk.acs.email import Mail
from frontdesk.acs.repeatability import Repeatable
from frontdesk.consumers.codes import code_of
from frontdesk.consumers.tables import ContactCode
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable
from frontdesk.messages.queries import opted_out
from frontdesk.messages.sending import NOT_ABOUT_THE_MESSAGE
from frontdesk.messages.texts import write_code_text
from frontdesk.messages.wording import write_code_mail
from frontdesk.offices.queries import office_by_id
from frontdesk.offices.tables import Office

_log = structlog.get_logger()


async def send_code(desk: Desk, *, office_id: UUID, code_id: UUID, now: datetime) -> None:
    """Send a code; doing it again says the same under the same id. Raises AcsUnavailable to be tried again.

    Whoever asked is told the same in every case, so what goes wrong is only logged.
    """
    async with desk.begin(read_only=True) as session:
        code = await session.get(ContactCode, code_id)
        if code is None or code.used_at is not None or code.expires_at <= now:
            return
        if code.channel == "sms" and await opted_out(session, code.address):
            _log.info("code_not_sent", code=str(code_id), why="opted_out")
            return
        office = await office_by_id(session, office_id)
    await (desk.acs.sms.pace if code.channel == "sms" else desk.acs.email.pace).turn(urgent=True)
    try:
        await _say(desk, office, code)
    except AcsRejected as refusal:
        if refusal.status in NOT_ABOUT_THE_MESSAGE:
            raise AcsUnavailable(str(refusal)) from refusal
        _log.warning("code_refused", code=str(code_id), channel=code.channel, error=str(refusal))


async def _say(desk: Desk, office: Office, code: ContactCode) -> None:
    digits = code_of(desk.settings.secret_key, code.id)
    if code.channel == "sms":
        act = Repeatable(f"code {code.id}", code.created_at)
        text = write_code_text(digits, office.name, code.locale)
        await desk.acs.sms.send(act, to=code.address, text=text, tag=str(code.id))
        return
    letter = write_code_mail(digits, office, code.locale)
    mail = Mail(
        to=code.address,
        to_name=code.address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        reply_to=office.email,
    )
    await desk.acs.email.send(code.id, mail)
