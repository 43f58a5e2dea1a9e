"""The chance that a vote passes, of members who consent independently; compiled."""

from __future__ import annotations

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def reached(consent, weight, first, last, quota, ballot):  # type: ignore[no-untyped-def]
    """Chance that the weights of those who consent reach a quota.

    Member by member, the chances of each sum of weights below the quota, and of all from it on
    (Poisson binomial distribution where all weigh 1; Chen & Liu 1997, Statistica Sinica 7).

    Parameters
    ----------
    consent, weight : arrays of float64
        Of which those from `first` up to, not with, `last` are the members'; whole weights.
    quota : int
    ballot : array of float64, shape (at least quota + 1,)
        Is overwritten.

    Returns
    -------
    float
    """
    for k in range(quota + 1):
        ballot[k] = 0.0
    ballot[0] = 1.0
    for i in range(first, last):
        p = min(max(consent[i], 0.0), 1.0)
        w = int(weight[i])
        for k in range(quota - 1, -1, -1):
            moved = ballot[k] * p
            ballot[k] -= moved
            ballot[min(k + w, quota)] += moved
    return ballot[quota]
