"""The pass: for the provider of the visit and the admitted consumer, and nobody else."""

import asyncio
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest

from frontdesk.appointments.rules import AlreadyCancelled, VisitOver
from frontdesk.audit import Actor
from frontdesk.desk import Desk
from frontdesk.errors import AcsUnavailable, NotFound
from frontdesk.visits import visit as desk_work
from frontdesk.visits.facts import OVERRUN
from frontdesk.visits.passes import NotAdmitted, Pass, issue_pass
from frontdesk.visits.preparing import ROOM_OPENS_BEFORE_DOOR
from frontdesk.visits.rows import visit_of
from frontdesk.visits.visit import TooEarly
from frontdesk.worker import drain
from tests.backstage import MINUTE, booked, cancelled, control, order, person, visit_row
from tests.cast import Cast
from tests.conftest import Emulator

STAFF, CONSUMER = Actor("staff"), Actor("consumer")


@pytest.fixture
async def visit(desk: Desk, maple: Cast, azure: Emulator, now: datetime) -> UUID:
    """A visit in half an hour, prepared."""
    made = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    await drain(desk, now=now)
    return made


async def get_pass(desk: Desk, maple: Cast, visit: UUID, kind: str, now: datetime) -> Pass:
    participant = await person(desk, visit, kind)
    return await issue_pass(desk, office_id=maple.office_id, visit_id=visit, participant_id=participant.id, now=now)


async def admit(desk: Desk, maple: Cast, visit: UUID, now: datetime) -> None:
    ids = {"office_id": maple.office_id, "appointment_id": visit}
    async with desk.begin() as session:
        await desk_work.check_in(session, **ids, actor=CONSUMER, now=now)
        await desk_work.admit(session, **ids, actor=STAFF, now=now)


def scopes(token: str) -> set[str]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return set(claims["acsScope"].split(","))


