"""Answers at rest: sealed with a key that only the installation and whoever sent the request can make together.

The table holds neither the idempotency key nor the seal's, so neither a copy of the table nor the installation's secret
alone opens an answer. Answers may tell secrets: a hold's, a link's.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What was answered."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """One idempotency key of one caller: how its answer is found, and how it is opened."""

    secret_key: str
    caller: str
    key: str

    @property
    def name(self) -> bytes:
        """Find the row: a hash, made with the installation's secret, so that short keys cannot be guessed from it."""
        return self._derived(b"name")

    def close(self, answer: Answer) -> bytes:
        """Make unreadable."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._derived(b"seal")).encrypt(nonce, msgspec.msgpack.encode(answer), self.name)

    def open(self, sealed: bytes) -> Answer | None:
        """Make readable again; None when the installation's secret was changed since."""
        try:
            plain = AESGCM(self._derived(b"seal")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self.name)
        except InvalidTag:
            return None
        return msgspec.msgpack.decode(plain, type=Answer)

    def _derived(self, purpose: bytes) -> bytes:
        words = b"\0".join([b"kept answer", purpose, self.caller.encode(), self.key.encode()])
        return hmac.digest(self.secret_key.encode(), words, hashlib.sha256)
