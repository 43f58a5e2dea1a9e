"""`make bench`: the kernel against its floor, on the built-in scenario."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

import detente
from benchmarks.floor import floor_numba, floor_philox
from detente.claims.belief import believe
from detente.ensemble.coefficients import coefficient_matrix
from detente.ensemble.design import nested
from detente.kernel.play import play

TARGET = 0.7


def timed(call: Callable[[], object]) -> float:
    """CPU seconds of a call (one thread)."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Time kernel and floors in turn and print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--scenario", default="us-russia-2024")
    parser.add_argument("--paths", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    scenario = detente.load(options.scenario)
    compiled = scenario.compiled()
    program = compiled.program
    days = int(program.start[1])
    processes = len(compiled.processes)
    design = nested(options.paths)
    truth = believe(scenario.claims, scenario.file.voices, 1, design.belief, {})
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, 1, design.parameters)
    weight = program.term_scale * theta[0, program.term_coefficient]
    owner = np.repeat(program.segment_slot % processes, np.diff(program.segment_from))
    order = np.argsort(owner, kind="stable")
    term_from = np.searchsorted(owner[order], np.arange(processes + 1)).astype(np.int32)
    term_plane = program.term_plane[order]
    weight = weight[order]
    alpha = theta[0, program.alpha]
    x = program.initial.copy()
    names = np.ascontiguousarray(program.name[:, :processes])
    floor = (options.paths, days, term_from, term_plane, weight, x, alpha)
    calls: dict[str, Callable[[], object]] = {
        "kernel": lambda: play(compiled, 1, design.chance, theta, truth),
        "floor, Numba's generator": lambda: floor_numba(*floor),
        "floor, Philox": lambda: floor_philox(*floor, names),
    }
    for call in calls.values():
        call()
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(options.rounds):
        for name, call in calls.items():
            seconds[name].append(timed(call))
    work = options.paths * days * processes
    table = Table(title=f"{processes} processes, {len(weight)} terms, {days} days, one thread")
    table.add_column("What")
    table.add_column("process-days per second", justify="right")
    table.add_column("kernel / floor", justify="right")
    rows = []
    for name, times in seconds.items():
        ratio = statistics.median(f / k for f, k in zip(times, seconds["kernel"], strict=True))
        speed = work / statistics.median(times)
        rows.append({"what": name, "process_days_per_second": speed, "kernel_over_floor": ratio})
        table.add_row(name, f"{speed / 1e6:,.1f} M", "" if name == "kernel" else f"{ratio:.2f}")
    Console().print(table)
    Console().print(f"Target: kernel / floor at least {TARGET}.")
    if options.json:
        document = {"processes": processes, "terms": len(weight), "days": days, "rows": rows}
        options.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
