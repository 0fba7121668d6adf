"""Maple Street with its manager signed in."""

from datetime import datetime

import httpx
import pytest

from frontdesk.auth.roles import Role
from frontdesk.db import Sessions
from tests.cast import Cast, maple_street, sign_in
from tests.conftest import MakeClient


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    return await maple_street(sessions, now=now)


@pytest.fixture
async def olive(maple: Cast, browser: MakeClient) -> httpx.AsyncClient:
    """The manager, signed in."""
    return await sign_in(browser(), maple, Role.MANAGER)
