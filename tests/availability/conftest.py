"""Asking for slots by the product's own function, without a server."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from frontdesk import db
from frontdesk.appointments import holding
from frontdesk.audit import SYSTEM
from frontdesk.availability.ask import Ask
from frontdesk.availability.schedules import add_time_off, set_office_hours, set_provider_hours
from frontdesk.availability.slots import slots
from frontdesk.db import Sessions, span
from frontdesk.offices.queries import provider_by_id
from frontdesk.offices.schemas import Hours, HoursRange, ProviderHours
from frontdesk.offices.tables import Office, Service
from tests.cast import LONDON, Cast, maple_street

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    """Read "24 10:00" as an instant of November 2026."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Office1:
    """An office, and what one asks of it and does in it."""

    sessions: Sessions
    cast: Cast
    now: datetime

    def later(self, now: datetime) -> "Office1":
        """The same office at another hour."""
        return replace(self, now=now)

    async def ask(self, session: Any, provider_id: UUID | None) -> Ask:
        """What is asked for: the office's service, of a provider or of anybody."""
        office = await session.get_one(Office, self.cast.office_id)
        service = await session.get_one(Service, self.cast.service_id)
        return Ask(office, service, provider_id, now=self.now, asked_at=self.now)

    async def free(self, from_at: datetime, to_at: datetime, *, anybody: bool = False) -> list[datetime]:
        """The starts that Dr Priya, or anybody, is free for."""
        async with db.begin(self.sessions, read_only=True) as session:
            ask = await self.ask(session, None if anybody else self.cast.priya)
            return [slot.starts_at for slot in await slots(session, ask, from_at=from_at, to_at=to_at)]

    async def day(self, day: int) -> list[str]:
        """Dr Priya's free starts of a day in November, as London reads them."""
        found = await self.free(at(f"{day} 00:00"), at(f"{day} 00:00") + DAY)
        return [f"{moment:%H:%M}" for moment in found]

    async def hold(self, starts_at: datetime, *, provider_id: UUID | None = None) -> tuple[UUID, str]:
        """Keep a start of Dr Priya's, or of another's."""
        async with db.begin(self.sessions) as session:
            ask = await self.ask(session, provider_id or self.cast.priya)
            held, secret = await holding.hold(session, ask, starts_at)
            return held.id, secret

    async def change(self, **rules: Any) -> None:
        """Change the service's rules."""
        async with db.begin(self.sessions) as session:
            service = await session.get_one(Service, self.cast.service_id)
            for name, value in rules.items():
                setattr(service, name, value)

    async def opens(self, *ranges: tuple[int, str, str], time_zone: str = LONDON) -> None:
        """Set the office's weekly hours."""
        async with db.begin(self.sessions) as session:
            office = await session.get_one(Office, self.cast.office_id)
            hours = Hours(time_zone, [HoursRange(*given) for given in ranges])
            await set_office_hours(session, office, hours, actor=SYSTEM, now=self.now)

    async def priya_works(self, *ranges: tuple[int, str, str], time_zone: str = LONDON) -> None:
        """Set Dr Priya's own weekly hours."""
        async with db.begin(self.sessions) as session:
            priya = await provider_by_id(session, self.cast.office_id, self.cast.priya)
            hours = ProviderHours(time_zone, [HoursRange(*given) for given in ranges])
            await set_provider_hours(session, priya, hours, actor=SYSTEM, now=self.now)

    async def away(self, starts_at: datetime, ends_at: datetime, provider_id: UUID | None) -> None:
        """Take time out: of a provider, or of the office."""
        async with db.begin(self.sessions) as session:
            await add_time_off(
                session,
                office_id=self.cast.office_id,
                provider_id=provider_id,
                during=span(starts_at, ends_at),
                reason="",
                created_by=self.cast.priya,
                now=self.now,
            )


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Office1:
    """Maple Street on Monday 23 November 2026 at eight: weekdays 9 to 17, visits of 20 minutes every 20, two hours' notice."""
    return Office1(sessions, await maple_street(sessions, now=now), now)
