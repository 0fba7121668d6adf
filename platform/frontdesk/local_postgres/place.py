"""Where the data lies: in the folder asked for, or elsewhere if the server's user cannot enter that one."""

import hashlib
import os
import shutil
from pathlib import Path

from frontdesk.local_postgres import server
from frontdesk.local_postgres.account import Account, Say
from frontdesk.local_postgres.trouble import PostgresTrouble

ELSEWHERE = Path("/var/tmp")  # noqa: S108  the folder below it is checked to be our own


def known(folder: Path) -> Path:
    """Return the folder that holds `data`, as far as was decided at an earlier start."""
    note = folder / "place"
    return Path(note.read_text().strip()) if note.exists() else folder


def find(folder: Path, account: Account, say: Say) -> Path:
    """Return the folder that holds `data`: `folder`, or one in /var/tmp if the server's user cannot enter it."""
    found = known(folder)
    if found == folder:
        if account.can("-x", folder):
            return folder
        found = ELSEWHERE / f"frontdesk-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
        _clear(found)  # somebody deleted `folder`, and the passwords with it
        (folder / "place").write_text(f"{found}\n")
    found.mkdir(mode=0o711, exist_ok=True)
    _refuse_foreign(found)
    found.chmod(0o711)
    say(f"PostgreSQL runs as {account.name}, who cannot enter {folder}: its files are in {found}")
    return found


def _clear(remnant: Path) -> None:
    if not os.path.lexists(remnant):
        return
    _refuse_foreign(remnant)
    if (process := server.running(remnant / "data")) is not None:
        server.stop(process[0], remnant / "data", None)
    shutil.rmtree(remnant)


def _refuse_foreign(path: Path) -> None:
    """Anybody may make names in /var/tmp; only a folder that is our own is used."""
    if path.is_symlink() or path.lstat().st_uid != os.geteuid():
        raise PostgresTrouble(f"{path} belongs to another user. Remove it, then start again.")
