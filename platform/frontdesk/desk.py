"""What a job has at hand: the settings, the door to the database, and Azure."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.acs import Acs
from frontdesk.config import Settings
from frontdesk.db import Sessions


@dataclass(frozen=True, slots=True)
class Desk:
    """Made once per process by app.py and worker.py."""

    settings: Settings
    sessions: Sessions
    acs: Acs

    def begin(self, *, read_only: bool = False) -> AbstractAsyncContextManager[AsyncSession]:
        """Open one short transaction. Nothing is said to Azure inside it."""
        return db.begin(self.sessions, read_only=read_only)
