"""Which claims hold on which path."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from detente.claims.claim import Claim, Voice
from detente.errors import ScenarioError
from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims, each after the one that it is given.

    Raises
    ------
    ScenarioError
        If `given` goes in a circle.
    """
    by_id = {claim.id: claim for claim in claims}
    order: dict[str, Claim] = {}
    for claim in claims:
        trail: dict[str, Claim] = {}  # from a claim to what it is given, and so on
        before: Claim | None = claim
        while before is not None and before.id not in order:
            if before.id in trail:
                names = list(trail)
                circle = " → ".join([*names[names.index(before.id) :], before.id])
                raise ScenarioError(f"claims: 'given' goes in a circle: {circle}")
            trail[before.id] = before
            before = None if before.given is None else by_id[before.given]
        order.update(reversed(trail.items()))
    return list(order.values())


def believe(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    seed: int,
    indices: NDArray[np.int64],
    forced: Mapping[str, bool],
) -> NDArray[np.uint8]:
    """Draw which claims hold.

    A claim holds where √ρ·z_voice + √(1 − ρ)·z_claim lies below the normal quantile of its
    credence, ρ the voice's correlation: every credence is kept exactly, and claims of one voice
    go together. A claim that is given another hangs on that one instead of on its voice, so that
    its conditional credences are exact too. Forcing a claim leaves the draws of the others alone.

    Returns
    -------
    array of uint8, shape (paths, claims)
        In the order of `claims`.
    """
    column = {claim.id: i for i, claim in enumerate(claims)}
    rho = {voice.id: voice.correlation for voice in voices}
    truth = np.zeros((indices.shape[0], len(claims)), dtype=np.uint8)
    shared: dict[str, NDArray[np.float64]] = {}
    for claim in in_order(claims):
        i = column[claim.id]
        if claim.id in forced:
            truth[:, i] = forced[claim.id]
            continue
        u = uniform(seed, BELIEF, f"claim:{claim.id}", indices)
        r = 0.0 if claim.given is not None else rho[claim.voice]
        if r > 0:
            if claim.voice not in shared:
                shared[claim.voice] = ndtri(uniform(seed, BELIEF, f"voice:{claim.voice}", indices))
            latent = math.sqrt(r) * shared[claim.voice] + math.sqrt(1.0 - r) * ndtri(u)
        else:
            latent = ndtri(u)
        bar = np.full(indices.shape[0], ndtri(claim.credence))
        if claim.given is not None:
            other = float(ndtri(claim.credence_otherwise))
            bar = np.where(truth[:, column[claim.given]] == 1, bar, other)
        truth[:, i] = latent < bar
    return truth
