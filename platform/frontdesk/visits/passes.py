"""The pass: what a browser needs to enter call and chat. The one request that speaks to Azure while somebody waits.

An identity is made once for each participant and kept, so that a refreshed pass speaks for the same person. A consumer
gets none before admission. Tokens are of the least scope that joins: nobody but the product itself may make rooms,
calls elsewhere or threads.
"""

import asyncio
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.acs.chat import Member
from frontdesk.acs.identity import Scope, Token
from frontdesk.acs.rooms import Role
from frontdesk.appointments.rules import AlreadyCancelled, VisitOver
from frontdesk.config import Settings
from frontdesk.desk import Desk
from frontdesk.errors import AcsRejected, AcsUnavailable, Conflict, NotFound
from frontdesk.offices.tables import Office, Provider
from frontdesk.visits.facts import Facts, State, facts_of
from frontdesk.visits.preparing import prepare_visit, room_window
from frontdesk.visits.rows import visit_of
from frontdesk.visits.service_user import as_service_user
from frontdesk.visits.tables import Participant, Visit
from frontdesk.visits.visit import TooEarly, check_promised

SCOPES: dict[Role, list[Scope]] = {
    "Presenter": ["voip.join", "chat.join"],  # chat.join: may take somebody out of the chat, too
    "Attendee": ["voip.join", "chat.join.limited"],
}


class NotAdmitted(Conflict):
    """Please wait until you are let in."""


class Pass(msgspec.Struct, frozen=True):
    """Who one is, the token that says so, and where to go with it. The token ends by the real clock."""

    stage: Literal["local", "acs"]
    user_id: str
    display_name: str
    role: Role
    token: str
    token_expires_at: datetime
    endpoint: str
    room_id: str
    chat_thread_id: str
    socket_url: str | None
    locale: str


class _Ready(msgspec.Struct):
    """What the database says of somebody who may come in."""

    user_id: str | None
    display_name: str
    role: Role
    locale: str
    room_id: str | None
    thread_id: str | None


async def issue_pass(desk: Desk, *, office_id: UUID, visit_id: UUID, participant_id: UUID, now: datetime) -> Pass:
    """Let a participant into room and thread and give them a token for an hour. Again: the same person, a new token.

    Raises NotAdmitted, TooEarly, AlreadyCancelled, VisitOver, NotFound; AcsUnavailable when Azure or the room is not there
    at this moment.
    """
    for last in (False, True):
        ready = await _may_enter(desk, office_id, visit_id, participant_id, now=now)
        if ready.room_id is not None and ready.thread_id is not None:
            user_id = ready.user_id or await _identify(desk, office_id, visit_id, participant_id)
            token = await _let_in(desk, ready, user_id, now=now)
            if token is not None:
                return _pass(desk, ready, user_id, token)
            await _forget_lost_user(desk, participant_id, user_id)
        if not last:  # not made yet, or lost at Azure: preparing finds out, and makes anew
            await prepare_visit(desk, office_id=office_id, appointment_id=visit_id, now=now)
    raise AcsUnavailable("visit: the room is being made", retry_after_seconds=2)


def _pass(desk: Desk, ready: _Ready, user_id: str, token: Token) -> Pass:
    assert ready.room_id is not None  # they were let into both
    assert ready.thread_id is not None
    return Pass(
        stage=desk.settings.call_stage,
        user_id=user_id,
        display_name=ready.display_name,
        role=ready.role,
        token=token.value,
        token_expires_at=token.expires_at,
        endpoint=desk.acs.endpoint,
        room_id=ready.room_id,
        chat_thread_id=ready.thread_id,
        socket_url=_socket_url(desk.settings, ready.room_id),
        locale=ready.locale,
    )


async def participant_of_seat(session: AsyncSession, *, office_id: UUID, visit_id: UUID, seat_id: UUID) -> UUID:
    """Tell who in the visit sits on a seat; makes the visit's rows where they are missing. Raises NotFound."""
    await visit_of(session, office_id=office_id, appointment_id=visit_id)
    found = await session.scalar(
        select(Participant.id).where(
            Participant.office_id == office_id, Participant.visit_id == visit_id, Participant.seat_id == seat_id
        )
    )
    if found is None:
        raise NotFound()
    return found


