"""Brings a database up to date with the migrations of this checkout."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parents[3] / "migrations"


def upgrade(owner_url: str) -> None:
    """Run what is missing. `owner_url` is the database in SQLAlchemy's form, as its owner."""
    command.upgrade(_config(owner_url), "head")


def newest() -> str:
    """Return the name of the last migration."""
    head = ScriptDirectory.from_config(_config("")).get_current_head()
    if head is None:
        raise RuntimeError(f"There are no migrations in {MIGRATIONS}.")
    return head


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
