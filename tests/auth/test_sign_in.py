"""Signing in and out, and what happens to those who guess."""

import asyncio
from datetime import datetime, timedelta
from http.cookies import SimpleCookie

import httpx
import msgspec
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.auth.rations import TooManyAttempts, forgive, spend
from frontdesk.auth.roles import Role
from frontdesk.auth.schemas import initials
from frontdesk.auth.sessions import SESSION_LIVES
from frontdesk.config import Settings
from frontdesk.db import Sessions
from tests.cast import PASSWORD, Cast, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient, Server, serving

QUARTER = timedelta(minutes=15)


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


async def try_password(client: httpx.AsyncClient, email: str, password: str = "guessed") -> httpx.Response:
    return await client.post("/session", json={"email": email, "password": password})


async def test_olive_signs_in_and_the_page_knows_who_she_is_and_where_she_works(
    maple: Cast, browser: MakeClient, now: datetime
) -> None:
    olive = browser()
    answer = await try_password(olive, " Manager@Maple-Street.example ", PASSWORD)
    assert answer.status_code == 200
    said = (await olive.get("/session")).json()
    assert said == answer.json()
    assert said["person"] | {"id": None} == {
        "id": None,
        "name": "The manager",
        "email": "manager@maple-street.example",
        "initials": "TM",
    }
    (membership,) = said["memberships"]
    assert (membership["office"]["slug"], membership["role"]) == ("maple-street", "manager")
    assert datetime.fromisoformat(said["now"]) == now


