"""Where the time of `detente simulate` goes: `python -m benchmarks.stages [PATHS]` prints JSON."""

from __future__ import annotations

import time

START = time.perf_counter()


def main() -> None:
    """Do what the command does, stage by stage."""
    import io
    import json
    import sys

    from rich.console import Console

    import detente
    import detente.cli.run  # what the command imports
    import detente.ensemble.simulate
    from detente.terminal.result import show

    seconds = {}
    mark = START

    def stage(name: str) -> None:
        nonlocal mark
        now = time.perf_counter()
        seconds[name] = now - mark
        mark = now

    stage("imports")
    scenario = detente.load("us-russia-2024")
    stage("read the scenario")
    scenario.compiled()
    stage("lower to planes and terms")
    scenario.simulate(1)
    stage("load the compiled kernel, play one path")
    ensemble = scenario.simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    stage("play all paths")
    ensemble.sample()
    stage("play two sample futures again")
    show(Console(file=io.StringIO()), ensemble)
    stage("estimate and print (and the two sample futures once more)")
    json.dump(seconds, sys.stdout)


if __name__ == "__main__":
    main()
