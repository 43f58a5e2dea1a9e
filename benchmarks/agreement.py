"""Whether the Mesa peers simulate the same thing as the kernel.

Given the same beliefs, coefficients, moods and acts, planes and hazards must agree to rounding,
and the outcomes exactly. Left to their own draws, the probabilities of outcomes must agree within
Monte Carlo error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.mesa_peer import Peer
from benchmarks.mesa_plain import Plain
from benchmarks.mesa_world import F64, World
from detente.baseline.coefficients import coefficient_matrix
from detente.claims.belief import believe
from detente.ensemble.design import Design
from detente.ensemble.simulate import simulate
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.numerics._compiled_math import normal_quantile_in_place
from detente.numerics.philox import MOOD, MOOD_START, fill_words, seed_words
from detente.scenario.scenario import Scenario

TOLERANCE = 1e-10
ALARM = 1e-3
"""Chance that `probabilities` finds fault with peers that are right."""
SEED = 20241118


@dataclass(frozen=True, slots=True)
class Script:
    """What is given to a path: its moods, and the acts that happen."""

    first_moods: F64
    shocks: F64
    history: NDArray[np.int8]


class Scripted(Peer):
    """A peer that plays a given history instead of drawing one, and keeps what it saw."""

    script: Script

    def __init__(self, world: World, truth: NDArray[np.bool_], theta: F64, script: Script) -> None:
        self.script = script
        self.planes: list[F64] = []
        self.hazards: list[F64] = []
        super().__init__(world, 0, truth, theta)

    def first_moods(self) -> F64:
        """As given."""
        return self.script.first_moods

    def shocks(self) -> F64:
        """As given."""
        shocks: F64 = self.script.shocks[self.today]
        return shocks

    def chances(self, rows: NDArray[np.intp]) -> F64:
        """Below any probability where the act is to happen, above it elsewhere."""
        chances: F64 = np.where(self.script.history[self.today, rows] == 1, -1.0, 2.0)
        return chances

    def chance(self, row: int) -> float:
        """The same for a scheduled act."""
        return -1.0 if self.script.history[self.today, row] == 1 else 2.0

    def watch(self) -> None:
        """Keep the planes."""
        self.planes.append(self.x.copy())
        super().watch()

    def decide(self) -> None:
        """Keep the hazards."""
        super().decide()
        self.hazards.append(self.hazard.copy())


class ScriptedPlain(Scripted, Plain):
    """The same for the plain peer."""


def difference(scenario: Scenario, kind: type[Scripted], paths: int = 6) -> float:
    """Largest difference of a plane or hazard between the kernel and a peer.

    Half of the paths play the history that the kernel drew, the others one of many more acts. The
    first two paths hold every claim true, and false.

    Returns
    -------
    float
        Relative to the larger of 1 and the number; infinite if an outcome differs.
    """
    compiled = scenario.compiled()
    world = World(scenario, compiled)
    indices = np.arange(paths)
    truth = believe(scenario.claims, scenario.file.voices, SEED, indices, {})
    truth[0], truth[1] = 1, 0
    theta = coefficient_matrix(compiled.coefficients, compiled.claims, truth, SEED, indices)
    rng = np.random.default_rng(SEED)
    worst = 0.0
    for k in range(paths):
        one = (compiled, SEED, indices[k : k + 1], theta[k : k + 1], truth[k : k + 1])
        history = _drawn(compiled, play(*one, capacity=world.days * len(compiled.rows)))
        if k % 2:
            history |= (rng.random(history.shape) < 0.1).astype(np.int8)
        history[:, : world.processes] &= (world.at_risk > 0).astype(np.int8)
        kernel = play(*one, forced=history, trace=True)
        script = Script(*moods(compiled, SEED, k), history)
        peer = kind(world, truth[k].astype(bool), theta[k], script)
        peer.run_model()
        if peer.first != kernel.first[0].tolist() or peer.count != kernel.count[0].tolist():
            return float("inf")
        for ours, theirs in (
            (kernel.planes[0], np.array(peer.planes)),
            (kernel.terms[0, :, :, 3], np.array(peer.hazards)),
        ):
            scale = np.maximum(1.0, np.abs(ours))
            worst = max(worst, float((np.abs(ours - theirs) / scale).max()))
    return worst


def _drawn(compiled: Compiled, played: Played) -> NDArray[np.int8]:
    """The acts of a path as a table of days and rows."""
    rows = len(compiled.rows)
    history = np.zeros((int(compiled.program.start[1]), rows), dtype=np.int8)
    day, row = np.divmod(played.record[0, : played.recorded[0]], rows)
    history[day, row] = 1
    return history


def moods(compiled: Compiled, seed: int, chance: int) -> tuple[F64, F64]:
    """The kernel's mood draws of a path: those of the first day, and the shocks of every day."""
    program = compiled.program
    start, days = (int(i) for i in program.start)
    count = program.mood_name.shape[1]
    k0, k1 = (np.uint64(word) for word in seed_words(seed))
    low, high = np.uint64(chance & 0xFFFFFFFF), np.uint64(chance >> 32)

    def draw(domain: int, counter: int) -> F64:
        words = np.empty((4, count))
        tag = np.uint64(domain << 28 | counter)
        fill_words(low, program.mood_name, high, tag, k0, k1, words)
        normal_quantile_in_place(words.reshape(-1), 4 * count)
        return words

    dates = range(start, start + days)
    shocks = np.array([draw(MOOD, date >> 2)[date & 3] for date in dates])
    return draw(MOOD_START, start)[0], shocks


@dataclass(frozen=True, slots=True)
class Comparison:
    """Probabilities of the outcomes from both sides, and their distance in standard errors."""

    outcomes: tuple[str, ...]
    ours: F64
    theirs: F64
    distance: F64
    limit: float

    def document(self) -> dict[str, Any]:
        """Plain data."""
        return {
            outcome: {"detente": a, "mesa": b, "standard_errors": d}
            for outcome, a, b, d in zip(
                self.outcomes,
                self.ours.tolist(),
                self.theirs.tolist(),
                self.distance.tolist(),
                strict=True,
            )
        }

    @property
    def worst(self) -> float:
        """Largest distance, in standard errors."""
        return float(self.distance.max())


def probabilities(scenario: Scenario, kind: type[Peer], paths: int, ours: int) -> Comparison:
    """Compare outcome probabilities of `paths` of a peer with those of `ours` paths of the kernel.

    Every path draws its own parameters, so that paths are independent. The limit on the distance
    is Bonferroni's, for a false alarm in one of `1 / ALARM` comparisons.
    """
    from scipy.stats import norm

    compiled = scenario.compiled()
    world = World(scenario, compiled)
    k = np.arange(ours, dtype=np.int64)
    ensemble = simulate(scenario, seed=SEED, design=Design(k, k, k))
    a = (ensemble.first >= 0).mean(axis=0)
    hits = np.zeros(len(compiled.outcomes))
    for seed in range(paths):
        peer = kind(world, np.random.default_rng([SEED, seed]))
        peer.run_model()
        hits += np.array(peer.first) >= 0
    b = hits / paths
    pooled = (a * ours + b * paths) / (ours + paths)
    error = np.sqrt(pooled * (1.0 - pooled) * (1.0 / ours + 1.0 / paths))
    distance = np.divide(np.abs(a - b), error, out=np.zeros_like(a), where=error > 0)
    return Comparison(
        compiled.outcomes, a, b, distance, float(norm.isf(ALARM / 2 / len(compiled.outcomes)))
    )
