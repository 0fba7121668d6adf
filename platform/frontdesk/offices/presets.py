"""Presets: what an office of some kind usually begins with. Shown first, applied in parts, and nothing twice."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.audit import Actor
from frontdesk.errors import Invalid
from frontdesk.offices import queries
from frontdesk.offices.profile import change_profile
from frontdesk.offices.schemas import ProfileChange
from frontdesk.offices.service_schemas import Colour, Name, NewService
from frontdesk.offices.services import add_service

PresetName = Literal["healthcare", "finance", "support", "none"]


class UnknownExample(Invalid):
    """This preset has no such service."""


class PresetService(msgspec.Struct, forbid_unknown_fields=True):
    """An example service, with the rules in which kinds of offices differ."""

    name: Name
    text: str
    category: str
    duration_minutes: int
    step_minutes: int
    buffer_after_minutes: int
    notice_minutes: int
    reminder_offsets_minutes: list[int]
    colour: Colour


class Preset(msgspec.Struct, forbid_unknown_fields=True):
    """What offices of one kind begin with. Texts that are null stay the pages' own."""

    name: PresetName
    colour: Colour
    services: list[PresetService]
    welcome_text: str | None = None
    booked_note: str | None = None
    waiting_title: str | None = None
    waiting_subtitle: str | None = None


class Presets(msgspec.Struct):
    presets: list[Preset]


class PresetWish(msgspec.Struct, forbid_unknown_fields=True):
    """Which preset, and what of it: services by name, its texts, its colour."""

    name: PresetName
    services: Annotated[list[Name], Meta(max_length=20)]
    texts: bool = True
    colour: bool = True


@cache
def presets() -> Presets:
    """Read the presets."""
    return msgspec.toml.decode(files("frontdesk.offices").joinpath("presets.toml").read_bytes(), type=Presets)


async def apply_preset(
    session: AsyncSession, wish: PresetWish, *, office_id: UUID, actor: Actor, now: datetime
) -> None:
    """Take over what is wished of a preset: services that are not there yet, offered by everybody; texts; the colour.

    Raises UnknownExample.
    """
    preset = next(one for one in presets().presets if one.name == wish.name)
    examples = {example.name: example for example in preset.services}
    if unknown := set(wish.services) - examples.keys():
        raise UnknownExample(services=sorted(unknown))
    before = await queries.services(session, office_id, active_only=False)
    known = {service.name for service in before}
    last = max((service.position for service in before), default=0)
    everybody = [person.person_id for person in await queries.providers(session, office_id, active_only=True)]
    for position, name in enumerate(wish.services, start=last + 1):
        if name not in known:
            said = msgspec.structs.asdict(examples[name])
            new = NewService(**said, position=position, provider_ids=everybody)
            await add_service(session, new, office_id=office_id, actor=actor, now=now)
    change = ProfileChange(
        colour=preset.colour if wish.colour else UNSET,
        welcome_text=preset.welcome_text if wish.texts else UNSET,
        booked_note=preset.booked_note if wish.texts else UNSET,
        waiting_title=preset.waiting_title if wish.texts else UNSET,
        waiting_subtitle=preset.waiting_subtitle if wish.texts else UNSET,
    )
    if wish.texts or wish.colour:
        await change_profile(session, change, office_id=office_id, actor=actor, now=now)
