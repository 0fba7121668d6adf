"""Owners see what the installation was told and whether all is there; secrets are told to nobody."""

import httpx

from frontdesk.auth.roles import Role
from frontdesk.config import Settings
from frontdesk.db import Sessions
from tests.cast import maple_street, sign_in
from tests.conftest import HOOK_SECRET, MONDAY_MORNING, SECRET_KEY, MakeClient


async def test_an_owner_sees_the_settings_without_the_secrets(
    sessions: Sessions, browser: MakeClient, settings: Settings
) -> None:
    maple = await maple_street(sessions, now=MONDAY_MORNING)
    owner = await sign_in(browser(), maple, Role.OWNER)
    address = f"/offices/{maple.slug}/installation"
    answer = await owner.get(address)
    assert answer.status_code == 200, answer.text
    told = {one["name"]: one for one in answer.json()["items"]}
    assert told["FRONTDESK_PUBLIC_URL"]["value"] == settings.public_url
    assert (told["FRONTDESK_HOST"]["is_default"], told["FRONTDESK_PORT"]["is_default"]) == (True, False)
    assert (told["FRONTDESK_SECRET_KEY"]["is_set"], told["FRONTDESK_SECRET_KEY"]["value"]) == (True, None)
    for secret in (SECRET_KEY, HOOK_SECRET, settings.database_url, settings.acs_connection_string):
        assert secret not in answer.text
    manager = await sign_in(browser(), maple, Role.MANAGER)
    for path in (address, f"{address}/checks"):
        assert (await manager.get(path)).json()["code"] == "only_owners"


async def test_the_checks_are_those_of_the_doctor(sessions: Sessions, browser: MakeClient) -> None:
    maple = await maple_street(sessions, now=MONDAY_MORNING)
    owner = await sign_in(browser(), maple, Role.OWNER)
    answer = await owner.get(f"/offices/{maple.slug}/installation/checks", timeout=httpx.Timeout(120))
    found = {one["name"]: one for one in answer.json()["items"]}
    assert found["Database"]["well"], found
    assert found["Migrations"]["found"].startswith("up to date")
    assert found["Azure Communication Services"]["well"], found
    assert "tzdata" in found["Time zones"]["found"]
    assert found["Delivery reports"]["found"] == "no message has been sent in seven days, so no report is due"
