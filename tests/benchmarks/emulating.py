"""How fast the emulator is: texts, rooms and words a second over https, and how soon a webhook hears of something."""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import ssl
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.benchmarks.measuring import Measurement, measured, percentile
from tests.conftest import ACCESS_KEY, Emulator

AT_ONCE, SECONDS, EVENTS = 16, 3, 200
NUMBER, CASEY = "+18005551000", "+14255550123"


async def emulator(folder: Path) -> list[Measurement]:
    """Measure an emulator that keeps its state, as the demo's does."""
    running = Emulator(folder / "emulator", "--event-grid-retry-scale", "0.1")
    await asyncio.to_thread(running.start)
    try:
        trusted = ssl.create_default_context(cafile=str(running.ca))
        connector = aiohttp.TCPConnector(ssl=trusted, limit=AT_ONCE)
        async with aiohttp.ClientSession(connector=connector) as session:
            return await _rates(Client(session, running.port)) + await _latency(session, running)
    finally:
        await asyncio.to_thread(running.stop)


class Client:
    """What the SDKs send, without their cost: signed or with a user's token."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._host = session, f"localhost:{port}"

    async def signed(self, path: str, body: object, **headers: str) -> Any:
        """Ask in the name of the resource."""
        content = json.dumps(body).encode()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        date = format_datetime(datetime.now(UTC), usegmt=True)
        to_sign = f"POST\n{path}\n{date};{self._host};{digest}"
        signature = base64.b64encode(hmac.digest(base64.b64decode(ACCESS_KEY), to_sign.encode(), "sha256")).decode()
        signing = f"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}"
        signed = {"x-ms-date": date, "x-ms-content-sha256": digest, "Authorization": signing}
        return await self._post(path, content, {**signed, **headers})

    async def as_user(self, token: str, path: str, body: object) -> Any:
        """Ask in the name of a user."""
        return await self._post(path, json.dumps(body).encode(), {"Authorization": f"Bearer {token}"})

    async def _post(self, path: str, content: bytes, headers: dict[str, str]) -> Any:
        url = f"https://{self._host}{path}"
        everything = {**headers, "Content-Type": "application/json"}
        async with self._session.post(url, data=content, headers=everything) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()


async def _rates(client: Client) -> list[Measurement]:
    wish = {"createTokenWithScopes": ["chat"]}
    token = (await client.signed("/identities?api-version=2023-10-01", wish))["accessToken"]["token"]
    made = await client.as_user(token, "/chat/threads?api-version=2024-03-07", {"topic": "Visit"})
    thread = f"/chat/threads/{made['chatThread']['id']}/messages?api-version=2024-03-07"

    async def text() -> None:
        recipient = {"to": CASEY, "repeatabilityRequestId": str(uuid.uuid4())}
        body = {"from": NUMBER, "smsRecipients": [recipient], "message": "Your visit is at 15:30."}
        await client.signed("/sms?api-version=2021-03-07", body)

    async def room() -> None:
        await client.signed("/rooms?api-version=2025-03-13", {}, **{"Repeatability-Request-ID": str(uuid.uuid4())})

    async def say() -> None:
        await client.as_user(token, thread, {"content": "hello", "type": "text"})

    found = []
    for name, act in (("send an SMS", text), ("create a room", room), ("send a chat message", say)):
        found.append(measured(f"emulator: {name}, {AT_ONCE} at once", await _rate(act), "per second"))
    return found


async def _rate(act: Callable[[], Awaitable[None]]) -> float:
    """Tell how often a second an act is done by many at once."""
    done, end = itertools.count(), time.perf_counter() + SECONDS

    async def again_and_again() -> None:
        while time.perf_counter() < end:
            await act()
            next(done)

    begun = time.perf_counter()
    await asyncio.gather(*(again_and_again() for _ in range(AT_ONCE)))
    return next(done) / (time.perf_counter() - begun)


async def _latency(session: aiohttp.ClientSession, running: Emulator) -> list[Measurement]:
    """Measure from the moment a person presses "send" to the moment the webhook has the event."""
    heard: asyncio.Queue[float] = asyncio.Queue()

    async def hook(request: web.Request) -> web.Response:
        [event] = await request.json()
        if request.headers["aeg-event-type"] == "SubscriptionValidation":
            return web.json_response({"validationResponse": event["data"]["validationCode"]})
        heard.put_nowait(time.perf_counter())
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    control = f"{running.web}/_emulator"
    await session.put(f"{control}/webhook", json={"url": f"http://localhost:{runner.addresses[0][1]}/hook"})
    times = []
    for number in range(EVENTS + 5):
        begun = time.perf_counter()
        wish = {"sender": CASEY, "text": f"number {number}"}
        async with session.post(f"{control}/sms/received", json=wish) as answer:
            assert answer.status == 201
        times.append((await asyncio.wait_for(heard.get(), 10) - begun) * 1000)
    await runner.cleanup()
    times = times[5:]
    return [
        measured("emulator: an event reaches the webhook, p50", percentile(times, 0.5), "ms"),
        measured("emulator: an event reaches the webhook, p95", percentile(times, 0.95), "ms"),
    ]
