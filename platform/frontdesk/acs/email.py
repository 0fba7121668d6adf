"""E-mail. Accepted means handed over; delivery is reported by event, one for each recipient."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from azure.communication.email.aio import EmailClient
from azure.core.credentials import AzureKeyCredential
from azure.core.credentials_async import AsyncTokenCredential

from frontdesk.acs.pace import Pace
from frontdesk.acs.trouble import told


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, as text and as HTML."""

    to: str
    to_name: str
    subject: str
    text: str
    html: str
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = ()


class Email:
    """Sends mails from the installation's address."""

    def __init__(
        self,
        endpoint: str,
        credential: AzureKeyCredential | AsyncTokenCredential,
        options: dict[str, Any],
        *,
        sender: str,
    ) -> None:
        self.sender = sender
        self.pace = Pace("email.send", 30, 60, kept=5)  # Azure: 30 a minute for an own domain; by the hour it says 429
        self._client = EmailClient(endpoint, credential, **options)

    async def send(self, operation_id: UUID, mail: Mail) -> str:
        """Hand a mail over; the same operation id mails once however often it is tried. Returns Azure's id.

        The operation is not polled: its end would only say that the mail system has it.
        """
        with told("email.send"):
            poller = await self._client.begin_send(
                _words(self.sender, mail), operation_id=str(operation_id), polling=False
            )
            answer = await poller.result()
        return str(answer["id"])


def _words(sender: str, mail: Mail) -> dict[str, Any]:
    words: dict[str, Any] = {
        "senderAddress": sender,
        "content": {"subject": mail.subject, "plainText": mail.text, "html": mail.html},
        "recipients": {"to": [{"address": mail.to, "displayName": mail.to_name}]},
        "userEngagementTrackingDisabled": True,  # nobody needs to know who opened what
        "attachments": [
            {
                "name": file.name,
                "contentType": file.content_type,
                "contentInBase64": base64.b64encode(file.content).decode(),
            }
            for file in mail.attachments
        ],
    }
    if mail.reply_to:
        words["replyTo"] = [{"address": mail.reply_to}]
    return words
