"""The processes of the demo: each is started, watched, started again when it dies, and stopped."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from frontdesk import local_postgres
from frontdesk.demo import folder as folders
from frontdesk.demo.trouble import DemoTrouble
from frontdesk.local_postgres.tied import tied

READY_SECONDS_MAX = 60
STOP_SECONDS_MAX = 4
POLL_SECONDS = 0.05
BACK_OFF_SECONDS = (0.2, 0.5, 1, 2, 4, 8, 15)
STEADY_SECONDS = 20  # who lives this long begins again at the shortest wait
LOG_BYTES_MAX = 5_000_000


class Player(Protocol):
    """What the conductor conducts."""

    name: str

    def start(self) -> None: ...
    def ready(self) -> bool: ...
    def ended(self) -> str | None: ...
    def last_words(self) -> str: ...
    def stop(self) -> None: ...


class Child:
    """One process with a log of its own."""

    def __init__(
        self,
        name: str,
        command: list[str],
        folder: Path,
        *,
        cwd: Path | None = None,
        health: str | None = None,
        ready_word: str = "",
    ) -> None:
        """`health` is an address that answers once the process is ready; `ready_word` is logged then."""
        self.name = name
        self.log = folder / "logs" / f"{name}.log"
        self._command, self._folder, self._cwd = command, folder, cwd
        self._health, self._ready_word = health, ready_word
        self._process: subprocess.Popen[bytes] | None = None
        self._log_begin = 0
        self.started_at = 0.0

    def start(self) -> None:
        """Start the process. It ends when we are killed; Ctrl-C reaches us alone, and we stop it in good order."""
        self.started_at = time.monotonic()
        self.log.parent.mkdir(exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES_MAX:
            self.log.replace(self.log.with_suffix(".log.old"))
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "ab") as output:
            self._log_begin = self.log.stat().st_size
            self._process = subprocess.Popen(
                tied(self._command, parent=os.getpid(), death=signal.SIGTERM),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._cwd,
                start_new_session=True,
            )
        folders.note_process(self._folder, self.name, self._process.pid)

    def ended(self) -> str | None:
        """Say how the process ended; None while it runs."""
        code = None if self._process is None else self._process.poll()
        if code is None:
            return None
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def ready(self) -> bool:
        """Say whether the process runs and answers."""
        if self._process is None or self._process.poll() is not None:
            return False
        return self._ready_word in self._logged() and (self._health is None or answers(self._health))

    def last_words(self) -> str:
        """Return the end of what the process logged since it was started; nothing if it was killed from outside."""
        if self._process is not None and self._process.returncode in (-signal.SIGKILL, -signal.SIGTERM):
            return ""
        return "\n".join(self._logged()[-4000:].strip().splitlines()[-12:])

    def _logged(self) -> str:
        with self.log.open("rb") as file:
            file.seek(self._log_begin)
            return file.read().decode(errors="replace")

    def ask_to_stop(self) -> None:
        """Tell the process to end, without waiting."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()

    def stop(self) -> None:
        """End the process: politely, then by force after a few seconds."""
        if self._process is None:
            return
        self.ask_to_stop()
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        folders.forget_process(self._folder, self.name)

    def finish(self, seconds_max: float) -> None:
        """Wait for a process that has an end. Raises DemoTrouble with its last words if it failed or takes too long."""
        assert self._process is not None
        try:
            code = self._process.wait(seconds_max)
        except subprocess.TimeoutExpired:
            raise DemoTrouble(f"{self.name} does not finish; see {self.log}") from None
        folders.forget_process(self._folder, self.name)
        if code != 0:
            raise DemoTrouble(f"{self.name} failed. The end of {self.log}:\n{self.last_words()}")


class Database:
    """Our own PostgreSQL server, as a player."""

    name = "postgres"

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder, self._say = folder / "postgres", say
        self.server: local_postgres.LocalPostgres | None = None

    def start(self) -> None:
        """Start the server. Raises DemoTrouble."""
        try:
            self.server = local_postgres.start(self._folder, max_connections=200, adopt=True, say=self._say)
        except local_postgres.PostgresTrouble as trouble:
            raise DemoTrouble(str(trouble)) from trouble

    def ended(self) -> str | None:
        """Say how the server ended; None while it runs."""
        return None if self.server is None or self.server.alive() else "has ended"

    def ready(self) -> bool:
        """Say whether the server runs; it was waited for when it was started."""
        return self.server is not None and self.server.alive()

    def last_words(self) -> str:
        """Return nothing: each of its workers says the same, and its log says the rest."""
        return ""

    def stop(self) -> None:
        """Stop the server; what was committed stays."""
        if self.server is not None:
            self.server.stop()
            self.server = None


class Revival:
    """One player's way back: dead and waiting, started again, back. The wait grows while it keeps dying."""

    def __init__(self) -> None:
        self._tries, self._began_at, self._due_at = 0, time.monotonic(), 0.0
        self.waiting = False
        self.returning = False
        self.told = ""  # its last words that were shown: the same are not shown twice

    def note_death(self) -> float:
        """Begin to wait, and return for how many seconds."""
        if time.monotonic() - self._began_at > STEADY_SECONDS:
            self._tries = 0
        wait = BACK_OFF_SECONDS[min(self._tries, len(BACK_OFF_SECONDS) - 1)]
        self._tries += 1
        self._due_at = time.monotonic() + wait
        self.waiting, self.returning = True, False
        return wait

    def due(self) -> bool:
        """Say whether the wait is over."""
        return time.monotonic() >= self._due_at

    def begin(self) -> None:
        """Note that the player was started again."""
        self._began_at = time.monotonic()
        self.waiting, self.returning = False, True


def await_ready(child: Child) -> None:
    """Wait until a child answers. Raises DemoTrouble with its last words if it ends instead."""
    give_up = time.monotonic() + READY_SECONDS_MAX
    while not child.ready():
        if (how := child.ended()) or time.monotonic() > give_up:
            raise DemoTrouble(
                f"{child.name} {how or 'does not get ready'}. The end of {child.log}:\n{child.last_words()}"
            )
        time.sleep(POLL_SECONDS)


def answers(url: str) -> bool:
    """Say whether an address of this machine answers well."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy the machine has set
    try:
        with straight.open(url, timeout=2) as answer:
            return bool(200 <= answer.status < 300)
    except OSError:  # refused, reset, slow, or an error status
        return False
