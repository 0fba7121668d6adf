"""Azure Communication Services, in our words.

The product always speaks through Azure's own clients. Only the connection string, and a CA file for the emulator,
tell one installation from another; with `endpoint=` alone the credential is Entra's (managed identity, no key at all).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from azure.core.credentials import AzureKeyCredential
from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import DefaultAzureCredential

from frontdesk.acs.chat import Chat
from frontdesk.acs.email import Email
from frontdesk.acs.identity import Identity
from frontdesk.acs.rooms import Rooms
from frontdesk.acs.sms import Sms
from frontdesk.acs.transport import Transport
from frontdesk.config import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one word to Azure may take, in seconds, and how often the client repeats it by itself."""

    connect_seconds: float
    read_seconds: float
    retries: int

    def options(self) -> dict[str, Any]:
        """Say it in azure-core's words. Backoff stays short: the sum of all tries is what somebody waits."""
        return {"retry_total": self.retries, "retry_backoff_factor": 0.2, "retry_backoff_max": 1}


WORKING = Patience(connect_seconds=5, read_seconds=15, retries=0)
"""For jobs: the outbox alone repeats, and a handful of words fits into its lease."""

SERVING = Patience(connect_seconds=2, read_seconds=5, retries=1)
"""For requests: somebody is looking at a spinner."""


class Acs:
    """One resource: identity, rooms, chat, sms and email. Needs no loop to be made; `close()` when done."""

    def __init__(
        self,
        connection_string: str,
        *,
        phone_number: str,
        email_sender: str,
        ca_file: Path | None = None,
        patience: Patience = WORKING,
    ) -> None:
        self.endpoint, access_key = parse_connection_string(connection_string)
        self._transport = Transport(
            ca_file, connection_timeout=patience.connect_seconds, read_timeout=patience.read_seconds
        )
        self._entra = None if access_key else DefaultAzureCredential()
        credential: AzureKeyCredential | AsyncTokenCredential = self._entra or AzureKeyCredential(access_key or "")
        options = patience.options() | {"transport": self._transport}
        self.identity = Identity(self.endpoint, credential, options)
        self.rooms = Rooms(self.endpoint, credential, options)
        self.chat = Chat(self.endpoint, options)
        self.sms = Sms(self.endpoint, credential, options, sender=phone_number)
        self.email = Email(self.endpoint, credential, options, sender=email_sender)

    @classmethod
    def from_settings(cls, settings: Settings, *, patience: Patience = WORKING) -> Self:
        """Build it for an installation. WORKING for the worker, SERVING for the web server."""
        return cls(
            settings.acs_connection_string,
            phone_number=settings.acs_phone_number,
            email_sender=settings.acs_email_sender,
            ca_file=settings.acs_ca_file,
            patience=patience,
        )

    async def close(self) -> None:
        """Give the connections back."""
        await self._transport.close_for_good()
        if self._entra is not None:
            await self._entra.close()


def parse_connection_string(text: str) -> tuple[str, str | None]:
    """Take `endpoint=https://…;accesskey=…` apart; without a key Entra is meant. Raises SettingsError."""
    parts = {
        name.strip().lower(): value.strip() for name, _, value in (item.partition("=") for item in text.split(";"))
    }
    endpoint = parts.get("endpoint", "").rstrip("/")
    if not endpoint.startswith("https://"):  # the chat client refuses anything else, and so do we
        raise SettingsError("The connection string must begin with endpoint=https://…")
    return endpoint, parts.get("accesskey") or None
