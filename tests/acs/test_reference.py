"""The table of the reference's rows is whole: each row has its tests, and each test that it names exists."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
ROWS: list[tuple[str, str, list[str]]] = [
    (section, row, tests)
    for section, rows in tomllib.loads((HERE / "reference.toml").read_text()).items()
    for row, tests in rows.items()
]


def path_of(name: str) -> Path:
    """Return where a file of the table is."""
    if name.endswith(".mjs"):
        return HERE / "javascript" / name
    return CHECKOUT / name if name.startswith("tests/") else HERE / name


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests in a file."""
    if not path.exists():
        return frozenset()
    if path.suffix == ".mjs":
        return frozenset(re.findall(r"^test\('([^']+)'", path.read_text(), re.MULTILINE))
    parsed = ast.parse(path.read_text())
    return frozenset(node.name for node in parsed.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def missing(tests: list[str]) -> list[str]:
    """Return what of a row's tests does not exist; a row without tests misses one."""
    gaps = [] if tests else ["a test"]
    for test in tests:
        file, _, name = test.partition(": ") if ".mjs" in test else test.partition("::")
        if (not name.startswith("test_") and ".mjs" not in file) or name not in names_in(path_of(file)):
            gaps.append(test)
    return gaps


@pytest.mark.parametrize("section", sorted({section for section, _row, _tests in ROWS}))
def test_each_row_of_the_reference_has_its_tests(section: str) -> None:
    gaps = {row: missing(tests) for row_section, row, tests in ROWS if row_section == section}
    assert {row: gap for row, gap in gaps.items() if gap} == {}


def test_the_table_has_every_section() -> None:
    sections = {section.split()[0] for section, _row, _tests in ROWS}
    assert sections == {"1", "2", "3", "4", "5", "6", "7", "8.1", "8.2", "8.3", "9", "10", "11.1", "11.2", "12"}


@pytest.mark.parametrize(
    "tests",
    [
        [],
        ["test_sms.py::test_that_nobody_wrote"],
        ["test_nothing.py::test_each_recipient_has_a_result"],
        ["sms.test.mjs: nobody wrote this"],
        ["test_sms.py::sent_to"],
    ],
)
def test_control_a_gap_is_seen(tests: list[str]) -> None:
    assert missing(tests)
