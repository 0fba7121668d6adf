"""What should be at Azure and what is there, brought together every few minutes. Nothing is done here but finding out.

A room is ours when our service user stands on its roster: a resource may be shared with another installation.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ARRAY, String, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import outbox
from frontdesk.db import sql
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected
from frontdesk.outbox import Job
from frontdesk.visits.preparing import ROOM_AHEAD, ROOM_STAYS_AFTER_END
from frontdesk.visits.service_user import service_user
from frontdesk.visits.tables import Visit

ORPHAN_AFTER = timedelta(minutes=15)  # younger ones may still be on their way into the table
_log = structlog.get_logger()


async def reconcile_visits(desk: Desk, *, now: datetime) -> None:
    """Remove rooms of ours that no open visit knows; leave jobs for visits whose room is missing or whose time is over."""
    listed_at = now
    seen = {room.id: room.created_at async for room in desk.acs.rooms.all()}
    async with desk.begin() as session:
        known = set(
            await session.scalars(select(Visit.room_id).where(Visit.room_id.in_(seen), Visit.closed_at.is_(None)))
        )
        await _leave(session, Job.PREPARE_VISIT, "visits/to_prepare.sql", _missing(seen, listed_at), now=now)
        await _leave(session, Job.CLOSE_VISIT, "visits/to_close.sql", {"over": now - ROOM_STAYS_AFTER_END}, now=now)
    orphans = [room_id for room_id, made in seen.items() if room_id not in known and made < now - ORPHAN_AFTER]
    mark = await service_user(desk, now=now) if orphans else ""
    for room_id in orphans:
        if await _is_ours(desk, room_id, mark):
            await desk.acs.rooms.remove(room_id)
            _log.info("orphan_room_removed", room=room_id)


def _missing(seen: dict[str, datetime], listed_at: datetime) -> dict[str, Any]:
    return {"rooms": list(seen), "listed_at": listed_at, "until": listed_at + ROOM_AHEAD}


async def _leave(session: AsyncSession, kind: Job, statement: str, values: dict[str, Any], *, now: datetime) -> None:
    words = sql(statement)
    if "rooms" in values:
        words = words.bindparams(bindparam("rooms", type_=ARRAY(String)))
    for row in await session.execute(words, values | {"now": now}):
        ids = {"office_id": str(row.office_id), "appointment_id": str(row.id)}
        await outbox.put(session, kind, ids, now=now, key=f"visit:{row.id}")


async def _is_ours(desk: Desk, room_id: str, mark: str) -> bool:
    try:
        return mark in await desk.acs.rooms.roster(room_id)
    except AcsRejected as refusal:
        if refusal.status != 404:
            raise
        return False  # gone in the meantime
