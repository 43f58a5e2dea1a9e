"""Wall time of the whole command: start-up, 10,000 futures, the first run of all."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.command import Cost, detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import median

WHOLE, START_UP, FIRST = Target(5.0), Target(1.0), Target(40.0)


def measure(options: Options) -> Result:
    """Run the command in turn with ten thousand futures and with one."""
    rounds, paths = (1, 1000) if options.quick else (7, 10_000)
    detente("simulate", SCENARIO, "--paths", "1")  # the kernel lies compiled on disk from here on
    whole, start_up, stages = [], [], []
    for _ in range(rounds):
        whole.append(detente("simulate", SCENARIO, "--paths", str(paths)))
        start_up.append(detente("simulate", SCENARIO, "--paths", "1"))
        stages.append(_stages(paths))
    first = tuple(_first() for _ in range(1 if options.quick else 3))
    figures = [
        _wall(f"simulate, {paths:,} futures", whole, WHOLE),
        _wall("start-up: the same with one future", start_up, START_UP),
        Figure("first run of all, with compilation", median(first), "s", first, FIRST),
        _processor(f"processor time, {paths:,} futures", [c.cpu for c in whole]),
        *(_processor(f"  {name}", [each[name] for each in stages]) for name in stages[0]),
    ]
    return Result(
        "Whole processes",
        figures,
        ["Wall time, but for the last rows. It is the machine's too: a busy one takes longer."],
    )


def _wall(what: str, costs: list[Cost], target: Target) -> Figure:
    walls = tuple(cost.wall for cost in costs)
    return Figure(what, median(walls), "s", walls, target)


def _processor(what: str, seconds: list[float]) -> Figure:
    return Figure(what, median(seconds), "s", tuple(seconds))


def _stages(paths: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.stages", str(paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def _first() -> float:
    """Seconds of a run whose compiled code nobody has kept."""
    with tempfile.TemporaryDirectory() as folder:
        return detente("simulate", SCENARIO, environment={"NUMBA_CACHE_DIR": folder}).wall
