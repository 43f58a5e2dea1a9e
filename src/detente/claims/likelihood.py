"""How likely claims are to hold as they do on a path: a factor for each that is drawn apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from detente.claims.belief import Draws
from detente.claims.claim import Claim, Voice

F64 = NDArray[np.float64]


def units(claims: Sequence[Claim]) -> list[tuple[str, ...]]:
    """Claims that are drawn apart from one another: alone, or tied together by relations."""
    ties = Draws(claims, [], 0, np.zeros(0, dtype=np.int64), None).ties
    found: dict[tuple[str, ...], None] = {}
    for claim in claims:
        tie = ties.get(claim.id)
        found.setdefault((claim.id,) if tie is None else tie.members)
    return list(found)


def likelihood(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    seed: int,
    indices: NDArray[np.int64],
    truth: NDArray[np.bool_],
    parameters: NDArray[np.int64] | None = None,
) -> F64:
    """Chance of each unit's truth, given those on which it hangs and what is drawn for its voice.

    Given the draws of the voices, the chance of all truths is the product of these factors.

    Parameters
    ----------
    claims : sequence of Claim
    voices : sequence of Voice
    seed, indices, parameters
        As of `detente.claims.belief.believe`.
    truth : array of bool, shape (paths, claims)
        Drawn with any credences.

    Returns
    -------
    array of float64, shape (paths, units)
        In the order of `units`.
    """
    draws = Draws(claims, voices, seed, indices, parameters)
    truths = {claim.id: truth[:, i] for i, claim in enumerate(claims)}
    found = []
    for unit in units(claims):
        tie = draws.ties.get(unit[0])
        if tie is not None:
            found.append(draws.drawing(tie).likelihood(truths))
            continue
        claim = draws.claims[unit[0]]
        credence, rho = draws.credence(claim.id, truths), draws.correlation(claim)
        if rho > 0.0:
            bar = ndtri(credence) - math.sqrt(rho) * draws.shared(claim.voice)
            credence = ndtr(bar / math.sqrt(1.0 - rho))
        found.append(np.where(truths[claim.id], credence, 1.0 - credence))
    return np.column_stack(found) if found else np.ones((indices.shape[0], 0))
