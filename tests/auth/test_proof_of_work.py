"""Whoever takes holds without end lets their machine work for it; whoever books never meets that."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import altcha
import httpx
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.auth import proof_of_work
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import BERLIN, Cast, maple_street, sign_in
from tests.conftest import MakeClient, Server

MINUTE = timedelta(minutes=1)
Take = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture(autouse=True)
def easily(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three holds are many, and the work is light."""
    monkeypatch.setattr(proof_of_work, "FREELY", 3)
    monkeypatch.setattr(proof_of_work, "COST", 1)


@pytest.fixture
def take(maple: Cast) -> Take:
    """Take one hold after the other, each at another time."""
    number = 0

    async def next_one(client: httpx.AsyncClient, proof: str | None = None) -> httpx.Response:
        nonlocal number
        number += 1
        starts_at = datetime.fromisoformat("2026-11-24T09:00:00Z") + 20 * number * MINUTE
        said: dict[str, Any] = {
            "service_id": str(maple.service_id),
            "starts_at": starts_at.isoformat(),
            "time_zone": BERLIN,
        }
        if proof is not None:
            said["proof_of_work"] = proof
        return await client.post(f"/offices/{maple.slug}/holds", json=said)

    return next_one


def solved(refused: httpx.Response) -> str:
    """What the page does in the background."""
    assert (refused.status_code, refused.json()["code"]) == (429, "proof_of_work_wanted"), refused.text
    challenge = altcha.Challenge.from_dict(refused.json()["challenge"])
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def neighbour(server: Server, address: str = "127.0.0.2") -> httpx.AsyncClient:
    """Somebody at another network address."""
    return httpx.AsyncClient(
        base_url=f"{server.settings.origin.replace('localhost', '127.0.0.1')}/api/v1",
        headers={"Origin": server.settings.origin},
        transport=httpx.AsyncHTTPTransport(local_address=address),
        timeout=30,
    )


async def test_only_who_takes_very_many_is_asked_to_work_and_may_go_on_after_it(
    take: Take, browser: MakeClient, server: Server, now: datetime
) -> None:
    eager = browser()
    assert Counter([(await take(eager)).status_code for _ in range(3)]) == {201: 3}
    asked = await take(eager)
    proof = solved(asked)
    async with neighbour(server) as somebody_else:
        assert (await take(somebody_else)).status_code == 201
    assert (await take(eager, proof)).status_code == 201
    with clock.held(now + 11 * MINUTE):
        assert (await take(eager)).status_code == 201


async def test_a_solution_is_good_once(take: Take, browser: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the count, one solution would open the door for ever."""
    eager = browser()
    for _ in range(3):
        await take(eager)
    proof = solved(await take(eager))
    assert [(await take(eager, proof)).status_code for _ in range(2)] == [201, 429]

    async def uncounted(*_: object, **__: object) -> None:
        pass

    monkeypatch.setattr(proof_of_work, "spend", uncounted)
    assert [(await take(eager, proof)).status_code for _ in range(2)] == [201, 201]


async def test_a_solution_that_is_late_or_somebody_elses_or_made_up_opens_nothing(
    take: Take, browser: MakeClient, server: Server, now: datetime
) -> None:
    eager = browser()
    for _ in range(3):
        await take(eager)
    proof = solved(await take(eager))
    async with neighbour(server) as somebody_else:
        for _ in range(3):
            await take(somebody_else)
        assert (await take(somebody_else, proof)).status_code == 429
    easier = altcha.create_challenge("PBKDF2/SHA-256", 1, key_prefix="", hmac_secret=b"a key of their own")
    made_up = altcha.Payload(easier, altcha.Solution(0, "00")).to_base64()
    for other in (made_up, "", "bm90IGpzb24=", "über", "W10=", proof[:-8]):
        assert (await take(eager, other)).json()["code"] == "proof_of_work_wanted", other
    with clock.held(now + 9 * MINUTE):
        late = solved(await take(eager))
    with clock.held(now + 10 * MINUTE):
        for _ in range(3):
            await take(eager)
        assert (await take(eager, proof)).status_code == 429
        assert (await take(eager, late)).status_code == 201


async def test_in_a_flood_everybody_works(
    take: Take, browser: MakeClient, server: Server, now: datetime, sessions: Sessions
) -> None:
    casey, many = browser(), server.settings.flood_holds_a_minute
    counted = text(
        "INSERT INTO attempt (id, key, at) SELECT gen_random_uuid(), 'hold:' || n, :at FROM generate_series(1, :many) n"
    )
    async with db.begin(sessions) as session:
        await session.execute(counted, {"at": now, "many": many - 1})
    assert (await take(casey)).status_code == 201
    assert (await take(casey, solved(await take(casey)))).status_code == 201
    with clock.held(now + MINUTE):
        assert (await take(casey)).status_code == 201


async def test_staff_are_known_and_not_asked(take: Take, browser: MakeClient, maple: Cast) -> None:
    desk = await sign_in(browser(), maple, Role.SCHEDULER)
    assert Counter([(await take(desk)).status_code for _ in range(6)]) == {201: 6}
