"""Small parts of the emulator that are easier seen alone than through a server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from acs_emulator.event_grid import WAITS_SECONDS, retry_wait_seconds
from acs_emulator.journal import FolderInUse, Journal
from acs_emulator.senders import text_sender
from acs_emulator.signing import signed_targets


@pytest.mark.parametrize(
    ("attempts", "status", "seconds"),
    [
        (1, 500, 10),
        (2, None, 30),
        (1, 400, 300),
        (1, 404, 300),
        (1, 408, 120),
        (1, 503, 30),
        (6, 503, 1800),
        (29, 500, 43200),
    ],
)
def test_event_grid_waits_as_documented(attempts: int, status: int | None, seconds: int) -> None:
    assert retry_wait_seconds(attempts, status) == seconds


def test_waits_only_grow() -> None:
    assert sorted(WAITS_SECONDS) == list(WAITS_SECONDS)


def test_the_three_forms_of_a_target() -> None:
    path, query = "/rooms/1%3A2", "nextLink=a%20b%2F~*"
    assert signed_targets(path, query) == [
        f"{path}?{query}",
        unquote(f"{path}?{query}"),
        f"{path}?nextLink=a+b%2F%7E*",
    ]
    assert signed_targets("/plain", "") == ["/plain", "/plain"]


def test_a_change_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "state.sqlite3")
    journal.put("word", "first", "kept")

    def change_and_stumble() -> None:
        with journal.together():
            journal.put("word", "second", "lost")
            with journal.together():
                journal.put("word", "first", "changed")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_stumble()
    journal.close()
    again = Journal(tmp_path / "state.sqlite3")
    assert again.load("word", str) == {"first": "kept"}
    again.close()


def test_two_cannot_write_into_one_folder(tmp_path: Path) -> None:
    first = Journal(tmp_path / "state.sqlite3")
    with pytest.raises(FolderInUse):
        Journal(tmp_path / "state.sqlite3")
    first.close()
    Journal(tmp_path / "state.sqlite3").close()


def test_the_emulator_stands_alone() -> None:
    code = "import sys, acs_emulator.cli; print(any(name.split('.')[0] == 'frontdesk' for name in sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert answer.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("+18005551000", "a toll-free number"),
        ("+18885551000", "a toll-free number"),
        ("+14255550123", "a number"),
        ("+447700900417", "a number"),
        ("12345", "a short code"),
        ("123456", "a short code"),
        ("Frontdesk", "a name"),
        ("Elf Letters", "a name"),
        ("1234", None),
        ("1234567", None),
        ("Zwölf", None),
        ("Twelve chars", None),
        ("+1", None),
        ("", None),
    ],
)
def test_what_a_text_may_come_from(sender: str, kind: str | None) -> None:
    assert text_sender(sender) == kind
