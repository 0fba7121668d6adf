"""What happens by itself: every kind of job with who does it, every tick with its period. Then, how they are run.

APScheduler is the clock and remembers nothing; Postgres remembers. One date job wakes at the next due time and is armed
anew after each drain, a notice brings it forward the moment an earlier job is committed, and a sweep every thirty seconds
covers a lost notice. Any number of workers is as safe as one.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, outbox
from frontdesk.acs import Acs
from frontdesk.appointments.requests import expire_request
from frontdesk.availability.holidays_kept import fill_holidays
from frontdesk.config import Settings
from frontdesk.db import make_engine, make_sessions, sql
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable
from frontdesk.events import Listener, Notifier
from frontdesk.logs import set_up_logging
from frontdesk.messages.codes import send_code
from frontdesk.messages.invitations import send_invitation
from frontdesk.messages.planning import plan_messages
from frontdesk.messages.sending import send_message
from frontdesk.outbox import Job, JobRow
from frontdesk.visits.closing import close_visit
from frontdesk.visits.preparing import prepare_visit
from frontdesk.visits.reconciling import reconcile_visits
from frontdesk.visits.taking_back import take_back_pass

Handler = Callable[..., Awaitable[None]]

JOBS: dict[Job, Handler] = {
    Job.PREPARE_VISIT: prepare_visit,  # put by booking, moving and cancelling
    Job.PLAN_MESSAGES: plan_messages,  # put by booking, moving and cancelling
    Job.SEND_MESSAGE: send_message,  # put by plan_messages, one for each message, due when it is to be said
    Job.SEND_CODE: send_code,  # put when somebody asks for a code while booking
    Job.SEND_INVITATION: send_invitation,  # put when somebody is invited to work in an office
    Job.TAKE_BACK_PASS: take_back_pass,  # put when somebody is put back into the waiting room
    Job.EXPIRE_REQUEST: expire_request,  # put when approval is asked for, due when the request runs out
    Job.CLOSE_VISIT: close_visit,  # put when a visit ends, and by reconcile_visits when nobody ended it
}


async def sweep(desk: Desk, *, now: datetime) -> None:
    """Throw away what has run out: dead holds, sessions, counted attempts."""
    async with desk.begin() as session:
        await session.execute(sql("sweep.sql"), {"now": now})


TICKS: dict[str, tuple[Handler, timedelta]] = {
    "sweep": (sweep, timedelta(minutes=1)),
    "reconcile_visits": (reconcile_visits, timedelta(minutes=5)),
    "fill_holidays": (fill_holidays, timedelta(hours=6)),
}

AT_ONCE = 16
SWEEP_EVERY = timedelta(seconds=30)
SOON = timedelta(milliseconds=50)  # when another worker is just claiming what is due
STOP_WITHIN = timedelta(seconds=20)
AWAY = (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, PoolTimeout, OSError)  # TimeoutError is an OSError
"""What the database says while it is away; SQLAlchemy does not translate what happens while it connects."""

_log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; then finish what runs, or give it back."""
    set_up_logging(settings)
    clock.move_by(settings.clock_offset)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = make_engine(settings.database_url, pool_size=settings.database_pool_size)
    notifier, acs, listener = Notifier(engine), Acs.from_settings(settings), Listener(settings.database_url)
    try:
        await listener.start()
        await Worker(Desk(settings, make_sessions(engine, notifier=notifier), acs), listener).work(stop)
    finally:
        await listener.stop()
        await notifier.close()
        await acs.close()
        await engine.dispose()


async def drain(desk: Desk, *, now: datetime | None = None) -> int:
    """Do everything that is due, also what that leaves behind for now, once. Returns how many attempts were made."""
    done = 0
    while True:
        at = now or clock.now()
        async with desk.begin() as session:
            jobs = await outbox.claim_due(session, now=at, at_most=AT_ONCE)
        if not jobs:
            return done
        await asyncio.gather(*(do(desk, job, now=at) for job in jobs))
        done += len(jobs)


async def do(desk: Desk, job: JobRow, *, now: datetime) -> None:
    """Make one attempt of a claimed job and settle it, or give it back with what went wrong."""
    log = _log.bind(job=str(job.id), kind=job.kind, attempt=job.attempts)
    try:
        async with asyncio.timeout(outbox.LEASE.total_seconds() - 10):  # whoever loses the lease must not go on
            await JOBS[Job(job.kind)](desk, **_arguments(job.payload), now=now)
    except asyncio.CancelledError:
        await _settled(log, desk, lambda session: outbox.give_back(session, job, now=now))
        raise
    except Exception as error:
        told, outage = _told(error), _is_outage(error)
        if outage or isinstance(error, AcsRejected | SQLAlchemyError):
            log.warning("job_put_off", error=told)
        else:
            log.exception("job_failed")
        wait = error.retry_after_seconds if isinstance(error, AcsUnavailable) else None
        await _settled(
            log,
            desk,
            lambda session: outbox.fail(session, job, told, now=now, outage=outage, wait_seconds=wait),
        )
    else:
        await _settled(log, desk, lambda session: outbox.settle(session, job))


