"""What goes over the wire when somebody stops working in an office."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.visits.staff_schemas import DayVisit


class VisitAhead(msgspec.Struct):
    """A visit somebody still has to do, with the colleagues who are free then and offer it."""

    visit: DayVisit
    people: int  # consumers in it
    begun: bool  # it goes on now, and stays
    colleague_ids: list[UUID]


class VisitsAheadList(msgspec.Struct):
    items: list[VisitAhead]


class VisitPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What shall become of one visit; `provider_id` says who it is handed to."""

    visit_id: UUID
    act: Literal["hand_over", "leave", "cancel"]
    provider_id: UUID | None = None


class Departure(msgspec.Struct, forbid_unknown_fields=True):
    """What shall become of everything ahead. The reason is kept with what is moved or cancelled."""

    visits: Annotated[list[VisitPlan], Meta(max_length=5000)] = []
    reason: Annotated[str, Meta(max_length=500)] | None = None


class Departed(msgspec.Struct):
    """What was done, and how many consumers are told."""

    handed_over: int
    cancelled: int
    left: int
    told: int
