"""The write-through memory of the data folder: every record as a JSON document in one SQLite file.

The emulator works on its records in memory; each change is written here before the answer leaves, so a killed process
loses nothing it answered. WAL with `synchronous=NORMAL`: safe against the death of the process, which is what is asked
of a development tool; only a power cut may lose the last moments. The file is locked exclusively while in use, so two
emulators cannot write into one folder.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

Record = TypeVar("Record")

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, key))
"""


class FolderInUse(Exception):
    """Another emulator works in this data folder."""


class Journal:
    """Documents by kind and key, in the order in which they were first put. Without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._depth = 0
        self._database: sqlite3.Connection | None = None
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        self._database = sqlite3.connect(path, isolation_level=None, timeout=2)
        try:
            self._database.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute(SCHEMA)
            self._database.execute("BEGIN IMMEDIATE")
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._database.close()
            if "locked" in str(error):
                raise FolderInUse(f"Another emulator works in the data folder {path.parent}.") from error
            raise

    def load(self, kind: str, shape: type[Record]) -> dict[str, Record]:
        """Return all records of a kind by key, oldest first."""
        if self._database is None:
            return {}
        rows = self._database.execute("SELECT key, body FROM document WHERE kind = ? ORDER BY rowid", (kind,))
        return {key: msgspec.json.decode(body, type=shape) for key, body in rows}

    def put(self, kind: str, key: str, record: object) -> None:
        """Write one record, durable when the outermost `together` (or this call) ends."""
        if self._database is not None:
            self._database.execute(
                "INSERT INTO document (kind, key, body) VALUES (?, ?, ?) "
                "ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
                (kind, key, msgspec.json.encode(record)),
            )

    def remove(self, kind: str, key: str) -> None:
        """Forget one record."""
        if self._database is not None:
            self._database.execute("DELETE FROM document WHERE kind = ? AND key = ?", (kind, key))

    def remove_all(self, kind: str) -> None:
        """Forget every record of a kind."""
        if self._database is not None:
            self._database.execute("DELETE FROM document WHERE kind = ?", (kind,))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make the writes inside one change: all of them survive a kill, or none. May be nested."""
        if self._database is None:
            yield
            return
        if self._depth == 0:
            self._database.execute("BEGIN")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._database.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Give the file back."""
        if self._database is not None:
            self._database.close()
            self._database = None
