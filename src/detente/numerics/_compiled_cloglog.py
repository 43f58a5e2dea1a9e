"""The complementary log–log likelihood of a day: an act with the chance 1 − exp(−λ), λ = exp(η).

Source: Allison (1982), Sociological Methodology 13:61-98.
"""

from __future__ import annotations

import math

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def act(hazard):  # type: ignore[no-untyped-def]
    """An act at cumulative hazard λ: log-likelihood, its first and minus its second derivative.

    log(1 − e^{−λ}) with respect to η = log λ: r = λ/(e^λ − 1), and r·(r + λ − 1).
    """
    if hazard < 1e-4:  # series: the difference below would lose half its digits
        ratio = 1.0 - 0.5 * hazard + hazard * hazard / 12.0
        return math.log(-math.expm1(-hazard)), ratio, ratio * (0.5 + hazard / 12.0) * hazard
    if hazard > 700.0:
        return 0.0, 0.0, 0.0
    ratio = hazard / math.expm1(hazard)
    value = math.log(-math.expm1(-hazard)) if hazard < 0.7 else math.log1p(-math.exp(-hazard))
    return value, ratio, ratio * (ratio + hazard - 1.0)


@njit(cache=True, nogil=True, error_model="numpy")
def fill_values(hazard, acted, value):  # type: ignore[no-untyped-def]
    """Fill the log-likelihood of each row: `act` where it happened, −λ where it did not."""
    for r in range(hazard.shape[0]):
        value[r] = act(hazard[r])[0] if acted[r] else -hazard[r]


@njit(cache=True, nogil=True, error_model="numpy")
def fill_derivatives(hazard, acted, first, second):  # type: ignore[no-untyped-def]
    """Fill the first and minus the second derivative of each row in η: −λ and λ without an act."""
    for r in range(hazard.shape[0]):
        if acted[r]:
            _, first[r], second[r] = act(hazard[r])
        else:
            first[r] = -hazard[r]
            second[r] = hazard[r]
