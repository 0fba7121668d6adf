"""Setting weekly hours. Every answer tells whom it affects, so these stand with the visits; `preview` changes nothing."""

from collections.abc import Sequence
from uuid import UUID

from litestar import delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import at_work, managers_only
from frontdesk.auth.roles import Staff
from frontdesk.availability.owners import Owner, may_set, owner_of
from frontdesk.availability.schedules import hours_of, set_hours
from frontdesk.dashboard.affected import changing_hours
from frontdesk.dashboard.effects import first_visit, late_days, minutes_a_week
from frontdesk.dashboard.schemas import HoursEffect, HoursSet
from frontdesk.offices.schemas import Hours, ProviderHours
from frontdesk.visits.facts import Facts
from frontdesk.visits.staff_schemas import DayVisit, day_visit


@put("/offices/{office:str}/hours", guards=[managers_only], tags=["Hours"])
async def set_office_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[Hours],
    preview: FromQuery[bool] = False,
) -> HoursSet:
    """Replace the office's weekly hours; live for consumers at once, booked visits stay and are told here."""
    owner = await owner_of(session, staff.office_id)
    return await _set(session, staff, owner, ProviderHours(data.time_zone, data.ranges), preview=preview)


@put("/offices/{office:str}/providers/{provider_id:uuid}/hours", guards=[at_work], tags=["Hours"])
async def set_provider_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    provider_id: FromPath[UUID],
    data: JSONBody[ProviderHours],
    preview: FromQuery[bool] = False,
) -> HoursSet:
    """Replace a provider's own weekly hours: managers for everybody, providers their own. Null ends them and their seasons."""
    owner = await owner_of(session, staff.office_id, provider_id=provider_id)
    may_set(staff, owner.office, provider_id, what="hours")
    return await _set(session, staff, owner, data, preview=preview)


@put("/offices/{office:str}/services/{service_id:uuid}/hours", guards=[managers_only], tags=["Hours"])
async def set_service_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    service_id: FromPath[UUID],
    data: JSONBody[ProviderHours],
    preview: FromQuery[bool] = False,
) -> HoursSet:
    """Let a service be booked only in these weekly hours, as far as office and provider are open, too. Null ends them."""
    owner = await owner_of(session, staff.office_id, service_id=service_id)
    return await _set(session, staff, owner, data, preview=preview)


@delete(
    "/offices/{office:str}/services/{service_id:uuid}/hours", status_code=200, guards=[managers_only], tags=["Hours"]
)
async def remove_service_hours(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    service_id: FromPath[UUID],
    preview: FromQuery[bool] = False,
) -> HoursSet:
    """Let a service be booked whenever office and provider are open; its seasons end, too."""
    owner = await owner_of(session, staff.office_id, service_id=service_id)
    return await _set(session, staff, owner, ProviderHours(owner.time_zone, None), preview=preview)


async def _set(session: AsyncSession, staff: Staff, owner: Owner, hours: ProviderHours, *, preview: bool) -> HoursSet:
    now = clock.now()
    first_was = await first_visit(session, owner, now=now) if preview else None

    async def tell(found: Sequence[Facts]) -> tuple[list[DayVisit], HoursEffect | None]:
        outside = [day_visit(facts, now=now) for facts in found]
        if not preview:
            return outside, None
        ranges = hours.ranges or []
        first = await first_visit(session, owner, now=now)
        return outside, HoursEffect(minutes_a_week(ranges), late_days(ranges), first, first_was)

    setting = _set_and_read(session, staff, owner, hours)
    kept, (outside, effect) = await changing_hours(session, owner, setting, tell, preview=preview, now=now)
    return HoursSet(kept.time_zone, kept.ranges, outside, effect)


async def _set_and_read(session: AsyncSession, staff: Staff, owner: Owner, hours: ProviderHours) -> ProviderHours:
    await set_hours(session, owner, hours, actor=staff.actor, now=clock.now())
    return await hours_of(session, owner)


route_handlers = [set_office_hours, set_provider_hours, set_service_hours, remove_service_hours]
