"""The plug is pulled from the database while fifty people book: who was told "booked" is booked, and the server goes on."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest

from frontdesk import local_postgres
from frontdesk.auth.roles import Role
from frontdesk.cli import migrating
from frontdesk.db import make_engine, make_sessions
from frontdesk.local_postgres.server import running
from tests.cast import BERLIN, Cast, maple_street, sign_in, take_hold
from tests.conftest import Emulator, free_port, serving, settings_for, until
from tests.scratch import Database

PEOPLE = 50
ENOUGH = 5  # answered 201 when the plug is pulled


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of its own: this server really writes to the disk."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-plug-") as made:
        Path(made).chmod(0o755)
        yield Path(made) / "postgres"
        local_postgres.remove(Path(made) / "postgres")


def processes_of(postmaster: int) -> list[int]:
    """The server and everybody it started."""
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children")
    return [postmaster, *(int(pid) for pid in (children.read_text().split() if children.exists() else []))]


def pull_the_plug(postgres: local_postgres.LocalPostgres) -> None:
    for pid in processes_of(postgres.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert postgres.process is not None
    postgres.process.wait(10)


async def book_one(client: httpx.AsyncClient, cast: Cast, number: int, starts_at: datetime, booked: set[str]) -> None:
    """Hold and book, as a page would; whatever goes wrong is the page's to tell, and no answer is no promise."""
    with suppress(httpx.HTTPError):
        held = await take_hold(client, cast, starts_at.isoformat(), provider_id=cast.provider_ids[number % 2])
        if held.status_code != 201:
            assert held.status_code in (500, 503), held.text
            return
        wish = {
            "hold_id": held.json()["id"],
            "hold_secret": held.json()["secret"],
            "consumer": {"name": f"Guest Number {number}", "email": f"guest{number}@example.com"},
            "time_zone": BERLIN,
            "locale": "en",
            "sms_consent": False,
        }
        answer = await client.post(f"/offices/{cast.slug}/appointments", json=wish)
        if answer.status_code == 201:
            booked.add(answer.json()["visit_id"])
        else:
            assert answer.status_code in (500, 503), answer.text


async def ask(url: str, question: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return list(await connection.fetch(question))
    finally:
        await connection.close()


async def test_a_killed_database_loses_no_booking_that_was_answered(
    folder: Path, emulator: Emulator, now: datetime
) -> None:
    postgres = local_postgres.start(folder)
    await asyncio.to_thread(migrating.upgrade, postgres.owner_url)
    engine = make_engine(postgres.app_url, pool_size=2)
    cast = await maple_street(make_sessions(engine), now=now)
    await engine.dispose()
    settings = settings_for(Database(postgres.app_url, postgres.owner_url), emulator, port=free_port())
    first = datetime.fromisoformat("2026-11-24T09:00:00Z")
    starts = [first + timedelta(minutes=20 * (number // 2 % 24), days=number // 48) for number in range(PEOPLE)]
    booked: set[str] = set()

    async with (
        serving(settings) as server,
        httpx.AsyncClient(
            base_url=f"{settings.origin}/api/v1", headers={"Origin": settings.origin}, timeout=30
        ) as client,
    ):
        listener = server.config.app.state.listener  # type: ignore[union-attr]  # it is the app itself
        await listener.connected()
        people = [
            asyncio.create_task(book_one(client, cast, number, starts[number], booked)) for number in range(PEOPLE)
        ]
        await until(lambda: len(booked) >= ENOUGH, seconds=30)
        pull_the_plug(postgres)
        assert running(postgres.data) is None
        away = await client.get(f"/offices/{cast.slug}")
        assert (away.status_code, away.json()["code"]) == (503, "unavailable")
        assert away.headers["retry-after"]
        await asyncio.gather(*people)
        assert ENOUGH <= len(booked) < PEOPLE, "the plug was pulled in the middle"

        with await asyncio.to_thread(local_postgres.start, folder) as again:
            assert again.port == postgres.port

            async def ready() -> bool:
                return (await client.get(f"{settings.origin}/health/ready")).status_code == 200

            await until(ready, seconds=30)
            rows = await ask(again.app_url, "SELECT id, claim_id FROM appointment")
            assert booked <= {str(row["id"]) for row in rows}, "who was told so is booked"
            kept = await ask(again.app_url, "SELECT id FROM claim WHERE reason = 'appointment'")
            assert {row["id"] for row in kept} == {row["claim_id"] for row in rows}
            orphans = await ask(
                again.app_url,
                "SELECT claim.id FROM claim LEFT JOIN hold ON hold.claim_id = claim.id"
                " WHERE claim.reason = 'hold' AND (hold.id IS NULL OR hold.appointment_id IS NOT NULL)",
            )
            assert orphans == []
            jobs = await ask(again.app_url, "SELECT DISTINCT payload->>'appointment_id' AS id FROM job")
            assert {job["id"] for job in jobs} == {str(row["id"]) for row in rows}, (
                "and what must follow is not forgotten"
            )

            viewer = await sign_in(client, cast, Role.VIEWER)
            await asyncio.wait_for(listener.connected(), 10)
            async with listener.listen([cast.office_id]) as queue:
                later = set[str]()
                await book_one(viewer, cast, 0, first + timedelta(days=2), later)
                assert len(later) == 1, "life goes on"
                names = set[str]()
                while "appointment.booked" not in names:
                    names.add((await asyncio.wait_for(queue.get(), 10)).name)
