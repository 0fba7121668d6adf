"""Before anything is promised in Casey's name, Casey shows that what we send there is read by them."""

import asyncio
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.appointments import booking
from frontdesk.appointments.holding import hold_by_secret
from frontdesk.auth.roles import Role
from frontdesk.consumers import codes
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.worker import drain
from tests.backstage import mails, texts
from tests.cast import CASEY, Cast, sign_in
from tests.conftest import Emulator, MakeClient
from tests.consumers.conftest import Rules, held_wish, send

MINUTE = timedelta(minutes=1)
WEDNESDAY = "2026-11-25T10:00:00Z"


def person(number: int) -> dict[str, str]:
    """Somebody whom no other test writes to, as the emulator serves them all."""
    return {"name": "Casey Morgan", "email": f"casey{number}@example.com", "phone": f"+447700900{number}"}


async def ask(
    client: httpx.AsyncClient, cast: Cast, wish: dict[str, Any], channel: str, address: str
) -> httpx.Response:
    """Ask for a code."""
    said = {"secret": wish["hold_secret"], "channel": channel, "address": address}
    return await client.post(f"/offices/{cast.slug}/holds/{wish['hold_id']}/codes", json=said)


async def prove(client: httpx.AsyncClient, cast: Cast, wish: dict[str, Any], **said: Any) -> httpx.Response:
    """Type a code in."""
    said["secret"] = wish["hold_secret"]
    return await client.post(f"/offices/{cast.slug}/holds/{wish['hold_id']}/proof", json=said)


