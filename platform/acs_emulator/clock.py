"""Two clocks: the hour of the world the emulator plays, which a demo may shift, and the real one, for signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` is domain time: room validity, chat, messages, events. `real` dates signatures and tokens."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Domain time, aware UTC, shifted by the offset the emulator was started with."""
        return datetime.now(UTC) + self.offset

    def real(self) -> datetime:
        """Unshifted time, aware UTC."""
        return datetime.now(UTC)


def iso_micros(moment: datetime) -> str:
    """Write an instant as rooms and identity do: six fractional digits and `+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def iso_seconds(moment: datetime) -> str:
    """Write an instant as chat does: whole seconds and `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_event(moment: datetime) -> str:
    """Write an instant as Event Grid does: six fractional digits and `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
