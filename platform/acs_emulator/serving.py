"""One process, one loop, two ports: https with the local CA, and plain http for the inbox and for scripts."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any, cast

import uvicorn
from litestar import Litestar
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from acs_emulator.tls import Certificates

STOP_SECONDS_MAX = 3
WEBSOCKET_BYTES_MAX = 128 * 1024
BACKLOG = 2048


class PortTaken(Exception):
    """Somebody else listens there."""


class CuttableProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, and the means to cut a connection when trouble is ordered."""

    def on_message_begin(self) -> None:
        """Begin a request, with the cut within reach of the application."""
        super().on_message_begin()
        scope = cast(dict[str, Any], self.scope)
        scope["extensions"] = {**scope.get("extensions", {}), "acs_emulator.abort": {"call": self.transport.abort}}

    def shutdown(self) -> None:
        """End an idle connection at once: a TLS client that says no goodbye would hold up the stop."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
        else:
            super().shutdown()


class QuietServer(uvicorn.Server):
    """A server that leaves the signals to `serve`: two of them in one loop would take them from each other."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Open a port; 0 lets the system choose. Raises PortTaken with a sentence for the owner."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named so that asyncio switches Nagle's algorithm off; without it each answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise PortTaken(f"Port {port} on {host} cannot be opened ({error.strerror}); choose another.") from error
    listening.setblocking(False)
    return listening


async def serve(
    app: Litestar,
    https: socket.socket,
    http: socket.socket | None,
    certificates: Certificates,
    ready: Callable[[], None],
    *,
    access_log: bool,
) -> None:
    """Serve until SIGINT or SIGTERM, then answer what is being asked and stop."""
    common: dict[str, Any] = {
        "lifespan": "off",
        "log_config": None,
        "access_log": access_log,
        "ws": "websockets-sansio",
        "ws_max_size": WEBSOCKET_BYTES_MAX,
        "http": CuttableProtocol,
        "timeout_graceful_shutdown": STOP_SECONDS_MAX,
        "server_header": False,
    }
    secure = uvicorn.Config(app, ssl_certfile=str(certificates.leaf), ssl_keyfile=str(certificates.leaf_key), **common)
    servers = [(QuietServer(secure), https)]
    if http is not None:
        servers.append((QuietServer(uvicorn.Config(app, **common)), http))

    def stop() -> None:
        app.state["emulator"].stopping = True
        for server, _listening in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(wanted, stop)
    async with app.lifespan(), asyncio.TaskGroup() as group:
        for server, listening in servers:
            group.create_task(server.serve(sockets=[listening]))
        group.create_task(_announce(servers, ready))


async def _announce(servers: list[tuple[QuietServer, socket.socket]], ready: Callable[[], None]) -> None:
    while not all(server.started for server, _listening in servers):
        if any(server.should_exit for server, _listening in servers):
            return
        await asyncio.sleep(0.01)
    ready()
