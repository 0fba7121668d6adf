"""Nothing of another office can be read or changed: every route of the schema, every role, with a foreign office's ids.

The walk is made from the OpenAPI document, so that a new route is walked the day it appears.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.appointments.private_link_schemas import PrivateLinkWish
from frontdesk.appointments.private_link_settings import make_private_link
from frontdesk.audit import SYSTEM, AuditEntry
from frontdesk.auth.api_keys import create_key
from frontdesk.auth.queries import Asking
from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.tables import Person
from frontdesk.availability.hours_schemas import OverrideWish, SeasonWish
from frontdesk.availability.limit_schemas import LimitWish
from frontdesk.availability.limit_settings import add_limit
from frontdesk.availability.overrides import add_override
from frontdesk.availability.owners import owner_of
from frontdesk.availability.schedules import add_time_off, set_hours
from frontdesk.availability.seasons import add_season
from frontdesk.consumers.contact import Contact, know
from frontdesk.consumers.notes import add_note
from frontdesk.consumers.tables import Consumer
from frontdesk.db import Sessions, span
from frontdesk.offices.invitations import invite
from frontdesk.offices.people_schemas import InvitationWish
from frontdesk.offices.schemas import HoursRange, ProviderHours
from frontdesk.offices.tables import Office
from tests.cast import BERLIN, LONDON, Cast, book, maple_street, oak_lane, sign_in
from tests.conftest import MONDAY_MORNING, SECRET_KEY, MakeClient
from tests.offices.test_look import png

WEDNESDAY, THURSDAY = "2026-11-25T10:00:00Z", "2026-11-26T10:00:00Z"
ROLES = (Role.OWNER, Role.MANAGER, Role.SCHEDULER, Role.PROVIDER, Role.VIEWER)


@dataclass
class Scene:
    """An office with one visit in it, one time off, and whatever else has an id."""

    cast: Cast
    visit_id: str
    time_off_id: UUID
    others: dict[str, str]

    def path(self, template: str) -> str:
        """Fill a route's template with the ids of this office."""
        ids = {
            "office": self.cast.slug,
            "visit_id": self.visit_id,
            "service_id": str(self.cast.service_id),
            "provider_id": str(self.cast.priya),
            "time_off_id": str(self.time_off_id),
            **self.others,
        }
        return template.format(**ids)


async def _scene(cast: Cast, sessions: Sessions, client: httpx.AsyncClient, now: datetime) -> Scene:
    booked = await book(client, cast, WEDNESDAY, provider_id=cast.priya)
    async with db.begin(sessions) as session:
        time_off = await add_time_off(
            session,
            office_id=cast.office_id,
            provider_id=cast.priya,
            during=span(MONDAY_MORNING.replace(day=27), MONDAY_MORNING.replace(day=28)),
            reason="Training",
            created_by=cast.priya,
            now=now,
        )
        others = await _settings(session, cast, now)
    return Scene(cast, booked["visit_id"], time_off.id, others)


async def _settings(session: AsyncSession, cast: Cast, now: datetime) -> dict[str, str]:
    """Set one of everything that has an id of its own, at Dr Priya's."""
    priya = await owner_of(session, cast.office_id, provider_id=cast.priya)
    hours = ProviderHours(LONDON, [HoursRange(day, "09:00", "17:00") for day in range(1, 6)])
    await set_hours(session, priya, hours, actor=SYSTEM, now=now)
    summer = SeasonWish("Summer", date(2027, 6, 1), date(2027, 8, 31), [])
    season = await add_season(session, priya, summer, actor=SYSTEM, now=now)
    override = await add_override(session, priya, OverrideWish(date(2027, 1, 4), []), actor=SYSTEM, now=now)
    office = await session.get_one(Office, cast.office_id)
    limit = await add_limit(session, office, LimitWish("office", "month", 500), actor=SYSTEM, now=now)
    wish = PrivateLinkWish("For Casey", cast.service_id)
    link, _ = await make_private_link(session, office, wish, actor=SYSTEM, now=now)
    owner = Staff(None, cast.office_id, Role.OWNER)
    invited = InvitationWish(f"new@{cast.slug}.example", Role.VIEWER)
    invitation = await invite(session, owner, invited, secret_key=SECRET_KEY, now=now)
    member = await session.scalar(select(Person.id).where(Person.email == cast.emails[Role.VIEWER]))
    entry = await session.scalar(
        select(AuditEntry.id).where(AuditEntry.subject_id == str(cast.priya), AuditEntry.action == "provider.added")
    )
    casey = await session.scalar(select(Consumer).where(Consumer.office_id == cast.office_id))
    assert casey is not None  # who has booked
    twin = Contact("Casey Morgan", "casey@example.com", None)
    other = await know(session, office, twin, locale="en", time_zone=LONDON, sms_consent=False, now=now)
    note = await add_note(session, owner, casey, "Likes mornings", now=now)
    return {
        "consumer_id": str(casey.id),
        "duplicate_id": str(other.id),
        "note_id": str(note.id),
        "entry_id": str(entry),
        "invitation_id": str(invitation.id),
        "person_id": str(member),
        "season_id": str(season.id),
        "override_id": str(override.id),
        "limit_id": str(limit.id),
        "link_id": str(link.id),
    }


