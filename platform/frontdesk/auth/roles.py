"""Roles, and what a signed-in person may do with them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from frontdesk.audit import Actor


class Role(StrEnum):
    """What somebody is in one office."""

    OWNER = "owner"
    MANAGER = "manager"
    SCHEDULER = "scheduler"
    PROVIDER = "provider"
    VIEWER = "viewer"


MANAGERS = frozenset({Role.OWNER, Role.MANAGER})
DESK = MANAGERS | {Role.SCHEDULER}
AT_WORK = DESK | {Role.PROVIDER}
EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in the office that the request names: a signed-in person, or a program with a key.

    A key is nobody: it has a person only when it acts in the role of a provider.
    """

    person_id: UUID | None
    office_id: UUID
    role: Role
    api_key_id: UUID | None = None
    own_only: bool = False

    @property
    def actor(self) -> Actor:
        """Name them for the audit."""
        return Actor("staff", self.person_id) if self.api_key_id is None else Actor("api_key", self.api_key_id)

    @property
    def only_provider(self) -> UUID | None:
        """A provider works on their own visits only, and so does whoever sees their own consumers only."""
        return self.person_id if self.role is Role.PROVIDER or self.own_only else None

    @property
    def only_customers_of(self) -> UUID | None:
        """Whoever sees their own consumers only finds nobody else in the directory."""
        return self.person_id if self.own_only else None
