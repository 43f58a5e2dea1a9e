"""Explaining against simulating: how many plays the answer to "why" costs."""

from __future__ import annotations

from collections.abc import Callable

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios
from detente.explain.explanation import split_variance
from detente.explain.hazards import hazard_stacks
from detente.explain.worth import flip_claims

OUTCOME = "leaders-speak"
STACK_AND_WORTH = Target(4.0)
SPLIT = Target(6.0)


def measure(options: Options) -> Result:
    """Time the parts of an explanation in turn with the play that they explain."""
    paths, rounds = (1000, 1) if options.quick else (10_000, 3)
    scenario = detente.load(SCENARIO)
    ensemble = scenario.simulate(paths)
    setting = ensemble.setting

    def stack_and_worth() -> None:
        hazard_stacks(setting, OUTCOME)
        flip_claims(setting, OUTCOME)

    calls: dict[str, Callable[[], object]] = {
        "simulate": lambda: scenario.simulate(paths),
        "stack and worth of all claims": stack_and_worth,
        "variance split": lambda: split_variance(ensemble, OUTCOME),
    }
    seconds = interleaved(calls, rounds)
    figures = [Figure("simulate", median(seconds["simulate"]), "s", tuple(seconds["simulate"]))]
    for name, target in zip(list(calls)[1:], (STACK_AND_WORTH, SPLIT), strict=True):
        paired = ratios(seconds[name], seconds["simulate"])
        figures.append(Figure(f"{name} / simulate", median(paired), "", paired, target))
    return Result(
        f"Explain: {OUTCOME}, {paths:,} futures, processor time of all threads",
        figures,
        ["An explanation plays the futures again; its price is counted in plays."],
    )
