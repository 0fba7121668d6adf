"""An installation with built pages: an index and one hashed asset."""

from pathlib import Path

import msgspec
import pytest

from frontdesk.config import Settings
from tests.conftest import Emulator, settings_for
from tests.scratch import Database

INDEX = '<!doctype html><title>Frontdesk</title><script type="module" src="/assets/index-1a2b3c.js"></script>'
SCRIPT = "export const hello = 1;\n"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with built pages, and a file that is none of them."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(INDEX)
    (folder / "assets" / "index-1a2b3c.js").write_text(SCRIPT)
    (folder / "secret.txt").write_text("outside of what is served")
    return folder


@pytest.fixture
def settings(database: Database, emulator: Emulator, port: int, built: Path) -> Settings:
    return msgspec.structs.replace(settings_for(database, emulator, port=port), web_folder=built)
