"""The first-run guide of an office."""

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.dashboard import setup
from frontdesk.dashboard.setup import EffectsAsked, MyselfSeeing, SetupChange, SetupEffects, SetupSeen
from frontdesk.errors import NotAllowed
from frontdesk.offices import queries
from frontdesk.offices.routes import provider_setting
from frontdesk.offices.schemas import ProviderSetting


@get("/offices/{office:str}/setup", guards=[staff_only], tags=["First-run guide"])
async def read_setup(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> SetupSeen:
    """Tell where the guide is."""
    return await setup.setup_seen(session, await queries.office_by_id(session, staff.office_id))


@put("/offices/{office:str}/setup", guards=[managers_only], tags=["First-run guide"])
async def note_setup(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[SetupChange],
) -> SetupSeen:
    """Remember where the guide is, for every browser; `running` false ends it."""
    here = await queries.office_by_id(session, staff.office_id)
    return await setup.note_setup(session, here, data, actor=staff.actor, now=clock.now())


@post("/offices/{office:str}/setup/effects", status_code=200, guards=[managers_only], tags=["First-run guide"])
async def tell_effects(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[EffectsAsked],
) -> SetupEffects:
    """Tell what consumers get by what is set, with hours that are only tried. Changes nothing."""
    here = await queries.office_by_id(session, staff.office_id)
    person = await setup.person_of(session, staff.person_id)
    return await setup.effects(session, here, data, person, now=clock.now())


@post("/offices/{office:str}/setup/provider", status_code=200, guards=[managers_only], tags=["First-run guide"])
async def see_consumers(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[MyselfSeeing],
) -> ProviderSetting:
    """Let whoever asks see consumers here, offering what nobody offers yet. Twice does no harm."""
    here = await queries.office_by_id(session, staff.office_id)
    person = await setup.person_of(session, staff.person_id)
    if person is None:
        raise NotAllowed("A key is nobody, so it sees nobody.")
    return provider_setting(
        await setup.see_consumers(session, here, person, data, actor=staff.actor, now=clock.now())
    )  # fmt: skip


route_handlers = [read_setup, note_setup, tell_effects, see_consumers]
