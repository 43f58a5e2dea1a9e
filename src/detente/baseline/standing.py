"""The baseline α of every process, so that it plays its rate as things stand.

A rate r says how often an act happens *as things stand*: with the claims at their credences, the
calendar, offices, stocks and policies as they are at the start, memories at their usual level,
latches not latched, gates open. With the log-hazard η = α + Σ_m θ_m x_m, that is

    α = ln r − ln E exp(Σ_m θ_m x_m(0)),

E over what is believed; of a joint act by the rule of consent that holds in each belief. It is
solved for every draw of r and of θ, so that each of them plays its rate at the start. Of a rate
that is stated with every claim false, α is ln r: it holds where nothing else adds to the hazard.

What the record adds to the usual level of a memory is news, and moves the hazard away from r. A
gate says when a process can act at all, and is no part of its rate. The week's rhythm counts with
its mean over a week, and mood with that of its exponential, which is 1. A process that is at risk
from a later day on has its start on that day.

The belief at a run's start does not depend on what is forced in it, nor on its seed: α belongs to
the scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.beliefs import believed
from detente.baseline.coefficients import draw_matrix
from detente.baseline.makeup import situations_of
from detente.baseline.situation import Situation

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

MOST_KEPT = 50_000
"""Draws whose α is kept."""


class Standing:
    """The situation at the start of a scenario, from which α follows for any draw.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        self.compiled = scenario.compiled()
        self.processes = scenario.processes
        self.beliefs = believed(scenario)
        self.situations = situations_of(self.compiled, scenario.processes, self.beliefs)
        self._known: dict[object, dict[int, F64]] = {}

    def log_normaliser(self, theta: F64) -> F64:
        """Ln E exp(Σ θ x) of every process: α is the log-rate less this.

        Parameters
        ----------
        theta : array of float64, shape (draws, coefficients)
            Values of the scenario's coefficients with every claim true, in the order of
            ``scenario.compiled().coefficients``; those of baselines are not looked at.

        Returns
        -------
        array of float64, shape (draws, processes)
            A row depends on its own draw alone, to the last bit.
        """
        return _log_means(self.situations, theta)

    def gradient(self, theta: F64) -> F64:
        """Derivative of the normaliser of one draw, shape (processes, coefficients).

        By coefficients of terms; that a threshold or a speed changes a plane is left out.
        """
        unique = {id(each): each for each in self.situations}
        made = {key: each.gradient(theta) for key, each in unique.items()}
        return np.stack([made[id(each)] for each in self.situations])

    def luck(self, truth: U8) -> F64:
        """Mean of exp(Σ θ x) over some beliefs, in that over all; shape (processes,).

        At the means of the coefficients: by how much beliefs that were drawn raise the hazards.

        Parameters
        ----------
        truth : array of uint8, shape (paths, claims)
        """
        theta = np.array([[c.draw.mean for c in self.compiled.coefficients]])
        drawn = situations_of(self.compiled, self.processes, truth)
        found = _log_means(drawn, theta)[0]
        return np.asarray(np.exp(found - self.log_normaliser(theta)[0]))

    def once_a_day(self) -> dict[str, float]:
        """Mean chance of a day at the start, in that of the mean hazard; by process.

        At the means of the coefficients. Below 1, since a day sees an act once: a belief that
        doubles the hazard does not double the chance.
        """
        theta = np.array([[c.draw.mean for c in self.compiled.coefficients]])
        rates = theta[0, self.compiled.program.alpha]
        found = {}
        for each, process, rate in zip(self.situations, self.processes, rates, strict=True):
            eta = each.log_hazards(theta)[0] + rate - each.log_mean(theta)[0]
            chance = float((each.weight * -np.expm1(-np.exp(eta))).sum())
            found[process.id] = chance / float(-np.expm1(-np.exp(rate)))
        return found

    def baselines(
        self,
        seed: int,
        indices: I64,
        *,
        central: bool = False,
        shifts: Mapping[str, float] | None = None,
    ) -> F64:
        """α for parameter indices, shape (indices, processes); kept, since many paths share one.

        Parameters
        ----------
        seed : int
        indices : array of int64
        central, shifts
            As in `detente.baseline.coefficients.coefficient_matrix`.
        """
        unique, inverse = np.unique(indices, return_inverse=True)
        key = (seed, central, tuple(sorted((shifts or {}).items())))
        known = self._known.get(key, {})
        new = np.array([i for i in unique.tolist() if i not in known], dtype=np.int64)
        if new.size:
            theta = draw_matrix(
                self.compiled.coefficients, seed, new, central=central, shifts=shifts
            )
            alpha = theta[:, self.compiled.program.alpha] - self.log_normaliser(theta)
            known = {**known, **dict(zip(new.tolist(), alpha, strict=True))}
            if sum(len(rows) for rows in list(self._known.values())) + len(known) > MOST_KEPT:
                self._known.clear()
            self._known[key] = known
        return np.stack([known[i] for i in unique.tolist()])[inverse]


def standing(scenario: Scenario) -> Standing:
    """The situation at the start of a scenario, worked out once."""
    kept = scenario.compiled().kept
    if "standing" not in kept:
        kept["standing"] = Standing(scenario)
    found = kept["standing"]
    assert isinstance(found, Standing)
    return found


def _log_means(situations: Sequence[Situation], theta: F64) -> F64:
    """Ln E exp(Σ θ x), shape (draws, processes); those that share a start are worked out once."""
    unique = {id(each): each for each in situations}
    made = {key: each.log_mean(theta) for key, each in unique.items()}
    return np.column_stack([made[id(each)] for each in situations])
