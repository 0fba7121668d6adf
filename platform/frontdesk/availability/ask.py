"""What one asks of the calendar, and what it answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from frontdesk.availability.claims import Taken
from frontdesk.availability.rules import lengths
from frontdesk.offices.tables import Office, Service


@dataclass(frozen=True, slots=True)
class Ask:
    """For what slots are wanted. `asked_at` moves only what was promised at that instant: a hold keeps its notice."""

    office: Office
    service: Service
    provider_id: UUID | None
    now: datetime
    asked_at: datetime
    ignoring: Taken | None = None  # one's own hold, or the appointment that is to be moved
    duration_minutes: int | None = None  # none: the service's first choice
    attributes: frozenset[str] = frozenset()  # what the provider must have, beside what the service requires
    unlocked: bool = False  # by the desk or by a private link: hidden services and private providers, too

    @property
    def length(self) -> timedelta:
        """How long the visit lasts, without buffers."""
        return timedelta(minutes=self.duration_minutes or self.service.duration_minutes)

    @property
    def promised(self) -> bool:
        """Whether this asks again about what was promised before."""
        return self.asked_at < self.now

    @property
    def required(self) -> list[str]:
        """What a provider must have to be offered."""
        return sorted(self.attributes | set(self.service.required_attributes))

    @property
    def shut(self) -> str | None:
        """Name the rule that shuts the whole service, whatever the time; none when it is open for booking."""
        if not self.service.active:
            return "service_inactive"
        if self.service.hidden and not self.unlocked:
            return "service_hidden"
        if self.office.pause_notice is not None or self.service.pause_notice is not None:
            return "paused"
        if self.length not in lengths(self.service):
            return "duration_unknown"
        return None


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be booked now, and by whom. From `slot_at` the best comes first; a list promises no order."""

    starts_at: datetime
    ends_at: datetime
    provider_ids: tuple[UUID, ...]
    seats_left: int | None = None  # of a service with several places: those left at this start, over all providers
    assigned: "Assigned | None" = None  # from `slot_at`: why in this order


@dataclass(frozen=True, slots=True)
class Weighed:
    """What spoke for a provider: visits counted, and what round robin weighs."""

    provider_id: UUID
    visits: int
    weight: int
    priority: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """By which rule the providers of a start are in their order."""

    rule: str  # "named", "any", "round_robin", "colleague"
    window_days: int | None
    considered: tuple[Weighed, ...]
