"""An empty installation becomes somebody's: the setup code proves who may, the first office and its owner end it."""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy import exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.audit import SYSTEM
from frontdesk.auth.passwords import PASSWORD_LENGTH_MIN, hash_password
from frontdesk.auth.rations import spend
from frontdesk.auth.roles import Role
from frontdesk.auth.sessions import open_session
from frontdesk.auth.tables import Person
from frontdesk.clock import zone
from frontdesk.db import Sessions
from frontdesk.errors import Conflict, NotAllowed
from frontdesk.offices import profile
from frontdesk.offices.service_schemas import Name
from frontdesk.offices.tables import Office

INSTALLING = 7  # the space of the advisory lock: two who set up at once wait for each other
TRIES_AT_MOST, TRIES_WITHIN = 20, timedelta(minutes=15)


class AlreadySetUp(Conflict):
    """This installation has been set up already. Please sign in, or ask whoever set it up to invite you."""


class WrongSetupCode(NotAllowed):
    """This is not the setup code of this installation. It is in what the server says when it starts."""


class FirstOffice(msgspec.Struct, forbid_unknown_fields=True):
    """The first office, and the account of whoever owns it."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]
    office_name: Name
    time_zone: str
    locale: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    name: Name
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=PASSWORD_LENGTH_MIN, max_length=1024)]


def setup_code(secret_key: str) -> str:
    """Tell the code that sets this installation up, as long as it is empty; derived, so that it stands nowhere."""
    digest = hmac.digest(secret_key.encode(), b"the first office of this installation", hashlib.sha256)
    words = base64.b32encode(digest[:10]).decode()
    return "-".join(words[at : at + 4] for at in range(0, 16, 4))


async def is_empty(session: AsyncSession) -> bool:
    """Whether there is neither an office nor a person yet."""
    taken = await session.scalar(select(exists(select(Office.id)) | exists(select(Person.id))))
    return not taken


async def install(
    sessions: Sessions, wish: FirstOffice, *, secret_key: str, address: str, now: datetime
) -> tuple[Person, str]:
    """Make the first office, its owner and their session; answers the owner and the cookie's secret.

    Raises WrongSetupCode, AlreadySetUp, UnknownTimeZone, InvalidEmail, TooManyAttempts. Of two at once one wins.
    """
    async with db.begin(sessions) as session:
        await spend(session, "installation", address, at_most=TRIES_AT_MOST, within=TRIES_WITHIN, now=now)
    said = re.sub(r"[^A-Z2-7]", "", wish.code.upper()).encode()
    if not hmac.compare_digest(said, setup_code(secret_key).replace("-", "").encode()):
        raise WrongSetupCode()
    zone(wish.time_zone)
    profile.checked_email(wish.email)
    password_hash = await hash_password(wish.password)
    async with db.begin(sessions) as session:
        await session.execute(select(func.pg_advisory_xact_lock(INSTALLING, 0)))
        if not await is_empty(session):
            raise AlreadySetUp()
        region = wish.locale.partition("-")[2] or "GB"
        office = await profile.open_office(
            session,
            slug=slug_of(wish.office_name),
            name=wish.office_name.strip(),
            time_zone=wish.time_zone,
            email=wish.email,
            locale=wish.locale,
            region=country_of(wish.time_zone) or region,
            actor=SYSTEM,
            now=now,
        )
        office.setup = {"at": "services", "done": ["office"], "skipped": []}
        owner = await profile.add_member(
            session,
            office,
            email=wish.email,
            name=wish.name.strip(),
            role=Role.OWNER,
            password_hash=password_hash,
            actor=SYSTEM,
            now=now,
        )
        return owner, open_session(session, owner, now=now)


def slug_of(name: str) -> str:
    """Make the short name that stands in addresses."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "office"


@cache
def _countries() -> dict[str, str]:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def country_of(time_zone: str) -> str | None:
    """Tell in which country a zone lies, as an ISO 3166 code; none for an alias or UTC."""
    return _countries().get(time_zone)


async def empty_installation(sessions: Sessions) -> bool:
    """Ask the database whether anybody has set up this installation; no, where it is not even migrated."""
    async with db.begin(sessions, read_only=True) as session:
        if await session.scalar(text("SELECT to_regclass('office') IS NULL")):
            return False
        return await is_empty(session)
