"""The oracle: which starts can be booked, found by walking the minutes. Slow, plain, and nothing of the product in it.

It is written from the words of the rules alone (the table "Availability: policies that are decided", the docs' page about
availability). Where the words leave room, it holds:

- An owner (office, provider, service) without weekly hours is open on all dates that no override of its own replaces; if
  none of the three keeps weekly hours, nobody has said when the office is open, and it is closed.
- A schedule that exists counts, also when it holds no hours: then it is closed outside its seasons.
- An opening is a longest stretch of minutes that lie in all three. For its first seven times 24 hours its grid counts from
  its own start; after that each date of the office begins its own at its midnight. Nothing starts before start + offset.
- Packing: of the starts of one such stretch (of one date, after seven days) that fit into one gap between what is taken and
  away, the first and the last are kept, and those that leave room for a shortest visit with its buffers on both sides,
  within that gap and that stretch. Notice, window, limits and the question do not change which are kept.
- A place in a group that exists already needs no hours, no grid and no limit: notice, window and nobody being away over it.
- Limits of one provider and of each provider both hold.
- `free_days` of none is never. What was promised before now (a hold that is being confirmed) is not asked about it again.
"""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from tests.oracle.configuration import (
    Claim,
    Configuration,
    Free,
    Limit,
    Override,
    Provider,
    Question,
    Ranges,
    Schedule,
    Weekly,
)
from tests.oracle.walls import DAY, begins, date_number, day_number, ends, instant_of, minute_of, skipped

BACK, AHEAD = 9 * DAY, 4 * DAY
SEVEN_DAYS = 7 * DAY


def free_starts(configuration: Configuration, question: Question) -> list[Free]:
    """List what can be booked in [from_at, to_at), earliest first."""
    return Oracle(configuration, question).free_starts()


