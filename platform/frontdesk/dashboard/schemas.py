"""What goes over the wire about a day."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.appointments.schemas import AssignedSeen
from frontdesk.appointments.seats import SeatSeen
from frontdesk.availability.hours_schemas import OverrideSeen, Reason, SeasonSeen
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


class TimeOffList(msgspec.Struct):
    items: list[TimeOffSeen]


class TimeOffWish(msgspec.Struct, forbid_unknown_fields=True):
    """Wall-clock times of the office, such as 2026-11-26T13:00. Without a provider the whole office is closed.

    Whoever asks for a provider who is away is offered the colleague meanwhile.
    """

    provider_id: UUID | None
    from_: Annotated[str, Meta(min_length=16, max_length=16)] = msgspec.field(name="from")
    to: Annotated[str, Meta(min_length=16, max_length=16)]
    reason: Reason = ""
    colleague_id: UUID | None = None


class TimeOffAdded(msgspec.Struct):
    item: TimeOffSeen
    affected: list[DayVisit]


class HoursSet(msgspec.Struct):
    """Weekly hours as they are now, and the booked visits that lie outside them for it. They stay booked."""

    time_zone: str
    ranges: list[HoursRange] | None
    affected: list[DayVisit]


class SeasonSet(msgspec.Struct):
    item: SeasonSeen
    affected: list[DayVisit]


class OverrideSet(msgspec.Struct):
    item: OverrideSeen
    affected: list[DayVisit]


class Affected(msgspec.Struct):
    affected: list[DayVisit]


class HolidayCountry(msgspec.Struct):
    code: str
    subdivisions: list[str]


class HolidayCountries(msgspec.Struct):
    items: list[HolidayCountry]


class HolidaySeen(msgspec.Struct):
    """A public holiday: whether a closure covers it already, which one was made for it, and how many visits lie on it."""

    on: date
    name: str
    closed: bool
    time_off_id: UUID | None
    affected: int


class HolidayList(msgspec.Struct):
    items: list[HolidaySeen]


class HolidayWish(msgspec.Struct, forbid_unknown_fields=True):
    """Which public holidays of a country, or of a region of it, the office keeps."""

    country: str
    dates: Annotated[list[date], Meta(min_length=1, max_length=100)]
    subdivision: str | None = None


class HolidaysClosed(msgspec.Struct):
    items: list[TimeOffSeen]
    affected: list[DayVisit]
