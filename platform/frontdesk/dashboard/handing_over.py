"""Somebody leaves an office: what lies ahead of them is handed over, left or cancelled, in the one transaction that ends it.

Who could take a visit is asked as for a time off (handling.py). The locks of everybody concerned come first, so that what
was checked is still true when it is done.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments import behalf, changing
from frontdesk.appointments.queries import locked_with_claim
from frontdesk.audit import Actor
from frontdesk.auth.roles import Staff
from frontdesk.availability import claims
from frontdesk.availability.limits import PROVIDER_LOCK
from frontdesk.dashboard.handling import colleagues_for
from frontdesk.dashboard.people_schemas import Departed, Departure, VisitAhead, VisitPlan
from frontdesk.errors import Conflict
from frontdesk.offices import queries as offices
from frontdesk.offices.staff import deactivate_member, member_by_id
from frontdesk.visits.facts import BEGUN, Facts, State, facts_between
from frontdesk.visits.staff_schemas import day_visit

FOREVER = timedelta(days=366 * 5)
OVER = frozenset({State.CANCELLED, State.DECLINED, State.EXPIRED, State.ENDED, State.MISSED})


class VisitsAhead(Conflict):
    """There are visits ahead for which nothing is said yet. Look at the list again."""


class CannotTake(Conflict):
    """The colleague can no longer take one of the visits. Look at the list again."""


class VisitStays(Conflict):
    """A visit that has begun, or is not confirmed yet, cannot be handed over."""


async def visits_ahead(session: AsyncSession, staff: Staff, person_id: UUID, *, now: datetime) -> list[VisitAhead]:
    """List what somebody still has to do here, with the colleagues who could. Raises UnknownMember."""
    await member_by_id(session, staff.office_id, person_id)
    return [
        VisitAhead(
            visit=day_visit(seats[0], now=now),
            people=len(seats),
            begun=seats[0].state(now) in BEGUN,
            colleague_ids=await _colleagues(session, seats[0], actor=staff.actor, now=now),
        )
        for seats in (await _ahead(session, staff.office_id, person_id, now=now)).values()
    ]


async def depart(session: AsyncSession, staff: Staff, person_id: UUID, wish: Departure, *, now: datetime) -> Departed:
    """Let somebody work here no more, and do with each visit ahead what was said. All of it, or nothing.

    Raises VisitsAhead for what nothing is said about, CannotTake, VisitStays, and as deactivate_member.
    """
    plans = {plan.visit_id: plan for plan in wish.visits}
    takers = {plan.provider_id for plan in wish.visits if plan.provider_id is not None}
    for taker in takers:
        await offices.provider_by_id(session, staff.office_id, taker)
    await claims.lock(session, [(PROVIDER_LOCK, str(who)) for who in {person_id, *takers}])
    await deactivate_member(session, staff, person_id, now=now)
    ahead = await _ahead(session, staff.office_id, person_id, now=now)
    if unsaid := [visit_id for visit_id in ahead if visit_id not in plans]:
        raise VisitsAhead(visit_ids=unsaid)
    told = 0
    for visit_id, seats in ahead.items():
        told += await _do(session, staff, seats, plans[visit_id], wish.reason, now=now)
    acts = [plans[visit_id].act for visit_id in ahead]
    return Departed(
        handed_over=acts.count("hand_over"), cancelled=acts.count("cancel"), left=acts.count("leave"), told=told
    )


async def _do(
    session: AsyncSession, staff: Staff, seats: Sequence[Facts], plan: VisitPlan, reason: str | None, *, now: datetime
) -> int:
    facts, ids = seats[0], {"office_id": staff.office_id, "appointment_id": seats[0].id}
    if plan.act == "leave":
        return 0
    if facts.state(now) in BEGUN:
        raise VisitStays(visit_id=facts.id)
    if plan.act == "cancel":
        appointment = await locked_with_claim(session, **ids)
        await changing.cancel(session, appointment, reason=reason, actor=staff.actor, now=now)
        return len(seats)
    if facts.confirmed_at is None:
        raise VisitStays(visit_id=facts.id)
    if plan.provider_id is None or plan.provider_id not in await _colleagues(
        session, facts, actor=staff.actor, now=now
    ):
        raise CannotTake(visit_id=facts.id)
    await behalf.move_for(
        session,
        **ids,
        seat_id=None,
        starts_at=facts.starts_at,
        provider_id=plan.provider_id,
        reason=reason,
        override_reason="Handed over by a colleague who leaves",
        actor=staff.actor,
        now=now,
    )
    return len(seats)


async def _ahead(
    session: AsyncSession, office_id: UUID, person_id: UUID, *, now: datetime
) -> dict[UUID, list[Facts]]:  # fmt: skip
    found = await facts_between(session, office_id, from_at=now, to_at=now + FOREVER, provider_id=person_id)
    ahead: dict[UUID, list[Facts]] = defaultdict(list)
    for facts in found:
        if facts.state(now) not in OVER and facts.outcome is None:
            ahead[facts.id].append(facts)
    return dict(ahead)


async def _colleagues(session: AsyncSession, facts: Facts, *, actor: Actor, now: datetime) -> list[UUID]:
    if facts.state(now) in BEGUN or facts.confirmed_at is None:
        return []
    office = await offices.office_by_id(session, facts.office_id)
    return await colleagues_for(session, office, facts, actor=actor, now=now)
