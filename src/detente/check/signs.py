"""Every declared sign, tried: forced runs with paired draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.claim import Sign
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import paired_difference
from detente.ensemble.simulate import simulate

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class SignResult:
    """A sign and the paired difference that was found.

    `difference` and its 95 % interval are those of the target when the claim is forced to
    `sign.forced`, against its opposite: probability, days of waiting, or mean of the plane.
    """

    claim: str
    sign: Sign
    difference: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Whether the interval excludes zero on the side that the sign declares."""
        if self.sign.moves == "none":
            return self.low == 0.0 == self.high
        if self.sign.moves in ("up", "later"):
            return self.low > 0.0
        return self.high < 0.0


def _values(ensemble: Ensemble, sign: Sign) -> NDArray[np.float64]:
    watched = ensemble.scenario.watched()
    if sign.target in watched:
        return ensemble.path_mean[:, watched[sign.target]]
    if sign.moves in ("sooner", "later"):
        return ensemble.waiting(sign.target)
    return ensemble.happened(sign.target).astype(np.float64)


def try_signs(
    scenario: Scenario,
    *,
    paths: int = 2000,
    seed: int = 1,
    claims: list[str] | None = None,
) -> list[SignResult]:
    """Try every sign of the named claims (all by default).

    Returns
    -------
    list of SignResult
        In the order of the scenario.
    """
    chosen = [c for c in scenario.claims if claims is None or c.id in claims]
    results = []
    for claim in chosen:
        if claim.signs:
            arms = {
                value: simulate(scenario, paths=paths, seed=seed, forced={claim.id: value})
                for value in (True, False)
            }
            for sign in claim.signs:
                difference = paired_difference(
                    _values(arms[sign.forced], sign), _values(arms[not sign.forced], sign)
                )
                results.append(SignResult(claim.id, sign, *difference))
    return results
