"""The server process: is it there, start it, wait for it, stop it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from frontdesk.local_postgres.account import Account, environment
from frontdesk.local_postgres.cluster import port_of
from frontdesk.local_postgres.tied import tied
from frontdesk.local_postgres.trouble import PostgresTrouble

START_SECONDS_MAX = 60  # crash recovery after a kill may take a while
PREDECESSOR_SECONDS_MAX = 10  # a killed server lingers as a zombie until its parent reaps it
STOP_SECONDS_MAX = 15
POLL_SECONDS = 0.03
LOG_BYTES_MAX = 5_000_000


def running(data: Path) -> tuple[int, int] | None:
    """Return process id and port of the server that runs on `data`; None if none does.

    The pid file alone proves nothing: a killed server leaves it behind, and pids are used again.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return (pid, port) if str(data) in _command_line(pid) else None


def await_running(data: Path) -> tuple[int, int] | None:
    """Return a running server once it accepts connections; wait out one that is starting or stopping."""
    give_up = time.monotonic() + START_SECONDS_MAX
    while (found := running(data)) is not None:
        if _says_ready(data):
            return found
        if time.monotonic() > give_up:
            raise PostgresTrouble(f"The server on {data} (process {found[0]}) neither gets ready nor ends.")
        time.sleep(POLL_SECONDS)
    return None


def options(max_connections: int, fsync: bool) -> list[str]:
    """Return the server's settings as command-line arguments."""
    settings = {
        "max_connections": max_connections,
        "shared_buffers": "128MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": "on" if fsync else "off",
        "synchronous_commit": "on" if fsync else "off",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def launch(
    tools: Path, folder: Path, data: Path, account: Account, settings: list[str]
) -> "tuple[subprocess.Popen[bytes], int]":
    """Start the server, wait until it answers, return its process and port; retry while its predecessor lingers.

    Raises PostgresTrouble with the end of the log.
    """
    log = folder / "postgres.log"
    if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
        log.replace(log.with_suffix(".log.old"))
    give_up = time.monotonic() + PREDECESSOR_SECONDS_MAX
    port = port_of(folder)
    while True:
        _disown(data)
        begin = log.stat().st_size if log.exists() else 0
        command = [str(tools / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", "", *settings]
        process = _spawn(command, log, account)
        if _ready(process, data):
            return process, port
        words = _since(log, begin)
        if re.search(r"could not bind|Address already in use", words):
            port = port_of(folder, other_than=port)
        elif not re.search(r"lock file|shared memory block", words) or time.monotonic() > give_up:
            raise PostgresTrouble(f"PostgreSQL did not start. The end of {log}:\n{words}")
        time.sleep(0.2)


def stop(pid: int, data: Path, process: "subprocess.Popen[bytes] | None") -> None:
    """Stop the server fast: clients are cut off, committed rows are safe. Raises PostgresTrouble if it stays."""

    def gone() -> bool:
        return process.poll() is not None if process else running(data) is None

    for how in (signal.SIGINT, signal.SIGQUIT):  # fast; then immediate, which costs a recovery and no data
        if gone():
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        give_up = time.monotonic() + STOP_SECONDS_MAX
        while time.monotonic() < give_up:
            if gone():
                return
            time.sleep(POLL_SECONDS)
    raise PostgresTrouble(f"The server on {data} (process {pid}) does not stop.")


def _disown(data: Path) -> None:
    """Take the pid of a server that is no more out of its pid file.

    A new server refuses to start while that pid exists, be it a zombie that nobody reaps (pid 1 of many containers) or,
    after a reboot, a stranger. It takes its parent's pid for stale, so we write ours; the rest of the file stays: by it
    the new server still waits for the last workers of the old one.
    """
    note = data / "postmaster.pid"
    if note.exists() and running(data) is None:
        lines = note.read_text().splitlines(keepends=True)
        if not lines:  # killed while writing it; an empty one is refused
            note.unlink()
            return
        with note.open("r+") as file:  # in place: the file keeps its owner
            file.write("".join([f"{os.getpid()}\n", *lines[1:]]))
            file.truncate()


def _spawn(command: list[str], log: Path, account: Account) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(
            tied(command, parent=os.getpid(), death=signal.SIGINT, uid=account.uid, gid=account.gid),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=environment(),
            start_new_session=True,  # Ctrl-C at the terminal must not stop it before its clients
        )


def _ready(process: "subprocess.Popen[bytes]", data: Path) -> bool:
    """Wait until the server says that it accepts connections; False if it ends instead."""
    give_up = time.monotonic() + START_SECONDS_MAX
    while process.poll() is None:
        found = running(data)
        if found is not None and found[0] == process.pid and _says_ready(data):
            return True
        if time.monotonic() > give_up:
            process.send_signal(signal.SIGQUIT)
            process.wait()
            return False
        time.sleep(POLL_SECONDS)
    return False


def _says_ready(data: Path) -> bool:
    """Read the eighth line of the pid file, where the server itself writes its state."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _command_line(pid: int) -> str:
    """Return how a process was started; empty if it is gone or a zombie."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    command = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _since(log: Path, begin: int) -> str:
    with log.open("rb") as file:
        file.seek(begin)
        return file.read()[-3000:].decode(errors="replace").strip()
