"""Dr Priya's afternoon: who waits, who is let in, what they hold, and how it ends. At the emulator it is five to ten."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from frontdesk import clock
from frontdesk.auth.roles import Role
from frontdesk.desk import Desk
from frontdesk.worker import drain
from tests.cast import Cast, book, open_link, sign_in
from tests.conftest import Emulator, MakeClient, until

FIVE_TO_TEN = datetime(2026, 11, 23, 9, 55, tzinfo=UTC)


@pytest.fixture(scope="module")
def emulator(run_folder: Path) -> Iterator[Emulator]:
    """An emulator at whose hour the room of a visit at ten is open."""
    offset = (FIVE_TO_TEN - datetime.now(UTC)).total_seconds()
    running = Emulator(run_folder / "emulator-afternoon", "--clock-offset", str(int(offset)))
    running.start()
    yield running
    running.stop()


async def test_dr_priyas_afternoon(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, now: datetime
) -> None:
    """Casey comes too early, then waits; Dr Priya sees it, lets them in; both enter the call; it ends; the day knows."""
    casey, priya, person = (
        browser(),
        await sign_in(browser(), maple, Role.PROVIDER),
        {"name": "Casey Morgan", "email": "casey503@example.com", "phone": "+447700900503"},
    )
    start = datetime.fromisoformat("2026-11-23T10:00:00Z")
    booked = await book(casey, maple, "2026-11-23T10:00:00Z", provider_id=maple.priya, consumer=person)
    await drain(desk, now=now)
    visit = await open_link(casey, booked)
    staff = f"/offices/{maple.slug}{visit}"

    early = await casey.post(f"{visit}/check-in")
    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    assert (await casey.post(f"{visit}/pass")).json()["code"] == "not_admitted"
    assert (await priya.post(f"{staff}/admission")).json()["code"] == "not_waiting"

    with clock.held(start - timedelta(minutes=5)):
        waiting = await casey.post(f"{visit}/check-in")
        assert (waiting.json()["state"], waiting.json()["place_in_line"]) == ("waiting", 1)
        assert (await casey.post(f"{visit}/pass")).json()["code"] == "not_admitted"
        (line,) = (await priya.get(f"/offices/{maple.slug}/day")).json()["visits"]
        assert (line["state"], line["wait"], line["consumer"]["name"]) == ("waiting", "early", "Casey Morgan")

        assert (await priya.post(f"{staff}/admission")).json()["state"] == "admitted"
        assert (await casey.get(visit)).json()["state"] == "admitted"
        caseys = (await casey.post(f"{visit}/pass")).json()
        priyas = (await priya.post(f"{staff}/pass")).json()
        assert (caseys["role"], priyas["role"]) == ("Attendee", "Presenter")
        assert caseys["room_id"] == priyas["room_id"]
        assert caseys["user_id"] != priyas["user_id"]
        assert (await casey.post(f"{visit}/pass")).json()["user_id"] == caseys["user_id"]  # refreshed, the same person

        async with connect(priyas["socket_url"]) as one, connect(caseys["socket_url"]) as other:
            await _join(one, priyas)
            await _join(other, caseys)

            async def in_visit() -> bool:
                return bool((await casey.get(visit)).json()["state"] == "in_visit")

            await until(in_visit)
            ended = await priya.put(f"{staff}/ending")
            assert ended.status_code == 200, ended.text
            await drain(desk)
            await until(lambda: one.close_code is not None or other.close_code is not None)

        assert (await casey.get(visit)).json()["state"] == "ended"
        assert (await casey.post(f"{visit}/pass")).json()["code"] == "visit_over"
        (line,) = (await priya.get(f"/offices/{maple.slug}/day")).json()["visits"]
        assert (line["state"], line["outcome"]) == ("ended", "completed")
    with clock.held(start + timedelta(minutes=30)):
        settled = await priya.put(f"{staff}/outcome", json={"outcome": "consumer_no_show"})
        assert settled.json()["outcome"] == "consumer_no_show"
        assert (await priya.put(f"{staff}/outcome", json={"outcome": None})).json()["outcome"] is None


async def _join(socket: Any, entry: dict[str, Any]) -> None:
    await socket.send(
        json.dumps(
            {
                "type": "join",
                "token": entry["token"],
                "displayName": entry["display_name"],
                "media": {"muted": True, "camera": False, "screen": False},
                "chatThreadId": entry["chat_thread_id"],
            }
        )
    )
    answer = json.loads(await socket.recv())
    assert answer["type"] == "joined", answer
