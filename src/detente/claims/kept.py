"""Beliefs that are kept with draws of coefficients, and picked as they went together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import Draws, Truth
from detente.claims.claim import Claim, Voice
from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF
from detente.planes.sample import NAME, Sample

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

CERTAIN = 1e-9
"""A credence counts as this far from 0 and 1 at least: what is kept may still be otherwise."""


@dataclass(frozen=True, eq=False)
class KeptBeliefs:
    """Which claims held in draws that are kept; each draw of coefficients has some beliefs.

    Parameters
    ----------
    sample : Sample
        The draws of coefficients.
    claims : sequence of str
    truth : array of uint8, shape (beliefs, claims)
        Those of the first draw come first.
    first : array of int64, shape (draws + 1,)
        Where the beliefs of each draw begin.
    weight : array of float64, shape (beliefs,)
        Those of one draw sum to one.
    """

    sample: Sample
    claims: Sequence[str]
    truth: NDArray[np.uint8]
    first: I64
    weight: F64

    def rows(self, seed: int, indices: I64, parameters: I64 | None) -> I64:
        """Number of the belief on each path: of those that its draw of coefficients has.

        Parameters
        ----------
        seed : int
        indices, parameters : array of int64, shape (paths,)
            Belief and parameter index of each path; without the latter each path has its own.
        """
        unique, inverse = np.unique(
            indices if parameters is None else parameters, return_inverse=True
        )
        draw = self.sample.picked(seed, unique)[inverse]
        share = uniform(seed, BELIEF, NAME, indices)
        found = np.searchsorted(np.cumsum(self.weight), draw + share, side="right")
        return np.clip(found, self.first[draw], self.first[draw + 1] - 1)

    def numbers(
        self,
        claims: Sequence[Claim],
        voices: Sequence[Voice],
        seed: int,
        indices: I64,
        parameters: I64 | None,
    ) -> KeptNumbers:
        """Numbers of the claims of the paths."""
        return KeptNumbers(claims, voices, seed, indices, parameters, self)


class KeptNumbers(Draws):
    """Numbers of claims with which each would be drawn as it is in what is kept.

    Where a claim holds with the chance p, its number is uniform below p if it does and above if it
    does not. So what is forced, or believed otherwise, changes a claim on no more paths than it
    must, as where claims are drawn one by one; and with nothing forced all are as they are kept.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        voices: Sequence[Voice],
        seed: int,
        indices: I64,
        parameters: I64 | None,
        kept: KeptBeliefs,
    ) -> None:
        super().__init__(claims, voices, seed, indices, parameters)
        truth = kept.truth[kept.rows(seed, indices, parameters)].astype(bool)
        self._truth = {name: truth[:, i] for i, name in enumerate(kept.claims)}

    def settled(self, claim: str) -> Truth | None:
        """Truth of a claim where nothing is forced."""
        return self._truth[claim]

    def uniform(self, claim: str) -> F64:
        """Uniform numbers of a claim, below its chance where it holds."""
        u, holds = super().uniform(claim), self._truth[claim]
        tie = self.ties.get(claim)
        if tie is None:
            chance = self.credence(claim, self._truth)
        else:
            chance = self.drawing(tie).chances(self._truth)[claim]
        return np.where(holds, u * chance, chance + u * (1.0 - chance))

    def correlation(self, claim: Claim) -> float:
        """None: what claims of a voice have in common stands in what is kept."""
        return 0.0

    def credence(self, claim: str, now: Mapping[str, Truth]) -> F64:
        """Credences of a claim, where those on which it hangs have these truths."""
        return np.clip(super().credence(claim, now), CERTAIN, 1.0 - CERTAIN)

    def drawn(self, claim: str, key: Literal["credence", "credence_otherwise"]) -> F64:
        """Its mean: that it is not known exactly stands in what is kept."""
        return np.full(self.indices.shape[0], float(getattr(self.claims[claim], key) or 0.0))
