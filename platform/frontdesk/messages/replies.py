"""What people text back: STOP and START are obeyed, for the whole number and all offices behind it.

The carrier answers both, and HELP, by itself. Anything else is not read by anybody, and not kept.
"""

from datetime import datetime

import structlog
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.acs.event_grid import SmsReceived
from frontdesk.desk import Desk
from frontdesk.messages.tables import OptOut

STOP_WORDS = frozenset({"STOP", "STOPALL", "QUIT", "END", "REVOKE", "OPT OUT", "OPTOUT", "CANCEL", "UNSUBSCRIBE"})
START_WORDS = frozenset({"START", "UNSTOP"})

_log = structlog.get_logger()


async def text_received(desk: Desk, received: SmsReceived) -> None:
    """Obey STOP and START sent to our number."""
    if received.to != desk.settings.acs_phone_number:
        return
    word = " ".join(received.text.upper().split()).rstrip(".!")
    if word not in STOP_WORDS | START_WORDS:
        _log.info("reply_not_understood")
        return
    async with desk.begin() as session:
        if word in STOP_WORDS:
            await note_stop(session, received.sender, at=received.at)
        else:
            await note_start(session, received.sender, at=received.at)
    _log.info("reply_obeyed", stop=word in STOP_WORDS)


async def note_stop(session: AsyncSession, phone: str, *, at: datetime) -> None:
    """A number wants no texts from `at` on. An older STOP after a newer START changes nothing."""
    words = insert(OptOut).values(phone=phone, opted_out_at=at)
    await session.execute(
        words.on_conflict_do_update(
            index_elements=[OptOut.phone],
            set_={"opted_out_at": func.greatest(OptOut.opted_out_at, words.excluded.opted_out_at)},
        )
    )


async def note_start(session: AsyncSession, phone: str, *, at: datetime) -> None:
    """A number wants texts again from `at` on. Kept also when its STOP is still on its way to us."""
    words = insert(OptOut).values(phone=phone, opted_out_at=at, opted_in_at=at)
    await session.execute(
        words.on_conflict_do_update(
            index_elements=[OptOut.phone],
            set_={"opted_in_at": func.greatest(OptOut.opted_in_at, words.excluded.opted_in_at)},
        )
    )
