"""An installation with built pages: an index and one hashed asset."""

from pathlib import Path

import msgspec
import pytest

from frontdesk.config import Settings
from tests.conftest import Database, Emulator, free_port, settings_for

INDEX = '<!doctype html><title>Frontdesk</title><script type="module" src="/assets/index-1a2b3c.js"></script>'
SCRIPT = "export const hello = 1;\n"


@pytest.fixture
def settings(database: Database, emulator: Emulator, tmp_path: Path) -> Settings:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "assets" / "index-1a2b3c.js").write_text(SCRIPT)
    (tmp_path / "secret.txt").write_text("outside of what is served")
    return msgspec.structs.replace(settings_for(database, emulator, port=free_port()), web_folder=tmp_path)
