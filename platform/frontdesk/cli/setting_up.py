"""What `frontdesk setup-code` shows."""

import click

from frontdesk.config import Settings
from frontdesk.db import make_engine, make_sessions
from frontdesk.offices.installing import empty_installation, setup_code


async def show_code(settings: Settings) -> None:
    """Print the address of the guide with the setup code; raises ClickException where somebody has set it up already."""
    engine = make_engine(settings.database_url, pool_size=2)
    try:
        empty = await empty_installation(make_sessions(engine))
    finally:
        await engine.dispose()
    if not empty:
        raise click.ClickException("This installation has been set up already, or its database is not migrated yet.")
    click.echo(f"{settings.origin}/setup#{setup_code(settings.secret_key)}")
