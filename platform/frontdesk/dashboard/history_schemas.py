"""What goes over the wire about what was changed, by whom, from what to what."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

Kind = Literal["settings", "hours", "people", "visits", "consumers"]
Source = Literal["page", "api", "link", "system"]


class HistoryActor(msgspec.Struct):
    """Who did it; without a name where nobody is known, as when a consumer books."""

    kind: Literal["staff", "api_key", "consumer", "system"]
    id: UUID | None
    name: str | None


class HistorySubject(msgspec.Struct):
    """What it was done to. A visit has its start, and is called by its consumer."""

    kind: str
    id: str
    name: str | None
    starts_at: datetime | None = None


class FieldChange(msgspec.Struct):
    """One field as it was and as it is. Ids in the values are named in `names` of the answer."""

    field: str
    before: Any
    after: Any


class HistoryEntry(msgspec.Struct):
    """One act. `restorable`: the value before can be put back."""

    id: int
    at: datetime
    actor: HistoryActor
    source: Source
    action: str
    subject: HistorySubject
    changes: list[FieldChange]
    restorable: bool


class HistoryPage(msgspec.Struct):
    """The newest first. `next` is where to go on, null at the end."""

    items: list[HistoryEntry]
    next: int | None
    names: dict[str, str]


class HistoryDetail(HistoryEntry, kw_only=True):
    """One act, with the names of the ids in it."""

    names: dict[str, str]


class Restoration(msgspec.Struct):
    """What putting the former value back changes now, or why it cannot be."""

    entry_id: int
    changes: list[FieldChange]
    names: dict[str, str]
    affected: int  # booked visits that would lie outside of the hours for it; they stay
    refusal: str | None
    detail: str | None
