"""Newton–Raphson with step halving, and why it may fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.rem.failures import (
    CollinearError,
    ConvergenceError,
    EstimationError,
    SeparatedError,
)

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats

Pass = Callable[["Floats"], tuple[float, "Floats", "Floats"]]
"""θ → log-likelihood, gradient, information."""

ITERATIONS = 50
CLOSE = 1e-14  # the gain that one more step promises, in log-likelihood
DEGENERATE = 1e-9  # smallest eigenvalue of the information in units of its diagonal
STILL_MOVING = 0.01  # a step this large, relative to 1 + |θ|, where nothing is gained
FARTHEST = 5.0  # change of a linear predictor in one step of a timed model
PART = 0.1  # least weight of an effect in a combination that is named


@dataclass(frozen=True)
class Maximum:
    """Where the likelihood is largest.

    Attributes
    ----------
    theta, gradient : float64, shape (p,)
    information : float64, shape (p, p)
    log_likelihood, start : float
        At the maximum, and at the start.
    iterations : int
    """

    theta: Floats
    gradient: Floats
    information: Floats
    log_likelihood: float
    start: float
    iterations: int


def maximise(
    run: Pass,
    start: Floats,
    names: tuple[str, ...],
    largest: Callable[[], Floats],
    *,
    bounded: bool,
) -> Maximum:
    """Find the maximum.

    Parameters
    ----------
    run : callable
        One pass over the record.
    start : float64, shape (p,)
    names : tuple of str
        For messages.
    largest : callable
        The largest |x| of each effect, infinite where one is not a finite number.
    bounded : bool
        Whether no step may change a linear predictor by more than `FARTHEST` through one effect:
        rates are exponential, and halving from far away is slow.

    Raises
    ------
    CollinearError
        If a combination of the effects never varies among the alternatives.
    SeparatedError
        If the likelihood goes on rising as coefficients grow without bound.
    ConvergenceError
        If there is no maximum after `ITERATIONS` steps.
    """
    theta = start.copy()
    value, gradient, information = run(theta)
    first = value
    _refuse_unknown(value, gradient, information, names, largest)
    _refuse_collinear(information, names)
    for iteration in range(1, ITERATIONS + 1):
        step = _step(information, gradient, theta, names)
        gain = float(gradient @ step)
        if gain < CLOSE:
            moving = np.abs(step) > STILL_MOVING * (1.0 + np.abs(theta))
            if moving.any():
                raise _separated(names, moving, theta)
            return Maximum(theta, gradient, information, value, first, iteration - 1)
        if bounded:
            step *= min(1.0, FARTHEST / max(float((np.abs(step) * largest()).max()), FARTHEST))
        theta, value, gradient, information = _line_search(
            run, theta, step, gain, value, gradient, information
        )
    raise ConvergenceError(
        f"no maximum after {ITERATIONS} steps; the coefficients that still move are those of "
        f"{_listed(names, np.abs(gradient) > 1e-6)}: leave out an effect, or put strongly skewed "
        "statistics on a log1p scale or standardise them",
        tuple(n for n, g in zip(names, gradient, strict=True) if abs(g) > 1e-6),
    )


def _line_search(
    run: Pass,
    theta: Floats,
    step: Floats,
    gain: float,
    value: float,
    gradient: Floats,
    information: Floats,
) -> tuple[Floats, float, Floats, Floats]:
    fraction = 1.0
    while fraction > 1e-10:
        candidate = theta + fraction * step
        found, slope, curve = run(candidate)
        # near the maximum a gain can drown in rounding
        if found >= value - 1e-9 * (1.0 + abs(value)) * (gain < 1e-6) and np.isfinite(found):
            return candidate, found, slope, curve
        fraction /= 2.0
    return theta, value, gradient, information


def _step(information: Floats, gradient: Floats, theta: Floats, names: tuple[str, ...]) -> Floats:
    size = np.sqrt(np.maximum(np.diag(information), 0.0))
    if not (size > 0).all() or not np.isfinite(information).all():
        raise _separated(names, ~(size > 0), theta)
    scaled = information / np.outer(size, size)
    values, vectors = np.linalg.eigh(scaled)
    if values[0] < DEGENERATE * 1e-3:  # it was sound at the start
        raise _separated(names, np.abs(vectors[:, 0]) > PART, theta)
    inner = vectors @ ((vectors.T @ (gradient / size)) / values)
    return np.asarray(inner / size)


def _refuse_unknown(
    value: float,
    gradient: Floats,
    information: Floats,
    names: tuple[str, ...],
    largest: Callable[[], Floats],
) -> None:
    if np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(information).all():
        return
    wrong = ~np.isfinite(largest())
    if wrong.any():
        raise EstimationError(
            f"{_listed(names, wrong)}: the statistic is not a finite number everywhere; log1p "
            "needs values above −1",
            _chosen(names, wrong),
        )
    raise EstimationError(
        "sums over the risk set are too large for a computer's numbers: rescale the covariates, or "
        "measure time in a larger unit"
    )


def _refuse_collinear(information: Floats, names: tuple[str, ...]) -> None:
    variance = np.diag(information)
    constant = ~(variance > 1e-14 * max(1.0, float(variance.max())))
    if constant.any():
        raise CollinearError(
            f"{_listed(names, constant)}: never differs among the alternatives of any event, so "
            "its coefficient cannot be told; leave it out",
            _chosen(names, constant),
        )
    size = np.sqrt(variance)
    values, vectors = np.linalg.eigh(information / np.outer(size, size))
    null = values < DEGENERATE
    if null.any():
        involved = (np.abs(vectors[:, null]) > PART).any(axis=1)
        raise CollinearError(
            f"{_listed(names, involved)}: collinear, a combination of them never differs among "
            "the alternatives; leave one of them out",
            _chosen(names, involved),
        )


def _separated(names: tuple[str, ...], which: np.ndarray, theta: Floats) -> SeparatedError:
    if not which.any():
        which = np.ones(len(names), np.bool_)
    up = [n for n, w, t in zip(names, which, theta, strict=True) if w and t > 0]
    down = [n for n, w, t in zip(names, which, theta, strict=True) if w and t <= 0]
    parts = []
    if up:
        parts.append(f"{', '.join(up)} rises without bound (events always go with it)")
    if down:
        parts.append(f"{', '.join(down)} falls without bound (events never go with it)")
    return SeparatedError(
        f"separated: the coefficient of {'; of '.join(parts)}; leave it out, or restrict the risk "
        "set to where both outcomes occur",
        _chosen(names, which),
    )


def _chosen(names: tuple[str, ...], which: np.ndarray) -> tuple[str, ...]:
    return tuple(name for name, chosen in zip(names, which, strict=True) if chosen)


def _listed(names: tuple[str, ...], which: np.ndarray) -> str:
    return ", ".join(_chosen(names, which)) or ", ".join(names)
