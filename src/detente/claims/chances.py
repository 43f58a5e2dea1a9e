"""How likely each claim is to hold on a path, given what is drawn for all the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from detente.claims.belief import Kept, World, numbers
from detente.claims.claim import Claim, Voice

F64 = NDArray[np.float64]


def chances(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    seed: int,
    indices: NDArray[np.int64],
    truth: NDArray[np.bool_],
    parameters: NDArray[np.int64] | None = None,
    credences: Mapping[str, float] | None = None,
    kept: Kept | None = None,
) -> F64:
    """Chance that a claim holds if its own draw alone is drawn anew.

    That is its credence under the claim that it is given; of a claim whose voice's claims go
    together, Φ((Φ⁻¹(c) − √ρ·z)/√(1 − ρ)), z what is drawn for the voice and ρ its correlation, as
    in `detente.claims.belief.believe`. Of a claim that relations tie to others, which its own draw
    does not settle, it is the share of the paths on which it holds.

    Parameters
    ----------
    claims : sequence of Claim
    voices : sequence of Voice
    seed : int
    indices : array of int64, shape (paths,)
        Belief index of each path.
    truth : array of bool, shape (paths, claims)
        Which claims hold on the paths.
    parameters : array of int64, shape (paths,), optional
        Parameter index of each path, for credences that are stated with a spread.
    credences : mapping of claim to float, optional
        Claims whose credence is moved, none of them to 0 or 1.
    kept : Kept, optional
        As of `believe`; what a claim goes together with in it, beside those on which its credence
        hangs, is left aside.

    Returns
    -------
    array of float64, shape (paths, claims)
    """
    draws = numbers(claims, voices, seed, indices, parameters, kept)
    moved = World(draws, {}, credences or {})
    column = {claim.id: i for i, claim in enumerate(claims)}
    found = np.empty(truth.shape)
    for i, claim in enumerate(claims):
        if claim.id in draws.ties:
            found[:, i] = truth[:, i].mean()
            continue
        now = {name: truth[:, column[name]] for name in claim.parents}
        credence, rho = draws.credence(claim.id, now), draws.correlation(claim)
        if claim.id in moved.moves:
            credence = moved.chance(claim.id)
        if rho > 0.0:
            bar = ndtri(credence) - math.sqrt(rho) * draws.shared(claim.voice)
            credence = ndtr(bar / math.sqrt(1.0 - rho))
        found[:, i] = credence
    return found
