"""Text messages."""

from typing import Any

from azure.communication.sms.aio import SmsClient
from azure.core.credentials import AzureKeyCredential
from azure.core.credentials_async import AsyncTokenCredential

from frontdesk.acs.pace import Pace
from frontdesk.acs.repeatability import Repeatable, RepeatableRecipients, repeated_as
from frontdesk.acs.trouble import PATIENCE_ASKED, told
from frontdesk.errors import AcsRejected, AcsUnavailable


class Sms:
    """Sends texts from the installation's number."""

    def __init__(
        self,
        endpoint: str,
        credential: AzureKeyCredential | AsyncTokenCredential,
        options: dict[str, Any],
        *,
        sender: str,
    ) -> None:
        self.sender = sender
        self.pace = Pace("sms.send", 200, 60, kept=20)  # Azure: 200 a minute for a toll-free number
        self._client = SmsClient(endpoint, credential, per_call_policies=[RepeatableRecipients()], **options)

    async def send(self, act: Repeatable, *, to: str, text: str, tag: str) -> str:
        """Hand a text over to one recipient; the same act texts once however often it is tried. Returns Azure's id.

        `tag` comes back with the delivery report. Accepted says nothing about delivered.
        """
        with told("sms.send"), repeated_as(act):
            results = await self._client.send(self.sender, [to], text, enable_delivery_report=True, tag=tag)
        result = results[0]
        if not result.successful or result.message_id is None:
            status = int(result.http_status_code or 400)
            if status in PATIENCE_ASKED or status >= 500:
                raise AcsUnavailable(f"sms.send: {status}")
            raise AcsRejected(f"sms.send: {status}", status=status)
        return str(result.message_id)
