"""What each effect earns: the log-likelihood that is lost when it is taken out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from detente.fitting.design import Design
from detente.fitting.prior import Prior
from detente.fitting.solve import Solution, solve


def effect_of(draw: str) -> str:
    """Id of the effect to which a coefficient belongs."""
    return draw.partition(".")[0]


def baselines_alone(design: Design, prior: Prior, solution: Solution) -> float:
    """Log-likelihood of the best fit with every fitted coefficient at 0."""
    return _without(design, prior, solution, set(map(effect_of, _names(design))))


def earned(
    design: Design,
    prior: Prior,
    solution: Solution,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, float]:
    """Log-likelihood lost without each effect, the others and the baselines fitted anew.

    The parts do not add up: what two effects explain alike is lost with neither of them alone.

    Parameters
    ----------
    design : Design
    prior : Prior
    solution : Solution
        With all effects.
    progress : callable, optional
    """
    effects = list(dict.fromkeys(map(effect_of, _names(design))))
    found = {}
    for number, effect in enumerate(effects, start=1):
        without = _without(design, prior, solution, {effect})
        found[effect] = solution.log_likelihood - without
        if progress is not None:
            progress(number, len(effects))
    return found


def _names(design: Design) -> list[str]:
    return [draw.name for draw in design.draws]


def _without(design: Design, prior: Prior, solution: Solution, effects: set[str]) -> float:
    out = [effect_of(name) in effects for name in _names(design)]
    columns = np.array([*[False] * len(design.processes), *out], dtype=bool)
    return solve(design, prior.without(columns), solution.values).log_likelihood
