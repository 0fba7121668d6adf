"""The office's logo: a small picture, known by its content whatever it is called, kept under its hash."""

import hashlib
import struct
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.errors import Invalid, NotFound
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.tables import Office, OfficeLogo

BYTES_MAX = 256 * 1024
SIDE_MAX = 4096


class LogoUnreadable(Invalid):
    """This is not a PNG, JPEG or WebP picture. Please choose another file."""


class LogoTooLarge(Invalid):
    """The picture is too large: at most 256 kB, and 4096 pixels a side."""


class UnknownLogo(NotFound):
    """This office has no such logo."""


def media_type_of(content: bytes) -> str:
    """Tell what picture this is by what it contains. Raises LogoUnreadable, LogoTooLarge."""
    if len(content) > BYTES_MAX:
        raise LogoTooLarge()
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            media_type, sides = "image/png", struct.unpack(">II", content[16:24])
        elif content.startswith(b"\xff\xd8\xff"):
            media_type, sides = "image/jpeg", _jpeg_sides(content)
        elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            media_type, sides = "image/webp", _webp_sides(content)
        else:
            raise LogoUnreadable()
    except (struct.error, IndexError):
        raise LogoUnreadable() from None  # it ends before it says how large it is
    if min(sides) < 1:
        raise LogoUnreadable()
    if max(sides) > SIDE_MAX:
        raise LogoTooLarge()
    return media_type


async def set_logo(
    session: AsyncSession, content: bytes | None, *, office_id: UUID, actor: Actor, now: datetime
) -> Office:
    """Show this picture on the office's pages from now on, or the house's leaf again. Raises as above."""
    office = await queries.office_by_id(session, office_id)
    before, after = office.logo, None
    if content is not None:
        media_type = media_type_of(content)
        after = hashlib.sha256(content).hexdigest()[:32]
        picture = {
            "office_id": office.id,
            "hash": after,
            "media_type": media_type,
            "content": content,
            "created_at": now,
        }
        await session.execute(insert(OfficeLogo).values(picture).on_conflict_do_nothing())
    if before != after:
        # Not by way of the row: its version is the profile's, and whoever is typing there has nothing to compare.
        await session.execute(update(Office).where(Office.id == office.id).values(logo=after))
        await session.refresh(office, ["logo"])
        audit.record(
            session,
            actor,
            "office.changed",
            ("office", office.id),
            office_id=office.id,
            now=now,
            before={"logo": before},
            after={"logo": after},
        )
        announce(session, "office.changed", office.id, to=[office.id])
    return office


async def logo_of(session: AsyncSession, office_id: UUID, hash_: str) -> OfficeLogo:
    """Find a picture that is or was this office's logo; raises UnknownLogo."""
    found = await session.scalar(
        select(OfficeLogo).where(OfficeLogo.office_id == office_id, OfficeLogo.hash == hash_)
    )  # fmt: skip
    if found is None:
        raise UnknownLogo()
    return found


def _jpeg_sides(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = struct.unpack(">HH", content[at : at + 4])
        if marker >> 8 != 0xFF or length < 2:
            raise LogoUnreadable()
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):  # tables, not frames
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length


def _webp_sides(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if kind == b"VP8X":
        sides = struct.unpack("<BBBBBB", content[24:30])
        return 1 + sides[0] + (sides[1] << 8) + (sides[2] << 16), 1 + sides[3] + (sides[4] << 8) + (sides[5] << 16)
    raise LogoUnreadable()
