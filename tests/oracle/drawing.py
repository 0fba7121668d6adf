"""Random configurations and questions, over all zones, and which rules each of them switches on.

Half of the questions stand near a clock change of the office's zone. Everything shrinks towards an office in London
that is open from nine to five.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as some
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.oracle.configuration import (
    Claim,
    Configuration,
    Limit,
    Office,
    Override,
    Provider,
    Question,
    Ranges,
    Schedule,
    Season,
    Service,
    TimeOff,
    Weekly,
)
from tests.oracle.walls import DAY, instant_of, minute_of, transitions, zone_names

MINUTE = timedelta(minutes=1)
WORDS = ("language:de", "skill:loans")
LEAP_DAY = datetime(2028, 2, 29, tzinfo=UTC)


def chance(draw: DrawFn, percent: int) -> bool:
    """True that often; shrinks to False."""
    return draw(whole(0, 99)) >= 100 - percent


@cache
def whole(first: int, last: int) -> SearchStrategy[int]:
    """A whole number, both ends included. Kept, as making a strategy costs more than drawing from it."""
    return some.integers(first, last)


@cache
def one_of(*values: Any) -> SearchStrategy[Any]:
    """One of these; the first is the simplest."""
    return some.sampled_from(values)


@cache
def changing_zones() -> tuple[str, ...]:
    """The zones whose clocks change in 2026 to 2028."""
    return tuple(name for name in zone_names() if transitions(name))


def any_zone(draw: DrawFn) -> str:
    """Any zone, more often one that changes."""
    if chance(draw, 70):
        return draw(some.sampled_from(changing_zones()))
    return str(draw(one_of("Europe/London", *zone_names())))


def ranges(draw: DrawFn) -> Ranges:
    """Hours of one day."""
    kind = draw(whole(0, 9))
    if kind <= 1:
        return ((540, 1020),)
    if kind <= 3:
        return ((0, 1440),)
    if kind == 4:
        return ((1320, 120),)
    if kind == 5:
        return ((480, 720), (780, 1440))
    found = []
    for _ in range(draw(whole(1, 2))):
        start = draw(whole(0, 287)) * 5 if kind < 8 else draw(whole(0, 30)) * 10
        end = (start + draw(whole(3, 200)) * 5) % DAY
        found.append((start, end or DAY))
    return tuple(sorted(found))


def weekly(draw: DrawFn) -> Weekly:
    """One or two kinds of days, each on some weekdays."""
    found: set[tuple[int, int, int]] = set()
    for _ in range(draw(whole(1, 2))):
        hours = ranges(draw)
        days = 127 if not chance(draw, 25) else draw(whole(0, 127))
        found |= {(day, *given) for day in range(1, 8) if days >> day - 1 & 1 for given in hours}
    return tuple(sorted(found))


def schedule(draw: DrawFn, days: "Days") -> Schedule:
    """Weekly hours, sometimes with a season near the question."""
    zone = days.zone if not chance(draw, 25) else any_zone(draw)
    hours = weekly(draw)
    if not chance(draw, 20):
        return Schedule(zone, hours)
    first = days.date(draw)
    return Schedule(zone, hours, (Season(first, first + timedelta(draw(whole(0, 3))), weekly(draw)),))


def overrides(draw: DrawFn, days: "Days") -> tuple[Override, ...]:
    """A date or two near the question."""
    first = days.date(draw)
    last = first + timedelta(draw(one_of(0, 0, 1, 3)))
    return (Override(first, last, () if chance(draw, 30) else ranges(draw)),)


class Days:
    """The days that a question is about: zone, range and now."""

    def __init__(self, zone: str, middle: int, from_at: datetime, to_at: datetime, now: datetime) -> None:
        self.zone, self.middle, self.from_at, self.to_at, self.now = zone, middle, from_at, to_at, now

    def date(self, draw: DrawFn) -> date:
        """A date in or around the range; sometimes so far before that an opening has counted from its start for a week."""
        if chance(draw, 12):
            return self.from_at.date() - timedelta(draw(whole(5, 9)))
        return self.from_at.date() + timedelta(draw(whole(-1, (self.to_at - self.from_at).days + 1)))

    def mark(self, draw: DrawFn) -> datetime:
        """A five-minute mark in or around the range."""
        first = self.from_at - timedelta(hours=6)
        first -= timedelta(minutes=first.minute % 5)
        count = (self.to_at + timedelta(hours=6) - first) // (5 * MINUTE)
        return first + draw(whole(0, count)) * 5 * MINUTE


def some_days(draw: DrawFn) -> Days:
    """Near a clock change half of the time."""
    zone = any_zone(draw)
    changes = transitions(zone)
    if changes and chance(draw, 80):
        middle = draw(some.sampled_from(changes))
    elif chance(draw, 10):
        middle = minute_of(LEAP_DAY) + 720
    else:
        middle = minute_of(datetime(2026, 11, 24, tzinfo=UTC)) + draw(whole(0, 365 * 2 * 24)) * 60
    from_at = instant_of(middle) - draw(whole(0, 30)) * timedelta(hours=1)
    to_at = from_at + draw(one_of(24, 26, 36, 48, 72)) * timedelta(hours=1)
    now = from_at - draw(one_of(24, 1, 0, -3, -14, 30, 48)) * timedelta(hours=1)
    now += draw(one_of(0, 0, 5, 17, 40)) * MINUTE
    if chance(draw, 10):
        now += timedelta(seconds=30)
    return Days(zone, middle, from_at, to_at, now)


def services(draw: DrawFn, days: Days) -> Service:
    """Each rule with a chance of its own."""
    service = Service(
        duration=draw(one_of(30, 20, 60, 45, 90, 5, 25, 240)),
        step=draw(one_of(30, 20, 40, 7, 60, 15, 10, 50, 90, 5)),
        window_days=draw(one_of(60, 60, 60, 6, 2, 0)),
    )
    if chance(draw, 20):
        service = replace(service, further_durations=draw(one_of((60,), (15, 75), (120,))))
    if chance(draw, 25):
        service = replace(service, before=draw(one_of(5, 10, 15, 30, 240)))
    if chance(draw, 25):
        service = replace(service, after=draw(one_of(5, 10, 15, 30, 90)))
    if chance(draw, 15):
        service = replace(service, buffers_inside=True, after=service.after or 10)
    if chance(draw, 15):
        service = replace(service, step_offset=draw(one_of(5, 10, 17, 45, 200)))
    if chance(draw, 25):
        service = replace(service, packs=True)
    if chance(draw, 25):
        service = replace(service, notice=draw(one_of(60, 120, 30, 720, 7)))
    if chance(draw, 12):
        service = replace(service, window_kind="free_days", window_days=draw(one_of(1, 2, 3, 0)))
    elif chance(draw, 12):
        first = days.date(draw)
        last = first + timedelta(draw(whole(0, 2)))
        service = replace(service, window_kind="range", window_from=first, window_until=last)
    if chance(draw, 30):
        service = replace(service, seats=draw(one_of(2, 3, 5)))
    if chance(draw, 25):
        service = replace(service, round_robin=True, fairness_days=draw(one_of(28, 7, 1)))
    if chance(draw, 20):
        service = replace(service, required=frozenset({WORDS[0]}))
    service = replace(
        service,
        active=not chance(draw, 8),
        hidden=chance(draw, 9),
        paused=chance(draw, 8),
        schedule=schedule(draw, days) if chance(draw, 25) else None,
    )
    return replace(service, overrides=overrides(draw, days) if chance(draw, 20) else ())


def providers(draw: DrawFn, days: Days) -> Provider:
    """Somebody with or without hours of their own."""
    return Provider(
        time_zone=days.zone if not chance(draw, 25) else any_zone(draw),
        schedule=schedule(draw, days) if chance(draw, 30) else None,
        overrides=overrides(draw, days) if chance(draw, 15) else (),
        offers=not chance(draw, 8),
        active=not chance(draw, 8),
        private=chance(draw, 10),
        attributes=frozenset(WORDS[: draw(one_of(2, 2, 2, 2, 1, 1, 0))]),
        weight=draw(one_of(1, 1, 2, 3)),
        priority=draw(one_of(0, 0, 5)),
    )


def absences(draw: DrawFn, days: Days, count: int) -> TimeOff:
    """A closure or somebody's time off, sometimes with a colleague, sometimes in the other office."""
    starts_at = days.mark(draw)
    ends_at = starts_at + draw(one_of(60, 5, 240, 1440, 7200)) * MINUTE
    if chance(draw, 30):
        return TimeOff(starts_at, ends_at, here=not chance(draw, 15))
    provider = draw(whole(0, count - 1))
    if count > 1 and chance(draw, 50):
        return TimeOff(starts_at, ends_at, provider, (provider + 1) % count)
    return TimeOff(starts_at, ends_at, provider, here=not chance(draw, 25))


