"""Where a law reaches a share of its probability: what halving finds, with fewer looks at the law.

An interval is halved so often whatever is known of the law; its result then hangs on comparisons
alone. Most of them are told by two points close to the place on either side of it, which a few
steps of Newton's method find, on the scale of normal quantiles, where most laws are nearly a line.
So the result is that of plain halving, to the last bit, wherever the law as it is computed rises.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy.special import ndtri

MOST = 12
"""Steps towards the place; where they are too few, more is looked at."""

FINEST = 1e-14
"""Part of the interval within which rounding may decide: there each comparison is made."""


def crossing(
    below: Callable[[float], float],
    density: Callable[[float], float],
    share: float,
    ends: tuple[float, float],
    start: float,
    halvings: int,
) -> float:
    """Place below which a share of a law lies.

    Parameters
    ----------
    below : callable
        Share of the law below a place.
    density : callable
        Its slope.
    share : float
    ends : (float, float)
        Of the interval that is halved.
    start : float
        Where it may lie.
    halvings : int
    """
    low, high = ends
    width = high - low
    near = max(2.0 * math.ldexp(width, -halvings), FINEST * width)
    under, over = _around(below, density, share, ends, start, near)
    for _ in range(halvings):
        middle = 0.5 * (low + high)
        if middle > under and middle < over:
            if below(middle) < share:
                under = middle
            else:
                over = middle
        if middle <= under:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _around(
    below: Callable[[float], float],
    density: Callable[[float], float],
    share: float,
    ends: tuple[float, float],
    start: float,
    near: float,
) -> tuple[float, float]:
    """Two places close to each other, the place between them; infinite where there is none."""
    under, over = -math.inf, math.inf
    target, place = float(ndtri(share)), start
    for _ in range(MOST):
        found = below(place)
        if found < share:
            under = max(under, place)
        else:
            over = min(over, place)
        step = _step(found, density(place), target)
        if abs(step) < math.sqrt(near * (ends[1] - ends[0])) / 100.0:
            place += step
            break
        first, last = max(under, ends[0]), min(over, ends[1])
        place = place + step if first < place + step < last else 0.5 * (first + last)
    for each in (place - near, place + near):
        if under < each < over:
            if below(each) < share:
                under = each
            else:
                over = each
    return under, over


def _step(found: float, density: float, target: float) -> float:
    """Newton's step on the scale of normal quantiles; infinite where there is none."""
    if not (0.0 < found < 1.0 and density > 0.0):
        return math.inf
    z = float(ndtri(found))
    return (target - z) * math.exp(-0.5 * z * z) / (math.sqrt(2.0 * math.pi) * density)
