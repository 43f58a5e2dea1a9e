"""Asking 10,000 stored futures: processor time, and how much kinds hang on the seed and number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios
from detente.ensemble.simulate import simulate
from detente.storylines.storylines import storylines

SECOND = Target(1.0)
AS_FAST = Target(1.1)
MINUTE = Target(60.0)

OUTCOME = "ministers-talk"

SEEDS = (1, 2, 3)

SCENARIOS = (
    SCENARIO,
    "armenia-azerbaijan-2025",
    "israel-hezbollah-2024",
    "tariff-truce-2025",
)


def times(paths: int, rounds: int) -> list[Figure]:
    """Processor time, over all threads, of each question, once what it loads is loaded.

    Watching plays the futures once more for dates that it has not been asked before (`anew`).
    """
    scenario = detente.load(SCENARIO)
    ensemble = scenario.simulate(paths)
    day = scenario.as_of + dt.timedelta(days=90)
    acts = [act for act in ensemble.future(0).acts if act.date <= day]

    def anew() -> None:
        ensemble.kept.clear()
        ensemble.watch(OUTCOME)

    calls: dict[str, Callable[[], object]] = {
        "play": lambda: scenario.simulate(paths),
        "seen": lambda: ensemble.seen_answer(OUTCOME),
        "storylines": ensemble.storylines,
        "watch anew": anew,
        "watch": lambda: ensemble.watch(OUTCOME),
        "branch": lambda: ensemble.branch(0, day, paths=paths),
    }
    taken = interleaved(calls, rounds)
    found = [
        Figure(
            f"{name}, {paths:,} stored futures",
            median(taken[name]),
            "s",
            tuple(taken[name]),
            SECOND,
        )
        for name in ("seen", "storylines", "watch anew", "watch")
    ]
    branched = ratios(taken["branch"], taken["play"])
    found.append(
        Figure(f"branch of {paths:,} continuations / play", median(branched), "", branched, AS_FAST)
    )
    draws = min(paths, 1_000)
    observed = interleaved(
        {"observe": lambda: scenario.observe(acts, day, paths=draws)}, 1, warm=False
    )["observe"]
    what = f"observe 90 days, {draws:,} draws, on two cores"
    found.append(Figure(what, observed[0] / 2, "s", (observed[0] / 2,), MINUTE))
    return found


def agreement(name: str, paths: int) -> list[Figure]:
    """How many kinds three seeds give, each with half of its futures and with all of them."""
    from sklearn.metrics import adjusted_rand_score

    scenario = detente.load(name)
    numbers, alike = [], []
    for seed in SEEDS:
        half, whole = (
            storylines(simulate(scenario, paths=n, seed=seed)) for n in (paths // 2, paths)
        )
        numbers += [float(len(half.kinds)), float(len(whole.kinds))]
        among = whole.label[: half.label.size]
        alike.append(float(adjusted_rand_score(half.label, among)))
    return [
        Figure(f"kinds, {name}", median(numbers), "", tuple(numbers)),
        Figure(
            f"adjusted Rand index of half alone and among all, {name}",
            median(alike),
            "",
            tuple(alike),
        ),
    ]


def measure(options: Options) -> Result:
    """Time and agreement, on the built-in scenarios."""
    paths, rounds = (1_000, 1) if options.quick else (10_000, 5)
    found = times(paths, rounds)
    for name in SCENARIOS[:1] if options.quick else SCENARIOS:
        found += agreement(name, 600 if options.quick else 3_000)
    return Result("Asking the futures", found)