def code_in(words: str) -> str:
    (code,) = re.findall(r"\b[0-9]{6}\b", words)
    return str(code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture(autouse=True)
async def asked(rules: Rules) -> None:
    await rules(office={"contact_proof": "either"})


async def test_casey_books_once_the_code_from_the_mail_is_typed_in(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime
) -> None:
    casey, contact = browser(), person(610)
    wish = await held_wish(casey, maple, consumer=contact)
    refused = await send(casey, maple, wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "contact_not_proven")
    assert refused.json()["channels"] == ["email", "sms"]

    sent = await ask(casey, maple, wish, "email", f" {contact['email'].upper()} ")
    assert sent.status_code == 202, sent.text
    assert sent.json() == {"channel": "email", "expires_at": "2026-11-23T08:10:00Z", "now": "2026-11-23T08:00:00Z"}
    await drain(desk, now=now)
    (mail,) = mails(emulator, contact["email"])
    code = code_in(mail["subject"])
    proven = await prove(casey, maple, wish, code=f"{code[:3]} {code[3:]}")
    assert proven.json() == {"channel": "email", "address": contact["email"], "proven_at": "2026-11-23T08:00:00Z"}

    booked = await send(casey, maple, wish)
    assert booked.status_code == 201, booked.text
    manager = await sign_in(browser(), maple, Role.MANAGER)
    (seat,) = (await manager.get(f"/offices/{maple.slug}/visits/{booked.json()['visit_id']}")).json()["seats"]
    assert (seat["email_proven_at"], seat["phone_proven_at"]) == ("2026-11-23T08:00:00Z", None)


async def test_the_code_comes_by_text_as_well(
    maple: Cast, browser: MakeClient, desk: Desk, emulator: Emulator, now: datetime, rules: Rules
) -> None:
    await rules(office={"contact_proof": "sms"})
    casey, contact = browser(), person(611)
    wish = await held_wish(casey, maple, consumer=contact)
    no_mail = await ask(casey, maple, wish, "email", contact["email"])
    assert (no_mail.status_code, no_mail.json()["code"]) == (422, "channel_not_wanted")
    assert (await ask(casey, maple, wish, "sms", "07700 900611")).status_code == 202
    await drain(desk, now=now)
    (told,) = texts(emulator, contact["phone"])
    assert told["text"].startswith("Maple Street Practice: ")
    assert (await prove(casey, maple, wish, code=code_in(told["text"]))).status_code == 200
    assert (await send(casey, maple, wish)).status_code == 201


@pytest.mark.parametrize("guard", ["on", "off"])
async def test_a_code_that_one_person_read_books_for_nobody_else(
    maple: Cast,
    browser: MakeClient,
    desk: Desk,
    emulator: Emulator,
    now: datetime,
    guard: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: without the check, whoever can read one mailbox would book in anybody's name."""
    if guard == "off":
        monkeypatch.setattr(booking, "check_contact_proven", lambda *_: None)
    mallory, own = browser(), person(612)["email"]
    wish = await held_wish(mallory, maple)
    await ask(mallory, maple, wish, "email", own)
    await drain(desk, now=now)
    code = code_in(mails(emulator, own)[-1]["subject"])
    assert (await prove(mallory, maple, wish, code=code)).status_code == 200
    answer = await send(mallory, maple, wish)
    assert answer.status_code == (409 if guard == "on" else 201)
    if guard == "on":
        assert (await send(mallory, maple, wish | {"consumer": CASEY | {"email": own}})).status_code == 201


async def test_after_five_wrong_ones_the_right_one_is_dead_too(
    maple: Cast, browser: MakeClient, desk: Desk, now: datetime, sessions: Sessions
) -> None:
    casey = browser()
    wish = await held_wish(casey, maple)
    assert (await prove(casey, maple, wish, code="000000")).json()["code"] == "code_dead"  # none was sent yet
    await ask(casey, maple, wish, "email", CASEY["email"])
    right = await newest_code(desk, sessions)
    left = []
    for _ in range(5):
        refused = await prove(casey, maple, wish, code=wrong(right))
        assert (refused.status_code, refused.json()["code"]) == (422, "wrong_code")
        left.append(refused.json()["tries_left"])
    assert left == [4, 3, 2, 1, 0]
    dead = await prove(casey, maple, wish, code=right)
    assert (dead.status_code, dead.json()["code"]) == (409, "code_dead")
    await ask(casey, maple, wish, "email", CASEY["email"])  # the control: the next one works
    assert (await prove(casey, maple, wish, code=await newest_code(desk, sessions))).status_code == 200


async def test_a_code_holds_for_ten_minutes_and_only_the_newest_counts(
    maple: Cast, browser: MakeClient, desk: Desk, sessions: Sessions, now: datetime
) -> None:
    casey = browser()
    wish = await held_wish(casey, maple)
    await ask(casey, maple, wish, "email", CASEY["email"])
    first = await newest_code(desk, sessions)
    with clock.held(now + MINUTE):
        await ask(casey, maple, wish, "email", CASEY["email"])
    second = await newest_code(desk, sessions)
    assert (await prove(casey, maple, wish, code=first)).json()["code"] == "wrong_code"
    with clock.held(now + 11 * MINUTE):
        assert (await prove(casey, maple, wish, code=second)).json()["code"] == "code_dead"
    with clock.held(now + 11 * MINUTE - timedelta(seconds=1)):
        assert (await prove(casey, maple, wish, code=second)).status_code == 200
        assert (await prove(casey, maple, wish, code=second)).status_code == 200  # sent twice, answered twice


async def test_codes_are_rationed(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    """Three for a hold, five to an address in an hour, twenty from one network address."""
    casey, asked = browser(), []
    for number in range(7):
        wish = await held_wish(casey, maple, f"2026-11-24T{9 + number:02d}:00:00Z")
        for again in range(4):
            address = CASEY["email"] if number < 2 else f"casey{again}@{number}.example.com"
            asked.append((await ask(casey, maple, wish, "email", address)).status_code)
    yes, no = 202, 429
    of_hold, of_address = [yes, yes, yes, no], [yes, yes, no, no]
    assert asked == [*of_hold, *of_address, *(of_hold * 5)]  # 20 in all
    wish = await held_wish(casey, maple, "2026-11-24T16:00:00Z")
    refused = await ask(casey, maple, wish, "email", "somebody@else.example.com")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    async with db.begin(sessions, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM contact_code")) == 20


async def test_the_code_stands_nowhere(maple: Cast, browser: MakeClient, desk: Desk, sessions: Sessions) -> None:
    casey = browser()
    wish = await held_wish(casey, maple)
    await ask(casey, maple, wish, "email", CASEY["email"])
    code = await newest_code(desk, sessions)
    async with db.begin(sessions, read_only=True) as session:
        rows = [str(row) for table in ("job", "contact_code", "hold") for row in await session.execute(
            text(f"SELECT to_jsonb({table}) FROM {table}")
        )]  # fmt: skip
    assert rows
    assert not any(code in row for row in rows)


async def test_nobody_asks_for_codes_with_anothers_hold(maple: Cast, browser: MakeClient) -> None:
    casey = browser()
    wish = await held_wish(casey, maple)
    guessed = wish | {"hold_secret": "a guess at the secret"}
    assert (await ask(casey, maple, guessed, "email", CASEY["email"])).json()["code"] == "unknown_hold"
    assert (await prove(casey, maple, guessed, code="123456")).json()["code"] == "unknown_hold"
    await casey.post(f"/offices/{maple.slug}/holds/{wish['hold_id']}/release", json={"secret": wish["hold_secret"]})
    assert (await ask(casey, maple, wish, "email", CASEY["email"])).json()["code"] == "hold_expired"


async def test_an_office_that_does_not_ask_sends_no_codes(maple: Cast, browser: MakeClient, rules: Rules) -> None:
    await rules(office={"contact_proof": "none"})
    casey = browser()
    wish = await held_wish(casey, maple)
    assert (await ask(casey, maple, wish, "email", CASEY["email"])).json()["code"] == "channel_not_wanted"
    assert (await send(casey, maple, wish)).status_code == 201


async def test_who_picks_another_time_need_not_type_a_code_again(
    maple: Cast, browser: MakeClient, desk: Desk, sessions: Sessions, now: datetime
) -> None:
    casey = browser()
    first = await held_wish(casey, maple)
    second = await held_wish(casey, maple, WEDNESDAY)
    earlier = {"id": first["hold_id"], "secret": first["hold_secret"]}
    assert (await prove(casey, maple, second, earlier_hold=earlier)).json()["code"] == "nothing_proven"
    await ask(casey, maple, first, "email", CASEY["email"])
    await prove(casey, maple, first, code=await newest_code(desk, sessions))
    guessed = earlier | {"secret": "a guess at the secret"}
    assert (await prove(casey, maple, second, earlier_hold=guessed)).json()["code"] == "unknown_hold"
    with clock.held(now + 60 * MINUTE):
        assert (await prove(casey, maple, second, earlier_hold=earlier)).json()["code"] == "nothing_proven"
    assert (await prove(casey, maple, second, earlier_hold=earlier)).status_code == 200
    assert (await send(casey, maple, second)).status_code == 201
    for said in ({}, {"code": "123456", "earlier_hold": earlier}):
        assert (await prove(casey, maple, first, **said)).json()["code"] == "one_proof_at_a_time"


@pytest.mark.parametrize(
    ("channel", "address", "code"),
    [("email", "casey@", "invalid_email"), ("sms", "call me", "invalid_phone"), ("pigeon", "roof", "invalid_input")],
)
async def test_an_address_that_nobody_can_have_is_refused(
    maple: Cast, browser: MakeClient, channel: str, address: str, code: str
) -> None:
    casey = browser()
    refused = await ask(casey, maple, await held_wish(casey, maple), channel, address)
    assert refused.json()["code"] == code
    assert code == "invalid_input" or [error["field"] for error in refused.json()["errors"]] == ["address"]


async def newest_code(desk: Desk, sessions: Sessions) -> str:
    """What whoever reads the mailbox would read."""
    async with db.begin(sessions, read_only=True) as session:
        found = await session.scalar(text("SELECT id FROM contact_code ORDER BY created_at DESC, id DESC LIMIT 1"))
    return codes.code_of(desk.settings.secret_key, found)


@pytest.mark.parametrize("lock", ["on", "off"])
async def test_guesses_that_come_all_at_once_are_counted_one_by_one(
    maple: Cast, browser: MakeClient, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the hold's lock, many guesses see a code that nobody has tried yet."""
    if lock == "off":

        async def unlocked(session: Any, office: Any, hold_id: Any, secret: str) -> Any:
            return await hold_by_secret(session, office, hold_id, secret, lock=False)

        monkeypatch.setattr("frontdesk.appointments.proof_routes.open_hold", unlocked)
    mallory = browser()
    wish = await held_wish(mallory, maple)
    await ask(mallory, maple, wish, "email", CASEY["email"])
    guesses = await asyncio.gather(*(prove(mallory, maple, wish, code=f"guess {number}") for number in range(20)))
    tried = Counter(guess.json()["code"] for guess in guesses)["wrong_code"]
    assert tried == 5 if lock == "on" else tried > 5
