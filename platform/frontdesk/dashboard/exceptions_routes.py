"""Seasons and overrides: when other hours hold, whosever they are. Answers tell whom it affects; `preview` changes nothing."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from litestar import delete, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import at_work
from frontdesk.auth.roles import Staff
from frontdesk.availability.hours_schemas import SeasonWish
from frontdesk.availability.overrides import add_override, change_override, override_owner, remove_override
from frontdesk.availability.owners import Owner, check_same, may_set, owner_of
from frontdesk.availability.seasons import add_season, change_season, remove_season, season_owner
from frontdesk.dashboard.affected import changing_hours
from frontdesk.dashboard.handling import handle, with_choices
from frontdesk.dashboard.schemas import (
    AffectedVisit,
    NowOutside,
    OverrideAsk,
    OverrideSet,
    SeasonSet,
    VisitActs,
)
from frontdesk.visits.facts import Facts
from frontdesk.visits.staff_schemas import DayVisit, day_visit

Answer = TypeVar("Answer")


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
    return SeasonSet(*await _staying(session, staff, owner, add_season, data, preview=preview))


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
    await check_same(session, owner, data.provider_id, data.service_id)
    return SeasonSet(*await _staying(session, staff, owner, change_season, season_id, data, preview=preview))


@delete("/offices/{office:str}/seasons/{season_id:uuid}", status_code=200, guards=[at_work], tags=["Hours"])
async def delete_season(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    season_id: FromPath[UUID],
    preview: FromQuery[bool] = False,
) -> NowOutside:
    """Let the weekly hours hold again on these dates."""
    owner = await season_owner(session, staff.office_id, season_id)
    return NowOutside((await _staying(session, staff, owner, remove_season, season_id, preview=preview))[1])


@post("/offices/{office:str}/overrides", guards=[at_work], tags=["Hours"])
async def post_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[OverrideAsk],
    preview: FromQuery[bool] = False,
) -> OverrideSet:
    """Let other hours hold on a date or several, or none: the office's, or those of the provider or service that is named."""
    owner = await owner_of(session, staff.office_id, provider_id=data.provider_id, service_id=data.service_id)
    return OverrideSet(
        *await _handled(session, staff, owner, add_override, data, acts=data.affected, preview=preview)
    )  # fmt: skip


@put("/offices/{office:str}/overrides/{override_id:uuid}", guards=[at_work], tags=["Hours"])
async def put_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    override_id: FromPath[UUID],
    data: JSONBody[OverrideAsk],
    preview: FromQuery[bool] = False,
) -> OverrideSet:
    """Put another override in its place; whose it is stays."""
    owner = await override_owner(session, staff.office_id, override_id)
    await check_same(session, owner, data.provider_id, data.service_id)
    return OverrideSet(
        *await _handled(
            session, staff, owner, change_override, override_id, data, acts=data.affected, preview=preview
        )
    )  # fmt: skip


@delete("/offices/{office:str}/overrides/{override_id:uuid}", status_code=200, guards=[at_work], tags=["Hours"])
async def delete_override(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    override_id: FromPath[UUID],
    preview: FromQuery[bool] = False,
) -> NowOutside:
    """Let the usual hours hold again on these dates."""
    owner = await override_owner(session, staff.office_id, override_id)
    return NowOutside((await _staying(session, staff, owner, remove_override, override_id, preview=preview))[1])


async def _staying(
    session: AsyncSession,
    staff: Staff,
    owner: Owner,
    verb: Callable[..., Awaitable[Answer]],
    *said: Any,
    preview: bool,
) -> tuple[Answer, list[DayVisit]]:
    """Change somebody's hours; the visits outside them stay, and are told."""
    may_set(staff, owner.office, owner.provider_id, what="hours")
    now = clock.now()

    async def tell(found: Sequence[Facts]) -> list[DayVisit]:
        return [day_visit(facts, now=now) for facts in found]

    change = verb(session, owner, *said, actor=staff.actor, now=now)
    return await changing_hours(session, owner, change, tell, preview=preview, now=now)


async def _handled(
    session: AsyncSession,
    staff: Staff,
    owner: Owner,
    verb: Callable[..., Awaitable[Answer]],
    *said: Any,
    acts: VisitActs,
    preview: bool,
) -> tuple[Answer, list[AffectedVisit]]:
    """Change somebody's hours, and do with the visits outside them what was said."""
    may_set(staff, owner.office, owner.provider_id, what="hours")
    now = clock.now()

    async def see_to(found: Sequence[Facts]) -> list[AffectedVisit]:
        choices = await with_choices(session, owner.office, found, actor=staff.actor, now=now)
        if not preview:
            await handle(session, owner.office, acts, choices, actor=staff.actor, now=now)
        return choices

    change = verb(session, owner, *said, actor=staff.actor, now=now)
    return await changing_hours(session, owner, change, see_to, preview=preview, now=now)


route_handlers = [post_season, put_season, delete_season, post_override, put_override, delete_override]
