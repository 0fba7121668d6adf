"""Who works here: invited by mail, in their role, and no longer than they should."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.acs import Acs
from frontdesk.auth.roles import Role
from frontdesk.config import Settings
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.worker import drain
from tests.backstage import mails
from tests.cast import PASSWORD, Cast, book, oak_lane, sign_in
from tests.conftest import Emulator, MakeClient

NEW = {"email": "sam@maple-street.example", "role": "scheduler"}
GOOD = "a long enough password"


@pytest.fixture
async def owner(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    return await sign_in(browser(), maple, Role.OWNER)


@pytest.fixture
async def desk(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    acs = Acs.from_settings(settings)
    yield Desk(settings, sessions, acs)
    await acs.close()


async def token_in_mail(desk: Desk, emulator: Emulator, address: str) -> str:
    """Let the worker send, and read the newest link in the mail."""
    await drain(desk)
    found = re.findall(r"/invitation#([A-Za-z0-9_-]+)", str(mails(emulator, address)[-1]))
    assert found, "no mail came"
    return str(found[0])


async def accept(client: httpx.AsyncClient, token: str, **said: str) -> httpx.Response:
    return await client.post("/invitations/acceptance", json={"token": token, **said})


async def members(client: httpx.AsyncClient, cast: Cast) -> dict[str, dict[str, Any]]:
    return {one["email"]: one for one in (await client.get(f"/offices/{cast.slug}/staff")).json()["items"]}


async def test_somebody_is_invited_by_mail_accepts_and_may_what_their_role_may(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, desk: Desk, emulator: Emulator, sessions: Sessions
) -> None:
    invited = await olive.post(f"/offices/{maple.slug}/invitations", json=NEW)
    assert (invited.status_code, invited.json()["state"]) == (201, "sent"), invited.text
    token = await token_in_mail(desk, emulator, NEW["email"])
    sam = browser()
    opened = (await sam.post("/invitations/opening", json={"token": token})).json()
    assert (opened["office_name"], opened["role"], opened["known"]) == ("Maple Street Practice", "scheduler", False)
    assert (opened["email"], opened["invited_by"]) == (NEW["email"], "The manager")

    assert (await accept(sam, token, name=" ", password=GOOD)).json()["code"] == "name_needed"
    assert (await accept(sam, token, name="Sam Okoro", password="short")).json()["code"] == "password_too_short"
    came = await accept(sam, token, name="  Sam   Okoro ", password=GOOD)
    assert came.status_code == 200, came.text
    assert came.json()["memberships"][0]["role"] == "scheduler"
    assert (await sam.get(f"/offices/{maple.slug}/day")).status_code == 200
    assert (await sam.patch(f"/offices/{maple.slug}/profile", json={"name": "Mine"})).status_code == 403
    again = await browser().post("/session", json={"email": NEW["email"], "password": GOOD})
    assert again.status_code == 200

    listed = (await members(olive, maple))[NEW["email"]]
    assert (listed["name"], listed["state"], listed["own_only"]) == ("Sam Okoro", "active", False)
    assert listed["last_signed_in_at"] is not None
    assert (await olive.get(f"/offices/{maple.slug}/staff")).json()["invitations"] == []
    async with db.begin(sessions, read_only=True) as session:
        kept = await session.scalar(text("SELECT string_agg(invitation::text, '') FROM invitation"))
    assert token not in kept


async def test_a_provider_is_invited_with_what_consumers_read_and_can_be_booked_at_once(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, desk: Desk, emulator: Emulator
) -> None:
    alone = {"email": "ana@maple-street.example", "role": "provider"}
    assert (await olive.post(f"/offices/{maple.slug}/invitations", json=alone)).json()["code"] == "sees_nobody"
    provider = {
        "name": "Dr Ana Silva",
        "headline": "Heart and circulation",
        "time_zone": "Europe/Lisbon",
        "service_ids": [str(maple.service_id)],
    }
    made = await olive.post(f"/offices/{maple.slug}/invitations", json=alone | {"provider": provider})
    assert (made.status_code, made.json()["sees_consumers"], made.json()["own_only"]) == (201, True, True), made.text
    token = await token_in_mail(desk, emulator, alone["email"])
    ana = browser()
    assert (await accept(ana, token, name="Ana Silva", password=GOOD)).status_code == 200
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    hers = next(one for one in page["providers"] if one["name"] == "Dr Ana Silva")
    assert hers["id"] in page["services"][0]["provider_ids"]
    assert (hers["headline"], hers["time_zone"]) == ("Heart and circulation", "Europe/Lisbon")


async def test_an_invitation_that_is_over_opens_nothing(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime
) -> None:
    office, nobody = f"/offices/{maple.slug}", browser()
    made = (await olive.post(f"{office}/invitations", json=NEW)).json()
    former = await token_in_mail(desk, emulator, NEW["email"])
    twice = await olive.post(f"{office}/invitations", json=NEW)
    assert (twice.status_code, twice.json()["code"]) == (409, "invited_already")
    assert (await olive.post(f"{office}/invitations/{made['id']}/sending")).status_code == 201
    token = await token_in_mail(desk, emulator, NEW["email"])
    assert token != former
    assert (await accept(nobody, former, name="Sam", password=GOOD)).json()["code"] == "unknown_invitation"
    with clock.held(now + timedelta(days=7)):
        late = await accept(nobody, token, name="Sam", password=GOOD)
        assert (late.status_code, late.json()["code"]) == (410, "invitation_expired")
    assert (await nobody.post("/invitations/opening", json={"token": token})).status_code == 200, "the control"
    assert (await olive.delete(f"{office}/invitations/{made['id']}")).status_code == 204
    assert (await accept(nobody, token, name="Sam", password=GOOD)).json()["code"] == "unknown_invitation"
    assert NEW["email"] not in await members(olive, maple)
    assert (await olive.delete(f"{office}/invitations/{made['id']}")).status_code == 404


async def test_two_acceptances_at_once_let_one_in(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, desk: Desk, emulator: Emulator, sessions: Sessions
) -> None:
    await olive.post(f"/offices/{maple.slug}/invitations", json=NEW)
    token = await token_in_mail(desk, emulator, NEW["email"])
    answers: list[httpx.Response] = []

    async def come(name: str) -> None:
        answers.append(await accept(browser(), token, name=name, password=GOOD))

    await asyncio.gather(*(come(name) for name in ("Sam", "Sam as well", "Sam again")))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410], [one.text for one in answers]
    async with db.begin(sessions, read_only=True) as session:
        count = await session.scalar(text("SELECT count(*) FROM person WHERE email = :email"), {"email": NEW["email"]})
    assert count == 1


async def test_who_is_known_comes_into_a_second_office_with_their_own_password(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, sessions: Sessions, now: datetime
) -> None:
    oak = await oak_lane(sessions, now=now)
    boss = await sign_in(browser(), oak, Role.OWNER)
    wish = {"email": maple.emails[Role.SCHEDULER], "role": "viewer"}
    assert (await boss.post(f"/offices/{oak.slug}/invitations", json=wish)).status_code == 201
    token = await token_in_mail(desk, emulator, wish["email"])
    thief = browser()
    assert (await thief.post("/invitations/opening", json={"token": token})).json()["known"] is True
    for password in ("not the password at all", ""):
        said = {"password": password} if password else {}
        answer = await accept(thief, token, name="Somebody else", **said)
        assert (answer.status_code, answer.json()["code"]) == (401, "wrong_password")
    stranger = await sign_in(browser(), maple, Role.VIEWER)
    assert (await accept(stranger, token)).json()["code"] == "wrong_password", "signed in, but as somebody else"
    known = await sign_in(browser(), maple, Role.SCHEDULER)
    came = await accept(known, token)
    assert came.status_code == 200, came.text
    assert {(one["office"]["slug"], one["role"]) for one in came.json()["memberships"]} == {
        (maple.slug, "scheduler"),
        (oak.slug, "viewer"),
    }
    assert (await browser().post("/session", json={"email": wish["email"], "password": PASSWORD})).status_code == 200


async def test_only_owners_make_owners_and_one_always_stays(
    maple: Cast, olive: httpx.AsyncClient, owner: httpx.AsyncClient
) -> None:
    staff = f"/offices/{maple.slug}/staff"
    by_role = {one["role"]: one["id"] for one in (await olive.get(staff)).json()["items"]}
    up = {"role": "owner"}
    for answer in (
        await olive.patch(f"{staff}/{by_role['manager']}", json=up),
        await olive.patch(f"{staff}/{by_role['owner']}", json={"role": "viewer"}),
        await olive.post(f"{staff}/{by_role['owner']}/deactivation", json={}),
        await olive.post(f"/offices/{maple.slug}/invitations", json=NEW | up),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "only_owners_make_owners")
    demoted = await owner.patch(f"{staff}/{by_role['owner']}", json={"role": "manager"})
    left = await owner.post(f"{staff}/{by_role['owner']}/deactivation", json={})
    for answer in (demoted, left):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    assert (await owner.patch(f"{staff}/{by_role['manager']}", json=up)).status_code == 200
    assert (await olive.post(f"/offices/{maple.slug}/invitations", json=NEW | up)).status_code == 201, "at once"
    assert (await owner.post(f"{staff}/{by_role['owner']}/deactivation", json={})).status_code == 201, "one stays"
    assert (await owner.get(staff)).status_code == 401


async def test_two_owners_who_leave_at_once_leave_one(
    maple: Cast, olive: httpx.AsyncClient, owner: httpx.AsyncClient
) -> None:
    staff = f"/offices/{maple.slug}/staff"
    by_role = {one["role"]: one["id"] for one in (await olive.get(staff)).json()["items"]}
    await owner.patch(f"{staff}/{by_role['manager']}", json={"role": "owner"})
    answers: list[int] = []

    async def step_back(client: httpx.AsyncClient, person: str) -> None:
        answers.append((await client.patch(f"{staff}/{person}", json={"role": "viewer"})).status_code)

    await asyncio.gather(step_back(owner, by_role["owner"]), step_back(olive, by_role["manager"]))
    assert sorted(answers) == [200, 409]


async def test_who_is_deactivated_everywhere_is_signed_out_and_comes_back_as_before(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    staff = f"/offices/{maple.slug}/staff"
    front = await sign_in(browser(), maple, Role.SCHEDULER)
    person = (await members(olive, maple))[maple.emails[Role.SCHEDULER]]["id"]
    assert (await front.get("/session")).status_code == 200
    gone = await olive.post(f"{staff}/{person}/deactivation", json={})
    assert gone.status_code == 201, gone.text
    assert (await front.get("/session")).status_code == 401
    assert (await front.get(f"/offices/{maple.slug}/day")).status_code == 401
    email = maple.emails[Role.SCHEDULER]
    assert (await browser().post("/session", json={"email": email, "password": PASSWORD})).status_code == 401
    invited = await olive.post(f"/offices/{maple.slug}/invitations", json={"email": email, "role": "viewer"})
    assert invited.json()["code"] == "works_here_no_more"
    assert (await olive.patch(f"{staff}/{person}", json={"role": "viewer"})).json()["code"] == "works_here_no_more"
    back = await olive.post(f"{staff}/{person}/reactivation")
    assert (back.status_code, back.json()["role"]) == (201, "scheduler")
    assert (await front.get("/session")).status_code == 401, "a new sign-in is needed"
    assert (await sign_in(browser(), maple, Role.SCHEDULER)) is not None


async def test_whoever_is_limited_to_their_own_sees_their_own_visits_only(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    staff = f"/offices/{maple.slug}/staff"
    for hour, provider_id in enumerate(maple.provider_ids, start=10):
        await book(browser(), maple, f"2026-11-25T{hour}:00:00Z", provider_id=provider_id)
    front = await sign_in(browser(), maple, Role.SCHEDULER)
    day = f"/offices/{maple.slug}/day?on=2026-11-25"
    assert len((await front.get(day)).json()["visits"]) == 2
    person = (await members(olive, maple))[maple.emails[Role.SCHEDULER]]["id"]
    refused = await olive.patch(f"{staff}/{person}", json={"own_only": True})
    assert (refused.status_code, refused.json()["code"]) == (422, "sees_nobody")
    new = {"name": "Sal", "headline": "", "time_zone": "Europe/London", "service_ids": [str(maple.service_id)]}
    assert (await olive.post(f"{staff}/{person}/provider", json=new)).status_code == 201
    assert (await olive.post(f"{staff}/{person}/provider", json=new)).json()["code"] == "sees_consumers_already"
    limited = await olive.patch(f"{staff}/{person}", json={"own_only": True})
    assert (limited.status_code, limited.json()["own_only"]) == (200, True)
    assert (await front.get(day)).json()["visits"] == []
    await book(browser(), maple, "2026-11-25T12:00:00Z", provider_id=person)
    assert len((await front.get(day)).json()["visits"]) == 1
