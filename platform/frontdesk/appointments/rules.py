"""Until when a consumer may change an appointment. Pure."""

from datetime import datetime, timedelta

from frontdesk.errors import Conflict, Invalid


class TooLateToCancel(Conflict):
    """The time for free changes is over. Please phone the office."""


class TooLateToMove(Conflict):
    """The time for free changes is over. Please phone the office."""


class AlreadyCancelled(Conflict):
    """This visit is cancelled."""


class VisitOver(Conflict):
    """This visit is over."""


class TimeInPast(Invalid):
    """This time has passed."""


def change_until(starts_at: datetime, cutoff_minutes: int) -> datetime:
    """Tell the last instant (excluded) at which a change by the consumer is free."""
    return starts_at - timedelta(minutes=cutoff_minutes)


def may_change(starts_at: datetime, cutoff_minutes: int, *, now: datetime) -> bool:
    """May the consumer still change it?"""
    return now < change_until(starts_at, cutoff_minutes)
