"""Users of the resource and their tokens. Always of the least scope that does the work."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from azure.communication.identity import CommunicationUserIdentifier
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.core.credentials import AzureKeyCredential
from azure.core.credentials_async import AsyncTokenCredential

from frontdesk.acs.trouble import told
from frontdesk.errors import AcsRejected

Scope = Literal["chat", "chat.join", "chat.join.limited", "voip", "voip.join"]

TOKEN_LIFETIME_MIN = timedelta(minutes=60)  # Azure issues none for less
LASTING = timedelta(hours=24)
LASTING_KEPT = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Token:
    """What a browser shows to Azure. It ends by the real clock, also where ours is moved."""

    value: str
    expires_at: datetime


class Identity:
    """Creates and deletes users, issues and revokes their tokens."""

    def __init__(
        self, endpoint: str, credential: AzureKeyCredential | AsyncTokenCredential, options: dict[str, Any]
    ) -> None:
        self._client = CommunicationIdentityClient(endpoint, credential, **options)
        self._lasting: dict[str, tuple[float, Token]] = {}

    async def create_user(self) -> str:
        """Make a user; returns its raw id."""
        with told("identity.create"):
            user = await self._client.create_user()
        return str(user.properties["id"])

    async def issue_token(
        self, user_id: str, scopes: list[Scope], *, lifetime: timedelta = TOKEN_LIFETIME_MIN
    ) -> Token:
        """Issue a token for a user."""
        with told("identity.issue_token"):
            token = await self._client.get_token(_user(user_id), list(scopes), token_expires_in=lifetime)
        return Token(token.token, datetime.fromisoformat(str(token.expires_on)))  # a text, whatever the type says

    async def lasting_token(self, user_id: str, scopes: list[Scope]) -> Token:
        """Issue a token of a day, or give the one that this process issued before."""
        kept = self._lasting.get(user_id)
        if kept is not None and time.monotonic() < kept[0]:
            return kept[1]
        token = await self.issue_token(user_id, scopes, lifetime=LASTING)
        self._lasting[user_id] = (time.monotonic() + LASTING_KEPT.total_seconds(), token)
        return token

    def forget_token(self, user_id: str) -> None:
        """Do not give the kept token out again: it was refused."""
        self._lasting.pop(user_id, None)

    async def delete_user(self, user_id: str) -> None:
        """Delete a user, which revokes all its tokens. A user who is not there is deleted already."""
        try:
            with told("identity.delete"):
                await self._client.delete_user(_user(user_id))
        except AcsRejected as refusal:
            if refusal.status != 404:
                raise


def _user(user_id: str) -> CommunicationUserIdentifier:
    return CommunicationUserIdentifier(user_id, raw_id=user_id)
