"""Notices: nice to know, now. A notice carries a name and an id, never data; the browser refetches.

They leave after the commit, in small batches, by pg_notify from a connection of their own: inside the transaction it
would serialise all commits (measured: a quarter of the throughput). Never before a commit, never after a rollback; a
crash in between costs freshness only, because everybody also refetches slowly by themselves.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from uuid import UUID

import asyncpg
import msgspec
import structlog
from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

CHANNEL = "frontdesk"
_log = structlog.get_logger()


class Notice(msgspec.Struct, frozen=True):
    """What happened to what, and the topics of those who may want to know: an office's id, a visit's id, "jobs"."""

    name: str
    id: str
    to: tuple[str, ...]


HELLO = Notice("hello", "", ())  # sent to every listener after a (re)connect: something may have been missed


def announce(session: AsyncSession, name: str, subject_id: UUID | str, *, to: Iterable[UUID | str]) -> None:
    """Keep a notice with the session; it is sent when, and only when, the transaction commits."""
    session.sync_session.info.setdefault("notices", []).append(Notice(name, str(subject_id), tuple(map(str, to))))


@contextlib.asynccontextmanager
async def taken_back(session: AsyncSession) -> AsyncIterator[None]:
    """Let a block act as if for good, and take everything back at its end: rows, audit and notices."""
    said = list(session.sync_session.info.get("notices", []))
    savepoint = await session.begin_nested()
    try:
        yield
    finally:
        await savepoint.rollback()
        session.sync_session.info["notices"] = said


class Notifier:
    """Sends the notices of committed transactions, many in one statement."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: list[Notice] = []
        self._task: asyncio.Task[None] | None = None

    def send(self, notices: list[Notice]) -> None:
        """Take notices over; called right after a commit."""
        self._waiting.extend(notices)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = list(dict.fromkeys(self._waiting[:500])), self._waiting[500:]
            payloads = [msgspec.json.encode(notice).decode() for notice in batch]
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(
                        text("SELECT pg_notify(:channel, payload) FROM unnest(CAST(:payloads AS text[])) AS payload"),
                        {"channel": CHANNEL, "payloads": payloads},
                    )
            except Exception as error:
                _log.warning("notices_lost", count=len(batch), error=type(error).__name__)

    async def close(self) -> None:
        """Send what is left."""
        if self._task is not None:
            await self._task


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint was released: the transaction may still fail
    notices = session.info.pop("notices", [])
    notifier: Notifier | None = session.info.get("notifier")
    if notices and notifier is not None:
        notifier.send(notices)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if session.in_nested_transaction():
        return  # back to a savepoint: what was said before it stands, and one notice too many does no harm
    session.info.pop("notices", None)


class Listener:
    """Hears the notices of every process, hands them to whoever listens here, and mends a lost connection by itself."""

    def __init__(self, database_url: str) -> None:
        self._dsn = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._queues: dict[asyncio.Queue[Notice], frozenset[str]] = {}
        self._task: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen. Returns at once; `connected()` waits."""
        self._task = asyncio.get_running_loop().create_task(self._keep_listening())

    async def connected(self) -> None:
        """Wait until notices are heard."""
        await self._connected.wait()

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @contextlib.asynccontextmanager
    async def listen(self, topics: Iterable[UUID | str]) -> AsyncIterator[asyncio.Queue[Notice]]:
        """Get a queue of the notices for these topics, and HELLO after each reconnect."""
        queue: asyncio.Queue[Notice] = asyncio.Queue(maxsize=1000)
        self._queues[queue] = frozenset(map(str, topics))
        try:
            yield queue
        finally:
            del self._queues[queue]

    async def _keep_listening(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                _log.warning("listener_lost", error=type(error).__name__)
            self._connected.clear()
            await asyncio.sleep(0.5)

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(self._dsn, timeout=10)
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._hear)
            self._connected.set()
            self._hand_on(HELLO)
            while not lost.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), timeout=15)
                if not lost.is_set():
                    await connection.fetchval("SELECT 1", timeout=5)  # a half-open connection is silence
        finally:
            connection.terminate()

    def _hear(self, _connection: object, _process: int, _channel: str, payload: object) -> None:
        self._hand_on(msgspec.json.decode(str(payload), type=Notice))

    def _hand_on(self, notice: Notice) -> None:
        for queue, topics in list(self._queues.items()):
            if notice is HELLO or topics.intersection(notice.to):
                if queue.full():  # a reader that slept through a thousand notices refetches everything anyway
                    queue.get_nowait()
                queue.put_nowait(notice)