@pytest.fixture
async def maple(sessions: Sessions, browser: MakeClient, now: datetime) -> Scene:
    return await _scene(await maple_street(sessions, now=now), sessions, browser(), now)


@pytest.fixture
async def oak(sessions: Sessions, browser: MakeClient, now: datetime) -> Scene:
    return await _scene(await oak_lane(sessions, now=now), sessions, browser(), now)


def body(method: str, template: str, scene: Scene) -> Mapping[str, Any] | None:
    """Say something sensible to each route, with ids of that office in the body."""
    provider, service = str(scene.cast.priya), str(scene.cast.service_id)
    hours = {"time_zone": "Europe/London", "ranges": [{"weekday": 1, "from": "09:00", "to": "17:00"}]}
    time_off = {"provider_id": provider, "from": "2026-12-03T13:00", "to": "2026-12-03T17:30", "reason": ""}
    override = {"from_on": "2027-01-06", "ranges": [], "provider_id": provider}
    season = {
        "name": "Spring",
        "from_on": "2027-04-01",
        "until_on": "2027-05-01",
        "ranges": [],
        "provider_id": provider,
    }
    bodies: dict[str, Mapping[str, Any]] = {
        "PATCH /offices/{office}/profile": {"name": "Renamed"},
        "PUT /offices/{office}/consent": {"text": "I agree."},
        "PUT /offices/{office}/hours": hours,
        "PUT /offices/{office}/providers/{provider_id}/hours": hours,
        "PUT /offices/{office}/services/{service_id}/hours": hours,
        "POST /offices/{office}/seasons": season,
        "PUT /offices/{office}/seasons/{season_id}": season | {"from_on": "2027-03-01", "until_on": "2027-03-31"},
        "POST /offices/{office}/overrides": override,
        "PUT /offices/{office}/overrides/{override_id}": override | {"from_on": "2027-01-05"},
        "POST /offices/{office}/services": {"name": "New", "duration_minutes": 30, "provider_ids": [provider]},
        "PATCH /offices/{office}/services/{service_id}": {"provider_ids": [provider]},
        "PATCH /offices/{office}/providers/{provider_id}": {"headline": "General practice"},
        "POST /offices/{office}/invitations": {"email": "another@example.com", "role": "viewer"},
        "PATCH /offices/{office}/staff/{person_id}": {"role": "viewer"},
        "POST /offices/{office}/consumers/{consumer_id}/notes": {"text": "Likes mornings"},
        "PUT /offices/{office}/consumers/{consumer_id}/notes/{note_id}": {"text": "Likes evenings"},
        "POST /offices/{office}/consumers/{consumer_id}/merging": {"duplicate_id": scene.others["duplicate_id"]},
        "POST /offices/{office}/staff/{person_id}/provider": {
            "name": "Vi",
            "headline": "",
            "time_zone": LONDON,
            "service_ids": [service],
        },
        "POST /offices/{office}/staff/{person_id}/deactivation": {"reason": "Moved away"},
        "POST /offices/{office}/private-links": {"name": "For all", "service_id": service, "provider_id": provider},
        "POST /offices/{office}/booking-limits": {
            "scope": "provider",
            "period": "day",
            "count_max": 20,
            "provider_id": provider,
        },
        "PUT /offices/{office}/booking-limits/{limit_id}": {"count_max": 400, "minutes_max": None},
        "PUT /offices/{office}/services-order": {"service_ids": [service]},
        "POST /offices/{office}/previews/slots": {
            "service_id": service,
            "from": "2026-11-24",
            "to": "2026-12-01",
            "provider_id": provider,
            "service": {"provider_ids": [provider]},
        },
        "POST /offices/{office}/holidays": {"country": "GB", "subdivision": "ENG", "dates": ["2027-05-31"]},
        "PUT /offices/{office}/holiday-calendar": {"country": "GB", "subdivision": "ENG", "holidays": ["Boxing Day"]},
        "POST /offices/{office}/presets": {"name": "none", "services": []},
        "PUT /offices/{office}/setup": {"running": False, "at": "try", "done": [], "skipped": []},
        "POST /offices/{office}/setup/effects": {},
        "POST /offices/{office}/setup/provider": {"name": "Myself"},
        "POST /offices/{office}/time-off": time_off,
        "POST /offices/{office}/time-off/{time_off_id}/visits": {
            "affected": [{"visit_id": scene.visit_id, "revision": 0, "act": "keep"}]
        },
        "POST /offices/{office}/time-off/preview": time_off,
        "POST /offices/{office}/visits/{visit_id}/refusal": {},
        "PUT /offices/{office}/visits/{visit_id}/outcome": {"outcome": None},
        "PUT /offices/{office}/visits/{visit_id}/notes": {"text": "quiet"},
        "PUT /offices/{office}/visits/{visit_id}/cancellation": {"reason": "Ill"},
        "POST /offices/{office}/visits/{visit_id}/approval": {},
        "PUT /offices/{office}/visits/{visit_id}/declination": {"reason": "Not then"},
        "PUT /offices/{office}/visits/{visit_id}/time": {"starts_at": THURSDAY, "provider_id": provider},
        "POST /offices/{office}/bookings": {
            "service_id": service,
            "provider_id": provider,
            "starts_at": THURSDAY,
            "consumer": {"name": "Robin", "email": "robin@example.com"},
            "time_zone": BERLIN,
            "locale": "en",
            "sms_consent": False,
        },
        "POST /offices/{office}/holds": {
            "service_id": service,
            "provider_id": provider,
            "starts_at": WEDNESDAY,
            "time_zone": BERLIN,
        },
    }
    return bodies.get(f"{method} {template}")


