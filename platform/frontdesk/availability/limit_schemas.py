"""What goes over the wire about limits."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

Scope = Literal["office", "service", "provider"]
Period = Literal["day", "week", "month"]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Minutes = Annotated[int, Meta(ge=0, le=1_000_000)]


class LimitWish(msgspec.Struct, forbid_unknown_fields=True):
    """How much is booked at most: of the office, of one service, of one provider, or of each (scope provider, nobody named)."""

    scope: Scope
    period: Period
    count_max: Count | None = None
    minutes_max: Minutes | None = None
    service_id: UUID | None = None
    provider_id: UUID | None = None


class LimitChange(msgspec.Struct, forbid_unknown_fields=True):
    """How much it is from now on; what it limits stays."""

    count_max: Count | None
    minutes_max: Minutes | None


class LimitSeen(msgspec.Struct):
    id: UUID
    scope: Scope
    period: Period
    count_max: int | None
    minutes_max: int | None
    service_id: UUID | None
    provider_id: UUID | None
    sentence: str


class LimitList(msgspec.Struct):
    items: list[LimitSeen]