def _is_outage(error: Exception) -> bool:
    """Tell what will pass (Azure or the database away) from what will not without a change (a refusal, a mistake)."""
    if isinstance(error, IntegrityError | DataError | ProgrammingError):
        return False
    return isinstance(error, (AcsUnavailable, *AWAY))


async def _settled(log: Any, desk: Desk, words: Callable[[AsyncSession], Awaitable[object]]) -> None:
    for last in (False, True):
        try:
            async with desk.begin() as session:
                await words(session)
            return
        except IntegrityError:  # a newer job of the key was put at this very moment; the second look sees it
            if last:
                raise
        except AWAY as error:
            log.warning("job_not_settled", error=type(error).__name__)  # the lease runs out and it is done again
            return


def _told(error: Exception) -> str:
    """Name an error without its words, which may repeat numbers and addresses; ours are written without."""
    return str(error) if isinstance(error, AcsUnavailable | AcsRejected) else type(error).__name__


def _arguments(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: UUID(value) if name.endswith("_id") else value for name, value in payload.items()}


class Worker:
    """One process's share of the work: at most AT_ONCE jobs at a time, one drain at a time."""

    def __init__(self, desk: Desk, listener: Listener) -> None:
        self._desk = desk
        self._listener = listener
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._running: set[asyncio.Task[None]] = set()
        self._due = asyncio.Event()  # drain, or drain again
        self._stopping = False

    async def work(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; then finish what runs within STOP_WITHIN, and give the rest back."""
        self._due.set()
        self._scheduler.add_job(self._wake, "interval", seconds=SWEEP_EVERY.total_seconds(), id="sweep_outbox")
        for name, (_, period) in TICKS.items():
            self._scheduler.add_job(
                self._tick,
                "interval",
                [name],
                seconds=period.total_seconds(),
                id=name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()
        hearing = asyncio.create_task(self._hear())
        draining = asyncio.create_task(self._drain_forever())
        _log.info("worker_ready")
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({stopping, hearing, draining}, return_when=asyncio.FIRST_COMPLETED)
        self._scheduler.shutdown(wait=False)
        self._stopping = True
        self._due.set()
        for task in (stopping, hearing):
            task.cancel()
        ended = await asyncio.gather(stopping, hearing, draining, return_exceptions=True)
        await self._finish()
        _log.info("worker_stopped")
        for outcome in ended:  # a worker that only looks alive is worse than one that is started again
            if isinstance(outcome, Exception):
                raise outcome

    async def _hear(self) -> None:
        async with self._listener.listen([outbox.TOPIC]) as notices:
            while True:
                await notices.get()
                self._due.set()

    async def _tick(self, name: str) -> None:
        try:
            await TICKS[name][0](self._desk, now=clock.now())
        except Exception as error:
            _log.warning("tick_failed", tick=name, error=_told(error))

    async def _wake(self) -> None:
        self._due.set()

    async def _drain_forever(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            if self._stopping:
                return
            try:
                await self._start_due()
                await self._arm()
            except AWAY as error:
                _log.warning("drain_failed", error=type(error).__name__)  # the sweep tries again

    async def _start_due(self) -> None:
        while (free := AT_ONCE - len(self._running)) > 0:
            now = clock.now()
            async with self._desk.begin() as session:
                jobs = await outbox.claim_due(session, now=now, at_most=free)
            for job in jobs:
                task = asyncio.create_task(do(self._desk, job, now=now))
                self._running.add(task)
                task.add_done_callback(self._done)
            if len(jobs) < free:
                return

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("job_lost", error=type(error).__name__)  # its lease runs out
        self._due.set()

    async def _arm(self) -> None:
        """Wake at the next due time. Due times are our clock's, the scheduler's the machine's: differences agree."""
        if len(self._running) >= AT_ONCE:
            return  # whoever finishes drains again
        async with self._desk.begin(read_only=True) as session:
            due_at = await outbox.next_due(session)
        if due_at is not None and not self._stopping:
            run_at = datetime.now(UTC) + max(due_at - clock.now(), SOON)
            self._scheduler.add_job(self._wake, "date", run_date=run_at, id="wake", replace_existing=True)

    async def _finish(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_WITHIN.total_seconds())
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
