"""The emulator is installed alone: built from its own project, it runs where nothing of Frontdesk can be imported."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.acs.conftest import found, read_until

CHECKOUT = Path(__file__).parents[2]
PROJECT = CHECKOUT / "deploy" / "acs-emulator"
RUN = "import sys; sys.path.insert(0, {folder!r}); from acs_emulator.cli import main; main()"
UNKNOWN = "import sys; sys.path.insert(0, {folder!r}); import {module}"


def project(path: Path) -> dict[str, list[str]]:
    """Return what a project says of itself that concerns dependencies."""
    said = tomllib.loads((path / "pyproject.toml").read_text())["project"]
    return {"dependencies": said["dependencies"], **said.get("optional-dependencies", {})}


def imported() -> set[str]:
    """Return the top-level modules that the emulator imports and that are not Python's own."""
    names: set[str] = set()
    for file in (CHECKOUT / "platform" / "acs_emulator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"acs_emulator"}


def closure(requirements: list[str]) -> set[str]:
    """Return the distributions that installing these brings."""
    waiting, seen = [Requirement(each) for each in requirements], set[str]()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in seen:
            continue
        seen.add(name)
        for line in distribution(name).requires or ():
            further = Requirement(line)
            extras = [{"extra": extra} for extra in wanted.extras] or [{"extra": ""}]
            if further.marker is None or any(further.marker.evaluate(extra) for extra in extras):
                waiting.append(further)
    return seen


def test_the_extra_and_the_project_of_its_own_say_the_same() -> None:
    extra = project(CHECKOUT)["emulator"]
    assert extra == project(PROJECT)["dependencies"]
    named = {canonicalize_name(Requirement(each).name) for each in extra}
    needed = {canonicalize_name(packages_distributions()[module][0]) for module in imported()}
    assert needed <= named
    assert named - needed == {"httptools", "websockets"}, "uvicorn's protocols are named, not imported"
    assert set(extra) <= set(project(CHECKOUT)["dependencies"])


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built emulator and what its project asks for, as an environment of its own would have it."""
    folder, wheels = tmp_path_factory.mktemp("alone"), tmp_path_factory.mktemp("wheels")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for name in closure(project(PROJECT)["dependencies"]):
        for top in {file.parts[0] for file in distribution(name).files or () if file.parts[0] not in ("..", "bin")}:
            place = folder / top
            source = Path(str(distribution(name).locate_file(top)))
            if source.exists() and not place.exists():
                place.symlink_to(source)
    return folder


def test_it_runs_where_nothing_else_is_installed(alone: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", "-c", RUN.format(folder=str(alone))]
    options = ["--port", "0", "--http-port", "0", "--data-dir", str(tmp_path)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        said = read_until(process, "Inbox: ", 60)
        assert found(r"Connection string: (\S+)", said) == (tmp_path / "connection-string.txt").read_text()
    finally:
        process.terminate()
        assert process.stdout is not None
        process.stdout.close()
        process.wait(15)


@pytest.mark.parametrize("module", ["frontdesk", "sqlalchemy", "azure.communication.sms", "argon2", "structlog"])
def test_control_nothing_of_the_product_is_there(alone: Path, module: str) -> None:
    command = [sys.executable, "-I", "-S", "-c", UNKNOWN.format(folder=str(alone), module=module)]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError" in tried.stderr
