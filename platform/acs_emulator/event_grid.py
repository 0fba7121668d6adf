"""Event Grid: one subscription, its handshake, and deliveries at least once with the documented waits in between.

What waits for delivery is kept in the journal, so an event of a text that was answered is delivered after a kill too.
Beyond the cloud, the handshake is tried until it holds, and events wait for it: the product may start after the emulator.
"""

from __future__ import annotations

import asyncio
import secrets
import time
import uuid
from collections import deque
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec

from acs_emulator.alarm import Alarm
from acs_emulator.clock import Clock, iso_event
from acs_emulator.event_schema import ORIGIN, TOPIC, VALIDATION, Event, Schema, allows, encoded, headers, validates
from acs_emulator.journal import Journal
from acs_emulator.trouble import Trouble

ANSWER_SECONDS_MAX = 30
WAITS_SECONDS = (10, 30, 60, 300, 600, 1800, 3600, 10800, 21600, 43200)
WAITS_SECONDS_MIN = {400: 300, 401: 300, 403: 300, 404: 300, 408: 120, 503: 30}
ATTEMPTS_MAX = 30
AGE_SECONDS_MAX = 24 * 3600
HANDSHAKE_SECONDS = 1.0
AT_ONCE_MAX = 16
REMEMBERED_MAX = 500


class Pending(msgspec.Struct, kw_only=True):
    """An event that is not delivered yet. Seconds are epoch, real clock."""

    event: Event
    attempts: int = 0
    published: float
    due: float


class Webhook(msgspec.Struct, kw_only=True):
    """Where events go, and how they are written."""

    url: str | None
    schema: Schema = "eventgrid"


