"""Times as people read them in letters and texts: always weekday, date, time and zone together."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from frontdesk.clock import zone

LOCALES = ("en", "de")


@cache
def catalogue(locale: str) -> dict[str, Any]:
    """Read the words of a language. A language that we do not have is English."""
    language = locale.replace("_", "-").split("-")[0].lower()
    name = language if language in LOCALES else LOCALES[0]
    return tomllib.loads(files("frontdesk.messages").joinpath(f"words/{name}.toml").read_text(encoding="utf-8"))


def say(locale: str, section: str, key: str, **values: str) -> str:
    """Take a sentence from the catalogue and fill it in."""
    sentence: str = catalogue(locale)[section][key]
    return sentence.format(**values)


def clock_time(moment: datetime, time_zone: str) -> str:
    """15:30"""
    return moment.astimezone(zone(time_zone)).strftime("%H:%M")


def short_day(moment: datetime, time_zone: str, locale: str) -> str:
    """Thu 26 Nov"""
    return _day(moment, time_zone, locale, "short")


def long_day(moment: datetime, time_zone: str, locale: str) -> str:
    """Thursday 26 November"""
    return _day(moment, time_zone, locale, "long")


def place_time(time_zone: str, locale: str) -> str:
    """Berlin time"""
    place = time_zone.rsplit("/", 1)[-1].replace("_", " ")
    return say(locale, "dates", "zone_utc" if time_zone == "UTC" else "zone", place=place)


def moment(at: datetime, time_zone: str, locale: str) -> str:
    """Thu 26 Nov, 15:30, Berlin time"""
    return f"{short_moment(at, time_zone, locale)}, {place_time(time_zone, locale)}"


def short_moment(at: datetime, time_zone: str, locale: str) -> str:
    """Thu 26 Nov, 15:30"""
    return f"{short_day(at, time_zone, locale)}, {clock_time(at, time_zone)}"


def _day(at: datetime, time_zone: str, locale: str, length: str) -> str:
    local, words = at.astimezone(zone(time_zone)), catalogue(locale)["dates"]
    weekday, month = words[f"weekdays_{length}"][local.weekday()], words[f"months_{length}"][local.month - 1]
    return str(words[f"day_{length}"]).format(weekday=weekday, day=local.day, month=month)
