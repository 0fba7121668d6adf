"""`frontdesk api-key`: make, list and revoke the keys of programs, on the machine that runs the installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import click
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock, db
from frontdesk.auth import api_keys, queries
from frontdesk.auth.roles import Role
from frontdesk.config import Settings
from frontdesk.errors import Refusal
from frontdesk.offices.queries import office_named


async def create(settings: Settings, *, office: str, role: str, name: str, provider: str | None) -> None:
    """Make a key, and print its secret this one time."""
    async with _door(settings) as session:
        here = await office_named(session, office)
        person_id = await api_keys.provider_named(session, here.id, provider) if provider else None
        if provider and person_id is None:
            raise click.ClickException(f"{provider} sees nobody at {office}.")
        key, secret = await api_keys.create_key(
            session, office_id=here.id, role=Role(role), name=name, person_id=person_id, now=clock.now()
        )
    click.echo(f"{key.id} opens {office} as {role}. This is told once; keep it:", err=True)
    click.echo(secret)


async def show(settings: Settings, *, office: str | None) -> None:
    """Print every key, without its secret."""
    async with _door(settings) as session:
        for row in await queries.api_keys(session, office):
            click.echo(_line(row))


async def revoke(settings: Settings, key_id: UUID) -> None:
    """Close the way in at once."""
    async with _door(settings) as session:
        await api_keys.revoke_key(session, key_id, now=clock.now())
    click.echo(f"{key_id} opens nothing any more.")


def _line(row: Row[object]) -> str:
    role = f"{row.role} {row.email}" if row.email else row.role
    used = f"used {row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never used"
    state = f"revoked {row.revoked_at:%Y-%m-%d %H:%M}" if row.revoked_at else used
    return f"{row.id}  {row.office}  {role}  {row.name}  ({state})"


@asynccontextmanager
async def _door(settings: Settings) -> AsyncIterator[AsyncSession]:
    engine = db.make_engine(settings.database_url, pool_size=1)
    try:
        async with db.begin(db.make_sessions(engine)) as session:
            yield session
    except Refusal as refusal:
        raise click.ClickException(refusal.detail) from refusal
    finally:
        await engine.dispose()
