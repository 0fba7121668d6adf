"""An empty installation becomes somebody's, once: with the setup code, and whoever comes second is told."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.db import Sessions
from frontdesk.offices.installing import country_of, setup_code, slug_of
from tests.cast import maple_street
from tests.conftest import SECRET_KEY, MakeClient

CODE = setup_code(SECRET_KEY)
FIRST: dict[str, Any] = {
    "code": CODE,
    "office_name": "Maple Street Practice",
    "time_zone": "Europe/London",
    "locale": "en-GB",
    "name": "Olive Hart",
    "email": "Olive@maple-street.example",
    "password": "long enough to be safe",
}


async def counts(sessions: Sessions) -> tuple[int, int, int]:
    async with db.begin(sessions) as session:
        words = "SELECT (SELECT count(*) FROM office), (SELECT count(*) FROM person), (SELECT count(*) FROM membership)"
        offices, people, members = (await session.execute(text(words))).one()
    return offices, people, members


async def test_the_code_makes_office_owner_and_session_at_once(browser: MakeClient, now: datetime) -> None:
    olive = browser()
    assert (await olive.get("/installation")).json() == {"empty": True}
    made = await olive.post("/installation", json=FIRST)
    assert made.status_code == 201, made.text
    (member,) = made.json()["memberships"]
    assert (member["role"], member["office"]["slug"]) == ("owner", "maple-street-practice")
    assert member["office"]["setting_up"] is True
    assert (await olive.get("/session")).json()["person"]["email"] == "olive@maple-street.example"
    profile = (await olive.get("/offices/maple-street-practice/profile")).json()
    assert (profile["time_zone"], profile["locale"], profile["region"]) == ("Europe/London", "en-GB", "GB")
    assert (await olive.get("/installation")).json() == {"empty": False}
    again = browser()
    session = await again.post("/session", json={"email": FIRST["email"], "password": FIRST["password"]})
    assert session.status_code == 200, "the password is hers"


async def test_a_code_typed_by_hand_is_read_in_small_letters_and_without_dashes(
    browser: MakeClient, now: datetime
) -> None:
    typed = CODE.lower().replace("-", " ")
    assert (await browser().post("/installation", json=FIRST | {"code": typed})).status_code == 201


@pytest.mark.parametrize(
    "code", ["AAAA-AAAA-AAAA-AAAA", "x", "é" * 16, CODE[:-1], setup_code("another installation" * 2)]
)
async def test_without_the_code_nothing_is_made(
    browser: MakeClient, sessions: Sessions, now: datetime, code: str
) -> None:
    """The control: the same words with the code make everything."""
    refused = await browser().post("/installation", json=FIRST | {"code": code})
    assert (refused.status_code, refused.json()["code"]) == (403, "wrong_setup_code")
    assert await counts(sessions) == (0, 0, 0)
    assert (await browser().post("/installation", json=FIRST)).status_code == 201
    assert await counts(sessions) == (1, 1, 1)


async def test_where_there_is_an_office_the_code_opens_nothing(
    browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await maple_street(sessions, now=now)
    before = await counts(sessions)
    refused = await browser().post("/installation", json=FIRST)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_set_up")
    assert "set-cookie" not in refused.headers
    assert await counts(sessions) == before
    assert (await browser().get("/installation")).json() == {"empty": False}


async def test_of_many_who_set_up_at_once_one_wins_and_the_others_are_told(
    browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    wishes = [
        FIRST | {"email": f"owner{number}@maple-street.example", "office_name": f"Office {number}"}
        for number in range(6)
    ]
    answers = await asyncio.gather(*(browser().post("/installation", json=wish) for wish in wishes))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_set_up"}
    assert await counts(sessions) == (1, 1, 1)


async def test_whoever_guesses_codes_is_stopped(browser: MakeClient, now: datetime) -> None:
    guesser = browser()
    for _ in range(20):
        assert (await guesser.post("/installation", json=FIRST | {"code": "AAAA"})).status_code == 403
    stopped = await guesser.post("/installation", json=FIRST)
    assert stopped.status_code == 429, "the code itself does not help any more, for a while"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"password": "short"}, 400),
        ({"office_name": " "}, 400),
        ({"time_zone": "Europe/Atlantis"}, 422),
        ({"email": "nobody"}, 422),
        ({"locale": "English"}, 400),
        ({"role": "owner"}, 400),
    ],
)
async def test_what_does_not_fit_is_said_and_nothing_is_made(
    browser: MakeClient, sessions: Sessions, now: datetime, change: dict[str, Any], status: int
) -> None:
    refused = await browser().post("/installation", json=FIRST | change)
    assert refused.status_code == status, refused.text
    assert await counts(sessions) == (0, 0, 0)


async def test_a_password_never_comes_back(browser: MakeClient, now: datetime) -> None:
    for code in (CODE, "AAAA"):
        answer = await browser().post("/installation", json=FIRST | {"code": code})
        assert FIRST["password"] not in answer.text
        assert CODE not in answer.text


def test_addresses_are_made_of_names_in_any_script() -> None:
    assert slug_of("Praxis Dr. Müller & Söhne") == "praxis-dr-muller-sohne"
    assert slug_of("青山診療所") == "office"
    assert len(slug_of("x" * 120)) == 48


def test_a_zone_tells_its_country() -> None:
    assert [country_of(zone) for zone in ("Europe/London", "Europe/Berlin", "America/New_York", "UTC")] == [
        "GB",
        "DE",
        "US",
        None,
    ]


async def _nobody(client: httpx.AsyncClient) -> int:
    return (await client.get("/session")).status_code


async def test_who_is_refused_is_not_signed_in(browser: MakeClient, now: datetime) -> None:
    stranger = browser()
    await stranger.post("/installation", json=FIRST | {"code": "AAAA"})
    assert await _nobody(stranger) == 401
