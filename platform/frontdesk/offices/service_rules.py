"""Rules of a service that make no sense together are refused where they are set, so that nobody has to guess later. Pure."""

from typing import Any

from frontdesk.errors import Invalid
from frontdesk.offices.tables import Service
from frontdesk.wall import check_dates


class PriceWithoutCurrency(Invalid):
    """A price needs its currency, and a currency its price."""


class DurationTwice(Invalid):
    """Two of the durations to choose from are the same."""


class DurationWithoutPrice(Invalid):
    """Either every duration has a price or none has. What is free of charge costs 0."""


class WindowWithoutDates(Invalid):
    """A booking window that is a range needs its first and its last date."""


class WindowBackwards(Invalid):
    """The booking window must not end before it begins."""


class DatesWithoutRange(Invalid):
    """Only a booking window that is a range has a first and a last date."""


class WindowWithoutDays(Invalid):
    """A booking window that counts days with free times needs one day at least."""


class ApprovalOfGroup(Invalid):
    """A group visit cannot ask for approval: all its places are one appointment, which is confirmed for all or for nobody."""


def check_rules(service: Service, said: dict[str, Any]) -> None:
    """Refuse what contradicts itself, as the service would be after what was `said`; raises the above, and DatesOutOfReach."""
    _check_prices(service)
    _check_window(service, said)
    if service.approval and service.seats > 1:
        raise ApprovalOfGroup()


def _check_prices(service: Service) -> None:
    if (service.price_minor is None) != (service.currency is None):
        raise PriceWithoutCurrency()
    minutes = [service.duration_minutes, *(choice["minutes"] for choice in service.durations)]
    if len(set(minutes)) < len(minutes):
        raise DurationTwice()
    if any((choice["price_minor"] is None) != (service.price_minor is None) for choice in service.durations):
        raise DurationWithoutPrice()


def _check_window(service: Service, said: dict[str, Any]) -> None:
    """Leaving the range drops its dates by itself; whoever says dates for another kind is refused."""
    if service.window_kind == "range":
        if service.window_from is None or service.window_until is None:
            raise WindowWithoutDates()
        if service.window_from > service.window_until:
            raise WindowBackwards()
        check_dates(service.window_from, service.window_until)
        return
    if said.get("window_from") or said.get("window_until"):
        raise DatesWithoutRange()
    service.window_from = service.window_until = None
    if service.window_kind == "free_days" and service.window_days == 0:
        raise WindowWithoutDays()
