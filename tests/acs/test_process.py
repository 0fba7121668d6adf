"""The command itself: certificates, ports, folders, the way it ends."""

from __future__ import annotations

import socket
import ssl
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from azure.communication.identity import CommunicationIdentityClient

from .conftest import Running, StartEmulator


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the command until it ends by itself."""
    command = [sys.executable, "-m", "acs_emulator.cli", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_certificate_holds_for_every_local_name(emulator: Running, host: str) -> None:
    port = emulator.endpoint.rsplit(":", 1)[1]
    context = ssl.create_default_context(cafile=emulator.ca)
    # Python 3.13 sets this by itself; it asks for identifiers and key usage.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    answer = httpx.get(f"https://{host}:{port}/_emulator/health", verify=context)
    assert answer.status_code == 200


def test_nobody_else_is_trusted_by_accident(emulator: Running) -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{emulator.endpoint}/_emulator/health")


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("--port", str(port), "--http-port", "0")
    assert ended.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be opened" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_is_in_use_is_told(start_emulator: StartEmulator, tmp_path: Path) -> None:
    start_emulator("--data-dir", str(tmp_path))
    ended = run("--port", "0", "--http-port", "0", "--data-dir", str(tmp_path))
    assert ended.returncode == 1
    assert f"Another emulator works in the data folder {tmp_path}" in ended.stderr


def test_a_key_that_is_no_base64_is_told() -> None:
    ended = run("--access-key", "not base64!")
    assert ended.returncode == 2
    assert "must be base64" in ended.stderr


def test_a_folder_keeps_key_authority_and_connection_string(tmp_path: Path) -> None:
    data, ca = tmp_path / "data", tmp_path / "ca"
    running = Running("--port", "0", "--http-port", "0", "--data-dir", str(data), "--ca-dir", str(ca), key=None)
    kept = (data / "connection-string.txt").read_text()
    assert kept == running.connection_string
    assert running.ca == str(ca / "ca.pem")
    for secret in (data / "connection-string.txt", data / "access-key.txt", ca / "ca-key.pem", ca / "server-key.pem"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    authority = (ca / "ca.pem").read_bytes()
    assert running.stop() == 0
    running.start()
    assert running.connection_string.split("accesskey=")[1] == kept.split("accesskey=")[1]
    assert (ca / "ca.pem").read_bytes() == authority
    client = CommunicationIdentityClient.from_connection_string(running.connection_string, connection_verify=running.ca)
    user = client.create_user()
    client._identity_service_client.close()
    assert user.raw_id
    assert running.stop() == 0
