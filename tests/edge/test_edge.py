"""The skin of the server: headers on every answer, pages and assets, and a log that knows nobody."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.auth.tables import Person
from frontdesk.config import Settings
from frontdesk.db import Sessions, new_id
from frontdesk.edge.headers import AZURE_HOSTS, content_security_policy
from tests.cast import CASEY, PASSWORD, Cast, book, maple_street, open_link, sign_in
from tests.conftest import MakeClient, Server
from tests.edge.conftest import INDEX, SCRIPT
from tests.openapi import plain_settings
from tests.scratch import Database

PAGE = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0)


@pytest.fixture
async def web(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks for pages."""
    async with httpx.AsyncClient(base_url=server.settings.origin, timeout=30) as client:
        yield client


async def test_every_answer_carries_the_security_headers(web: httpx.AsyncClient) -> None:
    """Pages, assets, answers, refusals, mistakes in the address: the same skin."""
    answers = [
        await web.get("/"),
        await web.get("/book/maple-street", headers=PAGE),
        await web.get("/assets/index-1a2b3c.js"),
        await web.get("/assets/nothing.js"),
        await web.get("/api/v1/offices"),
        await web.get("/api/v1/offices/elm-road"),
        await web.get("/api/v1/session"),
        await web.delete("/api/v1/offices"),
        await web.post("/api/v1/session", content=b"{", headers={"Content-Type": "application/json"}),
        await web.post("/api/v1/session", content=b"x" * 400_000),
        await web.post("/api/v1/session", json={}, headers={"Origin": "https://evil.example"}),
        await web.get("/health/ready"),
        await web.post("/hooks/event-grid", json=[]),
        await web.delete("/", headers={"Accept": "application/json"}),
    ]
    for answer in answers:
        headers = answer.headers
        assert "default-src 'none'" in headers["content-security-policy"], answer
        assert headers["x-content-type-options"] == "nosniff", answer
        assert headers["referrer-policy"] == "no-referrer", answer
        assert headers["x-frame-options"] in ("DENY", "SAMEORIGIN"), answer
        assert headers["cross-origin-opener-policy"] == "same-origin", answer
        assert "camera=(self)" in headers["permissions-policy"], answer
        assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"]), answer
        if answer.url.path.startswith("/api/"):
            assert headers["cache-control"] == "no-store", answer
        if answer.status_code >= 400:
            assert headers["content-type"] == "application/problem+json", answer
            assert answer.json()["code"], answer


def _policy(settings: Settings) -> dict[str, list[str]]:
    parts = [part.split() for part in content_security_policy(settings).split("; ")]
    return {name: values for name, *values in parts}


def test_the_policy_of_the_local_stage_names_the_call_socket_and_nothing_foreign() -> None:
    policy = _policy(plain_settings())
    hosts = {word for words in policy.values() for word in words if "://" in word}
    assert hosts == {"ws://localhost:8000", "ws://localhost:8444"}
    assert policy["script-src"] == ["'self'"]


async def test_only_pages_of_the_preview_can_be_framed_and_only_by_ourselves(web: httpx.AsyncClient) -> None:
    framed = [await web.get(path, headers={"Accept": "text/html"}) for path in ("/book", "/book/maple-street", "/v")]
    others = [
        await web.get(path, headers={"Accept": "text/html"})
        for path in ("/", "/sign-in", "/office", "/office/settings/look", "/visit", "/setup", "/bookish", "/vault")
    ]
    for answer in framed:
        assert answer.headers["x-frame-options"] == "SAMEORIGIN", answer
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"], answer
    for answer in others:
        assert answer.headers["x-frame-options"] == "DENY", answer
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], answer


def test_the_policy_of_azures_stage_names_azures_hosts_and_nothing_else() -> None:
    settings = plain_settings(
        environment="production", public_url="https://visits.example", call_stage="acs", call_socket_url=None
    )
    hosts = {word for words in _policy(settings).values() for word in words if "://" in word}
    assert hosts == {"wss://visits.example", *AZURE_HOSTS.split()}
    assert all(host.startswith(("https://*.", "wss://*.")) for host in AZURE_HOSTS.split())


@pytest.mark.parametrize("stage", ["local", "acs"])
def test_no_policy_allows_words_in_the_page_to_act(stage: str) -> None:
    policy = _policy(plain_settings(call_stage=stage))
    every = {word for words in policy.values() for word in words}
    assert not every & {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "http:", "ws:", "wss:"}
    assert policy["object-src"] == policy["base-uri"] == policy["default-src"] == ["'none'"]


async def test_assets_are_kept_for_ever_and_the_page_never(web: httpx.AsyncClient) -> None:
    asset = await web.get("/assets/index-1a2b3c.js")
    assert (asset.status_code, asset.text) == (200, SCRIPT)
    assert "immutable" in asset.headers["cache-control"]
    assert "javascript" in asset.headers["content-type"]
    page = await web.get("/")
    assert (page.status_code, page.text, page.headers["cache-control"]) == (200, INDEX, "no-cache")
    assert page.headers["content-type"].startswith("text/html")


async def test_a_deep_link_answers_the_page_and_a_program_gets_a_problem(web: httpx.AsyncClient) -> None:
    for path in ("/book/maple-street", "/v", "/staff/maple-street/day", "/no/such/page"):
        page = await web.get(path, headers=PAGE)
        assert (page.status_code, page.text, page.headers["cache-control"]) == (200, INDEX, "no-cache")
        program = await web.get(path, headers={"Accept": "application/json"})
        assert (program.status_code, program.json()["code"]) == (404, "not_found")
    for path in ("/api/v1/no-such-thing", "/assets/gone-123.js", "/hooks/nobody", "/health/nothing"):
        missing = await web.get(path, headers=PAGE)
        assert (missing.status_code, missing.json()["code"]) == (404, "not_found"), path
        assert "immutable" not in missing.headers["cache-control"]