def claims(draw: DrawFn, days: Days, service: Service, count: int) -> Claim:
    """Taken time: of this office or another, this service or another, alive or dead, for one or for several."""
    starts_at = days.mark(draw)
    if chance(draw, 12):  # counts to the week or the month, but is not in the way
        starts_at += draw(one_of(1, -1, 4, -4, -13, 20)) * timedelta(days=1)
    lengths = (service.duration, service.duration, *service.further_durations, 30)
    ours = not chance(draw, 30)
    here = ours or not chance(draw, 50)
    seats = service.seats if ours and not chance(draw, 15) else draw(one_of(1, 1, 4))
    places = 1 if seats == 1 else seats if chance(draw, 30) else draw(whole(1, seats))
    deaths: tuple[datetime | None, ...] = (
        None,
        None,
        days.now,
        days.now + timedelta(seconds=1),
        days.now + 10 * MINUTE,
        days.now - 5 * MINUTE,
    )
    return Claim(
        provider=draw(whole(0, count - 1)),
        starts_at=starts_at,
        ends_at=starts_at + draw(some.sampled_from(lengths)) * MINUTE,
        before=service.before if ours and not chance(draw, 10) else draw(one_of(0, 10)),
        after=service.after if ours and not chance(draw, 10) else draw(one_of(0, 15)),
        this_service=ours,
        here=here,
        seats=seats,
        places=tuple(draw(some.sampled_from(deaths)) for _ in range(places)),
        reason=draw(one_of("appointment", "hold", "request", "offer")),
        created_at=days.now - draw(whole(1, 60 * 24)) * timedelta(hours=1) - MINUTE,
    )


