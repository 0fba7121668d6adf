"""The booking rules of a service that cut the time in which it may be offered. Pure."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from frontdesk.clock import zone
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import start_of_day

SEARCHED_DAYS = 366  # how far ahead days that have space are looked for


class Horizon(NamedTuple):
    """Starts may be offered in [opens_at, closes_at)."""

    opens_at: datetime
    closes_at: datetime


def horizon(office: Office, service: Service, *, asked_at: datetime) -> Horizon:
    """Tell from when (notice) until when (booking window) starts may be offered to somebody who asked at that instant.

    A start exactly at now + notice is still offered. The window is dates of the office, whole days: today … today + N, or
    from one date to another; of a window of days that have space it is as far as one looks for them.
    """
    today = asked_at.astimezone(zone(office.time_zone)).date()
    first, last = today, today + timedelta(days=service.window_days)
    if service.window_kind == "range" and service.window_from and service.window_until:
        first, last = service.window_from, service.window_until
    elif service.window_kind == "free_days":
        last = today + timedelta(days=SEARCHED_DAYS)
    return Horizon(
        max(asked_at + timedelta(minutes=service.notice_minutes), start_of_day(first, office.time_zone)),
        start_of_day(last + timedelta(days=1), office.time_zone),
    )


def lengths(service: Service) -> list[timedelta]:
    """Tell the durations to choose from, the first choice first, without buffers."""
    choices = [service.duration_minutes, *(choice["minutes"] for choice in service.durations)]
    return [timedelta(minutes=minutes) for minutes in dict.fromkeys(choices)]


def price_of(service: Service, minutes: int) -> int | None:
    """Tell the price of a duration, in the currency's smallest unit."""
    further: dict[int, int | None] = {choice["minutes"]: choice.get("price_minor") for choice in service.durations}
    return service.price_minor if minutes == service.duration_minutes else further.get(minutes)


def buffers(service: Service) -> tuple[timedelta, timedelta]:
    """How long before and after the visit the provider's time is taken as well."""
    return timedelta(minutes=service.buffer_before_minutes), timedelta(minutes=service.buffer_after_minutes)


def local_date(moment: datetime, office: Office) -> date:
    """Tell the office's date of an instant."""
    return moment.astimezone(zone(office.time_zone)).date()
