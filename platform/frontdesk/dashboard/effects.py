"""What a change of weekly hours does, in facts for a sentence: how long, which days are late, when the first visit could be."""

from collections import Counter
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.ask import Ask
from frontdesk.availability.hours import MINUTES_A_DAY, minutes_of
from frontdesk.availability.owners import Owner
from frontdesk.availability.slots import first_slot
from frontdesk.dashboard.schemas import FirstVisit
from frontdesk.offices import queries as offices
from frontdesk.offices.schemas import HoursRange
from frontdesk.wall import wall

EVENING, LATER_BY = 18 * 60, 60  # minutes: when a day counts as late, and by how much it outlasts the usual


def minutes_a_week(ranges: list[HoursRange]) -> int:
    """Add up weekly hours, on the wall."""
    return sum(_end(one) - minutes_of(one.from_) for one in ranges)


def late_days(ranges: list[HoursRange]) -> list[int]:
    """Name the weekdays that go on into the evening, longer than most."""
    ends: dict[int, int] = {}
    for one in ranges:
        ends[one.weekday] = max(ends.get(one.weekday, 0), _end(one))
    if not ends:
        return []
    usual = Counter(ends.values()).most_common(1)[0][0]
    return [day for day, end in sorted(ends.items()) if end > EVENING and end >= usual + LATER_BY]


async def first_visit(session: AsyncSession, owner: Owner, *, now: datetime) -> FirstVisit | None:
    """Find the first start that consumers could book in these hours, whatever the service; asks the real engine."""
    office = owner.office
    services = [owner.service] if owner.service else await offices.services(session, office.id, active_only=True)
    names = {one.person_id: one.name for one in await offices.providers(session, office.id, active_only=True)}
    found = []
    for service in services:
        if not service.hidden:
            first = await first_slot(session, Ask(office, service, owner.provider_id, now=now, asked_at=now))
            if first is not None:
                found.append((first.starts_at, service.name, first))
    if not found:
        return None
    starts_at, name, slot = min(found, key=lambda one: one[:2])
    provider = names.get(slot.provider_ids[0]) if len(slot.provider_ids) == 1 else None
    return FirstVisit(wall(starts_at, slot.ends_at, office.time_zone), name, provider)


def _end(one: HoursRange) -> int:
    start, end = minutes_of(one.from_), minutes_of(one.to)
    return end if end > start else end + MINUTES_A_DAY
