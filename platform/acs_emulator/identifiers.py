"""Communication identifiers as they stand in bodies: raw id, kind and the typed member.

Answers need all three: without the typed member the Python SDK yields an unknown identifier. Requests lack the kind.
"""

from __future__ import annotations

from typing import Any

import msgspec

_CLOUDS = {"orgid": "public", "dod": "dod", "gcch": "gcch"}


class UserMember(msgspec.Struct):
    """The typed member of a communication user."""

    id: str


class PhoneMember(msgspec.Struct):
    """The typed member of a phone number."""

    value: str


class Identifier(msgspec.Struct, rename="camel"):
    """An identifier in a request."""

    raw_id: str | None = None
    communication_user: UserMember | None = None
    phone_number: PhoneMember | None = None

    def raw(self) -> str | None:
        """Return the raw id, taken from the typed member where it is not given."""
        if self.raw_id:
            return self.raw_id
        if self.communication_user is not None:
            return self.communication_user.id
        return None if self.phone_number is None else f"4:{self.phone_number.value}"


def identifier(raw_id: str) -> dict[str, Any]:
    """Return the model of a raw id, as answers and events carry it."""
    if raw_id.startswith(("8:acs:", "8:gcch-acs:", "8:dod-acs:", "8:spool:")):
        return {"rawId": raw_id, "kind": "communicationUser", "communicationUser": {"id": raw_id}}
    if raw_id.startswith("4:"):
        return {"rawId": raw_id, "kind": "phoneNumber", "phoneNumber": {"value": raw_id[2:]}}
    prefix, _, rest = raw_id.removeprefix("8:").partition(":")
    if prefix in _CLOUDS:
        member = {"userId": rest, "isAnonymous": False, "cloud": _CLOUDS[prefix]}
        return {"rawId": raw_id, "kind": "microsoftTeamsUser", "microsoftTeamsUser": member}
    if prefix == "teamsvisitor":
        member = {"userId": rest, "isAnonymous": True, "cloud": "public"}
        return {"rawId": raw_id, "kind": "microsoftTeamsUser", "microsoftTeamsUser": member}
    return {"rawId": raw_id, "kind": "unknown"}
