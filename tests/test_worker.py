"""The worker as a process: woken in time, stopped politely, killed in the worst moment."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from frontdesk.config import Settings
from frontdesk.db import Sessions, begin
from frontdesk.desk import Desk
from frontdesk.messages.schemas import message_state
from tests.backstage import CASEY, azure_at, booked, control, desk_at, ledger, mails, order, texts
from tests.cast import Cast, maple_street
from tests.conftest import PLATFORM, Emulator, free_port, settings_for, until
from tests.scratch import Database

AT = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
"""Where the clocks of the worker, of the emulator and of the tests start together."""

WITHOUT_POLICY = "from frontdesk.acs import repeatability as r; r.RepeatableRecipients.on_request = lambda s, q: None; "


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Emulator]:
    with azure_at(AT, tmp_path) as running:
        yield running


@pytest.fixture
def settings(database: Database, azure: Emulator) -> Settings:
    return settings_for(database, azure, port=free_port())


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    async with desk_at(settings, sessions) as made:
        yield made


@pytest.fixture
async def maple(sessions: Sessions) -> Cast:
    return await maple_street(sessions, now=AT, reminder_offsets_minutes=[60], notice_minutes=0)


class Process:
    """A worker of its own, whose clock is `later` than AT."""

    def __init__(self, settings: Settings, *, later: timedelta = timedelta(), before: str = "") -> None:
        offset = (AT + later - datetime.now(UTC)).total_seconds()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
        environment |= {
            "PYTHONPATH": str(PLATFORM),
            "FRONTDESK_ENVIRONMENT": "test",
            "FRONTDESK_DATABASE_URL": settings.database_url,
            "FRONTDESK_ACS_CONNECTION_STRING": settings.acs_connection_string,
            "FRONTDESK_ACS_CA_FILE": str(settings.acs_ca_file),
            "FRONTDESK_CALL_SOCKET_URL": str(settings.call_socket_url),
            "FRONTDESK_PUBLIC_URL": settings.public_url,
            "FRONTDESK_SECRET_KEY": settings.secret_key,
            "FRONTDESK_HOOK_SECRET": settings.hook_secret,
            "FRONTDESK_CLOCK_OFFSET": str(offset),
        }
        program = f"{before}import asyncio; from frontdesk import worker, config; "
        program += "asyncio.run(worker.run(config.Settings.from_environment()))"
        self._process = subprocess.Popen([sys.executable, "-c", program], env=environment)

    def kill(self) -> None:
        """Without a word."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Politely; answers the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=30)

    def end(self) -> None:
        """At the end of a test, whatever happened."""
        if self._process.poll() is None:
            self.kill()


@contextmanager
def working(settings: Settings, **how: Any) -> Iterator[Process]:
    process = Process(settings, **how)
    try:
        yield process
    finally:
        process.end()


async def jobs(sessions: Sessions) -> int:
    async with begin(sessions, read_only=True) as session:
        return int(await session.scalar(text("SELECT count(*) FROM job WHERE due_at <= :at"), {"at": AT}) or 0)


async def confirmed(desk: Desk, visit: UUID) -> bool:
    return [message_state(row) for row in await ledger(desk, visit) if row.kind == "confirmation"] == ["accepted"] * 2


class Gate:
    """Let nobody past a point: whoever writes that something was accepted, or settles its job, stands and waits."""

    def __init__(self, database: Database, table: str) -> None:
        self._url = database.owner_url.replace("+asyncpg", "")
        when = {
            "message": "BEFORE UPDATE ON message FOR EACH ROW WHEN (NEW.accepted_at IS NOT NULL)",
            "job": "BEFORE DELETE ON job FOR EACH ROW WHEN (OLD.kind = 'send_message')",
        }
        self._trigger = when[table]

    async def __aenter__(self) -> "Gate":
        self._holder = await asyncpg.connect(self._url)
        await self._holder.execute("SELECT pg_advisory_lock(4711)")
        await self._holder.execute(
            "CREATE FUNCTION stand_and_wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " PERFORM pg_advisory_xact_lock(4711); RETURN coalesce(NEW, OLD); END $$"
        )
        await self._holder.execute(f"CREATE TRIGGER gate {self._trigger} EXECUTE FUNCTION stand_and_wait()")
        return self

    async def waiting(self) -> int:
        """How many stand before it."""
        return int(
            await self._holder.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        )

    async def __aexit__(self, *_error: object) -> None:
        await self._holder.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        )
        await self._holder.execute("DROP FUNCTION stand_and_wait CASCADE")
        await self._holder.close()


async def test_a_booking_is_heard_of_and_confirmed_at_once(
    desk: Desk, maple: Cast, azure: Emulator, settings: Settings, sessions: Sessions
) -> None:
    with working(settings) as process:
        await until(lambda: _listening(sessions), seconds=60)
        visit = await booked(desk, maple, AT + timedelta(hours=3, minutes=10), now=AT)
        started = datetime.now(UTC)
        await until(lambda: confirmed(desk, visit), seconds=60)
        assert datetime.now(UTC) - started < timedelta(seconds=20), "by notice, not by the sweep"
        assert (len(texts(azure)), len(mails(azure))) == (1, 1)
        assert process.stop() == 0


