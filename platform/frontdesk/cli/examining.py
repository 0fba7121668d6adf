"""`frontdesk doctor`: is everything there that this installation needs, and does it agree?"""

import click

from frontdesk import clock
from frontdesk.config import Settings
from frontdesk.edge import checks


async def examine(settings: Settings) -> int:
    """Run every check and print what each found. Returns 1 if something is wrong, else 0."""
    wrong = 0
    for what, check in checks.CHECKS.items():
        well, found = await checks.run(check, settings, now=clock.now())
        mark = click.style("✓", fg="green") if well else click.style("✗", fg="red")
        click.echo(f"{mark} {what}: {found}")
        wrong += not well
    return min(wrong, 1)
