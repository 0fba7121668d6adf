"""Finds a Chromium for the browser tests, or installs one: the system's package as root, Playwright's own otherwise.

Best is the headless shell, the same engine without a window around it: a whole Chromium spends a second of processor
time on the window of each new person. `find_chromium()` is what the tests ask; run as a program it installs what is
missing and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
SHELL_LIKE = "shell"  # in its file's name, whoever packed it
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
APT = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "fonts-liberation"]

SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> Path | None:
    """Return a Chromium that really starts, or None. Ubuntu's package may be a stub that only points elsewhere."""
    on_path = (shutil.which(name) for name in NAMES)
    candidates = [*_of_playwright(), *(Path(found) for found in on_path if found), *PLACES]
    return next((path for path in candidates if path.exists() and _starts(path)), None)


def _of_playwright() -> list[Path]:
    """Where Playwright keeps what it installs: `chromium-1234/…/chrome`, and the shell in a folder of its own beside it."""
    with sync_playwright() as playwright:
        whole = Path(playwright.chromium.executable_path)
    folder = next(part for part in whole.parents if part.name.startswith("chromium-"))
    shell = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
    return [*shell.glob("*/*headless*shell"), whole]


def install_chromium() -> Path:
    """Return a Chromium, installed if there was none. Exits with an explanation where that is impossible.

    A whole one that is there is kept where the shell cannot be had: the tests are the same, and slower.
    """
    found = find_chromium()
    apt = os.geteuid() == 0 and shutil.which("apt-get")
    ways = [[["apt-get", "update", "--quiet"], [*APT, SHELL]]] if apt else []
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    if apt and not found:
        ways.append([[*APT, "chromium"]])
    for way in ways:
        if found and SHELL_LIKE in found.name:
            break
        print(f"Installing Chromium: {' '.join(way[-1])}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in way:
            if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode != 0:
                break
        found = find_chromium()
    if found:
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
