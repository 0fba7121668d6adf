"""Chat's real-time notifications on the wire: configuration, allocation, a socket.io 0.9 socket, the registrar.

The resource answers for all three hosts that the cloud has for it, so the browser SDK's `startRealtimeNotifications` runs
unmodified.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

import msgspec
from litestar import MediaType, Router, WebSocket, delete, get, post, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect

from acs_emulator.chat import ANYONE, user_with_scope
from acs_emulator.errors import AcsError, unauthorized
from acs_emulator.notifications_lines import LINE_SECONDS, Line
from acs_emulator.state import Emulator
from acs_emulator.wire import Answer, Call, answer, empty, known_version, read

HEARTBEAT_SECONDS = 180
PACKET = re.compile(r"(?P<kind>[0-8]):(?P<id>[0-9]*)(?P<data>\+?):(?P<endpoint>[^:]*):?(?P<body>.*)", re.DOTALL)
"""socket.io 0.9: kind, number (with a plus when the answer shall carry data), endpoint, body."""

Socket = WebSocket[Any, Any, State]


class Transport(msgspec.Struct):
    """Where a registration wishes to be told."""

    path: str
    ttl: int = 7200


class Transports(msgspec.Struct):
    """The one transport there is."""

    trouter: list[Transport] = msgspec.field(name="TROUTER")


class Register(msgspec.Struct, rename="camel"):
    """Body of a registration."""

    registration_id: str
    transports: Transports


@get(
    "/chat/config/realTimeNotifications", name="realtime.configure", opt=ANYONE, guards=[user_with_scope, known_version]
)
async def configure(request: Call) -> Answer:
    """Name the hosts: this one."""
    return answer(
        {
            "trouterServiceUrl": f"{origin(request)}/trouter",
            "registrarServiceUrl": f"{origin(request)}/registrar",
            "cloudType": "public",
        }
    )


@post(["/trouter/v4/a", "/v4/a"], name="realtime.allocate", status_code=200)
async def allocate(request: Call, emulator: Emulator) -> Answer:
    """Give the bearer an address, the same one again to who names it: after a cut the SDK asks at the socket's host."""
    line = emulator.notifications.allocate(skype_token(request), request.query_params.get("sr"))
    address = origin(request) + line.path
    body = {
        # Without a path: the SDK would take one for a namespace of socket.io.
        "socketio": f"{origin(request)}/",
        "surl": address,
        "url": address,
        "ccid": line.id[:16],
        "id": line.id,
        "ttl": str(LINE_SECONDS),
        "curlb": origin(request),
        "connectparams": {
            "sr": line.id,
            "issuer": "local",
            "sp": "connect",
            "se": str(int(line.expires * 1000)),
            "st": str(int(time.time() * 1000)),
            "sig": line.id[16:],
        },
    }
    return answer(body)


@get("/socket.io/1", name="realtime.shake_hands", media_type=MediaType.TEXT)
async def shake_hands(request: Call, emulator: Emulator) -> str:
    """Begin a session of socket.io."""
    line = emulator.notifications.shake_hands(request.query_params.get("sr", ""), request.headers.get("x-skypetoken"))
    return f"{line.session}:{HEARTBEAT_SECONDS}:{HEARTBEAT_SECONDS}:websocket,xhr-polling"


@post("/registrar/v3/registrations", name="realtime.register", status_code=202)
async def register(request: Call, emulator: Emulator) -> Answer:
    """Tell the client at its address until the registration ends."""
    wish = await read(request, Register)
    if not wish.transports.trouter:
        raise AcsError(400, "BadRequest", "A registration needs a transport.", target="transports")
    transport = wish.transports.trouter[0]
    emulator.notifications.register(wish.registration_id, skype_token(request), transport.path, transport.ttl)
    return empty(202)


@delete("/registrar/v3/registrations/{registration_id:str}", name="realtime.unregister", status_code=202)
async def unregister(request: Call, emulator: Emulator, registration_id: str) -> Answer:
    """Tell the client nothing more."""
    emulator.notifications.unregister(registration_id, skype_token(request))
    return empty(202)


@websocket("/socket.io/1/websocket/{session:str}")
async def notification_socket(socket: Socket, session: str, emulator: Emulator) -> None:
    """Carry the pushes to one page, and its answers and pings back."""
    line = emulator.notifications.at(session)
    if line is None:
        await socket.close(code=4401)
        return
    await socket.accept()
    line.hang_up()
    line.session = ""
    frames = line.frames = asyncio.Queue()
    writing = asyncio.create_task(_write(socket, frames))
    line.say("1::")
    connected = {"name": "trouter.connected", "args": [{"ttl": LINE_SECONDS, "dur": 0}]}
    line.say(f"5:::{msgspec.json.encode(connected).decode()}")
    try:
        while (event := await socket.receive())["type"] == "websocket.receive":
            if not hear(line, event.get("text") or ""):
                break
    finally:
        if line.frames is frames:
            line.frames = None
        frames.put_nowait(None)
        await writing


async def _write(socket: Socket, frames: asyncio.Queue[str | None]) -> None:
    """Send what is put on the line; when the page is gone, the reading side hears of it."""
    try:
        while (frame := await frames.get()) is not None:
            await socket.send_text(frame)
        await socket.close()
    except (WebSocketDisconnect, OSError, RuntimeError):
        return


def hear(line: Line, text: str) -> bool:
    """Take one packet in; False when the page says goodbye, or something that is no packet."""
    packet = PACKET.fullmatch(text)
    if packet is None or packet["kind"] == "0":
        return False
    if packet["kind"] == "5" and packet["id"]:
        line.say(f'6:::{packet["id"]}+["pong"]' if packet["data"] else f"6:::{packet['id']}")
    elif packet["kind"] == "3":
        try:
            reply = msgspec.json.decode(packet["body"], type=Reply)
        except msgspec.DecodeError:
            return False
        line.taken += reply.status == 200
        line.not_taken += reply.status != 200
    return True


class Reply(msgspec.Struct):
    """A page's answer to a push."""

    id: int
    status: int


def origin(request: Call) -> str:
    """Return scheme and host as the client knows them."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def skype_token(request: Call) -> str:
    """Return the user access token of a request to the notification hosts. Raises AcsError 401 without one."""
    token = request.headers.get("x-skypetoken")
    if not token:
        raise unauthorized()
    return token


router = Router(
    path="/",
    route_handlers=[configure, allocate, shake_hands, register, unregister, notification_socket],
)
