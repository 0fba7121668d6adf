"""What goes over the wire about the calendar board. Instants place things; walls are what people read."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from frontdesk.visits.facts import Outcome, State
from frontdesk.wall import Wall

ShownAs = Literal[
    "requested",
    "booked",
    "waiting",
    "in_visit",
    "completed",
    "ended",
    "no_show",
    "provider_no_show",
    "did_not_come",
    "refused",
    "cancelled",
    "held",
]


class BoardDay(msgspec.Struct):
    """A date of the office: from when until when, which is not always 24 hours, and how many of each stand in it."""

    on: date
    starts_at: datetime
    ends_at: datetime
    counts: dict[ShownAs, int]


class BoardSpan(msgspec.Struct):
    starts_at: datetime
    ends_at: datetime


class BoardProvider(msgspec.Struct):
    """A column: who, and when they work within the office's hours. Time off and closures lie over it."""

    id: UUID
    name: str
    initials: str
    active: bool
    open: list[BoardSpan]


class BoardService(msgspec.Struct):
    """What the page needs to place a visit of it: lengths, step, buffers, who offers it."""

    id: UUID
    name: str
    colour: str
    active: bool
    durations: list[int]
    step_minutes: int
    step_offset_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    seats: int
    approval: bool
    provider_ids: list[UUID]


class BoardAway(msgspec.Struct):
    """Time off of a provider, in this office or another, or a closure of this one (nobody's)."""

    id: UUID | None  # none: another office's, of which only the time is told
    provider_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    office: Wall
    reason: str


class BoardTaken(msgspec.Struct):
    """Time that is taken by no visit shown: somebody books it just now, or it is another office's."""

    id: UUID
    kind: Literal["held", "elsewhere"]
    provider_id: UUID
    service_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    taken_from: datetime  # with buffers
    taken_until: datetime
    expires_at: datetime | None
    office: Wall


class BoardVisit(msgspec.Struct):
    """A visit, or a group with how many of its places are taken. `version` is its ETag."""

    id: UUID
    version: int
    revision: int
    state: State
    outcome: Outcome | None
    shown_as: ShownAs
    provider_id: UUID
    service_id: UUID
    name: str  # the consumer's, or who is seen; a group has its service's
    people: int
    seats: int | None  # of a group
    texts: int  # how many of the people would also get a text message
    starts_at: datetime
    ends_at: datetime
    taken_from: datetime | None  # with buffers; none where it keeps no time
    taken_until: datetime | None
    waiting_since: datetime | None
    wait: Literal["early", "just_came", "waiting", "long"] | None
    office: Wall


class Board(msgspec.Struct):
    """Everything between two dates of the office, the second not included. `today` and `now` are the server's."""

    now: datetime
    today: date
    time_zone: str
    days: list[BoardDay]
    providers: list[BoardProvider]
    services: list[BoardService]
    visits: list[BoardVisit]
    taken: list[BoardTaken]
    away: list[BoardAway]
