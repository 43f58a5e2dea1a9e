"""What each claim is worth for an outcome, as the futures that are there already tell.

Nothing is played: futures are weighed as they would come out with the claim forced
(`detente.ensemble.reweighted`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.estimate import told
from detente.ensemble.reweighted import ENOUGH, effects

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


@dataclass(frozen=True, slots=True)
class Worth:
    """How much likelier an outcome is with a claim forced true than with it forced false.

    Attributes
    ----------
    claim : str
    worth : float
    interval : (float, float)
    told : bool
        Whether it is more than twice its Monte Carlo error from zero.
    if_true, if_false : float
        The probabilities of which it is the difference.
    effective : float
        Effective futures of the side that has fewer.
    """

    claim: str
    worth: float
    interval: tuple[float, float]
    told: bool
    if_true: float
    if_false: float
    effective: float


def worths(ensemble: Ensemble, outcome: str) -> dict[str, Worth]:
    """Worths of the claims of which enough futures tell, by claim."""
    found = _all(ensemble, outcome)
    return {claim: each for claim, each in found.items() if each.effective >= ENOUGH}


def too_few(ensemble: Ensemble) -> dict[str, int]:
    """Futures that there are to tell what a claim is worth, by claim, where they are too few."""
    if not ensemble.scenario.outcomes:
        return {}
    found = _all(ensemble, ensemble.scenario.outcomes[0].id)  # as many for any other
    counts = {
        each.id: found[each.id].effective if each.id in found else 0.0
        for each in ensemble.scenario.claims
        if each.id not in ensemble.setting.settled
    }
    return {claim: int(n) for claim, n in counts.items() if n < ENOUGH}


def _all(ensemble: Ensemble, outcome: str) -> dict[str, Worth]:
    key = ("worths", outcome)
    if key not in ensemble.kept:
        ensemble.kept[key] = {
            each.claim: Worth(
                each.claim,
                each.worth.mean,
                each.worth.interval,
                told(each.worth.mean, each.worth.monte_carlo),
                each.if_true,
                each.if_false,
                each.effective,
            )
            for each in effects(ensemble, [outcome])
        }
    found: dict[str, Worth] = ensemble.kept[key]  # type: ignore[assignment]
    return found
