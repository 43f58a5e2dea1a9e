"""Changing claims of stored futures: time of a switch and of a slider step against a full play."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios
from detente.ensemble.played import played
from detente.ensemble.replayed import replayed
from detente.explain.needed import needed
from detente.public.play import Ensemble

SWITCH = Target(1.0)
STEP = Target(0.3)

OUTCOME = "ministers-talk"

CREDENCE = 0.75
"""Of the claim whose switch has a target."""


def changes(ensemble: Ensemble) -> dict[str, Callable[[], object]]:
    """What is asked of stored futures, by name: the engine alone, no page."""
    setting = ensemble.setting
    held = dict(zip(setting.compiled.claims, ensemble.truth.mean(axis=0).tolist(), strict=True))
    order = sorted(held, key=lambda claim: held[claim])
    usual = min(held, key=lambda claim: abs(held[claim] - CREDENCE))
    asked = {
        f"switch, credence {CREDENCE:g} to true": setting.under({usual: True}),
        "switch, the median claim to true": setting.under({order[len(order) // 2]: True}),
        "switch, the claim held least to true": setting.under({order[0]: True}),
        "switch, the claim held most to false": setting.under({order[-1]: False}),
        "slider, five points": setting.under({}, {usual: setting.stated(usual) + 0.05}),
    }
    found: dict[str, Callable[[], object]] = {
        name: partial(replayed, ensemble, to) for name, to in asked.items()
    }
    found["needed, in stored futures"] = lambda: needed(ensemble, OUTCOME, 0.6, confirm=False)
    return found


def times(paths: int, rounds: int, few: bool) -> list[Figure]:
    """Wall time on all cores, and the ratio to playing all of the futures."""
    scenario = detente.load(SCENARIO)
    ensemble = scenario.simulate(paths)
    calls = {"play": lambda: played(ensemble.setting), **changes(ensemble)}
    taken = interleaved(calls, rounds, time.perf_counter)
    cost = interleaved(calls, rounds, warm=False)
    found = []
    for name in calls:
        target = None
        if name.startswith(f"switch, credence {CREDENCE:g}"):
            target = STEP if few else SWITCH
        elif name.startswith("slider"):
            target = STEP
        found.append(
            Figure(
                f"{name}, {paths:,} futures", median(taken[name]), "s", tuple(taken[name]), target
            )
        )
        if name != "play":
            share = ratios(cost[name], cost["play"])
            found.append(Figure(f"{name} / play, processor time", median(share), "", share))
    return found


def measure(options: Options) -> Result:
    """At two numbers of futures, on the built-in scenario."""
    if options.quick:
        return Result("Changing claims", times(400, 1, few=True))
    return Result("Changing claims", [*times(2_000, 5, few=True), *times(10_000, 5, few=False)])