DATES = {"from": "2026-11-01", "to": "2026-12-31"}
QUERIES = {"GET /offices/{office}/time-off": DATES, "GET /offices/{office}/effective-hours": DATES}
QUERIES |= {"GET /offices/{office}/board": {"from": "2026-11-23", "to": "2026-11-30"}}
QUERIES |= {"GET /offices/{office}/exceptions": DATES}
QUERIES |= {"GET /offices/{office}/holidays": {"country": "GB", "year": "2027"}}

# Routes that anybody may call name no ids of theirs in the path; the consumer's own are guarded by the link.
PUBLIC = (
    "GET /offices",
    "POST /offices",
    "GET /installation",
    "POST /installation",
    "GET /offices/{office}/logo/{logo_hash}",
    "GET /offices/{office}",
    "GET /offices/{office}/private-offer",
    "GET /offices/{office}/slots",
    "GET /offices/{office}/slots/explanation",
    "POST /offices/{office}/holds",
    "POST /offices/{office}/holds/{hold_id}/extension",
    "POST /offices/{office}/holds/{hold_id}/release",
    "POST /offices/{office}/holds/{hold_id}/codes",
    "POST /offices/{office}/holds/{hold_id}/proof",
    "POST /offices/{office}/appointments",
    "POST /link-sessions",
    "POST /invitations/opening",
    "POST /invitations/acceptance",
    "POST /session",
    "GET /session",
    "DELETE /session",
    "PUT /test-clock",
)


