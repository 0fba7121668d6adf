"""Azure in trouble, minute after minute: bookings go on, rooms and messages follow, nothing is doubled and nothing lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from frontdesk import clock
from frontdesk.auth.roles import Role
from frontdesk.desk import Desk
from frontdesk.messages.schemas import message_state
from frontdesk.worker import drain
from tests.backstage import HOUR, MINUTE, control, ledger, mails, order, texts, visit_row
from tests.cast import Cast, book, open_link, sign_in
from tests.conftest import MONDAY_MORNING, Emulator, MakeClient, until

PEOPLE = [
    {"name": f"Guest {name}", "email": f"guest-{name.lower()}@example.com", "phone": f"+4477009005{number:02d}"}
    for number, name in enumerate(("Ada", "Ben"))
]
STARTS = ["2026-11-24T10:00:00Z", "2026-11-24T10:20:00Z"]
MINUTES = (0, 1, 2, 4)
AFTERWARDS = (5, 7, 10, 15, 30, 45, 60)

TROUBLE: dict[str, dict[str, Any] | None] = {
    "down": None,
    "slow": {"kind": "slow", "delay_seconds": 0.2},
    "too many requests": {"kind": "fail", "status": 429, "retry_after_seconds": 60},
    "failing": {"kind": "fail", "status": 500},
    "dropping connections": {"kind": "drop"},
    "losing answers": {"kind": "lose_answer"},
}


@pytest.fixture(scope="module")
def emulator(run_folder: Path) -> Iterator[Emulator]:
    """An emulator that may be stopped and put into trouble; its events come again soon."""
    offset = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
    options = ("--clock-offset", str(offset), "--report-delay", "0.05", "--event-grid-retry-scale", "0.01")
    running = Emulator(run_folder / "emulator-in-trouble", *options)
    running.start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _calm(emulator: Emulator) -> Iterator[None]:
    control(emulator, "DELETE", "/state")
    yield
    if emulator.process is None:
        emulator.start()
    control(emulator, "DELETE", "/trouble")


async def booked(casey: httpx.AsyncClient, maple: Cast, number: int) -> dict[str, Any]:
    """Book as one of the guests."""
    return await book(casey, maple, STARTS[number], provider_id=maple.priya, consumer=PEOPLE[number])


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_bookings_go_on_and_everything_follows_once(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime, trouble: str
) -> None:
    casey, how = browser(), TROUBLE[trouble]
    if how is None:
        emulator.stop()
    else:
        order(emulator, "*", **how)
    visits = []
    for number, minute in enumerate(MINUTES[: len(PEOPLE)]):
        answer = await booked(casey, maple, number)
        visits.append(UUID(answer["visit_id"]))
        await drain(desk, now=now + minute * MINUTE)
        assert (await casey.get(await open_link(casey, answer))).json()["state"] == "booked"
    await drain(desk, now=now + MINUTES[-1] * MINUTE)
    if how is None:
        emulator.start()
        assert all(texts(emulator, str(who["phone"])) == [] for who in PEOPLE), "it was down"
    control(emulator, "DELETE", "/trouble")
    for minute in AFTERWARDS:
        await drain(desk, now=now + minute * MINUTE)

    for visit, who in zip(visits, PEOPLE, strict=True):
        assert [text["to"] for text in texts(emulator, str(who["phone"]))] == [who["phone"]]
        assert [mail["subject"].split(":")[0] for mail in mails(emulator, who["email"])] == ["You’re booked"]
        said = [row for row in await ledger(desk, visit) if row.kind == "confirmation"]
        assert {(row.channel, row.accepted_at is not None) for row in said} == {("email", True), ("sms", True)}
    rooms = sorted([room.id async for room in desk.acs.rooms.all()])
    rows = [await visit_row(desk, maple, visit) for visit in visits]
    assert rooms == sorted(str(row.room_id) for row in rows)
    made = control(emulator, "GET", "/events")["recent"]
    threads = [event["data"]["threadId"] for event in made if event["eventType"].endswith(".ChatThreadCreated")]
    assert sorted(threads) == sorted(str(row.chat_thread_id) for row in rows)


async def test_control_without_an_outage_the_same_people_get_the_same(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime
) -> None:
    await booked(browser(), maple, 0)
    await drain(desk, now=now)
    assert (len(texts(emulator, str(PEOPLE[0]["phone"]))), len(mails(emulator, PEOPLE[0]["email"]))) == (1, 1)


async def test_events_that_come_twice_or_late_change_nothing_twice(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, emulator: Emulator, now: datetime
) -> None:
    order(emulator, "events.deliver", "double")
    order(emulator, "events.deliver", "reorder", delay_seconds=0.5)
    casey = browser()
    visits = [UUID((await booked(casey, maple, number))["visit_id"]) for number in range(len(PEOPLE))]
    await drain(desk, now=now)

    async def delivered() -> bool:
        said = [row for visit in visits for row in await ledger(desk, visit) if row.kind == "confirmation"]
        return [message_state(row) for row in said] == ["delivered"] * 2 * len(PEOPLE)

    await until(delivered, seconds=20)
    await until(lambda: control(emulator, "GET", "/health")["events_waiting"] == 0)
    for minute in AFTERWARDS:
        await drain(desk, now=now + minute * MINUTE)
    assert await delivered()
    assert [len(texts(emulator, str(who["phone"]))) for who in PEOPLE] == [1, 1]


async def test_the_newest_word_of_a_person_holds_in_whatever_order_it_comes(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, emulator: Emulator, now: datetime
) -> None:
    order(emulator, "events.deliver", "reorder", match="SMSReceived", count=1, delay_seconds=20)
    for word in ("STOP", "START"):
        control(emulator, "POST", "/sms/received", {"sender": PEOPLE[0]["phone"], "text": word})
    await until(lambda: control(emulator, "GET", "/health")["events_waiting"] == 0)
    await booked(browser(), maple, 0)
    await drain(desk, now=now)
    assert len(texts(emulator, str(PEOPLE[0]["phone"]))) == 1


async def test_a_stop_that_got_lost_is_learned_from_the_carrier(
    maple: Cast, browser: MakeClient, desk: Desk, azure: httpx.AsyncClient, emulator: Emulator, now: datetime
) -> None:
    phone = str(PEOPLE[0]["phone"])
    order(emulator, "events.deliver", "withhold", match="SMSReceived", count=1)
    control(emulator, "POST", "/sms/received", {"sender": phone, "text": "STOP"})
    visit = UUID((await booked(browser(), maple, 0))["visit_id"])
    await drain(desk, now=now)
    assert [text["details"] for text in texts(emulator, phone)] in ([""], ["Sender blocked for given recipient."])

    async def blocked() -> bool:
        return any(row.failure for row in await ledger(desk, visit))

    await until(blocked, seconds=20)
    for hours in (1, 2, 25):
        await drain(desk, now=now + hours * HOUR)
    assert len(texts(emulator, phone)) == 1, "after that nobody texts them again"


async def test_people_are_told_to_try_again_and_then_come_in(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime
) -> None:
    casey = browser()
    answer = await booked(casey, maple, 0)
    visit = await open_link(casey, answer)
    staff = f"/offices/{maple.slug}{visit}"
    emulator.stop()
    start = datetime.fromisoformat(STARTS[0])
    with clock.held(start - timedelta(minutes=5)):
        priya = await sign_in(browser(), maple, Role.PROVIDER)
        await drain(desk)
        assert (await casey.post(f"{visit}/check-in")).json()["state"] == "waiting"
        assert (await priya.post(f"{staff}/admission")).json()["state"] == "admitted"
        for who, address in ((casey, visit), (priya, staff)):
            refused = await who.post(f"{address}/pass")
            assert refused.status_code == 503
            assert refused.headers["retry-after"]
        assert (await casey.get(visit)).json()["state"] == "admitted", "what was said holds meanwhile"
    emulator.start()
    with clock.held(start - timedelta(minutes=2)):
        await drain(desk)
        # The emulator lives on Monday: a room of Tuesday is not open there, but the passes are given.
        caseys, priyas = (await casey.post(f"{visit}/pass")).json(), (await priya.post(f"{staff}/pass")).json()
        assert (caseys["role"], priyas["role"]) == ("Attendee", "Presenter")
        assert caseys["room_id"] == priyas["room_id"]