async def test_head_answers_what_get_would_without_the_words(web: httpx.AsyncClient) -> None:
    for path in ("/", "/assets/index-1a2b3c.js", "/book/maple-street"):
        head, whole = await web.head(path, headers=PAGE), await web.get(path, headers=PAGE)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.content))
        assert head.headers["cache-control"] == whole.headers["cache-control"]


async def test_nothing_outside_the_assets_is_served(web: httpx.AsyncClient) -> None:
    for path in ("/assets/../secret.txt", "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt", "/secret.txt"):
        answer = await web.get(path)
        assert answer.status_code == 404, path
        assert "outside" not in answer.text


@pytest.mark.parametrize("path", ["/offices?colour=green", "/session?next=/", "/openapi.json?x=1"])
async def test_a_question_nobody_knows_is_refused(web: httpx.AsyncClient, maple: Cast, path: str) -> None:
    await web.post(
        "/api/v1/session",
        json={"email": maple.emails[Role.OWNER], "password": PASSWORD},
        headers={"Origin": str(web.base_url).rstrip("/")},
    )
    answer = await web.get(f"/api/v1{path}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input"), answer.text
    assert answer.json()["errors"][0]["field"] in ("colour", "next", "x")


async def test_reading_cannot_write(sessions: Sessions) -> None:
    """Every GET runs in such a transaction; the control beside it is the same statement in one that may write."""
    statement = text("INSERT INTO attempt (id, key, at) VALUES (:id, 'x', now())")
    with pytest.raises(DBAPIError, match="read-only transaction"):
        async with db.begin(sessions, read_only=True) as session:
            await session.execute(statement, {"id": new_id()})
    async with db.begin(sessions) as session:
        await session.execute(statement, {"id": new_id()})


async def test_the_door_of_a_get_is_read_only_and_of_a_post_is_not(
    maple: Cast, browser: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors: list[bool] = []
    whole = db.begin

    def watched(sessions: Sessions, *, read_only: bool = False) -> Any:
        doors.append(read_only)
        return whole(sessions, read_only=read_only)

    monkeypatch.setattr("frontdesk.db.begin", watched)
    client = browser()
    assert (await client.get(f"/offices/{maple.slug}")).status_code == 200
    assert doors == [True]
    doors.clear()
    assert (await client.delete("/session")).status_code == 204
    assert doors == [False]


@contextmanager
def log() -> Iterator[list[Any]]:
    """Every line that the server logs meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


def personal(*more: str) -> list[str]:
    """Every word of Casey's that must not be told."""
    words = [*CASEY["name"].split(), CASEY["email"], *CASEY["email"].split("@"), CASEY["phone"], CASEY["phone"][1:]]
    return [word.lower() for word in (*words, *more)]


async def test_the_log_of_a_booking_knows_nobody(maple: Cast, browser: MakeClient) -> None:
    """From the hold to the goodbye, refused steps and mistakes included: routes and codes, no names, no words, no links."""
    with log() as lines:
        casey, priya = browser(), await sign_in(browser(), maple, Role.PROVIDER)
        booked = await book(casey, maple, "2026-11-23T09:00:00Z", provider_id=maple.priya)
        visit = await open_link(casey, booked)
        await casey.get(f"{visit}/slots", params={"from": "2026-11-24", "to": "2026-11-25", "time_zone": "Europe/Oslo"})
        await casey.put(f"{visit}/cancellation", json={"reason": "Headache again"})
        await casey.post("/link-sessions", json={"token": booked["link_token"][:-1] + "x"})
        await casey.post(f"/offices/{maple.slug}/appointments", json={"consumer": CASEY})
        await casey.get(f"/offices/{CASEY['name']}")
        await priya.put(f"/offices/{maple.slug}{visit}/notes", json={"text": "Headache, three days"})
        await priya.get(f"/offices/{maple.slug}{visit}")
    told = json.dumps(lines, default=str).lower()
    assert len(lines) > 9
    forbidden = personal(booked["link_token"], "headache", "oslo", "127.0.0.1", PASSWORD, maple.slug, "raman")
    assert [word for word in forbidden if word in told] == []
    assert {line["route"] for line in lines} >= {"/api/v1/offices/{office}/appointments", "/api/v1/link-sessions"}


async def test_the_log_of_a_mistake_of_ours_knows_nobody(
    maple: Cast, browser: MakeClient, database: Database, now: datetime
) -> None:
    """A constraint that refuses a row repeats the row in its words; the log names the mistake and where it was made."""
    client = browser()
    with log() as lines:
        owner = db.make_engine(database.owner_url, pool_size=2)
        async with owner.begin() as connection:
            await connection.execute(text("ALTER TABLE consumer ADD CONSTRAINT nobody CHECK (name = 'nobody')"))
        await owner.dispose()
        with pytest.raises(AssertionError, match="500"):
            await book(client, maple, "2026-11-23T09:00:00Z")
    (mistake,) = [line for line in lines if line["event"] == "broken"]
    assert mistake["error"] == "IntegrityError"
    assert any("booking.py" in step for step in mistake["where"])
    told = json.dumps(lines, default=str).lower()
    assert [word for word in personal() if word in told] == []
    careless = create_async_engine(database.app_url)  # the control: the mistake's own words would have told
    with pytest.raises(DBAPIError) as refused:
        async with careless.begin() as connection:
            await connection.execute(insert(Person).values(id=new_id(), email="Casey", name="x", created_at=now))
    assert "Casey" in str(refused.value)
    await careless.dispose()
