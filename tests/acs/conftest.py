"""The real Azure SDKs against a really started emulator: a process of its own, on free ports, over https with its CA.

With `ACS_CONNECTION_STRING` the same tests speak to that resource instead; `ACS_CA_FILE` is what it is trusted by if it is
no public one, `ACS_PHONE_NUMBER` and `ACS_EMAIL_SENDER` are what it owns. What needs the control API, trouble, or an emulator
of one's own is skipped there, and says why.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import selectors
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.communication.chat import ChatClient, CommunicationTokenCredential
from azure.communication.email import EmailClient
from azure.communication.identity import (
    CommunicationIdentityClient,
    CommunicationTokenScope,
)
from azure.communication.rooms import RoomsClient
from azure.communication.sms import SmsClient
from azure.core.pipeline.transport import RequestsTransport

PLATFORM = Path(__file__).parents[2] / "platform"
ACCESS_KEY = base64.b64encode(hashlib.sha512(b"a key for tests").digest()).decode()
OTHER_KEY = base64.b64encode(b"another key of another resource").decode()
REMOTE = os.environ.get("ACS_CONNECTION_STRING")
NUMBER = os.environ.get("ACS_PHONE_NUMBER", "" if REMOTE else "+18005551000")
SENDER = os.environ.get("ACS_EMAIL_SENDER", "" if REMOTE else "DoNotReply@local.azurecomm.net")
CASEY = "+14255550123"
CHAT, VOIP = CommunicationTokenScope.CHAT, CommunicationTokenScope.VOIP


class Running:
    """One emulator process, and what is needed to speak to it."""

    def __init__(self, *options: str, key: str | None = ACCESS_KEY) -> None:
        self._options = ("--access-key", key, *options) if key else options
        self.process: subprocess.Popen[str] | None = None
        self.ca: Any
        """The CA file; True for a public one."""
        if REMOTE:
            pytest.skip("needs an emulator of its own, started with options")
        self.start()

    def start(self, seconds: float = 20) -> None:
        """Start the process and wait until it says that it is ready."""
        command = [sys.executable, "-m", "acs_emulator.cli", *self._options]
        environment = {**os.environ, "PYTHONPATH": str(PLATFORM)}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            said = read_until(self.process, "Inbox: ", seconds)
        except BaseException:
            self.stop(signal.SIGKILL)
            raise
        self.connection_string = found(r"Connection string: (\S+)", said)
        self.ca = found(r"CA certificate: +(\S+)", said)
        self.web = found(r"Inbox: +(\S+)/", said)
        self.endpoint = found(r"endpoint=([^;]+)/;", said)

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End the process with a signal and return its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(how)
        code = self.process.wait(timeout=15)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code

    @property
    def key(self) -> str:
        """The access key."""
        return self.connection_string.partition("accesskey=")[2]

    @property
    def raw(self) -> str:
        """Where a request goes that no SDK can make."""
        return self.web

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Make a request that no SDK can make."""
        return httpx.request(method, f"{self.raw}{path}", timeout=10, **how)

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Speak to the control API over plain http."""
        answer = httpx.request(method, f"{self.web}/_emulator{path}", json=body, timeout=10)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def order(self, operation: str, kind: str, **how: object) -> None:
        """Order trouble."""
        self.control("POST", "/trouble", {"operation": operation, "kind": kind, **how})


class Remote(Running):
    """A resource that somebody else runs: nothing can be ordered there."""

    def __init__(self, connection_string: str) -> None:
        self.connection_string = connection_string
        self.endpoint = found(r"endpoint=([^;]+?)/?;", connection_string)
        self.ca = os.environ.get("ACS_CA_FILE") or True
        self._trusted = ssl.create_default_context(cafile=os.environ.get("ACS_CA_FILE"))

    @property
    def raw(self) -> str:
        """Where a request goes that no SDK can make: the resource has https alone."""
        return self.endpoint

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Make a request that no SDK can make."""
        return httpx.request(method, f"{self.raw}{path}", timeout=30, verify=self._trusted, **how)

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Skip: nobody else's resource has a control API."""
        pytest.skip("needs the emulator's control API")

    def __getattr__(self, name: str) -> Any:
        """Skip what asks for the plain port."""
        if name == "web":
            pytest.skip("needs the emulator's plain http port")
        raise AttributeError(name)


def read_until(process: subprocess.Popen[str], text: str, seconds: float) -> str:
    """Read what a process prints until `text` occurs in it."""
    assert process.stdout is not None
    said = ""
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while text not in said:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise AssertionError(f"The emulator did not start in {seconds} s; it said: {said!r}")
            chunk = os.read(process.stdout.fileno(), 65536).decode()
            if not chunk:
                raise AssertionError(f"The emulator ended with {process.wait()}; it said: {said!r}")
            said += chunk
    return said


def found(pattern: str, text: str) -> str:
    """Return the first group of a pattern that must occur."""
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


