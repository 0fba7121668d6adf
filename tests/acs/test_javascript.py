"""The contract as the JavaScript SDKs see it: each file of javascript/ run by Node, its output shown when it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import NUMBER, Remote, Running

FILES = sorted((Path(__file__).parent / "javascript").glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_the_javascript_sdks_run_unmodified(emulator: Running, file: Path) -> None:
    node = shutil.which("node")
    assert node is not None, "Node.js is needed to run the JavaScript SDKs."
    environment = {**os.environ, "ACS_CONNECTION_STRING": emulator.connection_string, "ACS_PHONE_NUMBER": NUMBER}
    if not isinstance(emulator, Remote):
        environment["ACS_CONTROL"] = f"{emulator.web}/_emulator"
    if isinstance(emulator.ca, str):
        environment["NODE_EXTRA_CA_CERTS"] = emulator.ca
    run = subprocess.run(
        [node, "--test-reporter=spec", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    assert "tests 0" not in run.stdout, run.stdout
    if "pass 0" in run.stdout:
        assert isinstance(emulator, Remote), f"against the emulator nothing is skipped:\n{run.stdout}"
        pytest.skip(f"everything in {file.name} is skipped:\n{run.stdout}")
