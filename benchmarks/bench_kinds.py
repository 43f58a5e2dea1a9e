"""How much kinds of future hang on the seed and on the number of futures."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result
from detente.ensemble.simulate import simulate
from detente.storylines.storylines import Storylines, storylines

SEEDS = 10
PATHS = (2_000, 5_000, 10_000)

SCENARIOS = (
    SCENARIO,
    "armenia-azerbaijan-2025",
    "israel-hezbollah-2024",
    "tariff-truce-2025",
)


def profile(found: Storylines) -> NDArray[np.float64]:
    """Of each kind its chance, and that of each outcome in it."""
    return np.array(
        [[kind.probability, *(came.share for came in kind.outcomes)] for kind in found.kinds]
    )


def matched(first: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The kinds of another ensemble in the order of those of the first that they are most like."""
    from scipy.optimize import linear_sum_assignment

    away = np.square(first[:, None, 1:] - other[None, :, 1:]).sum(axis=2)
    return np.asarray(other[linear_sum_assignment(away)[1]])


def agreement(name: str, seeds: int, paths: tuple[int, ...]) -> list[Figure]:
    """How many kinds there are, and how far apart the same kind lies for other seeds."""
    scenario = detente.load(name)
    figures = []
    for n in paths:
        played = (simulate(scenario, paths=n, seed=seed) for seed in range(1, seeds + 1))
        every = [profile(storylines(each)) for each in played]
        numbers = [len(each) for each in every]
        usual = Counter(numbers).most_common(1)[0][0]
        alike = [each for each in every if len(each) == usual]
        kinds = np.stack([matched(alike[0], each) for each in alike])
        spread = 100.0 * kinds.std(axis=0, ddof=min(len(alike) - 1, 1))
        what = f"{name}, {n:,} futures"
        figures += [
            Figure(f"kinds, {what}", float(usual), "", tuple(map(float, numbers))),
            Figure(f"largest sd of the chance of a kind, {what}", spread[:, 0].max(), "points"),
            Figure(
                f"mean sd of an outcome's chance in a kind, {what}", spread[:, 1:].mean(), "points"
            ),
        ]
    return figures


def measure(options: Options) -> Result:
    """Kinds of the built-in scenarios over seeds and numbers of futures."""
    found = []
    for name in SCENARIOS[:1] if options.quick else SCENARIOS:
        found += agreement(name, *((2, (600,)) if options.quick else (SEEDS, PATHS)))
    return Result("Kinds of future over seeds", found)
