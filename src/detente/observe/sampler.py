"""Beliefs and coefficients as functions of standard normal numbers, one for each stable name.

An ensemble draws each of its numbers from a uniform one by inversion, by name. Here that number's
normal quantile z is kept: a prior is the standard normal law of z, whatever the law of the number,
and another z gives another draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

from detente.baseline.coefficients import joint_values_at, under_claims, values_at
from detente.baseline.standing import standing
from detente.claims.belief import Draws, held
from detente.numerics.draws import stratified, uniform
from detente.numerics.philox import BELIEF, PARAMETER
from detente.planes.model import Coefficient, Draw

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

FARTHEST = 8.0
"""Standard deviations: a draw is not looked for farther out."""


@dataclass(frozen=True)
class Sampler:
    """Draws of a scenario's beliefs and coefficients.

    Parameters
    ----------
    scenario : Scenario
    compiled : Compiled
        What is played: the columns of the coefficients.
    """

    scenario: Scenario
    compiled: Compiled

    @cached_property
    def draws(self) -> dict[str, Draw]:
        """What is uncertain of the coefficients, by name."""
        both = (*self.scenario.compiled().coefficients, *self.compiled.coefficients)
        return {c.draw.name: c.draw for c in both if c.draw.sd > 0.0}

    @cached_property
    def names(self) -> list[str]:
        """Names of the numbers: coefficients, then credences, then claims and voices."""
        scenario = self.scenario
        together = {name for d in self.draws.values() if d.joint for name in d.joint.names}
        coefficients = sorted({*self.draws, *together})
        credences = [
            f"{key}:{claim.id}"
            for claim in scenario.claims
            for key in ("credence", "credence_otherwise")
            if getattr(claim, f"{key}_sd") and getattr(claim, key) is not None
        ]
        claims = [f"claim:{claim.id}" for claim in scenario.claims]
        voices = [f"voice:{v.id}" for v in scenario.file.voices if v.correlation > 0.0]
        return [*(f"coefficient:{name}" for name in coefficients), *credences, *claims, *voices]

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Columns of the numbers."""
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def of_beliefs(self) -> I64:
        """Columns of claims and voices."""
        return self._columns(lambda name: name.startswith(("claim:", "voice:")))

    @cached_property
    def of_rates(self) -> dict[int, int]:
        """Columns of the rates that are drawn alone, each with the process that it belongs to."""
        found = {}
        for number, process in enumerate(self.scenario.processes):
            draw = self.draws.get(process.baseline_name)
            if draw is not None and draw.joint is None:
                found[self.column[f"coefficient:{draw.name}"]] = number
        return found

    @cached_property
    def of_others(self) -> I64:
        """Columns of all other coefficients, and of credences."""
        beliefs = {*self.of_beliefs.tolist(), *self.of_rates}
        return np.array([i for i in range(len(self.names)) if i not in beliefs], dtype=np.int64)

    def _columns(self, wanted: object) -> I64:
        assert callable(wanted)
        return np.array([i for i, name in enumerate(self.names) if wanted(name)], dtype=np.int64)

    def start(self, seed: int, paths: int) -> F64:
        """Numbers of the prior: those that an ensemble of the seed draws, each path its own.

        Returns
        -------
        array of float64, shape (paths, names)
        """
        index = np.arange(paths, dtype=np.int64)
        columns = [
            uniform(seed, BELIEF, name, index)
            if name.startswith(("claim:", "voice:"))
            else stratified(seed, PARAMETER, name, index)
            for name in self.names
        ]
        z = ndtri(np.column_stack(columns)) if columns else np.empty((paths, 0))
        return np.clip(z, -FARTHEST, FARTHEST)

    def truth(self, z: F64) -> U8:
        """Which claims hold, shape (paths, claims)."""
        if not self.scenario.claims:
            return np.zeros((z.shape[0], 0), dtype=np.uint8)
        return held(_Numbers(self, z), {})

    def values(self, z: F64) -> dict[str, F64]:
        """Values of the draws, by name, with every claim true."""
        found = {}
        for name, draw in self.draws.items():
            if draw.joint is not None:
                columns = [self.column[f"coefficient:{each}"] for each in draw.joint.names]
                root = draw.joint.root[draw.joint.names.index(name)]
                found[name] = joint_values_at(draw, z[:, columns] @ root)
            else:
                found[name] = values_at(draw, ndtr(z[:, self.column[f"coefficient:{name}"]]))
        return found

    def matrix(
        self, values: Mapping[str, F64], coefficients: tuple[Coefficient, ...], n: int
    ) -> F64:
        """Coefficients with every claim true; those without values at their means."""
        columns = []
        for draw in (c.draw for c in coefficients):
            certain = np.full(n, min(max(draw.mean, draw.low), draw.high))
            columns.append(values.get(draw.name, certain))
        return np.column_stack(columns)

    def theta(self, z: F64, truth: U8) -> F64:
        """Coefficients as they are played, α among them, shape (paths, coefficients)."""
        values, n = self.values(z), z.shape[0]
        whole, program = self.scenario.compiled(), self.compiled.program
        stated = self.matrix(values, whole.coefficients, n)
        normaliser = standing(self.scenario).log_normaliser(stated)
        found = self.matrix(values, self.compiled.coefficients, n)
        found = under_claims(found, self.compiled.coefficients, self.compiled.claims, truth)
        found[:, program.alpha] = stated[:, whole.program.alpha] - normaliser
        return found

    def theta_of(self, scenario: Scenario, compiled: Compiled, z: F64, truth: U8) -> F64:
        """Coefficients of a scenario that goes on from this one, with the α that these draws have.

        What its levels begin with is its own.
        """
        begun = {level.start.draw.name for level in compiled.model.levels.values()}
        values = {name: each for name, each in self.values(z).items() if name not in begun}
        found = self.matrix(values, compiled.coefficients, z.shape[0])
        found = under_claims(found, compiled.coefficients, compiled.claims, truth)
        found[:, compiled.program.alpha] = self.alpha(scenario, z, truth)
        return found

    def alpha(self, scenario: Scenario, z: F64, truth: U8) -> F64:
        """The α of the processes that a scenario has in common with this one."""
        number = {process.id: i for i, process in enumerate(self.scenario.processes)}
        rows = [number[process.id] for process in scenario.processes]
        return np.asarray(self.theta(z, truth)[:, self.compiled.program.alpha[rows]])


