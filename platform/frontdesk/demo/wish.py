"""What is asked of the demo, and what its processes are told."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontdesk.demo import folder as folders


@dataclass(frozen=True)
class Wish:
    """The demo as wanted: everything has a default, nothing comes from the environment but what cli.py hands over."""

    folder: Path
    reset: bool = False
    reload: bool = False
    empty: bool = False
    clock_offset_seconds: float = 0
    database_url: str | None = None
    migration_database_url: str | None = None
    web_port: int = 8000
    emulator_port: int = 8443
    emulator_http_port: int = 8444
    vite_port: int = 5173


@dataclass(frozen=True)
class Addresses:
    """Where everything really is, once free ports are found."""

    web_port: int
    emulator_port: int
    emulator_http_port: int
    vite_port: int | None

    @property
    def public_url(self) -> str:
        """What people open."""
        return f"http://localhost:{self.vite_port or self.web_port}"

    @property
    def inbox_url(self) -> str:
        """Where texts and mails arrive."""
        return f"http://localhost:{self.emulator_http_port}/inbox"


def write_settings(wish: Wish, addresses: Addresses, app_url: str, owner_url: str) -> Path:
    """Write the file of settings that the demo's processes share; `frontdesk worker --settings` reads it too."""
    folder = wish.folder
    key = access_key(folder)
    settings = {
        "FRONTDESK_ENVIRONMENT": "demo",
        "FRONTDESK_DATABASE_URL": app_url,
        "FRONTDESK_MIGRATION_DATABASE_URL": owner_url,
        "FRONTDESK_ACS_CONNECTION_STRING": f"endpoint=https://127.0.0.1:{addresses.emulator_port}/;accesskey={key}",
        "FRONTDESK_ACS_CA_FILE": str(ca_file(folder)),
        "FRONTDESK_CALL_SOCKET_URL": f"ws://localhost:{addresses.emulator_http_port}",
        "FRONTDESK_PUBLIC_URL": addresses.public_url,
        "FRONTDESK_PORT": str(addresses.web_port),
        "FRONTDESK_SECRET_KEY": folders.secret(folder, "secret-key"),
        "FRONTDESK_HOOK_SECRET": folders.secret(folder, "hook-secret"),
        "FRONTDESK_CLOCK_OFFSET": str(wish.clock_offset_seconds),
    }
    path = folder / "settings.env"
    folders.write_private(path, "".join(f"{name}={value}\n" for name, value in settings.items()))
    return path


def read_settings(path: Path) -> dict[str, str]:
    """Read such a file: NAME=value a line; empty lines and those that begin with # do not count."""
    return dict(_pairs(path.read_text()))


def ca_file(folder: Path) -> Path:
    """Return the certificate of the authority that the emulator made for itself."""
    return folder / "emulator-ca" / "ca.pem"


def access_key(folder: Path) -> str:
    """Return the key by which the product signs its requests; made here, where the emulator looks for it."""
    path = folder / "emulator" / "access-key.txt"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        folders.write_private(path, base64.b64encode(secrets.token_bytes(48)).decode())
    return path.read_text().strip()


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, found, value = line.partition("=")
        if found and not line.lstrip().startswith("#"):
            yield name.strip(), value.strip()
