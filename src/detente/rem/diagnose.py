"""Why a record gives no estimate, in words that name the effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import CollinearError, ConvergenceError, EstimationError, SeparatedError
from detente.numerics import identifiability
from detente.numerics.identifiability import LOST
from detente.numerics.newton import Maximum, Point

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats

Names = tuple[str, ...]

NEGLIGIBLE = 1e-14
"""What rounding may leave of a diagonal that is null, relative to the largest and to 1."""

AT_REST = 1e-6
"""Gradient below which a coefficient does not move."""


def refuse_unknown(point: Point[None], names: Names, largest: Callable[[], Floats]) -> None:
    """Refuse statistics, or sums over them, that are not finite numbers.

    Parameters
    ----------
    point : Point
    names : tuple of str
    largest : callable
        The largest |x| of each effect.

    Raises
    ------
    EstimationError
    """
    parts = (point.value, point.gradient, point.information)
    if all(np.isfinite(part).all() for part in parts):
        return
    wrong = _chosen(names, np.flatnonzero(~np.isfinite(largest())))
    if wrong:
        raise EstimationError(
            f"{', '.join(wrong)}: the statistic is not a finite number everywhere; log1p needs "
            "values above −1",
            wrong,
        )
    raise EstimationError(
        "sums over the risk set are too large for a computer's numbers: rescale the covariates, or "
        "measure time in a larger unit"
    )


def refuse_collinear(information: Floats, names: Names) -> None:
    """Refuse effects that, alone or in a combination, never differ among the alternatives.

    Raises
    ------
    CollinearError
    """
    negligible = NEGLIGIBLE * max(1.0, float(np.diag(information).max()))
    constant = _chosen(names, identifiability.untold(information, negligible))
    if constant:
        raise CollinearError(
            f"{', '.join(constant)}: never differs among the alternatives of any event, so its "
            "coefficient cannot be told; leave it out",
            constant,
        )
    found = identifiability.collinear(information)
    if found:
        involved = _chosen(names, {k for each in found for k in each.guilty})
        raise CollinearError(
            f"{', '.join(involved)}: collinear, a combination of them never differs among the "
            "alternatives; leave one of them out",
            involved,
        )


def refuse_lost(information: Floats, theta: Floats, names: Names) -> None:
    """Refuse an information that was sound at the start and has become singular on the way.

    Raises
    ------
    SeparatedError
    """
    if not np.isfinite(information).all():
        raise separated(names, (), theta)
    gone = identifiability.untold(information)
    if gone:
        raise separated(names, gone, theta)
    found = identifiability.collinear(information, LOST)
    if found:
        raise separated(names, found[0].guilty, theta)


def separated(names: Names, which: Iterable[int], theta: Floats) -> SeparatedError:
    """The error for coefficients that run off, all of them if none can be singled out."""
    chosen = sorted(which) or range(len(names))
    up = [names[k] for k in chosen if theta[k] > 0]
    down = [names[k] for k in chosen if theta[k] <= 0]
    parts = []
    if up:
        parts.append(f"{', '.join(up)} rises without bound (events always go with it)")
    if down:
        parts.append(f"{', '.join(down)} falls without bound (events never go with it)")
    return SeparatedError(
        f"separated: the coefficient of {'; of '.join(parts)}; leave it out, or restrict the risk "
        "set to where both outcomes occur",
        _chosen(names, chosen),
    )


def no_maximum(found: Maximum[None], names: Names) -> ConvergenceError:
    """The error for a search that did not end."""
    moving = _chosen(names, np.flatnonzero(np.abs(found.gradient) > AT_REST)) or names
    return ConvergenceError(
        f"no maximum after {len(found.steps)} steps; the coefficients that still move are those of "
        f"{', '.join(moving)}: leave out an effect, or put strongly skewed statistics on a log1p "
        "scale or standardise them",
        moving,
    )


def _chosen(names: Names, which: Iterable[int]) -> Names:
    return tuple(names[k] for k in sorted(which))
