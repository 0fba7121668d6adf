"""Where threads and messages are kept: in memory to work on, in the journal to survive."""

from __future__ import annotations

from typing import Any

from acs_emulator.chat_records import Message, MessageKind, Thread
from acs_emulator.clock import Clock
from acs_emulator.journal import Journal


class ChatStore:
    """Every thread of the resource with its messages."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self.threads = journal.load("thread", Thread)
        self.creations = journal.load("thread-creation", str)
        """Thread id by user id and repeatability id."""
        self.messages: dict[str, dict[str, Message]] = {thread_id: {} for thread_id in self.threads}
        """Messages by thread id and message id, oldest first."""
        for message in journal.load("chat-message", Message).values():
            self.messages[message.thread_id][message.id] = message

    def add(self, thread: Thread, creation: str | None) -> None:
        """Take a new thread in."""
        self.threads[thread.id] = thread
        self.messages[thread.id] = {}
        if creation is not None:
            self.creations[creation] = thread.id
            self._journal.put("thread-creation", creation, thread.id)

    def keep(self, thread: Thread) -> None:
        """Write a thread that changed."""
        self._journal.put("thread", thread.id, thread)

    def append(self, thread: Thread, kind: MessageKind, **parts: Any) -> Message:
        """Write a new message at the end of a thread. Ids are milliseconds, and rise also within one."""
        now = self._clock.now()
        spoken = self.messages[thread.id]
        last = int(next(reversed(spoken))) if spoken else 0
        number = str(max(int(now.timestamp() * 1000), last + 1))
        message = Message(
            id=number,
            version=number,
            thread_id=thread.id,
            sequence_id=len(spoken) + 1,
            kind=kind,
            created_on=now,
            **parts,
        )
        spoken[message.id] = message
        thread.last_message_on = now
        thread.version = number
        self._journal.put("chat-message", f"{thread.id} {message.id}", message)
        return message

    def change(self, message: Message) -> None:
        """Write a message that changed, under a new version."""
        message.version = str(max(int(self._clock.now().timestamp() * 1000), int(message.version) + 1))
        self._journal.put("chat-message", f"{message.thread_id} {message.id}", message)

    def clear(self) -> None:
        """Forget everything."""
        for kept in (self.threads, self.messages, self.creations):
            kept.clear()
        for kind in ("thread", "thread-creation", "chat-message"):
            self._journal.remove_all(kind)