async def _staff_routes(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    schema = (await client.get("/openapi.json")).json()
    routes = [
        (method.upper(), template.removeprefix("/api/v1"))
        for template, methods in schema["paths"].items()
        for method in methods
    ]
    return [
        (method, template)
        for method, template in routes
        if f"{method} {template}" not in PUBLIC and not template.startswith("/visits/")
    ]


async def _call(client: httpx.AsyncClient, method: str, template: str, scene: Scene, words: Scene) -> int:
    path, said = scene.path(template), body(method, template, words)
    if template.endswith("/stream"):
        async with client.stream(method, path) as answer:
            return answer.status_code
    if template.endswith("/logo") and method == "PUT":
        return (await client.put(path, content=png())).status_code
    answer = await client.request(method, path, json=said, params=QUERIES.get(f"{method} {template}"))
    return answer.status_code


async def test_every_route_is_closed_to_every_role_of_another_office(
    maple: Scene, oak: Scene, browser: MakeClient
) -> None:  # fmt: skip
    routes = await _staff_routes(browser())
    assert len(routes) >= 22
    seen: dict[str, int] = {}
    for role in ROLES:
        stranger = await sign_in(browser(), oak.cast, role)
        for method, template in routes:
            status = await _call(stranger, method, template, maple, maple)
            if status != 404:
                seen[f"{role} {method} {template}"] = status
    assert seen == {}


async def _program(sessions: Sessions, client: httpx.AsyncClient, scene: Scene, role: Role) -> httpx.AsyncClient:
    """A program with a key of this office, in this role."""
    async with db.begin(sessions) as session:
        person_id = scene.cast.priya if role is Role.PROVIDER else None
        _, secret = await create_key(
            session, office_id=scene.cast.office_id, role=role, name="x", person_id=person_id, now=MONDAY_MORNING
        )
    client.headers = httpx.Headers({"Authorization": f"Bearer {secret}"})
    return client


async def test_every_route_is_closed_to_every_key_of_another_office(
    maple: Scene, oak: Scene, browser: MakeClient, sessions: Sessions
) -> None:
    """The control walks the same routes with a key of this office: they open, or say what they said to the owner."""
    routes = await _staff_routes(browser())
    seen: dict[str, int] = {}
    for role in ROLES:
        stranger = await _program(sessions, browser(), oak, role)
        for method, template in routes:
            status = await _call(stranger, method, template, maple, maple)
            if status != 404:
                seen[f"{role} {method} {template}"] = status
    assert seen == {}
    own = await _program(sessions, browser(), maple, Role.OWNER)
    opened = [
        f"{method} {template}"
        for method, template in routes
        if await _call(own, method, template, maple, maple) not in (401, 404)
    ]
    assert len(opened) > len(routes) - 3  # what the walk itself has removed is not there any more


async def test_foreign_ids_inside_ones_own_office_are_not_there(maple: Scene, oak: Scene, browser: MakeClient) -> None:
    """The office in the address is one's own; the ids behind it, and in the body, are the neighbour's."""
    owner = await sign_in(browser(), oak.cast, Role.OWNER)
    foreign = Scene(oak.cast, maple.visit_id, maple.time_off_id, maple.others)
    foreign.cast = Cast(
        oak.cast.slug, oak.cast.office_id, maple.cast.service_id, maple.cast.provider_ids, oak.cast.emails
    )  # fmt: skip
    seen: dict[str, int] = {}
    for method, template in await _staff_routes(owner):
        if (
            template.count("{") > 1
            or not {"provider_ids", "provider_id", "service_id"}.isdisjoint(body(method, template, foreign) or {})
            or "time-off" in template
        ):
            if method == "GET" and template == "/offices/{office}/time-off":
                continue
            status = await _call(owner, method, template, foreign, foreign)
            if status != 404:
                seen[f"{method} {template}"] = status
    assert seen == {}


@pytest.mark.parametrize("role", ROLES)
async def test_ones_own_office_is_open_to_every_role(maple: Scene, browser: MakeClient, role: Role) -> None:
    """The same walk at home: what is refused there is refused for being foreign, not for being wrong."""
    person = await sign_in(browser(), maple.cast, role)
    refused: dict[str, int] = {}
    for method, template in await _staff_routes(person):
        status = await _call(person, method, template, maple, maple)
        if not 200 <= status < 300:
            refused[f"{method} {template}"] = status
    not_yet = {
        "POST /offices/{office}/time-off/{time_off_id}/visits": 409,  # Wednesday's visit does not lie in it
        "POST /offices/{office}/visits/{visit_id}/admission": 409,  # nobody waits on Wednesday's visit yet
        "POST /offices/{office}/visits/{visit_id}/refusal": 409,
        "POST /offices/{office}/visits/{visit_id}/return": 409,
        "POST /offices/{office}/visits/{visit_id}/pass": 409 if role is Role.PROVIDER else 403,  # its provider's alone
        "POST /offices/{office}/bookings": 409,  # the walk has just set other hours
        "PUT /offices/{office}/visits/{visit_id}/declination": 409,  # it is no request
        "PUT /offices/{office}/visits/{visit_id}/time": 409,  # ended by the walk just before
        "POST /offices/{office}/visits/{visit_id}/approval": 409,  # cancelled, if the walk came by there first
        "PUT /offices/{office}/visits/{visit_id}/cancellation": 409,  # ended by the walk just before
        "PUT /offices/{office}/consumers/{consumer_id}/notes/{note_id}": 403,  # somebody else's
        "POST /offices/{office}/history/{entry_id}/restoration": 409,  # what was added is not put back
        "POST /offices/{office}/history/{entry_id}/restoration/preview": 409,
    }
    if role is Role.PROVIDER:  # whoever sees their own visits only does not look at a colleague's
        not_yet["GET /offices/{office}/staff/{person_id}/visits-ahead"] = 404
    not_theirs = {
        f"{method} {template}": 403
        for method, template in await _staff_routes(person)
        if method != "GET" and not _may_change(role, template)
    }
    if role is not Role.OWNER:  # what stands in the environment is the owners' business
        not_theirs |= {f"GET /offices/{{office}}/installation{more}": 403 for more in ("", "/checks")}
    assert {route: status for route, status in refused.items() if (not_yet | not_theirs).get(route) != status} == {}
    assert not_theirs.items() <= refused.items()


def _may_change(role: Role, template: str) -> bool:
    """Managers everything, the desk the visits, a provider also their own hours and time off, a viewer nothing."""
    if role in (Role.OWNER, Role.MANAGER, Role.VIEWER):
        return role is not Role.VIEWER
    own = template.endswith("/providers/{provider_id}/hours") or any(
        f"/{what}" in template for what in ("time-off", "seasons", "overrides")
    )
    merges = template.endswith("/merging")
    desk = "/visits/" in template or template.endswith(("/bookings", "/notes"))
    desk |= template.endswith("/notes/{note_id}") or (merges and role is Role.SCHEDULER)
    return desk or (own and role is Role.PROVIDER)


async def test_without_a_session_every_route_asks_to_sign_in(maple: Scene, browser: MakeClient) -> None:
    nobody = browser()
    seen = {
        f"{method} {template}": status
        for method, template in await _staff_routes(nobody)
        if (status := await _call(nobody, method, template, maple, maple)) != 401
    }
    assert seen == {}


async def test_a_provider_sees_only_their_own_visits(maple: Scene, browser: MakeClient) -> None:
    async def as_tom(client: httpx.AsyncClient) -> httpx.AsyncClient:
        emails = {**maple.cast.emails, Role.PROVIDER: "osei@maple-street.example"}
        cast = Cast(maple.cast.slug, maple.cast.office_id, maple.cast.service_id, maple.cast.provider_ids, emails)
        return await sign_in(client, cast, Role.PROVIDER)

    tom = await as_tom(browser())
    for method, template in await _staff_routes(tom):
        if "{visit_id}" in template:
            assert await _call(tom, method, template, maple, maple) == 404, f"{method} {template}"
    day = (await tom.get(maple.path("/offices/{office}/day"), params={"on": "2026-11-25"})).json()
    assert day["visits"] == []


@pytest.mark.parametrize(
    ("role", "method", "route", "status"),
    [
        (Role.VIEWER, "POST", "/offices/{office}/services", 403),
        (Role.VIEWER, "PUT", "/offices/{office}/visits/{visit_id}/notes", 403),
        (Role.SCHEDULER, "PUT", "/offices/{office}/hours", 403),
        (Role.SCHEDULER, "POST", "/offices/{office}/time-off", 403),
        (Role.PROVIDER, "PATCH", "/offices/{office}/profile", 403),
        (Role.PROVIDER, "PATCH", "/offices/{office}/services/{service_id}", 403),
        (Role.PROVIDER, "PUT", "/offices/{office}/providers/{provider_id}/hours", 200),
        (Role.MANAGER, "PUT", "/offices/{office}/providers/{provider_id}/hours", 200),
    ],
)
async def test_each_role_may_do_its_own_part(
    maple: Scene, browser: MakeClient, role: Role, method: str, route: str, status: int
) -> None:
    client = await sign_in(browser(), maple.cast, role)
    assert await _call(client, method, route, maple, maple) == status


async def test_with_the_guard_switched_off_the_walk_fails(
    maple: Scene, oak: Scene, browser: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a guard that believes everybody lets the stranger in, and the walk would tell."""
    stranger = await sign_in(browser(), oak.cast, Role.OWNER)

    async def believe(*_: Any, **__: Any) -> Asking:
        return Asking(oak.cast.priya, Staff(oak.cast.priya, maple.cast.office_id, Role.OWNER))

    monkeypatch.setattr("frontdesk.auth.queries.who_asks", believe)
    opened = [
        f"{method} {template}"
        for method, template in await _staff_routes(stranger)
        if await _call(stranger, method, template, maple, maple) != 404
    ]
    assert len(opened) > 15
