"""What every test may ask for: a migrated database of its own, a held clock, a running emulator, a client of the real app.

One Postgres server and one database a run, empty at the beginning of every test (scratch.py).
"""

import asyncio
import base64
import gc
import hashlib
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import httpx
import pytest
import uvicorn
from litestar import Litestar

from frontdesk import clock, local_postgres
from frontdesk.app import create_app
from frontdesk.config import Settings
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.events import Notifier
from tests.scratch import Database, Scratch

PLATFORM = Path(__file__).parents[1] / "platform"
MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""The hour of most tests: Monday 23 November 2026, 08:00 in London, 09:00 in Berlin."""

ACCESS_KEY = base64.b64encode(hashlib.sha512(b"a key for tests").digest()).decode()
SECRET_KEY = "a secret for tests, long enough to sign with"
HOOK_SECRET = "what-event-grid-shows-us"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--at`: the hour at which the product of the browser stories lives; all other tests hold their own clock."""
    parser.addoption("--at", type=_instant, metavar="2027-03-28T00:45", help="Play the stories at this hour, in UTC.")


def _instant(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def free_port() -> int:
    """Find a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """The port of this run's servers, one after another; kept, so that nobody else gets it in between."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


@pytest.fixture(scope="session")
def run_folder() -> Iterator[Path]:
    """A folder for the whole run. Not pytest's: a second run beside this one would tidy that away under our feet."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-tests-") as folder:
        Path(folder).chmod(0o755)  # the database server's own account must be able to walk in
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(run_folder: Path) -> Iterator[local_postgres.LocalPostgres]:
    """A server for the whole run. It forgets on a power cut, which a test run may."""
    with local_postgres.start(run_folder / "postgres", max_connections=700, fsync=False) as server:
        yield server


@pytest.fixture(scope="session")
def scratch(postgres: local_postgres.LocalPostgres) -> Scratch:
    """The migrated database of this run."""
    return Scratch(postgres)


@pytest.fixture
def database(scratch: Scratch) -> Database:
    """That database, empty, for this test alone."""
    return scratch.empty()


_engine = lru_cache(maxsize=4)(make_engine)


@pytest.fixture(scope="session", autouse=True)
def engines_kept() -> Iterator[None]:
    """Let the servers of one address share an engine, so that statements are compiled once a run and not once a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("frontdesk.app.make_engine", lru_cache(maxsize=8)(make_engine))
        yield


@pytest.fixture
async def sessions(database: Database) -> AsyncIterator[Sessions]:
    """The door to this test's database, with notices sent after each commit, as in the server."""
    engine = _engine(database.app_url, pool_size=20)
    notifier = Notifier(engine)
    yield make_sessions(engine, notifier=notifier)
    await notifier.close()
    await engine.dispose()


@pytest.fixture
def now() -> Iterator[datetime]:
    """Hold the clock on a Monday morning."""
    with clock.held(MONDAY_MORNING):
        yield MONDAY_MORNING


class Emulator:
    """A running ACS emulator: a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self.port, self.http_port = free_port(), free_port()
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        command = [sys.executable, "-m", "acs_emulator.cli", "--access-key", ACCESS_KEY]
        command += ["--port", str(self.port), "--http-port", str(self.http_port)]
        command += ["--ca-dir", str(self.folder / "ca"), "--data-dir", str(self.folder / "data"), *self._options]
        environment = {**os.environ, "PYTHONPATH": str(PLATFORM)}
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, text=True, env=environment)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.web}/_emulator/health", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            if self.process.poll() is not None:
                raise RuntimeError("the emulator ended while it was starting")
            time.sleep(0.05)
        raise TimeoutError("the emulator did not become ready")

    def stop(self) -> None:
        """Stop it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    @property
    def web(self) -> str:
        """Where its plain-http port is: inbox, control, call socket."""
        return f"http://localhost:{self.http_port}"

    @property
    def connection_string(self) -> str:
        """What the SDKs are given."""
        return f"endpoint=https://localhost:{self.port}/;accesskey={ACCESS_KEY}"

    @property
    def ca(self) -> Path:
        """The CA to trust."""
        return self.folder / "ca" / "ca.pem"


@pytest.fixture(scope="session")
def emulator(run_folder: Path) -> Iterator[Emulator]:
    """One emulator for all tests that do not stop it or order trouble. It lives on the same Monday as the tests."""
    offset = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
    running = Emulator(run_folder / "emulator", "--clock-offset", str(int(offset)))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def settings(database: Database, emulator: Emulator, port: int) -> Settings:
    """The settings of an installation for this test."""
    return settings_for(database, emulator, port=port)


def settings_for(database: Database, emulator: Emulator, *, port: int) -> Settings:
    """Make settings that hang a database and an emulator together."""
    return Settings(
        environment="test",
        database_url=database.app_url,
        migration_database_url=database.owner_url,
        acs_connection_string=emulator.connection_string,
        acs_ca_file=emulator.ca,
        call_socket_url=f"ws://localhost:{emulator.http_port}",
        public_url=f"http://localhost:{port}",
        port=port,
        secret_key=SECRET_KEY,
        hook_secret=HOOK_SECRET,
        database_pool_size=20,
    )


class Server(uvicorn.Server):
    """The real app behind real sockets, in this process, so that a held clock reaches it."""

    def __init__(self, settings: Settings, app: Litestar) -> None:
        self.settings = settings
        self._asked_to_leave = asyncio.Event()
        super().__init__(
            uvicorn.Config(
                app, host="127.0.0.1", port=settings.port, log_level="warning", access_log=False, lifespan="on"
            )
        )

    def install_signal_handlers(self) -> None:
        """Leave signals to pytest."""

    async def main_loop(self) -> None:
        """Stay until asked to leave, and leave at once: uvicorn looks ten times a second."""
        await self.on_tick(0)
        await self._asked_to_leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is open, within a second; uvicorn would sleep between two looks."""
        for server in self.servers:
            server.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        deadline = time.monotonic() + 1
        while (state.connections or state.tasks) and time.monotonic() < deadline:
            await asyncio.sleep(0.002)
        for task in state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    def leave(self) -> None:
        """Ask it to leave."""
        self._asked_to_leave.set()


@asynccontextmanager
async def serving(settings: Settings, app: Litestar | None = None) -> AsyncIterator[Server]:
    """Run the app for as long as the block lasts; `app`: the one that was made of these settings before."""
    server = Server(settings, app or create_app(settings))
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            await task
            raise RuntimeError("the server ended while it was starting")
        await asyncio.sleep(0.002)
    try:
        yield server
    finally:
        server.leave()
        await task


@pytest.fixture
async def server(settings: Settings) -> AsyncIterator[Server]:
    """The app, running for this test."""
    async with serving(settings, _made(settings)) as running:
        yield running


@lru_cache(maxsize=4)
def _made(settings: Settings) -> Litestar:
    """Make the app once for all tests with the same settings. It keeps nothing from one run to the next."""
    return create_app(settings)


MakeClient = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def browser(server: Server) -> AsyncIterator[MakeClient]:
    """Make clients that behave like a browser's fetch: cookies kept, Origin sent. One call, one person."""
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=f"{server.settings.origin}/api/v1",
            headers={"Origin": server.settings.origin},
            timeout=30,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # http only; reading the world's authorities takes a while
        )
        made.append(client)
        return client

    yield make
    for client in made:
        await client.aclose()


async def until(what: Callable[[], object], *, seconds: float = 10) -> None:
    """Wait until something is true; the only kind of waiting that tests do."""
    deadline = time.monotonic() + seconds
    while True:
        result = what()
        if asyncio.iscoroutine(result):
            result = await result
        if result:
            return
        if time.monotonic() > deadline:
            raise AssertionError("it did not come true in time")
        await asyncio.sleep(0.02)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
