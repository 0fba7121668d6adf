"""The whole product as `make demo` starts it, on free ports and in a folder of its own, for stories in a real browser."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from frontdesk.local_postgres.server import running
from tests.browser.install_chromium import SWITCHES as PLAIN_SWITCHES
from tests.conftest import free_port

CHECKOUT = Path(__file__).parents[2]
OPEN_SECONDS_MAX = 240
OVER = ("declined", "expired", "ended", "missed", "cancelled")

SWITCHES = [
    *PLAIN_SWITCHES,
    "--use-fake-device-for-media-stream=fps=10",  # a camera that leaves a busy machine time for the rest
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--auto-select-desktop-capture-source=Entire screen",
]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


class Product:
    """A running demo: where it is, who signs in how, and how to kill a part of it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.data = folder / "demo"
        self._said = folder / "said.txt"
        self._cookies: dict[str, dict[str, str]] = {}  # of whoever is signed in
        self.port, self.inbox_port = free_port(), free_port()
        command = [sys.executable, "-m", "frontdesk.cli", "demo", "--data", str(self.data), "--port", str(self.port)]
        command += ["--emulator-port", str(free_port()), "--inbox-port", str(self.inbox_port), *options]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                command, cwd=CHECKOUT, env=dict(os.environ), stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def until_open(self) -> None:
        """Wait until the demo says that it is open; tells its last words if it is not."""
        give_up = time.monotonic() + OPEN_SECONDS_MAX
        while "Frontdesk is open" not in self.said():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise AssertionError(f"the demo did not open:\n{self.said()}")
            time.sleep(0.1)
        office = self.data / "office.json"  # none in an empty installation
        self.office: dict[str, Any] = json.loads(office.read_text()) if office.exists() else {}

    def said(self) -> str:
        """What the conductor has printed so far."""
        return self._said.read_text(errors="replace")

    @property
    def url(self) -> str:
        """Where people go."""
        return f"http://localhost:{self.port}"

    @property
    def inbox(self) -> str:
        """Where texts and mails arrive."""
        return f"http://localhost:{self.inbox_port}"

    @property
    def slug(self) -> str:
        """The demo office's name in addresses."""
        return str(self.office["slug"]).removeprefix("book/")

    def kill(self, part: str) -> None:
        """`kill -9` a part: web, worker, emulator, postgres."""
        os.kill(self._pid(part), signal.SIGKILL)

    def until_back(self, part: str, killed: int) -> None:
        """Wait until the conductor has put another in its place, and the whole product answers."""
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            try:
                if self._pid(part) != killed and httpx.get(f"{self.url}/health/ready", timeout=5).status_code == 200:
                    return
            except (httpx.HTTPError, OSError, ValueError, IndexError):
                pass
            time.sleep(0.1)
        raise AssertionError(f"{part} did not come back:\n{self.said()}")

    def kill_and_revive(self, part: str) -> None:
        """`kill -9` a part and wait until it is back."""
        pid = self._pid(part)
        os.kill(pid, signal.SIGKILL)
        self.until_back(part, pid)

    def _pid(self, part: str) -> int:
        if part != "postgres":
            return int((self.data / "processes" / part).read_text().split()[0])
        folder = self.data / "postgres"
        place = folder / "place"
        data = (Path(place.read_text().strip()) if place.exists() else folder) / "data"
        found = running(data)
        if found is None:
            raise ValueError("postgres does not run")
        return found[0]

    def stop(self) -> None:
        """Ctrl-C."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def signed_in(self, role: str) -> dict[str, str]:
        """The cookies of somebody of the demo office, signed in once for all: tries are rationed for everybody here."""
        with self._client(role) as client:
            if role not in self._cookies or client.get("/session").status_code != 200:
                person = next(person for person in self.office["people"] if person["role"] == role)
                answer = client.post("/session", json={"email": person["email"], "password": person["password"]})
                assert answer.status_code == 200, answer.text
                self._cookies[role] = dict(client.cookies)
        return self._cookies[role]

    def as_staff(self, role: str) -> httpx.Client:
        """Give the API of somebody of the demo office."""
        self.signed_in(role)
        return self._client(role)

    def _client(self, role: str) -> httpx.Client:
        headers = {"Origin": self.url}
        return httpx.Client(
            base_url=f"{self.url}/api/v1", headers=headers, timeout=30, cookies=self._cookies.get(role, {})
        )

    def open_round_the_clock(self) -> None:
        """As Olive: Dr Priya sees people at any hour, every five minutes, without notice, and the door is open long before."""
        olive = self.as_staff("office manager")
        hours = {
            "time_zone": "Europe/London",
            "ranges": [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)],
        }
        office = f"/offices/{self.slug}"
        priya = next(p for p in olive.get(f"{office}/providers").json()["items"] if p["name"] == "Dr Priya Raman")
        service = next(
            s for s in olive.get(f"{office}/services").json()["items"] if s["name"] == "Repeat prescription"
        )  # fmt: skip
        rules = {"notice_minutes": 0, "step_minutes": 5, "move_cutoff_minutes": 0}
        for answer in (
            olive.put(f"{office}/hours", json=hours),
            olive.put(f"{office}/providers/{priya['id']}/hours", json=hours),
            olive.patch(f"{office}/services/{service['id']}", json=rules | {"cancel_cutoff_minutes": 0}),
            olive.patch(f"{office}/profile", json={"door_opens_minutes": 240}),
        ):
            assert answer.status_code == 200, answer.text
        self._seeded = {visit["id"] for visit in self._visits_ahead(olive)}
        olive.close()

    def clear_the_calendar(self) -> None:
        """As Olive: cancel what a story booked and left ahead, so that the next one finds times before the door closes."""
        with closing(self.as_staff("office manager")) as olive:
            for visit in self._visits_ahead(olive):
                if visit["id"] not in self._seeded:
                    address = f"/offices/{self.slug}/visits/{visit['id']}/cancellation"
                    answer = olive.put(address, json={"reason": "The story is over."})
                    assert answer.status_code == 200, answer.text

    def _visits_ahead(self, olive: httpx.Client) -> list[dict[str, Any]]:
        first = olive.get(f"/offices/{self.slug}/day").json()
        tomorrow = str(date.fromisoformat(first["on"]) + timedelta(days=1))
        visits = first["visits"] + olive.get(f"/offices/{self.slug}/day", params={"on": tomorrow}).json()["visits"]
        now = datetime.fromisoformat(first["now"])
        ahead = [one for one in visits if one["state"] not in OVER and datetime.fromisoformat(one["ends_at"]) > now]
        return list({visit["id"]: visit for visit in ahead}.values())


@dataclass
class Person:
    """Somebody at a browser of their own, and everything that went wrong on their pages."""

    name: str
    context: BrowserContext
    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def show(self, folder: Path) -> None:
        """Picture every page that this person has open, for whoever looks at a failure."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.context.pages):
            await page.screenshot(path=folder / f"{self.name}-{number}.png")
        words = [f"{page.url}" for page in self.context.pages] + self.foreign + self.complaints
        (folder / f"{self.name}.txt").write_text("\n".join(words))

    def clean(self) -> None:
        """Nothing was asked of a foreign host, no policy was violated, nothing was reported as an error."""
        assert self.foreign == [], f"{self.name} asked foreign hosts"
        assert self.complaints == [], f"{self.name}'s pages complained"


