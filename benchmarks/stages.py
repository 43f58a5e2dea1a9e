"""Where the processor time of `detente simulate` goes.

`python -m benchmarks.stages [PATHS]` does what the command does and prints seconds as JSON.
"""

from __future__ import annotations

import time


def main() -> None:
    """Do what the command does, stage by stage."""
    import io
    import json
    import sys

    from rich.console import Console

    import detente
    import detente.cli.app  # these four are what the command imports
    import detente.cli.progress
    import detente.ensemble.document
    import detente.runs.disk
    from detente.terminal.result import show

    seconds = {}
    mark = 0.0

    def stage(name: str) -> None:
        nonlocal mark
        now = time.process_time()
        seconds[name] = now - mark
        mark = now

    stage("Python and imports")
    scenario = detente.load("us-russia-2024")
    stage("read and lower the scenario")
    scenario.simulate(1)
    stage("load the compiled kernel, check stability")
    ensemble = scenario.simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    stage("play")
    show(Console(file=io.StringIO()), ensemble)
    stage("estimate, play two sample futures again, print")
    json.dump(seconds, sys.stdout)


if __name__ == "__main__":
    main()
