"""The whole state of one emulated resource. Everything that remembers hangs on `Emulator`.

How to use it from another module (calls.py, inbox/): take `emulator: Emulator` as a parameter of the handler; create_app
provides it to HTTP and WebSocket handlers alike. All functions below are plain (not async), take effect at once, are
durable when they return if a data folder is used, and raise `errors.AcsError` (fields: status, code, message).
Nothing here may be called from another thread.

    emulator.clock.now()                       domain time (shifted by --clock-offset), aware UTC; .real() is unshifted

    emulator.people.verify(token, any_of=("voip", "voip.join")) -> TokenHolder(user_id, scopes, expires_at)
                                               401 when the token does not hold, 403 when it has none of the scopes
    emulator.people.find(user_id) -> User | None

    emulator.rooms.find(room_id) -> Room | None
        Room: id, created_at, valid_from, valid_until (half-open), pstn_dial_out_enabled, participants {user id: role}
        room.is_open(now) -> bool
    emulator.rooms.listeners.append(heard)     heard(RoomChange(kind, room_id)); kind: "deleted" | "roster" | "window"

    emulator.chat                              who acts comes first; not a member: 403, unknown thread: 404
        .thread(user_id, thread_id) -> Thread  members {user id: Member(display_name, ...)}, topic, receipts {user id: Receipt}
        .messages(user_id, thread_id) -> list[Message]     oldest first, only what this member may see, deleted ones included
        .send(user_id, thread_id, content, kind="text", display_name=None, metadata=None, client_message_id=None) -> Message
        .edit(user_id, thread_id, message_id, content) -> Message         own messages only
        .delete_message(user_id, thread_id, message_id) -> Message        own messages only
        .typing(user_id, thread_id, display_name=None) -> None
        .read(user_id, thread_id, message_id) -> Receipt(user_id, message_id, read_on)
        .listeners.append(heard)               heard(ChatHappening): kind, thread, user_id, message, receipt, display_name,
                                               members; see chat_records.py. Scopes are the door's business: people.verify

    emulator.sms.sent -> dict[message id, SentText]        insertion order, oldest first
    emulator.sms.received -> dict[message id, ReceivedText]
    emulator.sms.receive(sender, to, text) -> ReceivedText    a person answers; STOP, START work; SMSReceived is published
    emulator.email.sent -> dict[operation id, SentMail]    with deliveries per recipient, attachments, operation status
    emulator.sms.listeners / emulator.email.listeners      heard(record), after it came or its delivery state changed

    emulator.notifications                     who listens for real-time notifications; told by emulator.chat itself

    emulator.events.publish(event_type, subject, data) -> event id         type without the prefix: "CallStarted"
    emulator.trouble                           ordered trouble, see trouble.py
    emulator.keep_running(coroutine)           start a background task that ends with the emulator
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import uuid
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from acs_emulator.chat_events import publish_chat
from acs_emulator.clock import Clock
from acs_emulator.event_grid import EventGrid
from acs_emulator.event_schema import Schema
from acs_emulator.journal import Journal
from acs_emulator.limits import Limits
from acs_emulator.mails import Mails
from acs_emulator.notifications_lines import Notifications
from acs_emulator.room_book import RoomBook
from acs_emulator.texts import Texts
from acs_emulator.threads import Chat
from acs_emulator.tokens import People
from acs_emulator.trouble import Trouble

DEFAULT_PHONE_NUMBER = "+18005551000"
DEFAULT_EMAIL_SENDER = "DoNotReply@local.azurecomm.net"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What one emulator is started with. Seconds are real seconds."""

    access_key: str
    """Base64, as in the connection string."""
    data_dir: Path | None = None
    """Where the state is kept; None keeps it in memory."""
    phone_numbers: tuple[str, ...] = (DEFAULT_PHONE_NUMBER,)
    email_senders: tuple[str, ...] = (DEFAULT_EMAIL_SENDER,)
    event_grid_webhook: str | None = None
    event_schema: Schema = "eventgrid"
    event_grid_retry_scale: float = 1.0
    """The documented waits between deliveries are multiplied by this."""
    clock_offset_seconds: float = 0.0
    signature_skew_seconds: float = 900.0
    report_delay_seconds: float = 0.3
    """From sending a text or a mail to its delivery report."""
    revocation_delay_seconds: float = 0.0
    """Up to 15 minutes in the cloud; here at once unless told otherwise."""
    page_size: int = 100
    """Rooms and roster entries on one page."""
    limits: bool = False
    """Whether the documented rate limits are kept."""
    control: bool = True
    """Whether the control API answers."""
    product_url: str | None = None
    """Where the inbox leads back to."""

    def resource_id(self) -> str:
        """Return the resource's GUID: made from the access key, so it is the same after every start with that key."""
        digest = hashlib.sha256(base64.b64decode(self.access_key)).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))


class Emulator:
    """One emulated resource with everything it remembers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock(timedelta(seconds=settings.clock_offset_seconds))
        self.journal = Journal(None if settings.data_dir is None else settings.data_dir / "state.sqlite3")
        self.trouble = Trouble()
        self.limits = Limits(on=settings.limits)
        self.events = EventGrid(
            self.journal,
            self.clock,
            settings.event_grid_webhook,
            settings.event_schema,
            settings.event_grid_retry_scale,
            self.trouble,
        )
        self.people = People(
            self.journal, self.clock, settings.resource_id(), settings.data_dir, settings.revocation_delay_seconds
        )
        self.rooms = RoomBook(self.journal, self.clock)
        self.chat = Chat(self.journal, self.clock)
        self.chat.listeners.append(lambda happening: publish_chat(happening, self.events.publish))
        self.notifications = Notifications(self.people)
        self.chat.listeners.append(self.notifications.tell)
        self.sms = Texts(
            self.journal, self.clock, self.events, self.trouble, settings.phone_numbers, settings.report_delay_seconds
        )
        self.email = Mails(
            self.journal, self.clock, self.events, self.trouble, settings.email_senders, settings.report_delay_seconds
        )
        self.stopping = False  # endless answers look at it, so that they do not hold up the end
        self._tasks: set[asyncio.Task[Any]] = set()

    def keep_running(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start `work` as a task that is cancelled when the emulator stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def start(self) -> None:
        """Begin delivering what is due: reports, events, also those left over from an earlier life."""
        self.keep_running(self.events.deliver_forever())
        self.keep_running(self.sms.report_forever())
        self.keep_running(self.email.report_forever())

    async def stop(self) -> None:
        """End the background work and close the data folder."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.events.close()
        self.journal.close()

    def reset(self) -> None:
        """Forget everything: people, rooms, chat, messages, pending events, ordered trouble."""
        with self.journal.together():
            for subject in (self.people, self.rooms, self.chat, self.notifications, self.sms, self.email, self.events):
                subject.clear()
        self.trouble.clear()
        self.limits.clear()
