"""One pool of connections for all clients.

azure-core makes a new TLS context for each request when it is given a CA file, and aiohttp never reuses a connection
across contexts; so the context is made once, here. Clients close what they are given: this pool stays until the end.
"""

import ssl
from pathlib import Path
from typing import Any

import aiohttp
from azure.core.pipeline.transport import AioHttpTransport


class Transport(AioHttpTransport):  # type: ignore[misc]  # azure-core exports it lazily, untyped
    """azure-core's own transport with a session of ours, opened at the first request."""

    def __init__(self, ca_file: Path | None, **timeouts: float) -> None:
        super().__init__(**timeouts)
        self.session: aiohttp.ClientSession | None = None
        self._ca_file = ca_file

    async def open(self) -> None:
        """Open the pool once; every later call changes nothing."""
        if self.session is None:
            tls: Any = ssl.create_default_context(cafile=str(self._ca_file)) if self._ca_file else True
            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=tls),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=self._ca_file is None,
            )
        self._has_been_opened = True

    async def close(self) -> None:
        """Stay open: a single client may go, the others remain."""

    async def close_for_good(self) -> None:
        """Close every connection."""
        await super().close()
