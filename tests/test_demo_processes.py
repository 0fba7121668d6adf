"""The demo as a person runs it: one command, and whatever is killed comes back or is tidied away by itself."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk import local_postgres
from frontdesk.demo.children import answers
from frontdesk.local_postgres.server import running

CHECKOUT = Path(__file__).parents[1]
START_SECONDS_MAX = 180  # the pages may have to be built first


def wait_until(true: Callable[[], bool], seconds: float, otherwise: Callable[[], str] = str) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, otherwise() or "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Demo:
    """One running `frontdesk demo` with ports of its own, and what it has said so far."""

    def __init__(self, data: Path, *options: str, port: int | None = None) -> None:
        self.data = data
        self.said_file = data.parent / f"said-{time.monotonic_ns()}.txt"
        self.port = port or free_port()
        command = [sys.executable, "-m", "frontdesk.cli", "demo", "--data", str(data), "--port", str(self.port)]
        command += ["--emulator-port", str(free_port()), "--inbox-port", str(free_port()), *options]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
        with self.said_file.open("wb") as said:
            self.process = subprocess.Popen(
                command, cwd=CHECKOUT, env=quiet, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def said(self) -> str:
        return self.said_file.read_text(errors="replace")

    def until_open(self) -> "Demo":
        wait_until(lambda: "Frontdesk is open" in self.said() or self.process.poll() is not None, START_SECONDS_MAX)
        assert self.process.poll() is None, self.said()
        return self

    def until_it_says(self, words: str, seconds: float = 40) -> None:
        wait_until(lambda: re.search(words, self.said()) is not None, seconds, self.said)

    def pid(self, name: str) -> int:
        if name == "postgres":
            found = running(self.data_of_postgres())
            assert found is not None
            return found[0]
        return int((self.data / "processes" / name).read_text().split()[0])

    def data_of_postgres(self) -> Path:
        place = self.data / "postgres" / "place"
        return (Path(place.read_text().strip()) if place.exists() else place.parent) / "data"

    def web_answers(self) -> bool:
        return answers(f"http://127.0.0.1:{self.port}/health/ready")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    data = tmp_path_factory.mktemp("demo") / "data"
    demo = Demo(data)
    try:
        yield demo.until_open()
    finally:
        demo.stop()
        local_postgres.remove(data / "postgres")


def test_it_says_where_to_book_and_how_to_sign_in(demo: Demo) -> None:
    said = demo.said()
    assert f"http://localhost:{demo.port}/" in said
    assert re.search(r"as provider +\S+@\S+ +\S+", said)
    assert re.search(r"as office manager +\S+@\S+ +\S+", said)
    assert re.search(r"Texts and mails +http://localhost:\d+/inbox", said)
    assert demo.web_answers()


def test_a_second_demo_on_the_same_data_is_told_where_the_first_one_runs(demo: Demo) -> None:
    second = Demo(demo.data)
    assert second.process.wait(30) == 1
    assert f"http://localhost:{demo.port} (process {demo.process.pid})" in second.said()
    assert demo.process.poll() is None


@pytest.mark.parametrize("name", ["web", "worker", "emulator", "postgres"])
def test_whoever_is_killed_comes_back(demo: Demo, name: str) -> None:
    before = demo.pid(name)
    os.kill(before, signal.SIGKILL)
    demo.until_it_says(f"{name} is back")
    assert demo.pid(name) != before
    wait_until(demo.web_answers, 20, demo.said)


def test_secrets_are_for_their_owner_only(demo: Demo) -> None:
    for name in ("settings.env", "secret-key", "hook-secret", "emulator/access-key.txt", "logs/web.log"):
        assert (demo.data / name).stat().st_mode & 0o077 == 0, name


def test_a_whole_life(tmp_path: Path) -> None:
    """Start on a taken port, be killed, start again without cleaning, stop by Ctrl-C, start over."""
    data = tmp_path / "data"
    try:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            first = Demo(data, port=taken.getsockname()[1]).until_open()
            assert f"Port {first.port} is taken" in first.said()
        key = (data / "secret-key").read_text()
        children = [first.pid(name) for name in ("web", "worker", "emulator", "postgres")]
        first.stop(signal.SIGKILL)

        second = Demo(data).until_open()
        assert not any(alive(child) for child in children)
        assert (data / "secret-key").read_text() == key, "it goes on with what was there"
        children = [second.pid(name) for name in ("web", "worker", "emulator", "postgres")]
        begin = time.monotonic()
        assert second.stop(signal.SIGINT) == 0
        assert time.monotonic() - begin < 15
        assert not any(alive(child) for child in children)

        third = Demo(data, "--reset", "--empty").until_open()
        assert (data / "secret-key").read_text() != key
        assert third.stop(signal.SIGTERM) == 0
    finally:
        for demo in [value for value in locals().values() if isinstance(value, Demo)]:
            demo.stop(signal.SIGKILL)
        local_postgres.remove(data / "postgres")
