"""Runs the migrations, as the owner of the database. The only file here that imports frontdesk."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from frontdesk import audit, outbox
from frontdesk.appointments import tables as appointments
from frontdesk.auth import tables as auth
from frontdesk.availability import tables as availability
from frontdesk.config import Settings
from frontdesk.consumers import tables as consumers
from frontdesk.db import Base
from frontdesk.edge import tables as edge
from frontdesk.messages import tables as messages
from frontdesk.offices import tables as offices
from frontdesk.visits import tables as visits

SUBJECTS = (
    audit,
    outbox,
    auth,
    offices,
    consumers,
    availability,
    appointments,
    visits,
    messages,
    edge,
)  # register the tables


def migrate(connection: Connection) -> None:
    """Bring the database behind this connection up to date."""
    context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    """Connect with the URL that was handed over, or with the owner's from the settings."""
    url = context.config.get_main_option("sqlalchemy.url") or Settings.from_environment().migration_database_url
    if not url:
        raise SystemExit("FRONTDESK_MIGRATION_DATABASE_URL is needed to migrate.")
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


asyncio.run(connect_and_migrate())
