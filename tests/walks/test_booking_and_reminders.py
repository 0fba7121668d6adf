"""Two walks of docs/architecture.md, from the outside: Casey books, and a reminder comes due."""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx

from frontdesk import clock
from frontdesk.auth.roles import Role
from frontdesk.desk import Desk
from frontdesk.worker import drain
from tests.cast import BERLIN, Cast, book, open_link, sign_in
from tests.conftest import MakeClient, until


async def _texts(azure: httpx.AsyncClient, to: str) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = (await azure.get("/sms", params={"to": to})).json()["sent"]
    return sent


async def _mails(azure: httpx.AsyncClient, to: str) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = (await azure.get("/emails")).json()["sent"]
    return [mail for mail in sent if to in json.dumps(mail)]


def consumer(number: int) -> dict[str, str]:
    """Somebody whom no other test writes to, as the emulator serves them all."""
    return {"name": "Casey Morgan", "email": f"casey{number}@example.com", "phone": f"+447700900{number}"}


async def _ledger(staff: httpx.AsyncClient, cast: Cast, visit_id: str) -> dict[tuple[str, str], str]:
    detail = (await staff.get(f"/offices/{cast.slug}/visits/{visit_id}")).json()
    return {(message["kind"], message["channel"]): message["state"] for message in detail["messages"]}


async def test_casey_books(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, now: datetime
) -> None:  # fmt: skip
    """Casey picks a time, gives their details, and minutes later has a text and a mail; the room is ready for the day."""
    casey, person = browser(), consumer(501)
    offered = await casey.get(
        f"/offices/{maple.slug}/slots",
        params={"service_id": str(maple.service_id), "from": "2026-11-24", "to": "2026-11-25", "time_zone": BERLIN},
    )
    assert offered.json()["first_free"]["office"]["time"] == "10:00"  # today at ten: two hours' notice
    start = offered.json()["slots"][0]["starts_at"]
    booked = await book(casey, maple, start, consumer=person)

    await drain(desk, now=now)

    (text,) = await _texts(azure, person["phone"])
    assert f"/v#{booked['link_token']}" in text["text"]
    assert "Tue 24 Nov, 10:00, Berlin time" in text["text"]
    (mail,) = await _mails(azure, person["email"])
    assert "Tue 24 Nov, 10:00" in mail["subject"]
    assert mail["attachments"][0]["name"] == "visit.ics"
    priya = await sign_in(browser(), maple, Role.MANAGER)

    async def both_arrived() -> bool:
        told = await _ledger(priya, maple, booked["visit_id"])
        return told[("confirmation", "sms")] == told[("confirmation", "email")] == "delivered"

    await until(both_arrived)
    assert (await _ledger(priya, maple, booked["visit_id"]))[("reminder", "sms")] == "planned"
    rooms = [room.id async for room in desk.acs.rooms.all()]
    assert rooms, "the room of tomorrow's visit is there"


async def test_a_reminder_comes_due(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, now: datetime
) -> None:
    """A day before and an hour before, Casey is reminded once on each channel; after a move only of the new time."""
    casey, person = browser(), consumer(502)
    booked = await book(casey, maple, "2026-11-26T10:00:00Z", consumer=person)
    await drain(desk, now=now)
    assert len(await _texts(azure, person["phone"])) == 1

    day_before = datetime.fromisoformat("2026-11-25T10:00:00Z")
    with clock.held(day_before - timedelta(seconds=1)):
        await drain(desk)
        assert len(await _texts(azure, person["phone"])) == 1
    with clock.held(day_before):
        await drain(desk)
        await drain(desk)
    texts = await _texts(azure, person["phone"])
    assert [("Thu 26 Nov, 11:00, Berlin time" in text["text"]) for text in texts] == [True, True]

    visit = await open_link(casey, booked)
    with clock.held(datetime.fromisoformat("2026-11-24T09:00:00Z")):
        moved = await casey.put(f"{visit}/time", json={"starts_at": "2026-11-27T15:00:00Z", "time_zone": BERLIN})
        assert moved.status_code == 200, moved.text
        await drain(desk)
    with clock.held(datetime.fromisoformat("2026-11-26T09:00:00Z")):  # an hour before the old time: nothing is said
        await drain(desk)
    texts = await _texts(azure, person["phone"])
    assert len(texts) == 3
    assert "Fri 27 Nov, 16:00, Berlin time" in texts[-1]["text"] or "Fri 27 Nov, 16:00" in texts[0]["text"]
    with clock.held(datetime.fromisoformat("2026-11-27T14:00:00Z")):
        await drain(desk)
    texts = await _texts(azure, person["phone"])
    assert (
        len({text["message_id"] for text in texts}) == len(texts) == 5
    )  # a day before and an hour before the new time
