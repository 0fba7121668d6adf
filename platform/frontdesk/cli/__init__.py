"""The command `frontdesk`. Settings are made here, from FRONTDESK_* or from a file of the same names, and handed on.

Imports stand inside the commands: `frontdesk demo` only conducts, and starts at once because it loads so little.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from uuid import UUID

    from frontdesk.config import Settings

DEMO_FOLDER = Path(".data/demo")
DEV_FOLDER = Path(".data/dev")
DRAIN_SECONDS_MAX = 2  # open event streams would keep a stopping server for ever

settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of FRONTDESK_NAME=value lines, instead of the environment.",
)


empty_option = click.option("--empty", is_flag=True, help="Without a demo office: begin with the first-run guide.")


@click.group(context_settings={"show_default": True, "help_option_names": ["-h", "--help"]})
@click.version_option(package_name="frontdesk")
def main() -> None:
    """The front desk of an office that sees people in virtual visits."""


def demo_options(folder: Path) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give `demo` and `dev` their common options."""
    options = [
        click.option("--reset", is_flag=True, help="Start over: forget the database and everything else."),
        click.option("--data", default=folder, type=click.Path(path_type=Path), help="The data folder."),
        click.option("--port", default=8000, help="Wanted port of the web server."),
        click.option("--emulator-port", default=8443, help="Wanted port of the emulator, https."),
        click.option("--inbox-port", default=8444, help="Wanted port of the emulator and its inbox, http."),
        click.option(
            "--clock-offset", default=0.0, envvar="FRONTDESK_CLOCK_OFFSET", help="Seconds to start away from now."
        ),
        click.option("--database-url", envvar="FRONTDESK_DATABASE_URL", help="Use this database, not one of our own."),
        click.option(
            "--migration-database-url", envvar="FRONTDESK_MIGRATION_DATABASE_URL", help="The same, as its owner."
        ),
    ]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@main.command()
@demo_options(DEMO_FOLDER)
@empty_option
def demo(**options: Any) -> None:
    """Start the whole product on this machine, with a demo office."""
    _play(reload=False, **options)


@main.command()
@demo_options(DEV_FOLDER)
@empty_option
@click.option("--vite-port", default=5173, help="Wanted port of the pages under work.")
def dev(**options: Any) -> None:
    """Start the same, reloading whatever changes."""
    _play(reload=True, **options)


@main.command()
@settings_option
def serve(settings_file: Path | None) -> None:
    """Answer requests."""
    import uvicorn

    from frontdesk.app import create_app

    settings = _settings(settings_file)
    app = create_app(settings)
    # The app stays as long as the process: looking through it for garbage again and again held up one answer in twenty.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # the app writes its own, without addresses and queries
        server_header=False,
        proxy_headers=True,  # believed from this machine, or from FORWARDED_ALLOW_IPS
        timeout_graceful_shutdown=DRAIN_SECONDS_MAX,
    )


@main.command()
@settings_option
def worker(settings_file: Path | None) -> None:
    """Do what happens by itself: rooms, messages, reminders, closing."""
    from frontdesk import worker as workers

    asyncio.run(workers.run(_settings(settings_file)))


@main.command()
@settings_option
def migrate(settings_file: Path | None) -> None:
    """Bring the database up to date, as its owner."""
    from frontdesk.cli import migrating

    settings = _settings(settings_file)
    if not settings.migration_database_url:
        raise click.ClickException("FRONTDESK_MIGRATION_DATABASE_URL, the database as its owner, is needed.")
    migrating.upgrade(settings.migration_database_url)


@main.command()
@settings_option
@click.option("--write", type=click.Path(path_type=Path), help="Write who works there, as JSON, to this file.")
def seed(settings_file: Path | None, write: Path | None) -> None:
    """Set up the demo office, or top up its day. Refused in production."""
    import json
    from dataclasses import asdict

    from frontdesk import seed as seeding

    settings = _settings(settings_file)
    if settings.environment == "production":
        raise click.ClickException("The demo office is not for production.")
    office = asyncio.run(seeding.seed(settings))
    if write:
        write.write_text(json.dumps(asdict(office), indent=2))


@main.command("setup-code")
@settings_option
def setup_code(settings_file: Path | None) -> None:
    """Show where an empty installation is set up, with its one-time code."""
    from frontdesk.cli import setting_up

    asyncio.run(setting_up.show_code(_settings(settings_file)))


@main.command()
def pages() -> None:
    """Build the pages, if they are older than what they are made of."""
    from frontdesk.demo import DemoTrouble
    from frontdesk.demo.pages import build

    try:
        build()
    except DemoTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble


@main.command()
@settings_option
def doctor(settings_file: Path | None) -> None:
    """Examine this installation and say what is wrong with it."""
    from frontdesk.cli import examining

    sys.exit(asyncio.run(examining.examine(_settings(settings_file))))


@main.group("api-key")
def api_key() -> None:
    """Keys of programs: each opens one office, in one role."""


@api_key.command("create")
@settings_option
@click.option("--office", required=True, metavar="SLUG", help="The office that it opens.")
@click.option(
    "--role", required=True, type=click.Choice(["owner", "manager", "scheduler", "provider", "viewer"]), help="As whom."
)
@click.option("--name", required=True, metavar="TEXT", help="What it is for, such as the program's name.")
@click.option("--provider", metavar="EMAIL", help="Which provider; needed with, and only with, that role.")
def create_api_key(settings_file: Path | None, office: str, role: str, name: str, provider: str | None) -> None:
    """Make a key and print its secret, this one time."""
    from frontdesk.cli import api_keys

    asyncio.run(api_keys.create(_settings(settings_file), office=office, role=role, name=name, provider=provider))


@api_key.command("list")
@settings_option
@click.option("--office", metavar="SLUG", help="Of this office only.")
def list_api_keys(settings_file: Path | None, office: str | None) -> None:
    """List the keys, without their secrets."""
    from frontdesk.cli import api_keys

    asyncio.run(api_keys.show(_settings(settings_file), office=office))


@api_key.command("revoke")
@settings_option
@click.argument("key_id", type=click.UUID)
def revoke_api_key(settings_file: Path | None, key_id: "UUID") -> None:
    """Make a key open nothing any more, at once."""
    from frontdesk.cli import api_keys

    asyncio.run(api_keys.revoke(_settings(settings_file), key_id))


def _play(
    *,
    reload: bool,
    data: Path,
    reset: bool,
    empty: bool,
    port: int,
    emulator_port: int,
    inbox_port: int,
    clock_offset: float,
    database_url: str | None,
    migration_database_url: str | None,
    vite_port: int = 5173,
) -> None:
    from frontdesk.demo import Wish, run

    wish = Wish(
        folder=data.resolve(),
        reset=reset,
        empty=empty,
        reload=reload,
        clock_offset_seconds=clock_offset,
        database_url=database_url,
        migration_database_url=migration_database_url,
        web_port=port,
        emulator_port=emulator_port,
        emulator_http_port=inbox_port,
        vite_port=vite_port,
    )
    sys.exit(run(wish))


def _settings(file: Path | None) -> "Settings":
    from frontdesk import clock
    from frontdesk.config import Settings, SettingsError

    try:
        if file is None:
            settings = Settings.from_environment()
        else:
            from frontdesk.demo.wish import read_settings

            settings = Settings.from_environment(read_settings(file))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    clock.move_by(timedelta(seconds=settings.clock_offset_seconds))
    return settings
