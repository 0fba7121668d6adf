"""What goes over the wire about a day."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.appointments.schemas import AssignedSeen
from frontdesk.appointments.seats import SeatSeen
from frontdesk.availability.hours_schemas import OverrideSeen, OverrideWish, Reason, SeasonSeen
from frontdesk.messages.schemas import MessageSeen
from frontdesk.offices.schemas import HoursRange, ProviderSeen
from frontdesk.visits.staff_schemas import DayVisit
from frontdesk.wall import Wall


class Day(msgspec.Struct):
    """A date of the office with its visits. `today` and `now` are the server's."""

    on: date
    today: date
    now: datetime
    time_zone: str
    visits: list[DayVisit]
    providers: list[ProviderSeen]


class Considered(msgspec.Struct):
    """Somebody who might have had the visit, as they were weighed."""

    provider_id: UUID
    visits: int
    weight: int
    priority: int


class AssignedInFull(AssignedSeen):
    """Why this provider, with everybody who was looked at."""

    considered: list[Considered]


class VisitDetail(DayVisit):
    """A visit with who has a place in it, what staff wrote down and what was said to the consumers."""

    notes: str = ""
    notes_saved_at: datetime | None = None
    messages: list[MessageSeen] = msgspec.field(default_factory=list)
    seats: list[SeatSeen] = msgspec.field(default_factory=list)
    assigned: AssignedInFull | None = None


class TimeOffWalls(msgspec.Struct):
    starts: Wall
    ends: Wall


class TimeOffSeen(msgspec.Struct):
    id: UUID
    provider_id: UUID | None
    colleague_id: UUID | None
    holiday_on: date | None
    starts_at: datetime
    ends_at: datetime
    office: TimeOffWalls
    reason: str
    created_by: UUID | None
    visits: int | None = None  # booked visits still ahead that lie in it, where it is listed


class TimeOffList(msgspec.Struct):
    items: list[TimeOffSeen]


Act = Literal["keep", "colleague", "offer", "cancel"]


class AffectedVisit(DayVisit, kw_only=True):
    """A visit in the way of a change: what may be done with it, who could see them at that hour, and how they are told."""

    acts: list[Act]
    fits: list[UUID]
    told: list[Literal["email", "sms"]]


class VisitAct(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be done with one visit: it stays, a colleague takes it, its people choose another time, or it is cancelled.

    `reason` is kept; whoever is asked to choose another time reads it.
    """

    visit_id: UUID
    revision: Annotated[int, Meta(ge=0)]
    act: Act
    colleague_id: UUID | None = None
    reason: Reason | None = None


VisitActs = Annotated[list[VisitAct], Meta(max_length=500)] | None  # none: they all stay, whoever they are


class Affected(msgspec.Struct):
    affected: list[AffectedVisit]


class TimeOffWish(msgspec.Struct, forbid_unknown_fields=True):
    """Wall-clock times of the office, such as 2026-11-26T13:00. Without a provider the whole office is closed.

    Whoever asks for a provider who is away is offered the colleague meanwhile. `affected`: each visit in its way, and
    what is done with it; all of it happens, or nothing.
    """

    provider_id: UUID | None
    from_: Annotated[str, Meta(min_length=16, max_length=16)] = msgspec.field(name="from")
    to: Annotated[str, Meta(min_length=16, max_length=16)]
    reason: Reason = ""
    colleague_id: UUID | None = None
    affected: VisitActs = None


class VisitsWish(msgspec.Struct, forbid_unknown_fields=True):
    affected: Annotated[list[VisitAct], Meta(min_length=1, max_length=500)]


class TimeOffAdded(msgspec.Struct):
    item: TimeOffSeen
    affected: list[AffectedVisit]


class FirstVisit(msgspec.Struct):
    """The first start that consumers could book, of whatever service, on the office's wall."""

    office: Wall
    service: str
    provider: str | None  # none: whoever is free


class HoursEffect(msgspec.Struct):
    """What weekly hours do: minutes a week, weekdays that end later than the others, the first visit with them and before."""

    minutes_a_week: int
    late: list[int]
    first: FirstVisit | None
    first_was: FirstVisit | None


class HoursSet(msgspec.Struct):
    """Weekly hours as they are now, and the booked visits that lie outside them for it. They stay booked."""

    time_zone: str
    ranges: list[HoursRange] | None
    affected: list[DayVisit]
    effect: HoursEffect | None = None  # of a preview


class SeasonSet(msgspec.Struct):
    item: SeasonSeen
    affected: list[DayVisit]


class OverrideAsk(OverrideWish, forbid_unknown_fields=True):
    """Other hours on some dates, and what is done with each visit that then lies outside them."""

    affected: VisitActs = None


class OverrideSet(msgspec.Struct):
    item: OverrideSeen
    affected: list[AffectedVisit]


class NowOutside(msgspec.Struct):
    """The booked visits that lie outside the hours for it. They stay booked."""

    affected: list[DayVisit]


class HolidayCountry(msgspec.Struct):
    code: str
    subdivisions: list[str]


class HolidayCountries(msgspec.Struct):
    items: list[HolidayCountry]


class HolidaySeen(msgspec.Struct):
    """A public holiday: whether a closure covers it already, which one was made for it, and how many visits lie on it.

    `key` is its name in later years; `every_year`: the office closes on it each year.
    """

    on: date
    name: str
    closed: bool
    time_off_id: UUID | None
    affected: int
    key: str
    every_year: bool


class HolidayList(msgspec.Struct):
    items: list[HolidaySeen]


class HolidayWish(msgspec.Struct, forbid_unknown_fields=True):
    """Which public holidays of a country, or of a region of it, the office keeps, and what is done with visits on them."""

    country: str
    dates: Annotated[list[date], Meta(min_length=1, max_length=100)]
    subdivision: str | None = None
    affected: VisitActs = None


class HolidaysClosed(msgspec.Struct):
    items: list[TimeOffSeen]
    affected: list[AffectedVisit]


class HolidaysKept(msgspec.Struct):
    """Whose calendar the office goes by, and the holidays, by their keys, on which it closes every year, a year ahead."""

    country: str
    subdivision: str | None
    holidays: list[str]
    remembered: bool  # else it is what the office's own region suggests


class HolidaysKeptWish(msgspec.Struct, forbid_unknown_fields=True):
    country: str
    holidays: Annotated[list[Annotated[str, Meta(min_length=1, max_length=200)]], Meta(max_length=100)]
    subdivision: str | None = None
