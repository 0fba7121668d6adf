"""The house keeps its own rules: the staircase, the one door, the one reader of the environment, the reviewed lists."""

import ast
import json
import platform
import re
import subprocess
import sysconfig
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar, get

from frontdesk.app import create_app
from frontdesk.edge import policies
from frontdesk.edge.policies import NoPolicy, check_policies, public_routes
from tests.openapi import REFRESH, WRITTEN, described, plain_settings

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "platform"
PACKAGES = ("frontdesk", "acs_emulator")
LINES_MAX = 300


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours by its path below platform/, parsed."""
    for package in packages or PACKAGES:
        for path in sorted((SOURCES / package).rglob("*.py")):
            yield str(path.relative_to(SOURCES)), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[str]:
    """What a module calls, as written: `session.commit`, `clock.now`."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_the_staircase_is_walked_downwards_only() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    run = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_there_is_one_door_to_the_database() -> None:
    """`db.begin()` commits on leaving; nobody commits by hand."""
    assert [name for name, tree in modules() if any(call.endswith(".commit") for call in calls(tree))] == []


def test_only_the_settings_read_the_environment() -> None:
    allowed = ("frontdesk/config.py", "frontdesk/cli/", "frontdesk/demo/", "acs_emulator/cli.py")
    readers = [
        name
        for name, tree in modules()
        if any(
            isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in ("os.environ", "os.getenv", "environ")
            for node in ast.walk(tree)
        )
    ]
    assert [name for name in readers if not name.startswith(allowed)] == []
    assert "frontdesk/config.py" in readers, "the test sees what it looks for"


def test_the_clock_is_asked_at_the_doors_only() -> None:
    """Verbs and queries are told the time; so tests and the past of the demo office can tell it, too."""
    doors = re.compile(r"(routes|guards|worker|app|booking_page|cli/.*|demo/.*|seed/.*)\.py$")
    asking = {name for name, tree in modules("frontdesk") if "clock.now" in calls(tree)}
    assert {name for name in asking if not doors.search(name)} == set()
    machine = {name for name, tree in modules("frontdesk") if "datetime.now" in calls(tree)}
    # The worker arms the machine's own alarm clock; a Retry-After that is a date is by the world's.
    assert machine == {"frontdesk/clock.py", "frontdesk/worker.py", "frontdesk/acs/trouble.py"}


def test_pythons_own_platform_module_is_intact() -> None:
    assert not (SOURCES / "__init__.py").exists()
    assert Path(platform.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_the_pinned_zones_decide_and_no_others() -> None:
    assert zoneinfo.TZPATH == ()


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.sql")), ids=lambda path: path.name)
def test_every_sql_file_opens_with_its_purpose(path: Path) -> None:
    assert re.match(r"-- \S+ ", path.read_text(encoding="utf-8"))


def test_every_module_opens_with_what_it_is() -> None:
    assert [name for name, tree in modules() if tree.body and not ast.get_docstring(tree)] == []


def test_no_module_outgrows_its_subject() -> None:
    sizes = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES.rglob("*.py")}
    assert {name: lines for name, lines in sizes.items() if lines > LINES_MAX} == {}


def test_lock_files_name_no_hosts() -> None:
    python = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in python
    assert "--index" not in python
    node = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in node["packages"].items() if "resolved" in package] == []


def test_every_route_says_who_may_pass() -> None:
    create_app(plain_settings())


def test_a_route_without_a_policy_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """The controls: a route that is taken off the reviewed list, a line without a route, and a new open route."""
    public = public_routes()
    monkeypatch.setattr(policies, "public_routes", lambda: public - {"POST /api/v1/session"})
    with pytest.raises(NoPolicy, match="POST /api/v1/session"):
        create_app(plain_settings())
    monkeypatch.setattr(policies, "public_routes", lambda: public | {"GET /api/v1/everything"})
    with pytest.raises(NoPolicy, match="everything"):
        create_app(plain_settings())

    @get("/secrets", sync_to_thread=False)
    def secrets() -> str:
        return ""

    with pytest.raises(NoPolicy, match="GET /secrets"):
        check_policies(Litestar([secrets], openapi_config=None))


def test_a_guarded_route_cannot_be_public_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    public = public_routes()
    monkeypatch.setattr(policies, "public_routes", lambda: public | {"GET /api/v1/offices/{office}/day"})
    with pytest.raises(NoPolicy, match="not both"):
        create_app(plain_settings())


def test_the_api_describes_itself_and_the_pages_know_the_same() -> None:
    now = json.loads(described())
    assert now["openapi"].startswith("3.1")
    assert json.loads(WRITTEN.read_text(encoding="utf-8")) == now, f"the API has changed: {REFRESH}"
