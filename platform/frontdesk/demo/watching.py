"""Which source files changed since the last look; for `frontdesk dev`."""

from pathlib import Path

SUFFIXES = {".py", ".sql", ".html", ".txt", ".toml", ".jinja"}
PLATFORM = Path(__file__).parents[2]
FOLDERS = (PLATFORM / "frontdesk", PLATFORM / "acs_emulator", PLATFORM.parent / "migrations")


class Watch:
    """Remembers when every source file was last written."""

    def __init__(self) -> None:
        self._seen = _look()

    def changed(self) -> set[Path]:
        """Return the files that were written, made or removed since the last call."""
        now = _look()
        before, self._seen = self._seen, now
        return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def _look() -> dict[Path, int]:
    seen = {}
    for folder in FOLDERS:
        for path in folder.rglob("*"):
            if path.suffix in SUFFIXES and "web" not in path.relative_to(folder).parts:
                try:
                    seen[path] = path.stat().st_mtime_ns
                except FileNotFoundError:  # an editor's passing file
                    continue
    return seen
