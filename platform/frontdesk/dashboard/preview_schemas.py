"""What goes over the wire about rules that are not saved yet: the times under them, and the facts that the sentences say."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.availability.limit_schemas import Count, LimitWish, Minutes, Period, Scope
from frontdesk.availability.schemas import Slots, SlotSeen
from frontdesk.offices.service_schemas import ServiceChange
from frontdesk.wall import Wall


class LimitDraft(msgspec.Struct, forbid_unknown_fields=True):
    """A limit as it would be; with neither count nor minutes it would be gone."""

    scope: Scope
    period: Period
    count_max: Count | None = None
    minutes_max: Minutes | None = None
    service_id: UUID | None = None
    provider_id: UUID | None = None

    def wish(self) -> LimitWish:
        """Say it as the one who sets limits does."""
        return LimitWish(**msgspec.structs.asdict(self))


class PreviewWish(msgspec.Struct, forbid_unknown_fields=True):
    """Times of a service between two dates (`to` not included) of the reader's zone, under what is not saved of it."""

    service_id: UUID
    from_: date = msgspec.field(name="from")
    to: date
    time_zone: str | None = None  # the office's
    provider_id: UUID | None = None
    duration_minutes: int | None = None
    service: ServiceChange | None = None
    limits: Annotated[list[LimitDraft], Meta(max_length=20)] = []


class Standing(msgspec.Struct):
    """How it stands with the rules that hold, or would. All walls are the office's."""

    shut: str | None  # the rule that shuts the whole service: paused, service_hidden, service_inactive
    first: Wall | None  # the first time offered of all
    opens_on: date | None  # the first and the last date that can be booked now
    last_on: date | None
    times_a_day: int | None  # on a day with any, on average, without today
    starts: list[str]  # the first starts of a day, taken or not: "09:10", "09:30", "09:50"
    next: Wall | None  # when the next visit may start after the example
    book_until: Wall | None  # until when the example may be booked, cancelled and moved
    cancel_until: Wall | None
    move_until: Wall | None


class LimitUse(msgspec.Struct):
    """How much of a limit is used up in the period that holds today; of each provider the one with the most."""

    limit_id: UUID
    sentence: str
    scope: Scope
    service_id: UUID | None
    provider_id: UUID | None
    period: Period
    from_on: date
    provider_name: str | None
    visits: int
    minutes: int
    visits_left: int | None
    minutes_left: int | None


class PreviewFacts(msgspec.Struct):
    now: Wall
    example: Wall | None  # the visit that the sentences speak of
    before: Standing
    after: Standing
    visits_ahead: int  # booked ones, which stay as they are
    limits: list[LimitUse]


class SlotsPreview(Slots, kw_only=True):
    """The times that could be booked under the draft; `gone` can be booked now and could not any more, `come` are new."""

    gone: list[SlotSeen]
    come: list[SlotSeen]
    facts: PreviewFacts
