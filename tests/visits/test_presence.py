"""Who is in the call, from events that come doubled and in any order."""

import json
from datetime import datetime
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
import websockets

from frontdesk.acs.event_grid import CallEnded, ParticipantJoined, ParticipantLeft
from frontdesk.desk import Desk
from frontdesk.visits.passes import Pass
from frontdesk.visits.presence import heard
from frontdesk.visits.rows import visit_of
from frontdesk.worker import drain
from tests.backstage import MINUTE, booked, control, person, visit_row
from tests.cast import Cast
from tests.conftest import Emulator, Server, until
from tests.visits.test_passes import admit, get_pass


@pytest.fixture
async def visit(desk: Desk, maple: Cast, azure: Emulator, now: datetime) -> UUID:
    """A visit in half an hour with two people known to Azure."""
    made = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    async with desk.begin() as session:
        row = await visit_of(session, office_id=maple.office_id, appointment_id=made)
        row.room_id = "99430570737419440"
    for kind in ("provider", "consumer"):
        async with desk.begin() as session:
            someone = await session.merge(await person(desk, made, kind))
            someone.acs_user_id = f"8:acs:{kind}-{made}"
    return made


def joined(visit: UUID, kind: str, at: datetime) -> ParticipantJoined:
    return ParticipantJoined("99430570737419440", f"8:acs:{kind}-{visit}", at)


def left(visit: UUID, kind: str, at: datetime) -> ParticipantLeft:
    return ParticipantLeft("99430570737419440", f"8:acs:{kind}-{visit}", at)


async def test_the_visit_starts_when_both_are_there(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    await heard(desk, joined(visit, "provider", now))
    assert (await visit_row(desk, maple, visit)).started_at is None
    await heard(desk, joined(visit, "consumer", now + MINUTE))
    assert (await visit_row(desk, maple, visit)).started_at == now + MINUTE
    await heard(desk, left(visit, "consumer", now + 2 * MINUTE))
    await heard(desk, joined(visit, "consumer", now + 3 * MINUTE))
    assert (await visit_row(desk, maple, visit)).started_at == now + MINUTE
    consumer = await person(desk, visit, "consumer")
    assert (consumer.connected_at, consumer.disconnected_at) == (now + 3 * MINUTE, None)
    assert consumer.first_connected_at == now + MINUTE


async def test_the_newest_news_counts_in_whatever_order_it_comes(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    news: list[ParticipantJoined | ParticipantLeft] = [
        joined(visit, "consumer", now),
        left(visit, "consumer", now + MINUTE),
        joined(visit, "consumer", now + 2 * MINUTE),
    ]
    for order in permutations(news):
        async with desk.begin() as session:
            someone = await session.merge(await person(desk, visit, "consumer"))
            someone.connected_at = someone.disconnected_at = None
            someone.first_connected_at = someone.presence_event_at = None
        for event in (*order, *order):
            await heard(desk, event)
        found = await person(desk, visit, "consumer")
        assert (found.connected_at, found.first_connected_at) == (now + 2 * MINUTE, now), order


async def test_a_reload_in_one_moment_is_no_leaving(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    await heard(desk, joined(visit, "consumer", now))
    await heard(desk, joined(visit, "consumer", now + MINUTE))
    await heard(desk, left(visit, "consumer", now + MINUTE))
    assert (await person(desk, visit, "consumer")).connected_at == now + MINUTE


async def test_the_end_of_the_call_ends_it_for_all(desk: Desk, maple: Cast, now: datetime, visit: UUID) -> None:
    for kind in ("provider", "consumer"):
        await heard(desk, joined(visit, kind, now))
    await heard(desk, CallEnded("99430570737419440", now + MINUTE))
    for kind in ("provider", "consumer"):
        found = await person(desk, visit, kind)
        assert (found.connected_at, found.disconnected_at) == (None, now + MINUTE)


async def test_calls_and_people_that_are_not_ours_change_nothing(
    desk: Desk, maple: Cast, now: datetime, visit: UUID
) -> None:
    await heard(desk, ParticipantJoined("99000000000000000", f"8:acs:consumer-{visit}", now))
    await heard(desk, ParticipantJoined("99430570737419440", "8:acs:stranger", now))
    assert (await person(desk, visit, "consumer")).connected_at is None


async def test_a_real_call_is_seen_by_the_desk(
    desk: Desk, maple: Cast, azure: Emulator, server: Server, now: datetime
) -> None:
    """Two people with their passes on the emulator's call socket; its events reach us through the hook."""
    url = f"{server.settings.origin}/hooks/event-grid?code={server.settings.hook_secret}"
    control(azure, "PUT", "/webhook", {"url": url})
    visit = await booked(desk, maple, now + 30 * MINUTE, sms_consent=False)
    await drain(desk, now=now)
    await admit(desk, maple, visit, now + 15 * MINUTE)
    priya, casey = [await get_pass(desk, maple, visit, kind, now + 15 * MINUTE) for kind in ("provider", "consumer")]

    async def connected(kind: str) -> bool:
        return (await person(desk, visit, kind)).connected_at is not None

    async with (
        websockets.connect(str(priya.socket_url)) as at_desk,
        websockets.connect(str(casey.socket_url)) as at_home,
    ):
        assert await enter(at_desk, priya) == "Presenter"
        assert await enter(at_home, casey) == "Attendee"
        await until(lambda: connected("provider"))
        await until(lambda: connected("consumer"))
        row = await visit_row(desk, maple, visit)
        assert row.started_at is not None
        await at_home.send(json.dumps({"type": "leave"}))

        async def gone() -> bool:
            return not await connected("consumer")

        await until(gone)
        assert await connected("provider")


async def enter(socket: Any, got: Pass) -> str:
    media = {"muted": False, "camera": False, "screen": False}
    await socket.send(
        json.dumps(
            {
                "type": "join",
                "token": got.token,
                "displayName": got.display_name,
                "media": media,
                "chatThreadId": got.chat_thread_id,
            }
        )
    )
    answer: dict[str, Any] = json.loads(await socket.recv())
    assert answer["type"] == "joined", answer
    assert answer["chat"]["threadId"] == got.chat_thread_id
    role: str = answer["role"]
    return role
