"""Real-time notifications of a chat, packet by packet: who may connect, pings and acknowledgements, how a registration ends."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from azure.communication.chat import ChatParticipant
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from .conftest import VOIP, Azure, Running, User, until


class Client:
    """What the SDK does, by hand: allocation, handshake, registration, each with any token."""

    def __init__(self, emulator: Running, user: User) -> None:
        self.emulator, self.token = emulator, user.token
        self.registration = str(uuid.uuid4())

    def ask(self, method: str, path: str, token: str | None = None, **how: Any) -> httpx.Response:
        headers = {"x-skypetoken": self.token if token is None else token}
        return httpx.request(method, f"{self.emulator.web}{path}", headers=headers, **how)

    def allocate(self, earlier: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.ask("POST", "/trouter/v4/a", params={"epid": "e", **(earlier or {}).get("connectparams", {})})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("application/json")
        allocated: dict[str, Any] = answer.json()
        return allocated

    def session(self, allocated: dict[str, Any]) -> str:
        answer = self.ask("GET", "/socket.io/1/", params={**allocated["connectparams"], "v": "v4", "auth": "true"})
        assert answer.status_code == 200, answer.text
        session, *rest = answer.text.split(":")
        assert rest == ["180", "180", "websocket,xhr-polling"]
        return session

    @contextmanager
    def socket(self, allocated: dict[str, Any]) -> Iterator[ClientConnection]:
        address = f"{self.emulator.web.replace('http', 'ws', 1)}/socket.io/1/websocket/{self.session(allocated)}"
        with connect(address) as socket:
            assert socket.recv(timeout=5) == "1::"
            kind, _, body = str(socket.recv(timeout=5)).partition(":::")
            assert (kind, json.loads(body)["name"]) == ("5", "trouter.connected")
            yield socket

    def register(self, path: str, ttl: int = 7200, token: str | None = None) -> httpx.Response:
        transports = {"TROUTER": [{"context": "", "path": path, "ttl": ttl}]}
        body = {"clientDescription": {}, "registrationId": self.registration, "transports": transports}
        return self.ask("POST", "/registrar/v3/registrations", token, json=body)


def pushed(socket: ClientConnection) -> dict[str, Any]:
    """Return the next pushed event, and answer for it."""
    frame = str(socket.recv(timeout=5))
    assert frame.startswith("3:::"), frame
    request = json.loads(frame.removeprefix("3:::"))
    socket.send(f"3:::{json.dumps({'id': request['id'], 'status': 200, 'headers': {}, 'body': ''})}")
    event: dict[str, Any] = json.loads(request["body"])
    return event


def test_the_resource_names_itself_as_host(azure: Azure, emulator: Running) -> None:
    url = f"{emulator.web}/chat/config/realTimeNotifications?api-version=2024-09-01"
    hosts = httpx.get(url, headers={"authorization": f"Bearer {azure.user().token}"}).json()
    assert hosts == {
        "trouterServiceUrl": f"{emulator.web}/trouter",
        "registrarServiceUrl": f"{emulator.web}/registrar",
        "cloudType": "public",
    }
    assert httpx.get(url).status_code == 401
    assert httpx.get(url, headers={"authorization": f"Bearer {azure.user(VOIP).token}"}).status_code == 403
    other = url.replace("2024-09-01", "2024-03-07")
    assert httpx.get(other, headers={"authorization": f"Bearer {azure.user().token}"}).status_code == 400


def test_every_door_wants_a_token_with_a_chat_scope(azure: Azure, emulator: Running) -> None:
    client, caller = Client(emulator, azure.user()), azure.user(VOIP)
    allocated = client.allocate()
    for token, status in (("rubbish", 401), (caller.token, 403)):
        assert client.ask("POST", "/trouter/v4/a", token).status_code == status
        shaking = client.ask("GET", "/socket.io/1/", token, params=allocated["connectparams"])
        assert shaking.status_code == status
        assert client.register(allocated["surl"], token=token).status_code == status
    assert client.ask("POST", "/trouter/v4/a", "").status_code == 401
    stranger = Client(emulator, azure.user())
    assert stranger.register(allocated["surl"]).status_code == 404
    assert stranger.ask("GET", "/socket.io/1/", params=allocated["connectparams"]).status_code == 403
    assert client.ask("GET", "/socket.io/1/", params={"sr": "unknown"}).status_code == 401
    assert client.register("https://elsewhere/v4/f/x/").status_code == 404
    assert client.register(allocated["surl"]).status_code == 202
    assert stranger.ask("DELETE", f"/registrar/v3/registrations/{client.registration}").status_code == 403
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        connect(f"{emulator.web.replace('http', 'ws', 1)}/socket.io/1/websocket/guessed").recv(timeout=5)


def test_pings_and_events_are_acknowledged_and_a_goodbye_ends_it(azure: Azure, emulator: Running) -> None:
    client = Client(emulator, azure.user())
    with client.socket(client.allocate()) as socket:
        socket.send('5:1+::{"name":"user.activity","args":[{"state":"active","cv":"a.0"}]}')
        assert socket.recv(timeout=5) == '6:::1+["pong"]'
        socket.send("2::")
        socket.send('5:7+::{"name":"ping"}')
        assert socket.recv(timeout=5) == '6:::7+["pong"]'
        socket.send("0::")
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)
    with client.socket(client.allocate()) as socket:
        socket.send("not a packet")
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)


def test_an_address_is_kept_over_a_cut_and_told_only_while_it_is_registered(azure: Azure, emulator: Running) -> None:
    priya = azure.user()
    client = Client(emulator, priya)
    first = client.allocate()
    thread_id = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
    thread = azure.thread(priya, thread_id)
    with client.socket(first) as socket:
        thread.send_message("before the registration")
        assert client.register(first["surl"]).status_code == 202
        thread.send_message("registered")
        assert pushed(socket)["messageBody"] == "registered"
        assert client.register(first["surl"], ttl=0).status_code == 202
        thread.send_message("after its time")
        assert client.register(first["surl"]).status_code == 202
        thread.send_message("registered again")
        assert pushed(socket)["messageBody"] == "registered again"
    again = client.allocate(first)
    assert again["surl"] == first["surl"]
    assert Client(emulator, azure.user()).allocate(first)["surl"] != first["surl"]
    with client.socket(again) as socket:
        thread.send_message("after the cut")
        assert pushed(socket)["messageBody"] == "after the cut"
        assert client.ask("DELETE", f"/registrar/v3/registrations/{client.registration}").status_code == 202
        thread.send_message("to nobody")
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.2)


def test_a_token_is_looked_at_before_each_push(azure: Azure, emulator: Running) -> None:
    priya, casey = azure.user(), azure.user()
    client = Client(emulator, casey)
    allocated = client.allocate()
    members = [ChatParticipant(identifier=casey.identifier)]
    thread_id = azure.chat(priya).create_chat_thread("Visit", thread_participants=members).chat_thread.id
    with client.socket(allocated) as socket:
        client.register(allocated["surl"])
        azure.thread(priya, thread_id).send_message("heard")
        assert pushed(socket)["messageBody"] == "heard"
        azure.identity().revoke_tokens(casey.identifier)
        azure.thread(priya, thread_id).send_message("not heard")
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)
    assert client.ask("POST", "/trouter/v4/a").status_code == 401


def test_history_that_is_not_shared_is_not_told(azure: Azure, emulator: Running) -> None:
    priya, casey = azure.user(), azure.user()
    client = Client(emulator, casey)
    allocated = client.allocate()
    thread_id = azure.chat(priya).create_chat_thread("Visit").chat_thread.id
    thread = azure.thread(priya, thread_id)
    early = thread.send_message("before casey").id
    since = datetime.now(UTC) + timedelta(milliseconds=20)
    with client.socket(allocated) as socket:
        client.register(allocated["surl"])
        thread.add_participants([ChatParticipant(identifier=casey.identifier, share_history_time=since)])
        assert pushed(socket)["eventId"] == 260
        thread.update_message(early, "changed before casey")
        until(lambda: datetime.now(UTC) > since)
        thread.send_message("with casey")
        event = pushed(socket)
    assert (event["eventId"], event["messageBody"], event["groupId"]) == (200, "with casey", thread_id)
    taken = [line for line in emulator.control("GET", "/notifications")["lines"] if line["user_id"] == casey.id]
    assert [(line["taken"], line["not_taken"]) for line in taken] == [(2, 0)]
