"""The history as a table for a spreadsheet: one line for each field that changed."""

import csv
import io
import json
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.dashboard.history import Asked, history
from frontdesk.dashboard.history_schemas import FieldChange

ENTRIES_MAX = 20_000
COLUMNS = ("id", "at", "actor", "source", "action", "subject_kind", "subject", "subject_id", "field", "before", "after")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


async def exported(session: AsyncSession, asked: Asked) -> str:
    """Write the newest entries that were asked for, at most 20,000 of them."""
    page = await history(session, asked, at_most=ENTRIES_MAX)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for entry in page.items:
        common = [
            entry.id,
            entry.at.isoformat(),
            entry.actor.name or entry.actor.kind,
            entry.source,
            entry.action,
            entry.subject.kind,
            entry.subject.name or "",
            entry.subject.id,
        ]
        for change in entry.changes or [FieldChange("", None, None)]:
            told = [change.field, _told(change.before, page.names), _told(change.after, page.names)]
            lines.writerow([_harmless(cell) for cell in [*common, *told]])
    return out.getvalue()


def _told(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return "; ".join(_told(one, names) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else names.get(str(value), str(value))


def _harmless(cell: object) -> str:
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA) else words
