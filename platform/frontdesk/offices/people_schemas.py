"""What goes over the wire about who works in an office and who is invited to."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from frontdesk.auth.roles import Role
from frontdesk.offices.service_schemas import ONE_LINE, Name

Email = Annotated[str, Meta(min_length=3, max_length=254)]
Headline = Annotated[str, Meta(max_length=120, pattern=ONE_LINE)]
Token = Annotated[str, Meta(min_length=20, max_length=100)]


class NewProvider(msgspec.Struct, forbid_unknown_fields=True):
    """What consumers read of somebody who will see them, and what they offer."""

    name: Name
    headline: Headline
    time_zone: str
    service_ids: Annotated[list[UUID], Meta(max_length=500)] = []


class InvitationWish(msgspec.Struct, forbid_unknown_fields=True):
    """Who shall come in, as what. With `provider` they see consumers, which a provider must."""

    email: Email
    role: Role
    provider: NewProvider | None = None
    own_only: bool | UnsetType = UNSET


class InvitationSeen(msgspec.Struct):
    """An invitation that is open: sent, run out, or refused by the address."""

    id: UUID
    email: str
    role: Role
    own_only: bool
    sees_consumers: bool
    name: str | None
    invited_by: str | None
    sent_at: datetime
    expires_at: datetime
    state: Literal["sent", "expired", "refused"]


class StaffMember(msgspec.Struct):
    """Somebody who works here, or did."""

    id: UUID
    name: str
    email: str
    initials: str
    role: Role
    own_only: bool
    sees_consumers: bool
    state: Literal["active", "deactivated"]
    last_signed_in_at: datetime | None
    deactivated_at: datetime | None


class StaffList(msgspec.Struct):
    items: list[StaffMember]
    invitations: list[InvitationSeen]


class StaffChange(msgspec.Struct, forbid_unknown_fields=True):
    """What is said changes. `own_only`: sees the visits and consumers of their own visits only."""

    role: Role | UnsetType = UNSET
    own_only: bool | UnsetType = UNSET


class InvitationToken(msgspec.Struct, forbid_unknown_fields=True):
    """What stands behind the # in the mail."""

    token: Token


class InvitationOpened(msgspec.Struct):
    """What whoever got the mail reads before they accept. `known`: they have a password here already."""

    office_name: str
    office_slug: str
    office_colour: str
    role: Role
    email: str
    name: str | None
    invited_by: str | None
    known: bool
    expires_at: datetime


class Acceptance(msgspec.Struct, forbid_unknown_fields=True):
    """A new person says their name and chooses a password; who is known gives theirs, or is signed in already."""

    token: Token
    name: Annotated[str, Meta(max_length=120)] | None = None
    password: Annotated[str, Meta(min_length=1, max_length=1024)] | None = None


class NewOffice(msgspec.Struct, forbid_unknown_fields=True):
    """A further office. `copy_from`: another office of one's own, whose services, hours and look it begins with."""

    name: Name
    slug: Annotated[str, Meta(min_length=1, max_length=63)]
    time_zone: str
    copy_from: str | None = None
