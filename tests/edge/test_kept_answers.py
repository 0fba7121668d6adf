"""The same request sent again: the same answer, and nothing done twice, whatever broke on the way."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.auth.roles import Role
from frontdesk.config import Settings
from frontdesk.db import Sessions, make_engine
from frontdesk.edge.sealing import Answer, Seal
from tests.cast import BERLIN, CASEY, Cast, maple_street, sign_in
from tests.conftest import PLATFORM, Emulator, MakeClient, Server, free_port, settings_for, until
from tests.scratch import Database

COPIES = 50
TEN, ELEVEN = "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"
HOLDS, APPOINTMENTS = "/offices/maple-street/holds", "/offices/maple-street/appointments"
TIME_OFF = "/offices/maple-street/time-off"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0)


def fresh() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def hold_wish(cast: Cast, starts_at: str = TEN) -> dict[str, Any]:
    return {"service_id": str(cast.service_id), "provider_id": None, "starts_at": starts_at, "time_zone": BERLIN}


def booking_wish(held: dict[str, Any]) -> dict[str, Any]:
    return {
        "hold_id": held["id"],
        "hold_secret": held["secret"],
        "consumer": CASEY,
        "time_zone": BERLIN,
        "locale": "en",
        "sms_consent": True,
    }


def away(reason: str = "Training") -> dict[str, Any]:
    return {"provider_id": None, "from": "2026-12-03T13:00", "to": "2026-12-03T17:30", "reason": reason}


async def count(sessions: Sessions, table: str) -> int:
    async with db.begin(sessions, read_only=True) as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def same(answers: list[httpx.Response]) -> httpx.Response:
    """All of them say the same; answers one."""
    first = answers[0]
    told = {(a.status_code, a.content, a.headers.get("content-type"), a.headers.get("etag")) for a in answers}
    assert len(told) == 1, [a.text for a in answers]
    assert sum("idempotency-replayed" not in a.headers for a in answers) <= 1, "one of them was done, at most"
    return first


async def test_fifty_copies_of_a_hold_at_once_take_one_time_and_tell_it_fifty_times(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    client, key = browser(), fresh()
    answers = await asyncio.gather(
        *(client.post(HOLDS, json=hold_wish(maple), headers=key) for _ in range(COPIES))
    )  # fmt: skip
    assert same(answers).status_code == 201, answers[0].text
    assert await count(sessions, "hold") == await count(sessions, "claim") == 1
    # The control: without the key each copy stands for itself, and Dr Tom's time goes, too.
    bare = await asyncio.gather(*(client.post(HOLDS, json=hold_wish(maple, ELEVEN)) for _ in range(COPIES)))
    assert sorted({answer.status_code for answer in bare}) == [201, 409]
    assert await count(sessions, "claim") == 3


async def test_fifty_copies_of_a_booking_at_once_make_one_appointment(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    client, key = browser(), fresh()
    held = (await client.post(HOLDS, json=hold_wish(maple))).json()
    answers = await asyncio.gather(
        *(client.post(APPOINTMENTS, json=booking_wish(held), headers=key) for _ in range(COPIES))
    )
    assert same(answers).status_code == 201, answers[0].text
    assert await count(sessions, "appointment") == await count(sessions, "consumer") == 1


async def test_fifty_copies_of_time_off_at_once_take_it_once(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive, key = await sign_in(browser(), maple, Role.OWNER), fresh()
    answers = await asyncio.gather(*(olive.post(TIME_OFF, json=away(), headers=key) for _ in range(COPIES)))
    assert same(answers).status_code == 201, answers[0].text
    assert await count(sessions, "time_off") == 1
    await asyncio.gather(*(olive.post(TIME_OFF, json=away()) for _ in range(3)))  # the control
    assert await count(sessions, "time_off") == 4


async def test_another_request_under_the_same_key_is_refused(maple: Cast, browser: MakeClient) -> None:
    client, key = browser(), fresh()
    held = await client.post(HOLDS, json=hold_wish(maple), headers=key)
    for path, body in ((HOLDS, hold_wish(maple, ELEVEN)), (f"{HOLDS}/{uuid4()}/release", hold_wish(maple))):
        refused = await client.post(path, json=body, headers=key)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    again = await client.post(HOLDS, json=hold_wish(maple), headers=key)
    assert again.content == held.content, "and the first answer is still kept"


async def test_a_refusal_is_the_answer_too(maple: Cast, browser: MakeClient) -> None:
    client, key = browser(), fresh()
    holds = [(await client.post(HOLDS, json=hold_wish(maple))).json() for _ in range(2)]
    taken = await client.post(HOLDS, json=hold_wish(maple), headers=key)
    assert taken.status_code == 409
    await client.post(f"{HOLDS}/{holds[0]['id']}/release", json={"secret": holds[0]["secret"]})
    again = await client.post(HOLDS, json=hold_wish(maple), headers=key)
    assert same([taken, again]).json()["code"] == "slot_taken"
    assert (await client.post(HOLDS, json=hold_wish(maple), headers=fresh())).status_code == 201


async def test_what_did_not_come_to_an_answer_may_be_tried_again_under_the_same_key(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    client, key = browser(), fresh()
    assert (await client.post(TIME_OFF, json=away(), headers=key)).status_code == 401
    malformed = await client.post(HOLDS, json={"service_id": 7}, headers=key)
    unknown = await client.post(HOLDS, json={**hold_wish(maple), "service_id": str(uuid4())}, headers=key)
    assert (malformed.status_code, unknown.status_code) == (400, 404)
    assert await count(sessions, "kept_answer") == 0
    assert (await client.post(HOLDS, json=hold_wish(maple), headers=key)).status_code == 201


async def test_tries_count_under_a_key_whether_they_are_kept_or_not(
    maple: Cast, browser: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.appointments.routes.HOLDS_AT_MOST", 3)
    client, key = browser(), fresh()
    for _ in range(5):  # the same again is no new try
        await client.post(HOLDS, json=hold_wish(maple), headers=key)
    statuses = [(await client.post(HOLDS, json=hold_wish(maple), headers=fresh())).status_code for _ in range(4)]
    assert statuses == [201, 409, 429, 429]


@pytest.mark.parametrize("key", ["", "ä" * 20, "x" * 201, "two words, and more of them", "short"])
async def test_a_key_that_is_none_is_refused(maple: Cast, browser: MakeClient, key: str) -> None:
    refused = await browser().post(HOLDS, json=hold_wish(maple), headers={b"Idempotency-Key": key.encode()})
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_invalid")


async def test_somebody_else_with_the_same_key_gets_nothing_of_it(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive, sam = await sign_in(browser(), maple, Role.OWNER), await sign_in(browser(), maple, Role.MANAGER)
    key = {"Idempotency-Key": "1"}  # of one's own, any will do
    first = await olive.post(TIME_OFF, json=away(), headers=key)
    other = await sam.post(TIME_OFF, json=away(), headers=key)
    assert (first.status_code, other.status_code) == (201, 201)
    assert first.json()["item"]["id"] != other.json()["item"]["id"]
    assert (await browser().post(TIME_OFF, json=away(), headers=key)).status_code == 401
    elsewhere = await sign_in(browser(), maple, Role.OWNER)  # Olive's other browser is Olive
    assert (await elsewhere.post(TIME_OFF, json=away(), headers=key)).content == first.content


async def test_an_answer_is_kept_for_whoever_may_still_ask(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive, key = await sign_in(browser(), maple, Role.OWNER), fresh()
    assert (await olive.post(TIME_OFF, json=away(), headers=key)).status_code == 201
    async with db.begin(sessions) as session:
        await session.execute(text("UPDATE membership SET role = 'viewer' WHERE role = 'owner'"))
    assert (await olive.post(TIME_OFF, json=away(), headers=key)).status_code == 403
    await olive.delete("/session")
    assert (await olive.post(TIME_OFF, json=away(), headers=key)).status_code == 401


async def test_an_answer_is_kept_for_seventy_two_hours(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    client, key = browser(), fresh()
    release = f"{HOLDS}/{uuid4()}/release"
    held = await client.post(HOLDS, json=hold_wish(maple, "2026-12-01T10:00:00Z"), headers=key)
    sweep = db.sql("sweep.sql")
    for hours, there in ((71.99, True), (72, False)):
        with clock.held(now + timedelta(hours=hours)):
            again = await client.post(HOLDS, json=hold_wish(maple, "2026-12-01T10:00:00Z"), headers=key)
            assert (again.content == held.content) is there
            if not there:
                assert again.status_code == 201
    async with db.begin(sessions) as session:
        await session.execute(sweep, {"now": now + timedelta(hours=143)})
    assert await count(sessions, "kept_answer") == 1
    async with db.begin(sessions) as session:
        await session.execute(sweep, {"now": now + timedelta(hours=144)})
    assert await count(sessions, "kept_answer") == 0
    assert (await client.post(release, json={"secret": "x" * 43}, headers=key)).status_code == 404, (
        "the key is free again"
    )


async def test_the_table_tells_no_secret(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    key = fresh()
    held = (await browser().post(HOLDS, json=hold_wish(maple), headers=key)).json()
    async with db.begin(sessions) as session:
        (row,) = (await session.execute(text("SELECT key_hash, request_hash, sealed FROM kept_answer"))).all()
    told = b"".join(row)
    for secret in (held["secret"], held["id"], key["Idempotency-Key"], "application/json"):
        assert secret.encode() not in told
    answer = Answer(201, [(b"etag", b'"1"')], b"secret")
    seal = Seal("x" * 32, "anonymous", "a key")
    assert seal.open(seal.close(answer)) == answer
    for other in (
        Seal("y" * 32, "anonymous", "a key"),
        Seal("x" * 32, "olive", "a key"),
        Seal("x" * 32, "anonymous", "b"),
    ):
        assert other.open(seal.close(answer)) is None
        assert other.name != seal.name


async def test_signing_in_is_not_kept_and_its_cookie_stands_nowhere(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    client, key = browser(), fresh()
    words = {"email": maple.emails[Role.OWNER], "password": "correct horse battery"}
    cookies = [(await client.post("/session", json=words, headers=key)).headers["set-cookie"] for _ in range(2)]
    assert cookies[0] != cookies[1]
    assert await count(sessions, "kept_answer") == 0


async def test_when_it_cannot_be_saved_nothing_is_and_the_answer_says_so(
    maple: Cast, browser: MakeClient, sessions: Sessions, database: Database
) -> None:
    owner = make_engine(database.owner_url, pool_size=2)
    async with owner.begin() as connection:
        for statement in (
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$",
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON hold DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION refuse()",
        ):
            await connection.execute(text(statement))
    client, key = browser(), fresh()
    broken = await client.post(HOLDS, json=hold_wish(maple), headers=key)
    assert (broken.status_code, broken.json()["code"]) == (500, "broken")
    assert broken.headers["x-content-type-options"] == "nosniff"
    assert await count(sessions, "hold") == await count(sessions, "claim") == await count(sessions, "kept_answer") == 0
    async with owner.begin() as connection:
        await connection.execute(text("DROP TRIGGER late ON hold"))
    await owner.dispose()
    assert (await client.post(HOLDS, json=hold_wish(maple), headers=key)).status_code == 201


async def test_what_was_done_is_not_saved_without_its_answer(
    maple: Cast, browser: MakeClient, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The route's own door joins, too: when the answer cannot be saved, the time off is not taken."""
    olive, key = await sign_in(browser(), maple, Role.OWNER), fresh()

    def no(*_: object) -> bytes:
        raise OSError

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Seal, "close", no)
        refused = await olive.post(TIME_OFF, json=away(), headers=key)
    assert refused.status_code == 503
    assert await count(sessions, "time_off") == await count(sessions, "kept_answer") == 0
    assert (await olive.post(TIME_OFF, json=away(), headers=key)).status_code == 201


