"""The people who book: the directory, one of them whole, notes about them, two entries made one."""

from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments import merging
from frontdesk.auth.guards import at_work, desk_only, staff_only
from frontdesk.auth.queries import person_name
from frontdesk.auth.roles import Staff
from frontdesk.consumers import notes
from frontdesk.dashboard.directory import detail_of, directory, note_seen, seen_by
from frontdesk.dashboard.directory_schemas import ConsumerDetail, ConsumerList, MergeWish, NoteSeen, NoteWords

CONSUMER = "/offices/{office:str}/consumers/{consumer_id:uuid}"


@get("/offices/{office:str}/consumers", guards=[staff_only], tags=["Staff: consumers"])
async def list_consumers(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    q: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
) -> ConsumerList:
    """Find people who book by any part of name, e-mail address and number; `after` is the `next` of the page before."""
    return await directory(session, staff, words=(q or "")[:200], after=after, now=clock.now())


@get(CONSUMER, guards=[staff_only], tags=["Staff: consumers"])
async def read_consumer(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    consumer_id: FromPath[UUID],
) -> ConsumerDetail:
    """Read somebody who books, with visits, messages, notes and consent."""
    return await detail_of(session, staff, consumer_id, now=clock.now())


@post(f"{CONSUMER}/notes", guards=[at_work], tags=["Staff: consumers"])
async def add_note(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    consumer_id: FromPath[UUID],
    data: JSONBody[NoteWords],
) -> NoteSeen:
    """Write something down about somebody; they never see it."""
    consumer = await seen_by(session, staff, consumer_id)
    note = await notes.add_note(session, staff, consumer, data.text, now=clock.now())
    return note_seen(note, await person_name(session, note.author_id), staff)


@put(f"{CONSUMER}/notes/{{note_id:uuid}}", guards=[at_work], tags=["Staff: consumers"])
async def change_note(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    consumer_id: FromPath[UUID],
    note_id: FromPath[UUID],
    data: JSONBody[NoteWords],
) -> NoteSeen:
    """Let one's own note say something else."""
    await seen_by(session, staff, consumer_id)
    note = await notes.change_note(session, staff, consumer_id, note_id, data.text, now=clock.now())
    return note_seen(note, await person_name(session, note.author_id), staff)


@post(f"{CONSUMER}/merging", status_code=200, guards=[desk_only], tags=["Staff: consumers"])
async def merge(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    consumer_id: FromPath[UUID],
    data: JSONBody[MergeWish],
) -> ConsumerDetail:
    """Make two entries of one person one: visits and notes of the duplicate are this one's from then on."""
    for one in (consumer_id, data.duplicate_id):
        await seen_by(session, staff, one)
    now = clock.now()
    await merging.merge(session, staff.office_id, consumer_id, data.duplicate_id, actor=staff.actor, now=now)
    return await detail_of(session, staff, consumer_id, now=now)


route_handlers = [list_consumers, read_consumer, add_note, change_note, merge]
