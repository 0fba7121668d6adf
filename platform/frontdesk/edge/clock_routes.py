"""The server's clock, held from outside: for acceptance suites, and there only where the environment is "test"."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar import put
from litestar.params import JSONBody
from msgspec import Meta

from frontdesk import clock
from frontdesk.errors import Invalid

ROUTE = "PUT /api/v1/test-clock"
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class NoTimeForOffices(Invalid):
    """The clock can be held in this century only."""


class ClockWish(msgspec.Struct, forbid_unknown_fields=True):
    """The instant at which the clock stands; null lets it run."""

    now: Annotated[datetime, Meta(tz=True)] | None


class ClockSeen(msgspec.Struct):
    now: datetime
    held: bool


@put("/test-clock", tags=["Tests"], sync_to_thread=False)
def set_test_clock(data: JSONBody[ClockWish]) -> ClockSeen:
    """Hold this server's clock, or let it run again. It is this one process's: a worker keeps its own."""
    if data.now is None:
        clock.release()
    elif not EARLIEST <= data.now < LATEST:
        raise NoTimeForOffices()
    else:
        clock.hold(data.now)
    return ClockSeen(clock.now(), data.now is not None)
