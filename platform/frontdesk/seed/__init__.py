"""A demo office with a past, a today and a tomorrow, made by performing the product's own verbs.

Each verb is told the hour at which it happened. Each start tops up today: one visit that can be joined now, one consumer
who waits, one visit later, at any hour of any day of the week. Nothing is done twice, and nobody is texted about last
week: the words of a visit that is over are never said (messages/planning.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk import clock, db
from frontdesk.config import Settings
from frontdesk.db import Sessions, make_engine, make_sessions
from frontdesk.offices import queries
from frontdesk.seed.colleagues import invite_somebody, write_notes
from frontdesk.seed.days import Days
from frontdesk.seed.opening import open_office
from frontdesk.seed.people import LENA, OLIVE, PRIYA, SLUG, TOM, SignIn


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """What the demo's summary shows."""

    slug: str
    people: tuple[SignIn, ...]


async def seed(settings: Settings) -> DemoOffice:
    """Make the demo office if it is not there, and top up its today. Only in the demo and in tests."""
    if settings.environment == "production":
        raise RuntimeError("The demo office belongs to the demo, not into production.")
    clock.move_by(settings.clock_offset)
    engine = make_engine(settings.database_url, pool_size=2)
    try:
        await seed_office(make_sessions(engine), secret_key=settings.secret_key, now=clock.now())
    finally:
        await engine.dispose()
    return DemoOffice(SLUG, (PRIYA, OLIVE, TOM, LENA))


async def seed_office(sessions: Sessions, *, secret_key: str, now: datetime) -> None:
    """Do it in a database that is open already."""
    async with db.begin(sessions, read_only=True) as session:
        known = SLUG in [office.slug for office in await queries.all_offices(session)]
    if not known:
        await open_office(sessions, now=now - timedelta(days=28))
        await invite_somebody(sessions, secret_key=secret_key, now=now - timedelta(days=1))
    days = Days(sessions, secret_key)
    await days.fill_past(now=now)
    await days.fill_tomorrow(now=now)
    await write_notes(sessions, now=now)
    await days.top_up_today(now=now)
