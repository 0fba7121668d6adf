"""The demo's data folder: one demo at a time, its secrets, and what an earlier one left behind."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from frontdesk import local_postgres
from frontdesk.demo.trouble import DemoTrouble

LEFTOVER_SECONDS_MAX = 5
KEPT_AT_RESET = {"demo.lock"}


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep the folder for this demo alone; the kernel gives it free when we end, however we end.

    Raises DemoTrouble that says where the other demo runs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoTrouble(_who_runs(folder)) from None
        yield
        (folder / "running.json").unlink(missing_ok=True)


def note_running(folder: Path, url: str) -> None:
    """Write down where this demo runs, for a second one that finds the folder taken."""
    (folder / "running.json").write_text(json.dumps({"process": os.getpid(), "url": url}))


def reset(folder: Path) -> None:
    """Forget everything: the database, the emulator's memory, secrets, logs."""
    local_postgres.remove(folder / "postgres")
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name not in KEPT_AT_RESET:
            entry.unlink()


def secret(folder: Path, name: str) -> str:
    """Return a secret of this demo, made at the first call, readable for its owner only."""
    path = folder / name
    if not path.exists():
        write_private(path, secrets.token_urlsafe(36))
    return path.read_text()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read; whole, or not at all."""
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    half.replace(path)


def note_process(folder: Path, name: str, pid: int) -> None:
    """Write down a child, so that a later demo can end it should it survive us."""
    notes = folder / "processes"
    notes.mkdir(exist_ok=True)
    (notes / name).write_text(f"{pid} {_born(pid)}")


def forget_process(folder: Path, name: str) -> None:
    """Take back `note_process`: the child has ended."""
    (folder / "processes" / name).unlink(missing_ok=True)


def end_leftovers(folder: Path) -> list[str]:
    """End the children of a demo that was killed, and return their names. Linux has usually ended them already."""
    ended = []
    for note in sorted((folder / "processes").glob("*")):
        pid, _, born = note.read_text().partition(" ")
        if pid.isdigit() and born and _born(int(pid)) == born:  # the same process, not one that got its number since
            _end(int(pid), born)
            ended.append(note.name)
        note.unlink()
    return ended


def _end(pid: int, born: str) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        give_up = time.monotonic() + LEFTOVER_SECONDS_MAX
        while time.monotonic() < give_up:
            if _born(pid) != born:
                return
            time.sleep(0.05)
    raise DemoTrouble(f"The process {pid}, left over from an earlier demo, does not end. End it, then start again.")


def _born(pid: int) -> str:
    """Return when a process began, in the system's own words; empty if it has ended. Names it better than its number."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return "" if fields[0] in "ZX" else fields[19]
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _who_runs(folder: Path) -> str:
    try:
        note = json.loads((folder / "running.json").read_text())
    except (FileNotFoundError, ValueError):
        return f"A demo is just starting or stopping on {folder}. Wait a moment, or choose another folder with --data."
    return (
        f"A demo already runs on {folder}: {note['url']} (process {note['process']}).\n"
        "Use that one, stop it with Ctrl-C in its window, or choose another folder with --data."
    )