class _Numbers(Draws):
    """The draws of claims, from normal numbers that are given."""

    def __init__(self, sampler: Sampler, z: F64) -> None:
        index = np.arange(z.shape[0], dtype=np.int64)
        scenario = sampler.scenario
        super().__init__(scenario.claims, scenario.file.voices, 0, index, index)
        self._z, self._column = z, sampler.column

    def uniform(self, claim: str) -> F64:
        """Uniform numbers of a claim."""
        return np.asarray(ndtr(self._z[:, self._column[f"claim:{claim}"]]))

    def shared(self, voice: str) -> F64:
        """Normal numbers that the claims of a voice share."""
        return self._z[:, self._column[f"voice:{voice}"]]

    def drawn(self, claim: str, key: Literal["credence", "credence_otherwise"]) -> F64:
        """One of a claim's credences on each path."""
        stated = self.claims[claim]
        mean, sd = getattr(stated, key) or 0.0, getattr(stated, f"{key}_sd")
        at = self._column.get(f"{key}:{claim}")
        if at is None or not sd:
            return np.full(self.indices.shape[0], float(mean))
        total = mean * (1.0 - mean) / sd**2 - 1.0
        u = ndtr(self._z[:, at])
        return np.asarray(betaincinv(mean * total, (1.0 - mean) * total, u))
