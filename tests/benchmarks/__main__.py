"""`make bench`: makes a city, measures, prints the table and keeps it in build/bench.json."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvloop

from frontdesk import db, local_postgres
from frontdesk.cli import migrating
from tests.benchmarks import emulating, reading, writing
from tests.benchmarks.board import build_board, measure_board
from tests.benchmarks.city import NOW, build
from tests.benchmarks.measuring import Measurement, keep, show
from tests.conftest import PLATFORM, free_port

KEPT_IN = Path(__file__).parents[2] / "build" / "bench.json"


def main(only: str = "") -> None:
    """Measure every part, each in a database and a server of its own; or `only` one: city, board, emulator."""
    if only and only not in PARTS:
        sys.exit(f"There is no part {only!r}. There are: {', '.join(PARTS)}.")
    found: list[Measurement] = []
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        Path(folder).chmod(0o755)
        for part in [only] if only else PARTS:
            more = PARTS[part](Path(folder))
            show(more)
            found += more
    if not only:
        keep(found, KEPT_IN)
        print(f"kept in {KEPT_IN}")


def city(folder: Path) -> list[Measurement]:
    """Free times and bookings in a city; then the same with ten times the history behind it."""
    print("A city with 200 providers and ninety days …", flush=True)
    with local_postgres.start(folder / "now") as postgres:
        found = uvloop.run(_city(postgres))
    print("The same city with ten times the history …", flush=True)
    with local_postgres.start(folder / "past") as postgres:
        return found + uvloop.run(_old_city(postgres, found))


def board(folder: Path) -> list[Measurement]:
    """Open the calendar of a busy office in a browser."""
    print("A week with 40 providers and 600 visits on the calendar …", flush=True)
    with local_postgres.start(folder / "week") as postgres:
        return uvloop.run(_board(postgres))


def emulator(folder: Path) -> list[Measurement]:
    """Texts, rooms and chat through the ACS emulator."""
    print("The emulator …", flush=True)
    return uvloop.run(emulating.emulator(folder))


PARTS = {"city": city, "board": board, "emulator": emulator}


async def _city(postgres: local_postgres.LocalPostgres) -> list[Measurement]:
    await asyncio.to_thread(migrating.upgrade, postgres.owner_url)
    dsn = postgres.owner_url.replace("+asyncpg", "")
    city = await build(dsn)
    print(f"{city.appointments} appointments", flush=True)
    engine = db.make_engine(postgres.app_url, pool_size=writing.AT_ONCE)
    sessions = db.make_sessions(engine)
    found = await reading.bare(sessions, city)
    with _serving(postgres.app_url) as (origin, pid):
        found += await reading.over_http(origin, city)
        found += await writing.memory(origin, pid, city)
        found += await writing.bookings(dsn, sessions, origin, city)
        found += await writing.stampede(origin, city)
    await reading.add_rules(dsn, city)
    found += await reading.ruled(sessions, city, found)
    await engine.dispose()
    return found


async def _board(postgres: local_postgres.LocalPostgres) -> list[Measurement]:
    await asyncio.to_thread(migrating.upgrade, postgres.owner_url)
    engine = db.make_engine(postgres.owner_url, pool_size=2)
    await build_board(postgres.owner_url.replace("+asyncpg", ""), db.make_sessions(engine))
    await engine.dispose()
    with _serving(postgres.app_url) as (origin, _):
        return await measure_board(origin)


async def _old_city(postgres: local_postgres.LocalPostgres, before: list[Measurement]) -> list[Measurement]:
    await asyncio.to_thread(migrating.upgrade, postgres.owner_url)
    city = await build(postgres.owner_url.replace("+asyncpg", ""), history=10)
    print(f"{city.appointments} appointments", flush=True)
    engine = db.make_engine(postgres.app_url, pool_size=2)
    found = await reading.with_a_long_past(db.make_sessions(engine), city, before)
    await engine.dispose()
    return found


@contextmanager
def _serving(database_url: str) -> Iterator[tuple[str, int]]:
    """Run one server process, on the day of the city."""
    port = free_port()
    origin = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(PLATFORM),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_DATABASE_URL": database_url,
        "FRONTDESK_ACS_CONNECTION_STRING": "endpoint=https://localhost:1/;accesskey=bm90IGFza2Vk",
        "FRONTDESK_CALL_SOCKET_URL": "ws://localhost:1",
        "FRONTDESK_PUBLIC_URL": origin,
        "FRONTDESK_PORT": str(port),
        "FRONTDESK_SECRET_KEY": "a secret for benchmarks, long enough to sign",
        "FRONTDESK_HOOK_SECRET": "what-event-grid-shows-us",
        "FRONTDESK_FLOOD_HOLDS_A_MINUTE": "1000000",  # what is measured here is one
        "FRONTDESK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
        "FRONTDESK_DATABASE_POOL_SIZE": "32",
    }
    command = [sys.executable, "-m", "frontdesk.cli", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{origin}/health/ready", timeout=2).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        else:
            raise TimeoutError("the server did not become ready")
        yield origin, process.pid
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main(*sys.argv[1:])