class Oracle:
    """One question to one configuration, and the minutes around it."""

    def __init__(self, configuration: Configuration, question: Question) -> None:
        self.all, self.question = configuration, question
        self.office, self.service = configuration.office, configuration.service
        self.asked_at = question.asked_at or question.now
        self.first, self.last = minute_of(question.from_at), minute_of(question.to_at)
        if instant_of(self.first) < question.from_at:
            self.first += 1
        if instant_of(self.last) < question.to_at:
            self.last += 1
        self.today = date_number(self.office.time_zone, minute_of(self.asked_at))
        earliest = self.first
        if self.service.window_kind == "free_days":
            earliest = min(earliest, self.midnight(self.today))
        self.low, self.high = earliest - BACK, max(self.last, earliest) + AHEAD
        self.length = question.duration if question.duration is not None else self.service.duration
        self.shortest = min((self.service.duration, *self.service.further_durations))
        self.minds = {number: Mind(self, number) for number in range(len(configuration.providers))}

    def free_starts(self) -> list[Free]:
        """Walk the minutes."""
        if not self.anything_at_all:
            return []
        promised = self.asked_at < self.question.now
        free_dates = self.free_dates() if self.service.window_kind == "free_days" and not promised else None
        found = []
        for start in range(self.first, self.last):
            free = [number for number in self.candidates(start) if self.minds[number].is_free(start)]
            in_time = free and self.inside_window(start) and self.after_notice(start)
            if in_time and (free_dates is None or self.date(start) in free_dates):
                best_first = tuple(sorted(free, key=lambda number: self.rank(number, start)))
                found.append(Free(instant_of(start), best_first, self.seats_left(free, start)))
        return found

    # Who and whether at all

    @property
    def anything_at_all(self) -> bool:
        """Paused, inactive, hidden, or a duration that is no choice: then nothing."""
        service = self.service
        return (
            not (self.office.paused or service.paused)
            and service.active
            and (not service.hidden or self.question.unlocked)
            and self.length in (service.duration, *service.further_durations)
        )

    @cached_property
    def matching(self) -> set[int]:
        """Whoever may be offered for what is asked."""
        return {number for number, provider in enumerate(self.all.providers) if self.matches(provider)}

    def matches(self, provider: Provider) -> bool:
        """Active, offering it, public or unlocked, with all that is wanted."""
        wanted = self.service.required | self.question.attributes
        return (
            provider.offers
            and provider.active
            and (not provider.private or self.question.unlocked)
            and wanted <= provider.attributes
        )

    def candidates(self, start: int) -> list[int]:
        """Everybody who matches; the one asked for; and who stands in for them while they are away."""
        asked_for = self.question.provider
        if asked_for is None:
            numbers = set(range(len(self.all.providers)))
        else:
            numbers = {asked_for}
            for away in self.all.away:
                inside = away.starts_at <= instant_of(start) < away.ends_at
                if away.here and away.provider == asked_for and away.colleague is not None and inside:
                    numbers.add(away.colleague)
        return sorted(numbers & self.matching)

    # The calendar of the office

    def date(self, minute: int) -> int:
        """The office's date."""
        return date_number(self.office.time_zone, minute)

    def midnight(self, date: int) -> int:
        """When a date of the office begins."""
        return begins(self.office.time_zone, date * DAY)

    def after_notice(self, start: int) -> bool:
        """Exactly at now + notice is still offered."""
        return instant_of(start) >= self.asked_at + timedelta(minutes=self.service.notice)

    def inside_window(self, start: int) -> bool:
        """Whole dates of the office."""
        date = self.date(start)
        if self.service.window_kind == "rolling":
            return date <= self.today + self.service.window_days
        if self.service.window_kind == "range":
            assert self.service.window_from is not None
            assert self.service.window_until is not None
            return day_number(self.service.window_from) <= date <= day_number(self.service.window_until)
        return True

    def free_dates(self) -> set[int]:
        """The first dates from today on that have a start by all other rules, looked for within 366 days."""
        found: set[int] = set()
        for date in range(self.today, self.today + 366):
            if len(found) >= self.service.window_days or self.midnight(date) >= self.last:
                break
            for start in range(self.midnight(date), self.midnight(date + 1)):
                if self.after_notice(start) and any(self.minds[n].is_free(start) for n in self.candidates(start)):
                    found.add(date)
                    break
        return found

    def period(self, minute: int, period: str) -> object:
        """The day, week or month of the office in which a minute lies."""
        date = self.date(minute)
        if period == "day":
            return date
        if period == "week":
            weekday = (date + 3) % 7 + 1  # 1 January 1970 was a Thursday
            into_week = weekday % 7 if self.office.week_starts_on == 7 else weekday - 1
            return date - into_week
        day = instant_of(date * DAY)
        return (day.year, day.month)

    # What is taken

    @cached_property
    def live(self) -> list["Living"]:
        """Claims that live now, without what the asker may ignore."""
        found = []
        for index, claim in enumerate(self.all.claims):
            places = list(enumerate(claim.places))
            if self.question.ignoring is not None and self.question.ignoring[0] == index:
                ignored = self.question.ignoring[1]
                places = [] if ignored is None else [place for place in places if place[0] != ignored]
            alive = sum(dies_at is None or dies_at > self.question.now for _, dies_at in places)
            if alive:
                found.append(Living(claim, alive))
        return found

    def seats_left(self, free: list[int], start: int) -> int | None:
        """All places of all who are free: what is left of a group that exists, or a whole new one."""
        if self.service.seats == 1:
            return None
        left = 0
        for number in free:
            group = self.minds[number].group_at(start)
            left += group.claim.seats - group.taken if group else self.service.seats
        return left

    # Who first

    def rank(self, number: int, start: int) -> tuple[object, ...]:
        """The smallest is the best."""
        fresh = self.minds[number].group_at(start) is None
        provider = self.all.providers[number]
        if not self.service.round_robin:
            today = [c for c in self.live if c.claim.provider == number and self.date(c.starts) == self.date(start)]
            return (fresh, len(today), number)
        made = [c.claim.created_at for c in self.live if c.claim.provider == number and c.is_ours]
        since = self.question.now - timedelta(days=self.service.fairness_days)
        share = sum(created_at >= since for created_at in made) / provider.weight
        return (fresh, -provider.priority, share, (1, max(made)) if made else (0,), number)


class Living:
    """A claim that lives, in minutes."""

    def __init__(self, claim: Claim, taken: int) -> None:
        self.claim, self.taken = claim, taken
        self.starts, self.ends = minute_of(claim.starts_at), minute_of(claim.ends_at)
        self.during = (self.starts - claim.before, self.ends + claim.after)
        self.is_ours = claim.here and claim.this_service


