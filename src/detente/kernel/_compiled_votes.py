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


@njit(cache=True, nogil=True, error_model="numpy")
def both_reached(consent, weight, first, last, quota, least, ballot):  # type: ignore[no-untyped-def]
    """Chance that the weights of those who consent reach a quota, and their number another.

    The same over the number and the sum of weights together, each cut at what it has to reach.

    Parameters
    ----------
    consent, weight : arrays of float64
        Of which those from `first` up to, not with, `last` are the members'; whole weights.
    quota, least : int
    ballot : array of float64, shape (at least (least + 1) · (quota + 1),)
        Is overwritten.

    Returns
    -------
    float
    """
    row = quota + 1
    for k in range((least + 1) * row):
        ballot[k] = 0.0
    ballot[0] = 1.0
    most = 0  # what those before weigh together
    for i in range(first, last):
        p = min(max(consent[i], 0.0), 1.0)
        w = int(weight[i])
        for c in range(min(i - first, least), -1, -1):
            above = min(c + 1, least) * row
            for k in range(min(most, quota), -1, -1):
                moved = ballot[c * row + k] * p
                ballot[c * row + k] -= moved
                ballot[above + min(k + w, quota)] += moved
        most += w
    return ballot[least * row + quota]
