"""Who gets the visit: the one who was named, the least loaded, or whose turn it is. The order, with its reasons."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.availability.ask import Ask, Assigned, Weighed
from frontdesk.availability.plans import Candidate
from frontdesk.availability.rules import local_date
from frontdesk.db import sql
from frontdesk.wall import start_of_day

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


async def in_order(
    session: AsyncSession, ask: Ask, starts_at: datetime, free: Sequence[Candidate], joining: frozenset[UUID]
) -> tuple[tuple[UUID, ...], Assigned]:
    """Put the providers who are free at a start in the order in which they are tried.

    A group that has a place comes before a new one. `any`: fewest visits starting on the office's date first. `round_robin`:
    highest priority first, then fewest visits of this service given in the service's window by weight, then whoever waited
    longest. The id settles what is equal.
    """
    if len(free) == 1 and free[0].only_during is None and ask.provider_id is not None:
        return (free[0].provider_id,), Assigned("named", None, ())  # nothing to weigh, so nothing to count
    day = local_date(starts_at, ask.office)
    robin = ask.service.assignment == "round_robin"
    rows = await session.execute(
        _ASSIGNING,
        {
            "providers": [candidate.provider_id for candidate in free],
            "day_from": start_of_day(day, ask.office.time_zone),
            "day_to": start_of_day(day + timedelta(days=1), ask.office.time_zone),
            "service_id": ask.service.id,
            "since": ask.now - timedelta(days=ask.service.fairness_days),
            "now": ask.now,
            "ignored_claim": ask.ignoring.claim_id if ask.ignoring else None,
            "ignored_seat": ask.ignoring.seat_id if ask.ignoring else None,
        },
    )
    counts = {row.provider_id: row for row in rows}
    weighed = [
        Weighed(
            candidate.provider_id,
            counts[candidate.provider_id].given_lately if robin else counts[candidate.provider_id].that_day,
            candidate.weight,
            candidate.priority,
            counts[candidate.provider_id].last_at if robin else None,
        )
        for candidate in free
    ]

    def turn(one: Weighed) -> tuple[object, ...]:
        first = one.provider_id not in joining
        if robin:
            return (first, -one.priority, one.visits / one.weight, one.last_at or _LONG_AGO, one.provider_id)
        return (first, one.visits, one.provider_id)

    weighed.sort(key=turn)
    if any(candidate.only_during is not None for candidate in free):
        rule = "colleague"
    elif ask.provider_id is not None:
        rule = "named"
    else:
        rule = ask.service.assignment
    window = ask.service.fairness_days if rule == "round_robin" else None
    return tuple(one.provider_id for one in weighed), Assigned(rule, window, tuple(weighed))


_ASSIGNING = sql("availability/assigning.sql").bindparams(
    bindparam("providers", type_=ARRAY(Uuid())),
    bindparam("service_id", type_=Uuid()),
    bindparam("ignored_claim", type_=Uuid()),
    bindparam("ignored_seat", type_=Uuid()),
    *(bindparam(name, type_=DateTime(timezone=True)) for name in ("day_from", "day_to", "since", "now")),
)
