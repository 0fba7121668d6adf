"""Chat threads: who is in, what was said, who has read it. Membership is checked on every read and write.

Scopes are not: the doors (chat.py, calls.py) verify the token with the scopes of the operation first.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from acs_emulator.chat_records import ChatHappening, Member, Message, Receipt, Retention, Thread
from acs_emulator.chat_store import ChatStore
from acs_emulator.clock import Clock
from acs_emulator.errors import AcsError, forbidden
from acs_emulator.journal import Journal

MEMBERS_MAX = 250
MEMBERS_PER_BATCH_MAX = 200
MESSAGE_BYTES_MAX = 28 * 1024
SIGNALS_MEMBERS_MAX = 20
"""Read receipts and typing are not supported in larger threads."""


class Chat:
    """Every thread of the resource; tells its listeners what happens."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self.listeners: list[Callable[[ChatHappening], None]] = []
        self._journal = journal
        self._clock = clock
        self._store = ChatStore(journal, clock)

    # Threads

    def create(
        self,
        user_id: str,
        topic: str,
        members: Sequence[Member],
        *,
        metadata: Mapping[str, str] | None = None,
        retention: Retention | None = None,
        repeatability_id: str | None = None,
    ) -> Thread:
        """Make a thread with its creator in it; the same repeatability id of the same user gives the same thread."""
        creation = f"{user_id} {repeatability_id}" if repeatability_id else None
        earlier = self._store.creations.get(creation or "")
        if earlier is not None:
            return self._store.threads[earlier]
        now = self._clock.now()
        thread = Thread(
            id=f"19:{secrets.token_urlsafe(33).replace('_', 'x').replace('-', 'y')}@thread.v2",
            topic=topic,
            created_on=now,
            created_by=user_id,
            metadata=dict(metadata or {}),
            retention=retention,
        )
        for member in (Member(user_id=user_id), *members):
            thread.members[member.user_id] = member
        with self._journal.together():
            self._store.add(thread, creation)
            self._store.append(thread, "topicUpdated", topic=topic, initiator_id=user_id)
            added = list(thread.members.values())
            self._store.append(thread, "participantAdded", members=added, initiator_id=user_id)
            thread.last_message_on = None
            self._store.keep(thread)
            self._tell("thread_created", thread, user_id)
        return thread

    def thread(self, user_id: str, thread_id: str) -> Thread:
        """Return the thread. Raises AcsError 404 when there is none or it is over, 403 when the user is not in it."""
        thread = self._store.threads.get(thread_id)
        if thread is None or thread.is_over(self._clock.now()):
            raise AcsError(404, "NotFound", "The chat thread was not found.")
        if user_id not in thread.members:
            raise forbidden()
        return thread

    def threads_of(self, user_id: str) -> list[Thread]:
        """Return the threads the user is in, the newest first."""
        now = self._clock.now()
        mine = [t for t in self._store.threads.values() if user_id in t.members and not t.is_over(now)]
        return mine[::-1]

    def update(
        self,
        user_id: str,
        thread_id: str,
        topic: str | None = None,
        metadata: Mapping[str, str] | None = None,
        retention: Retention | None = None,
    ) -> Thread:
        """Change what is given."""
        thread = self.thread(user_id, thread_id)
        with self._journal.together():
            if topic is not None:
                thread.topic = topic
                self._store.append(thread, "topicUpdated", topic=topic, initiator_id=user_id)
            if metadata is not None:
                thread.metadata = dict(metadata)
            if retention is not None:
                thread.retention = retention
            self._store.keep(thread)
            self._tell("thread_updated", thread, user_id)
        return thread

    def delete(self, user_id: str, thread_id: str) -> None:
        """Delete the thread. A repeated delete by one of its former participants changes nothing."""
        gone = self._store.threads.get(thread_id)
        if gone is not None and gone.deleted_on is not None and user_id in gone.former_members:
            return
        thread = self.thread(user_id, thread_id)
        thread.deleted_on = self._clock.now()
        thread.former_members = list(thread.members)
        with self._journal.together():
            self._store.keep(thread)
            self._tell("thread_deleted", thread, user_id)

    # Members

    def add_members(self, user_id: str, thread_id: str, members: Sequence[Member]) -> None:
        """Add members; who is in already keeps their place and takes the new name and history."""
        thread = self.thread(user_id, thread_id)
        if len(thread.members.keys() | {member.user_id for member in members}) > MEMBERS_MAX:
            raise AcsError(400, "BadRequest", f"A thread has at most {MEMBERS_MAX} participants.")
        if not members:
            return
        for member in members:
            thread.members[member.user_id] = member
        with self._journal.together():
            self._store.append(thread, "participantAdded", members=list(members), initiator_id=user_id)
            self._store.keep(thread)
            self._tell("participants_added", thread, user_id, members=tuple(members))

    def remove_member(self, user_id: str, thread_id: str, removed_id: str) -> None:
        """Take one member out, oneself included. Raises AcsError 404 when that user is not in the thread."""
        thread = self.thread(user_id, thread_id)
        member = thread.members.pop(removed_id, None)
        if member is None:
            raise AcsError(404, "NotFound", "The participant is not in the chat thread.")
        thread.receipts.pop(removed_id, None)
        with self._journal.together():
            self._store.append(thread, "participantRemoved", members=[member], initiator_id=user_id)
            self._store.keep(thread)
            self._tell("participants_removed", thread, user_id, members=(member,))

    # Messages

    def messages(self, user_id: str, thread_id: str) -> list[Message]:
        """Return what this member may see, oldest first, deleted messages included."""
        thread = self.thread(user_id, thread_id)
        since = thread.members[user_id].share_history_time
        return [m for m in self._store.messages[thread_id].values() if _is_shared(m, since)]

    def message(self, user_id: str, thread_id: str, message_id: str) -> Message:
        """Return one message this member may see. Raises AcsError 404 otherwise."""
        thread = self.thread(user_id, thread_id)
        message = self._store.messages[thread_id].get(message_id)
        if message is None or not _is_shared(message, thread.members[user_id].share_history_time):
            raise AcsError(404, "NotFound", "The chat message was not found.")
        return message

    def send(
        self,
        user_id: str,
        thread_id: str,
        content: str,
        kind: Literal["text", "html"] = "text",
        display_name: str | None = None,
        metadata: Mapping[str, str] | None = None,
        client_message_id: str | None = None,
    ) -> Message:
        """Say something. Without a display name the member's own is used. Raises AcsError 413 above 28 KB."""
        thread = self.thread(user_id, thread_id)
        check_size(content)
        with self._journal.together():
            message = self._store.append(
                thread,
                kind,
                content=content,
                sender_id=user_id,
                sender_display_name=display_name or thread.members[user_id].display_name,
                metadata=dict(metadata) if metadata else None,
                client_message_id=client_message_id,
            )
            self._store.keep(thread)
            self._tell("message", thread, user_id, message=message)
        return message

    def edit(
        self,
        user_id: str,
        thread_id: str,
        message_id: str,
        content: str | None,
        metadata: Mapping[str, str] | None = None,
    ) -> Message:
        """Change one's own message. Raises AcsError 403 for another's, 404 for a deleted one."""
        message = self._own_message(user_id, thread_id, message_id)
        if message.deleted_on is not None:
            raise AcsError(404, "NotFound", "The chat message was deleted.")
        if content is not None:
            check_size(content)
            message.content = content
        if metadata is not None:
            message.metadata = dict(metadata)
        message.edited_on = self._clock.now()
        with self._journal.together():
            self._store.change(message)
            self._tell("edited", self._store.threads[thread_id], user_id, message=message)
        return message

    def delete_message(self, user_id: str, thread_id: str, message_id: str) -> Message:
        """Delete one's own message: its place stays, its words go. Deleting again changes nothing."""
        message = self._own_message(user_id, thread_id, message_id)
        if message.deleted_on is None:
            message.deleted_on = self._clock.now()
            message.content = message.metadata = None
            with self._journal.together():
                self._store.change(message)
                self._tell("deleted", self._store.threads[thread_id], user_id, message=message)
        return message

    # Signals

    def typing(self, user_id: str, thread_id: str, display_name: str | None = None) -> None:
        """Tell the listeners that this member is typing; nothing is kept."""
        thread = self._small_thread(user_id, thread_id)
        self._tell("typing", thread, user_id, display_name=display_name or thread.members[user_id].display_name)

    def read(self, user_id: str, thread_id: str, message_id: str) -> Receipt:
        """Note how far the member has read; it never goes backwards. Returns what holds afterwards."""
        thread = self._small_thread(user_id, thread_id)
        self.message(user_id, thread_id, message_id)
        earlier = thread.receipts.get(user_id)
        if earlier is not None and int(earlier.message_id) >= int(message_id):
            return earlier
        receipt = Receipt(user_id=user_id, message_id=message_id, read_on=self._clock.now())
        thread.receipts[user_id] = receipt
        self._store.keep(thread)
        self._tell("read", thread, user_id, receipt=receipt)
        return receipt

    def clear(self) -> None:
        """Forget every thread."""
        self._store.clear()

    def _small_thread(self, user_id: str, thread_id: str) -> Thread:
        thread = self.thread(user_id, thread_id)
        if len(thread.members) > SIGNALS_MEMBERS_MAX:
            raise forbidden(f"Not supported in a thread of more than {SIGNALS_MEMBERS_MAX} participants.")
        return thread

    def _own_message(self, user_id: str, thread_id: str, message_id: str) -> Message:
        message = self.message(user_id, thread_id, message_id)
        if message.sender_id != user_id:
            raise forbidden()
        return message

    def _tell(self, kind: Any, thread: Thread, user_id: str, **parts: Any) -> None:
        # Called inside the change, so that the events it publishes are kept with it or not at all.
        happening = ChatHappening(kind=kind, thread=thread, user_id=user_id, at=self._clock.now(), **parts)
        for heard in list(self.listeners):
            heard(happening)


def check_size(content: str) -> None:
    """Refuse (AcsError 413) a message of more than 28 KB."""
    if len(content.encode()) > MESSAGE_BYTES_MAX:
        raise AcsError(413, "RequestEntityTooLarge", "A chat message is at most 28 KB.")


def check_batch(members: Sequence[object]) -> None:
    """Refuse (AcsError 400) more than 200 participants in one request."""
    if len(members) > MEMBERS_PER_BATCH_MAX:
        raise AcsError(400, "BadRequest", f"At most {MEMBERS_PER_BATCH_MAX} participants in one request.")


def _is_shared(message: Message, since: datetime | None) -> bool:
    return since is None or message.created_on >= since
