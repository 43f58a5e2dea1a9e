"""How much more likely claims are to hold as they do on a path, if some are forced or moved.

Given the draws of the coefficients and of the voices, the chance of all truths is a product: of
each claim, the chance q of its truth beside what it hangs on (docs/model.md). Forcing a claim puts
1 or 0 in the place of its q, moving its credence keep·q + take·(1 − q); all others stay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from detente.claims.belief import Draws
from detente.claims.claim import Claim, Voice
from detente.claims.moved import Laws, always, moves

F64 = NDArray[np.float64]

SURE = 1e-9
"""What a chance may miss 1 by that is 1 but for rounding."""


class Chances:
    """Chances of claims on paths, as they are believed and as they are set.

    Parameters
    ----------
    claims, voices, seed, indices, parameters
        As of `detente.claims.belief.believe`.
    truth : array of bool, shape (paths, claims)
        Which claims hold.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        voices: Sequence[Voice],
        seed: int,
        indices: NDArray[np.int64],
        parameters: NDArray[np.int64],
        truth: NDArray[np.bool_],
    ) -> None:
        self.draws = Draws(claims, voices, seed, indices, parameters)
        self.truth = {claim.id: truth[:, i] for i, claim in enumerate(claims)}
        self.laws = Laws(self.draws.claims, self.draws.rho, self.draws.ties)
        self._natural: dict[str, F64] = {}

    def of(self, forced: Mapping[str, bool], credences: Mapping[str, float]) -> dict[str, F64]:
        """Chance that each claim has the truth that it has, of those that are forced or moved.

        Parameters
        ----------
        forced : mapping of claim to bool
        credences : mapping of claim to float
        """
        forced = always(forced, credences)
        moved = moves(self.laws, forced, {c: p for c, p in credences.items() if c not in forced})
        found = {}
        for claim, value in forced.items():
            found[claim] = (self.truth[claim] == value).astype(np.float64)
        for claim, move in moved.items():
            found[claim] = self._truth(claim, self._seen(claim, move.chance(self._credence(claim))))
        return found

    def natural(self, claim: str) -> F64:
        """The same of a claim as it is believed."""
        if claim not in self._natural:
            chance = self._seen(claim, self._credence(claim))
            self._natural[claim] = self._truth(claim, chance)
        return self._natural[claim]

    def factors(self, forced: Mapping[str, bool], credences: Mapping[str, float]) -> bool:
        """Whether the law of what is set is such a product.

        It is not where relations tie a claim that is set to others, or one that is moved hangs on
        another that is set.
        """
        given = {*forced, *credences}
        certain = always(forced, credences)
        tied = any(claim in self.draws.ties for claim in given)
        return not tied and not any(
            self._above(claim) & given for claim in credences if claim not in certain
        )

    def _above(self, claim: str) -> set[str]:
        found: set[str] = set()
        waiting = [*self.draws.parents[claim]]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self.draws.parents[each]
        return found

    def _credence(self, claim: str) -> F64:
        now = {name: self.truth[name] for name in self.draws.parents[claim]}
        return self.draws.credence(claim, now)

    def _seen(self, claim: str, chance: F64) -> F64:
        """A chance, given what is drawn for the claim's voice."""
        stated = self.draws.claims[claim]
        rho = self.draws.correlation(stated)
        if rho == 0.0:
            return chance
        bar = ndtri(chance) - math.sqrt(rho) * self.draws.shared(stated.voice)
        return np.asarray(ndtr(bar / math.sqrt(1.0 - rho)))

    def _truth(self, claim: str, chance: F64) -> F64:
        return np.where(self.truth[claim], chance, 1.0 - chance)


def ratio(
    chances: Chances,
    before: tuple[Mapping[str, bool], Mapping[str, float]],
    after: tuple[Mapping[str, bool], Mapping[str, float]],
) -> F64 | None:
    """How much more likely the truths are as `after` sets claims than as `before` does.

    Returns
    -------
    array of float64, shape (paths,), or None
        None where their laws are not such products (`Chances.factors`), or where claims are certain
        before that are not so after: what is missing no weight brings back.
    """
    if not (chances.factors(*before) and chances.factors(*after)):
        return None
    then, now = chances.of(*before), chances.of(*after)
    found = np.ones(chances.draws.indices.shape[0])
    for claim in dict.fromkeys([*then, *now]):
        old = then[claim] if claim in then else chances.natural(claim)
        new = now[claim] if claim in now else chances.natural(claim)
        if ((old >= 1.0) & (new < 1.0 - SURE)).any():
            return None
        found *= np.divide(new, old, out=np.zeros_like(new), where=old > 0.0)
    return found
