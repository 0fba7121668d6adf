"""A code goes out once, while it is good, and to nobody who said STOP."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from frontdesk.acs.pace import Pace
from frontdesk.consumers.codes import Channel, code_of, leave_code
from frontdesk.consumers.contact import Contact
from frontdesk.desk import Desk
from frontdesk.messages.replies import note_stop
from frontdesk.messages.texts import segments, write_code_text
from frontdesk.messages.wording import write_code_mail
from frontdesk.offices.tables import Office
from frontdesk.worker import drain
from tests.backstage import CASEY, DAY, MINUTE, booked, mails, order, texts
from tests.cast import Cast
from tests.conftest import Emulator

PHONE = str(CASEY.phone)


async def left(desk: Desk, cast: Cast, channel: Channel, address: str, *, now: datetime, locale: str = "en") -> UUID:
    """Leave a code to be sent, as the route does."""
    async with desk.begin() as session:
        office = await session.get_one(Office, cast.office_id)
        code = await leave_code(
            session,
            office,
            hold_id=uuid4(),
            channel=channel,
            address=address,
            locale=locale,
            network_address="198.51.100.7",
            now=now,
        )
    return code.id


async def test_a_code_goes_out_once_however_often_it_is_tried(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    sms = await left(desk, maple, "sms", PHONE, now=now)
    email = await left(desk, maple, "email", CASEY.email, now=now)
    order(azure, "sms.send", "lose_answer", count=1)
    order(azure, "email.send", "lose_answer", count=1)
    for minutes in (0, 1, 2):
        await drain(desk, now=now + minutes * MINUTE)
    (told,), (mail,) = texts(azure), mails(azure)
    assert code_of(desk.settings.secret_key, sms) in told["text"]
    assert mail["subject"] == f"{code_of(desk.settings.secret_key, email)} is your code"
    assert (told["tag"], mail["id"]) == (str(sms), str(email))
    async with desk.begin(read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM job")) == 0


async def test_who_said_stop_gets_none_and_nobody_is_told(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    async with desk.begin() as session:
        await note_stop(session, PHONE, at=now)
    await left(desk, maple, "sms", PHONE, now=now)
    await left(desk, maple, "sms", "+447700900418", now=now)  # the control
    await drain(desk, now=now)
    assert (len(texts(azure)), len(texts(azure, "+447700900418"))) == (0, 1)


async def test_a_code_that_ran_out_while_azure_was_away_is_not_sent(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    await left(desk, maple, "email", CASEY.email, now=now)
    order(azure, "email.send", "fail", status=503, count=3)
    for minutes in (0, 3, 6, 10, 11):
        await drain(desk, now=now + minutes * MINUTE)
    assert mails(azure) == []
    async with desk.begin(read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM job WHERE given_up_at IS NULL")) == 0


async def test_azures_refusal_is_final_and_a_wrong_key_is_not(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime
) -> None:
    await left(desk, maple, "sms", PHONE, now=now)
    order(azure, "sms.send", "fail", status=400, code="BadRequest", count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + 5 * MINUTE)
    assert texts(azure) == []
    await left(desk, maple, "sms", PHONE, now=now)
    order(azure, "sms.send", "fail", status=401, count=1)
    await drain(desk, now=now)
    await drain(desk, now=now + 5 * MINUTE)
    assert len(texts(azure)) == 1


@pytest.mark.parametrize(("kept", "comes"), [(1, True), (0, False)], ids=["with a turn kept", "control: without"])
async def test_a_crowd_of_mails_does_not_keep_a_code_waiting(
    desk: Desk, maple: Cast, azure: Emulator, now: datetime, kept: int, comes: bool
) -> None:
    desk.acs.email.pace = Pace("email.send", 2, 60, kept=kept)
    crowd = [f"guest{number}@example.com" for number in range(3)]
    for number, address in enumerate(crowd):
        somebody = Contact("Guest", address, None)
        await booked(desk, maple, now + 2 * DAY + (30 + 20 * number) * MINUTE, contact=somebody, sms_consent=False)
    await drain(desk, now=now)
    assert sum(len(mails(azure, address)) for address in crowd) == 2 - kept
    await left(desk, maple, "email", "new@example.com", now=now)
    await drain(desk, now=now)
    assert len(mails(azure, "new@example.com")) == comes


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "is your code"), ("de-AT", "ist Ihr Code"), ("fr", "is your code")]
)
async def test_a_code_is_said_in_the_readers_language(
    desk: Desk, maple: Cast, now: datetime, locale: str, words: str
) -> None:
    async with desk.begin(read_only=True) as session:
        office = await session.get_one(Office, maple.office_id)
    letter, told = write_code_mail("012345", office, locale), write_code_text("012345", office.name, locale)
    for said in (letter.subject, told):
        assert f"012345 {words}" in said
    for said in (letter.text, letter.html):
        assert "012345" in said
        assert "Maple Street Practice" in said
        assert "{" not in letter.text
    assert segments(told) == 1


async def test_old_codes_are_swept_away(desk: Desk, maple: Cast, now: datetime) -> None:
    from frontdesk.worker import sweep

    await left(desk, maple, "email", CASEY.email, now=now)
    counted = []
    for later in (timedelta(hours=24), timedelta(hours=24, minutes=11)):
        await sweep(desk, now=now + later)
        async with desk.begin(read_only=True) as session:
            counted.append(await session.scalar(text("SELECT count(*) FROM contact_code")))
    assert counted == [1, 0]