async def _may_enter(desk: Desk, office_id: UUID, visit_id: UUID, participant_id: UUID, *, now: datetime) -> _Ready:
    async with desk.begin() as session:
        visit = await visit_of(session, office_id=office_id, appointment_id=visit_id)
        person = await session.scalar(
            select(Participant).where(
                Participant.office_id == office_id,
                Participant.visit_id == visit_id,
                Participant.id == participant_id,
            )
        )
        if person is None:
            raise NotFound()
        facts = await facts_of(session, office_id, visit_id, seat_id=person.seat_id)
        _check(facts, visit, consumer=person.kind == "consumer", now=now)
        if person.kind == "consumer":
            name, locale = facts.consumer_name, facts.locale
        else:
            provider = await session.get_one(Provider, (office_id, person.person_id))
            name, locale = provider.name, (await session.get_one(Office, office_id)).locale
        role: Role = "Attendee" if person.kind == "consumer" else "Presenter"
        return _Ready(person.acs_user_id, name, role, locale, visit.room_id, visit.chat_thread_id)


def _check(facts: Facts, visit: Visit, *, consumer: bool, now: datetime) -> None:
    state = facts.state(now)
    if state is State.CANCELLED:
        raise AlreadyCancelled()
    check_promised(facts, now=now)
    if visit.closed_at is not None or state in (State.ENDED, State.MISSED):
        raise VisitOver()
    if consumer and state not in (State.ADMITTED, State.IN_VISIT):
        raise NotAdmitted()
    if now < room_window(facts.starts_at, facts.ends_at, facts.door_opens_minutes)[0]:
        raise TooEarly()


async def _identify(desk: Desk, office_id: UUID, visit_id: UUID, participant_id: UUID) -> str:
    """Make the participant's user; when two ask at once, the first written one counts."""
    made = await desk.acs.identity.create_user()
    async with desk.begin() as session:
        visit = await session.get_one(Visit, (office_id, visit_id), with_for_update=True)
        person = await session.get_one(Participant, participant_id, with_for_update=True)
        over = visit.ended_at is not None or visit.closed_at is not None
        if not over and person.acs_user_id is None:
            person.acs_user_id = made
        kept = person.acs_user_id
    if kept != made:
        await desk.acs.identity.delete_user(made)
    if over or kept is None:
        raise VisitOver()
    return kept


async def _let_in(desk: Desk, ready: _Ready, user_id: str, *, now: datetime) -> Token | None:
    """Put the user on the roster and into the thread and issue the token, all at once. None when one of them is lost."""
    room_id, thread_id = ready.room_id, ready.thread_id
    assert room_id is not None  # looked at before
    assert thread_id is not None
    member = Member(user_id, ready.display_name)
    in_room, in_thread, token = await asyncio.gather(
        desk.acs.rooms.invite(room_id, user_id, ready.role),
        as_service_user(desk, lambda words: desk.acs.chat.admit(thread_id, member, token=words), now=now),
        _token(desk, user_id, SCOPES[ready.role]),
    )
    return token if in_room and in_thread else None


async def _token(desk: Desk, user_id: str, scopes: list[Scope]) -> Token | None:
    try:
        return await desk.acs.identity.issue_token(user_id, scopes)
    except AcsRejected as refusal:
        if refusal.status != 404:
            raise
        return None


async def _forget_lost_user(desk: Desk, participant_id: UUID, user_id: str) -> None:
    if await _token(desk, user_id, ["chat.join.limited"]) is not None:
        return
    async with desk.begin() as session:
        person = await session.get_one(Participant, participant_id, with_for_update=True)
        if person.acs_user_id == user_id:
            person.acs_user_id = None


def _socket_url(settings: Settings, room_id: str) -> str | None:
    if settings.call_stage == "acs" or settings.call_socket_url is None:
        return None
    return f"{settings.call_socket_url.rstrip('/')}/_emulator/calls/{room_id}"
