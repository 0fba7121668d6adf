"""What a test needs is made once by the product's own verbs, and put back row by row for the tests after it.

Opening an office takes forty statements, and a thousand tests begin with one.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import text

from frontdesk import db
from frontdesk.db import Base, Sessions

Made = TypeVar("Made")
_kept: dict[str, tuple[Any, str]] = {}
_COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER' AND is_identity = 'NO' GROUP BY table_name
"""


async def again(sessions: Sessions, what: str, make: Callable[[], Awaitable[Made]]) -> Made:
    """Make it, or put it back if `what` was made before; only what was made in an empty database is kept."""
    if what in _kept:
        made: Made
        made, statements = _kept[what]
        async with db.begin(sessions) as session:
            raw = await (await session.connection()).get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.execute(statements)
        return made
    is_empty = not await _as_statements(sessions)
    made = await make()
    if is_empty:
        _kept[what] = made, await _as_statements(sessions)
    return made


async def _as_statements(sessions: Sessions) -> str:
    """Every row there is, as statements that make it. What the database itself counts or computes is left to it."""
    statements = []
    async with db.begin(sessions, read_only=True) as session:
        columns = {str(row[0]): str(row[1]) for row in await session.execute(text(_COLUMNS))}
        for name in [table.name for table in Base.metadata.sorted_tables]:
            rows = await session.scalar(text(f"SELECT jsonb_agg(one)::text FROM {name} AS one"))
            if rows:
                quoted = rows.replace("'", "''")
                statements.append(
                    f"INSERT INTO {name} ({columns[name]})"
                    f" SELECT {columns[name]} FROM jsonb_populate_recordset(NULL::{name}, '{quoted}');"
                )
    return "".join(statements)
