"""Interleaved rounds: what is compared runs in turn, so that a slow minute strikes both sides."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Clock = Callable[[], float]


def interleaved(
    calls: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Clock = time.process_time,
    *,
    warm: bool = True,
) -> dict[str, list[float]]:
    """Seconds of every call in every round, with `warm` after one round that is not counted.

    The clock counts processor time of this process by default, which other work on the machine
    disturbs less than it does wall time.
    """
    if warm:
        for call in calls.values():
            call()
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = clock()
            call()
            seconds[name].append(clock() - start)
    return seconds


def ratios(numerator: Sequence[float], denominator: Sequence[float]) -> tuple[float, ...]:
    """Ratio within each round."""
    return tuple(a / b for a, b in zip(numerator, denominator, strict=True))


def median(values: Sequence[float]) -> float:
    """Median."""
    return float(statistics.median(values))
