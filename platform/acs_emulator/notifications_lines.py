"""Who is connected for real-time notifications, and the push of what happens in their threads.

A line is what the SDK allocates: an address of its own, kept over reconnections. It is told something while a socket is open
on it, a registration for its address holds, and its token does. Nothing is kept for a line that is down: the SDK tells the
page that it was, and the page reads the thread again.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

import msgspec

from acs_emulator.chat_records import ChatHappening, Member
from acs_emulator.errors import AcsError, forbidden
from acs_emulator.notifications_payloads import payload
from acs_emulator.tokens import People

CHAT_SCOPES = ("chat", "chat.join", "chat.join.limited")
LINE_SECONDS = 600_000
"""What the service gives as the life of an address; the SDK allocates anew before."""
FRAMES_WAITING_MAX = 1000


class Line:
    """One allocated address of one user, with the socket that is open on it."""

    def __init__(self, user_id: str, token: str) -> None:
        self.id = secrets.token_hex(16)
        self.path = f"/v4/f/{self.id}/"
        self.user_id = user_id
        self.token = token
        self.expires = time.time() + LINE_SECONDS
        self.session = ""
        self.frames: asyncio.Queue[str | None] | None = None
        """What the open socket shall send; None ends it."""
        self.taken = self.not_taken = 0
        """The page's answers to pushes: 200 taken, 404 nobody there listens."""
        self._pushes = 0

    def say(self, frame: str) -> None:
        """Send a frame if a socket is open. One that does not read is cut."""
        if self.frames is None:
            return
        if self.frames.qsize() >= FRAMES_WAITING_MAX:
            self.hang_up()
        else:
            self.frames.put_nowait(frame)

    def hang_up(self) -> None:
        """End the open socket; the SDK comes back by itself."""
        if self.frames is not None:
            self.frames.put_nowait(None)
            self.frames = None

    def push(self, body: str) -> None:
        """Ask the page to take one event."""
        self._pushes += 1
        request = {"id": self._pushes, "method": "POST", "url": self.path, "headers": {}, "body": body}
        self.say(f"3:::{msgspec.json.encode(request).decode()}")


class Registration(msgspec.Struct, kw_only=True):
    """A client's wish to be told at an address."""

    user_id: str
    path: str
    expires: float


class Notifications:
    """Every line and every registration of the resource. They live in memory."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._lines: dict[str, Line] = {}
        self._registrations: dict[str, Registration] = {}

    def allocate(self, token: str, earlier: str | None) -> Line:
        """Return a line for the bearer: the earlier one, if it is theirs. Raises AcsError 401 or 403."""
        holder = self._people.verify(token, CHAT_SCOPES)
        line = self._lines.get(earlier or "")
        if line is None or line.user_id != holder.user_id or line.expires <= time.time():
            self._forget_expired()
            line = Line(holder.user_id, token)
            self._lines[line.id] = line
        line.token = token
        return line

    def shake_hands(self, line_id: str, token: str | None) -> Line:
        """Give a line the session with which its socket is opened. Raises AcsError 401 when it is unknown or not theirs."""
        line = self._lines.get(line_id)
        if line is None:
            raise AcsError(401, "Unauthorized", "This address was not allocated.")
        if self._people.verify(token or line.token, CHAT_SCOPES).user_id != line.user_id:
            raise forbidden()
        line.session = secrets.token_hex(16)
        return line

    def at(self, session: str) -> Line | None:
        """Return the line of a session."""
        return next((line for line in self._lines.values() if line.session == session), None)

    def register(self, registration_id: str, token: str, path: str, ttl_seconds: int) -> None:
        """Tell the bearer's threads at this address from now on. Raises AcsError 401, 403, or 404 for no address of theirs."""
        user_id = self._people.verify(token, CHAT_SCOPES).user_id
        self._owned(registration_id, user_id)
        line = next((line for line in self._lines.values() if path.endswith(line.path)), None)
        if line is None or line.user_id != user_id:
            raise AcsError(404, "NotFound", "No such address was allocated for this user.")
        line.token = token
        life = min(max(ttl_seconds, 0), LINE_SECONDS)
        self._registrations[registration_id] = Registration(user_id=user_id, path=line.path, expires=time.time() + life)

    def unregister(self, registration_id: str, token: str) -> None:
        """Tell nothing more. Raises AcsError 401 or 403; a registration that is not there is no error."""
        self._owned(registration_id, self._people.verify(token, CHAT_SCOPES).user_id)
        self._registrations.pop(registration_id, None)

    def tell(self, happening: ChatHappening) -> None:
        """Push a happening to everybody who is in the thread now, the one who did it included, and to whom it took out."""
        in_it = dict(happening.thread.members)
        if happening.kind == "participants_removed":
            in_it.update({member.user_id: member for member in happening.members})
        now = time.time()
        for line in self._listening(now):
            member = in_it.get(line.user_id)
            if member is None or not _may_see(happening, member):
                continue
            try:
                self._people.verify(line.token, CHAT_SCOPES)
            except AcsError:
                line.hang_up()
                continue
            line.push(msgspec.json.encode(payload(happening, line.user_id)).decode())

    def seen(self) -> list[dict[str, Any]]:
        """Say who is connected, for the control API."""
        registered = {line.id for line in self._listening(time.time())}
        return [
            {
                "user_id": line.user_id,
                "connected": line.frames is not None,
                "registered": line.id in registered,
                "taken": line.taken,
                "not_taken": line.not_taken,
            }
            for line in self._lines.values()
        ]

    def hang_up(self) -> None:
        """Cut every socket: ordered trouble."""
        for line in self._lines.values():
            line.hang_up()

    def clear(self) -> None:
        """Forget every line."""
        self.hang_up()
        self._lines.clear()
        self._registrations.clear()

    def _listening(self, now: float) -> list[Line]:
        paths = {registration.path for registration in self._registrations.values() if registration.expires > now}
        return [line for line in self._lines.values() if line.path in paths]

    def _owned(self, registration_id: str, user_id: str) -> None:
        earlier = self._registrations.get(registration_id)
        if earlier is not None and earlier.user_id != user_id:
            raise forbidden()

    def _forget_expired(self) -> None:
        now = time.time()
        for key in [key for key, line in self._lines.items() if line.expires <= now]:
            self._lines.pop(key).hang_up()
        for key in [key for key, registration in self._registrations.items() if registration.expires <= now]:
            del self._registrations[key]


def _may_see(happening: ChatHappening, member: Member) -> bool:
    """Whether a message is part of the history that this member shares."""
    since = member.share_history_time
    return happening.message is None or since is None or happening.message.created_on >= since
