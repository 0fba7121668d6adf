"""Finds a Chromium for the browser tests, or installs one: the system's package as root, Playwright's own otherwise.

`find_chromium()` is what the tests ask; run as a program it installs what is missing and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
APT = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium", "fonts-liberation"]


def find_chromium() -> Path | None:
    """Return a Chromium that really starts, or None. Ubuntu's package may be a stub that only points elsewhere."""
    on_path = (shutil.which(name) for name in NAMES)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    candidates = [own, *(Path(found) for found in on_path if found), *PLACES]
    return next((path for path in candidates if path.exists() and _starts(path)), None)


def install_chromium() -> Path:
    """Return a Chromium, installed if there was none. Exits with an explanation where that is impossible."""
    if found := find_chromium():
        return found
    ways: list[list[list[str]]] = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.append([["apt-get", "update", "--quiet"], APT])
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    for way in ways:
        print(f"Installing Chromium: {' '.join(way[-1])}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in way:
            if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode != 0:
                break
        if found := find_chromium():
            return found
    sys.exit(
        "The browser tests need Chromium, and it could not be installed here.\n"
        "Install it yourself (Debian: apt install chromium) or run: .venv/bin/playwright install --with-deps chromium"
    )


def _starts(path: Path) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    print(f"  ✓ Chromium  {install_chromium()}")
