"""Putting a former value back: by the same verb as any other change, so that it is checked, announced and written down.

A preview does it and takes it back. What no longer fits is refused with the reason of the verb.
"""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import AuditEntry
from frontdesk.auth.roles import Staff
from frontdesk.dashboard.affected import changing_hours
from frontdesk.dashboard.history import changes_between
from frontdesk.dashboard.history_names import ids_in, names_by_id
from frontdesk.dashboard.history_schemas import Restoration
from frontdesk.dashboard.restorable import is_restorable
from frontdesk.dashboard.undoing import Undo, undo_of
from frontdesk.errors import Conflict, NotAllowed, Refusal
from frontdesk.events import taken_back
from frontdesk.visits.facts import Facts

Answer = TypeVar("Answer")


class NotRestorable(Conflict):
    """This cannot be put back. Change it where it is set."""


class AlreadySo(Conflict):
    """It is as it was before this change already."""


class NoLongerFits(Conflict):
    """The former value no longer fits."""


async def preview(session: AsyncSession, staff: Staff, entry: AuditEntry, *, now: datetime) -> Restoration:
    """Tell what putting it back would change, or why it cannot be. Changes nothing. Raises NotRestorable."""
    refusal, detail, affected, undo = None, None, 0, None
    try:
        undo = await _undo(session, staff, entry, now=now)
        async with taken_back(session):
            affected = await _act(session, undo, now=now)
    except (AlreadySo, NoLongerFits) as no:
        refusal, detail = no.code, no.extras.get("why", no.detail)
    changes = changes_between(undo.now, undo.then) if undo is not None else []
    ids = set(ids_in([[change.before, change.after] for change in changes]))
    named = await names_by_id(session, staff.office_id, ids)
    return Restoration(entry.id, changes, named.names, affected, refusal, detail)


async def restore(session: AsyncSession, staff: Staff, entry: AuditEntry, *, now: datetime) -> None:
    """Put it back. Raises NotRestorable, AlreadySo, NoLongerFits."""
    undo = await _undo(session, staff, entry, now=now)
    await _act(session, undo, now=now)
    audit.record(
        session,
        staff.actor,
        "setting.restored",
        (entry.subject_kind, entry.subject_id),
        office_id=staff.office_id,
        now=now,
        after={"entry": entry.id, "from_action": entry.action},
    )


async def _undo(session: AsyncSession, staff: Staff, entry: AuditEntry, *, now: datetime) -> Undo:
    if not is_restorable(entry):
        raise NotRestorable()
    undo = await _fitting(undo_of(session, staff, entry, now=now))
    if not changes_between(undo.now, undo.then):
        raise AlreadySo()
    return undo


async def _act(session: AsyncSession, undo: Undo, *, now: datetime) -> int:
    if undo.owner is None:
        await _fitting(undo.act())
        return 0

    async def counted(found: Sequence[Facts]) -> int:
        return len(found)

    _, affected = await _fitting(changing_hours(session, undo.owner, undo.act(), counted, preview=False, now=now))
    return affected


async def _fitting(what: Awaitable[Answer]) -> Answer:
    try:
        return await what
    except NotAllowed:
        raise
    except msgspec.ValidationError as error:
        raise NoLongerFits(why=str(error)) from error
    except Refusal as refusal:
        raise NoLongerFits(
            f"The former value no longer fits: {refusal.detail}", why=refusal.detail, because=refusal.code
        ) from refusal
