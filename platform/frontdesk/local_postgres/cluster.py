"""What is made once: the cluster, its database, the role that serves, their passwords and the port."""

import os
import secrets
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from frontdesk.local_postgres.account import Account, Say
from frontdesk.local_postgres.trouble import PostgresTrouble

DATABASE = "frontdesk"
OWNER = "frontdesk"
APP_ROLE = "frontdesk_app"


def initialise(tools: Path, folder: Path, place: Path, account: Account, say: Say) -> None:
    """Make the cluster, its database and the role that serves. It gets its name last, so a half-made one never counts.

    Raises PostgresTrouble with what the program said.
    """
    say("Making a new database")
    half = place / "data.new"
    if half.exists():
        shutil.rmtree(half)
    half.mkdir(mode=0o700)
    account.own(half)
    owner_password, app_password = secret(folder / "owner-password"), secret(folder / "app-password")
    with tempfile.NamedTemporaryFile("w", dir=place) as password:
        password.write(owner_password)
        password.flush()
        account.own(Path(password.name))
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        command = [str(tools / "initdb"), "-D", str(half), "-U", OWNER, "-A", "scram-sha-256", "-E", "UTF8"]
        _run([*command, f"--locale={locale}", f"--pwfile={password.name}"], account)
    # Single-user mode needs no port and no password, and nobody can connect meanwhile. Passwords are [A-Za-z0-9_-].
    statements = f"CREATE DATABASE {DATABASE};\nCREATE ROLE {APP_ROLE} LOGIN PASSWORD '{app_password}';\n"
    single = [str(tools / "postgres"), "--single", "-D", str(half), "-c", "exit_on_error=on", "postgres"]
    _run(single, account, statements)
    half.rename(place / "data")


def secret(path: Path) -> str:
    """Return the secret kept in a file, readable for its owner only; make one at the first call."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text()


def port_of(folder: Path, *, other_than: int | None = None) -> int:
    """Return the port chosen for this folder: a free one, remembered, so that addresses stay the same."""
    note = folder / "port"
    if note.exists() and other_than is None:
        return int(note.read_text())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    note.write_text(f"{port}\n")
    return port


def url(role: str, password: Path, port: int) -> str:
    """Return a database address in SQLAlchemy's form."""
    return f"postgresql+asyncpg://{role}:{password.read_text()}@127.0.0.1:{port}/{DATABASE}"


def _run(command: list[str], account: Account, text: str = "") -> None:
    done = account.run(command, text)
    if done.returncode != 0:
        raise PostgresTrouble(f"{Path(command[0]).name} failed:\n{(done.stderr or done.stdout).strip()[-2000:]}")
