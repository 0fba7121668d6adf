"""STOP and START, in whatever order they reach us."""

from datetime import datetime
from itertools import permutations

import pytest

from frontdesk.acs.event_grid import SmsReceived
from frontdesk.desk import Desk
from frontdesk.messages.queries import opted_out
from frontdesk.messages.replies import text_received
from tests.backstage import MINUTE, control
from tests.conftest import Emulator, Server, until

CASEY = "+447700900417"


def says(desk: Desk, words: str, at: datetime, *, to: str | None = None) -> SmsReceived:
    return SmsReceived(CASEY, to or desk.settings.acs_phone_number, words, at)


async def is_out(desk: Desk) -> bool:
    async with desk.begin(read_only=True) as session:
        return await opted_out(session, CASEY)


@pytest.mark.parametrize("words", ["STOP", " stop ", "Stop.", "unsubscribe", "Opt  Out", "QUIT"])
async def test_stop_in_all_its_forms(desk: Desk, now: datetime, words: str) -> None:
    await text_received(desk, says(desk, words, now))
    assert await is_out(desk)


@pytest.mark.parametrize("words", ["Thanks, I will wait here.", "please do not stop", "HELP", ""])
async def test_other_words_change_nothing(desk: Desk, now: datetime, words: str) -> None:
    await text_received(desk, says(desk, words, now))
    assert not await is_out(desk)


async def test_the_newest_word_counts_in_whatever_order_they_come(desk: Desk, now: datetime) -> None:
    said = [says(desk, "STOP", now), says(desk, "START", now + MINUTE), says(desk, "STOP", now + 2 * MINUTE)]
    for number, these in enumerate(permutations(said)):
        for one in these:
            other = SmsReceived(f"+44770090{number:04d}", one.to, one.text, one.at)
            await text_received(desk, other)
            await text_received(desk, other)
        async with desk.begin(read_only=True) as session:
            assert await opted_out(session, f"+44770090{number:04d}"), these


async def test_a_start_that_overtakes_its_stop_wins(desk: Desk, now: datetime) -> None:
    await text_received(desk, says(desk, "UNSTOP", now + MINUTE))
    await text_received(desk, says(desk, "STOP", now))
    assert not await is_out(desk)


async def test_what_is_said_to_another_number_is_not_for_us(desk: Desk, now: datetime) -> None:
    await text_received(desk, says(desk, "STOP", now, to="+18005559999"))
    assert not await is_out(desk)


async def test_a_stop_typed_into_a_phone_arrives(desk: Desk, azure: Emulator, server: Server, now: datetime) -> None:
    url = f"{server.settings.origin}/hooks/event-grid?code={server.settings.hook_secret}"
    control(azure, "PUT", "/webhook", {"url": url})
    control(azure, "POST", "/sms/received", {"sender": CASEY, "text": "Stop"})
    await until(lambda: is_out(desk), seconds=20)
