"""Maximum likelihood of a relational event model, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from detente.numerics import newton
from detente.numerics.information import solve
from detente.numerics.newton import Maximum, Point, Rules
from detente.rem.diagnose import (
    no_maximum,
    refuse_collinear,
    refuse_lost,
    refuse_unknown,
    separated,
)

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats

Pass = Callable[["Floats"], tuple[float, "Floats", "Floats"]]
"""θ → log-likelihood, gradient, information."""

RULES = Rules(tolerance=1e-14, most=50)

STILL_MOVING = 0.01
"""A step this large, relative to 1 + |θ|, where nothing is gained: the coefficient runs off."""

FARTHEST = 5.0
"""Change of a linear predictor in one step of a timed model."""


def maximise(
    run: Pass,
    start: Floats,
    names: tuple[str, ...],
    largest: Callable[[], Floats],
    *,
    bounded: bool,
) -> Maximum[None]:
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
        If there is no maximum after as many steps as `RULES` allow.
    """
    begun = False

    def check(theta: Floats, point: Point[None]) -> None:
        nonlocal begun
        if not begun:
            refuse_unknown(point, names, largest)
            refuse_collinear(point.information, names)
            begun = True
        refuse_lost(point.information, theta, names)

    def cap(move: Floats) -> float:
        return min(1.0, FARTHEST / max(float((np.abs(move) * largest()).max()), FARTHEST))

    found = newton.maximise(
        lambda theta: Point(*run(theta), None),
        start,
        RULES,
        cap=cap if bounded else None,
        check=check,
    )
    if not found.converged:
        raise no_maximum(found, names)
    move = solve(found.information, found.gradient)
    moving = np.abs(move) > STILL_MOVING * (1.0 + np.abs(found.place))
    if moving.any():
        raise separated(names, np.flatnonzero(moving).tolist(), found.place)
    return found
