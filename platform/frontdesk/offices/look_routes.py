"""How the office looks: its logo, and presets for all of it."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.auth.routes import logo_url
from frontdesk.offices import logos, queries
from frontdesk.offices.presets import Presets, PresetWish, apply_preset, presets
from frontdesk.offices.routes import profile_seen
from frontdesk.offices.schemas import LogoSeen, Profile


@get("/offices/{office:str}/logo/{logo_hash:str}", tags=["Offices"])
async def read_logo(
    session: NamedDependency[AsyncSession], office: FromPath[str], logo_hash: FromPath[str]
) -> Response[bytes]:
    """Show a picture that is or was this office's logo. Under its address it never changes."""
    here = await queries.office_named(session, office)
    logo = await logos.logo_of(session, here.id, logo_hash)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Security-Policy": "default-src 'none'"}
    return Response(logo.content, media_type=logo.media_type, headers=headers)


@put("/offices/{office:str}/logo", guards=[managers_only], tags=["Offices"])
async def set_logo(
    request: Request[Any, Any, Any],
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
) -> LogoSeen:
    """Show the picture in the body as the logo: PNG, JPEG or WebP, at most 256 kB. Live on all pages at once."""
    content = await request.body()
    changed = await logos.set_logo(session, content, office_id=staff.office_id, actor=staff.actor, now=clock.now())
    return LogoSeen(logo_url(changed))


@delete("/offices/{office:str}/logo", status_code=200, guards=[managers_only], tags=["Offices"])
async def remove_logo(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> LogoSeen:
    """Show no picture of one's own any more."""
    changed = await logos.set_logo(session, None, office_id=staff.office_id, actor=staff.actor, now=clock.now())
    return LogoSeen(logo_url(changed))


@get("/offices/{office:str}/presets", guards=[staff_only], tags=["Offices"], sync_to_thread=False)
def list_presets(staff: NamedDependency[Staff], office: FromPath[str]) -> Presets:
    """List what offices of each kind begin with: services, texts, a colour. Changes nothing."""
    return presets()


@post("/offices/{office:str}/presets", status_code=200, guards=[managers_only], tags=["Offices"])
async def use_preset(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[PresetWish],
) -> Profile:
    """Take over what is wished of a preset. Services that are there already stay as they are; twice does no harm."""
    await apply_preset(session, data, office_id=staff.office_id, actor=staff.actor, now=clock.now())
    return profile_seen(await queries.office_by_id(session, staff.office_id))


route_handlers = [read_logo, set_logo, remove_logo, list_presets, use_preset]
