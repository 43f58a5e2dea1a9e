"""Newton's method with step control, for any model that gives value, gradient and information.

From θ the step is I⁻¹g, with g the gradient and I the information (minus the Hessian, or its
expectation: Fisher scoring). It promises a gain of ½λ², with λ² = gᵀI⁻¹g Newton's decrement; the
search ends where the decrement is small, which does not depend on the units of any covariate. A
step that overshoots is halved until it gains a part of what it promised (Armijo's rule).

Source: Boyd & Vandenberghe (2004), Convex Optimization, section 9.5.2 and algorithm 9.2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.numerics.information import solve

F64 = NDArray[np.float64]
Payload = TypeVar("Payload")

ENOUGH = 1e-4
"""Part of what a step promises, at its beginning, that it has to gain (Armijo's rule)."""

SHORTEST = 1e-6
"""Part of a step below which it is not halved further: rounding, or a kink."""

DROWNED = 1e-6
"""Decrement below which a gain may drown in rounding, so that a small loss is no overshoot."""

NOTHING = 1e-12
"""Decrement that is 0 but for rounding."""

ROUNDING = 1e-9
"""Loss that counts as none there, relative to 1 + |value|."""


@dataclass(frozen=True, slots=True)
class Point(Generic[Payload]):
    """A log-likelihood or log posterior at one place.

    Attributes
    ----------
    value : float
    gradient : array of float64, shape (p,)
    information : array of float64, shape (p, p)
        Minus the matrix of second derivatives, or what is expected of it.
    payload : object
        What else the model found on the way, or None.
    """

    value: float
    gradient: F64
    information: F64
    payload: Payload


@dataclass(frozen=True, slots=True)
class Move:
    """A step, before it is taken.

    Attributes
    ----------
    by : array of float64, shape (p,)
        What is added to the parameters; 0 for those that are held.
    decrement : float
        Newton's, squared: gᵀI⁻¹g, twice the gain that the step promises.
    """

    by: F64
    decrement: float

    @property
    def gain(self) -> float:
        """Expected gain of the step in log-likelihood, ½gᵀI⁻¹g."""
        return 0.5 * self.decrement


@dataclass(frozen=True, slots=True)
class Rules:
    """How the search goes.

    Attributes
    ----------
    tolerance : float
        Decrement at which it ends.
    most : int
        Steps that are looked at, the last one, which is not taken, included.
    last_step : bool
        Take the last step as well, unlooked at: for passes so dear that the point at its end
        would cost more than it tells. The value is then what the step promises.
    """

    tolerance: float = 1e-12
    most: int = 100
    last_step: bool = False


@dataclass(frozen=True, slots=True)
class Maximum(Generic[Payload]):
    """Where the search ended.

    Attributes
    ----------
    place : array of float64, shape (p,)
    point : Point
        There; of a last step that was taken unlooked at, the point at its beginning.
    value : float
        There.
    steps : tuple of float
        Decrement of each step that was looked at, infinite where there was none to take.
    converged : bool
        Whether the decrement fell to the tolerance.
    stalled : bool
        Whether no part of a step gained anything (rounding, a kink), or there was no step to
        take: the information was singular, or leads downwards.
    """

    place: F64
    point: Point[Payload]
    value: float
    steps: tuple[float, ...]
    converged: bool
    stalled: bool

    @property
    def gradient(self) -> F64:
        """Gradient at the point, shape (p,)."""
        return self.point.gradient

    @property
    def information(self) -> F64:
        """Information at the point, shape (p, p)."""
        return self.point.information

    @property
    def decrement(self) -> float:
        """What is left, by the last step."""
        return self.steps[-1] if self.steps else math.inf


def maximise(
    evaluate: Callable[[F64], Point[Payload]],
    start: F64,
    rules: Rules,
    *,
    free: NDArray[np.bool_] | None = None,
    value: Callable[[F64], float] | None = None,
    cap: Callable[[F64], float] | None = None,
    check: Callable[[F64, Point[Payload]], None] | None = None,
    told: Callable[[Point[Payload], Move], None] | None = None,
) -> Maximum[Payload]:
    """Search for a maximum.

    Parameters
    ----------
    evaluate : callable
        The point at a place.
    start : array of float64, shape (p,)
    rules : Rules
    free : array of bool, shape (p,), optional
        Parameters that move; the others keep their start.
    value : callable, optional
        The value alone, where that is cheaper: for halved steps.
    cap : callable, optional
        Part of a step, at most 1, that may be taken at once.
    check : callable, optional
        Sees each point before its step, and raises where the model cannot be estimated.
    told : callable, optional
        Sees each step before it is taken.

    Returns
    -------
    Maximum
        `converged` says whether it is one.
    """
    theta = start.copy()
    moving = np.ones(theta.shape, np.bool_) if free is None else free
    point = evaluate(theta)
    steps: list[float] = []
    converged = stalled = False
    gained = 0.0
    while len(steps) < rules.most:
        if check is not None:
            check(theta, point)
        move = _newton_step(point, moving)
        if move is None:
            steps.append(math.inf)
            stalled = True
            break
        steps.append(move.decrement)
        if told is not None:
            told(point, move)
        if move.decrement <= rules.tolerance:
            converged = True
            if rules.last_step:
                theta, gained = theta + move.by, move.gain
            break
        taken = _taken(evaluate, value, theta, point, move, 1.0 if cap is None else cap(move.by))
        if taken is None:
            stalled = True
            break
        theta, point = taken
    return Maximum(theta, point, point.value + gained, tuple(steps), converged, stalled)


def _newton_step(point: Point[Payload], moving: NDArray[np.bool_]) -> Move | None:
    """Newton's step, or None where the information is singular or leads downwards."""
    by = np.zeros(moving.shape)
    gradient = point.gradient[moving]
    information = point.information[np.ix_(moving, moving)]
    if not (np.diag(information) > 0.0).all() or not np.isfinite(information).all():
        return None
    try:
        by[moving] = solve(information, gradient)
    except np.linalg.LinAlgError:
        return None
    decrement = float(gradient @ by[moving])
    return Move(by, max(decrement, 0.0)) if -NOTHING <= decrement < math.inf else None


def _taken(
    evaluate: Callable[[F64], Point[Payload]],
    value: Callable[[F64], float] | None,
    theta: F64,
    point: Point[Payload],
    move: Move,
    cap: float,
) -> tuple[F64, Point[Payload]] | None:
    """The place at the end of the longest part of a step that gains enough, and its point."""
    slack = ROUNDING * (1.0 + abs(point.value)) if move.decrement < DROWNED else 0.0
    share = cap
    while share > SHORTEST * cap:
        place = theta + share * move.by
        found = None
        if value is None:
            found = evaluate(place)
            reached = found.value
        else:
            reached = value(place)
        enough = point.value + ENOUGH * share * move.decrement - slack
        if enough <= reached < math.inf:
            return place, evaluate(place) if found is None else found
        share *= 0.5
    return None
