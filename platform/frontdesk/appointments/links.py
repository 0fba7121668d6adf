"""Join and manage links: capabilities, one for each seat.

The token is a signature of the seat and its link version under the installation's key, so it can be written into every
letter again without being stored, and raising the version revokes all letters sent before. It stands in the fragment of
the address, which reaches neither access logs nor referrers, and is traded for a cookie of this one visit.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

TOKEN_BYTES = 15  # 120 bits: unguessable, and short enough for one SMS
LINK_LIVES_AFTER_END = timedelta(days=14)


def link_token(secret_key: str, *, seat_id: UUID, version: int) -> str:
    """Make the token of a seat's link: 20 characters of base64url."""
    words = b"link\0" + seat_id.bytes + version.to_bytes(4)
    return base64.urlsafe_b64encode(hmac.digest(secret_key.encode(), words, "sha256")[:TOKEN_BYTES]).decode()


def link_hash(token: str) -> bytes:
    """Tell how a token is found in the table, which holds no token."""
    return hashlib.sha256(token.encode()).digest()


def link_url(origin: str, token: str) -> str:
    """Write the address that people get in letters and texts."""
    return f"{origin}/v#{token}"


def link_expires_at(ends_at: datetime) -> datetime:
    """A link explains itself for a while after the visit, then it is gone."""
    return ends_at + LINK_LIVES_AFTER_END
