"""Chat threads. Chat knows no access key: every word is said by a user, with that user's token, over https."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from azure.communication.chat import ChatParticipant, CommunicationUserIdentifier
from azure.communication.chat.aio import ChatClient, CommunicationTokenCredential

from frontdesk.acs.pace import Pace
from frontdesk.acs.repeatability import Repeatable
from frontdesk.acs.trouble import told
from frontdesk.errors import AcsRejected

ABSENT = frozenset({403, 404})  # not there, or not there for us: the acting user is no member


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a thread, by the name others see."""

    user_id: str
    display_name: str


class Chat:
    """Makes and removes threads, and keeps their membership. `token` is the acting user's, of scope chat."""

    def __init__(self, endpoint: str, options: dict[str, Any]) -> None:
        self.threads_pace = Pace("chat.create_thread", 10, 10)  # Azure: 10 in 10 s for each user, and ours is one
        self._endpoint = endpoint
        self._options = options

    async def create_thread(self, act: Repeatable, *, token: str, topic: str) -> str:
        """Make a thread of the acting user alone; the same act makes one thread. Returns its id."""
        await self.threads_pace.turn()
        async with self._client(token) as client:
            with told("chat.create_thread"):
                made = await client.create_chat_thread(topic, idempotency_token=act.id_for())
        if made.chat_thread is None or made.chat_thread.id is None:
            raise AcsRejected("chat.create_thread: an answer without a thread", status=201)
        return str(made.chat_thread.id)

    async def has_thread(self, thread_id: str, *, token: str) -> bool:
        """Tell whether there is such a thread, with the acting user in it."""
        try:
            async with (
                self._client(token) as client,
                client.get_chat_thread_client(thread_id, **self._options) as thread,
            ):
                with told("chat.get_thread"):
                    properties = await thread.get_properties()
        except AcsRejected as refusal:
            if refusal.status not in ABSENT:
                raise
            return False
        return getattr(properties, "deleted_on", None) is None

    async def admit(self, thread_id: str, member: Member, *, token: str) -> bool:
        """Add a member; False when we have no such thread, or Azure no such user. Adding again changes nothing."""
        person = ChatParticipant(identifier=_user(member.user_id), display_name=member.display_name)
        try:
            async with (
                self._client(token) as client,
                client.get_chat_thread_client(thread_id, **self._options) as thread,
            ):
                with told("chat.add_participants"):
                    refused = await thread.add_participants([person])
        except AcsRejected as refusal:
            if refusal.status not in ABSENT:
                raise
            return False
        return not refused

    async def dismiss(self, thread_id: str, user_id: str, *, token: str) -> None:
        """Take a member out. Who is not there, or a thread that is not there, needs nothing."""
        try:
            async with (
                self._client(token) as client,
                client.get_chat_thread_client(thread_id, **self._options) as thread,
            ):
                with told("chat.remove_participant"):
                    await thread.remove_participant(_user(user_id))
        except AcsRejected as refusal:
            if refusal.status not in ABSENT:
                raise

    async def remove_thread(self, thread_id: str, *, token: str) -> None:
        """Remove a thread with all its words. One that is not there is removed already."""
        try:
            async with self._client(token) as client:
                with told("chat.delete_thread"):
                    await client.delete_chat_thread(thread_id)
        except AcsRejected as refusal:
            if refusal.status not in ABSENT:
                raise

    @asynccontextmanager
    async def _client(self, token: str) -> AsyncIterator[ChatClient]:
        async with (
            CommunicationTokenCredential(token) as credential,
            ChatClient(self._endpoint, credential, **self._options) as client,
        ):
            yield client


def _user(user_id: str) -> CommunicationUserIdentifier:
    return CommunicationUserIdentifier(user_id, raw_id=user_id)
