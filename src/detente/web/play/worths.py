"""What each claim is worth for an outcome, counted in futures that are there already.

The difference of two shares: of the futures in which the claim holds, and of those in which it does
not. A claim that hangs on others is compared where these are alike, and the differences are
averaged over them (the back-door adjustment, Pearl 2009, Causality, section 3.3), so that this is
what switching it would do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import difference, told

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]

FEWEST = 20
"""Futures on either side below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How much likelier an outcome is where a claim holds than where it does not.

    Attributes
    ----------
    claim : str
    worth : float
    interval : (float, float)
    told : bool
        Whether it is more than twice its Monte Carlo error from zero.
    if_true, if_false : float
        The probabilities of which it is the difference.
    """

    claim: str
    worth: float
    interval: tuple[float, float]
    told: bool
    if_true: float
    if_false: float


def worths(ensemble: Ensemble, outcome: str) -> dict[str, Worth]:
    """Worths of the claims that hold in some futures and fail in others, by claim."""
    key = ("worths", outcome)
    if key not in ensemble.kept:
        ensemble.kept[key] = _worths(ensemble, outcome)
    found: dict[str, Worth] = ensemble.kept[key]  # type: ignore[assignment]
    return found


def _worths(ensemble: Ensemble, outcome: str) -> dict[str, Worth]:
    hit = ensemble.happened(outcome).astype(np.float64)
    parameters = ensemble.design.parameters
    ids = [claim.id for claim in ensemble.scenario.claims]
    found = {}
    for claim in ensemble.scenario.claims:
        holds = ensemble.truth[:, ids.index(claim.id)].astype(bool)
        parents = [ids.index(name) for name in _parents(claim)]
        split = _parts(hit, holds, ensemble.truth[:, parents])
        if split is None:
            continue
        parts, true, false = split
        law = difference(parts, parameters).within(1.0)
        telling = told(law.mean, law.monte_carlo)
        found[claim.id] = Worth(claim.id, law.mean, law.interval, telling, true, false)
    return found


def _parents(claim: Claim) -> list[str]:
    """The claims on which its credence hangs."""
    names = [name for case in claim.cases for name in case.where]
    return sorted({*names, *([] if claim.given is None else [claim.given])})


def _parts(
    hit: F64, holds: NDArray[np.bool_], parents: NDArray[np.uint8]
) -> tuple[F64, float, float] | None:
    """The part of each future in the difference, whose mean it is, and the two that differ.

    None where too few tell.
    """
    _kinds, kind = np.unique(parents, axis=0, return_inverse=True)
    if parents.shape[1] == 0:
        kind = np.zeros(hit.shape[0], dtype=np.int64)
    kind = kind.reshape(-1)
    number, true = np.bincount(kind), np.bincount(kind, weights=holds)
    telling = (true > 0) & (true < number)
    if min(true[telling].sum(), (number - true)[telling].sum()) < FEWEST:
        return None
    share = np.where(telling, true / number, 0.5)
    means = [
        np.bincount(kind, weights=hit * so) / np.maximum(np.bincount(kind, weights=so), 1.0)
        for so in (holds, ~holds)
    ]
    of_true, of_false, e = means[0][kind], means[1][kind], share[kind]
    parts = of_true - of_false
    parts += np.where(holds, (hit - of_true) / e, (of_false - hit) / (1.0 - e))
    here = telling[kind]
    parts = np.where(here, parts, 0.0) / here.mean()
    return parts, float(of_true[here].mean()), float(of_false[here].mean())
