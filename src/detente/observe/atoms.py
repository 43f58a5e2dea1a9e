"""All beliefs that there are, each with its probability, where nothing else is drawn."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from detente.claims.atoms import Stated
from detente.claims.law import free, spoken
from detente.claims.relations import relations
from detente.observe.sampler import Sampler

F64 = NDArray[np.float64]


def atoms(sampler: Sampler) -> tuple[F64, F64] | None:
    """Numbers of one draw for each belief, and log-probabilities.

    None where relations or cases tie claims together: that law is not written down as a whole.
    """
    scenario = sampler.scenario
    claims = scenario.claims
    if not claims or relations(claims) or any(claim.cases for claim in claims):
        return None
    rho = {voice.id: voice.correlation for voice in scenario.file.voices}
    truths = np.array(list(product((False, True), repeat=len(claims))))
    told = [spoken(Stated.of(claim), claim.voice, rho) for claim in claims]
    chance = free(told, truths)
    z = np.zeros((truths.shape[0], len(sampler.names)))
    for i, claim in enumerate(claims):
        credence = np.full(truths.shape[0], claim.credence)
        if claim.given is not None:
            given = truths[:, [c.id for c in claims].index(claim.given)]
            credence = np.where(given, claim.credence, claim.credence_otherwise or 0.0)
        r = 0.0 if claim.given is not None else rho[claim.voice]
        u = np.where(truths[:, i], 0.5 * credence, 0.5 * (1.0 + credence))
        with np.errstate(divide="ignore"):
            z[:, sampler.column[f"claim:{claim.id}"]] = ndtri(u)
        if r > 0.0:  # beyond what the voice, at rest, leaves to the claim
            z[:, sampler.column[f"claim:{claim.id}"]] = np.where(truths[:, i], -8.0, 8.0)
    there = chance > 0.0
    return np.clip(z[there], -8.0, 8.0), np.log(chance[there])
