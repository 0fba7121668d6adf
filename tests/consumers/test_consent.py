"""Casey agrees to the wording that holds when they book, and the seat remembers which, when and where."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.audit import SYSTEM
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from frontdesk.offices.consent import word_consent
from frontdesk.offices.tables import Office
from tests.cast import Cast, load_office, sign_in
from tests.conftest import MakeClient
from tests.consumers.conftest import held_wish, send

FIRST, SECOND = "We keep your details for a year.", "We keep your details for half a year."


async def word(sessions: Sessions, cast: Cast, words: str, *, now: datetime) -> int:
    office = await load_office(sessions, cast)
    async with db.begin(sessions) as session:
        return (await word_consent(session, office, words, actor=SYSTEM, now=now)).version


async def test_without_a_wording_nobody_is_asked(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    booked = await send(casey, maple, await held_wish(casey, maple))
    assert booked.status_code == 201


async def test_the_seat_remembers_what_was_agreed_to(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await word(sessions, maple, FIRST, now=now)
    casey = browser()
    page = (await casey.get(f"/offices/{maple.slug}")).json()
    assert page["consent"] == {"version": 1, "text": FIRST}
    booked = await send(casey, maple, await held_wish(casey, maple, consent_version=1))
    assert booked.status_code == 201, booked.text
    manager = await sign_in(browser(), maple, Role.MANAGER)
    detail = await manager.get(f"/offices/{maple.slug}/visits/{booked.json()['visit_id']}")
    (seat,) = detail.json()["seats"]
    assert seat["consent"] == {"version": 1, "at": "2026-11-23T08:00:00Z", "source": "booking_page"}


@pytest.mark.parametrize("said", [{}, {"consent_version": None}, {"consent_version": 1}, {"consent_version": 3}])
async def test_whoever_agreed_to_other_words_is_shown_the_newest(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime, said: dict[str, int | None]
) -> None:
    await word(sessions, maple, FIRST, now=now)
    await word(sessions, maple, SECOND, now=now)
    casey = browser()
    wish = await held_wish(casey, maple)
    refused = await send(casey, maple, wish | said)
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_changed")
    assert refused.json()["consent"] == {"version": 2, "text": SECOND}
    booked = await send(casey, maple, wish | {"consent_version": 2})
    assert booked.status_code == 201


async def test_an_office_that_asks_no_more_asks_nobody(
    maple: Cast, browser: MakeClient, sessions: Sessions, now: datetime
) -> None:
    await word(sessions, maple, FIRST, now=now)
    assert await word(sessions, maple, "  ", now=now) == 2
    casey = browser()
    booked = await send(casey, maple, await held_wish(casey, maple, consent_version=1))
    assert booked.status_code == 201
    async with db.begin(sessions, read_only=True) as session:
        assert await session.scalar(text("SELECT consent_version FROM seat")) is None


async def test_the_same_words_again_are_no_new_wording(sessions: Sessions, maple: Cast, now: datetime) -> None:
    assert [await word(sessions, maple, words, now=now) for words in (FIRST, f"{FIRST} ", SECOND, FIRST)] == [
        1,
        1,
        2,
        3,
    ]


async def test_two_managers_who_word_it_at_once_get_two_numbers(
    sessions: Sessions, maple: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the office's lock both read the same newest number, and one of them fails."""
    versions = await asyncio.gather(*(word(sessions, maple, f"Words {number}", now=now) for number in range(8)))
    assert sorted(versions) == list(range(1, 9))

    locked = AsyncSession.get_one

    async def get_without_lock(self: AsyncSession, entity: type[Office], key: object, **_: object) -> Office:
        return await locked(self, entity, key)

    monkeypatch.setattr(AsyncSession, "get_one", get_without_lock)
    with pytest.raises(IntegrityError):
        await asyncio.gather(*(word(sessions, maple, f"More words {number}", now=now) for number in range(8)))