class Mind:
    """What one provider knows about each minute: open, taken, away."""

    def __init__(self, oracle: Oracle, number: int) -> None:
        self.oracle, self.number = oracle, number
        self.provider = oracle.all.providers[number]

    def is_free(self, start: int) -> bool:
        """May this start be offered with this provider, by everything but notice and window?"""
        group = self.group_at(start)
        if group is not None:
            return group.taken < group.claim.seats and self.none_of(self.away_flags, *group.during)
        return self.fits(start) and self.packed(start) and self.within_limits(start)

    def fits(self, start: int) -> bool:
        """Open, on the grid, and neither taken nor away with the buffers."""
        oracle, service = self.oracle, self.oracle.service
        if start not in self.grid:
            return False
        end = start + oracle.length
        with_buffers = (start - service.before, end + service.after)
        inside = with_buffers if service.buffers_inside else (start, end)
        return (
            self.all_of(self.open_flags, *inside)
            and self.none_of(self.taken_flags, *with_buffers)
            and self.none_of(self.away_flags, *with_buffers)
        )

    def group_at(self, start: int) -> Living | None:
        """A group of the same service, start and length in which this provider sees people."""
        if self.oracle.service.seats == 1:
            return None
        for living in self.oracle.live:
            if (
                living.is_ours
                and living.claim.provider == self.number
                and living.claim.seats > 1
                and (living.starts, living.ends) == (start, start + self.oracle.length)
            ):
                return living
        return None

    # The minutes: one bit each while they are put together, one character each, "1" or "0", to ask about them

    def bits(self, start: int, end: int) -> int:
        """The minutes from start to end, as far as they lie in what we look at."""
        start, end = max(start, self.oracle.low), min(end, self.oracle.high)
        if start >= end:
            return 0
        return (1 << (end - self.oracle.low)) - (1 << (start - self.oracle.low))

    def flags(self, minutes: int) -> str:
        """These minutes as "1", all others as "0", in the order of time."""
        return f"{minutes:0{self.oracle.high - self.oracle.low}b}"[::-1]

    def all_of(self, flags: str, start: int, end: int) -> bool:
        """Are all minutes from start to end among these?"""
        return flags.find("0", max(start - self.oracle.low, 0), max(end - self.oracle.low, 0)) < 0

    def none_of(self, flags: str, start: int, end: int) -> bool:
        """Is no minute from start to end among these?"""
        return flags.find("1", max(start - self.oracle.low, 0), max(end - self.oracle.low, 0)) < 0

    @cached_property
    def open_flags(self) -> str:
        """The open minutes."""
        return self.flags(self.open)

    @cached_property
    def taken_flags(self) -> str:
        """The minutes taken."""
        return self.flags(self.taken)

    @cached_property
    def away_flags(self) -> str:
        """The minutes away."""
        return self.flags(self.away)

    @cached_property
    def open(self) -> int:
        """Office and provider and service, each in its own zone."""
        office, service, provider = self.oracle.office, self.oracle.service, self.provider
        owners = [
            (office.schedule, office.overrides, office.time_zone),
            (provider.schedule, provider.overrides, provider.time_zone),
            (service.schedule, service.overrides, office.time_zone),
        ]
        if not any(schedule for schedule, _, _ in owners):
            return 0
        everything = self.bits(self.oracle.low, self.oracle.high)
        for schedule, overrides, time_zone in owners:
            if schedule or overrides:
                everything &= self.hours(schedule, overrides, schedule.time_zone if schedule else time_zone)
        return everything

    def hours(self, schedule: Schedule | None, overrides: tuple[Override, ...], zone: str) -> int:
        """The open minutes of one owner: each date brings its own ranges, nights reach into the next date."""
        minutes = 0
        for date in range(date_number(zone, self.oracle.low) - 2, date_number(zone, self.oracle.high) + 3):
            for from_minute, to_minute in ranges_of(date, schedule, overrides):
                start = date * DAY + from_minute
                end = date * DAY + to_minute + (DAY if to_minute <= from_minute else 0)
                if not (skipped(zone, start) and skipped(zone, end)):
                    minutes |= self.bits(begins(zone, start), ends(zone, end))
        return minutes

    @cached_property
    def away(self) -> int:
        """Time off of this person, wherever, and closures of this office."""
        minutes = 0
        for away in self.oracle.all.away:
            if away.provider == self.number or (away.provider is None and away.here):
                minutes |= self.bits(minute_of(away.starts_at), minute_of(away.ends_at))
        return minutes

    @cached_property
    def taken(self) -> int:
        """Live claims of this person, wherever, with their own buffers."""
        minutes = 0
        for living in self.oracle.live:
            if living.claim.provider == self.number:
                minutes |= self.bits(*living.during)
        return minutes

    # The grid

    def stretch(self, start: int) -> tuple[int, int]:
        """The stretch of the grid in which an open minute lies: where it counts from, and where it ends."""
        began, end = _run_around(self.open_flags, start - self.oracle.low)
        began, end = began + self.oracle.low, end + self.oracle.low
        if start - began < SEVEN_DAYS:
            return began, end
        date = self.oracle.date(start)
        return self.oracle.midnight(date), min(end, self.oracle.midnight(date + 1))

    @cached_property
    def grid(self) -> set[int]:
        """The starts on the grid: counted in elapsed minutes from where each stretch begins, plus the offset."""
        found: set[int] = set()
        service, place = self.oracle.service, self.open_flags.find("1")
        while 0 <= place < len(self.open_flags):
            first = place + self.oracle.low
            began, end = self.stretch(first)
            if end - began > SEVEN_DAYS and first == began:
                end = began + SEVEN_DAYS  # from there on each date counts from its own midnight
            counted = range(began + service.step_offset, end, service.step)
            found.update(start for start in counted if start >= first)
            place = self.open_flags.find("1", end - self.oracle.low)
        return found

    # The day without odd gaps

    def packed(self, start: int) -> bool:
        """The first or the last in its gap, or with room for another on both sides."""
        service = self.oracle.service
        if not service.packs:
            return True
        gap = self.gap(start)
        began, ended = self.stretch(start)
        among = self.fitting[gap, began]
        if start in (min(among), max(among)):
            return True
        room = service.before + self.oracle.shortest + service.after
        left = start - service.before - max(gap[0], began)
        right = min(gap[1], ended) - (start + self.oracle.length + service.after)
        return left >= room and right >= room

    def gap(self, minute: int) -> tuple[int, int]:
        """The longest stretch around a minute that is neither taken nor away."""
        start, end = _run_around(self.free_flags, minute - self.oracle.low)
        return start + self.oracle.low, end + self.oracle.low

    @cached_property
    def free_flags(self) -> str:
        """The minutes neither taken nor away."""
        return self.flags(self.bits(self.oracle.low, self.oracle.high) & ~(self.taken | self.away))

    @cached_property
    def fitting(self) -> dict[tuple[tuple[int, int], int], list[int]]:
        """All starts that fit, by gap and stretch."""
        found: dict[tuple[tuple[int, int], int], list[int]] = defaultdict(list)
        for start in range(self.oracle.low + DAY, self.oracle.high - DAY):
            if self.fits(start):
                found[self.gap(start), self.stretch(start)[0]].append(start)
        return found

    # Limits

    def within_limits(self, start: int) -> bool:
        """Would one more visit still be inside every limit?"""
        return all(self._within(limit, start) for limit in self.oracle.all.limits)

    def _within(self, limit: Limit, start: int) -> bool:
        oracle = self.oracle
        if limit.scope == "service" and not limit.this_service:
            return True
        if limit.scope == "provider" and limit.provider not in (None, self.number):
            return True
        counted = [
            living
            for living in oracle.live
            if living.claim.here
            and (limit.scope != "service" or living.claim.this_service)
            and (limit.scope != "provider" or living.claim.provider == self.number)
            and oracle.period(living.starts, limit.period) == oracle.period(start, limit.period)
        ]
        minutes = sum(living.ends - living.starts for living in counted)
        return (limit.count is None or len(counted) + 1 <= limit.count) and (
            limit.minutes is None or minutes + oracle.length <= limit.minutes
        )


def ranges_of(date: int, schedule: Schedule | None, overrides: tuple[Override, ...]) -> Ranges:
    """What a date (in days since 1970) brings: its override, or its season's weekly hours, or the schedule's own."""
    for override in overrides:
        if day_number(override.from_on) <= date <= day_number(override.until_on):
            return override.ranges
    if schedule is None:
        return ((0, DAY),)
    weekly: Weekly = schedule.weekly
    for season in schedule.seasons:
        if day_number(season.from_on) <= date <= day_number(season.until_on):
            weekly = season.weekly
    weekday = (date + 3) % 7 + 1
    return tuple((start, end) for day, start, end in weekly if day == weekday)


def _run_around(flags: str, place: int) -> tuple[int, int]:
    """The longest run of "1" around a place, [from, to)."""
    end = flags.find("0", place)
    return flags.rfind("0", 0, place) + 1, end if end >= 0 else len(flags)
