"""How much memory a play takes, estimated before it starts."""

from __future__ import annotations

import sys
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

from detente.ensemble.runner import block_size, path_bytes
from detente.ensemble.threads import worker_count
from detente.errors import OutcomeError

if TYPE_CHECKING:
    from detente.program.compile import Compiled

BINS = 400
"""Bins of the relation index over [−10, 10], for its quantiles: 0.05 wide."""

WORKING = 2
"""Reductions to estimates, and tables for people, take about as much again as the arrays."""

SPARE = 50_000_000
"""Bytes that are left to everything else."""


def play_bytes(compiled: Compiled, paths: int, threads: int | None = None) -> int:
    """Bytes that an ensemble takes at its largest, above what is taken already.

    The arrays that are kept for each path (three indices; first passage and count of each
    outcome; which claims held; mean and last value of each watched plane), the index by day, and
    the blocks that are played at once.
    """
    days = int(compiled.program.start[1])
    outcomes, claims, watched = (
        len(part) for part in (compiled.outcomes, compiled.claims, compiled.watched)
    )
    path = 24 + 8 * outcomes + claims + 16 * watched
    by_day = 8 * days * watched * (BINS + 2)
    at_once = 2 * worker_count(threads) + 1
    block = min(block_size(compiled), paths) * path_bytes(compiled)
    return WORKING * paths * path + by_day + at_once * block


def memory_left() -> int:
    """Bytes that this process may still take: of the machine, its container and its own limit."""
    import psutil

    left = [int(psutil.virtual_memory().available)]
    for limit, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        (
            "/sys/fs/cgroup/memory/memory.limit_in_bytes",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes",
        ),
    ):
        try:
            left.append(int(Path(limit).read_text()) - int(Path(used).read_text()))
        except (OSError, ValueError):  # no such container, or "max"
            continue
    if sys.platform != "win32":
        import resource

        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        if bound != resource.RLIM_INFINITY:
            left.append(bound - int(psutil.Process().memory_info().vms))
    return max(min(left), 0)


def check_size(compiled: Compiled, paths: int, threads: int | None = None) -> None:
    """Refuse a play that does not fit into memory.

    Raises
    ------
    OutcomeError
        With both sizes, and how many paths would fit.
    """
    left = memory_left() - SPARE
    needed = play_bytes(compiled, paths, threads)
    if needed <= left:
        return
    fit = bisect_right(range(1, paths), left, key=lambda n: play_bytes(compiled, n, threads))
    advice = (
        f"about {_rounded(fit):,} paths would fit"
        if fit
        else "shorten the horizon with --until, or free some memory"
    )
    raise OutcomeError(
        f"--paths {paths}: {paths:,} paths of {int(compiled.program.start[1])} days take about "
        f"{size(needed)} of memory and {size(max(left, 0))} are free; {advice}"
    )


def size(amount: float) -> str:
    """Bytes for people, such as 1.2 GB."""
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def _rounded(number: int) -> int:
    """Down to two digits."""
    scale: int = 10 ** max(len(str(number)) - 2, 0)
    return number // scale * scale
