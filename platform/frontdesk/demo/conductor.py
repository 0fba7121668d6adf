"""Conducts the demo: the order in which things start, what happens when one dies, and the good order of stopping."""

import contextlib
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from frontdesk.demo import folder as folders
from frontdesk.demo import pages, ports, watching
from frontdesk.demo.children import Child, Database, Player, Revival, await_ready
from frontdesk.demo.screen import Screen
from frontdesk.demo.summary import show_empty, show_summary
from frontdesk.demo.trouble import DemoTrouble
from frontdesk.demo.wish import Addresses, Wish, ca_file, write_settings

LOOK_SECONDS = 0.1
ERRAND_SECONDS_MAX = 180
OFFICE = "office.json"


class Conductor:
    """Holds the players of one demo. `play` runs until it is interrupted."""

    def __init__(self, wish: Wish, screen: Screen) -> None:
        self._wish, self._screen = wish, screen
        self._addresses = _find_addresses(wish, screen)
        self._database = None if wish.database_url else Database(wish.folder, screen.note)
        self._builder: Child | None = None
        self._urls = (wish.database_url or "", wish.migration_database_url or wish.database_url or "")
        self._settings = wish.folder / "settings.env"
        self._emulator = self._make_emulator()
        self._web = self._make_web()
        self._worker = Child("worker", self._frontdesk("worker"), wish.folder, ready_word="worker_ready")
        self._vite = self._make_vite()
        self._revivals: dict[str, Revival] = {}

    def play(self) -> None:
        """Start everything, show where it is, and keep it alive. Raises DemoTrouble; KeyboardInterrupt ends it."""
        try:
            self._open()
            self._keep_alive()
        finally:
            self._close()

    # ---- starting

    def _open(self) -> None:
        screen = self._screen
        if not self._vite and pages.outdated():
            self._builder = Child("pages", pages.build_command(), self._wish.folder, cwd=pages.FRONTEND)
            self._builder.start()
        if self._database:
            with screen.step("Starting PostgreSQL", "PostgreSQL"):
                self._start_database()
        self._write_settings()
        self._emulator.start()
        if not self._builder:
            self._web.start()  # it gets ready meanwhile; nobody asks it anything before the doors open
        with screen.step("Bringing the database up to date", "Database up to date"):
            self._errand("migrate", "migrate")
        emulator = "Emulator of Azure Communication Services"
        with screen.step("Starting the emulator of Azure", emulator, since=self._emulator.started_at):
            await_ready(self._emulator)
        if not self._wish.empty:
            with screen.step("Setting up the demo office and its day", "Demo office, with a day around now"):
                self._errand("seed", "seed", "--write", str(self._wish.folder / OFFICE))
        if self._builder:
            since = self._builder.started_at
            with screen.step("Building the pages (the first time takes longest)", "Pages built", since=since):
                self._builder.finish(pages.BUILD_SECONDS_MAX)
            self._builder = None
            self._web.start()
        self._worker.start()
        with screen.step("Opening the doors", "Web server and worker", since=self._web.started_at):
            await_ready(self._web)
            await_ready(self._worker)
            if self._vite:
                self._vite.start()
                await_ready(self._vite)
        folders.note_running(self._wish.folder, self._addresses.public_url)
        if self._wish.empty:
            show_empty(screen, self._setup_code(), self._addresses, self._wish)
        else:
            show_summary(screen, self._wish.folder / OFFICE, self._addresses, self._wish)

    def _start_database(self) -> None:
        assert self._database is not None
        self._database.start()
        assert self._database.server is not None
        self._urls = (self._database.server.app_url, self._database.server.owner_url)

    def _setup_code(self) -> str:
        with contextlib.suppress(DemoTrouble):  # somebody has set it up at an earlier start
            return self._errand("setup-code", "setup-code")
        return ""

    def _write_settings(self) -> None:
        write_settings(self._wish, self._addresses, *self._urls)

    def _errand(self, name: str, *arguments: str) -> str:
        """Run one of our commands to its end; answers its last words. Raises DemoTrouble with them if it fails."""
        errand = Child(name, self._frontdesk(*arguments), self._wish.folder)
        errand.start()
        try:
            errand.finish(ERRAND_SECONDS_MAX)
            return errand.last_words()
        finally:
            errand.stop()

    # ---- keeping alive

    def _players(self) -> Iterator[Player]:
        for player in (self._database, self._emulator, self._web, self._worker, self._vite):
            if player is not None:
                yield player

    def _keep_alive(self) -> None:
        watch = watching.Watch() if self._wish.reload else None
        while True:
            for player in self._players():
                self._look_after(player)
            if watch and (changed := watch.changed()):
                self._reload(changed)
            time.sleep(LOOK_SECONDS)

    def _look_after(self, player: Player) -> None:
        revival = self._revivals.setdefault(player.name, Revival())
        if revival.waiting:
            if revival.due():
                revival.begin()
                self._revive(player)
        elif how := player.ended():
            wait = revival.note_death()
            self._screen.warn(f"{player.name} {how}; starting it again{f' in {wait:g} s' if wait >= 1 else ''}.")
            words = player.last_words()
            if words != revival.told:
                self._screen.note(words.replace("\n", "\n    "))
            revival.told = words
        elif revival.returning and player.ready():
            revival.returning = False
            self._screen.note(f"{player.name} is back")

    def _revive(self, player: Player) -> None:
        try:
            if player is self._database:
                before = self._urls
                self._start_database()
                if self._urls != before:  # its port was taken meanwhile
                    self._write_settings()
                    self._restart(self._web, self._worker)
            else:
                player.start()
        except DemoTrouble as trouble:
            self._screen.warn(str(trouble))  # it stays dead, so the next look tries again, later

    def _restart(self, *children: Child) -> None:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()
            child.start()
            self._revivals.setdefault(child.name, Revival()).begin()

    def _reload(self, changed: set[Path]) -> None:
        names = sorted({path.name for path in changed})
        self._screen.note(f"Changed: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}; reloading")
        if any("migrations" in path.parts for path in changed):
            try:
                self._errand("migrate", "migrate")
            except DemoTrouble as trouble:
                self._screen.warn(str(trouble))
        if any("acs_emulator" in path.parts for path in changed):
            self._restart(self._emulator)
        if any("acs_emulator" not in path.parts for path in changed):
            self._restart(self._web, self._worker)

    # ---- stopping

    def _close(self) -> None:
        """Stop in the order in which nobody misses anybody. A second Ctrl-C does not leave half of it running."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self._screen.note("Stopping")
        first = [child for child in (self._builder, self._vite, self._web, self._worker) if child is not None]
        for child in first:
            child.ask_to_stop()
        for child in [*first, self._emulator]:
            child.stop()
        if self._database:
            self._database.stop()

    # ---- who they are

    def _frontdesk(self, *arguments: str) -> list[str]:
        return [sys.executable, "-P", "-u", "-m", "frontdesk.cli", *arguments, "--settings", str(self._settings)]

    def _make_web(self) -> Child:
        health = f"http://127.0.0.1:{self._addresses.web_port}/health/ready"
        return Child("web", self._frontdesk("serve"), self._wish.folder, health=health)

    def _make_emulator(self) -> Child:
        where, folder = self._addresses, self._wish.folder
        hook = f"http://127.0.0.1:{where.web_port}/hooks/event-grid?code={folders.secret(folder, 'hook-secret')}"
        options = {
            "--host": "127.0.0.1",
            "--port": where.emulator_port,
            "--http-port": where.emulator_http_port,
            "--data-dir": folder / "emulator",
            "--ca-dir": ca_file(folder).parent,
            "--event-grid-webhook": hook,
            "--product-url": f"{where.public_url}/",
            "--clock-offset": self._wish.clock_offset_seconds,
            "--log": "warning",
        }
        command = [sys.executable, "-P", "-u", "-m", "acs_emulator.cli"]
        command += [str(part) for pair in options.items() for part in pair]
        health = f"http://127.0.0.1:{where.emulator_http_port}/_emulator/health"
        return Child("emulator", command, folder, health=health)

    def _make_vite(self) -> Child | None:
        """Return the server of the pages under work. It asks our server for everything that is not a page."""
        port = self._addresses.vite_port
        if port is None:
            return None
        node, env = shutil.which("node"), shutil.which("env")
        if node is None or env is None or not (pages.FRONTEND / "node_modules").exists():
            raise DemoTrouble("The pages under work need Node.js and their packages: run `make setup`.")
        vite = pages.FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
        command = [env, f"API_ORIGIN=http://127.0.0.1:{self._addresses.web_port}", node, str(vite)]
        command += ["--host", "localhost", "--port", str(port), "--strictPort"]
        health = f"http://localhost:{port}/"
        return Child("vite", command, self._wish.folder, cwd=pages.FRONTEND, health=health)


def _find_addresses(wish: Wish, screen: Screen) -> Addresses:
    chosen: list[int] = []
    wanted = {
        "The web server": wish.web_port,
        "The emulator (https)": wish.emulator_port,
        "The emulator and its inbox": wish.emulator_http_port,
    }
    if wish.reload:
        wanted["The server of the pages"] = wish.vite_port
    for who, port in wanted.items():
        chosen.append(ports.free_port(port, not_these=chosen))
        if chosen[-1] != port:
            screen.warn(f"Port {port} is taken. {who} uses {chosen[-1]}.")
    return Addresses(chosen[0], chosen[1], chosen[2], chosen[3] if wish.reload else None)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C, `kill` and a closed terminal all mean: stop in good order."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield
