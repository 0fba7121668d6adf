"""Public holidays that an office keeps every year: remembered by name, closed a year ahead by the worker, revocable."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import SYSTEM, Actor
from frontdesk.availability.holidays import close_on, holidays_of, keys_of
from frontdesk.availability.tables import HolidayCalendar
from frontdesk.clock import zone
from frontdesk.desk import Desk
from frontdesk.events import announce
from frontdesk.offices.tables import Office

AHEAD = timedelta(days=366)


async def calendar_kept(session: AsyncSession, office: Office) -> HolidayCalendar | None:
    """Read which country's or region's holidays the office keeps, if any."""
    return await session.get(HolidayCalendar, office.id)


async def keep_holidays(
    session: AsyncSession,
    office: Office,
    country: str,
    subdivision: str | None,
    holidays: Collection[str],
    *,
    actor: Actor,
    now: datetime,
) -> HolidayCalendar:
    """Remember the calendar and the holidays on which to close every year, and close for the year ahead at once.

    None forgets them all; what is closed stays closed. Raises UnknownCountry, UnknownSubdivision.
    """
    keys_of(country, subdivision, now.year)
    kept = await session.get(HolidayCalendar, office.id, with_for_update=True)
    before = _told(kept) if kept else None
    if kept is None:
        kept = HolidayCalendar(office_id=office.id, opened=[])
        session.add(kept)
    elif (kept.country, kept.subdivision) != (country, subdivision):
        kept.opened = []
    kept.country, kept.subdivision, kept.changed_at = country, subdivision, now
    kept.holidays = sorted(set(holidays))
    await session.flush()
    subject = ("office", office.id)
    audit.record(
        session, actor, "holidays.kept", subject, office_id=office.id, now=now, before=before, after=_told(kept)
    )  # fmt: skip
    announce(session, "holidays.kept", office.id, to=[office.id])
    await close_ahead(session, office, kept, actor=actor, now=now)
    return kept


async def close_ahead(
    session: AsyncSession, office: Office, kept: HolidayCalendar, *, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Close on the kept holidays from today to a year ahead, but not where somebody has opened. Twice does no harm."""
    today = now.astimezone(zone(office.time_zone)).date()
    days: dict[date, str] = {}
    for year in range(today.year, (today + AHEAD).year + 1):
        names = holidays_of(kept.country, kept.subdivision, year, locale=office.locale)
        keys = keys_of(kept.country, kept.subdivision, year)
        days |= {day: names[day] for day, key in keys.items() if key in kept.holidays and day in names}
    wanted = {day: name for day, name in days.items() if today <= day <= today + AHEAD and day not in kept.opened}
    if wanted:
        await close_on(session, office, wanted, created_by=None, actor=actor, now=now)


async def open_on(session: AsyncSession, office: Office, day: date, *, now: datetime) -> None:
    """Remember that somebody opened on a kept holiday: this date is not closed again by itself."""
    kept = await session.get(HolidayCalendar, office.id, with_for_update=True)
    if kept is not None and day not in kept.opened:
        kept.opened, kept.changed_at = sorted({*kept.opened, day}), now


async def close_again(session: AsyncSession, office: Office, days: Collection[date]) -> None:
    """Forget that somebody had opened on these dates."""
    kept = await session.get(HolidayCalendar, office.id, with_for_update=True)
    if kept is not None:
        kept.opened = sorted(set(kept.opened) - set(days))


async def fill_holidays(desk: Desk, *, now: datetime) -> None:
    """Keep every office's holidays closed a year ahead."""
    async with desk.begin(read_only=True) as session:
        found = await session.scalars(select(HolidayCalendar.office_id).where(HolidayCalendar.holidays != []))
        office_ids = found.all()
    for office_id in office_ids:
        async with desk.begin() as session:
            office = await session.get_one(Office, office_id)
            kept = await session.get(HolidayCalendar, office_id, with_for_update=True)
            if kept is not None:
                await close_ahead(session, office, kept, actor=SYSTEM, now=now)


def _told(kept: HolidayCalendar) -> dict[str, object]:
    return {"country": kept.country, "subdivision": kept.subdivision, "holidays": list(kept.holidays)}
