"""The product's own lasting user at Azure: it owns every chat thread and stands on every room's roster as our mark.

One for the whole installation. It holds no call token, so standing on a roster lets nobody into a call.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected
from frontdesk.visits.tables import ServiceIdentity

PURPOSE = "threads"
Answer = TypeVar("Answer")


async def service_user(desk: Desk, *, now: datetime) -> str:
    """Tell the user's id; the first to ask makes it."""
    async with desk.begin(read_only=True) as session:
        known = await _known(session)
    if known is not None:
        return known
    made = await desk.acs.identity.create_user()
    async with desk.begin() as session:
        words = insert(ServiceIdentity).values(purpose=PURPOSE, acs_user_id=made, created_at=now)
        await session.execute(words.on_conflict_do_nothing())
        kept = await _known(session)
    if kept is None:
        raise LookupError("the service user was taken away while it was being made")
    if kept != made:  # two processes started at once
        await desk.acs.identity.delete_user(made)
    return kept


async def as_service_user(desk: Desk, say: Callable[[str], Awaitable[Answer]], *, now: datetime) -> Answer:
    """Say something to the chat service with the user's token. A token that no longer holds is issued anew once."""
    user_id = await service_user(desk, now=now)
    try:
        return await say(await _token(desk, user_id))
    except AcsRejected as refusal:
        if refusal.status not in (401, 404):
            raise
    desk.acs.identity.forget_token(user_id)
    try:
        token = await _token(desk, user_id)
    except AcsRejected as refusal:
        if refusal.status != 404:
            raise
        async with desk.begin() as session:  # the resource no longer knows the user; a new one is needed
            await session.execute(delete(ServiceIdentity).where(ServiceIdentity.acs_user_id == user_id))
        token = await _token(desk, await service_user(desk, now=now))
    return await say(token)


async def _token(desk: Desk, user_id: str) -> str:
    return (await desk.acs.identity.lasting_token(user_id, ["chat"])).value


async def _known(session: AsyncSession) -> str | None:
    return await session.scalar(select(ServiceIdentity.acs_user_id).where(ServiceIdentity.purpose == PURPOSE))
