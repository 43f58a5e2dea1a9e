"""What each claim is worth for an outcome, as the futures that are there already tell.

Nothing is played: futures are weighed as they would come out with the claim forced
(`detente.ensemble.reweighted`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.estimate import told
from detente.ensemble.reweighted import effects

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
    """

    claim: str
    worth: float
    interval: tuple[float, float]
    told: bool
    if_true: float
    if_false: float


def worths(ensemble: Ensemble, outcome: str) -> dict[str, Worth]:
    """Worths of the claims of which enough futures tell, by claim."""
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
            )
            for each in effects(ensemble, [outcome])
            if each.enough
        }
    found: dict[str, Worth] = ensemble.kept[key]  # type: ignore[assignment]
    return found
