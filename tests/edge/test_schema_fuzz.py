"""Everything that the API's description allows, and much that it does not: no mistake of ours, no answer it does not tell.

Schemathesis reads the description and asks, link by link, with a manager's key and as nobody. FRONTDESK_FUZZ_SECONDS gives
it longer; the long run does.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from frontdesk import clock, db
from frontdesk.auth.api_keys import create_key
from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import maple_street, sign_in, take_hold
from tests.conftest import MakeClient, Server

SECONDS = int(os.environ.get("FRONTDESK_FUZZ_SECONDS", "12"))
ENDLESS = r"/(stream|test-clock)$"  # streams do not end, and a held clock would let keys and holds run out
# What fits the description may still not make sense (422), be out of date (412) or over (410): those are answers, too.
CONFIG = f"""
hooks = "{Path(__file__).parent / "fuzz_hooks.py"}"
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 422, 429, 503]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 503]
"""


@pytest.mark.timeout(SECONDS * 4 + 240)
@pytest.mark.parametrize("who", ["manager", "nobody"])
async def test_nothing_breaks_and_nothing_is_answered_that_is_not_described(
    server: Server, sessions: Sessions, tmp_path: Path, who: str
) -> None:
    now = clock.now()
    maple = await maple_street(sessions, now=datetime.now(UTC), notice_minutes=0)
    words = ["--exclude-path-regex", ENDLESS, "--checks", "all", "--max-time", str(SECONDS), "--no-color"]
    words += ["--continue-on-failure", "--workers", "1", "--suppress-health-check", "all", "--request-timeout", "30"]
    words += ["--warnings", "off", "-H", f"Origin: {server.settings.origin}"]
    if who == "manager":
        async with db.begin(sessions) as session:
            _, key = await create_key(
                session, office_id=maple.office_id, role=Role.MANAGER, name="fuzz", person_id=None, now=now
            )
        words += ["-H", f"Authorization: Bearer {key}"]
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    running = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"),
        "--config-file",
        str(tmp_path / "schemathesis.toml"),
        "run",
        f"{server.settings.origin}/api/v1/openapi.json",
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=tmp_path,
    )
    told, _ = await running.communicate()
    assert running.returncode == 0, told.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("day?on=0001-01-01", 422),
        ("day?on=9999-12-31", 422),
        ("time-off?from=2026-01-02&to=2026-01-01", 422),
        ("time-off?from=0001-01-01&to=9999-12-31", 422),
        ("time-off?from=2026-01-01&to=2026-01-02", 200),
    ],
)
async def test_dates_at_the_ends_of_the_calendar_are_refused(
    sessions: Sessions, browser: MakeClient, now: datetime, path: str, status: int
) -> None:
    """Found by asking at random: sums with such dates are none any more."""
    olive = await sign_in(browser(), await maple_street(sessions, now=now), Role.OWNER)
    answer = await olive.get(f"/offices/maple-street/{path}")
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("starts_at", ["9999-12-31T23:59:00Z", "0001-01-01T00:00:00+14:00"])
async def test_a_hold_at_the_end_of_the_calendar_is_refused(
    sessions: Sessions, browser: MakeClient, now: datetime, starts_at: str
) -> None:
    maple = await maple_street(sessions, now=now)
    answer = await take_hold(browser(), maple, starts_at)
    assert answer.status_code in (400, 409, 422), answer.text


async def test_the_address_tells_what_may_be_done_there(browser: MakeClient) -> None:
    for path, allowed in (("/session", "DELETE, GET, OPTIONS, POST"), ("/offices/x/profile", "GET, OPTIONS, PATCH")):
        answer = await browser().options(path)
        assert (answer.status_code, answer.headers["allow"]) == (204, allowed)
