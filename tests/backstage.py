"""Behind the scenes, for tests of what happens by itself: Azure at the tests' hour, a desk, bookings by the verbs."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select

from frontdesk.acs import Acs
from frontdesk.appointments import booking, changing, holding
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.queries import locked_appointment
from frontdesk.audit import Actor
from frontdesk.availability.ask import Ask
from frontdesk.config import Settings
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions, begin
from frontdesk.desk import Desk
from frontdesk.messages.tables import Message
from frontdesk.offices.tables import Office, Service
from frontdesk.visits.tables import Participant, Visit
from tests.cast import BERLIN, Cast
from tests.conftest import Emulator

NOW = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
"""Ten to nine in London, on a Monday: the first visits are near enough to enter their rooms."""

CASEY = Contact("Casey Morgan", "casey.morgan@example.com", "+447700900417")


@contextmanager
def azure_at(moment: datetime, folder: Path, *options: str) -> Iterator[Emulator]:
    """Run an emulator whose clock starts at `moment`."""
    offset = (moment - datetime.now(UTC)).total_seconds()
    emulator = Emulator(folder, "--clock-offset", str(offset), "--report-delay", "0.05", *options)
    emulator.start()
    try:
        yield emulator
    finally:
        emulator.stop()


@asynccontextmanager
async def desk_at(settings: Settings, sessions: Sessions) -> AsyncIterator[Desk]:
    """Give a job what it has at hand."""
    acs = Acs.from_settings(settings)
    try:
        yield Desk(settings, sessions, acs)
    finally:
        await acs.close()


def control(emulator: Emulator, method: str, path: str, body: object = None) -> Any:
    """Speak to the emulator's control API."""
    answer = httpx.request(method, f"{emulator.web}/_emulator{path}", json=body, timeout=10)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def order(emulator: Emulator, operation: str, kind: str, **how: object) -> None:
    """Order trouble at Azure."""
    control(emulator, "POST", "/trouble", {"operation": operation, "kind": kind, **how})


def texts(emulator: Emulator, to: str = str(CASEY.phone)) -> list[dict[str, Any]]:
    """List the texts somebody got."""
    sent: list[dict[str, Any]] = control(emulator, "GET", f"/sms?to={to.replace('+', '%2B')}")["sent"]
    return sent


def mails(emulator: Emulator, to: str = CASEY.email) -> list[dict[str, Any]]:
    """List the mails somebody got."""
    sent: list[dict[str, Any]] = control(emulator, "GET", f"/emails?to={to}")["sent"]
    return sent


async def booked(
    desk: Desk,
    cast: Cast,
    starts_at: datetime,
    *,
    now: datetime = NOW,
    contact: Contact = CASEY,
    sms_consent: bool = True,
    locale: str = "en",
    time_zone: str = BERLIN,
) -> UUID:
    """Book by the product's verbs; answers the appointment's id."""
    async with begin(desk.sessions) as session:
        office = await session.get_one(Office, cast.office_id)
        service = await session.get_one(Service, cast.service_id)
        held, secret = await holding.hold(session, Ask(office, service, None, now=now, asked_at=now), starts_at)
        wish = Booking(contact, time_zone, locale, sms_consent)
        appointment, _ = await booking.book(
            session,
            office,
            wish,
            hold_id=held.id,
            hold_secret=secret,
            secret_key=desk.settings.secret_key,
            actor=Actor("consumer"),
            now=now,
        )
        return appointment.id


async def moved(desk: Desk, cast: Cast, appointment_id: UUID, starts_at: datetime, *, now: datetime = NOW) -> None:
    """Move an appointment as the office would."""
    async with begin(desk.sessions) as session:
        appointment = await locked_appointment(session, office_id=cast.office_id, appointment_id=appointment_id)
        await changing.move(session, appointment, starts_at=starts_at, provider_id=None, actor=OLIVE, now=now)


async def cancelled(desk: Desk, cast: Cast, appointment_id: UUID, *, now: datetime = NOW) -> None:
    """Cancel an appointment as the office would."""
    async with begin(desk.sessions) as session:
        appointment = await locked_appointment(session, office_id=cast.office_id, appointment_id=appointment_id)
        await changing.cancel(session, appointment, reason="closed", actor=OLIVE, now=now)


async def ledger(desk: Desk, appointment_id: UUID) -> list[Message]:
    """Read every message of an appointment, in the order in which they are due."""
    async with desk.begin(read_only=True) as session:
        rows = await session.scalars(
            select(Message)
            .where(Message.appointment_id == appointment_id)
            .order_by(Message.due_at, Message.kind, Message.channel)
        )
        return list(rows)


async def visit_row(desk: Desk, cast: Cast, appointment_id: UUID) -> Visit:
    """Read the live side of an appointment."""
    async with desk.begin(read_only=True) as session:
        return await session.get_one(Visit, (cast.office_id, appointment_id))


async def person(desk: Desk, appointment_id: UUID, kind: str) -> Participant:
    """Read who takes part: the "consumer" or the "provider"."""
    async with desk.begin(read_only=True) as session:
        return (
            await session.scalars(
                select(Participant).where(Participant.visit_id == appointment_id, Participant.kind == kind)
            )
        ).one()


OLIVE = Actor("staff")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
