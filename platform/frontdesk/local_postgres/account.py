"""Who runs the server: PostgreSQL refuses root, so root lends itself to the user `postgres`, or else `nobody`."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frontdesk.local_postgres.trouble import PostgresTrouble

Say = Callable[[str], None]


@dataclass(frozen=True)
class Account:
    """The operating-system user that runs the server; `uid` and `gid` are None where that is ourselves."""

    uid: int | None = None
    gid: int | None = None

    @property
    def name(self) -> str:
        """Return the user's name, or the number where it has none."""
        uid = os.geteuid() if self.uid is None else self.uid
        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return str(uid)

    def own(self, path: Path) -> None:
        """Give a file or folder to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def run(self, command: list[str], text: str = "") -> "subprocess.CompletedProcess[str]":
        """Run a program as this user to its end, with `text` as its input, and return what it said."""
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            env=environment(),
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            check=False,
        )

    def can(self, question: str, path: Path) -> bool:
        """Ask `test` as this user: permission bits alone do not know of access lists and network drives."""
        return self.run(["/bin/sh", "-c", 'test "$1" "$2"', "sh", question, str(path)]).returncode == 0


def environment() -> dict[str, str]:
    """Return the environment of the server's programs: nothing of ours (PGDATA, PGPORT, locales) may steer them."""
    return {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"}


def choose(data: Path) -> Account:
    """Return who runs the server on `data`. Raises PostgresTrouble if nobody can."""
    made_by = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if made_by not in (None, os.geteuid()):
            raise PostgresTrouble(f"{data} belongs to the user {Account(made_by, 0).name}. Start as that user or root.")
        return Account()
    if made_by:  # made before, perhaps by a plain user: its owner goes on
        return Account(made_by, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PostgresTrouble("PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody.")
