"""Which entries of the history can be taken back, by their action."""

from frontdesk.audit import AuditEntry

RESTORABLE = frozenset(
    {
        "office.changed",
        "service.changed",
        "provider.changed",
        "hours.set",
        "consent.worded",
        "member.changed",
        "limit.added",
        "limit.changed",
        "limit.removed",
        "override.added",
        "override.changed",
        "override.removed",
        "season.added",
        "season.changed",
        "season.removed",
        "time_off.removed",
    }
)


def is_restorable(entry: AuditEntry) -> bool:
    """Can what was before be put back? What was written down before both sides were kept cannot."""
    return entry.action in RESTORABLE and (entry.before is not None or entry.action.endswith(".added"))