class Place(Protocol):
    """Where somebody at a browser may go: the product's own addresses."""

    @property
    def url(self) -> str: ...

    @property
    def inbox(self) -> str: ...


async def sit_down(
    browser: Browser,
    product: Place,
    name: str,
    *,
    size: dict[str, int] = DESKTOP,
    zone: str = "Europe/Berlin",
    **more: Any,
) -> Person:
    """Give somebody a fresh browser with camera and microphone allowed, watched for everything that should not happen."""
    context = await browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        timezone_id=zone,
        locale="en-GB",
        permissions=["camera", "microphone", "clipboard-read", "clipboard-write"],
        has_touch=size is PHONE,
        is_mobile=size is PHONE,
        **more,
    )
    await context.add_init_script("if (window.origin !== 'null') localStorage.setItem('frontdesk.probe', '1')")
    page = await context.new_page()
    person = Person(name, context, page)
    ours = (product.url, product.inbox, product.inbox.replace("http", "ws", 1), "data:", "blob:", "about:")

    def asked(request: Request) -> None:
        if not request.url.startswith(ours):
            person.foreign.append(request.url)

    def said(message: ConsoleMessage) -> None:
        text = message.text
        expected = "Failed to load resource" in text and any(
            f" {code} " in text for code in (401, 403, 404, 409, 410, 412, 422, 429)
        )
        expected |= "error from the audio device" in text  # what a busy machine without loudspeakers says
        if (message.type == "error" and not expected) or "Content Security Policy" in text:
            person.complaints.append(text)

    def answered(response: Response) -> None:
        if response.status >= 500:
            person.complaints.append(f"{response.status} {response.url}")

    context.on("request", asked)
    context.on("console", said)
    context.on("response", answered)
    context.on("weberror", lambda error: person.complaints.append(str(error.error)))
    return person
