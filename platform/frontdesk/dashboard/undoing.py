"""How each kind of change is taken back: what is the case now, what was before, and the verb that leads there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk.audit import AuditEntry
from frontdesk.auth.roles import Staff
from frontdesk.availability.hours_schemas import OverrideWish, SeasonWish
from frontdesk.availability.limit_schemas import LimitChange, LimitWish
from frontdesk.availability.limit_settings import add_limit, change_limit, limits_seen, remove_limit
from frontdesk.availability.overrides import add_override, change_override, overrides_of, remove_override
from frontdesk.availability.owners import Owner, owner_of
from frontdesk.availability.schedules import add_time_off, hours_of, set_hours
from frontdesk.availability.seasons import add_season, change_season, remove_season, seasons_of
from frontdesk.db import span
from frontdesk.offices import consent, profile, providers, queries, services
from frontdesk.offices.people_schemas import StaffChange
from frontdesk.offices.schemas import ProfileChange, ProviderChange, ProviderHours
from frontdesk.offices.service_schemas import ServiceChange
from frontdesk.offices.staff import change_member, member_by_id

Wish = TypeVar("Wish", bound=msgspec.Struct)
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Undo:
    """`act` leads from `now` to `then`. With an owner it changes hours, and visits may lie outside of them for it."""

    now: Said | None
    then: Said | None
    act: Callable[[], Awaitable[Any]]
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    session: AsyncSession
    staff: Staff
    entry: AuditEntry
    at: datetime

    @property
    def before(self) -> Said:
        return self.entry.before or {}

    @property
    def id(self) -> UUID:
        return UUID(self.entry.subject_id)

    @property
    def by(self) -> dict[str, Any]:
        """Who does it now, as verbs want it."""
        return {"actor": self.staff.actor, "now": self.at}

    def wish(self, kind: type[Wish], kept: Said | None = None) -> Wish:
        """Read what was kept as what the verb is told; fields that it does not know were never its business."""
        fields = {field.encode_name for field in msgspec.structs.fields(kind)}
        known = {name: value for name, value in (kept or self.before).items() if name in fields}
        return msgspec.convert(known, kind)

    async def owner(self, kept: Said) -> Owner:
        """Find whose hours were meant."""
        ids = {name: UUID(kept[name]) if kept.get(name) else None for name in ("provider_id", "service_id")}
        return await owner_of(self.session, self.staff.office_id, **ids)


async def undo_of(session: AsyncSession, staff: Staff, entry: AuditEntry, *, now: datetime) -> Undo:
    """Say how this entry is taken back. Raises what reading the subject raises, where it is no longer there."""
    what, _, how = entry.action.partition(".")
    return await UNDOES[what](_Case(session, staff, entry, now), how)


async def _office(case: _Case, _how: str) -> Undo:
    change = case.wish(ProfileChange)
    office = await queries.office_by_id(case.session, case.staff.office_id)
    then = _said(change)
    now = {name: getattr(office, name) for name in then}

    async def act() -> None:
        await profile.change_profile(case.session, change, office_id=office.id, **case.by)

    return Undo(msgspec.to_builtins(now), then, act)


async def _service(case: _Case, _how: str) -> Undo:
    change = case.wish(ServiceChange)
    service = await queries.service_by_id(case.session, case.staff.office_id, case.id)
    offers = (await queries.offers_by_service(case.session, service.office_id)).get(service.id, [])
    then = _said(change)
    now = {name: getattr(service, name) for name in then if hasattr(service, name)}
    now |= {"provider_ids": [one.provider_id for one in offers]} if "provider_ids" in then else {}
    now |= {"provider_weights": offers} if "provider_weights" in then else {}

    async def act() -> None:
        await services.change_service(case.session, service.id, change, office_id=service.office_id, **case.by)

    return Undo(msgspec.to_builtins(now), then, act)


async def _provider(case: _Case, _how: str) -> Undo:
    change = case.wish(ProviderChange)
    provider = await queries.provider_by_id(case.session, case.staff.office_id, case.id)
    then = _said(change)
    now = {name: getattr(provider, name) for name in then}

    async def act() -> None:
        await providers.change_provider(case.session, case.id, change, office_id=provider.office_id, **case.by)

    return Undo(msgspec.to_builtins(now), then, act)


async def _member(case: _Case, _how: str) -> Undo:
    change = case.wish(StaffChange)
    member = await member_by_id(case.session, case.staff.office_id, case.id)

    async def act() -> None:
        await change_member(case.session, case.staff, case.id, change, now=case.at)

    return Undo({"role": member.role, "own_only": member.own_only}, _said(change), act)


async def _consent(case: _Case, _how: str) -> Undo:
    office = await queries.office_by_id(case.session, case.staff.office_id)
    words = await consent.worded_as(case.session, office, int(case.before["version"]))
    asked = await consent.consent_asked(case.session, office)

    async def act() -> None:
        await consent.word_consent(case.session, office, words, **case.by)

    return Undo({"text": asked.text if asked else ""}, {"text": words}, act)


async def _hours(case: _Case, _how: str) -> Undo:
    then = case.wish(ProviderHours)
    ids = {f"{case.entry.subject_kind}_id": case.id} if case.entry.subject_kind != "office" else {}
    owner = await owner_of(case.session, case.staff.office_id, **ids)
    now = await hours_of(case.session, owner)

    async def act() -> None:
        await set_hours(case.session, owner, then, **case.by)

    return Undo(msgspec.to_builtins(now), msgspec.to_builtins(then), act, owner)


async def _limit(case: _Case, how: str) -> Undo:
    session, office_id = case.session, case.staff.office_id
    there = {one.id: one for one in await limits_seen(session, office_id)}.get(case.id)
    now = msgspec.to_builtins(there) if there else None

    async def act() -> None:
        if how == "added":
            await remove_limit(session, office_id, case.id, **case.by)
        elif how == "changed":
            await change_limit(session, office_id, case.id, case.wish(LimitChange), **case.by)
        else:
            office = await queries.office_by_id(session, office_id)
            await add_limit(session, office, case.wish(LimitWish), **case.by)

    return Undo(now, case.entry.before, act)


async def _override(case: _Case, how: str) -> Undo:
    session, owner = case.session, await case.owner(case.entry.before or case.entry.after or {})
    there = {one.id: one for one in await overrides_of(session, owner)}.get(case.id)

    async def act() -> None:
        if how == "added":
            await remove_override(session, owner, case.id, **case.by)
        elif how == "changed":
            await change_override(session, owner, case.id, case.wish(OverrideWish), **case.by)
        else:
            await add_override(session, owner, case.wish(OverrideWish), **case.by)

    return Undo(msgspec.to_builtins(there) if there else None, case.entry.before, act, owner)


async def _season(case: _Case, how: str) -> Undo:
    session, owner = case.session, await case.owner(case.entry.before or case.entry.after or {})
    there = {one.id: one for one in await seasons_of(session, owner)}.get(case.id)

    async def act() -> None:
        if how == "added":
            await remove_season(session, owner, case.id, **case.by)
        elif how == "changed":
            await change_season(session, owner, case.id, case.wish(SeasonWish), **case.by)
        else:
            await add_season(session, owner, case.wish(SeasonWish), **case.by)

    return Undo(msgspec.to_builtins(there) if there else None, case.entry.before, act, owner)


async def _time_off(case: _Case, _how: str) -> Undo:
    kept = case.before
    provider_id, colleague_id = (
        UUID(kept[name]) if kept.get(name) else None for name in ("provider_id", "colleague_id")
    )
    for one in filter(None, (provider_id, colleague_id)):
        await queries.provider_by_id(case.session, case.staff.office_id, one)
    during = span(datetime.fromisoformat(kept["from"]), datetime.fromisoformat(kept["to"]))

    async def act() -> None:
        await add_time_off(
            case.session,
            office_id=case.staff.office_id,
            during=during,
            reason=kept.get("reason", ""),
            created_by=case.staff.person_id,
            provider_id=provider_id,
            colleague_id=colleague_id,
            **case.by,
        )

    return Undo(None, kept, act)


def _said(change: Any) -> Said:
    said = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not msgspec.UNSET}
    built: Said = msgspec.to_builtins(said)
    return built


UNDOES: dict[str, Callable[[_Case, str], Awaitable[Undo]]] = {
    "office": _office,
    "service": _service,
    "provider": _provider,
    "member": _member,
    "consent": _consent,
    "hours": _hours,
    "limit": _limit,
    "override": _override,
    "season": _season,
    "time_off": _time_off,
}
