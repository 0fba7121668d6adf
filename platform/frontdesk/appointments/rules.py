"""What is promised by how long a visit is, and until when a consumer may change it. Pure."""

from datetime import datetime, timedelta

from frontdesk.errors import Conflict, Invalid
from frontdesk.offices.tables import Service


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


class NotConfirmed(Conflict):
    """The office has not answered this request yet."""


class RequestOver(Conflict):
    """This request was declined, or it ran out. Please ask for another time."""


class MovedTooOften(Conflict):
    """This visit has been moved as often as it can be. Please phone the office."""


class UnknownReason(Invalid):
    """Please choose one of the reasons."""


class UnknownDuration(Invalid):
    """This visit is not offered at that length."""


def price_of(service: Service, duration_minutes: int) -> int | None:
    """Tell the price, in the currency's smallest unit, of one of a service's durations; raises UnknownDuration."""
    if duration_minutes == service.duration_minutes:
        return service.price_minor
    for choice in service.durations:
        if choice["minutes"] == duration_minutes:
            price: int | None = choice["price_minor"]
            return price
    raise UnknownDuration()


def check_reason(service: Service, reason: str | None) -> None:
    """Let a consumer cancel for one of the reasons that a service lists, if it lists any; raises UnknownReason."""
    if service.cancel_reasons and reason not in service.cancel_reasons:
        raise UnknownReason(reasons=list(service.cancel_reasons))


def request_expires_at(service: Service, starts_at: datetime, *, now: datetime) -> datetime:
    """Tell until when the office may answer a request: for so long, and never after the start."""
    return min(now + timedelta(minutes=service.request_expires_minutes), starts_at)


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """Tell how long a visit lasts."""
    return int((ends_at - starts_at).total_seconds()) // 60


def change_until(starts_at: datetime, cutoff_minutes: int) -> datetime:
    """Tell the last instant (excluded) at which a change by the consumer is free."""
    return starts_at - timedelta(minutes=cutoff_minutes)


def may_change(starts_at: datetime, cutoff_minutes: int, *, now: datetime) -> bool:
    """May the consumer still change it?"""
    return now < change_until(starts_at, cutoff_minutes)
