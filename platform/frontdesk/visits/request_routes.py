"""Requests for approval: the open ones, and the office's answer. A provider answers for their own visits only."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.appointments import requests
from frontdesk.auth.guards import at_work, staff_only
from frontdesk.auth.roles import Staff
from frontdesk.errors import NotAllowed
from frontdesk.offices import queries as offices
from frontdesk.visits.facts import facts_of, open_requests
from frontdesk.visits.staff_routes import VISIT
from frontdesk.visits.staff_schemas import DayVisit, day_visit


class Requests(msgspec.Struct):
    """What waits for an answer, the one that runs out first on top."""

    items: list[DayVisit]


class ApprovalWish(msgspec.Struct, forbid_unknown_fields=True):
    """Approve as asked for, or with another provider who is free then."""

    provider_id: UUID | None = None


class DeclinationWish(msgspec.Struct, forbid_unknown_fields=True):
    """The consumer reads the reason."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


@get("/offices/{office:str}/requests", guards=[staff_only], tags=["Staff: requests"])
async def list_requests(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> Requests:
    """List what waits for an answer; a provider sees their own."""
    now = clock.now()
    found = await open_requests(session, staff.office_id, provider_id=staff.only_provider, now=now)
    return Requests([day_visit(facts, now=now) for facts in found])


@post(f"{VISIT}/approval", status_code=200, guards=[at_work], tags=["Staff: requests"])
async def approve(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[ApprovalWish],
) -> DayVisit:
    """Confirm a request; 409 slot_taken when its time has gone meanwhile. The consumer is told."""
    now = clock.now()
    await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider)
    if data.provider_id is not None:
        await offices.provider_by_id(session, staff.office_id, data.provider_id)
        if staff.only_provider not in (None, data.provider_id):
            raise NotAllowed()
    await requests.approve(
        session,
        office_id=staff.office_id,
        appointment_id=visit_id,
        provider_id=data.provider_id,
        actor=staff.actor,
        now=now,
    )
    return day_visit(await facts_of(session, staff.office_id, visit_id), now=now)


@put(f"{VISIT}/declination", guards=[at_work], tags=["Staff: requests"])
async def decline(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    visit_id: FromPath[UUID],
    data: JSONBody[DeclinationWish],
) -> DayVisit:
    """Say no to a request, with the reason; the consumer is told, and its time is free again."""
    now = clock.now()
    await facts_of(session, staff.office_id, visit_id, provider_id=staff.only_provider)
    await requests.decline(
        session,
        office_id=staff.office_id,
        appointment_id=visit_id,
        reason=data.reason.strip(),
        actor=staff.actor,
        now=now,
    )
    return day_visit(await facts_of(session, staff.office_id, visit_id), now=now)


route_handlers = [list_requests, approve, decline]
