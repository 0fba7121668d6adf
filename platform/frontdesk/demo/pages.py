"""Builds the pages when they are missing or older than what they are made of."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from frontdesk.demo.trouble import DemoTrouble

CHECKOUT = Path(__file__).parents[3]
FRONTEND = CHECKOUT / "frontend"
WEB = Path(__file__).parents[1] / "web"
BUILD_SECONDS_MAX = 600


def outdated() -> bool:
    """Say whether the pages must be built; never where there is nothing to build from (an installed package)."""
    if not (FRONTEND / "package.json").exists():
        if not (WEB / "index.html").exists():
            raise DemoTrouble(f"The pages are missing in {WEB}, and so are their sources.")
        return False
    built = WEB / "index.html"
    return not built.exists() or any(path.stat().st_mtime > built.stat().st_mtime for path in _sources())


def build_command() -> list[str]:
    """Return the command that builds the pages, to be run in `FRONTEND`. Raises DemoTrouble without npm or packages."""
    npm = shutil.which("npm")
    if npm is None:
        raise DemoTrouble("Node.js 20.19 or newer is needed to build the pages; no npm was found on the PATH.")
    if not (FRONTEND / "node_modules").exists():
        raise DemoTrouble("The packages of the pages are not installed: run `make setup`.")
    return [npm, "run", "build", "--silent"]


def _sources() -> Iterator[Path]:
    """Yield files, and folders too: one that lost a file is younger than the pages."""
    for entry in FRONTEND.iterdir():
        if entry.name in ("node_modules", "openapi") or entry.name.startswith("."):
            continue
        yield entry
        if entry.is_dir():
            yield from entry.rglob("*")


def build() -> None:
    """Build if needed, with the builder's own words on the terminal. Raises DemoTrouble."""
    if outdated():
        print("  … Building the pages", flush=True)
        if subprocess.run(build_command(), cwd=FRONTEND, check=False).returncode != 0:
            raise DemoTrouble("The pages could not be built.")
    print("  ✓ The pages are built")