class Wire:
    """A wire to the server that can be told to lose what the server says."""

    def __init__(self, port: int) -> None:
        self.server_port, self.port = port, free_port()
        self.loses = False
        self.lost = asyncio.Event()

    async def __aenter__(self) -> "Wire":
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self.server_port)

        async def there() -> None:
            while words := await reader.read(65536):
                to_writer.write(words)

        sending = asyncio.create_task(there())
        with contextlib.suppress(ConnectionError):
            while words := await to_reader.read(65536):
                if self.loses:
                    self.lost.set()
                    break
                writer.write(words)
        sending.cancel()
        writer.close()
        to_writer.close()


async def test_a_connection_cut_behind_the_commit_changes_nothing(
    maple: Cast, browser: MakeClient, server: Server, sessions: Sessions
) -> None:
    held = (await browser().post(HOLDS, json=hold_wish(maple))).json()
    key = fresh()
    async with Wire(server.settings.port) as wire:
        base = f"http://127.0.0.1:{wire.port}/api/v1"
        async with httpx.AsyncClient(base_url=base, headers={"Origin": server.settings.origin}) as casey:
            wire.loses = True
            with pytest.raises(httpx.TransportError):
                await casey.post(APPOINTMENTS, json=booking_wish(held), headers=key)
            assert wire.lost.is_set(), "the server had answered"
            wire.loses = False
            again = await casey.post(APPOINTMENTS, json=booking_wish(held), headers=key)
            once_more = await casey.post(APPOINTMENTS, json=booking_wish(held), headers=key)
    assert same([again, once_more]).status_code == 201
    assert "idempotency-replayed" in again.headers
    assert await count(sessions, "appointment") == 1


