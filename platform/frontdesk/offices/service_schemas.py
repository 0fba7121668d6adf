"""What goes over the wire about services: what consumers see, and every rule that staff set."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from frontdesk.offices.intake import Question, Questions, kept

ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
SAYS_SOMETHING = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"  # in one line
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=SAYS_SOMETHING)]
Words = Annotated[str, Meta(max_length=2000, pattern=LINES)]
Notice = Annotated[str, Meta(min_length=1, max_length=500, pattern=SAYS_SOMETHING)]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
Offsets = Annotated[list[Annotated[int, Meta(ge=5, le=60 * 24 * 30)]], Meta(max_length=5)]
Minutes = Annotated[int, Meta(ge=5, le=1440)]
Price = Annotated[int, Meta(ge=0, le=100_000_000)]
Attribute = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,29}:[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
Attributes = Annotated[list[Attribute], Meta(max_length=40)]
Modality = Literal["video", "phone", "in_person"]
WindowKind = Literal["rolling", "free_days", "range"]
Assignment = Literal["any", "round_robin"]


class DurationChoice(msgspec.Struct, forbid_unknown_fields=True):
    """How long a visit may last, and its price in the service's currency; null where the service has no prices."""

    minutes: Minutes
    price_minor: Price | None = None


class ProviderWeight(msgspec.Struct, forbid_unknown_fields=True):
    """A provider's share under round robin: the highest priority goes first; twice the weight gets twice the visits."""

    provider_id: UUID
    weight: Annotated[int, Meta(ge=1, le=100)] = 1
    priority: Annotated[int, Meta(ge=0, le=100)] = 0


class ServiceSeen(msgspec.Struct):
    """What a consumer may know about a service. `durations` are all that can be chosen, the first choice first."""

    id: UUID
    slug: str
    name: str
    text: str
    category: str
    duration_minutes: int
    modality: Modality
    price_minor: int | None
    currency: str | None
    colour: str
    provider_ids: list[UUID]
    durations: list[DurationChoice]
    seats: int
    approval: bool
    pause_notice: str | None
    guests_max: int
    cancel_reasons: list[str]
    intake: list[Question]


class ServiceSetting(msgspec.Struct):
    """A service with all its rules, for staff."""

    id: UUID
    slug: str
    name: str
    text: str
    category: str
    modality: Modality
    duration_minutes: int
    durations: list[DurationChoice]
    step_minutes: int
    step_offset_minutes: int
    packs_day: bool
    buffer_before_minutes: int
    buffer_after_minutes: int
    buffers_inside_hours: bool
    notice_minutes: int
    window_kind: WindowKind
    window_days: int
    window_from: date | None
    window_until: date | None
    price_minor: int | None
    currency: str | None
    colour: str
    active: bool
    hidden: bool
    pause_notice: str | None
    position: int
    seats: int
    guests_max: int
    approval: bool
    request_blocks: bool
    request_expires_minutes: int
    assignment: Assignment
    fairness_days: int
    provider_ids: list[UUID]
    provider_weights: list[ProviderWeight]
    required_attributes: list[str]
    active_per_consumer_max: int | None
    moves_max: int | None
    cancel_reasons: list[str]
    intake: list[Question]
    reminder_offsets_minutes: list[int]
    cancel_cutoff_minutes: int
    move_cutoff_minutes: int
    uses_own_hours: bool
    version: int


class ServiceSettings(msgspec.Struct):
    items: list[ServiceSetting]


