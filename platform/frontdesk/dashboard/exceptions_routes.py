"""Seasons and overrides: when other hours hold. Every answer tells whom it affects; `preview` changes nothing."""

from uuid import UUID

from litestar import delete, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import at_work
from frontdesk.auth.roles import Staff
from frontdesk.availability.hours_schemas import OverrideWish, SeasonWish
from frontdesk.availability.overrides import add_override, change_override, override_owner, remove_override
from frontdesk.availability.owners import check_same, may_set, owner_of
from frontdesk.availability.seasons import add_season, change_season, remove_season, season_owner
from frontdesk.dashboard.affected import changing_hours
from frontdesk.dashboard.schemas import Affected, OverrideSet, SeasonSet


@post("/offices/{office:str}/seasons", guards=[at_work], tags=["Hours"])
async def post_season(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[SeasonWish],
    preview: FromQuery[bool] = False,
) -> SeasonSet:
    """Let other weekly hours hold on some dates: the office's, or those of the provider or service that is named."""
    owner = await owner_of(session, staff.office_id, provider_id=data.provider_id, service_id=data.service_id)
    may_set(staff, owner.provider_id)
    now = clock.now()
    change = add_season(session, owner, data, actor=staff.actor, now=now)
    return SeasonSet(*await changing_hours(session, owner, change, preview=preview, now=now))


@put("/offices/{office:str}/seasons/{season_id:uuid}", guards=[at_work], tags=["Hours"])
async def put_season(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    season_id: FromPath[UUID],
    data: JSONBody[SeasonWish],
    preview: FromQuery[bool] = False,
) -> SeasonSet:
    """Put another season in its place; whose it is stays."""
    owner = await season_owner(session, staff.office_id, season_id)
    may_set(staff, owner.provider_id)
    await check_same(session, owner, data.provider_id, data.service_id)
    now = clock.now()
    change = change_season(session, owner, season_id, data, actor=staff.actor, now=now)
    return SeasonSet(*await changing_hours(session, owner, change, preview=preview, now=now))


@delete("/offices/{office:str}/seasons/{season_id:uuid}", status_code=200, guards=[at_work], tags=["Hours"])
async def delete_season(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    season_id: FromPath[UUID],
    preview: FromQuery[bool] = False,
) -> Affected:
    """Let the weekly hours hold again on these dates."""
    owner = await season_owner(session, staff.office_id, season_id)
    may_set(staff, owner.provider_id)
    now = clock.now()
    change = remove_season(session, owner, season_id, actor=staff.actor, now=now)
    return Affected((await changing_hours(session, owner, change, preview=preview, now=now))[1])


@post("/offices/{office:str}/overrides", guards=[at_work], tags=["Hours"])
async def post_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[OverrideWish],
    preview: FromQuery[bool] = False,
) -> OverrideSet:
    """Let other hours hold on a date or several, or none: the office's, or those of the provider or service that is named."""
    owner = await owner_of(session, staff.office_id, provider_id=data.provider_id, service_id=data.service_id)
    may_set(staff, owner.provider_id)
    now = clock.now()
    change = add_override(session, owner, data, actor=staff.actor, now=now)
    return OverrideSet(*await changing_hours(session, owner, change, preview=preview, now=now))


@put("/offices/{office:str}/overrides/{override_id:uuid}", guards=[at_work], tags=["Hours"])
async def put_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    override_id: FromPath[UUID],
    data: JSONBody[OverrideWish],
    preview: FromQuery[bool] = False,
) -> OverrideSet:
    """Put another override in its place; whose it is stays."""
    owner = await override_owner(session, staff.office_id, override_id)
    may_set(staff, owner.provider_id)
    await check_same(session, owner, data.provider_id, data.service_id)
    now = clock.now()
    change = change_override(session, owner, override_id, data, actor=staff.actor, now=now)
    return OverrideSet(*await changing_hours(session, owner, change, preview=preview, now=now))


@delete("/offices/{office:str}/overrides/{override_id:uuid}", status_code=200, guards=[at_work], tags=["Hours"])
async def delete_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    override_id: FromPath[UUID],
    preview: FromQuery[bool] = False,
) -> Affected:
    """Let the usual hours hold again on these dates."""
    owner = await override_owner(session, staff.office_id, override_id)
    may_set(staff, owner.provider_id)
    now = clock.now()
    change = remove_override(session, owner, override_id, actor=staff.actor, now=now)
    return Affected((await changing_hours(session, owner, change, preview=preview, now=now))[1])


route_handlers = [post_season, put_season, delete_season, post_override, put_override, delete_override]
