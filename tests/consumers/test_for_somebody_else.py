"""Casey books for a child, and brings people along."""

from typing import Any

import pytest
from sqlalchemy import text

from frontdesk import db
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, open_link, sign_in
from tests.conftest import MakeClient
from tests.consumers.conftest import Rules, held_wish, send

AUNT = {"name": "Aunt  Ada", "email": "Ada@Example.com", "phone": "07700 900418"}
INTERPRETER = {"name": "Ina Terp"}


@pytest.fixture(autouse=True)
async def two_guests(rules: Rules) -> None:
    await rules(service={"guests_max": 2})


async def test_who_is_seen_and_who_comes_along_is_shown_to_staff_and_to_casey(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    wish = await held_wish(casey, maple, attendee_name=" Robin  Morgan", guests=[AUNT, INTERPRETER])
    booked = await send(casey, maple, wish)
    assert booked.status_code == 201, booked.text
    guests = [
        {"name": "Aunt Ada", "email": "ada@example.com", "phone": "+447700900418"},
        {"name": "Ina Terp", "email": None, "phone": None},
    ]
    own = (await casey.get(await open_link(casey, booked.json()))).json()["consumer"]
    assert (own["name"], own["attendee_name"], own["guests"]) == ("Casey Morgan", "Robin Morgan", guests)

    priya = await sign_in(browser(), maple, Role.MANAGER)
    day = await priya.get(f"/offices/{maple.slug}/day", params={"on": "2026-11-24"})
    (line,) = day.json()["visits"]
    assert (line["consumer"]["attendee_name"], line["consumer"]["guests"]) == ("Robin Morgan", 2)
    (seat,) = (await priya.get(f"/offices/{maple.slug}/visits/{line['id']}")).json()["seats"]
    assert (seat["name"], seat["attendee_name"], seat["guests"]) == ("Casey Morgan", "Robin Morgan", guests)


async def test_who_books_for_themselves_brings_nobody(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = (await send(casey, maple, await held_wish(casey, maple))).json()
    assert booked["visit"]["consumer"]["attendee_name"] is None
    assert booked["visit"]["consumer"]["guests"] == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"attendee_name": "  "}, "invalid_name", "attendee_name"),
        ({"attendee_name": "Robin\u0000"}, "invalid_name", "attendee_name"),
        ({"guests": [AUNT, AUNT, AUNT]}, "too_many_guests", "guests"),
        ({"guests": [INTERPRETER, AUNT | {"name": "42"}]}, "invalid_name", "guests.1.name"),
        ({"guests": [INTERPRETER, AUNT | {"email": "ada@"}]}, "invalid_email", "guests.1.email"),
        ({"guests": [AUNT | {"phone": "call me"}]}, "invalid_phone", "guests.0.phone"),
    ],
)
async def test_what_makes_no_sense_is_told_by_field_and_nothing_is_booked(
    maple: Cast, browser: MakeClient, sessions: Sessions, said: dict[str, Any], code: str, field: str
) -> None:
    casey = browser()
    wish = await held_wish(casey, maple)
    refused = await send(casey, maple, wish | said)
    assert (refused.status_code, refused.json()["code"]) == (422, code), refused.text
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    async with db.begin(sessions, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM appointment")) == 0
    assert (await send(casey, maple, wish | {"guests": [AUNT]})).status_code == 201


async def test_a_service_without_guests_takes_none(maple: Cast, browser: MakeClient, rules: Rules) -> None:
    await rules(service={"guests_max": 0})
    casey = browser()
    refused = await send(casey, maple, await held_wish(casey, maple, guests=[INTERPRETER]))
    assert (refused.json()["code"], refused.json()["guests_max"]) == ("too_many_guests", 0)
