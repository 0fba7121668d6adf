"""Settings: everything that differs from one installation to the next, read from FRONTDESK_* once and validated.

Made in cli.py and handed on. Nobody else reads the environment.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

PREFIX = "FRONTDESK_"


SECRETS = frozenset({"database_url", "migration_database_url", "acs_connection_string", "secret_key", "hook_secret"})


class SettingsError(ValueError):
    """A setting is missing or makes no sense; the message names it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One installation. Every field can be given as FRONTDESK_<NAME IN CAPITALS>."""

    environment: Annotated[
        Literal["production", "demo", "test"],
        Meta(description="demo and test allow a moved clock and cookies over http"),
    ] = "production"
    database_url: Annotated[str, Meta(description="postgresql+asyncpg:// as the app role, which cannot change tables")]
    migration_database_url: Annotated[str | None, Meta(description="the same database as its owner; for `migrate`")] = (
        None
    )
    acs_connection_string: Annotated[str, Meta(description="endpoint=https://…;accesskey=… of the Azure resource")]
    acs_ca_file: Annotated[Path | None, Meta(description="a CA to trust for it: the emulator's; none for Azure")] = None
    acs_phone_number: Annotated[str, Meta(description="the number that texts, E.164")] = "+18005551000"
    acs_email_sender: Annotated[str, Meta(description="the address that mails")] = "DoNotReply@local.azurecomm.net"
    call_stage: Annotated[
        Literal["local", "acs"], Meta(description="where people meet: over the emulator, or over Azure's calling")
    ] = "local"
    call_socket_url: Annotated[
        str | None,
        Meta(description="ws:// or wss:// of the emulator's call socket, as browsers reach it; local stage only"),
    ] = None
    public_url: Annotated[str, Meta(description="how people reach this installation, without a trailing slash")]
    host: Annotated[str, Meta(description="address to listen on")] = "127.0.0.1"
    port: Annotated[int, Meta(description="port to listen on", ge=1, le=65535)] = 8000
    secret_key: Annotated[str, Meta(description="signs links; at least 32 characters, kept secret", min_length=32)]
    hook_secret: Annotated[str, Meta(description="what Event Grid must show at the hook (?code=…)", min_length=16)]
    clock_offset_seconds: Annotated[float, Meta(description="start at another hour; demo and test only")] = 0
    database_pool_size: Annotated[int, Meta(description="connections kept by each process", ge=2, le=500)] = 20
    flood_holds_a_minute: Annotated[
        int, Meta(description="times kept in a minute, by everybody, from which on browsers must work for each", ge=1)
    ] = 600
    web_folder: Annotated[Path | None, Meta(description="the built pages; found by itself in an installed package")] = (
        None
    )
    log_format: Annotated[Literal["console", "json"], Meta(description="how log lines look")] = "console"

    def __post_init__(self) -> None:
        if self.clock_offset_seconds and self.environment == "production":
            raise SettingsError(f"{PREFIX}CLOCK_OFFSET moves the clock, which is refused in production.")
        url = urlsplit(self.public_url)
        if url.scheme not in ("http", "https") or not url.netloc or url.path not in ("", "/"):
            raise SettingsError(f"{PREFIX}PUBLIC_URL must be like https://visits.example, without a path.")
        if self.environment == "production" and url.scheme != "https":
            raise SettingsError(f"{PREFIX}PUBLIC_URL must be https in production.")
        if self.call_stage == "local" and not self.call_socket_url:
            raise SettingsError(f"{PREFIX}CALL_SOCKET_URL is needed while {PREFIX}CALL_STAGE is local.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read FRONTDESK_*; raises SettingsError that names what is wrong. FRONTDESK_CLOCK_OFFSET is in seconds."""
        given: dict[str, Any] = {
            key.removeprefix(PREFIX).lower(): value
            for key, value in environment.items()
            if key.startswith(PREFIX) and value
        }
        if "clock_offset" in given:
            given["clock_offset_seconds"] = given.pop("clock_offset")
        try:
            return msgspec.convert(given, cls, strict=False, dec_hook=_path)
        except msgspec.ValidationError as error:
            raise SettingsError(f"Settings ({PREFIX}…): {error}") from error

    @property
    def origin(self) -> str:
        """Scheme and host of the public address, as browsers send it in Origin."""
        return self.public_url.rstrip("/")

    @property
    def clock_offset(self) -> timedelta:
        """How far this installation's clock is moved."""
        return timedelta(seconds=self.clock_offset_seconds)

    @property
    def https(self) -> bool:
        """Whether people come over https, so that cookies may insist on it."""
        return self.public_url.startswith("https://")


@dataclass(frozen=True, slots=True)
class Described:
    """One setting for people: its name in the environment, what it means, what holds when it is not given."""

    field: str
    name: str
    meaning: str
    secret: bool
    needed: bool
    default: Any


def described() -> list[Described]:
    """List all settings in their order."""
    found = []
    described_struct = msgspec.inspect.type_info(Settings)
    assert isinstance(described_struct, msgspec.inspect.StructType)
    for field, info in zip(msgspec.structs.fields(Settings), described_struct.fields, strict=True):
        meta = getattr(info.type, "extra_json_schema", None) or {}
        name = field.name.removesuffix("_seconds") if field.name == "clock_offset_seconds" else field.name
        found.append(
            Described(
                field=field.name,
                name=PREFIX + name.upper(),
                meaning=str(meta.get("description", "")),
                secret=field.name in SECRETS,
                needed=field.required,
                default=None if field.required else field.default,
            )
        )
    return found


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(kind)
