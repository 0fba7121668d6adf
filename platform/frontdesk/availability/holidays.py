"""Public holidays, from a pinned library's calendars: shown first, and closed only on the dates that somebody names."""

import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

import holidays
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.availability.tables import TimeOff
from frontdesk.db import Span, new_id, span
from frontdesk.errors import Invalid
from frontdesk.events import announce
from frontdesk.offices.tables import Office
from frontdesk.wall import start_of_day


class UnknownCountry(Invalid):
    """There is no calendar of public holidays for this country. It is two letters, such as GB."""


class UnknownSubdivision(Invalid):
    """This country's calendar of public holidays knows no such region."""


class NotAHoliday(Invalid):
    """Not all of these dates are public holidays there."""


@cache
def countries() -> Mapping[str, Sequence[str]]:
    """List the countries that have a calendar, each with the codes of its regions."""
    return holidays.list_supported_countries(include_aliases=False)


def holidays_of(country: str, subdivision: str | None, year: int, *, locale: str) -> dict[date, str]:
    """Read a calendar, in the language if it speaks it. Raises UnknownCountry, UnknownSubdivision."""
    _check_known(country, subdivision)
    return _calendar(country, subdivision, year, locale)


def keys_of(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    """Name a year's holidays by what stays the same in other years and in every language of the office. Raises as above.

    A day in place of a holiday on a weekend goes by the holiday's own name.
    """
    _check_known(country, subdivision)
    return {day: _ADDED.sub("", name).strip() for day, name in _calendar(country, subdivision, year, None).items()}


_ADDED = re.compile(r"\s*\([^()]*\)\s*$")


def _check_known(country: str, subdivision: str | None) -> None:
    if country not in countries():
        raise UnknownCountry()
    if subdivision is not None and subdivision not in countries()[country]:
        raise UnknownSubdivision()


@lru_cache(maxsize=256)
def _calendar(country: str, subdivision: str | None, year: int, locale: str | None) -> dict[date, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a calendar that knows only some years says so; it gives what it has
        language = None
        if locale is not None:
            language = _language(holidays.country_holidays(country).supported_languages, locale)
        calendar = holidays.country_holidays(country, subdiv=subdivision, years=year, language=language, expand=False)
    return {day: name for day, name in sorted(calendar.items()) if day.year == year}


def whole_day(office: Office, day: date) -> Span:
    """The office's date, from its first instant to its last."""
    return span(start_of_day(day, office.time_zone), start_of_day(day + timedelta(days=1), office.time_zone))


async def close_on(
    session: AsyncSession,
    office: Office,
    days: Mapping[date, str],
    *,
    created_by: UUID | None,
    actor: Actor,
    now: datetime,
) -> Sequence[TimeOff]:
    """Close the office on whole dates, named after their holidays. What is closed for its holiday already stays as it is."""
    for day, name in sorted(days.items()):
        closure = {
            "id": new_id(),
            "office_id": office.id,
            "provider_id": None,
            "during": whole_day(office, day),
            "reason": name[:200],
            "holiday_on": day,
            "created_by": created_by,
            "created_at": now,
        }
        added = await session.scalar(
            insert(TimeOff)
            .values(closure)
            .on_conflict_do_nothing(constraint="time_off_holiday_unique")
            .returning(TimeOff.id)
        )
        if added is not None:
            subject = ("time_off", added)
            after = {"holiday_on": day.isoformat(), "reason": closure["reason"]}
            audit.record(session, actor, "time_off.added", subject, office_id=office.id, now=now, after=after)
            announce(session, "time_off.added", added, to=[office.id])
    found = await session.scalars(
        select(TimeOff).where(TimeOff.office_id == office.id, TimeOff.holiday_on.in_(days)).order_by(TimeOff.holiday_on)
    )
    return found.all()


def _language(spoken: Sequence[str], locale: str) -> str | None:
    """The office's own language, in its own or any spelling; else what most can read; else the calendar's own."""
    wanted = locale.replace("-", "_")
    like = wanted.split("_")[0]
    ranked = [wanted, like, *(one for one in spoken if one.startswith(f"{like}_")), "en_US", "en_GB"]
    return next((one for one in ranked if one in spoken), None)
