"""Usual rates, measured in a record of event-days."""

from __future__ import annotations

import math

from detente.planes.quantity import Rate

FEWEST_DAYS = 28
"""Covered days from which on a rate is measured: four weeks."""

PRIOR = 0.5
"""Jeffreys' prior of a share of days: half a day with the act, and half a day without."""

HIGHEST = 349.0
"""Days a year of the highest rate that a process may have."""


def measured(seen: int, covered: int, reference: str) -> Rate:
    """Usual rate of an act that was seen on some of the days that a record covers.

    With n of N days the share of days p has the posterior Beta(n + ½, N − n + ½) under Jeffreys'
    prior. The hazard λ = −log(1 − p) then has

        E λ = ψ(N + 1) − ψ(N − n + ½)        var λ = ψ₁(N − n + ½) − ψ₁(N + 1)

    with ψ the digamma and ψ₁ the trigamma function,
    and the rate's law, log-normal in λ, is given this mean and this variance:

        sd² = log(1 + var λ / (E λ)²)        per day = 1 − exp(−E λ · exp(−sd²/2))

    So the mean hazard of the parameter draws is the posterior's, an act that was never seen keeps
    a rate (about 0.3 in the time that is covered, with an sd of 1), and one seen n times in many
    days has a rate of about n in that time, with an sd of about 1/√n.

    Parameters
    ----------
    seen : int
        n, days with the act.
    covered : int
        N, days that the record covers.
    reference : str
        Where the number comes from.

    Returns
    -------
    Rate
        Days a year, rounded to six digits; sd on the log scale; basis ``record``.

    Notes
    -----
    Jeffreys, H. (1946), An invariant form for the prior probability in estimation problems,
    Proc. R. Soc. A 186. Moments of log(1 − p): Johnson, Kotz & Balakrishnan, Continuous
    Univariate Distributions, vol. 2, chapter 25.
    """
    from scipy.special import polygamma, psi

    rest = covered - seen + PRIOR
    mean = float(psi(covered + 2 * PRIOR) - psi(rest))
    variance = float(polygamma(1, rest) - polygamma(1, covered + 2 * PRIOR))
    spread = math.log1p(variance / mean**2)
    per_day = -math.expm1(-mean * math.exp(-spread / 2.0))
    return Rate(
        per_year=min(float(f"{365.25 * per_day:.6g}"), HIGHEST),
        sd=float(f"{math.sqrt(spread):.6g}"),
        basis="record",
        reference=reference,
    )
