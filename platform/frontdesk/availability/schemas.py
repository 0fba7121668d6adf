"""What goes over the wire about free time."""

from datetime import datetime
from uuid import UUID

import msgspec

from frontdesk.availability.ask import Slot
from frontdesk.wall import Wall, wall


class SlotSeen(msgspec.Struct):
    starts_at: datetime
    ends_at: datetime
    provider_ids: list[UUID]
    reader: Wall
    office: Wall
    seats_left: int | None = None  # of a service with several places


class Slots(msgspec.Struct):
    time_zone: str
    office_time_zone: str
    now: datetime
    slots: list[SlotSeen]
    first_free: SlotSeen | None


def slot_seen(slot: Slot, *, reader_zone: str, office_zone: str) -> SlotSeen:
    """Show a slot on both walls."""
    reader = wall(slot.starts_at, slot.ends_at, reader_zone)
    return SlotSeen(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        provider_ids=list(slot.provider_ids),
        reader=reader,
        office=reader if office_zone == reader_zone else wall(slot.starts_at, slot.ends_at, office_zone),
        seats_left=slot.seats_left,
    )
