"""How log lines look: for people, or JSON for machines. Ids only; never names, numbers, words or links."""

from typing import Any

import structlog

from frontdesk.config import Settings


def set_up_logging(settings: Settings) -> None:
    """Choose how log lines look: for people, or JSON for machines."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ]
    )
