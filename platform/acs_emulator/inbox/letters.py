"""Somebody else's HTML, made fit to be looked at: in a frame of its own, without scripts, forms or requests to anywhere.

The frame is a document with its own policy rather than `srcdoc`, because such a document inherits the page's policy,
and the page allows no inline styles, of which every letter is made.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import quote

from acs_emulator.mails import Attachment, SentMail

LETTER_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; form-action 'none'; frame-ancestors 'self'"
)
"""For the letter's document: also when it is opened outside of the frame."""

FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"

_OPENING = re.compile(r"<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'
_CONTENT_ID = re.compile(r"""(["'(])cid:([^"')\s]+)""", re.IGNORECASE)


def letter(mail: SentMail) -> str:
    """Return the HTML of a mail with its inline pictures, whose links open in a new tab."""
    html = _with_pictures(mail.html or "", mail.attachments)
    openings = list(_OPENING.finditer(html[:4096]))
    if not openings:
        return f"<!doctype html>{_NEW_TAB}{html}"
    last = next((one for one in openings if one[0][1:5].lower() == "head"), openings[-1])
    return f"{html[: last.end()]}{_NEW_TAB}{html[last.end() :]}"


def file_content(attachment: Attachment) -> bytes:
    """Return the bytes of an attachment; what is not base64 (the service would have refused it) as it came."""
    try:
        return base64.b64decode(attachment.content_in_base64, validate=False)
    except binascii.Error:
        return attachment.content_in_base64.encode()


def disposition(name: str) -> str:
    """Return the Content-Disposition header that saves a file under its name, whatever its letters."""
    plain = re.sub(r'[^\x20-\x7e]|["\\/]', "_", name) or "attachment"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def content_type(attachment: Attachment) -> str:
    """Return the declared media type if it is one, else bytes."""
    declared = attachment.content_type
    return declared if re.fullmatch(r"[\w.+-]+/[\w.+-]+(?:;[\x20-\x7e]*)?", declared) else "application/octet-stream"


def _with_pictures(html: str, attachments: list[Attachment]) -> str:
    pictures = {one.content_id: one for one in attachments if one.content_id and one.content_type.startswith("image/")}

    def replaced(found: re.Match[str]) -> str:
        picture = pictures.get(found[2])
        if picture is None:
            return found[0]
        return f"{found[1]}data:{content_type(picture)};base64,{picture.content_in_base64}"

    return _CONTENT_ID.sub(replaced, html)
