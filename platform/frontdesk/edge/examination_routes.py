"""What this installation was told by its environment, and whether everything it needs is there; for owners."""

from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from frontdesk import clock
from frontdesk.auth.guards import managers_only
from frontdesk.auth.roles import Role, Staff
from frontdesk.config import Settings, described
from frontdesk.edge import checks
from frontdesk.errors import NotAllowed


class OnlyOwners(NotAllowed):
    """Only an owner can look at the installation."""


class SettingSeen(msgspec.Struct):
    """One setting. The value of a secret is told to nobody: only whether there is one."""

    name: str
    meaning: str
    secret: bool
    is_set: bool
    is_default: bool
    value: str | None


class InstallationSeen(msgspec.Struct):
    items: list[SettingSeen]


class CheckSeen(msgspec.Struct):
    name: str
    well: bool
    found: str


class Checked(msgspec.Struct):
    items: list[CheckSeen]


@get("/offices/{office:str}/installation", guards=[managers_only], tags=["Staff: installation"])
async def read_installation(
    request: Request[Any, Any, Any], staff: NamedDependency[Staff], office: FromPath[str]
) -> InstallationSeen:
    """List the settings with what they mean; they are changed in the environment, and hold after a restart."""
    _check_owner(staff)
    settings: Settings = request.app.state.settings
    return InstallationSeen(
        [
            SettingSeen(
                name=one.name,
                meaning=one.meaning,
                secret=one.secret,
                is_set=(value := getattr(settings, one.field)) not in (None, ""),
                is_default=value == one.default,
                value=None if one.secret or value is None else str(value),
            )
            for one in described()
        ]
    )


@get("/offices/{office:str}/installation/checks", guards=[managers_only], tags=["Staff: installation"])
async def check_installation(
    request: Request[Any, Any, Any], staff: NamedDependency[Staff], office: FromPath[str]
) -> Checked:
    """Ask everything that this installation needs whether it is there, as `frontdesk doctor` does."""
    _check_owner(staff)
    settings, now = request.app.state.settings, clock.now()
    found = []
    for name, check in checks.CHECKS.items():
        well, told = await checks.run(check, settings, now=now)
        found.append(CheckSeen(name, well, told))
    return Checked(found)


def _check_owner(staff: Staff) -> None:
    if staff.role is not Role.OWNER:
        raise OnlyOwners()


route_handlers = [read_installation, check_installation]