async def test_the_provider_gets_one_as_presenter(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    got = await get_pass(desk, maple, visit, "provider", now)
    row = await visit_row(desk, maple, visit)
    assert (got.stage, got.role, got.display_name, got.locale) == ("local", "Presenter", "Dr Priya Raman", "en-GB")
    assert (got.room_id, got.chat_thread_id) == (row.room_id, row.chat_thread_id)
    assert got.endpoint == f"https://localhost:{azure.port}"
    assert got.socket_url == f"ws://localhost:{azure.http_port}/_emulator/calls/{row.room_id}"
    assert scopes(got.token) == {"voip.join", "chat.join"}
    assert (await desk.acs.rooms.roster(got.room_id))[got.user_id] == "Presenter"


async def test_a_consumer_gets_none_before_admission_and_leaves_no_trace_at_azure(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    with pytest.raises(NotAdmitted):
        await get_pass(desk, maple, visit, "consumer", now)
    async with desk.begin() as session:
        await desk_work.check_in(
            session, office_id=maple.office_id, appointment_id=visit, actor=CONSUMER, now=now + 15 * MINUTE
        )
    with pytest.raises(NotAdmitted):
        await get_pass(desk, maple, visit, "consumer", now + 15 * MINUTE)
    assert (await person(desk, visit, "consumer")).acs_user_id is None


async def test_an_admitted_consumer_gets_one_of_least_scope(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    door = now + 15 * MINUTE
    await admit(desk, maple, visit, door)
    got = await get_pass(desk, maple, visit, "consumer", door)
    assert (got.role, got.display_name) == ("Attendee", "Casey Morgan")
    assert scopes(got.token) == {"voip.join", "chat.join.limited"}
    assert (await desk.acs.rooms.roster(got.room_id))[got.user_id] == "Attendee"


async def test_a_refresh_speaks_for_the_same_person(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    first = await get_pass(desk, maple, visit, "provider", now)
    second = await get_pass(desk, maple, visit, "provider", now + MINUTE)
    assert first.user_id == second.user_id == (await person(desk, visit, "provider")).acs_user_id


async def test_two_tabs_at_once_are_one_person(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    got = await asyncio.gather(*(get_pass(desk, maple, visit, "provider", now) for _ in range(6)))
    assert len({one.user_id for one in got}) == 1
    assert len(await desk.acs.rooms.roster(got[0].room_id)) == 2, "the provider and our mark"


async def test_nobody_gets_one_too_early_too_late_or_for_what_is_cancelled(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    opens_at = now + 15 * MINUTE - ROOM_OPENS_BEFORE_DOOR
    with pytest.raises(TooEarly):
        await get_pass(desk, maple, visit, "provider", opens_at - MINUTE)
    with pytest.raises(VisitOver):
        await get_pass(desk, maple, visit, "provider", now + 50 * MINUTE + OVERRUN)
    await cancelled(desk, maple, visit)
    with pytest.raises(AlreadyCancelled):
        await get_pass(desk, maple, visit, "provider", now)


async def test_nobody_gets_one_after_the_end(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    door = now + 15 * MINUTE
    await admit(desk, maple, visit, door)
    async with desk.begin() as session:
        await desk_work.end(session, office_id=maple.office_id, appointment_id=visit, actor=STAFF, now=door)
    for kind in ("provider", "consumer"):
        with pytest.raises(VisitOver):
            await get_pass(desk, maple, visit, kind, door)


async def test_somebody_of_another_visit_or_office_gets_none(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    other = await booked(desk, maple, now + 50 * MINUTE, sms_consent=False)
    await drain(desk, now=now)
    stranger = await person(desk, other, "provider")
    for participant_id in (stranger.id, uuid4()):
        with pytest.raises(NotFound):
            await issue_pass(desk, office_id=maple.office_id, visit_id=visit, participant_id=participant_id, now=now)


async def test_a_room_that_is_not_there_yet_is_made_at_once(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    visit = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    async with desk.begin() as session:
        await visit_of(session, office_id=maple.office_id, appointment_id=visit)
    got = await get_pass(desk, maple, visit, "provider", now)
    assert got.room_id == (await visit_row(desk, maple, visit)).room_id
    await drain(desk, now=now)
    assert [room.id async for room in desk.acs.rooms.all()] == [got.room_id]


async def test_a_lost_room_is_made_anew_while_somebody_waits(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    first = await get_pass(desk, maple, visit, "provider", now)
    await desk.acs.rooms.remove(first.room_id)
    second = await get_pass(desk, maple, visit, "provider", now)
    assert second.room_id != first.room_id
    assert second.user_id in await desk.acs.rooms.roster(second.room_id)


async def test_a_service_token_that_no_longer_holds_is_renewed(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    control(azure, "POST", "/tokens/revocation")
    assert (await get_pass(desk, maple, visit, "provider", now)).role == "Presenter"


async def test_when_azure_is_away_one_is_asked_to_try_again(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    order(azure, "identity.*", "fail", status=503, count=1)
    with pytest.raises(AcsUnavailable):
        await get_pass(desk, maple, visit, "provider", now)


async def test_a_user_that_azure_no_longer_knows_is_made_anew(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    first = await get_pass(desk, maple, visit, "provider", now)
    await desk.acs.identity.delete_user(first.user_id)
    second = await get_pass(desk, maple, visit, "provider", now)
    assert second.user_id == (await person(desk, visit, "provider")).acs_user_id != first.user_id
    assert (await desk.acs.rooms.roster(second.room_id))[second.user_id] == "Presenter"


async def test_after_everything_was_lost_at_azure_people_come_in_all_the_same(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, visit: UUID
) -> None:
    await get_pass(desk, maple, visit, "provider", now)
    control(azure, "DELETE", "/state")
    got = await get_pass(desk, maple, visit, "provider", now)
    assert got.user_id in await desk.acs.rooms.roster(got.room_id)
