"""Each claim's share of the variance of an outcome: what knowing it would remove, and the total.

With c whether the claim holds, q how often it does, and V = p(1 − p),

    first order  S = q(1 − q)·(E[Y | c] − E[Y | not c])²/V
    total        T = E[q'(1 − q')·(Y₁ − Y₀)²]/V

S is seen in the stored futures: those in which the claim holds against the others, claims that go
with it included; the square of the difference's own error is taken off it. T is that of the claim's
own draw, all others left as they are: Y₁ and Y₀ are the outcome with the claim forced true and
false, and q' its chance on a path given the draws of the others (Sobol' 1993; Jansen 1999, eq. 9,
for an input of two values).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import standard_error
from detente.explain.variance import cut

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.worth import Flips

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClaimShare:
    """A claim's part in the variance of an outcome.

    Attributes
    ----------
    claim : str
    first : float
        What knowing whether it holds would remove, in [0, 1].
    total : float
        What its own draw does, alone and together with all else, in [0, 1].
    first_error, total_error : float
        Monte Carlo standard errors.
    """

    claim: str
    first: float
    first_error: float
    total: float
    total_error: float


def claim_shares(ensemble: Ensemble, outcome: str, flips: Flips) -> list[ClaimShare]:
    """Shares of the claims that were flipped, the largest first-order share first.

    Parameters
    ----------
    ensemble : Ensemble
    outcome : str
    flips : Flips
        Of the same ensemble and outcome.

    Returns
    -------
    list of ClaimShare
        Empty where the outcome came in none or in all of the futures.
    """
    came = ensemble.happened(outcome).astype(np.float64)
    variance = float(came.var())
    if variance <= 0.0:
        return []
    chances = ensemble.setting.chances(flips.truth.shape[0])
    column = {claim.id: i for i, claim in enumerate(ensemble.scenario.claims)}
    found = []
    for claim, moved in flips.difference.items():
        first, first_error = first_order(came, ensemble.truth[:, column[claim]] == 1)
        q = chances[: moved.shape[0], column[claim]]
        values = q * (1.0 - q) * np.square(moved) / variance
        error = standard_error(values)
        found.append(
            ClaimShare(
                claim,
                first,
                first_error,
                cut(float(values.mean())),
                error if np.isfinite(error) else 0.0,
            )
        )
    return sorted(found, key=lambda share: (-share.first, -share.total, share.claim))


def first_order(came: F64, holds: NDArray[np.bool_]) -> tuple[float, float]:
    """Var(E[Y | claim])/Var(Y) and its standard error.

    Parameters
    ----------
    came : array of float64, shape (paths,)
        1 where the outcome came about.
    holds : array of bool, shape (paths,)

    Returns
    -------
    float, float
        Both 0 where the claim, or the outcome, is the same on all paths.
    """
    q, variance = float(holds.mean()), float(came.var())
    if not 0.0 < q < 1.0 or variance <= 0.0:
        return 0.0, 0.0
    yes, no = float(came[holds].mean()), float(came[~holds].mean())
    influence = np.where(holds, (came - yes) / q, (no - came) / (1.0 - q))
    error = standard_error(influence)
    scale = q * (1.0 - q) / variance
    apart = yes - no
    # Var(D²) = 4 D² e² + 2 e⁴ of a normal difference D with the error e
    spread = scale * error * np.sqrt(4.0 * apart**2 + 2.0 * error**2)
    return cut(scale * (apart**2 - error**2)), float(spread)
