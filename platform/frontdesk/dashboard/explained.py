"""What staff are told beside the reasons: when the office and the provider are open that day, and which time comes next."""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.ask import Ask
from frontdesk.availability.calendar import read_calendar
from frontdesk.availability.hours import Opening
from frontdesk.availability.rules import local_date
from frontdesk.availability.slots import first_slot, slots
from frontdesk.wall import Wall, start_of_day, wall

SEARCHED = timedelta(days=28)


class ForTheDesk(msgspec.Struct):
    """Hours of the date in the office's zone, the last moment at which it could be booked, and the next time offered.

    `provider` is the named provider's hours within the office's; none where nobody is named.
    """

    notice_minutes: int
    open: list[Wall]
    provider: list[Wall] | None
    bookable_until: Wall
    next_offered: Wall | None
    next_offered_at: datetime | None


async def told_to_the_desk(session: AsyncSession, ask: Ask, starts_at: datetime) -> ForTheDesk:
    """Gather what explains a start to whoever works here."""
    zone = ask.office.time_zone
    day = local_date(starts_at, ask.office)
    from_at, to_at = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    calendar = await read_calendar(session, ask.office.id)

    def on_the_date(opened: list[Opening]) -> list[Wall]:
        return [
            wall(one.starts_at, one.ends_at, zone) for one in opened if one.ends_at > from_at and one.starts_at < to_at
        ]

    upcoming = await slots(session, ask, from_at=max(starts_at, ask.now), to_at=starts_at + SEARCHED, at_most=1)
    following = upcoming[0] if upcoming else await first_slot(session, ask)
    notice = timedelta(minutes=ask.service.notice_minutes)
    return ForTheDesk(
        notice_minutes=ask.service.notice_minutes,
        open=on_the_date(calendar.open_between(None, None, from_at=from_at, to_at=to_at)),
        provider=on_the_date(calendar.open_between(ask.provider_id, None, from_at=from_at, to_at=to_at))
        if ask.provider_id is not None
        else None,
        bookable_until=wall(starts_at - notice, None, zone),
        next_offered=wall(following.starts_at, following.ends_at, zone) if following else None,
        next_offered_at=following.starts_at if following else None,
    )
