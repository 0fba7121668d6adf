"""Users of the resource and the tokens they act with: signed JWTs of the documented shape, and who may still use one.

One claim is ours alone: `generation` counts the revocations of a user, so a token issued in the very second of a
revocation is told apart from one issued before it. Every claim stays ASCII and free of `?`, `>` and `~`: the Python SDK
decodes the payload with the standard base64 alphabet and would call such a token malformed.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from acs_emulator.clock import Clock
from acs_emulator.errors import AcsError, forbidden, unauthorized
from acs_emulator.journal import Journal
from acs_emulator.secret_files import write_secret

SCOPES = ("chat", "voip", "chat.join", "chat.join.limited", "voip.join")
LIFETIME_MINUTES_MIN, LIFETIME_MINUTES_MAX = 60, 1440


class User(msgspec.Struct, kw_only=True):
    """One communication user."""

    id: str
    created_at: datetime
    deleted_at: datetime | None = None
    revoked_at: list[float] = msgspec.field(default_factory=list)
    """For each revocation the epoch second from which it holds; its length is the current token generation."""


class TokenHolder(msgspec.Struct, frozen=True, kw_only=True):
    """Who a verified token speaks for, and what it allows."""

    user_id: str
    scopes: frozenset[str]
    expires_at: datetime


class People:
    """Creates, finds and deletes users; issues, revokes and verifies their tokens."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        resource_id: str,
        key_folder: Path | None,
        revocation_delay_seconds: float,
    ) -> None:
        self.resource_id = resource_id
        self._journal = journal
        self._clock = clock
        self._delay = revocation_delay_seconds
        self._key = _signing_key(key_folder)
        self._public_key = self._key.public_key()
        self._key_id = _key_id(self._public_key)
        self._users = journal.load("user", User)

    def create(self) -> User:
        """Make a new user, with a time-ordered id as the service gives."""
        ordered = f"{time.time_ns() // 1_000_000:016x}{secrets.token_hex(8)}"
        parts = (ordered[:8], ordered[8:12], ordered[12:16], ordered[16:20], ordered[20:])
        user = User(id=f"8:acs:{self.resource_id}_{'-'.join(parts)}", created_at=self._clock.now())
        self._users[user.id] = user
        self._journal.put("user", user.id, user)
        return user

    def adopt(self, user_id: str) -> User:
        """Return the user with an id given from outside (an Entra identity), made when it comes for the first time."""
        user = self._users.get(user_id)
        if user is None:
            user = User(id=user_id, created_at=self._clock.now())
            self._users[user.id] = user
            self._journal.put("user", user.id, user)
        return user

    def find(self, user_id: str) -> User | None:
        """Return the user, or None when there is none or it was deleted."""
        user = self._users.get(user_id)
        return None if user is None or user.deleted_at is not None else user

    def get(self, user_id: str) -> User:
        """Return the user; 404 when it is not of this resource or was deleted."""
        user = self.find(user_id)
        if user is None:
            raise AcsError(404, "NotFound", "The identity was not found.", target="id")
        return user

    def issue(self, user_id: str, scopes: Iterable[str], lifetime_minutes: int | None) -> tuple[str, datetime]:
        """Return a signed token and the moment it ends. The caller has checked scopes and lifetime."""
        user = self.get(user_id)
        issued = self._clock.real()
        expires = issued + timedelta(minutes=lifetime_minutes or LIFETIME_MINUTES_MAX)
        claims = {
            "skypeid": user.id.removeprefix("8:"),
            "scp": 1792,
            "csi": str(int(issued.timestamp())),
            "exp": int(expires.timestamp()),
            "iat": int(issued.timestamp()),
            "rgn": "local",
            "acsScope": ",".join(scopes),
            "resourceId": self.resource_id,
            "resourceLocation": "local",
            "generation": len(user.revoked_at),
        }
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id, "x5t": self._key_id})
        return token, datetime.fromtimestamp(int(expires.timestamp()), UTC)

    def revoke(self, user_id: str) -> None:
        """End every token issued to the user so far, after the configured delay."""
        user = self.get(user_id)
        user.revoked_at.append(self._clock.real().timestamp() + self._delay)
        self._journal.put("user", user.id, user)

    def delete(self, user_id: str) -> None:
        """Delete the user; its tokens end after the configured delay. Deleting again changes nothing."""
        user = self._users.get(user_id)
        if user is None or user.deleted_at is not None:
            return
        user.revoked_at.append(self._clock.real().timestamp() + self._delay)
        user.deleted_at = self._clock.now()
        self._journal.put("user", user.id, user)

    def end_tokens(self, user_id: str | None) -> None:
        """End every token of a user at once, or of everybody: ordered trouble, not an operation of the service."""
        now = self._clock.real().timestamp()
        ending = self._users.values() if user_id is None else [self.get(user_id)]
        with self._journal.together():
            for user in ending:
                user.revoked_at.append(now)
                self._journal.put("user", user.id, user)

    def verify(self, token: str, any_of: Collection[str] = ()) -> TokenHolder:
        """Check a user access token: signature, expiry, revocation, and that it has one of the scopes.

        Raises AcsError 401 when the token does not hold, 403 when it holds but has none of `any_of`.
        """
        try:
            claims = jwt.decode(
                token, self._public_key, algorithms=["RS256"], options={"require": ["exp", "iat", "skypeid"]}
            )
        except jwt.PyJWTError as error:
            raise unauthorized() from error
        user = self._users.get(f"8:{claims['skypeid']}")
        if user is None or claims.get("resourceId") != self.resource_id:
            raise unauthorized()
        generation = int(claims.get("generation", 0))
        if generation < len(user.revoked_at) and self._clock.real().timestamp() >= user.revoked_at[generation]:
            raise unauthorized()
        scopes = frozenset(str(claims.get("acsScope", "")).split(","))
        if any_of and scopes.isdisjoint(any_of):
            raise forbidden()
        return TokenHolder(user_id=user.id, scopes=scopes, expires_at=datetime.fromtimestamp(int(claims["exp"]), UTC))

    def clear(self) -> None:
        """Forget every user."""
        self._users.clear()
        self._journal.remove_all("user")


def _signing_key(folder: Path | None) -> rsa.RSAPrivateKey:
    path = None if folder is None else folder / "token-signing-key.pem"
    if path is not None and path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, rsa.RSAPrivateKey):
            return key
        raise ValueError(f"{path} is not an RSA key; remove it to have a new one made.")
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    if path is not None:
        pem = made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        write_secret(path, pem)
    return made


def _key_id(key: rsa.RSAPublicKey) -> str:
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()[:32]
