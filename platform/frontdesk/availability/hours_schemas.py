"""What goes over the wire about seasons, overrides and effective hours."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.offices.schemas import HoursRange, TimeOfDay
from frontdesk.offices.service_schemas import ONE_LINE, Name
from frontdesk.wall import Wall

Reason = Annotated[str, Meta(max_length=200, pattern=ONE_LINE)]


class DateRange(msgspec.Struct, forbid_unknown_fields=True):
    """One range of a date, on the wall of the owner's zone. An end not after the start is the next date's."""

    from_: TimeOfDay = msgspec.field(name="from")
    to: TimeOfDay


class SeasonWish(msgspec.Struct, forbid_unknown_fields=True):
    """Dates, both included, on which other weekly hours hold: the office's, unless a provider or a service is named."""

    name: Name
    from_on: date
    until_on: date
    ranges: Annotated[list[HoursRange], Meta(max_length=70)]
    provider_id: UUID | None = None
    service_id: UUID | None = None


class SeasonSeen(msgspec.Struct):
    id: UUID
    provider_id: UUID | None
    service_id: UUID | None
    name: str
    from_on: date
    until_on: date
    time_zone: str
    ranges: list[HoursRange]


class SeasonList(msgspec.Struct):
    items: list[SeasonSeen]


class OverrideWish(msgspec.Struct, forbid_unknown_fields=True):
    """A date, or dates, both included, on which only these ranges hold; none means closed.

    The office's, unless a provider or a service is named.
    """

    from_on: date
    ranges: Annotated[list[DateRange], Meta(max_length=10)]
    until_on: date | None = None
    reason: Reason = ""
    provider_id: UUID | None = None
    service_id: UUID | None = None


class OverrideSeen(msgspec.Struct):
    id: UUID
    provider_id: UUID | None
    service_id: UUID | None
    from_on: date
    until_on: date
    time_zone: str
    ranges: list[DateRange]
    reason: str


class OverrideList(msgspec.Struct):
    items: list[OverrideSeen]


class OpeningSeen(msgspec.Struct):
    """An open stretch: as instants, and as the office's wall clock shows them."""

    starts_at: datetime
    ends_at: datetime
    starts: Wall
    ends: Wall


class HoursSource(msgspec.Struct):
    """What one owner's hours say for one date of theirs, and by which rule; always: they keep none, and bind nobody."""

    owner: Literal["office", "provider", "service"]
    on: date
    rule: Literal["always", "weekly", "season", "override"]
    name: str  # of the season, or the reason of the override
    time_zone: str
    openings: list[OpeningSeen]


class AwaySource(msgspec.Struct):
    """What takes time out: a closure, a holiday, or the provider's time off."""

    kind: Literal["closure", "holiday", "time_off"]
    time_off_id: UUID
    reason: str
    starts_at: datetime
    ends_at: datetime
    starts: Wall
    ends: Wall


class DayReach(msgspec.Struct):
    """A date of the office: from when until when, which is not always 24 hours."""

    on: date
    starts_at: datetime
    ends_at: datetime


class EffectiveHours(msgspec.Struct):
    """When the office, and the provider and the service if named, are open at once, without closures and time off.

    `sources` tell where it comes from: what each says for each date, and `away` what takes time out.
    """

    office_time_zone: str
    openings: list[OpeningSeen]
    days: list[DayReach] = msgspec.field(default_factory=list)
    sources: list[HoursSource] = msgspec.field(default_factory=list)
    away: list[AwaySource] = msgspec.field(default_factory=list)


class Exceptions(msgspec.Struct):
    """Everybody's other hours that touch some dates: overrides and seasons of office, providers and services."""

    overrides: list[OverrideSeen]
    seasons: list[SeasonSeen]
