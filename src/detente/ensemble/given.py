"""An outcome given something else: its chance in the futures that see that, and of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import Estimate, probability

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Given:
    """P(both) = P(other) · P(outcome | other).

    Attributes
    ----------
    outcome : str
    other : str or None
        The outcome that it is given; None of a condition that the scenario writes down.
    first : Estimate
        Chance of the other.
    given : Estimate or None
        Chance of the outcome in the futures that see the other; None where none does.
    both : Estimate
        The joint chance, of the two in one future.
    """

    outcome: str
    other: str | None
    first: Estimate
    given: Estimate | None
    both: Estimate


def given(
    outcome: str,
    other: str | None,
    came: NDArray[np.bool_],
    seen: NDArray[np.bool_],
    parameters: NDArray[np.int64],
) -> Given:
    """Count an outcome in the futures that see another, and the two together.

    Parameters
    ----------
    outcome : str
    other : str or None
    came, seen : array of bool, shape (paths,)
        Whether the outcome, and the other, come about.
    parameters : array of int64, shape (paths,)
        Parameter index of each path.
    """
    return Given(
        outcome,
        other,
        probability(seen, parameters),
        probability(came[seen], parameters[seen]) if seen.any() else None,
        probability(came & seen, parameters),
    )


def shares(values: F64, seen: NDArray[np.bool_]) -> F64:
    """Path by path, numbers whose mean is that of `values` where seen, and whose errors are its.

    The ratio of two means, linearised about them: r + s·(y − r)/s̄ of a path with the value y that
    sees the other (s = 1) or does not (Cochran 1977, Sampling Techniques, section 6.3). So the
    errors and intervals of plain means hold for it, in pairs as well.

    Returns
    -------
    array of float64, shape (paths,)
    """
    share = float(seen.mean())
    mean = float(values[seen].mean())
    return mean + np.where(seen, values - mean, 0.0) / share


def estimate_document(found: Estimate | None) -> dict[str, Any] | None:
    """A probability with its interval and error, as plain data."""
    if found is None:
        return None
    return {
        "probability": found.probability,
        "interval": list(found.interval),
        "monte_carlo_error": found.monte_carlo,
    }
