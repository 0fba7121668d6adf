"""The e-mail service: sending as a long-running operation."""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from typing import Any

import msgspec
from litestar import Router, get, post

from acs_emulator.errors import AcsError
from acs_emulator.mails import Address, Attachment, SentMail
from acs_emulator.senders import domain_kind
from acs_emulator.signing import signed_by_resource
from acs_emulator.state import Emulator
from acs_emulator.wire import Answer, Call, answer, known_version, read

RECIPIENTS_MAX = 50
REQUEST_BYTES_MAX = 10 * 1024 * 1024
POLL_SECONDS = 1
ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+")


class Content(msgspec.Struct, rename="camel"):
    """Subject and words."""

    subject: str
    plain_text: str | None = None
    html: str | None = None


class Recipients(msgspec.Struct):
    """Who gets the mail."""

    to: list[Address] | None = None
    cc: list[Address] | None = None
    bcc: list[Address] | None = None


class Send(msgspec.Struct, rename="camel"):
    """Body of a send request."""

    sender_address: str
    content: Content
    recipients: Recipients
    attachments: list[Attachment] | None = None
    reply_to: list[Address] | None = None
    headers: dict[str, str] | None = None
    user_engagement_tracking_disabled: bool | None = None


@post("/emails:send", name="email.send")
async def send(request: Call, emulator: Emulator) -> Answer:
    """Take a mail over; the same Operation-Id again answers with the operation it started and sends nothing."""
    operation_id = read_operation_id(request)
    earlier = emulator.email.sent.get(operation_id)
    if earlier is not None:
        count(emulator, "email.send", earlier.sender)
        return operation(request, earlier, 202)
    if len(await request.body()) > REQUEST_BYTES_MAX:
        raise AcsError(413, "RequestEntityTooLarge", "A request has at most 10 MB, attachments included.")
    wish = await read(request, Send)
    addresses = check(emulator, wish)
    count(emulator, "email.send", wish.sender_address)
    mail = SentMail(
        id=operation_id,
        sender=wish.sender_address,
        subject=wish.content.subject,
        plain_text=wish.content.plain_text,
        html=wish.content.html,
        to=wish.recipients.to or [],
        cc=wish.recipients.cc or [],
        bcc=wish.recipients.bcc or [],
        reply_to=wish.reply_to or [],
        headers=wish.headers or {},
        attachments=wish.attachments or [],
        is_tracked=not wish.user_engagement_tracking_disabled,
        sent_at=emulator.clock.now(),
        report_due=emulator.email.due_in(addresses),
    )
    emulator.email.send(mail)
    return operation(request, mail, 202)


@get("/emails/operations/{operation_id:str}", name="email.get_operation")
async def get_operation(request: Call, emulator: Emulator, operation_id: str) -> Answer:
    """Say how far a mail has come."""
    mail = emulator.email.sent.get(operation_id)
    if mail is None:
        raise AcsError(404, "NotFound", "The operation was not found.")
    count(emulator, "email.get_operation", mail.sender)
    return operation(request, mail, 200)


def count(emulator: Emulator, operation: str, sender: str) -> None:
    """Count a request against the limits of the sender's domain. Raises AcsError 429."""
    domain = sender.partition("@")[2].lower()
    emulator.limits.count(f"{operation} from {domain_kind(domain)}", sender=domain)


def operation(request: Call, mail: SentMail, status: int) -> Answer:
    """Return the state of an operation; while it runs with Retry-After, without which Python polls every 30 seconds."""
    body: dict[str, Any] = {"id": mail.id, "status": mail.status if status == 200 else "Running"}
    headers: dict[str, str] = {}
    if mail.status == "Failed" and status == 200:
        body["error"] = {"code": mail.error_code, "message": "The message was dropped by the mail system."}
    if status == 202:
        version = request.query_params["api-version"]
        headers["Operation-Location"] = f"/emails/operations/{mail.id}?api-version={version}"
    if body["status"] == "Running":
        headers["retry-after"] = str(POLL_SECONDS)
    return answer(body, status, headers)


def read_operation_id(request: Call) -> str:
    """Return the Operation-Id of the request or a new one. Raises AcsError 400 when it is not a UUID."""
    given = request.headers.get("operation-id")
    if given is None:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(given))
    except ValueError as error:
        raise AcsError(400, "BadRequest", "The Operation-Id must be a UUID.", target="Operation-Id") from error


def check(emulator: Emulator, wish: Send) -> list[str]:
    """Return all recipients' addresses. Raises AcsError 404 for a sender not linked, 400 for anything malformed."""
    if wish.sender_address.lower() not in {sender.lower() for sender in emulator.email.senders}:
        raise AcsError(404, "DomainNotLinked", "The specified sender domain has not been linked.")
    groups = (wish.recipients.to, wish.recipients.cc, wish.recipients.bcc)
    addresses = [address.address for group in groups for address in group or []]
    if not 1 <= len(addresses) <= RECIPIENTS_MAX:
        raise AcsError(
            400, "BadRequest", f"Between 1 and {RECIPIENTS_MAX} recipients are required.", target="recipients"
        )
    for address in addresses + [reply.address for reply in wish.reply_to or []]:
        check_address(address)
    if not wish.content.plain_text and not wish.content.html:
        raise AcsError(400, "BadRequest", "The content needs plainText or html.", target="content")
    for attachment in wish.attachments or []:
        try:
            base64.b64decode(attachment.content_in_base64, validate=True)
        except binascii.Error as error:
            message = f"The attachment {attachment.name} is not base64."
            raise AcsError(400, "BadRequest", message, target="attachments") from error
    return addresses


def check_address(address: str) -> None:
    """Refuse (AcsError 400) what is not an address."""
    if not ADDRESS.fullmatch(address):
        raise AcsError(400, "BadRequest", f"Invalid format for email address {address!r}.", target="recipients")


router = Router(path="/", guards=[signed_by_resource, known_version], route_handlers=[send, get_operation])
