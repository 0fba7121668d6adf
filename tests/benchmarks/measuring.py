"""A measurement, how it is taken, and how it is shown."""

import json
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec


class Measurement(msgspec.Struct, omit_defaults=True):
    """One number with its unit; where there is an aim, the aim and whether it was met."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    met: bool | None = None


def measured(
    name: str, value: float, unit: str, *, at_most: float | None = None, at_least: float | None = None
) -> Measurement:
    """Write a number down beside its aim."""
    met = value <= at_most if at_most is not None else value >= at_least if at_least is not None else None
    return Measurement(name, round(value, 3), unit, at_most if at_most is not None else at_least, met)


async def timed(act: Callable[[], Awaitable[object]], *, rounds: int, warm: int = 3) -> list[float]:
    """Run an act again and again; answers its times in milliseconds, without those of the first rounds."""
    times = []
    for number in range(warm + rounds):
        begun = time.perf_counter()
        await act()
        if number >= warm:
            times.append((time.perf_counter() - begun) * 1000)
    return times


def percentile(times: Sequence[float], part: float) -> float:
    """Tell under which time this part of all lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def show(measurements: Sequence[Measurement]) -> None:
    """Print the table."""
    width = max(len(m.name) for m in measurements)
    for m in measurements:
        aim = "" if m.limit is None else f"  aim {m.limit:g}  {'met' if m.met else 'not met'}"
        print(f"{m.name:<{width}}  {m.value:>12,.2f} {m.unit:<12}{aim}")


def keep(measurements: Sequence[Measurement], path: Path) -> None:
    """Write them where other programs look."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(msgspec.to_builtins(list(measurements)), indent=1) + "\n", encoding="utf-8")
