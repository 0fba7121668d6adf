"""What goes over the wire about sign-in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from frontdesk.auth.roles import Role


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=1024)]


class PersonSeen(msgspec.Struct):
    id: UUID
    name: str
    email: str
    initials: str


class MemberOffice(msgspec.Struct):
    id: UUID
    slug: str
    name: str
    time_zone: str
    colour: str
    logo_url: str | None
    setting_up: bool  # the first-run guide has not been finished


class MembershipSeen(msgspec.Struct):
    office: MemberOffice
    role: Role
    own_only: bool  # sees the visits and consumers of their own visits only


class SessionSeen(msgspec.Struct):
    person: PersonSeen
    memberships: list[MembershipSeen]
    now: datetime


_TITLES = {"dr", "prof", "mr", "mrs", "ms", "mx"}


def initials(name: str) -> str:
    """Take the first letters of first and last name; titles do not count."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in _TITLES] or name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