def limits(draw: DrawFn, count: int) -> Limit:
    """At most so many visits or minutes."""
    scope = draw(one_of("office", "service", "provider"))
    by_count = not chance(draw, 40)
    return Limit(
        scope,
        draw(one_of("day", "week", "month")),
        count=draw(one_of(1, 2, 3, 4, 0)) if by_count else None,
        minutes=None if by_count and not chance(draw, 20) else draw(one_of(60, 90, 150, 29, 240)),
        provider=draw(one_of(None, *range(count))) if scope == "provider" else None,
        this_service=not (scope == "service" and chance(draw, 15)),
    )


@some.composite
def cases(draw: DrawFn) -> tuple[Configuration, Question]:
    """A configuration and a question to it."""
    when = some_days(draw)
    service = services(draw, when)
    people = tuple(providers(draw, when) for _ in range(draw(one_of(1, 2, 3, 2))))
    count = len(people)
    office = Office(
        time_zone=when.zone,
        schedule=None if chance(draw, 12) else schedule(draw, when),
        overrides=overrides(draw, when) if chance(draw, 20) else (),
        week_starts_on=7 if chance(draw, 30) else 1,
        paused=chance(draw, 8),
    )
    taken: list[Claim] = []
    for _ in range(draw(one_of(2, 1, 0, 4, 6))):
        claim = claims(draw, when, service, count)
        if not any(_overlap(claim, other) for other in taken):
            taken.append(claim)
    limited = {
        (given.scope, given.period, given.provider, given.this_service): given
        for given in (limits(draw, count) for _ in range(2 if chance(draw, 40) else 0))
    }
    away = tuple(absences(draw, when, count) for _ in range(draw(one_of(0, 0, 1, 2))))
    configuration = Configuration(office, service, people, away, tuple(taken), tuple(limited.values()))
    return configuration, questions(draw, when, configuration)


def questions(draw: DrawFn, when: Days, configuration: Configuration) -> Question:
    """Of anybody or of somebody, who may be away."""
    stand_ins = [away.provider for away in configuration.away if away.colleague is not None]
    provider = None
    if stand_ins and chance(draw, 70):
        provider = draw(some.sampled_from(stand_ins))
    elif chance(draw, 40):
        provider = draw(whole(0, len(configuration.providers) - 1))
    ignoring = None
    if configuration.claims and chance(draw, 20):
        index = draw(whole(0, len(configuration.claims) - 1))
        claim = configuration.claims[index]
        ignoring = (index, None if claim.seats == 1 else draw(whole(0, len(claim.places) - 1)))
    further = configuration.service.further_durations
    duration = draw(one_of(*further, 33)) if further and chance(draw, 50) else None
    return Question(
        from_at=when.from_at,
        to_at=when.to_at,
        now=when.now,
        asked_at=when.now - 7 * MINUTE if chance(draw, 10) else None,
        provider=provider,
        duration=duration,
        attributes=frozenset({WORDS[1]}) if chance(draw, 12) else frozenset(),
        unlocked=chance(draw, 30),
        ignoring=ignoring,
    )


def _overlap(one: Claim, other: Claim) -> bool:
    return (
        one.provider == other.provider
        and one.starts_at - one.before * MINUTE < other.ends_at + other.after * MINUTE
        and other.starts_at - other.before * MINUTE < one.ends_at + one.after * MINUTE
    )
