"""The nearest curve to a distribution function that rises by at least so much at every step.

Platforms score by densities, and take no curve that is flat or leaps. With steps in [m, M], the
curves that never lie above, and never below, a given F are its envelopes (McShane 1934, *Bull. AMS*
40(12), with a rise that differs by direction)

    U_i = min_j F_j + d(j, i),  L_i = max_j F_j − d(i, j),
    d(j, i) = M·(i − j) where i ≥ j, −m·(j − i) where i < j,

and their mean is admissible, as it is when cut to what the ends allow, and no admissible curve
differs less from F at its farthest point. A curve that is admissible stays number for number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def nearest(
    curve: F64,
    least: float,
    most: float,
    first: tuple[float, float],
    last: tuple[float, float],
) -> F64:
    """The admissible curve that is nearest to one.

    Parameters
    ----------
    curve : array of float64, shape (n,)
        Not falling, in [0, 1].
    least, most : float
        Between which each step has to lie.
    first, last : (float, float)
        Between which its ends have to lie.

    Returns
    -------
    array of float64, shape (n,)
    """
    place = np.arange(curve.size, dtype=np.float64)
    left = curve.size - 1 - place
    floor = np.maximum(first[0] + least * place, last[0] - most * left)
    ceiling = np.minimum(first[1] + most * place, last[1] - least * left)
    if _admissible(curve, least, most) and (floor <= curve).all() and (curve <= ceiling).all():
        return curve
    upper = np.minimum(
        np.minimum.accumulate(curve - most * place) + most * place,
        np.minimum.accumulate((curve - least * place)[::-1])[::-1] + least * place,
    )
    lower = np.maximum(
        np.maximum.accumulate(curve - least * place) + least * place,
        np.maximum.accumulate((curve - most * place)[::-1])[::-1] + most * place,
    )
    return np.clip((upper + lower) / 2.0, floor, ceiling)


def _admissible(curve: F64, least: float, most: float) -> bool:
    steps = np.diff(curve)
    return bool((steps >= least).all() and (steps <= most).all())
