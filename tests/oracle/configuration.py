"""What an office has set and what has been booked in it, as plain values. Imports nothing of the product.

Providers and claims are known by their place in the configuration; a provider with a smaller number has a smaller id.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

Weekly = tuple[tuple[int, int, int], ...]
"""(weekday 1-7, from, to) in minutes after local midnight; `to` not after `from` is the next day's."""

Ranges = tuple[tuple[int, int], ...]
"""(from, to) of one date, read the same way."""


@dataclass(frozen=True)
class Season:
    """Dates, both included, on which other weekly hours hold."""

    from_on: date
    until_on: date
    weekly: Weekly


@dataclass(frozen=True)
class Schedule:
    """Weekly hours in a zone of their own."""

    time_zone: str
    weekly: Weekly
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True)
class Override:
    """Dates, both included, on which these ranges hold instead; none is closed."""

    from_on: date
    until_on: date
    ranges: Ranges = ()


@dataclass(frozen=True)
class Office:
    """The place of business."""

    time_zone: str = "Europe/London"
    schedule: Schedule | None = None
    overrides: tuple[Override, ...] = ()
    week_starts_on: int = 1
    paused: bool = False


@dataclass(frozen=True)
class Service:
    """What is asked for. All numbers are minutes where nothing else is said."""

    duration: int = 30
    further_durations: tuple[int, ...] = ()
    step: int = 30
    step_offset: int = 0
    before: int = 0
    after: int = 0
    buffers_inside: bool = False
    packs: bool = False
    notice: int = 0
    window_kind: str = "rolling"
    window_days: int = 60
    window_from: date | None = None
    window_until: date | None = None
    seats: int = 1
    round_robin: bool = False
    fairness_days: int = 28
    required: frozenset[str] = frozenset()
    active: bool = True
    hidden: bool = False
    paused: bool = False
    schedule: Schedule | None = None
    overrides: tuple[Override, ...] = ()
    approval: bool = False  # decides nothing about what is free; nor does the next
    request_blocks: bool = True


@dataclass(frozen=True)
class Provider:
    """Somebody who sees people in the office."""

    time_zone: str = "Europe/London"
    schedule: Schedule | None = None
    overrides: tuple[Override, ...] = ()
    offers: bool = True
    active: bool = True
    private: bool = False
    attributes: frozenset[str] = frozenset()
    weight: int = 1
    priority: int = 0


@dataclass(frozen=True)
class TimeOff:
    """A provider is away, here or in the other office they work in; without a provider the office is closed."""

    starts_at: datetime
    ends_at: datetime
    provider: int | None = None
    colleague: int | None = None
    here: bool = True


@dataclass(frozen=True)
class Claim:
    """Time that is taken. `places` says for each place when it dies (None: never); one place is a visit for one."""

    provider: int
    starts_at: datetime
    ends_at: datetime
    before: int = 0
    after: int = 0
    this_service: bool = True
    here: bool = True
    seats: int = 1
    places: tuple[datetime | None, ...] = (None,)
    reason: str = "appointment"
    created_at: datetime = LONG_AGO


@dataclass(frozen=True)
class Limit:
    """How much is booked at most in a period. Of scope provider, no provider means each."""

    scope: str
    period: str
    count: int | None = None
    minutes: int | None = None
    provider: int | None = None
    this_service: bool = True  # of scope service: the one that is asked for, or another of the office


@dataclass(frozen=True)
class Configuration:
    """Everything that decides what is free."""

    office: Office = field(default_factory=Office)
    service: Service = field(default_factory=Service)
    providers: tuple[Provider, ...] = (Provider(),)
    away: tuple[TimeOff, ...] = ()
    claims: tuple[Claim, ...] = ()
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked: starts in [from_at, to_at), as of two instants (see `Ask`)."""

    from_at: datetime
    to_at: datetime
    now: datetime
    asked_at: datetime | None = None  # none: now
    provider: int | None = None
    duration: int | None = None
    attributes: frozenset[str] = frozenset()
    unlocked: bool = False
    ignoring: tuple[int, int | None] | None = None  # a claim, or one place in it


@dataclass(frozen=True)
class Free:
    """A start that can be booked, by whom (best first), and how many places are left where there are several."""

    starts_at: datetime
    providers: tuple[int, ...]
    seats_left: int | None
