"""Settings are read once, from FRONTDESK_*, and say clearly what is wrong with them."""

from datetime import timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from frontdesk.config import PREFIX, SECRETS, Settings, SettingsError, described
from tests.settings_doc import WRITTEN, table

GIVEN = {
    "ENVIRONMENT": "demo",
    "DATABASE_URL": "postgresql+asyncpg://app@localhost/frontdesk",
    "ACS_CONNECTION_STRING": "endpoint=https://localhost:8443/;accesskey=c2VjcmV0",
    "CALL_SOCKET_URL": "ws://localhost:8444",
    "PUBLIC_URL": "http://localhost:8000",
    "SECRET_KEY": "x" * 32,
    "HOOK_SECRET": "y" * 16,
}


def read(**changes: str | None) -> Settings:
    given = {name: value for name, value in {**GIVEN, **changes}.items() if value is not None}
    return Settings.from_environment({PREFIX + name: value for name, value in given.items()})


def test_what_is_not_said_takes_its_default() -> None:
    settings = read()
    assert (settings.port, settings.host, settings.call_stage, settings.clock_offset) == (
        8000,
        "127.0.0.1",
        "local",
        timedelta(),
    )


def test_words_become_numbers_and_paths() -> None:
    settings = read(PORT="8123", CLOCK_OFFSET="-3600.5", ACS_CA_FILE="/tmp/ca.pem", DATABASE_POOL_SIZE="7")
    assert (settings.port, settings.database_pool_size) == (8123, 7)
    assert settings.clock_offset == timedelta(seconds=-3600.5)
    assert settings.acs_ca_file == Path("/tmp/ca.pem")


def test_other_programs_variables_and_empty_ones_are_left_alone() -> None:
    environment = {PREFIX + name: value for name, value in GIVEN.items()} | {"PATH": "/bin", PREFIX + "PORT": ""}
    assert Settings.from_environment(environment).port == 8000


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"DATABASE_URL": None}, "database_url"),
        ({"PORT": "eighty"}, "port"),
        ({"PORT": "70000"}, "port"),
        ({"SECRET_KEY": "short"}, "secret_key"),
        ({"HOOK_SECRET": "short"}, "hook_secret"),
        ({"ENVIRONMENT": "staging"}, "environment"),
        ({"COLOUR": "green"}, "colour"),
        ({"PUBLIC_URL": "localhost:8000"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://visits.example/desk"}, "PUBLIC_URL"),
        ({"CALL_SOCKET_URL": None}, "CALL_SOCKET_URL"),
        ({"ENVIRONMENT": "production"}, "PUBLIC_URL"),
        ({"ENVIRONMENT": "production", "PUBLIC_URL": "https://visits.example", "CLOCK_OFFSET": "60"}, "CLOCK_OFFSET"),
    ],
)
def test_a_mistake_is_named_and_no_secret_is_told(changes: dict[str, str | None], names: str) -> None:
    with pytest.raises(SettingsError, match=names) as refused:
        read(**changes)
    for secret in ("SECRET_KEY", "HOOK_SECRET", "ACS_CONNECTION_STRING"):
        assert str({**GIVEN, **changes}[secret]) not in str(refused.value)


def test_the_clock_may_be_moved_in_the_demo_and_in_tests_only() -> None:
    for environment in ("demo", "test"):
        assert read(ENVIRONMENT=environment, CLOCK_OFFSET="60").clock_offset == timedelta(minutes=1)


def test_on_azures_stage_no_call_socket_is_needed() -> None:
    settings = read(
        ENVIRONMENT="production", PUBLIC_URL="https://visits.example/", CALL_STAGE="acs", CALL_SOCKET_URL=None
    )
    assert settings.https
    assert settings.origin == "https://visits.example"


def test_every_setting_is_described() -> None:
    described = {
        name for name, kind in get_type_hints(Settings, include_extras=True).items() if "description=" in repr(kind)
    }
    assert described == set(Settings.__struct_fields__)


def test_every_setting_is_told_in_the_docs() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == table(), "run `.venv/bin/python tests/settings_doc.py`"


def test_every_setting_says_what_it_means_and_secrets_are_known_as_such() -> None:
    told = described()
    assert [one.name for one in told if not one.meaning] == []
    suspicious = {one.field for one in told if any(word in one.field for word in ("secret", "url", "string", "key"))}
    assert suspicious - SECRETS == {"public_url", "call_socket_url"}, "a new one: is it a secret?"
