"""The SMS service: sending, and the opt-out list of its preview."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Router, post

from acs_emulator.errors import AcsError
from acs_emulator.senders import PHONE_NUMBER, is_one_way, text_sender
from acs_emulator.signing import signed_by_resource
from acs_emulator.state import Emulator
from acs_emulator.texts import Wish
from acs_emulator.wire import Answer, Call, answer, known_version, read


class Recipient(msgspec.Struct, rename="camel"):
    """One recipient, with the id that makes the request repeatable."""

    to: str
    repeatability_request_id: str | None = None
    repeatability_first_sent: str | None = None


class Options(msgspec.Struct, rename="camel"):
    """What else is wished."""

    enable_delivery_report: bool = False
    tag: str | None = None


class Send(msgspec.Struct, rename="camel"):
    """Body of a send request."""

    sender: str = msgspec.field(name="from")
    sms_recipients: list[Recipient]
    message: str
    sms_send_options: Options | None = None


class OptOutRecipient(msgspec.Struct):
    """One recipient of an opt-out request."""

    to: str


class OptOut(msgspec.Struct):
    """Body of an opt-out request."""

    sender: str = msgspec.field(name="from")
    recipients: list[OptOutRecipient]


@post("/sms", name="sms.send")
async def send(request: Call, emulator: Emulator) -> Answer:
    """Send one text to each recipient; a repeated recipient answers as before and nothing is sent again."""
    wish = await read(request, Send)
    recipients = [recipient.to for recipient in wish.sms_recipients]
    emulator.sms.check(wish.sender, recipients, wish.message)
    emulator.limits.count(f"sms.send from {text_sender(wish.sender)}", sender=wish.sender, cost=len(recipients))
    options = wish.sms_send_options or Options()
    with emulator.journal.together():
        results = [result(emulator, wish, options, recipient) for recipient in wish.sms_recipients]
    return answer({"value": results}, 202)


def result(emulator: Emulator, request: Send, options: Options, recipient: Recipient) -> dict[str, Any]:
    """Send to one recipient and return its part of the answer."""
    wish = Wish(
        sender=request.sender,
        to=recipient.to,
        text=request.message,
        tag=options.tag,
        report_wanted=options.enable_delivery_report,
    )
    text = emulator.sms.send(wish, recipient.repeatability_request_id)
    if text is None:
        return {
            "to": recipient.to,
            "httpStatusCode": 400,
            "repeatabilityResult": "rejected",
            "successful": False,
            "errorMessage": "The repeatability request id was used before with another request.",
        }
    return {
        "to": recipient.to,
        "messageId": text.message_id,
        "httpStatusCode": 202,
        "repeatabilityResult": "accepted",
        "successful": True,
    }


@post("/sms/optouts:add", name="sms.add_opt_outs", status_code=200)
async def add_opt_outs(request: Call, emulator: Emulator) -> Answer:
    """Note recipients that want no more texts."""
    return await change_opt_outs(request, emulator, opted_out=True)


@post("/sms/optouts:remove", name="sms.remove_opt_outs", status_code=200)
async def remove_opt_outs(request: Call, emulator: Emulator) -> Answer:
    """Note recipients that want texts again."""
    return await change_opt_outs(request, emulator, opted_out=False)


@post("/sms/optouts:check", name="sms.check_opt_outs", status_code=200)
async def check_opt_outs(request: Call, emulator: Emulator) -> Answer:
    """Say who wants no texts."""
    wish = await read_opt_out(request, emulator)
    value = [
        {"to": who.to, "httpStatusCode": 200, "isOptedOut": emulator.sms.is_opted_out(wish.sender, who.to)}
        if PHONE_NUMBER.fullmatch(who.to)
        else malformed(who.to)
        for who in wish.recipients
    ]
    return answer({"value": value})


async def change_opt_outs(request: Call, emulator: Emulator, *, opted_out: bool) -> Answer:
    """Add or remove opt-outs, answering per recipient."""
    wish = await read_opt_out(request, emulator)
    value: list[dict[str, Any]] = []
    for who in wish.recipients:
        if not PHONE_NUMBER.fullmatch(who.to):
            value.append(malformed(who.to))
            continue
        emulator.sms.set_opted_out(wish.sender, who.to, opted_out)
        value.append({"to": who.to, "httpStatusCode": 200})
    return answer({"value": value})


async def read_opt_out(request: Call, emulator: Emulator) -> OptOut:
    """Read an opt-out request. Raises AcsError 401 for a number not owned, 400 for a sender that has no opt-out."""
    wish = await read(request, OptOut)
    if is_one_way(wish.sender):
        raise AcsError(400, "BadRequest", "An alphanumeric sender has no opt-out.", target="from")
    if wish.sender not in emulator.sms.numbers:
        raise AcsError(401, "InternalError", "The sender is not owned by this resource.")
    return wish


def malformed(to: str) -> dict[str, Any]:
    """Return the result for a recipient that is no phone number."""
    return {"to": to, "httpStatusCode": 400, "errorMessage": "Invalid To phone number format."}


router = Router(
    path="/",
    guards=[signed_by_resource, known_version],
    route_handlers=[send, add_opt_outs, remove_opt_outs, check_opt_outs],
)
