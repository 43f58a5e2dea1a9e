"""Wall time of the whole command: start-up, 10,000 futures, the first run of all."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.command import detente, run
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import median

WHOLE, START_UP, FIRST = Target(5.0), Target(1.0), Target(40.0)


def measure(options: Options) -> Result:
    """Run the command in turn with ten thousand futures and with one."""
    rounds, paths = (1, 1000) if options.quick else (7, 10_000)
    detente("simulate", SCENARIO, "--paths", "1")  # the kernel lies compiled on disk from here on
    whole, start_up, python, stages = [], [], [], []
    for _ in range(rounds):
        whole.append(detente("simulate", SCENARIO, "--paths", str(paths)))
        start_up.append(detente("simulate", SCENARIO, "--paths", "1"))
        python.append(run([sys.executable, "-c", "pass"]).wall)
        stages.append(_stages(paths))
    first = [_first() for _ in range(1 if options.quick else 3)]
    walls = tuple(cost.wall for cost in whole)
    figures = [
        Figure(f"simulate, {paths:,} futures", median(walls), "s", walls, WHOLE),
        Figure("  processor time of it", median([c.cpu for c in whole]), "s"),
    ]
    walls = tuple(cost.wall for cost in start_up)
    figures.append(
        Figure("start-up: the same with one future", median(walls), "s", walls, START_UP)
    )
    figures.append(Figure("  Python itself", median(python), "s", tuple(python)))
    for name in stages[0]:
        times = tuple(each[name] for each in stages)
        figures.append(Figure(f"  {name}", median(times), "s", times))
    figures.append(Figure("first run, nothing compiled", median(first), "s", tuple(first), FIRST))
    return Result("Whole processes, wall time", figures)


def _stages(paths: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.stages", str(paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def _first() -> float:
    """Seconds of a run whose compiled code nobody has kept."""
    with tempfile.TemporaryDirectory() as folder:
        return detente("simulate", SCENARIO, environment={"NUMBA_CACHE_DIR": folder}).wall
