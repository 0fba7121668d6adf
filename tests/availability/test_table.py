"""Hand-checked cases: what is expected was worked out on paper, and both the oracle and the product must say it.

Expected starts are UTC, "day hour:minute", with " x" places left where there are places and " by" providers where there are
several of them. London is UTC from the end of October to the end of March.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from frontdesk.availability.slots import slot_at, slots
from frontdesk.db import Sessions
from tests.oracle.configuration import (
    Claim,
    Configuration,
    Free,
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
)
from tests.oracle.installing import install
from tests.oracle.truth import free_starts

LONDON = "Europe/London"
MON, TUE, WED, THU, FRI, SAT, SUN = range(1, 8)
EVERY_DAY = (MON, TUE, WED, THU, FRI, SAT, SUN)


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    words: str
    configuration: Configuration
    question: Question
    expected: str


def at(text: str) -> datetime:
    """An instant: "2027-03-28 01:00", in UTC; without a year and month, of November 2026."""
    full = text if len(text) > 10 else f"2026-11-{text}"
    return datetime.strptime(full, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def minutes(time_of_day: str) -> int:
    hours, past = time_of_day.split(":")
    return int(hours) * 60 + int(past)


def hours(*ranges: str) -> Ranges:
    """ "09:00-17:00", "22:00-02:00" """
    pairs = [text.split("-") for text in ranges]
    return tuple((minutes(start), minutes(end)) for start, end in pairs)


def open_on(days: tuple[int, ...], *ranges: str, zone: str = LONDON) -> Schedule:
    return Schedule(zone, tuple((day, *given) for day in days for given in hours(*ranges)))


def every_day(*ranges: str, zone: str = LONDON) -> Schedule:
    return open_on(EVERY_DAY, *ranges, zone=zone)


def office(schedule: Schedule | None, **more: Any) -> Office:
    return replace(Office(time_zone=schedule.time_zone if schedule else LONDON, schedule=schedule), **more)


def service(duration: int, step: int, **rules: Any) -> Service:
    return replace(Service(duration=duration, step=step), **rules)


def asked(from_at: str, to_at: str, *, now: str | None = None, **more: Any) -> Question:
    """Asked three days before, if nothing else is said."""
    begin = at(from_at)
    return replace(Question(begin, at(to_at), at(now) if now else begin - timedelta(days=3)), **more)


def claim(starts_at: str, ends_at: str, provider: int = 0, **more: Any) -> Claim:
    return replace(Claim(provider, at(starts_at), at(ends_at)), **more)


TUESDAY = asked("24 00:00", "25 00:00")
SPRING, AUTUMN = ("2027-03-28 00:00", "2027-03-29 00:00"), ("2027-10-30 22:00", "2027-11-01 00:00")


def clocks(words: str, schedule: Schedule, wanted: Service, days: tuple[str, str], expected: str) -> Case:
    return Case(words, Configuration(office(schedule), wanted), asked(*days), expected)


def tuesday(words: str, opened: Schedule, wanted: Service, expected: str, **more: Any) -> Case:
    return Case(words, replace(Configuration(office(opened), wanted), **more), TUESDAY, expected)


CHANGES = [
    clocks(
        "three real hours lie between midnight and four when the clocks go forward",
        open_on((SUN,), "00:00-04:00"),
        service(30, 60),
        SPRING,
        "28 00:00, 28 01:00, 28 02:00",
    ),
    clocks(
        "an hour that lies wholly in the gap vanishes, and is back a week later",
        open_on((SUN,), "01:00-02:00"),
        service(30, 30),
        ("2027-03-28 00:00", "2027-04-05 00:00"),
        "04 00:00, 04 00:30",
    ),
    clocks(
        "half past one, skipped, is half past two by the new clock",
        open_on((SUN,), "01:30-04:00"),
        service(30, 60),
        SPRING,
        "28 01:30, 28 02:30",
    ),
    clocks(
        "five real hours lie between midnight and four when the clocks go back",
        open_on((SUN,), "00:00-04:00"),
        service(60, 60),
        AUTUMN,
        "30 23:00, 31 00:00, 31 01:00, 31 02:00, 31 03:00",
    ),
    clocks(
        "what ends where the repeated hour begins ends at its first showing",
        open_on((SUN,), "00:00-01:00"),
        service(30, 30),
        AUTUMN,
        "30 23:00, 30 23:30",
    ),
    clocks(
        "a start in the repeated hour is the earlier one",
        open_on((SUN,), "01:30-03:00"),
        service(60, 30),
        AUTUMN,
        "31 00:30, 31 01:00, 31 01:30, 31 02:00",
    ),
    clocks(
        "an end in the repeated hour is the later one",
        open_on((SUN,), "00:30-01:30"),
        service(30, 40),
        AUTUMN,
        "30 23:30, 31 00:10, 31 00:50",
    ),
    clocks(
        "a night in New York that ends in the gap has four hours",
        open_on((SAT,), "22:00-02:00", zone="America/New_York"),
        service(60, 60),
        ("2027-03-13 12:00", "2027-03-15 00:00"),
        "14 03:00, 14 04:00, 14 05:00, 14 06:00",
    ),
    clocks(
        "the night of the repeated hour in New York has five",
        open_on((SAT,), "22:00-02:00", zone="America/New_York"),
        service(60, 60),
        ("2027-11-06 12:00", "2027-11-08 00:00"),
        "07 02:00, 07 03:00, 07 04:00, 07 05:00, 07 06:00",
    ),
    clocks(
        "Lord Howe goes forward by half an hour",
        open_on((SUN,), "01:00-04:00", zone="Australia/Lord_Howe"),
        service(30, 30),
        ("2027-10-02 00:00", "2027-10-04 00:00"),
        "02 14:30, 02 15:00, 02 15:30, 02 16:00, 02 16:30",
    ),
    clocks(
        "and back by half an hour",
        open_on((SUN,), "01:00-03:00", zone="Australia/Lord_Howe"),
        service(30, 30),
        ("2027-04-03 00:00", "2027-04-05 00:00"),
        "03 14:00, 03 14:30, 03 15:00, 03 15:30, 03 16:00",
    ),
    clocks(
        "Troll in Antarctica goes forward by two hours",
        open_on((SUN,), "00:00-05:00", zone="Antarctica/Troll"),
        service(60, 60),
        SPRING,
        "28 00:00, 28 01:00, 28 02:00",
    ),
    clocks(
        "and back by two hours",
        open_on((SUN,), "00:00-04:00", zone="Antarctica/Troll"),
        service(60, 60),
        ("2027-10-30 12:00", "2027-10-31 12:00"),
        "30 22:00, 30 23:00, 31 00:00, 31 01:00, 31 02:00, 31 03:00",
    ),
    clocks(
        "in Santiago Sunday begins at one; Saturday evening and Sunday night are one opening",
        Schedule("America/Santiago", ((SAT, 1320, 1440), (SUN, 0, 180))),
        service(60, 45),
        ("2027-09-04 12:00", "2027-09-06 00:00"),
        "05 02:00, 05 02:45, 05 03:30, 05 04:15, 05 05:00",
    ),
    clocks(
        "in Santiago the last hour of a Saturday comes twice",
        open_on((SAT,), "22:00-24:00", zone="America/Santiago"),
        service(60, 60),
        ("2027-04-03 12:00", "2027-04-05 00:00"),
        "04 01:00, 04 02:00, 04 03:00",
    ),
    clocks(
        "in Cairo a Friday begins at one",
        open_on((FRI,), "00:00-02:00", zone="Africa/Cairo"),
        service(30, 30),
        ("2027-04-29 12:00", "2027-04-30 12:00"),
        "29 22:00, 29 22:30",
    ),
    clocks(
        "in Cairo the last hour of a Thursday comes twice",
        open_on((THU,), "22:00-02:00", zone="Africa/Cairo"),
        service(60, 60),
        ("2027-10-28 12:00", "2027-10-29 12:00"),
        "28 19:00, 28 20:00, 28 21:00, 28 22:00, 28 23:00",
    ),
    clocks(
        "Kiritimati begins the year at ten in the morning of London's last day",
        open_on((FRI,), "00:00-03:00", zone="Pacific/Kiritimati"),
        service(60, 60),
        ("2026-12-31 00:00", "2027-01-01 00:00"),
        "31 10:00, 31 11:00, 31 12:00",
    ),
    Case(
        "an office in Apia and a provider in Honolulu: the one's Monday is the other's Sunday",
        Configuration(
            office(open_on((MON,), "08:00-12:00", zone="Pacific/Apia")),
            service(60, 60),
            (Provider("Pacific/Honolulu", open_on((SUN,), "10:00-13:00", zone="Pacific/Honolulu")),),
        ),
        asked("2027-01-03 00:00", "2027-01-05 00:00"),
        "03 20:00, 03 21:00, 03 22:00",
    ),
    Case(
        "Apia and Pago Pago show the same hour of two dates",
        Configuration(
            office(open_on((TUE,), "09:00-12:00", zone="Pacific/Apia")),
            service(60, 60),
            (Provider("Pacific/Pago_Pago", open_on((MON,), "09:00-12:00", zone="Pacific/Pago_Pago")),),
        ),
        asked("2027-01-04 00:00", "2027-01-06 00:00"),
        "04 20:00, 04 21:00, 04 22:00",
    ),
]

DATES = [
    Case(
        "two days from 27 February 2028 reach the leap day",
        Configuration(office(every_day("09:00-10:00")), service(30, 30, window_days=2)),
        asked("2028-02-27 00:00", "2028-03-04 00:00", now="2028-02-27 10:00"),
        "28 09:00, 28 09:30, 29 09:00, 29 09:30",
    ),
    Case(
        "the leap day belongs to February, also for a limit of the month",
        Configuration(
            office(every_day("09:00-10:00")),
            service(30, 30),
            claims=(claim("2028-02-29 09:00", "2028-02-29 09:30", this_service=False),),
            limits=(Limit("office", "month", count=1),),
        ),
        asked("2028-02-28 00:00", "2028-03-02 00:00"),
        "01 09:00, 01 09:30",
    ),
    Case(
        "a night belongs to the date on which it starts: closing the next date by an override leaves it",
        Configuration(
            office(open_on((FRI,), "22:00-02:00"), overrides=(Override(date(2026, 11, 28), date(2026, 11, 28)),)),
            service(60, 60),
        ),
        asked("27 00:00", "29 00:00"),
        "27 22:00, 27 23:00, 28 00:00, 28 01:00",
    ),
    Case(
        "a closure cuts it",
        Configuration(
            office(open_on((FRI,), "22:00-02:00")),
            service(60, 60),
            away=(TimeOff(at("28 00:00"), at("29 00:00")),),
        ),
        asked("27 00:00", "29 00:00"),
        "27 22:00, 27 23:00",
    ),
    Case(
        "an override of its own date replaces it",
        Configuration(
            office(
                open_on((FRI,), "22:00-02:00"),
                overrides=(Override(date(2026, 11, 27), date(2026, 11, 27), hours("21:30-00:30")),),
            ),
            service(60, 60),
        ),
        asked("27 00:00", "29 00:00"),
        "27 21:30, 27 22:30, 27 23:30",
    ),
    Case(
        "a season's hours stand in for the others",
        Configuration(
            office(
                Schedule(
                    LONDON,
                    every_day("09:00-10:00").weekly,
                    (Season(date(2026, 11, 25), date(2026, 11, 26), every_day("14:00-15:00").weekly),),
                )
            ),
            service(60, 60),
        ),
        asked("24 00:00", "28 00:00"),
        "24 09:00, 25 14:00, 26 14:00, 27 09:00",
    ),
    Case(
        "a range is whole dates, both included",
        Configuration(
            office(every_day("09:00-10:00")),
            service(60, 60, window_kind="range", window_from=date(2026, 11, 25), window_until=date(2026, 11, 26)),
        ),
        asked("24 00:00", "28 00:00"),
        "25 09:00, 26 09:00",
    ),
    Case(
        "two days that have space: Monday's hour is over, so Wednesday and Friday",
        Configuration(
            office(open_on((MON, WED, FRI), "09:00-10:00")),
            service(60, 60, window_kind="free_days", window_days=2),
        ),
        asked("23 00:00", "2026-12-05 00:00", now="23 09:30"),
        "25 09:00, 27 09:00",
    ),
    Case(
        "a booked Wednesday has no space, so Friday and the next Monday",
        Configuration(
            office(open_on((MON, WED, FRI), "09:00-10:00")),
            service(60, 60, window_kind="free_days", window_days=2),
            claims=(claim("25 09:30", "25 10:00"),),
        ),
        asked("23 00:00", "2026-12-05 00:00", now="23 09:30"),
        "27 09:00, 30 09:00",
    ),
    Case(
        "a week from Monday: Sunday's visit fills Friday's and Saturday's week",
        Configuration(
            office(every_day("09:00-10:00")),
            service(60, 60),
            claims=(claim("29 11:00", "29 12:00", this_service=False),),
            limits=(Limit("office", "week", count=1),),
        ),
        asked("27 00:00", "2026-12-01 00:00"),
        "30 09:00",
    ),
    Case(
        "a week from Sunday: it fills Monday's",
        Configuration(
            office(every_day("09:00-10:00"), week_starts_on=7),
            service(60, 60),
            claims=(claim("29 11:00", "29 12:00", this_service=False),),
            limits=(Limit("office", "week", count=1),),
        ),
        asked("27 00:00", "2026-12-01 00:00"),
        "27 09:00, 28 09:00",
    ),
]

GRIDS = [
    tuesday(
        "seven-minute steps, as long as the visit ends inside",
        every_day("09:00-10:00"),
        service(20, 7),
        "24 09:00, 24 09:07, 24 09:14, 24 09:21, 24 09:28, 24 09:35",
    ),
    tuesday("twenty-minute steps of a longer visit", every_day("09:00-10:00"), service(25, 20), "24 09:00, 24 09:20"),
    tuesday("forty-minute steps of a shorter visit", every_day("09:00-10:00"), service(20, 40), "24 09:00, 24 09:40"),
    tuesday(
        "from 00:00 to 24:00 on one day",
        open_on((TUE,), "00:00-24:00"),
        service(60, 480),
        "24 00:00, 24 08:00, 24 16:00",
    ),
    Case(
        "round the clock each midnight begins anew",
        Configuration(office(every_day("00:00-24:00")), service(30, 50)),
        asked("24 23:00", "25 01:00"),
        "24 23:20, 25 00:00, 25 00:50",
    ),
    tuesday(
        "an offset moves the grid",
        every_day("09:00-11:00"),
        service(30, 30, step_offset=10),
        "24 09:10, 24 09:40, 24 10:10",
    ),
    tuesday("nothing starts before the offset", every_day("09:00-11:00"), service(30, 30, step_offset=75), "24 10:15"),
    tuesday(
        "a packed morning leaves no odd gap beside ten o'clock",
        every_day("09:00-12:00"),
        service(30, 15, packs=True),
        "24 09:00, 24 09:30, 24 10:30, 24 11:00, 24 11:30",
        claims=(claim("24 10:00", "24 10:30"),),
    ),
    tuesday(
        "the same with ten minutes after each visit",
        every_day("09:00-12:00"),
        service(30, 15, packs=True, after=10),
        "24 09:00, 24 09:15, 24 10:45, 24 11:30",
        claims=(claim("24 10:00", "24 10:30", after=10),),
    ),
    tuesday(
        "buffers inside the hours only",
        every_day("09:00-11:00"),
        service(30, 15, before=10, after=10, buffers_inside=True),
        "24 09:15, 24 09:30, 24 09:45, 24 10:00, 24 10:15",
    ),
    tuesday(
        "buffers that may lie outside",
        every_day("09:00-11:00"),
        service(30, 30, before=10, after=10),
        "24 09:00, 24 09:30, 24 10:00, 24 10:30",
    ),
    tuesday(
        "buffers count against the neighbours' buffers",
        every_day("09:00-12:00"),
        service(20, 20, before=10, after=15),
        "24 09:00, 24 09:20, 24 11:20, 24 11:40",
        claims=(claim("24 10:20", "24 10:40", before=10, after=15),),
    ),
    tuesday(
        "a buffer never lies over time off",
        every_day("09:00-11:00"),
        service(20, 20, after=15),
        "24 09:00, 24 09:20, 24 10:20, 24 10:40",
        away=(TimeOff(at("24 10:00"), at("24 10:20"), 0),),
    ),
    Case(
        "exactly at now and notice is still offered",
        Configuration(office(every_day("09:00-11:00")), service(30, 30, notice=60)),
        asked("24 00:00", "25 00:00", now="24 09:00"),
        "24 10:00, 24 10:30",
    ),
    tuesday(
        "London, Berlin and New York meet for an hour",
        every_day("09:00-17:00"),
        service(30, 30, schedule=every_day("06:00-08:00", zone="America/New_York")),
        "24 11:00, 24 11:30",
        providers=(Provider("Europe/Berlin", every_day("09:00-13:00", zone="Europe/Berlin")),),
    ),
    tuesday(
        "places: one is left of three in the group of nine, and a group off the grid can be joined",
        every_day("09:00-12:00"),
        service(30, 60, seats=3),
        "24 09:00 x1, 24 10:10 x2, 24 11:00 x3",
        claims=(
            claim("24 09:00", "24 09:30", seats=3, places=(None, None)),
            claim("24 10:10", "24 10:40", seats=3, places=(None,)),
        ),
    ),
    Case(
        "a colleague stands in for starts inside the time off",
        Configuration(
            office(every_day("09:00-11:00")),
            service(30, 30),
            (Provider(), Provider()),
            away=(TimeOff(at("24 09:00"), at("24 10:00"), 0, 1),),
        ),
        asked("24 00:00", "25 00:00", provider=0),
        "24 09:00 by 1, 24 09:30 by 1, 24 10:00 by 0, 24 10:30 by 0",
    ),
    Case(
        "the least loaded of the day comes first",
        Configuration(
            office(every_day("09:00-11:00")),
            service(30, 60),
            (Provider(), Provider()),
            claims=(claim("24 15:00", "24 15:30", here=False), claim("25 15:00", "25 15:30", provider=1)),
        ),
        TUESDAY,
        "24 09:00 by 1 0, 24 10:00 by 1 0",
    ),
]

TABLE = [*CHANGES, *DATES, *GRIDS]


def spoken(free: Free, configuration: Configuration) -> str:
    places = f" x{free.seats_left}" if free.seats_left is not None else ""
    people = f" by {' '.join(map(str, free.providers))}" if len(configuration.providers) > 1 else ""
    return f"{free.starts_at:%d %H:%M}{places}{people}"


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.words)
def test_the_oracle_says_what_was_worked_out_by_hand(case: Case) -> None:
    found = free_starts(case.configuration, case.question)
    assert ", ".join(spoken(free, case.configuration) for free in found) == case.expected


async def test_the_product_says_what_was_worked_out_by_hand(sessions: Sessions) -> None:
    """All lines in one database, each its own office: the list, and each of its starts alone."""
    wrong = []
    async with sessions() as session, session.begin():
        offices = await install(session, [case.configuration for case in TABLE])
        for case, installed in zip(TABLE, offices, strict=True):
            ask = await installed.ask(session, case.question)
            listed = await slots(session, ask, from_at=case.question.from_at, to_at=case.question.to_at)
            alone = [await slot_at(session, ask, slot.starts_at) for slot in listed]
            found = [installed.free(slot) for slot in alone if slot is not None]
            said = ", ".join(spoken(free, case.configuration) for free in found)
            if said != case.expected or len(found) != len(listed):
                wrong.append(f"{case.words}: {said}, expected {case.expected}")
    assert not wrong, "\n".join(wrong)
