"""One live stream for one browser: server-sent events that carry names and ids, never data.

A stream ends after ten minutes and the browser comes back; a comment every fifteen seconds keeps proxies awake.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import UUID

import msgspec
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from frontdesk.events import HELLO, Listener

LIVES_SECONDS = 600
HEARTBEAT_SECONDS = 15


def live(listener: Listener, topics: Iterable[UUID | str]) -> ServerSentEvent:
    """Answer with the notices of these topics: first `hello`, then `changed` for each; the page refetches on any."""
    return ServerSentEvent(_notices(listener, frozenset(topics)), headers={"X-Accel-Buffering": "no"})


async def _notices(listener: Listener, topics: frozenset[UUID | str]) -> AsyncIterator[Any]:
    ends_at = asyncio.get_running_loop().time() + LIVES_SECONDS
    async with listener.listen(topics) as queue:
        yield ServerSentEventMessage(event="hello", data="{}", retry=2000)
        while (left := ends_at - asyncio.get_running_loop().time()) > 0:
            try:
                notice = await asyncio.wait_for(queue.get(), timeout=min(HEARTBEAT_SECONDS, left))
            except TimeoutError:
                yield ServerSentEventMessage(comment="still here")
                continue
            if notice is HELLO:
                yield ServerSentEventMessage(event="hello", data="{}")
            else:
                data = msgspec.json.encode({"name": notice.name, "id": notice.id}).decode()
                yield ServerSentEventMessage(event="changed", data=data)
