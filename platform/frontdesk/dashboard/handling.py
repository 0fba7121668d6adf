"""What is done with the visits in the way of a time off, a closure or other hours: all of it in one act, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.appointments.asking_to_move import ask_for_another_time
from frontdesk.appointments.behalf import move_for
from frontdesk.appointments.changing import ask_to_move, cancel
from frontdesk.appointments.queries import appointment_by_id, locked_appointment, locked_with_claim
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.claims import Taken
from frontdesk.availability.explaining import who_could
from frontdesk.availability.limits import PROVIDER_LOCK
from frontdesk.consumers.tables import Consumer
from frontdesk.dashboard.schemas import Act, AffectedVisit, VisitAct
from frontdesk.errors import Conflict
from frontdesk.messages.queries import opted_out
from frontdesk.offices import queries as offices
from frontdesk.offices.tables import Office
from frontdesk.visits.facts import BEGUN, Facts, State
from frontdesk.visits.staff_schemas import day_visit

LOOKED_AT_MOST = 100  # for so many visits colleagues are looked for; the others can be moved one by one


class AffectedChanged(Conflict):
    """Something about these visits has changed meanwhile. Nothing was saved; here is the list as it is now."""


async def with_choices(
    session: AsyncSession, office: Office, found: Sequence[Facts], *, actor: Actor, now: datetime
) -> list[AffectedVisit]:
    """Show visits with what may be done with each. Asked after the change, so that nobody fits who is away, too."""
    texts = await _texts_allowed(session, office.id, found)
    fits: dict[UUID, list[UUID]] = {}
    shown = []
    for facts in found:
        acts = _acts(facts, now=now)
        if "colleague" in acts and facts.id not in fits and len(fits) < LOOKED_AT_MOST:
            fits[facts.id] = await colleagues_for(session, office, facts, actor=actor, now=now)
        able = fits.get(facts.id, [])
        if not able:
            acts = [act for act in acts if act != "colleague"]
        seen = msgspec.structs.asdict(day_visit(facts, now=now))
        told: list[Literal["email", "sms"]] = ["email", "sms"] if facts.consumer_id in texts else ["email"]
        shown.append(AffectedVisit(**seen, acts=acts, fits=able, told=told))
    return shown


async def handle(
    session: AsyncSession,
    office: Office,
    wanted: Sequence[VisitAct] | None,
    affected: Sequence[AffectedVisit],
    *,
    actor: Actor,
    now: datetime,
) -> dict[str, int]:
    """Do with each visit what was said; answers how many of each. Raises AffectedChanged when the list is another one now."""
    if wanted is None:
        return {}
    _check(wanted, affected)
    starts = {visit.id: visit.starts_at for visit in affected}
    people = {visit.provider.id for visit in affected} | {act.colleague_id for act in wanted if act.colleague_id}
    await claims.lock(session, [(PROVIDER_LOCK, str(person_id)) for person_id in people])
    for act in sorted(wanted, key=lambda one: (starts[one.visit_id], one.visit_id)):
        try:
            await _do(session, office.id, act, starts[act.visit_id], actor=actor, now=now)
        except Conflict as refusal:
            raise AffectedChanged(affected=affected, visit_id=act.visit_id) from refusal
    return {kind: sum(act.act == kind for act in wanted) for kind in sorted({act.act for act in wanted})}


async def colleagues_for(
    session: AsyncSession, office: Office, facts: Facts, *, actor: Actor, now: datetime
) -> list[UUID]:
    """List who could take a visit at its hour: notice, window, step and pause do not bind the office then."""
    booked = await appointment_by_id(session, office_id=office.id, appointment_id=facts.id)
    service = await offices.service_by_id(session, office.id, facts.service_id)
    own = Taken(booked.claim_id) if booked.claim_id is not None else None
    ask = ask_to_move(office, service, booked, own, provider_id=None, actor=actor, now=now)
    return [who for who in await who_could(session, ask, facts.starts_at) if who != facts.provider_id]


async def _do(
    session: AsyncSession, office_id: UUID, act: VisitAct, starts_at: datetime, *, actor: Actor, now: datetime
) -> None:
    reason = (act.reason or "").strip() or None
    if act.act == "cancel":
        over = await locked_with_claim(session, office_id=office_id, appointment_id=act.visit_id)
        await cancel(session, over, reason=reason, actor=actor, now=now)
    elif act.act == "offer":
        staying = await locked_appointment(session, office_id=office_id, appointment_id=act.visit_id)
        await ask_for_another_time(session, staying, note=reason, actor=actor, now=now)
    elif act.act == "colleague":
        await move_for(
            session,
            office_id=office_id,
            appointment_id=act.visit_id,
            seat_id=None,
            starts_at=starts_at,
            provider_id=act.colleague_id,
            reason=reason,
            override_reason=reason or "A colleague stands in",
            actor=actor,
            now=now,
        )


def _check(wanted: Sequence[VisitAct], affected: Sequence[AffectedVisit]) -> None:
    fresh: dict[UUID, list[AffectedVisit]] = {}
    for visit in affected:
        fresh.setdefault(visit.id, []).append(visit)
    for act in wanted:
        rows = fresh.get(act.visit_id, [])
        known = any(row.revision == act.revision and act.act in row.acts for row in rows)
        if not known or (act.act == "colleague" and act.colleague_id not in rows[0].fits):
            raise AffectedChanged(affected=affected, visit_id=act.visit_id)
    if len(wanted) != len(fresh) or {act.visit_id for act in wanted} != fresh.keys():
        raise AffectedChanged(affected=affected)


def _acts(facts: Facts, *, now: datetime) -> list[Act]:
    state = facts.state(now)
    if state in BEGUN or facts.ends_at <= now or facts.starts_at <= now:
        return ["keep"]  # it goes on already
    return ["keep", "cancel"] if state is State.REQUESTED else ["keep", "colleague", "offer", "cancel"]


async def _texts_allowed(session: AsyncSession, office_id: UUID, found: Sequence[Facts]) -> set[UUID]:
    asked = {facts.consumer_id for facts in found if facts.consumer_phone}
    agreed = await session.execute(
        select(Consumer.id, Consumer.phone).where(
            Consumer.office_id == office_id, Consumer.id.in_(asked), Consumer.sms_consent_at.is_not(None)
        )
    )
    return {consumer_id for consumer_id, phone in agreed if phone and not await opted_out(session, phone)}