async def test_the_cookie_is_for_our_pages_only(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    answer = await try_password(browser(), maple.emails[Role.OWNER], PASSWORD)
    cookie = SimpleCookie(answer.headers["set-cookie"])["frontdesk_staff"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/api/v1"
    assert not cookie["secure"], "this installation is reached over http"
    assert cookie["max-age"] == str(int(SESSION_LIVES.total_seconds()))
    assert cookie.value not in answer.text
    async with db.begin(sessions) as session:
        stored = (await session.execute(text("SELECT staff_session::text FROM staff_session"))).scalars().all()
    assert not any(cookie.value in row for row in stored), "the table holds its hash only"


async def test_over_https_the_cookie_insists_on_it(maple: Cast, settings: Settings) -> None:
    secure = msgspec.structs.replace(settings, public_url="https://visits.example")
    async with serving(secure):
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{secure.port}/api/v1")
        async with client:
            answer = await client.post(
                "/session",
                json={"email": maple.emails[Role.OWNER], "password": PASSWORD},
                headers={"Origin": "https://visits.example"},
            )
    assert SimpleCookie(answer.headers["set-cookie"])["frontdesk_staff"]["secure"]
    assert answer.headers["strict-transport-security"]


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(maple: Cast, browser: MakeClient) -> None:
    known = await try_password(browser(), maple.emails[Role.OWNER])
    unknown = await try_password(browser(), "nobody@maple-street.example")
    assert (known.status_code, known.json()["code"]) == (401, "wrong_password")
    assert (unknown.status_code, unknown.json()) == (known.status_code, known.json())
    assert "set-cookie" not in known.headers


async def test_the_eleventh_guess_has_to_wait_and_others_do_not(
    maple: Cast, browser: MakeClient, now: datetime
) -> None:
    client, owner = browser(), maple.emails[Role.OWNER]
    for _ in range(10):
        assert (await try_password(client, owner)).status_code == 401
    refused = await try_password(client, owner, PASSWORD)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    assert refused.headers["retry-after"] == "900"
    assert (await try_password(client, maple.emails[Role.MANAGER], PASSWORD)).status_code == 200
    with clock.held(now + timedelta(minutes=14, seconds=59)):
        late = await try_password(client, owner, PASSWORD)
        assert (late.status_code, late.headers["retry-after"]) == (429, "1")
    with clock.held(now + QUARTER):
        assert (await try_password(client, owner, PASSWORD)).status_code == 200


async def test_names_that_do_not_exist_are_rationed_like_others(maple: Cast, browser: MakeClient) -> None:
    client = browser()
    answers = [(await try_password(client, "nobody@maple-street.example")).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


async def test_a_success_forgives_honest_mistakes(maple: Cast, browser: MakeClient) -> None:
    client, owner = browser(), maple.emails[Role.OWNER]
    for _ in range(3):
        for _ in range(4):
            await try_password(client, owner)
        assert (await try_password(client, owner, PASSWORD)).status_code == 200


async def test_a_crowd_of_guesses_at_once_gets_no_more_than_its_ration(sessions: Sessions, now: datetime) -> None:
    async def one() -> bool:
        try:
            async with db.begin(sessions) as session:
                await spend(session, "guess", "somebody", at_most=5, within=QUARTER, now=now)
        except TooManyAttempts:
            return False
        return True

    assert sum(await asyncio.gather(*(one() for _ in range(20)))) == 5
    async with db.begin(sessions) as session:
        keys = (await session.scalars(text("SELECT key FROM attempt"))).all()
        assert len(keys) == 5
        assert not any("somebody" in key for key in keys), "nobody is named in clear"
        await forgive(session, "guess", "somebody")
    assert await one()


async def test_a_session_ends_after_twelve_hours(maple: Cast, browser: MakeClient, now: datetime) -> None:
    client = await sign_in(browser(), maple, Role.OWNER)
    with clock.held(now + SESSION_LIVES - timedelta(seconds=1)):
        assert (await client.get("/session")).status_code == 200
    with clock.held(now + SESSION_LIVES):
        for path in ("/session", f"/offices/{maple.slug}/day"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_signing_out_ends_the_session_for_good(maple: Cast, browser: MakeClient) -> None:
    client = await sign_in(browser(), maple, Role.OWNER)
    secret = client.cookies["frontdesk_staff"]
    left = await client.delete("/session")
    assert left.status_code == 204
    assert "frontdesk_staff" not in client.cookies
    stolen = await client.get("/session", headers={"Cookie": f"frontdesk_staff={secret}"})
    assert stolen.status_code == 401
    assert (await client.delete("/session")).status_code == 204, "twice does no harm"


async def test_two_browsers_are_two_sessions(maple: Cast, browser: MakeClient) -> None:
    one, other = await sign_in(browser(), maple, Role.OWNER), await sign_in(browser(), maple, Role.OWNER)
    await one.delete("/session")
    assert (await other.get("/session")).status_code == 200


async def test_who_is_deactivated_is_out_at_once_and_cannot_come_back(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    client = await sign_in(browser(), maple, Role.OWNER)
    async with db.begin(sessions) as session:
        await session.execute(
            text("UPDATE person SET deactivated_at = :now WHERE email = :email"),
            {"now": now, "email": maple.emails[Role.OWNER]},
        )
    assert (await client.get(f"/offices/{maple.slug}/day")).status_code == 401
    assert (await client.get("/session")).status_code == 401
    refused = await try_password(client, maple.emails[Role.OWNER], PASSWORD)
    assert (refused.status_code, refused.json()["code"]) == (401, "wrong_password")


async def test_a_made_up_cookie_is_nobody(maple: Cast, browser: MakeClient) -> None:
    for secret in ("", "x", "A" * 5000, "é"):
        answer = await browser().get("/session", headers=[(b"Cookie", b"frontdesk_staff=" + secret.encode())])
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "body", [{}, {"email": "a"}, {"email": "a@b.example", "password": ""}, {"email": 1, "password": 2}, [], None]
)
async def test_half_a_sign_in_is_refused_without_repeating_it(maple: Cast, browser: MakeClient, body: object) -> None:
    answer = await browser().post("/session", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Dr Priya Raman", "PR"), ("Casey", "C"), ("Mr. João da Silva", "JS"), ("Dr", "D"), ("", "?")],
)
def test_initials_leave_titles_out(name: str, letters: str) -> None:
    assert initials(name) == letters


async def test_somebody_who_works_in_two_offices_sees_both(
    maple: Cast, sessions: Sessions, browser: MakeClient, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    async with db.begin(sessions) as session:
        await session.execute(
            text(
                "INSERT INTO membership (id, office_id, person_id, role, created_at)"
                " SELECT gen_random_uuid(), :office, id, 'viewer', :now FROM person WHERE email = :email"
            ),
            {"office": oak.office_id, "now": now, "email": maple.emails[Role.OWNER]},
        )
    client = await sign_in(browser(), maple, Role.OWNER)
    said = (await client.get("/session")).json()["memberships"]
    assert [(m["office"]["slug"], m["role"]) for m in said] == [("maple-street", "owner"), ("oak-lane", "viewer")]
    assert (await client.patch(f"/offices/{oak.slug}/profile", json={"name": "Mine"})).status_code == 403
    assert (await client.patch(f"/offices/{maple.slug}/profile", json={"name": "Mine"})).status_code == 200


# Where a request comes from.

OWN, FOREIGN = "own", "https://evil.example"


ASKED = [
    # Origin, Sec-Fetch-Site, with a cookie, may change something
    (OWN, None, True, True),
    (OWN, "same-origin", True, True),
    (FOREIGN, None, True, False),
    (FOREIGN, None, False, False),
    (FOREIGN, "same-origin", True, False),
    ("null", None, True, False),
    ("", None, True, False),
    (None, "same-origin", True, True),
    (None, "same-site", True, False),
    (None, "cross-site", True, False),
    (None, "none", True, False),
    (None, "cross-site", False, False),
    (None, None, True, False),  # a cookie that says nothing of where it comes from
    (None, None, False, True),  # a program: nothing of ours is misused
]


async def test_only_our_own_pages_may_change_anything(server: Server) -> None:
    async with httpx.AsyncClient(base_url=f"{server.settings.origin}/api/v1") as client:
        for origin, site, cookie, passes in ASKED:
            headers = {"Origin": server.settings.origin if origin == OWN else origin, "Sec-Fetch-Site": site}
            if cookie:
                headers["Cookie"] = "frontdesk_staff=whoever"
            sent = {name: value for name, value in headers.items() if value is not None}
            answer = await client.delete("/session", headers=sent)
            assert answer.status_code == (204 if passes else 403), sent
            assert passes or answer.json()["code"] == "foreign_origin"
            assert (await client.get("/offices", headers=sent)).status_code == 200, "reading is not changing"
