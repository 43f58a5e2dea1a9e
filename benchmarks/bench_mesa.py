"""The simulator against the same one written with Mesa 3, in two styles."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable

import detente
from benchmarks.agreement import TOLERANCE, Scripted, ScriptedPlain, difference, probabilities
from benchmarks.mesa_peer import Peer
from benchmarks.mesa_plain import Plain
from benchmarks.mesa_world import World
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios

TARGET = Target(100, above=True)
STYLES = {
    "hazards at once": (Peer, Scripted),
    "agent by agent": (Plain, ScriptedPlain),
}


def measure(options: Options) -> Result:
    """Time both in turn, and check that they agree."""
    ours, theirs, rounds = (500, 5, 3) if options.quick else (2000, 20, 7)
    sample, large = (50, 500) if options.quick else (400, 4000)
    scenario = detente.load(SCENARIO)
    world = World(scenario, scenario.compiled())
    seeds = itertools.count()

    def peer(kind: type[Peer]) -> Callable[[], object]:
        def run() -> None:
            for _ in range(theirs):
                kind(world, next(seeds)).run_model()

        return run

    calls: dict[str, Callable[[], object]] = {
        "detente": lambda: scenario.simulate(ours, threads=1),
        **{style: peer(kind) for style, (kind, _) in STYLES.items()},
    }
    seconds = interleaved(calls, rounds)
    whole = interleaved({"detente": lambda: scenario.simulate(ours)}, rounds, time.perf_counter)
    speed = {"detente": tuple(ours / t for t in seconds["detente"])}
    speed |= {style: tuple(theirs / t for t in seconds[style]) for style in STYLES}
    every = tuple(ours / t for t in whole["detente"])
    cores = os.cpu_count() or 1
    figures = [
        Figure("detente, one thread", median(speed["detente"]), "paths/s", speed["detente"]),
        Figure(f"detente, {cores} threads (wall time)", median(every), "paths/s", every),
        *(Figure(f"Mesa, {s}", median(speed[s]), "paths/s", speed[s]) for s in STYLES),
    ]
    for style in STYLES:
        paired = ratios(speed["detente"], speed[style])
        what = f"detente / Mesa, {style}, one thread each"
        figures.append(Figure(what, median(paired), "×", paired, TARGET))
    for style in STYLES:
        what = f"detente, {cores} threads / Mesa, {style}, one process"
        figures.append(Figure(what, median(every) / median(speed[style]), "×"))
    data = {}
    for style, (kind, scripted) in STYLES.items():
        what = f"planes and hazards, {style}: largest difference"
        worst = difference(scenario, scripted)
        figures.append(Figure(what, worst, target=Target(TOLERANCE)))
        compared = probabilities(scenario, kind, sample, large)
        what = f"outcomes, {style}: largest difference"
        limit = Target(round(compared.limit, 2))
        figures.append(Figure(what, compared.worst, "s.e.", target=limit))
        data[style] = compared.document()
    return Result(
        f"Mesa 3: paths of {world.days} days, processor time",
        figures,
        [
            "Differences of planes, hazards: on the same acts, beliefs, coefficients and moods. "
            f"Of outcomes: probabilities from {sample} and {large} paths, in standard errors."
        ],
        data,
    )
