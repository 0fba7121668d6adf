"""The booking rules of a service that cut the time in which it may be offered. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

from frontdesk.clock import zone
from frontdesk.offices.tables import Office, Service
from frontdesk.wall import start_of_day


class Horizon(NamedTuple):
    """Starts may be offered in [opens_at, closes_at)."""

    opens_at: datetime
    closes_at: datetime


def horizon(office: Office, service: Service, *, asked_at: datetime) -> Horizon:
    """Tell from when (notice) until when (booking window) starts may be offered to somebody who asked at that instant.

    A start exactly at now + notice is still offered; the window is the office's dates today … today + N, whole days.
    """
    today = asked_at.astimezone(zone(office.time_zone)).date()
    return Horizon(
        asked_at + timedelta(minutes=service.notice_minutes),
        start_of_day(today + timedelta(days=service.window_days + 1), office.time_zone),
    )


def buffers(service: Service) -> tuple[timedelta, timedelta]:
    """How long before and after the visit the provider's time is taken as well."""
    return timedelta(minutes=service.buffer_before_minutes), timedelta(minutes=service.buffer_after_minutes)
