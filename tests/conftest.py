"""What every test may ask for: a migrated database of its own, a held clock, a running emulator, a client of the real app.

One Postgres server a run; each test that commits gets a copy of the migrated template, so that nothing is cleaned up and
nothing is shared.
"""

import asyncio
import base64
import hashlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
import uvicorn
from sqlalchemy import make_url

from frontdesk import clock, local_postgres
from frontdesk.app import create_app
from frontdesk.cli import migrating
from frontdesk.config import Settings
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.events import Notifier

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


@dataclass(frozen=True)
class Database:
    """One migrated database: as the app role, and as its owner."""

    app_url: str
    owner_url: str


def free_port() -> int:
    """Find a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
def template(postgres: local_postgres.LocalPostgres) -> str:
    """A migrated database that is only ever copied."""
    name = "template_migrated"
    owner = make_url(postgres.owner_url)
    execute_alone(owner.render_as_string(hide_password=False), f"CREATE DATABASE {name}")
    migrating.upgrade(owner.set(database=name).render_as_string(hide_password=False))
    return name


@pytest.fixture
def database(postgres: local_postgres.LocalPostgres, template: str) -> Iterator[Database]:
    """A fresh copy of the migrated database, for this test alone."""
    name = f"test_{uuid4().hex[:12]}"
    admin = make_url(postgres.owner_url).render_as_string(hide_password=False)
    execute_alone(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield Database(
        make_url(postgres.app_url).set(database=name).render_as_string(hide_password=False),
        make_url(postgres.owner_url).set(database=name).render_as_string(hide_password=False),
    )
    execute_alone(admin, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def sessions(database: Database) -> AsyncIterator[Sessions]:
    """The door to this test's database, with notices sent after each commit, as in the server."""
    engine = make_engine(database.app_url, pool_size=20)
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
def settings(database: Database, emulator: Emulator) -> Settings:
    """The settings of an installation for this test."""
    return settings_for(database, emulator, port=free_port())


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

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__(
            uvicorn.Config(
                create_app(settings),
                host="127.0.0.1",
                port=settings.port,
                log_level="warning",
                access_log=False,
                lifespan="on",
                timeout_graceful_shutdown=1,
            )
        )

    def install_signal_handlers(self) -> None:
        """Leave signals to pytest."""


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Server]:
    """Run the app for as long as the block lasts."""
    server = Server(settings)
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            await task
            raise RuntimeError("the server ended while it was starting")
        await asyncio.sleep(0.01)
    try:
        yield server
    finally:
        server.should_exit = True
        await task


@pytest.fixture
async def server(settings: Settings) -> AsyncIterator[Server]:
    """The app, running for this test."""
    async with serving(settings) as running:
        yield running


MakeClient = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def browser(server: Server) -> AsyncIterator[MakeClient]:
    """Make clients that behave like a browser's fetch: cookies kept, Origin sent. One call, one person."""
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=f"{server.settings.origin}/api/v1", headers={"Origin": server.settings.origin}, timeout=30
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


def execute_alone(url: str, statement: str) -> None:
    """Run one statement on a connection of its own."""

    async def run() -> None:
        connection = await asyncpg.connect(re.sub(r"\+asyncpg", "", url))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    _in_own_thread(run)


def _in_own_thread(run: Callable[[], object]) -> None:
    """Run a coroutine function to its end, also while a loop is running here."""
    import threading

    failed: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(run())  # type: ignore[arg-type]  # a coroutine function, called here
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
