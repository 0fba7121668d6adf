"""Bodies are read to the letter: what is nearly right is refused, and the field is named."""

from datetime import datetime
from typing import Any

import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import maple_street, sign_in
from tests.conftest import MakeClient

SERVICE = {"name": "Second opinion", "duration_minutes": 20, "provider_ids": []}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"packs_day": 1}, "packs_day"),
        ({"packs_day": "true"}, "packs_day"),
        ({"duration_minutes": "20"}, "duration_minutes"),
        ({"duration_minutes": 20.5}, "duration_minutes"),
        ({"duration_minutes": True}, "duration_minutes"),
        ({"name": 20}, "name"),
        ({"reminder_offsets_minutes": ["60"]}, "reminder_offsets_minutes[0]"),
    ],
    ids=str,
)
async def test_a_value_of_another_type_is_refused_and_named(
    sessions: Sessions, browser: MakeClient, now: datetime, change: dict[str, Any], field: str
) -> None:
    olive = await sign_in(browser(), await maple_street(sessions, now=now), Role.OWNER)
    answer = await olive.post("/offices/maple-street/services", json=SERVICE | change)
    assert answer.status_code == 400, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_twenty_point_nought_is_twenty(sessions: Sessions, browser: MakeClient, now: datetime) -> None:
    """In JSON there is one kind of number, and some programs write all of them with a point."""
    olive = await sign_in(browser(), await maple_street(sessions, now=now), Role.OWNER)
    answer = await olive.post("/offices/maple-street/services", json=SERVICE | {"duration_minutes": 20.0})
    assert (answer.status_code, answer.json()["duration_minutes"]) == (201, 20), answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 5000 + b"]" * 5000,
        b"9" * 5000,
        b"null",
        b"",
    ],
    ids=["never closed", "deep", "a long number", "null", "nothing"],
)
async def test_a_body_that_is_no_sign_in_is_refused(browser: MakeClient, now: datetime, body: bytes) -> None:
    answer = await browser().post("/session", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] == "invalid_input"


async def test_what_no_column_can_hold_is_refused(browser: MakeClient, now: datetime) -> None:
    answer = await browser().post("/session", json={"email": "olive\0@example.com", "password": "x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unwritable_text"), answer.text
