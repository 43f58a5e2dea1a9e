"""The kernel against its floors: the log-hazard sum, the exponential and the draw alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import detente
from benchmarks.floor import floor_numba, floor_philox
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios
from detente.baseline.coefficients import coefficient_matrix
from detente.claims.belief import believe
from detente.ensemble.design import nested
from detente.kernel.play import play

TARGET = Target(0.7, above=True)


def measure(options: Options) -> Result:
    """Time kernel and floors in turn, on one thread."""
    paths, rounds = (32, 3) if options.quick else (256, 9)
    scenario = detente.load(SCENARIO)
    compiled = scenario.compiled()
    program = compiled.program
    days = int(program.start[1])
    processes = len(compiled.processes)
    design = nested(paths)
    truth = believe(scenario.claims, scenario.file.voices, 1, design.belief, {})
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, 1, design.parameters)
    weight = program.term_scale * theta[0, program.term_coefficient]
    owner = np.repeat(program.segment_slot % processes, np.diff(program.segment_from))
    order = np.argsort(owner, kind="stable")
    term_from = np.searchsorted(owner[order], np.arange(processes + 1)).astype(np.int32)
    x, alpha = program.initial.copy(), theta[0, program.alpha]
    floor = (paths, days, term_from, program.term_plane[order], weight[order], x, alpha)
    names = np.ascontiguousarray(program.name[:, :processes])
    calls: dict[str, Callable[[], object]] = {
        "kernel": lambda: play(compiled, 1, design.chance, theta, truth),
        "floor with Numba's generator": lambda: floor_numba(*floor),
        "floor with the kernel's draws": lambda: floor_philox(*floor, names),
    }
    seconds = interleaved(calls, rounds)
    work = paths * days * processes / 1e6
    figures = []
    for name, times in seconds.items():
        speeds = tuple(work / t for t in times)
        figures.append(Figure(name, median(speeds), "M process-days/s", speeds))
    for name in list(calls)[1:]:
        paired = ratios(seconds[name], seconds["kernel"])
        figures.append(Figure(f"kernel / {name}", median(paired), "", paired, TARGET))
    return Result(
        f"Kernel: {processes} processes, {len(weight)} terms, {days} days, one thread",
        figures,
        ["A floor plays no planes: it is what the kernel could reach if the past did not matter."],
    )