class EventGrid:
    """Publishes events to the webhook, if there is one; without a subscription events are only remembered for a look."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        webhook: str | None,
        schema: Schema,
        retry_scale: float,
        trouble: Trouble,
    ) -> None:
        self.recent: deque[Event] = deque(maxlen=REMEMBERED_MAX)
        self.given_up: deque[Event] = deque(maxlen=REMEMBERED_MAX)
        self.last_failure: str | None = None
        self.base_url: str | None = None
        """Where this emulator is reached, for validationUrl; set when it listens."""
        self._journal = journal
        self._clock = clock
        self._scale = retry_scale
        self._trouble = trouble
        self._alarm = Alarm()
        self._pending = journal.load("event", Pending)
        for key, pending in self._pending.items():
            self._alarm.set(key, pending.due)
        kept = journal.load("webhook", Webhook).get("webhook")
        self.webhook = webhook or (kept.url if kept else None)
        self.schema: Schema = kept.schema if kept and not webhook else schema
        self._held: str | None = None
        """The event that waits for the next one to overtake it."""
        self._overtaken: dict[str, str] = {}
        """By the overtaking event the one that follows it."""
        self._in_flight: set[str] = set()
        self._code = secrets.token_hex(16)
        self._validated = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None

    @property
    def validated(self) -> bool:
        """Whether the webhook has answered the handshake."""
        return self._validated.is_set()

    @property
    def waiting(self) -> int:
        """How many events are not delivered yet."""
        return len(self._pending)

    def publish(self, event_type: str, subject: str, data: Mapping[str, Any]) -> str:
        """Publish `Microsoft.Communication.<event_type>` now and return its id."""
        event = Event(
            id=str(uuid.uuid4()),
            topic=TOPIC,
            subject=subject,
            event_type=f"Microsoft.Communication.{event_type}",
            event_time=iso_event(self._clock.now()),
            data=dict(data),
        )
        self.recent.append(event)
        if self.webhook is None or self._trouble.take("events.deliver", ("withhold",), event.event_type):
            return event.id
        late = self._trouble.take("events.deliver", ("late",), event.event_type)
        now = time.time()
        behind, self._held = self._held, None
        if behind is not None and behind in self._pending:
            self._overtaken[event.id] = behind
        elif (reordered := self._trouble.take("events.deliver", ("reorder",), event.event_type)) is not None:
            late, self._held = reordered, event.id
        self._wait(Pending(event=event, published=now, due=now + (late.delay_seconds if late else 0)))
        if self._trouble.take("events.deliver", ("double",), event.event_type):
            self._wait(Pending(event=event, published=now, due=now), key=f"{event.id} again")
        return event.id

    def subscribe(self, webhook: str | None, schema: Schema) -> None:
        """Send events to another webhook, after a new handshake; None sends them nowhere and drops what waits."""
        self.webhook, self.schema = webhook, schema
        self._journal.put("webhook", "webhook", Webhook(url=webhook, schema=schema))
        self._validated.clear()
        self._code = secrets.token_hex(16)
        if webhook is None:
            self.clear()

    def confirm(self, code: str) -> bool:
        """Take the code that the owner of the webhook fetched by hand; False when it is not the current one."""
        if secrets.compare_digest(code, self._code):
            self._validated.set()
            return True
        return False

    async def deliver_forever(self) -> None:
        """Shake hands, then deliver what is due, several at once."""
        places = asyncio.Semaphore(AT_ONCE_MAX)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._shake_hands_forever())
            while True:
                key = await self._alarm.due()
                await self._validated.wait()
                await places.acquire()
                group.create_task(self._deliver(key)).add_done_callback(lambda _task: places.release())

    async def close(self) -> None:
        """Close the connections to the webhook."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def clear(self) -> None:
        """Forget every event; the subscription stays."""
        self._pending.clear()
        self.recent.clear()
        self.given_up.clear()
        self._held = None
        self._overtaken.clear()
        self._journal.remove_all("event")
        self._alarm.clear()

    def _wait(self, pending: Pending, key: str | None = None) -> None:
        key = key or pending.event.id
        self._pending[key] = pending
        self._journal.put("event", key, pending)
        self._alarm.set(key, pending.due)

    async def _shake_hands_forever(self) -> None:
        while True:
            if self.webhook is not None and not self.validated and await self._shake_hands(self.webhook):
                self._validated.set()
            await asyncio.sleep(HANDSHAKE_SECONDS * min(1.0, max(self._scale, 0.05)))

    async def _shake_hands(self, webhook: str) -> bool:
        url = None if self.base_url is None else f"{self.base_url}/_emulator/event-grid/validation?code={self._code}"
        if self.schema == "cloudevents":
            asking = {"WebHook-Request-Origin": ORIGIN, **({"WebHook-Request-Callback": url} if url else {})}
            _status, _body, answered = await self._send("OPTIONS", webhook, asking)
            holds = allows(answered)
        else:
            event = Event(
                id=str(uuid.uuid4()),
                topic=TOPIC,
                subject="",
                event_type=VALIDATION,
                event_time=iso_event(self._clock.now()),
                data={"validationCode": self._code, "validationUrl": url},
                data_version="1",
            )
            about = headers(event, "eventgrid", "SubscriptionValidation", 0)
            status, body, _headers = await self._send("POST", webhook, about, encoded(event, "eventgrid"))
            holds = status == 200 and validates(body, self._code)
            if status == 200 and not holds:
                self.last_failure = "The webhook answered the handshake without the validation code."
        return holds and webhook == self.webhook

    async def _deliver(self, key: str) -> None:
        pending = self._pending.get(key)
        if pending is None or self.webhook is None or key in self._in_flight:
            return
        self._in_flight.add(key)
        try:
            about = headers(pending.event, self.schema, "Notification", pending.attempts)
            status, _body, _headers = await self._send("POST", self.webhook, about, encoded(pending.event, self.schema))
        finally:
            self._in_flight.discard(key)
        if self._pending.get(key) is pending:
            self._note(key, pending, status)
        if (behind := self._overtaken.pop(key, None)) is not None:
            self._alarm.set(behind, time.time())

    def _note(self, key: str, pending: Pending, status: int | None) -> None:
        """Take an event out that was taken or given up; let the others wait for their next attempt."""
        pending.attempts += 1
        now = time.time()
        is_taken = status in (200, 201, 202, 203, 204)
        is_old = pending.attempts >= ATTEMPTS_MAX or now - pending.published > AGE_SECONDS_MAX * self._scale
        if is_taken or is_old:
            del self._pending[key]
            self._journal.remove("event", key)
            if not is_taken:
                self.given_up.append(pending.event)
            return
        pending.due = now + self._scale * retry_wait_seconds(pending.attempts, status)
        self._wait(pending, key)

    async def _send(
        self, method: str, url: str, about: Mapping[str, str], body: bytes | None = None
    ) -> tuple[int | None, bytes, Mapping[str, str]]:
        """Return status, body and headers; status None when there was no answer in time."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS_MAX))
        try:
            async with self._session.request(method, url, data=body, headers=about) as answer:
                content = await answer.read()
                if answer.status >= 300:
                    self.last_failure = f"The webhook answered {answer.status}."
                return answer.status, content, answer.headers
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            self.last_failure = f"The webhook could not be reached: {error or type(error).__name__}"
            return None, b"", {}


def retry_wait_seconds(attempts: int, status: int | None) -> int:
    """Return how long Event Grid waits after the attempts made so far, the last answered with `status`."""
    wait = WAITS_SECONDS[min(attempts, len(WAITS_SECONDS)) - 1]
    return max(wait, WAITS_SECONDS_MIN.get(status or 0, 0))
