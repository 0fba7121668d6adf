"""On the phone the desk may leave questions and consent open, and knows whom it speaks to; a consumer may not."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from frontdesk import db
from frontdesk.appointments import booking, holding
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.proving import ContactNotProven
from frontdesk.appointments.tables import Seat
from frontdesk.audit import SYSTEM, Actor
from frontdesk.auth.roles import Role
from frontdesk.availability.ask import Ask
from frontdesk.consumers.answers import InvalidAnswers
from frontdesk.consumers.details import ConsentChanged, DetailsGiven
from frontdesk.db import Sessions
from frontdesk.errors import Refusal
from frontdesk.offices.consent import word_consent
from frontdesk.offices.tables import Office, Service
from tests.backstage import CASEY
from tests.cast import BERLIN, Cast, load_office, sign_in
from tests.conftest import SECRET_KEY, MakeClient
from tests.consumers.conftest import TUESDAY, Rules, held_wish, send

WHY = {"id": "why", "label": "What is it about?", "kind": "text", "required": True}


async def booked_by(sessions: Sessions, cast: Cast, actor: Actor, *, now: datetime, **said: Any) -> Seat:
    """Book by the verb, as whoever acts."""
    async with db.begin(sessions) as session:
        office = await session.get_one(Office, cast.office_id)
        service = await session.get_one(Service, cast.service_id)
        ask = Ask(office, service, None, now=now, asked_at=now)
        held, secret = await holding.hold(session, ask, datetime.fromisoformat(TUESDAY))
        _, seat = await booking.book(
            session,
            office,
            Booking(CASEY, BERLIN, "en", False, msgspec.convert(said, DetailsGiven)),
            hold_id=held.id,
            hold_secret=secret,
            secret_key=SECRET_KEY,
            actor=actor,
            now=now,
        )
        return seat


@pytest.mark.parametrize("asks", ["answers", "consent", "proof"])
async def test_the_desk_may_leave_open_what_a_consumer_may_not(
    maple: Cast, sessions: Sessions, rules: Rules, now: datetime, asks: str
) -> None:
    refusal: type[Refusal] = {"answers": InvalidAnswers, "consent": ConsentChanged, "proof": ContactNotProven}[asks]
    if asks == "answers":
        await rules(service={"intake": [WHY]})
    elif asks == "proof":
        await rules(office={"contact_proof": "email"})
    else:
        office = await load_office(sessions, maple)
        async with db.begin(sessions) as session:
            await word_consent(session, office, "We keep your details.", actor=SYSTEM, now=now)
    with pytest.raises(refusal):
        await booked_by(sessions, maple, Actor("consumer"), now=now)
    seat = await booked_by(sessions, maple, Actor("staff"), now=now)
    assert (seat.intake, seat.consent_version, seat.consent_source) == ([], None, None)


async def test_what_the_desk_was_told_is_kept_and_checked_alike(
    maple: Cast, sessions: Sessions, rules: Rules, now: datetime
) -> None:
    await rules(service={"intake": [WHY]})
    office = await load_office(sessions, maple)
    async with db.begin(sessions) as session:
        await word_consent(session, office, "We keep your details.", actor=SYSTEM, now=now)
    with pytest.raises(InvalidAnswers):
        await booked_by(sessions, maple, Actor("staff"), now=now, intake={"why": 42})
    with pytest.raises(ConsentChanged):
        await booked_by(sessions, maple, Actor("staff"), now=now, consent_version=7)
    seat = await booked_by(sessions, maple, Actor("staff"), now=now, intake={"why": "A cough"}, consent_version=1)
    assert seat.intake == [{"id": "why", "label": "What is it about?", "answer": "A cough"}]
    assert (seat.consent_version, seat.consented_at, seat.consent_source) == (1, now, "desk")


async def test_what_a_manager_asks_from_now_on_is_asked_at_once(maple: Cast, browser: MakeClient) -> None:
    manager, casey = await sign_in(browser(), maple, Role.MANAGER), browser()
    service = f"/offices/{maple.slug}/services/{maple.service_id}"
    circle = WHY | {"shown_if": {"question": "why", "equals": "A cough"}}
    refused = await manager.patch(service, json={"intake": [circle]})
    assert (refused.status_code, refused.json()["code"]) == (422, "intake_makes_no_sense")
    assert (await manager.patch(service, json={"intake": [WHY]})).status_code == 200
    (shown,) = (await casey.get(f"/offices/{maple.slug}")).json()["services"]
    assert [(question["id"], question["required"]) for question in shown["intake"]] == [("why", True)]
    wish = await held_wish(casey, maple)
    assert (await send(casey, maple, wish)).json()["code"] == "invalid_answers"
    assert (await send(casey, maple, wish | {"intake": {"why": "A cough"}})).status_code == 201
