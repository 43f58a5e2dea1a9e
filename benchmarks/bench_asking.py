"""Asking 10,000 stored futures: processor time, and how much kinds hang on the seed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import median
from detente.ensemble.simulate import simulate
from detente.storylines.storylines import storylines

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

TARGET = Target(1.0, above=False)

SEEDS = (1, 2, 3)

SCENARIOS = (
    SCENARIO,
    "armenia-azerbaijan-2025",
    "israel-hezbollah-2024",
    "tariff-truce-2025",
)


def seconds(scenario: Scenario, paths: int, rounds: int) -> Figure:
    """Processor time of dividing futures that are there, once what it loads is loaded."""
    ensemble = simulate(scenario, paths=paths)
    storylines(ensemble)
    taken = []
    for _round in range(rounds):
        begin = time.process_time()
        storylines(ensemble)
        taken.append(time.process_time() - begin)
    return Figure(
        f"storylines of {paths:,} stored futures, {scenario.id}",
        median(taken),
        "s",
        tuple(taken),
        TARGET,
    )


def agreement(scenario: Scenario, paths: int) -> list[Figure]:
    """How many kinds three seeds give, each with half of its futures and with all of them."""
    from sklearn.metrics import adjusted_rand_score

    numbers, alike = [], []
    for seed in SEEDS:
        half, whole = (
            storylines(simulate(scenario, paths=n, seed=seed)) for n in (paths // 2, paths)
        )
        numbers += [float(len(half.kinds)), float(len(whole.kinds))]
        among = whole.label[: half.label.size]
        alike.append(float(adjusted_rand_score(half.label, among)))
    return [
        Figure(f"kinds, {scenario.id}", median(numbers), "", tuple(numbers)),
        Figure(
            f"adjusted Rand index of half alone and among all, {scenario.id}",
            median(alike),
            "",
            tuple(alike),
        ),
    ]


def measure(options: Options) -> Result:
    """Time and agreement, on the built-in scenarios."""
    paths, rounds = (1_000, 1) if options.quick else (10_000, 5)
    found = [seconds(detente.load(SCENARIO), paths, rounds)]
    for name in SCENARIOS[:1] if options.quick else SCENARIOS:
        found += agreement(detente.load(name), 600 if options.quick else 3_000)
    return Result("Asking the futures", found)
