"""Peak memory of the whole command."""

from __future__ import annotations

from benchmarks.command import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target

TARGET = Target(500)
PATHS = 100_000


def measure(options: Options) -> Result:
    """Run the command with few and with many futures."""
    detente("simulate", SCENARIO, "--paths", "1")  # the kernel lies compiled on disk from here on
    sizes = (1, PATHS // 100) if options.quick else (1, PATHS // 10, PATHS)
    figures = []
    for paths in sizes:
        peak = detente("simulate", SCENARIO, "--paths", str(paths)).peak / 1e6
        target = TARGET if paths == PATHS else None
        figures.append(Figure(f"peak memory, {paths:,} futures", peak, "MB", (), target))
    return Result("Whole processes, peak memory", figures)
