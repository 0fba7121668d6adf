"""What goes over the wire about offices, providers and services."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
Words = Annotated[str, Meta(max_length=2000)]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Offsets = Annotated[list[Annotated[int, Meta(ge=5, le=60 * 24 * 30)]], Meta(max_length=5)]


class OfficeSummary(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    time_zone: str
    locale: str


class OfficeList(msgspec.Struct):
    items: list[OfficeSummary]


class HoursRange(msgspec.Struct, forbid_unknown_fields=True):
    """One range of a weekday (1 = Monday), on the wall of the schedule's zone. An end not after the start is the next day's."""

    weekday: Annotated[int, Meta(ge=1, le=7)]
    from_: TimeOfDay = msgspec.field(name="from")
    to: TimeOfDay


class Hours(msgspec.Struct, forbid_unknown_fields=True):
    time_zone: str
    ranges: Annotated[list[HoursRange], Meta(max_length=70)]


class ProviderHours(msgspec.Struct, forbid_unknown_fields=True):
    """A provider's own hours; `ranges` null means the office's hours."""

    time_zone: str
    ranges: Annotated[list[HoursRange], Meta(max_length=70)] | None


class ServiceSeen(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    text: str
    category: str
    duration_minutes: int
    modality: str
    price_minor: int | None
    currency: str | None
    colour: str
    provider_ids: list[UUID]


class ProviderSeen(msgspec.Struct):
    id: UUID
    name: str
    headline: str
    initials: str
    time_zone: str


class OfficePage(msgspec.Struct):
    """What a consumer may know about an office."""

    id: UUID
    slug: str
    name: str
    phone: str | None
    email: str | None
    address: str | None
    time_zone: str
    locale: str
    colour: str
    door_opens_minutes: int
    hours: list[HoursRange]
    services: list[ServiceSeen]
    providers: list[ProviderSeen]
    now: datetime
    call_stage: Literal["local", "acs"]


class Profile(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    phone: str | None
    email: str | None
    address: str | None
    time_zone: str
    locale: str
    colour: str
    door_opens_minutes: int


class ProfileChange(msgspec.Struct, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    phone: Annotated[str, Meta(max_length=40)] | UnsetType | None = UNSET
    email: Annotated[str, Meta(max_length=254)] | UnsetType | None = UNSET
    address: Annotated[str, Meta(max_length=400)] | UnsetType | None = UNSET
    time_zone: str | UnsetType = UNSET
    locale: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] | UnsetType = UNSET
    colour: Colour | UnsetType = UNSET
    door_opens_minutes: Annotated[int, Meta(ge=0, le=240)] | UnsetType = UNSET


class ServiceSetting(msgspec.Struct):
    """A service with all its rules, for staff."""

    id: UUID
    slug: str
    name: str
    text: str
    category: str
    modality: str
    duration_minutes: int
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    notice_minutes: int
    window_days: int
    price_minor: int | None
    currency: str | None
    colour: str
    active: bool
    position: int
    provider_ids: list[UUID]
    reminder_offsets_minutes: list[int]
    cancel_cutoff_minutes: int
    move_cutoff_minutes: int


class ServiceSettings(msgspec.Struct):
    items: list[ServiceSetting]


class ServiceChange(msgspec.Struct, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    text: Words | UnsetType = UNSET
    category: Annotated[str, Meta(max_length=60)] | UnsetType = UNSET
    duration_minutes: Annotated[int, Meta(ge=5, le=1440)] | UnsetType = UNSET
    step_minutes: Annotated[int, Meta(ge=5, le=1440)] | UnsetType = UNSET
    buffer_before_minutes: Annotated[int, Meta(ge=0, le=480)] | UnsetType = UNSET
    buffer_after_minutes: Annotated[int, Meta(ge=0, le=480)] | UnsetType = UNSET
    notice_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET
    window_days: Annotated[int, Meta(ge=0, le=730)] | UnsetType = UNSET
    price_minor: Annotated[int, Meta(ge=0, le=100_000_000)] | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    colour: Colour | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    position: Annotated[int, Meta(ge=0, le=10_000)] | UnsetType = UNSET
    provider_ids: Annotated[list[UUID], Meta(max_length=500)] | UnsetType = UNSET
    reminder_offsets_minutes: Offsets | UnsetType = UNSET
    cancel_cutoff_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET
    move_cutoff_minutes: Annotated[int, Meta(ge=0, le=525600)] | UnsetType = UNSET


class NewService(ServiceChange, kw_only=True, forbid_unknown_fields=True):
    """A new service. What is not said takes the default of the form: 20 minutes, two hours' notice, 60 days ahead."""

    name: Name
    duration_minutes: Annotated[int, Meta(ge=5, le=1440)]
    provider_ids: Annotated[list[UUID], Meta(max_length=500)]


class ProviderSetting(msgspec.Struct):
    id: UUID
    name: str
    headline: str
    initials: str
    time_zone: str
    active: bool
    uses_office_hours: bool


class ProviderSettings(msgspec.Struct):
    items: list[ProviderSetting]