class ServiceChange(msgspec.Struct, forbid_unknown_fields=True):
    """What is said changes, the rest stays. `provider_ids` says who offers it, `provider_weights` how they share."""

    name: Name | UnsetType = UNSET
    text: Words | UnsetType = UNSET
    category: Annotated[str, Meta(max_length=60, pattern=ONE_LINE)] | UnsetType = UNSET
    modality: Modality | UnsetType = UNSET
    duration_minutes: Minutes | UnsetType = UNSET
    durations: Annotated[list[DurationChoice], Meta(max_length=10)] | UnsetType = UNSET
    step_minutes: Minutes | UnsetType = UNSET
    step_offset_minutes: Annotated[int, Meta(ge=0, le=1439)] | UnsetType = UNSET
    packs_day: bool | UnsetType = UNSET
    buffer_before_minutes: Annotated[int, Meta(ge=0, le=480)] | UnsetType = UNSET
    buffer_after_minutes: Annotated[int, Meta(ge=0, le=480)] | UnsetType = UNSET
    buffers_inside_hours: bool | UnsetType = UNSET
    notice_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET
    window_kind: WindowKind | UnsetType = UNSET
    window_days: Annotated[int, Meta(ge=0, le=730)] | UnsetType = UNSET
    window_from: date | UnsetType | None = UNSET
    window_until: date | UnsetType | None = UNSET
    price_minor: Price | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    colour: Colour | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    hidden: bool | UnsetType = UNSET
    pause_notice: Notice | UnsetType | None = UNSET
    position: Annotated[int, Meta(ge=0, le=10_000)] | UnsetType = UNSET
    seats: Annotated[int, Meta(ge=1, le=500)] | UnsetType = UNSET
    guests_max: Annotated[int, Meta(ge=0, le=20)] | UnsetType = UNSET
    approval: bool | UnsetType = UNSET
    request_blocks: bool | UnsetType = UNSET
    request_expires_minutes: Annotated[int, Meta(ge=5, le=43200)] | UnsetType = UNSET
    assignment: Assignment | UnsetType = UNSET
    fairness_days: Annotated[int, Meta(ge=1, le=366)] | UnsetType = UNSET
    provider_ids: Annotated[list[UUID], Meta(max_length=500)] | UnsetType = UNSET
    provider_weights: Annotated[list[ProviderWeight], Meta(max_length=500)] | UnsetType = UNSET
    required_attributes: Attributes | UnsetType = UNSET
    active_per_consumer_max: Annotated[int, Meta(ge=1, le=1000)] | UnsetType | None = UNSET
    moves_max: Annotated[int, Meta(ge=0, le=1000)] | UnsetType | None = UNSET
    cancel_reasons: Annotated[list[Name], Meta(max_length=20)] | UnsetType = UNSET
    intake: Questions | UnsetType = UNSET
    reminder_offsets_minutes: Offsets | UnsetType = UNSET
    cancel_cutoff_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET
    move_cutoff_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET

    def said(self) -> dict[str, Any]:
        """What was said, in its one form: no doubles, small letters in colours, what is longest ahead first.

        Raises IntakeMakesNoSense.
        """
        said = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not UNSET}
        if "reminder_offsets_minutes" in said:
            said["reminder_offsets_minutes"] = sorted(set(said["reminder_offsets_minutes"]), reverse=True)
        if "required_attributes" in said:
            said["required_attributes"] = sorted(set(said["required_attributes"]))
        if "cancel_reasons" in said:
            said["cancel_reasons"] = list(dict.fromkeys(reason.strip() for reason in said["cancel_reasons"]))
        if "durations" in said:
            said["durations"] = msgspec.to_builtins(said["durations"])
        if "intake" in said:
            said["intake"] = kept(said["intake"])
        if "colour" in said:
            said["colour"] = said["colour"].lower()
        return said


class NewService(ServiceChange, kw_only=True, forbid_unknown_fields=True):
    """A new service. What is not said takes the default of the form: 20 minutes, two hours' notice, 60 days ahead."""

    name: Name
    duration_minutes: Minutes
    provider_ids: Annotated[list[UUID], Meta(max_length=500)]


class ServiceOrder(msgspec.Struct, forbid_unknown_fields=True):
    service_ids: Annotated[list[UUID], Meta(min_length=1, max_length=1000)]
