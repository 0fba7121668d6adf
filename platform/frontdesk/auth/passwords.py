"""Passwords: argon2id through pwdlib, off the event loop because a hash takes its time on purpose."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

PASSWORD_LENGTH_MIN = 12
_hasher = PasswordHash((Argon2Hasher(),))
_NOBODY = _hasher.hash(
    "nobody has this password"
)  # verified for unknown names, so that they take as long as known ones


async def hash_password(password: str) -> str:
    """Hash a new password."""
    return await asyncio.to_thread(_hasher.hash, password)


async def password_fits(password: str, password_hash: str | None) -> bool:
    """Compare in the same time whether or not there is anything to compare with."""
    fits = await asyncio.to_thread(_hasher.verify, password, password_hash or _NOBODY)
    return fits and password_hash is not None
