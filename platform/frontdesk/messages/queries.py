"""What messages need to know: the occasion of each seat, what was planned and sent, who said STOP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.tables import Appointment, Seat
from frontdesk.consumers.tables import Consumer
from frontdesk.messages.schemas import MessageSeen, message_seen, message_state
from frontdesk.messages.tables import Message, OptOut
from frontdesk.offices.tables import Office, Provider, Service


@dataclass(frozen=True, slots=True)
class Occasion:
    """One seat of an appointment, as it stands now, with all that may be said about it."""

    office_id: UUID
    appointment_id: UUID
    revision: int
    starts_at: datetime
    ends_at: datetime
    moved_from: datetime | None
    requested: bool  # for approval, and not confirmed yet
    declined_at: datetime | None
    decline_reason: str | None
    expired_at: datetime | None
    cancelled_at: datetime | None
    move_asked_at: datetime | None
    calendar_uid: UUID
    office_name: str
    office_phone: str | None
    office_email: str | None
    office_zone: str
    office_colour: str
    door_opens_minutes: int
    modality: str
    reminder_offsets_minutes: list[int]
    provider_name: str
    seat_id: UUID
    reader_zone: str
    locale: str
    link_version: int
    consumer_name: str
    email: str
    phone: str | None
    sms_consent_at: datetime | None

    @property
    def reassigned(self) -> bool:
        """Whether its latest change left the time as it was, and gave it to somebody else."""
        return self.moved_from == self.starts_at


async def occasions(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> list[Occasion]:
    """Read every seat of an appointment."""
    chosen = _occasion().where(Appointment.office_id == office_id, Appointment.id == appointment_id)
    return [Occasion(**row._mapping) for row in await session.execute(chosen)]


async def occasion_of_seat(session: AsyncSession, *, office_id: UUID, seat_id: UUID) -> Occasion:
    """Read one seat, which must be there."""
    chosen = _occasion().where(Appointment.office_id == office_id, Seat.id == seat_id)
    return Occasion(**(await session.execute(chosen)).one()._mapping)


async def open_channel(session: AsyncSession, *, office_id: UUID, message_id: UUID) -> str | None:
    """Tell the channel of a message that is still to be said; None for every other."""
    message = await session.scalar(select(Message).where(Message.office_id == office_id, Message.id == message_id))
    return message.channel if message and message_state(message) in ("planned", "sending") else None


async def message_locked(session: AsyncSession, *, office_id: UUID, message_id: UUID) -> Message | None:
    """Find a message of an office and lock it for a change."""
    return await session.scalar(
        select(Message).where(Message.office_id == office_id, Message.id == message_id).with_for_update()
    )


async def reported_message(session: AsyncSession, *, message_id: UUID | None, azure_id: str) -> Message | None:
    """Find the message that a report is about, by our id where it came along, otherwise by Azure's; lock it."""
    if message_id is not None:
        found = await session.get(Message, message_id, with_for_update=True)
        if found is not None:
            return found
    return await session.scalar(select(Message).where(Message.azure_id == azure_id).with_for_update())


async def opted_out(session: AsyncSession, phone: str) -> bool:
    """Whether the last word of this number was STOP."""
    row = await session.get(OptOut, phone)
    return row is not None and (row.opted_in_at is None or row.opted_in_at < row.opted_out_at)


async def messages_seen(session: AsyncSession, *, office_id: UUID, appointment_id: UUID) -> list[MessageSeen]:
    """List what an appointment said and will say, in the order in which it is due."""
    rows: Sequence[Message] = (
        await session.scalars(
            select(Message)
            .where(Message.office_id == office_id, Message.appointment_id == appointment_id)
            .order_by(Message.due_at, Message.id)
        )
    ).all()
    return [message_seen(row) for row in rows]


def _occasion() -> Select[tuple[object, ...]]:
    return (
        select(
            Appointment.office_id,
            Appointment.id.label("appointment_id"),
            (Appointment.revision + Seat.revision_offset).label("revision"),
            func.lower(Appointment.during).label("starts_at"),
            func.upper(Appointment.during).label("ends_at"),
            func.lower(
                case(
                    (Appointment.revision + Seat.revision_offset <= 0, None),
                    (Appointment.moved_at >= Seat.taken_at, Appointment.moved_from),
                    else_=Seat.moved_from,
                )
            ).label("moved_from"),
            Appointment.confirmed_at.is_(None).label("requested"),
            Appointment.declined_at,
            Appointment.decline_reason,
            Appointment.expired_at,
            func.coalesce(Seat.given_up_at, Appointment.cancelled_at).label("cancelled_at"),
            Appointment.move_asked_at,
            Seat.calendar_uid,
            Office.name.label("office_name"),
            Office.phone.label("office_phone"),
            Office.email.label("office_email"),
            Office.time_zone.label("office_zone"),
            Office.colour.label("office_colour"),
            Office.door_opens_minutes,
            Service.modality,
            Service.reminder_offsets_minutes,
            Provider.name.label("provider_name"),
            Seat.id.label("seat_id"),
            Seat.time_zone.label("reader_zone"),
            Seat.locale,
            Seat.link_version,
            Consumer.name.label("consumer_name"),
            Consumer.email,
            Consumer.phone,
            Consumer.sms_consent_at,
        )
        .join(Office, Office.id == Appointment.office_id)
        .join(Service, (Service.office_id == Appointment.office_id) & (Service.id == Appointment.service_id))
        .join(
            Provider,
            (Provider.office_id == Appointment.office_id) & (Provider.person_id == Appointment.provider_id),
        )
        .join(Seat, (Seat.office_id == Appointment.office_id) & (Seat.appointment_id == Appointment.id))
        .join(Consumer, (Consumer.office_id == Seat.office_id) & (Consumer.id == Seat.consumer_id))
    )
