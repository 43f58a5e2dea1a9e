"""What it would take: claims to flip, or coefficients to shift, to bring an outcome past a level.

Both searches are greedy on a subset of the futures, and what they find is played again with all
of them. They find a short way, not always the shortest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import draw_values
from detente.ensemble.estimate import Estimate, probability
from detente.ensemble.setting import Setting
from detente.explain.arms import Arm, play_arms
from detente.explain.plausibility import Plausibility, plausibility
from detente.explain.recalled import Recalled
from detente.explain.variance import two_designs
from detente.explain.worth import SUBSET, Flips
from detente.progress import Progress

F64 = NDArray[np.float64]

MOST_CLAIMS = 5
"""Claims that a set may hold."""

CANDIDATES = 10
"""Claims that are tried at a step: those that moved most alone."""

MOST_SHIFTED = 5
"""Coefficients that are shifted together."""

FARTHEST = 3.0
"""Standard deviations that a coefficient may be shifted."""

TOLERANCE = 0.05
"""Standard deviations to which a shift is found."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that brings an outcome past a level, or comes nearest to it.

    Attributes
    ----------
    claims : mapping of claim to bool
        Claims to be forced.
    shifts : mapping of draw to float
        Standard deviations by which coefficients are shifted.
    estimate : Estimate
        The outcome's probability then, on all futures.
    reached : bool
        Whether that lies past the level.
    plausibility : Plausibility
        Joint credence of the claims, and how far out the coefficients lie together.
    """

    claims: Mapping[str, bool]
    shifts: Mapping[str, float]
    estimate: Estimate
    reached: bool
    plausibility: Plausibility


def is_rate(draw: str) -> bool:
    """Whether a draw is a rate: of a process, or the hazard with which a state moves."""
    return draw.startswith("rate:") or (draw.startswith("state:") and draw.endswith(".rate"))


def _past(p: float, level: float, up: bool) -> bool:
    return p >= level if up else p <= level


def _direction(level: float, now: Estimate) -> tuple[bool, float]:
    """Whether the level lies above, and the sign of the way there."""
    up = level > now.probability
    return up, 1.0 if up else -1.0


def claims_to_flip(
    setting: Setting,
    outcome: str,
    level: float,
    now: Estimate,
    flips: Flips,
    *,
    recalled: Recalled | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Way:
    """Force claims one after the other, each time the one that helps most.

    Parameters
    ----------
    setting : Setting
    outcome : str
    level : float
        Probability to be reached: from below if it lies above the outcome's, else from above.
    now : Estimate
        The outcome's, on all futures of the setting.
    flips : Flips
        Of the same setting and outcome; the claims of the largest worth are tried.
    recalled : Recalled, optional
        As in `detente.explain.arms.play_arms`.
    """
    up, sign = _direction(level, now)
    part = setting.part(flips.truth.shape[0])
    # the subset's own luck is taken off
    aim = level + float(flips.base.came.mean()) - now.probability
    options = [(w.claim, sign * w.worth > 0.0) for w in flips.worths if w.worth != 0.0]
    options = options[:CANDIDATES]
    way = Way({}, {}, now, False, Plausibility())
    forced: dict[str, bool] = {}
    while options and len(forced) < MOST_CLAIMS and not way.reached:
        arms = [Arm({**forced, claim: value}) for claim, value in options]
        played = play_arms(
            part, outcome, arms, recalled=recalled, threads=threads, progress=progress
        )
        shares = [sign * float(answers.came.mean()) for answers in played]
        claim, value = options.pop(int(np.argmax(shares)))
        forced[claim] = value
        settled = part.under(forced).settled
        options = [(other, to) for other, to in options if other not in settled]
        if _past(sign * max(shares), aim, up) or len(forced) == MOST_CLAIMS or not options:
            way = _verified(setting, outcome, level, up, forced, {}, recalled, threads)
    return way


def gradients(setting: Setting, outcome: str, *, threads: int | None = None) -> dict[str, float]:
    """Change of an outcome's probability per standard deviation of each draw, by regression.

    On futures with parameter draws of their own, the covariance of the outcome with each
    standardised draw (Stein's identity); draws are independent of each other.

    Returns
    -------
    dict of draw to float
        With |z| above 3 only, largest first.
    """
    compiled = setting.compiled
    design, _ = two_designs(setting.design.paths)
    (answers,) = play_arms(setting, outcome, [Arm({}, design)], threads=threads)
    came = answers.came - answers.came.mean()
    found: dict[str, float] = {}
    error = float(came.std()) / np.sqrt(came.shape[0])
    for draw in {c.draw.name: c.draw for c in compiled.coefficients if c.draw.sd > 0.0}.values():
        values = draw_values(draw, setting.seed, design.parameters)
        spread = float(values.std())
        if spread > 0.0:
            gain = float(np.mean(came * (values - values.mean()))) / spread
            if error > 0.0 and abs(gain) > 3.0 * error:
                found[draw.name] = gain
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))


def coefficients_to_shift(
    setting: Setting,
    outcome: str,
    level: float,
    now: Estimate,
    *,
    rates: bool,
    paths: int = SUBSET,
    threads: int | None = None,
) -> Way:
    """Shift the coefficients that matter most, all by the same number of standard deviations.

    One coefficient is tried first, then two, up to `MOST_SHIFTED`; the shift is found by halving.

    Parameters
    ----------
    setting, outcome, level, now
        As for `claims_to_flip`.
    rates : bool
        Whether rates are shifted, or all other coefficients.
    """
    up, sign = _direction(level, now)
    part = setting.part(paths)

    def share(shifts: Mapping[str, float]) -> float:
        (answers,) = play_arms(part, outcome, [Arm({})], shifts=shifts, threads=threads)
        return float(answers.came.mean())

    gains = gradients(setting, outcome, threads=threads)
    names = [name for name in gains if is_rate(name) == rates][:MOST_SHIFTED]
    if not names:
        return Way({}, {}, now, False, Plausibility())
    direction = {name: sign * float(np.sign(gains[name])) for name in names}
    aim = level + share({}) - now.probability

    def shifted(amount: float, count: int) -> dict[str, float]:
        return {name: round(amount * direction[name], 2) for name in names[:count]}

    count = next(
        (n for n in range(1, len(names) + 1) if _past(share(shifted(FARTHEST, n)), aim, up)),
        len(names),
    )
    near, far = 0.0, FARTHEST
    while far - near > TOLERANCE:
        middle = (near + far) / 2.0
        reached = _past(share(shifted(middle, count)), aim, up)
        near, far = (near, middle) if reached else (middle, far)
    step = TOLERANCE / 2.0
    while True:
        way = _verified(setting, outcome, level, up, {}, shifted(far, count), None, threads)
        if way.reached or far >= FARTHEST:
            return way
        step *= 2.0
        far = min(far + step, FARTHEST)


def _verified(
    setting: Setting,
    outcome: str,
    level: float,
    up: bool,
    forced: Mapping[str, bool],
    shifts: Mapping[str, float],
    recalled: Recalled | None,
    threads: int | None,
) -> Way:
    """Play the way with all futures."""
    (answers,) = play_arms(
        setting, outcome, [Arm(forced)], shifts=shifts, recalled=recalled, threads=threads
    )
    estimate = probability(answers.came > 0.5, setting.design.parameters)
    return Way(
        dict(forced),
        dict(shifts),
        estimate,
        _past(estimate.probability, level, up),
        plausibility(setting, forced, shifts),
    )
