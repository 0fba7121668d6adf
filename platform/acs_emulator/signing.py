"""Who may speak to the resource itself: HMAC signatures over the request, or a Microsoft Entra bearer token.

Three forms of the signed target occur in unmodified SDKs: as sent, percent-decoded (Python rooms), and with the query
written again as a form (JavaScript, next pages). All three are accepted, as the cloud does.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import time
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, unquote, urlencode

import jwt
from litestar import Request
from litestar.handlers import BaseRouteHandler

from acs_emulator.clock import Clock
from acs_emulator.errors import denied
from acs_emulator.state import Emulator
from acs_emulator.wire import Call, Connection, emulator_of

AUTHORIZATION = re.compile(
    r"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=(?P<signature>[A-Za-z0-9+/]+=*)"
)
ENTRA_AUDIENCE = "https://communication.azure.com"


async def signed_by_resource(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Guard: let pass what is signed with the access key, or carries an Entra token for Communication Services."""
    assert isinstance(connection, Request)
    emulator = emulator_of(connection)
    authorization = connection.headers.get("authorization", "")
    if authorization.startswith("Bearer "):
        entra_claims(authorization.removeprefix("Bearer "))
    else:
        check_signature(connection, await connection.body(), authorization, emulator)
    if connection.route_handler.name != "identity.create":  # counted when it is known whether a token is wished
        emulator.limits.count(connection.route_handler.name or "")


def check_signature(request: Call, body: bytes, authorization: str, emulator: Emulator) -> None:
    """Check key, body, date and target of a signed request. Raises AcsError 401."""
    signature = AUTHORIZATION.fullmatch(authorization)
    date = request.headers.get("x-ms-date", "")
    content_hash = request.headers.get("x-ms-content-sha256", "")
    if signature is None or content_hash != base64.b64encode(hashlib.sha256(body).digest()).decode():
        raise denied()
    if not is_fresh(date, emulator.clock, emulator.settings.signature_skew_seconds):
        raise denied()
    key = base64.b64decode(emulator.settings.access_key)
    given = signature["signature"]
    raw_path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    for target in signed_targets(raw_path, query):
        to_sign = f"{request.method}\n{target}\n{date};{request.headers.get('host', '')};{content_hash}"
        expected = base64.b64encode(hmac.digest(key, to_sign.encode(), "sha256")).decode()
        if hmac.compare_digest(expected, given):
            return
    raise denied()


def signed_targets(raw_path: str, query: str) -> list[str]:
    """Return the forms in which SDKs sign a path and query: as sent, decoded, and with the query as a form."""
    sent = f"{raw_path}?{query}" if query else raw_path
    targets = [sent, unquote(sent)]
    if query:
        # Browsers' URLSearchParams leave `*` and escape `~`; Python's urlencode does the opposite.
        form = urlencode(parse_qsl(query, keep_blank_values=True), safe="*").replace("~", "%7E")
        targets.append(f"{raw_path}?{form}")
    return targets


def is_fresh(date: str, clock: Clock, skew_seconds: float) -> bool:
    """Whether an RFC 1123 date is within the permitted skew of the real clock."""
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return False
    if moment.tzinfo is None:
        return False
    return abs((clock.real() - moment).total_seconds()) <= skew_seconds


def entra_claims(token: str) -> dict[str, object]:
    """Return the claims of an unexpired Entra token for Communication Services. Raises AcsError 401.

    The signature is not checked: the emulator has no tenant.
    """
    try:
        claims: dict[str, object] = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, binascii.Error) as error:
        raise denied() from error
    expires = claims.get("exp")
    audience = claims.get("aud")
    if not isinstance(expires, int | float) or expires <= time.time():
        raise denied()
    if not isinstance(audience, str) or not audience.startswith(ENTRA_AUDIENCE):
        raise denied()
    return claims
