"""A prior that the record contradicts, wide enough to admit what the record says."""

from __future__ import annotations

import math


def widened(mean: float, sd: float, there: float, spread: float) -> float:
    """Standard deviation of a prior, wide enough to admit what the record says.

    Where the two are d apart, and their spreads s and t admit less, the prior is as wide as what
    is missing requires: s² + max(0, d² − s² − t²), as the moment estimate of a spread between two
    classes of reference has it (DerSimonian & Laird 1986, Controlled Clinical Trials 7(3)).

    Parameters
    ----------
    mean, sd : float
        Of the prior; with an sd of 0 it stays as it is.
    there, spread : float
        What the record says, and how wide that is.
    """
    if sd == 0.0:
        return sd
    return math.sqrt(sd**2 + max(0.0, (there - mean) ** 2 - sd**2 - spread**2))
