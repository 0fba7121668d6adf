"""Who changed what, when, from what to what; and putting it back."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.dashboard import restoring
from frontdesk.dashboard.history import Asked, entry_by_id, entry_seen, history
from frontdesk.dashboard.history_export import exported
from frontdesk.dashboard.history_schemas import HistoryDetail, HistoryPage, Kind, Restoration
from frontdesk.offices import queries as offices
from frontdesk.wall import start_of_day

ENTRY = "/offices/{office:str}/history/{entry_id:int}"
From = Annotated[date | None, QueryParameter(name="from")]
To = Annotated[date | None, QueryParameter(name="to")]


@get("/offices/{office:str}/history", guards=[staff_only], tags=["Staff: history"])
async def read_history(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    q: FromQuery[str | None] = None,
    kind: FromQuery[Kind | None] = None,
    actor_id: FromQuery[UUID | None] = None,
    subject: FromQuery[str | None] = None,
    from_day: From = None,
    to_day: To = None,
    before: FromQuery[int | None] = None,
) -> HistoryPage:
    """Read what was changed, the newest first; `before` goes on from the `next` of the page before. Both dates count in."""
    asked = await _asked(session, staff, q, kind, actor_id, subject, from_day, to_day, before)
    return await history(session, asked)


@get("/offices/{office:str}/history/export", guards=[staff_only], tags=["Staff: history"], media_type="text/csv")
async def export_history(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    q: FromQuery[str | None] = None,
    kind: FromQuery[Kind | None] = None,
    actor_id: FromQuery[UUID | None] = None,
    subject: FromQuery[str | None] = None,
    from_day: From = None,
    to_day: To = None,
) -> Response[bytes]:
    """Read the same as a table (CSV), one line for each field that changed."""
    asked = await _asked(session, staff, q, kind, actor_id, subject, from_day, to_day, None)
    return Response(
        b"\xef\xbb\xbf" + (await exported(session, asked)).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="history.csv"', "Cache-Control": "no-store"},
    )


@get(ENTRY, guards=[staff_only], tags=["Staff: history"])
async def read_entry(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    entry_id: FromPath[int],
) -> HistoryDetail:
    """Read one change."""
    entry = await entry_by_id(session, staff.office_id, entry_id, only_of=staff.only_provider)
    return await entry_seen(session, entry)


@post(f"{ENTRY}/restoration/preview", status_code=200, guards=[managers_only], tags=["Staff: history"])
async def preview_restoration(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    entry_id: FromPath[int],
) -> Restoration:
    """Tell what putting the former value back would change, or why it cannot be. Changes nothing."""
    entry = await entry_by_id(session, staff.office_id, entry_id, only_of=staff.only_provider)
    return await restoring.preview(session, staff, entry, now=clock.now())


@post(f"{ENTRY}/restoration", status_code=200, guards=[managers_only], tags=["Staff: history"])
async def restore(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    entry_id: FromPath[int],
) -> HistoryDetail:
    """Put the former value back, by the verb that sets it; 409 no_longer_fits says why it cannot be."""
    entry = await entry_by_id(session, staff.office_id, entry_id, only_of=staff.only_provider)
    await restoring.restore(session, staff, entry, now=clock.now())
    return await entry_seen(session, entry)


async def _asked(
    session: AsyncSession,
    staff: Staff,
    q: str | None,
    kind: Kind | None,
    actor_id: UUID | None,
    subject: str | None,
    from_day: date | None,
    to_day: date | None,
    before: int | None,
) -> Asked:
    zone = (await offices.office_by_id(session, staff.office_id)).time_zone
    return Asked(
        staff.office_id,
        only_of=staff.only_provider,
        before=before,
        words=(q or "")[:200],
        kind=kind,
        actor_id=actor_id,
        subject=subject,
        from_at=start_of_day(from_day, zone) if from_day else None,
        to_at=start_of_day(to_day + timedelta(days=1), zone) if to_day else None,
    )


route_handlers = [read_history, export_history, read_entry, preview_restoration, restore]
