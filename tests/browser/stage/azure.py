"""A started emulator, and rooms, threads and tokens made at it through Azure's own SDK."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure.communication.chat import ChatParticipant
from azure.communication.chat.aio import ChatClient, CommunicationTokenCredential
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.communication.rooms import RoomParticipant
from azure.communication.rooms.aio import RoomsClient

ROOT = Path(__file__).parents[3]


@dataclass
class Azure:
    """A running emulator with the SDK's clients."""

    connection_string: str
    endpoint: str
    web: str
    tls: dict[str, Any]
    identity: CommunicationIdentityClient
    rooms: RoomsClient

    async def visit(self, *people: tuple[str, str]) -> Visit:
        """Make a room and a thread for people given by name and role."""
        users: list[Any] = [await self.identity.create_user() for _person in people]
        roster = [
            RoomParticipant(communication_identifier=user, role=role)
            for user, (_name, role) in zip(users, people, strict=True)
        ]
        room = await self.rooms.create_room(participants=roster)
        members = [
            ChatParticipant(identifier=user, display_name=name)
            for user, (name, _role) in zip(users, people, strict=True)
        ]
        token = await self.identity.get_token(users[0], ["chat"])
        client: Any = ChatClient(self.endpoint, CommunicationTokenCredential(token.token), **self.tls)
        async with client:
            made = await client.create_chat_thread("Visit", thread_participants=members)
        named = {name: (user, role) for user, (name, role) in zip(users, people, strict=True)}
        return Visit(self, str(room.id), str(made.chat_thread.id), named)


@dataclass
class Visit:
    """A room, a thread, and the people invited to them."""

    azure: Azure
    room_id: str
    thread_id: str
    people: dict[str, tuple[Any, str]]

    async def ticket(self, name: str) -> dict[str, Any]:
        """Return a pass as the product's server would."""
        user, role = self.people[name]
        token = await self.azure.identity.get_token(user, ["voip", "chat"])
        return {
            "stage": "local",
            "user_id": user.raw_id,
            "display_name": name,
            "role": role,
            "token": token.token,
            "token_expires_at": "2099-01-01T00:00:00Z",
            "endpoint": self.azure.endpoint,
            "room_id": self.room_id,
            "chat_thread_id": self.thread_id,
            "socket_url": f"{self.azure.web.replace('http', 'ws', 1)}/_emulator/calls/{self.room_id}",
            "locale": "en-US",
        }


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


class EmulatorProcess:
    """An emulator that can be killed and started again on the same ports, with its state kept."""

    def __init__(self, folder: Path, *ports: str) -> None:
        self._folder = folder
        self._ports = ports
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> str:
        """Start it; return what it said when it was ready."""
        options = ["-m", "acs_emulator.cli", "--data-dir", str(self._folder), *self._ports]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform"), "PYTHONUNBUFFERED": "1"}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *options, stdout=asyncio.subprocess.PIPE, env=environment
        )
        assert self._process.stdout is not None
        said = ""
        async with asyncio.timeout(30):
            while "Inbox: " not in said:
                line = await self._process.stdout.readline()
                assert line, f"The emulator ended: {said}"
                said += line.decode()
        return said

    async def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@contextlib.asynccontextmanager
async def clients(said: str) -> AsyncIterator[Azure]:
    """Open the SDK's clients at an emulator."""
    tls: dict[str, Any] = {"connection_verify": found(r"CA certificate: +(\S+)", said)}
    connection_string = found(r"Connection string: (\S+)", said)
    async with (
        CommunicationIdentityClient.from_connection_string(connection_string, **tls) as identity,
        RoomsClient.from_connection_string(connection_string, **tls) as rooms,
    ):
        yield Azure(
            connection_string=connection_string,
            endpoint=found(r"endpoint=([^;]+)/;", said),
            web=found(r"Inbox: +(\S+)/", said),
            tls=tls,
            identity=identity,
            rooms=rooms,
        )


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
