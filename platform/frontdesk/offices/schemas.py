"""What goes over the wire about offices and providers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from frontdesk.offices.consent import ConsentAsked
from frontdesk.offices.service_schemas import (
    LINES,
    ONE_LINE,
    SAYS_SOMETHING,
    Attributes,
    Colour,
    Name,
    Notice,
    ServiceSeen,
)

TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
ProvidersSet = Literal["hours", "time_off", "nothing"]
PageTitle = Annotated[str, Meta(min_length=1, max_length=120, pattern=SAYS_SOMETHING)]
PageText = Annotated[str, Meta(min_length=1, max_length=500, pattern=LINES)]
ContactProof = Literal["none", "email", "sms", "either"]


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
    """Own hours of a provider or a service; `ranges` null means none of their own: whenever the others are open."""

    time_zone: str
    ranges: Annotated[list[HoursRange], Meta(max_length=70)] | None


class ProviderSeen(msgspec.Struct):
    """A provider as anybody may see them; `attributes`, such as "language:de", narrow whom one is offered."""

    id: UUID
    name: str
    headline: str
    initials: str
    time_zone: str
    attributes: list[str]


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
    pause_notice: str | None  # while set, nothing can be booked here
    consent: ConsentAsked | None  # what whoever books agrees to
    contact_proof: ContactProof
    hours: list[HoursRange]
    services: list[ServiceSeen]
    providers: list[ProviderSeen]
    now: datetime
    call_stage: Literal["local", "acs"]
    logo_url: str | None
    welcome_text: str | None
    booked_note: str | None
    waiting_title: str | None
    waiting_subtitle: str | None


class Profile(msgspec.Struct):
    """The office as staff set it. Texts that are null are the pages' own."""

    id: UUID
    slug: str
    name: str
    phone: str | None
    email: str | None
    address: str | None
    time_zone: str
    locale: str
    region: str
    colour: str
    door_opens_minutes: int
    week_starts_on: Literal[1, 7]
    contact_proof: ContactProof
    active_per_consumer_max: int | None
    pause_notice: str | None
    providers_set: ProvidersSet
    welcome_text: str | None
    booked_note: str | None
    waiting_title: str | None
    waiting_subtitle: str | None
    version: int


class ProfileChange(msgspec.Struct, forbid_unknown_fields=True):
    """What is said changes. `pause_notice` stops all booking until it is null again; weeks of limits start on 1 or 7.

    `providers_set`: what providers set of their own: their hours and time off, only time off, or nothing.
    """

    name: Name | UnsetType = UNSET
    phone: Annotated[str, Meta(max_length=40, pattern=ONE_LINE)] | UnsetType | None = UNSET
    email: Annotated[str, Meta(max_length=254)] | UnsetType | None = UNSET
    address: Annotated[str, Meta(max_length=400, pattern=LINES)] | UnsetType | None = UNSET
    time_zone: str | UnsetType = UNSET
    locale: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] | UnsetType = UNSET
    region: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")] | UnsetType = UNSET
    colour: Colour | UnsetType = UNSET
    door_opens_minutes: Annotated[int, Meta(ge=0, le=240)] | UnsetType = UNSET
    week_starts_on: Literal[1, 7] | UnsetType = UNSET
    contact_proof: ContactProof | UnsetType = UNSET
    active_per_consumer_max: Annotated[int, Meta(ge=1, le=1000)] | UnsetType | None = UNSET
    pause_notice: Notice | UnsetType | None = UNSET
    providers_set: ProvidersSet | UnsetType = UNSET
    welcome_text: PageText | UnsetType | None = UNSET
    booked_note: PageText | UnsetType | None = UNSET
    waiting_title: PageTitle | UnsetType | None = UNSET
    waiting_subtitle: PageText | UnsetType | None = UNSET


class LogoSeen(msgspec.Struct):
    """Where the logo is; null: the pages show a leaf on the office's colour."""

    logo_url: str | None


class ConsentWords(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, Meta(max_length=20_000, pattern=LINES)]


class ConsentWording(msgspec.Struct):
    """A wording and its number. Without words nothing is asked."""

    version: int
    text: str


class ProviderSetting(msgspec.Struct):
    id: UUID
    name: str
    headline: str
    initials: str
    time_zone: str
    active: bool
    private: bool
    attributes: list[str]
    position: int
    uses_office_hours: bool
    version: int


class ProviderSettings(msgspec.Struct):
    items: list[ProviderSetting]


class ProviderChange(msgspec.Struct, forbid_unknown_fields=True):
    """What is said changes. Private: booked by staff and by private link only. Who is not active is offered to nobody."""

    name: Name | UnsetType = UNSET
    headline: Annotated[str, Meta(max_length=120, pattern=ONE_LINE)] | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    private: bool | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    position: Annotated[int, Meta(ge=0, le=10_000)] | UnsetType = UNSET
