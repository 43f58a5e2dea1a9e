"""What each analyst of a pool makes of an outcome, and how much lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import Estimate, probability
from detente.ensemble.given import estimate_document
from detente.ensemble.minds import numbers
from detente.language.shown import rows, shown

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting


@dataclass(frozen=True, slots=True)
class Held:
    """An analyst's chance of an outcome.

    Attributes
    ----------
    analyst : str
    weight : float
        In the pool.
    estimate : Estimate or None
        Over the futures that are drawn with these credences; None where there are none.
    """

    analyst: str
    weight: float
    estimate: Estimate | None


@dataclass(frozen=True, slots=True, repr=False)
class BetweenAnalysts:
    """How far analysts are apart about an outcome.

    Attributes
    ----------
    outcome : str
    held : tuple of Held
    sd : float
        Standard deviation between the analysts' probabilities, by weight: the part of
        `Estimate.parameter_sd` that lies between them. What chance leaves is taken off it.
    share : float
        Its square in that of `Estimate.parameter_sd`, in [0, 1].
    """

    outcome: str
    held: tuple[Held, ...]
    sd: float
    share: float

    def __repr__(self) -> str:
        """The chance by analyst."""
        return shown(
            f"{type(self).__name__}: {self.outcome}, standard deviation {self.sd:.4f}, "
            f"{self.share:.0%} of the variance between draws",
            *rows([f"{h.estimate.short}  {h.analyst}" for h in self.held if h.estimate], "analyst"),
        )

    def document(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "sd": self.sd,
            "share_of_parameter_variance": self.share,
            "by_analyst": [
                {
                    "analyst": each.analyst,
                    "weight": each.weight,
                    "chance": estimate_document(each.estimate),
                }
                for each in self.held
            ],
        }


def between_analysts(
    setting: Setting, outcome: str, hit: NDArray[np.bool_], parameter_sd: float
) -> BetweenAnalysts | None:
    """How far the analysts of a linear pool are apart; None of futures that no such pool has.

    Parameters
    ----------
    setting : Setting
        What was played.
    outcome : str
    hit : array of bool, shape (paths,)
        Where it came about.
    parameter_sd : float
        Standard deviation of its probability between draws.
    """
    minds, draws = setting.scenario.minds, setting.design.parameters
    if not minds:
        return None
    number = numbers(setting.scenario, setting.seed, draws)
    held = []
    for k, mind in enumerate(minds):
        at = number == k
        held.append(
            Held(mind.name, mind.weight, probability(hit[at], draws[at]) if at.any() else None)
        )
    known = [(each.weight, each.estimate) for each in held if each.estimate is not None]
    weight = np.array([w for w, _estimate in known])
    weight /= weight.sum()
    chance = np.array([estimate.probability for _w, estimate in known])
    noise = np.array([estimate.monte_carlo for _w, estimate in known])
    spread = float(weight @ np.square(chance - weight @ chance))
    variance = max(spread - float((weight * (1.0 - weight)) @ np.square(noise)), 0.0)
    whole = parameter_sd**2
    share = min(variance / whole, 1.0) if whole > 0.0 else 0.0
    return BetweenAnalysts(outcome, tuple(held), float(np.sqrt(variance)), share)
