"""What goes over the wire about private links."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.offices.service_schemas import Name


class PrivateLinkWish(msgspec.Struct, forbid_unknown_fields=True):
    """A way to book a service, hidden or not; with a provider named only with them, private or not."""

    name: Name
    service_id: UUID
    provider_id: UUID | None = None
    expires_at: Annotated[datetime, Meta(tz=True)] | None = None
    uses_max: Annotated[int, Meta(ge=1, le=100_000)] | None = None


class PrivateLinkSeen(msgspec.Struct):
    """`uses` counts the appointments booked by it. `opens` tells whether it still does."""

    id: UUID
    name: str
    service_id: UUID
    provider_id: UUID | None
    expires_at: datetime | None
    uses_max: int | None
    uses: int
    revoked_at: datetime | None
    created_at: datetime
    opens: bool


class PrivateLinkList(msgspec.Struct):
    items: list[PrivateLinkSeen]


class PrivateLinkMade(msgspec.Struct):
    """The address is told this once: only a hash of its token is kept."""

    item: PrivateLinkSeen
    token: str
    url: str
