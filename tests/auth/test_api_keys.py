"""Keys of programs: made on the machine, told once, one office, one role, until revoked."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.auth.api_keys import create_key, revoke_key
from frontdesk.auth.roles import Role
from frontdesk.cli import main
from frontdesk.config import Settings
from frontdesk.db import Sessions
from tests.cast import Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MakeClient, Server

Run = Callable[..., Any]
ROBIN = {"name": "Robin Vale", "email": "robin.vale@example.com", "phone": "+447700900419"}
DAY = "/offices/maple-street/day"


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now, notice_minutes=0)


@pytest.fixture
def frontdesk(settings: Settings, tmp_path: Path) -> Run:
    """Type `frontdesk …` on the machine that runs the installation."""
    file = tmp_path / "settings"
    said = {name: value for name, value in msgspec.structs.asdict(settings).items() if value is not None}
    file.write_text("".join(f"FRONTDESK_{name.upper()}={value}\n" for name, value in said.items()))

    async def run(*words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, main, [*words, "--settings", str(file)])

    return run


def program(server: Server, key: str) -> httpx.AsyncClient:
    """A program: it shows its key, and neither an origin nor cookies."""
    return httpx.AsyncClient(
        base_url=f"{server.settings.origin}/api/v1", headers={"Authorization": f"Bearer {key}"}, timeout=30
    )


async def key_of(sessions: Sessions, cast: Cast, role: Role, *, now: datetime) -> str:
    async with db.begin(sessions) as session:
        person_id = cast.priya if role is Role.PROVIDER else None
        _, secret = await create_key(
            session, office_id=cast.office_id, role=role, name="test", person_id=person_id, now=now
        )
    return secret


async def test_a_key_is_made_on_the_machine_opens_its_office_and_is_revoked_there(
    maple: Cast, frontdesk: Run, server: Server, sessions: Sessions
) -> None:
    made = await frontdesk("api-key", "create", "--office", "maple-street", "--role", "manager", "--name", "Billing")
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip()
    assert secret.startswith("fdk_")
    async with program(server, secret) as billing:
        assert (await billing.get(DAY)).status_code == 200
        changed = await billing.patch("/offices/maple-street/profile", json={"name": "Maple"})
        assert (changed.status_code, changed.json()["name"]) == (200, "Maple")
        listed = (await frontdesk("api-key", "list")).output
        assert "Billing" in listed
        assert "used 2026-11-23 08:00" in listed
        assert secret not in listed
        key_id = listed.split()[0]
        async with db.begin(sessions) as session:
            rows = (await session.execute(text("SELECT api_key::text FROM api_key"))).scalars().all()
            acts = (await session.execute(text("SELECT actor_kind, actor_id::text, action FROM audit_entry"))).all()
        assert not any(secret in row for row in rows), "the table holds its hash only"
        assert ("api_key", key_id, "office.changed") in [tuple(act) for act in acts]
        assert (await frontdesk("api-key", "revoke", key_id)).exit_code == 0
        refused = await billing.get(DAY)
        assert (refused.status_code, refused.json()["code"]) == (401, "api_key_invalid")
    assert "revoked" in (await frontdesk("api-key", "list", "--office", "maple-street")).output


async def test_only_a_provider_of_the_office_can_be_named_and_must_be(
    maple: Cast, sessions: Sessions, frontdesk: Run, now: datetime
) -> None:
    await oak_lane(sessions, now=now)
    create = ("api-key", "create", "--office", "maple-street", "--name", "Calendar", "--role")
    for words in (
        ("provider",),
        ("manager", "--provider", "raman@maple-street.example"),
        ("provider", "--provider", "stone@oak-lane.example"),
        ("provider", "--provider", "nobody@maple-street.example"),
    ):
        refused = await frontdesk(*create, *words)
        assert refused.exit_code == 1, refused.output
        assert "fdk_" not in refused.output
    assert (await frontdesk(*create, "provider", "--provider", "Raman@maple-street.example")).exit_code == 0
    assert (await frontdesk("api-key", "create", "--office", "elm", "--name", "x", "--role", "owner")).exit_code == 1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OWNER, 200), (Role.SCHEDULER, 403), (Role.PROVIDER, 403), (Role.VIEWER, 403)]
)
async def test_a_key_may_do_what_its_role_may(
    maple: Cast, sessions: Sessions, server: Server, now: datetime, role: Role, status: int
) -> None:
    async with program(server, await key_of(sessions, maple, role, now=now)) as client:
        assert (await client.get(DAY)).status_code == 200
        assert (await client.patch("/offices/maple-street/profile", json={"name": "X"})).status_code == status


async def test_a_providers_key_sees_their_own_day_and_takes_their_own_time_off(
    maple: Cast, sessions: Sessions, server: Server, browser: MakeClient, now: datetime
) -> None:
    await book(browser(), maple, "2026-11-23T10:00:00Z", provider_id=maple.priya)
    await book(browser(), maple, "2026-11-23T10:00:00Z", provider_id=maple.provider_ids[1], consumer=ROBIN)
    time_off = {"from": "2026-12-03T13:00", "to": "2026-12-03T17:30", "reason": ""}
    async with program(server, await key_of(sessions, maple, Role.PROVIDER, now=now)) as priyas:
        assert [visit["provider"]["id"] for visit in (await priyas.get(DAY)).json()["visits"]] == [str(maple.priya)]
        own = await priyas.post(
            "/offices/maple-street/time-off", json={**time_off, "provider_id": str(maple.priya)}
        )  # fmt: skip
        assert (own.status_code, own.json()["item"]["created_by"]) == (201, str(maple.priya)), own.text
        toms = {**time_off, "provider_id": str(maple.provider_ids[1])}
        assert (await priyas.post("/offices/maple-street/time-off", json=toms)).status_code == 403
    async with program(server, await key_of(sessions, maple, Role.MANAGER, now=now)) as office:
        toms_off = await office.post("/offices/maple-street/time-off", json=toms)
        assert (toms_off.status_code, toms_off.json()["item"]["created_by"]) == (201, None)


async def test_a_providers_key_ends_with_their_place_in_the_office(
    maple: Cast, sessions: Sessions, server: Server, now: datetime
) -> None:
    async with program(server, await key_of(sessions, maple, Role.PROVIDER, now=now)) as priyas:
        assert (await priyas.get(DAY)).status_code == 200
        async with db.begin(sessions) as session:
            await session.execute(
                text("UPDATE person SET deactivated_at = :now WHERE id = :id"), {"now": now, "id": maple.priya}
            )
        assert (await priyas.get(DAY)).status_code == 401


async def test_what_is_no_key_opens_nothing_whatever_the_cookie(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    secret = await key_of(sessions, maple, Role.OWNER, now=now)
    olive = await sign_in(browser(), maple, Role.OWNER)
    for shown in ("fdk_", "fdk_" + "x" * 43, secret + "x", secret[:-1], "sesame"):
        refused = await olive.get(DAY, headers={"Authorization": f"Bearer {shown}"})
        assert (refused.status_code, refused.json()["code"]) == (401, "api_key_invalid"), shown
    assert (await olive.get(DAY, headers={"Authorization": "Basic b2xpdmU6"})).status_code == 200
    assert (await olive.get("/session", headers={"Authorization": f"Bearer {secret}"})).status_code == 403


async def test_a_program_names_no_origin_and_a_page_that_borrows_a_cookie_must(
    maple: Cast, browser: MakeClient, sessions: Sessions, server: Server, now: datetime
) -> None:
    secret = await key_of(sessions, maple, Role.OWNER, now=now)
    rename = {"name": "X"}
    async with program(server, secret) as client:
        assert (await client.patch("/offices/maple-street/profile", json=rename)).status_code == 200
        olive = await sign_in(browser(), maple, Role.OWNER)
        client.cookies = (
            olive.cookies
        )  # the control: with a cookie it may be a browser, and must say where it comes from
        refused = await client.patch("/offices/maple-street/profile", json=rename)
        assert (refused.status_code, refused.json()["code"]) == (403, "foreign_origin")


async def test_the_last_use_is_written_down_once_a_minute(
    maple: Cast, sessions: Sessions, server: Server, now: datetime
) -> None:
    async def last_used() -> datetime | None:
        async with db.begin(sessions, read_only=True) as session:
            used: datetime | None = await session.scalar(text("SELECT last_used_at FROM api_key"))
            return used

    async with program(server, await key_of(sessions, maple, Role.VIEWER, now=now)) as client:
        assert await last_used() is None
        for later, written in ((0, 0), (59, 0), (60, 60), (61, 60)):
            with clock.held(now + timedelta(seconds=later)):
                assert (await client.get(DAY)).status_code == 200
            assert await last_used() == now + timedelta(seconds=written)


async def test_revoking_twice_does_no_harm(maple: Cast, sessions: Sessions, now: datetime) -> None:
    async with db.begin(sessions) as session:
        key, _ = await create_key(
            session, office_id=maple.office_id, role=Role.VIEWER, name="x", person_id=None, now=now
        )
    for later in (0, 1):
        async with db.begin(sessions) as session:
            revoked = await revoke_key(session, key.id, now=now + timedelta(hours=later))
    assert revoked.revoked_at == now