def until(holds: Callable[[], Any], seconds: float = 10) -> Any:
    """Return the first true answer of `holds`, asked again and again until the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        answer = holds()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)


StartEmulator = Callable[..., Running]


@dataclass
class User:
    """A person with a token of all scopes."""

    identifier: Any
    """Each SDK has its own class for the same thing; any of them takes this one."""
    token: str

    @property
    def id(self) -> str:
        return str(self.identifier.raw_id)


class Azure:
    """The SDKs' sync clients at one emulator, over one pool of connections.

    Some of the SDKs annotate `self` as `str`; those clients are handed out as `Any`.
    """

    def __init__(self, emulator: Running) -> None:
        self.emulator = emulator
        self._transport = RequestsTransport(connection_verify=emulator.ca)
        self._options: dict[str, Any] = {"transport": self._transport, "retry_total": 0}

    def __enter__(self) -> Azure:
        return self

    def __exit__(self, *_error: object) -> None:
        self._transport.close()

    def identity(self) -> CommunicationIdentityClient:
        """Return an identity client."""
        return CommunicationIdentityClient.from_connection_string(self.emulator.connection_string, **self._options)

    def rooms(self, **options: Any) -> RoomsClient:
        """Return a rooms client."""
        return RoomsClient.from_connection_string(self.emulator.connection_string, **{**self._options, **options})

    def sms(self, **options: Any) -> Any:
        """Return an SMS client."""
        if not NUMBER:
            pytest.skip("needs ACS_PHONE_NUMBER: a number that the resource owns")
        kind: Any = SmsClient
        return kind.from_connection_string(self.emulator.connection_string, **{**self._options, **options})

    def email(self) -> EmailClient:
        """Return an e-mail client."""
        if not SENDER:
            pytest.skip("needs ACS_EMAIL_SENDER: a sender that is linked to the resource")
        return EmailClient.from_connection_string(self.emulator.connection_string, **self._options)

    def user(self, *scopes: CommunicationTokenScope) -> User:
        """Make a user with a token; of the scopes chat and voip unless told otherwise."""
        identifier, token = self.identity().create_user_and_token(list(scopes) or [CHAT, VOIP])
        return User(identifier, token.token)

    def chat(self, user: User | str) -> Any:
        """Return a chat client in the name of a user, or with any token."""
        token = user if isinstance(user, str) else user.token
        return ChatClient(self.emulator.endpoint, CommunicationTokenCredential(token), **self._options)

    def thread(self, user: User | str, thread_id: str) -> Any:
        """Return a thread client in the name of a user."""
        return self.chat(user).get_chat_thread_client(thread_id, **self._options)


@pytest.fixture(scope="session")
def ca_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One CA for all emulators of the run."""
    return tmp_path_factory.mktemp("ca")


@pytest.fixture(scope="session")
def emulator(ca_dir: Path) -> Iterator[Running]:
    """An emulator in memory, shared by the tests that leave it usable; or the resource that was named."""
    if REMOTE:
        yield Remote(REMOTE)
        return
    running = Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), "--page-size", "3")
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def other_emulator(ca_dir: Path) -> Iterator[Running]:
    """Another resource: other key, clock a week ahead, strict about dates, slow to revoke, without control API."""
    options = ("--clock-offset", str(7 * 86400), "--signature-skew", "60", "--revocation-delay", "3600", "--no-control")
    running = Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), *options, key=OTHER_KEY)
    yield running
    assert running.stop() == 0


@pytest.fixture
def start_emulator(ca_dir: Path) -> Iterator[StartEmulator]:
    """Start emulators of one's own, with further options."""
    started: list[Running] = []

    def start(*options: str) -> Running:
        started.append(Running("--port", "0", "--http-port", "0", "--ca-dir", str(ca_dir), *options))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def azure(emulator: Running) -> Iterator[Azure]:
    """The SDKs' clients at the shared emulator."""
    with Azure(emulator) as clients:
        yield clients


class Sink:
    """A real webhook in a thread of its own, which keeps what it receives. It can be told to answer otherwise."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.handshakes: list[dict[str, Any]] = []
        self.answers: list[int] = []
        """Statuses of the next answers to events; 200 when there are none."""
        self.handshake_answers: list[int] = []
        self.echoes_code = True
        self.allowing: dict[str, str] = {"WebHook-Allowed-Origin": "eventgrid.azure.net", "WebHook-Allowed-Rate": "*"}
        """What an answer to OPTIONS says."""
        self.asked: list[dict[str, str]] = []
        """Headers of the requests to allow deliveries."""
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status, answer = sink.receive({name.lower(): value for name, value in self.headers.items()}, body)
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def do_OPTIONS(self) -> None:
                sink.asked.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(200)
                for name, value in sink.allowing.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"

    def receive(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one delivery in, and return status and body of the answer."""
        decoded = json.loads(body)
        event = decoded if isinstance(decoded, dict) else decoded[0]
        assert isinstance(decoded, dict) or len(decoded) == 1
        if headers["aeg-event-type"] == "SubscriptionValidation":
            self.handshakes.append(event)
            status = self.handshake_answers.pop(0) if self.handshake_answers else 200
            answer = {"validationResponse": event["data"]["validationCode"]} if self.echoes_code else {}
            return status, json.dumps(answer).encode()
        self.headers.append(headers)
        status = self.answers.pop(0) if self.answers else 200
        if status < 300:
            self.events.append(event)
        return status, b""

    def of_type(self, name: str, **data: object) -> list[dict[str, Any]]:
        """Return the events of one type, given without its prefix, whose data has these members."""
        return [
            event
            for event in list(self.events)
            if event.get("eventType", event.get("type")) == f"Microsoft.Communication.{name}"
            and data.items() <= event["data"].items()
        ]

    def close(self) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A webhook that listens."""
    receiving = Sink()
    yield receiving
    receiving.close()