async def test_a_reminder_goes_out_when_it_is_due_under_a_moved_clock(
    desk: Desk, maple: Cast, azure: Emulator, settings: Settings
) -> None:
    """The second worker's clock starts six seconds before the reminder is due."""
    visit = await booked(desk, maple, AT + timedelta(minutes=90), now=AT)
    with working(settings) as first:
        await until(lambda: confirmed(desk, visit), seconds=60)
        assert first.stop() == 0
    due_at = AT + timedelta(minutes=30)
    with working(settings, later=timedelta(minutes=30) - timedelta(seconds=6)) as second:
        await until(lambda: len(texts(azure)) == 2, seconds=60)
        reminder = next(row for row in await ledger(desk, visit) if row.kind == "reminder" and row.channel == "sms")
        assert reminder.sending_at is not None
        assert timedelta() <= reminder.sending_at - due_at < timedelta(seconds=10), "by the date job, not by the sweep"
        assert second.stop() == 0


@pytest.mark.parametrize(
    ("killed_before", "policy", "got"),
    [("message", "on", 1), ("message", "off", 2), ("job", "on", 1)],
)
async def test_a_worker_killed_after_azure_accepted_texts_nobody_twice(
    desk: Desk,
    maple: Cast,
    azure: Emulator,
    settings: Settings,
    database: Database,
    killed_before: str,
    policy: str,
    got: int,
) -> None:
    """Killed before it could write *accepted*, or before it could settle. Control: with the policy off there are two."""
    before = "" if policy == "on" else WITHOUT_POLICY
    visit = await booked(desk, maple, AT + timedelta(hours=3, minutes=10), now=AT)
    async with Gate(database, killed_before) as gate:
        with working(settings, before=before) as first:
            await until(lambda: len(texts(azure)) == 1 and len(mails(azure)) == 1, seconds=60)

            async def both_stand() -> bool:
                return await gate.waiting() == 2

            await until(both_stand, seconds=60)
            first.kill()
    with working(settings, later=timedelta(seconds=70), before=before) as second:  # after the lease of the dead one
        await until(lambda: confirmed(desk, visit), seconds=60)

        async def settled() -> bool:
            async with desk.begin(read_only=True) as session:
                return not await session.scalar(text("SELECT count(*) FROM job WHERE claimed_until IS NOT NULL"))

        await until(settled, seconds=60)
        assert second.stop() == 0
    assert (len(texts(azure)), len(mails(azure))) == (got, 1)


async def test_a_polite_stop_finishes_what_runs(desk: Desk, maple: Cast, azure: Emulator, settings: Settings) -> None:
    order(azure, "sms.send", "slow", delay_seconds=2, count=1)
    visit = await booked(desk, maple, AT + timedelta(hours=3, minutes=10), now=AT)
    with working(settings) as process:

        async def sending() -> bool:
            return "sending" in [message_state(row) for row in await ledger(desk, visit) if row.channel == "sms"]

        await until(sending, seconds=60)
        assert process.stop() == 0
    assert await confirmed(desk, visit)


async def test_two_workers_share_the_work_and_double_none_of_it(
    desk: Desk, maple: Cast, azure: Emulator, settings: Settings
) -> None:
    visits = [
        await booked(desk, maple, AT + timedelta(hours=2, minutes=10 + 20 * number), now=AT) for number in range(6)
    ]
    with working(settings) as first, working(settings) as second:

        async def all_confirmed() -> bool:
            return all([await confirmed(desk, visit) for visit in visits])

        await until(all_confirmed, seconds=60)
        assert (first.stop(), second.stop()) == (0, 0)
    assert (len(texts(azure)), len(mails(azure))) == (6, 6)
    assert len({text["tag"] for text in texts(azure, str(CASEY.phone))}) == 6


async def test_a_worker_whose_connections_are_cut_goes_on(
    desk: Desk, maple: Cast, azure: Emulator, settings: Settings, sessions: Sessions, database: Database
) -> None:
    with working(settings) as process:
        await until(lambda: _listening(sessions), seconds=60)
        owner = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await owner.close()
        await until(lambda: _listening(sessions), seconds=60)
        visit = await booked(desk, maple, AT + timedelta(hours=3, minutes=10), now=AT)
        await until(lambda: confirmed(desk, visit), seconds=60)
        assert process.stop() == 0


async def test_an_emulator_killed_and_started_again_loses_nothing(
    desk: Desk, maple: Cast, azure: Emulator, settings: Settings
) -> None:
    assert azure.process is not None
    azure.process.kill()
    azure.process.wait()
    visit = await booked(desk, maple, AT + timedelta(hours=3, minutes=10), now=AT)
    with working(settings) as process:

        async def put_off() -> bool:
            async with desk.begin(read_only=True) as session:
                return bool(await session.scalar(text("SELECT count(*) FROM job WHERE last_error IS NOT NULL")))

        await until(put_off, seconds=60)
        azure.start()
        await until(lambda: confirmed(desk, visit), seconds=60)
        assert process.stop() == 0
    assert (len(texts(azure)), len(mails(azure))) == (1, 1)
    assert control(azure, "GET", "/health")["status"] == "ok"


async def _listening(sessions: Sessions) -> bool:
    """Whether a listener is there: it has just said LISTEN, or keeps its connection awake."""
    seen = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND (query ILIKE 'listen%' OR query = 'SELECT 1')"
    )
    async with begin(sessions, read_only=True) as session:
        return bool(await session.scalar(text(seen)))
