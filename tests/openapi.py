"""The API's own description, as the pages' types are made from it. Run this file to write it down anew."""

import json
from pathlib import Path
from typing import Any

from frontdesk.app import create_app
from frontdesk.config import Settings

WRITTEN = Path(__file__).parents[1] / "frontend" / "openapi" / "schema.json"
REFRESH = "run `.venv/bin/python tests/openapi.py`, then `npm run generate:api` in frontend/"


def plain_settings(**changes: Any) -> Settings:
    """Settings of an installation that speaks to nobody yet."""
    said: dict[str, Any] = {
        "environment": "test",
        "database_url": "postgresql+asyncpg://app@localhost/frontdesk",
        "acs_connection_string": "endpoint=https://localhost/;accesskey=c2VjcmV0",
        "call_socket_url": "ws://localhost:8444",
        "public_url": "http://localhost:8000",
        "secret_key": "a secret for tests, long enough to sign with",
        "hook_secret": "what-event-grid-shows-us",
    }
    return Settings(**said | changes)


def described() -> str:
    """Describe the API as it is outside of tests, which can hold the clock besides."""
    return (
        json.dumps(create_app(plain_settings(environment="demo")).openapi_schema.to_schema(), indent=1, default=str)
        + "\n"
    )


if __name__ == "__main__":
    WRITTEN.write_text(described())
    print(f"{WRITTEN} is written. Now: npm run generate:api, in frontend/")
