"""Who sees people here: what is said of them, and who may be offered to whom."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit
from frontdesk.audit import Actor
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.schemas import ProviderChange
from frontdesk.offices.tables import Provider


async def change_provider(
    session: AsyncSession, provider_id: UUID, change: ProviderChange, *, office_id: UUID, actor: Actor, now: datetime
) -> Provider:
    """Change what was said of a provider and leave the rest; booked visits stay. Raises UnknownProvider."""
    provider = await queries.provider_by_id(session, office_id, provider_id)
    said = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET}
    if "attributes" in said:
        said["attributes"] = sorted(set(said["attributes"]))
    before = {name: getattr(provider, name) for name in said}
    for name, value in said.items():
        setattr(provider, name, value)
    await session.flush()
    audit.record(
        session,
        actor,
        "provider.changed",
        ("provider", provider_id),
        office_id=office_id,
        now=now,
        before=before,
        after=said,
    )
    announce(session, "provider.changed", provider_id, to=[office_id])
    return provider
