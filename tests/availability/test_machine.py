"""Whatever people and the office do, in any order: no time is given twice, no promise is lost, no limit is passed, and
what is listed is what can be had. Hypothesis thinks the orders up; tests/oracle/living.py does and examines."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontdesk.audit import Actor
from frontdesk.db import Sessions, make_engine, make_sessions
from tests.oracle.configuration import (
    Configuration,
    Limit,
    Office,
    Override,
    Provider,
    Schedule,
    Service,
    TimeOff,
)
from tests.oracle.living import CONSUMER, MINUTE, PEOPLE, STAFF
from tests.oracle.living import Office as LivingOffice
from tests.scratch import Database

DAYS = 2
EVERY_DAY = range(1, 8)
NIGHTS = {  # two days around a clock change each, from midnight UTC
    "Europe/London": datetime(2027, 3, 27, tzinfo=UTC),
    "America/New_York": datetime(2026, 11, 24, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2027, 4, 3, tzinfo=UTC),
    "America/Santiago": datetime(2027, 9, 4, tzinfo=UTC),
}
number = some.integers(0, 10_000)
providers = some.sampled_from((None, None, 0, 1))
hours = some.sampled_from((((540, 780),), ((600, 1440),), ((1200, 120),)))
limits = some.sampled_from(
    (
        (),
        (Limit("office", "day", count=3),),
        (Limit("service", "week", count=4), Limit("provider", "day", count=2)),
        (Limit("provider", "day", minutes=70, provider=0), Limit("office", "month", count=6)),
    )
)


Decision = Callable[[Configuration, datetime], Configuration]


@some.composite
def absences(draw: some.DrawFn) -> Decision:
    """Somebody is away, or the office is closed."""
    hour, length = draw(some.integers(0, 47)), draw(some.sampled_from((30, 120, 600)))
    who, colleague = draw(providers), draw(some.booleans())

    def decide(now: Configuration, first: datetime) -> Configuration:
        starts_at = first + timedelta(hours=hour)
        stands_in = None if who is None or not colleague else 1 - who
        away = TimeOff(starts_at, starts_at + length * MINUTE, who, stands_in)
        return replace(now, away=(*now.away, away)[-2:])

    return decide


@some.composite
def new_hours(draw: some.DrawFn) -> Decision:
    """Other weekly hours, and perhaps a date on which the office is closed."""
    opened, closed = draw(hours), draw(some.sampled_from((None, 0, 1)))

    def decide(now: Configuration, first: datetime) -> Configuration:
        weekly = tuple((day, *given) for day in EVERY_DAY for given in opened)
        on = None if closed is None else (first + timedelta(days=closed)).date()
        schedule = Schedule(now.office.time_zone, weekly)
        return replace(
            now, office=replace(now.office, schedule=schedule, overrides=() if on is None else (Override(on, on),))
        )

    return decide


@some.composite
def new_rules(draw: some.DrawFn) -> Decision:
    """One or two rules of the service."""
    choices: dict[str, tuple[Any, ...]] = {
        "duration": (30, 45),
        "step": (30, 20, 45),
        "after": (0, 10),
        "before": (0, 15),
        "packs": (False, True),
        "notice": (0, 60),
        "seats": (1, 2, 3),
        "round_robin": (False, True),
        "paused": (False, False, True),
    }
    names = draw(some.lists(some.sampled_from(sorted(choices)), min_size=1, max_size=2))
    rules: dict[str, Any] = {"paused": False, **{name: draw(some.sampled_from(choices[name])) for name in names}}

    def decide(now: Configuration, _: datetime) -> Configuration:
        service = replace(now.service, **rules)
        return replace(now, service=replace(service, approval=service.approval and service.seats == 1))

    return decide


def _limited(limited: tuple[Limit, ...]) -> Decision:
    return lambda now, _: replace(now, limits=limited)


decisions = some.one_of(absences(), new_rules(), limits.map(_limited), new_hours())


class AnOffice(RuleBasedStateMachine):
    """Two providers, three consumers, two days."""

    runner: ClassVar[asyncio.Runner]
    sessions: ClassVar[Sessions]
    happened: ClassVar[Counter[str]]
    seats: ClassVar[int]

    def do(self, act: Any) -> Any:
        return self.runner.run(act)

    @initialize(
        zone=some.sampled_from(sorted(NIGHTS, reverse=True)),
        opened=hours,
        step=some.sampled_from((30, 20, 45)),
        buffer=some.sampled_from((0, 10)),
        approval=some.booleans(),
        blocks=some.booleans(),
        packs=some.booleans(),
        round_robin=some.booleans(),
        limited=limits,
    )
    def opens(
        self,
        zone: str,
        opened: tuple[tuple[int, int], ...],
        step: int,
        buffer: int,
        approval: bool,
        blocks: bool,
        packs: bool,
        round_robin: bool,
        limited: tuple[Limit, ...],
    ) -> None:
        weekly = tuple((day, *given) for day in EVERY_DAY for given in opened)
        service = Service(
            duration=30,
            step=step,
            after=buffer,
            seats=self.seats,
            approval=approval and self.seats == 1,
            request_blocks=blocks,
            packs=packs,
            round_robin=round_robin,
        )
        configuration = Configuration(
            Office(zone, Schedule(zone, weekly)), service, (Provider(zone), Provider(zone)), limits=limited
        )
        self.office = LivingOffice(self.sessions, configuration, now=NIGHTS[zone], days=DAYS, happened=self.happened)
        self.do(self.office.open())
        for who in PEOPLE:
            self.somebody_books_at_once(9 * len(who.name), None, who, again=False)

    @rule(which=number, provider=providers, free=some.sampled_from((True, True, True, False)))
    def somebody_wants_a_time(self, which: int, provider: int | None, free: bool) -> None:
        self.do(self.office.hold(self._start(which, free=free), provider))

    @rule(which=number, provider=providers, who=some.sampled_from(PEOPLE), again=some.booleans())
    def somebody_books_at_once(self, which: int, provider: int | None, who: Any, again: bool) -> None:
        for more in range(1 + again):
            before = len(self.office.holds)
            self.do(self.office.hold(self._start(which + 7 * more, free=True), provider))
            if len(self.office.holds) > before:
                self.do(self.office.book(self.office.holds[-1], who))

    @precondition(lambda self: self.office.holds)
    @rule(which=number, who=some.sampled_from(PEOPLE))
    def somebody_books(self, which: int, who: Any) -> None:
        self.do(self.office.book(self.office.holds[-1 - which % len(self.office.holds)], who))

    @precondition(lambda self: self.office.holds)
    @rule(which=number, longer=some.booleans())
    def somebody_goes_back_or_needs_longer(self, which: int, longer: bool) -> None:
        kept = self.office.holds[-1 - which % min(2, len(self.office.holds))]
        self.do(self.office.prolong(kept) if longer else self.office.release(kept))

    @precondition(lambda self: self.office.seats)
    @rule(
        who=number,
        which=number,
        provider=providers,
        actor=some.sampled_from((CONSUMER, STAFF)),
        wish=some.sampled_from(("a free start", "a free start", "any start", "none")),
    )
    def somebody_moves_or_cancels(self, who: int, which: int, provider: int | None, actor: Actor, wish: str) -> None:
        seat = self.office.seats[-1 - who % len(self.office.seats)]
        if wish == "none":
            self.do(self.office.give_up(seat, actor))
        else:
            self.do(self.office.move(seat, self._start(which, free=wish == "a free start"), provider, actor))

    @precondition(lambda self: self.office.requests)
    @rule(which=number, yes=some.booleans())
    def the_desk_answers(self, which: int, yes: bool) -> None:
        self.do(self.office.answer(self.office.requests[-1 - which % len(self.office.requests)], yes=yes))

    @rule(minutes=some.sampled_from((5, 1, 10, 60, 300)), sweep=some.booleans())
    def time_passes(self, minutes: int, sweep: bool) -> None:
        self.do(self.office.pass_time(minutes, sweep=sweep))

    @rule(decision=decisions)
    def the_office_decides(self, decision: Decision) -> None:
        self.do(self.office.change(decision(self.office.configuration, self.office.from_at)))

    @invariant()
    def nothing_is_wrong(self) -> None:
        wrong = self.do(self.office.examine(every=9))
        assert not wrong, "\n".join(wrong)

    def _start(self, which: int, *, free: bool) -> datetime:
        starts = self.office.starts() if free else []
        return starts[which % len(starts)] if starts else self.office.from_at + which % 576 * 5 * MINUTE


def live(database_url: str, *, lives: int, acts: int, sown: int) -> Counter[str]:
    """Let so many offices live, for so many acts each, half of them with groups; answers what happened how often."""
    AnOffice.happened = Counter()
    for seats in (1, 3):
        AnOffice.seats = seats
        _live(database_url, lives=-(-lives // 2), acts=acts, sown=sown)
    return AnOffice.happened


def _live(database_url: str, *, lives: int, acts: int, sown: int) -> None:
    with asyncio.Runner() as runner:
        engine = make_engine(database_url, pool_size=2)
        AnOffice.runner, AnOffice.sessions = runner, make_sessions(engine)
        try:
            run_state_machine_as_test(
                seed(sown)(AnOffice),
                settings=settings(
                    max_examples=lives,
                    stateful_step_count=acts,
                    deadline=None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(engine.dispose())


@pytest.mark.timeout(1800)
def test_whatever_they_do_nothing_goes_wrong(database: Database) -> None:
    happened = live(database.app_url, lives=12, acts=25, sown=20261124)
    print(f"\n{happened}")
    tried = {"hold": 50, "book": 25, "release": 3, "move": 1, "give up": 3, "approve": 1}
    assert {act: happened[act] for act, often in tried.items() if happened[act] < often} == {}, "too rare to tell"
