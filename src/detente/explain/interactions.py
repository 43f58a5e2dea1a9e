"""Pairs of claims that do more, or less, together than each alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.ensemble.estimate import difference, told
from detente.ensemble.setting import Setting
from detente.explain.arms import Arm, play_arms
from detente.explain.recalled import Recalled
from detente.explain.worth import Flips
from detente.progress import Progress

CONFIRMED = 3
"""Pairs that are confirmed by forced runs."""

FEWEST = 30
"""Paths that must lie on each side of a pair for it to be screened."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """Y₁₁ − Y₁₀ − Y₀₁ + Y₀₀ of two claims, on the same futures.

    Attributes
    ----------
    claims : (str, str)
    effect : float
        Mean.
    interval : (float, float)
        95 %, as that of a worth: over the draws of coefficients and credences.
    monte_carlo : float
        Standard error of `effect`.
    screened : float
        What the flips of single claims had made one expect.
    """

    claims: tuple[str, str]
    effect: float
    interval: tuple[float, float]
    monte_carlo: float
    screened: float

    @property
    def told(self) -> bool:
        """Whether the effect is more than twice its Monte Carlo error from zero."""
        return told(self.effect, self.monte_carlo)


def screen(flips: Flips, claims: list[str]) -> list[tuple[float, float, str, str]]:
    """Rank all pairs by how much the worth of one differs with the other.

    Nothing is played: the flips of one claim are divided by whether the other holds. A claim that
    is given another hangs together with it, which the confirmation by forced runs corrects.

    Returns
    -------
    list of (|z|, difference, claim, other)
        Largest |z| first; each pair once.
    """
    best: dict[frozenset[str], tuple[float, float, str, str]] = {}
    for claim, moved in flips.difference.items():
        for column, other in enumerate(claims):
            if other == claim or other not in flips.difference:
                continue
            holds = flips.truth[: moved.shape[0], column]
            with_, without = moved[holds], moved[~holds]
            if min(with_.size, without.size) < FEWEST:
                continue
            error = np.sqrt(with_.var(ddof=1) / with_.size + without.var(ddof=1) / without.size)
            if error <= 0.0:
                continue
            found = float(with_.mean() - without.mean())
            candidate = (abs(found) / float(error), found, claim, other)
            pair = frozenset((claim, other))
            best[pair] = max(best.get(pair, candidate), candidate)
    return sorted(best.values(), reverse=True)


def interactions(
    setting: Setting,
    outcome: str,
    flips: Flips,
    *,
    recalled: Recalled | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Interaction]:
    """Confirm the strongest screened pairs by forced runs in all four arms.

    Parameters
    ----------
    setting : Setting
    outcome : str
    flips : Flips
        Of the same setting and outcome.
    recalled : Recalled, optional
        As in `detente.explain.arms.play_arms`.

    Returns
    -------
    list of Interaction
        At most `CONFIRMED`, largest first; none of a pair that changes no future together.
    """
    claims = [claim.id for claim in setting.scenario.claims]
    values = [(x, y) for x in (True, False) for y in (True, False)]
    part = setting.part(flips.truth.shape[0])
    chosen = [
        (each, screened, a, b)
        for each, screened, a, b in screen(flips, claims)
        if all(part.allows({a: x, b: y}) for x, y in values)  # none of a pair that rules one out
    ][:CONFIRMED]
    arms = [Arm({a: x, b: y}) for _, _, a, b in chosen for x, y in values]
    played = play_arms(part, outcome, arms, recalled=recalled, threads=threads, progress=progress)
    found = []
    for k, (_, screened, a, b) in enumerate(chosen):
        both, first, second, none = (arm.came for arm in played[4 * k : 4 * k + 4])
        effect = difference(both + none - first - second, part.design.parameters).within(2.0)
        if (both + none - first - second).any():  # else the pair does nothing together
            found.append(
                Interaction((a, b), effect.mean, effect.interval, effect.monte_carlo, screened)
            )
    return sorted(found, key=lambda each: -abs(each.effect))
