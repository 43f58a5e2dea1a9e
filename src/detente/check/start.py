"""How often each process happens at the start, by what is believed of the claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.makeup import situations_of
from detente.baseline.standing import standing
from detente.planes.rate import YEAR

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class StartRate:
    """Days a year that see an act at the start, at the means of the coefficients.

    Attributes
    ----------
    stated : float
        As the scenario states it, or a fit has it.
    believed : float
        The mean over what is believed. Of a rate that is stated as things stand that is the stated
        one, but for this: a day sees an act once, so that of frequent acts the beliefs in which it
        is more frequent than usual bring less than they should.
    claims_true, claims_false : float
        Were every claim true, or false; whether or not they could all be.
    """

    stated: float
    believed: float
    claims_true: float
    claims_false: float

    def document(self) -> dict[str, float]:
        """As plain data (docs/json.md)."""
        return {
            "stated": self.stated,
            "believed": self.believed,
            "claims_true": self.claims_true,
            "claims_false": self.claims_false,
        }


def start_rates(scenario: Scenario) -> dict[str, StartRate]:
    """The rates of every process at the start, by what is believed.

    Gates are no part of a rate, and are open; a process that begins later is at its own first day.
    """
    compiled, base = scenario.compiled(), standing(scenario)
    theta = np.array([[c.draw.mean for c in compiled.coefficients]])
    rates = theta[0, compiled.program.alpha]
    alpha = rates - base.log_normaliser(theta)[0]
    claims = len(compiled.claims)
    beliefs = (base.beliefs, *(np.full((1, claims), held, dtype=np.uint8) for held in (1, 0)))

    def days(truth: NDArray[np.uint8]) -> list[float]:
        found = situations_of(compiled, scenario.processes, truth, always=True)
        hazards = (each.log_hazards(theta)[0] + a for each, a in zip(found, alpha, strict=True))
        chances = (-np.expm1(-np.exp(eta)) for eta in hazards)
        return [
            YEAR * float((each.weight * p).sum()) for each, p in zip(found, chances, strict=True)
        ]

    stated = (-YEAR * np.expm1(-np.exp(rates))).tolist()
    columns = zip(compiled.processes, stated, *map(days, beliefs), strict=True)
    return {process: StartRate(*values) for process, *values in columns}