@contextlib.asynccontextmanager
async def process(settings: Settings, folder: Path) -> AsyncIterator["subprocess.Popen[bytes]"]:
    """The server, in a process of its own."""
    said = {name: value for name, value in msgspec.structs.asdict(settings).items() if value is not None}
    words = {f"FRONTDESK_{name.upper()}": str(value) for name, value in said.items()}
    running = subprocess.Popen(
        [sys.executable, "-m", "frontdesk.cli", "serve"],
        env={**os.environ, **words, "PYTHONPATH": str(PLATFORM)},
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    async with httpx.AsyncClient() as client:

        async def ready() -> bool:
            with contextlib.suppress(httpx.HTTPError):
                return (await client.get(f"http://127.0.0.1:{settings.port}/health/ready")).status_code == 200
            return False

        await until(ready, seconds=60)
    try:
        yield running
    finally:
        running.kill()
        running.wait(10)


async def test_a_server_killed_between_the_commit_and_the_answer_changes_nothing(
    database: Database, emulator: Emulator, sessions: Sessions, tmp_path: Path
) -> None:
    settings = settings_for(database, emulator, port=free_port())
    today = clock.now()
    maple = await maple_street(sessions, now=today, notice_minutes=0)
    when = today + timedelta(days=(7 - today.weekday()))
    wish, key = hold_wish(maple, f"{when:%Y-%m-%d}T10:00:00Z"), fresh()
    async with Wire(settings.port) as wire:
        base, origin = f"http://127.0.0.1:{wire.port}/api/v1", {"Origin": settings.origin}
        async with process(settings, tmp_path) as running, httpx.AsyncClient(base_url=base, headers=origin) as casey:
            wire.loses = True
            sending = asyncio.create_task(casey.post(HOLDS, json=wish, headers=key))
            await wire.lost.wait()  # its first word is on the wire: the commit is behind it
            running.send_signal(signal.SIGKILL)
            with pytest.raises(httpx.TransportError):
                await sending
        wire.loses = False
        async with process(settings, tmp_path), httpx.AsyncClient(base_url=base, headers=origin) as casey:
            again = await casey.post(HOLDS, json=wish, headers=key)
            assert (again.status_code, again.headers.get("idempotency-replayed")) == (201, "true"), again.text
            released = await casey.post(
                f"{HOLDS}/{again.json()['id']}/release", json={"secret": again.json()["secret"]}
            )  # fmt: skip
            assert released.status_code == 204, "the secret in the kept answer is the hold's"
    assert await count(sessions, "hold") == 1
